"""The AppImage."""

from collections.abc import Iterator
from pathlib import Path


def image(folder: Path) -> Iterator[Path]:
    """The AppImage."""
    yield from ()
