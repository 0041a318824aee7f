"""What a worker process is asked to draw: plain values that travel between processes."""

from __future__ import annotations

from dataclasses import dataclass, field
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
class Given:
    """A picture that a request names: its file below the engine's folder, or only the words of its address.

    As a reference its `role` is `image`, `style` or `subject` and its `weight` 0..1.
    """

    words: str
    file: str = ""
    role: str = "image"
    weight: float = 1.0


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
    flags: dict[str, str] = field(default_factory=dict)
    references: tuple[Given, ...] = ()


@dataclass(frozen=True)
class Still:
    """A picture that a video shows: of one of the engine's own there is a recipe, and the number of its tile if any."""

    given: Given
    recipe: dict[str, Any] | None = None
    tile: int | None = None


@dataclass(frozen=True)
class Film:
    """A video to be drawn: `short` is its shorter side in pixels, `before` the shots that its four clips go on from."""

    folder: Path
    stem: str
    seed: int
    short: int
    words: str
    loop: bool
    stills: tuple[Still, ...]
    ends_on: int | None = None  # the number of the still that is the last frame
    before: tuple[list[Any], ...] = ()


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


def given_folder(folder: Path) -> Path:
    """Where pictures that requests named lie below an engine's folder."""
    return folder / "given"


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


def video_name(stem: str, number: int) -> str:
    """One of a video's four clips; `number` counts from 0."""
    return f"{stem}_{number}.mp4"


def half_name(name: str) -> str:
    """The file behind an address with the thumbnail query; no address names it directly."""
    stem, dot, kind = name.rpartition(".")
    return f"{stem}.half{dot}{kind}"
