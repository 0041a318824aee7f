"""The contract's tables, read once from the data files: actions, error codes, prompt parameters."""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import Any

_PACKAGE = Path(__file__).parent.parent


def folder() -> Path:
    """The contract's folder: inside the installed package, else beside it in a checkout."""
    installed = _PACKAGE / "resources" / "contract"
    return installed if installed.is_dir() else _PACKAGE.parent / "resources" / "contract"


@functools.cache
def _table(name: str) -> Any:
    return json.loads((folder() / name).read_text(encoding="utf-8"))


@functools.cache
def statuses() -> dict[str, int | None]:
    """Error code -> HTTP status; None where the documents give none. Of several statuses the first counts."""
    return {row["code"]: row["http"][0] if isinstance(row["http"], list) else row["http"] for row in _errors()}


def _errors() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = _table("error_codes.json")
    return rows


@functools.cache
def grid_actions() -> tuple[str, ...]:
    """What every grid offers, in the documented order."""
    return tuple(_table("actions.json")["grid_actions_documented"])


@functools.cache
def single_actions() -> tuple[str, ...]:
    """What every single picture offers, in the documented order."""
    return tuple(_table("actions.json")["single_actions_documented"])


@functools.cache
def redo_actions() -> tuple[str, ...]:
    """What a single picture offers besides once it was upscaled again."""
    return tuple(row["action"] for row in _table("actions.json")["actions"] if row["group"] == "reupscaled")


@functools.cache
def prompt_parameters() -> tuple[dict[str, Any], ...]:
    """The rows of the table of prompt flags: `names`, `kind`, `range`."""
    return tuple(_table("prompt_parameters.json"))
