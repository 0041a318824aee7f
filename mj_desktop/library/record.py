"""Records: a generation as JSON, for its row and for the file beside its picture; no token, no mask bytes."""

import json
import zlib
from dataclasses import asdict
from typing import Any

from mj_desktop.core.batch import Place
from mj_desktop.core.errors import Failure, LibraryError
from mj_desktop.core.generation import Generation, RemotePicture, State, StoredPicture
from mj_desktop.core.request import Imagine

_ACTIONS = (*(f"{verb}{tile}" for verb in ("upscale", "variation") for tile in (1, 2, 3, 4)), "reroll")
_PARTS = {"picture": RemotePicture, "file": StoredPicture, "failure": Failure, "place": Place}


def to_json(generation: Generation) -> str:
    """The facts to rebuild `generation`, apart from its mask's bytes."""
    facts = asdict(generation)
    facts["request"] = {name: value for name, value in facts["request"].items() if name != "mask"}
    return json.dumps(facts, indent=1)  # ASCII, so that half a surrogate pair out of an answer does no harm


# What most records have in common: what is folded with it is half as large.
_COMMON = to_json(
    Generation(
        id="", origin="demo", request=Imagine(prompt="--ar --v 8.2 --v 7", version="8.2"), created_at=1.7e9,
        state=State.STORED, percent=100, actions=_ACTIONS, sent_at=1.7e9, finished_at=1.7e9,
        picture=RemotePicture(raw_url="http://127.0.0.1/files/https://", raw_width=2048, raw_height=2048),
        file=StoredPicture(name="2026-01/.png.jpg", width=2048, height=2048, size=1, sha256=""),
    )
).encode()  # fmt: skip


def fold(facts: str) -> bytes:
    """What `to_json` wrote, small."""
    folding = zlib.compressobj(1, zlib.DEFLATED, -15, 9, zlib.Z_DEFAULT_STRATEGY, _COMMON)
    return folding.compress(facts.encode()) + folding.flush()


def unfold(facts: bytes) -> str:
    """What `fold` was given."""
    return zlib.decompressobj(-15, _COMMON).decompress(facts).decode()


def from_json(text: str) -> Generation:
    """The generation that `to_json` wrote, without its mask; raises LibraryError for anything else."""
    try:
        facts: dict[str, Any] = json.loads(text)
        facts.pop("mask", None)  # what stands beside a picture says which mask was sent
        for name, part in _PARTS.items():
            facts[name] = part(**_tupled(facts[name])) if facts.get(name) else None
        for name in ("actions", "sub_images", "clips", "clip_files", "clip_sums"):
            facts[name] = tuple(facts.get(name) or ())
        facts["request"], facts["state"] = Imagine(**facts["request"]), State(facts["state"])
        return Generation(**facts)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise LibraryError(f"A record of the library cannot be read: {error}") from error


def _tupled(part: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in part.items()}
