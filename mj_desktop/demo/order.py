"""What a worker process is asked to draw: plain values that travel between processes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

# Percentages at which a preview is shown; the picture itself comes at 100.
STEPS = (12, 35, 60, 85)


@dataclass(frozen=True)
class Source:
    """The picture that an action is applied to."""

    kind: str
    name: str
    recipe: dict[str, Any]


@dataclass(frozen=True)
class Order:
    """One picture to be drawn into `folder`; files are named after `stem`."""

    folder: Path
    stem: str
    action: str
    seed: int
    edge: int
    text: str = ""
    ratio: float = 1.0
    source: Source | None = None
    mask: str = ""
    split: bool = False


@dataclass(frozen=True)
class Sheet:
    """What an order comes to, known before it is drawn."""

    kind: str
    width: int
    height: int
    upscaled: bool
    recipe: dict[str, Any]


def files_folder(folder: Path) -> Path:
    """Where pictures lie below an engine's folder."""
    return folder / "files"


def masks_folder(folder: Path) -> Path:
    """Where the masks of region edits lie below an engine's folder."""
    return folder / "masks"


def preview_steps() -> range:
    """The numbers of a task's previews."""
    return range(len(STEPS))


def picture_name(stem: str) -> str:
    """A finished picture's file."""
    return f"{stem}.png"


def preview_name(stem: str, step: int) -> str:
    """A preview's file; the documents' samples call it so for every kind of picture."""
    return f"{stem}_grid_{step}.webp"


def split_name(stem: str, tile: int) -> str:
    """One tile of a grid as a file of its own; `tile` counts from 0."""
    return f"{stem}_{tile}.png"


def half_name(name: str) -> str:
    """The file behind an address with the thumbnail query; no address names it directly."""
    stem, dot, kind = name.rpartition(".")
    return f"{stem}.half{dot}{kind}"
