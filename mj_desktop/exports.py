"""Exports: pictures and tiles as files outside the library, under names that any system takes."""

import filecmp
import os
import shutil
import tempfile
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from PySide6.QtGui import QImage

from mj_desktop import pictures
from mj_desktop.core import filenames
from mj_desktop.core.errors import LibraryError
from mj_desktop.core.generation import Generation

TILES = (1, 2, 3, 4)
NOT_SAVED = "not_saved"
# Qt makes zlib's level out of a PNG's quality: 60 is level 3, as small as what the service sends; 95 would be level 0,
# which does not compress at all.
_QUALITY = {"PNG": 60, "JPEG": 95, "WEBP": 95}
_settling = threading.Lock()


def picture(source: Path, tile: int | None) -> QImage:
    """The picture at `source`, or tile 1..4 of it; raises PictureError."""
    whole = pictures.unchanged(source)
    return whole if tile is None else pictures.crop_tile(whole, tile)


def save(source: Path, tile: int | None, target: Path) -> None:
    """Write the picture or a tile of it to `target`: the service's bytes unchanged where nothing has to change.

    Another extension than the source's is written in that format. Raises LibraryError with a sentence.
    """
    if tile is None and target.suffix.lower() == source.suffix.lower():
        copy(source, target)
        return

    def draw(part: Path) -> None:
        if not _saved(picture(source, tile), part, _format(target)):
            raise LibraryError(f"{target} cannot be written.", code=NOT_SAVED)

    _write(target, draw)


def copy(source: Path, target: Path) -> None:
    """Write the bytes of a file to `target`, whole or not at all; raises LibraryError with a sentence."""

    def take(part: Path) -> None:
        shutil.copyfile(source, part)

    _write(target, take)


def _write(target: Path, write: Callable[[Path], None]) -> None:
    part = target.with_name(f".{target.name}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        write(part)
        part.replace(target)
    except OSError as error:
        raise LibraryError(f"{target} cannot be written: {error.strerror}.", code=NOT_SAVED) from error
    finally:
        _drop(part)


def save_tiles(source: Path, generation: Generation, prompt: str, folder: Path, template: str) -> None:
    """Write the four tiles of a grid into `folder`, beside what lies there; raises LibraryError."""
    for tile in TILES:
        save(source, tile, _free(folder, named(generation, prompt, tile, source, template)))


def lend(source: Path, tile: int | None, folder: Path, file_name: str) -> Path:
    """A real file of that name in `folder`, for another program: a copy, which it may change, move or link to.

    One that was lent before is lent again, the same file; one that was changed since stays, and the new one has a
    number. Raises LibraryError with a sentence.
    """
    target = folder / file_name
    try:
        fresh = _own(folder, file_name)
        try:
            save(source, tile, fresh)
            with _settling:
                target = _settled(fresh, target)
        finally:
            _drop(fresh)
    except OSError as error:
        raise LibraryError(f"{target} cannot be written: {error.strerror}.", code=NOT_SAVED) from error
    return target


def _own(folder: Path, file_name: str) -> Path:
    """A file that nobody else writes: two may lend the same at once."""
    folder.mkdir(parents=True, exist_ok=True)
    opened, path = tempfile.mkstemp(Path(file_name).suffix, ".", folder)
    os.close(opened)
    return Path(path)


def _settled(fresh: Path, target: Path) -> Path:
    """Where the fresh one lies from now on: a file of its like is kept, which other programs may link to."""
    file_name, number = target.name, 2
    while target.exists():
        if filecmp.cmp(fresh, target, shallow=False):
            os.utime(target)  # as young as the last time that it was lent
            return target
        target, number = target.with_name(filenames.numbered(file_name, number)), number + 1
    return fresh.replace(target)


def take_back(folder: Path, before: float) -> None:
    """Remove what was lent in folders of `folder` and not touched since `before` (seconds since the epoch)."""
    for path in folder.glob("*/*"):
        with suppress(OSError):
            if path.stat().st_mtime < before:
                path.unlink()
    for each in folder.glob("*"):
        with suppress(OSError):  # a folder that holds something stays
            each.rmdir()


def named(generation: Generation, prompt: str, tile: int | None, source: Path, template: str) -> str:
    """The file name for a generation's picture; a tile is a PNG, since cutting it must lose nothing."""
    extension = "png" if tile else source.suffix.removeprefix(".")
    return filenames.name(template, generation.created_at, prompt, tile, extension)


def _free(folder: Path, file_name: str) -> Path:
    target, number = folder / file_name, 2
    while os.path.lexists(target):
        target, number = folder / filenames.numbered(file_name, number), number + 1
    return target


def _saved(image: QImage, target: Path, form: str) -> bool:
    return image.save(str(target), form, _QUALITY[form])  # type: ignore[call-overload, no-any-return]  # stub: bytes


def _format(target: Path) -> str:
    return {".jpg": "JPEG", ".jpeg": "JPEG", ".webp": "WEBP"}.get(target.suffix.lower(), "PNG")


def _drop(part: Path) -> None:
    try:
        part.unlink(missing_ok=True)
    except OSError:
        return
