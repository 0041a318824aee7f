"""The comparer: brings before and after to the window, finds out what changed, and makes composites; in threads."""

import time
from collections.abc import Callable, Coroutine

import cv2
import numpy as np
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from mj_desktop import pictures
from mj_desktop.core import generation
from mj_desktop.core.comparison import Comparison, Part
from mj_desktop.core.errors import InputError, MJError
from mj_desktop.core.generation import Generation, Stored, advance
from mj_desktop.core.messages import Message, Tone, explain
from mj_desktop.jobs import Jobs
from mj_desktop.library.library import Library
from mj_desktop.mask.compared import Compared, examine, kept_exact, shrunk_to_show
from mj_desktop.mask.encoding import binary
from mj_desktop.mask.lossless import picture_to_png
from mj_desktop.mask.pixels import Pixels, as_pixels
from mj_desktop.pictures import Facts


class Comparer(QObject):
    """`compared` carries a Compared, `examined` an Examined, `composed` a composite's Generation, `said` a Message."""

    compared = Signal(object)
    examined = Signal(object)
    composed = Signal(object)
    said = Signal(object)

    def __init__(self, library: Library, jobs: Jobs, now: Callable[[], float] = time.time) -> None:
        super().__init__()
        self._library, self._jobs, self._now = library, jobs, now

    def load(self, wish: Comparison) -> None:
        """Load the pictures of a comparison, in place of one that is being loaded."""
        self._jobs.start("compare", self._told(self._load(wish)))

    def examine(self, compared: Compared, place: int) -> None:
        """Find out what the candidate at a place (from 0) changed; only the last one asked for is told."""
        self._jobs.start("examine", self._told(self._examine(compared, place)))

    def keep_exact(self, compared: Compared, place: int) -> None:
        """Make the composite of the candidate at a place; one that there is already is told again."""
        key = f"composite {compared.of.after[place]}"
        if not self._jobs.runs(key):
            self._jobs.start(key, self._told(self._compose(compared, place)))

    async def _told(self, work: Coroutine[object, object, None]) -> None:
        try:
            await work
        except MJError as error:
            self.said.emit(explain(error.failure()))

    async def _load(self, wish: Comparison) -> None:
        try:
            self.compared.emit(await self._jobs.in_thread(self._pictures, wish))
        except MJError as error:
            what = "Before and after cannot be compared. {message}"
            self.said.emit(Message(what, tone=Tone.BAD, values={"message": error.message}, about=wish.shown))

    def _pictures(self, wish: Comparison) -> Compared:
        """The pictures and the mask of a comparison; in a thread. Raises MJError for what cannot be read."""
        ids = dict.fromkeys([wish.before.generation, *(part.generation for part in wish.after)])
        wholes = {each: self._whole(each) for each in ids}
        before, *after = _evened([_cut(wholes[part.generation], part) for part in (wish.before, *wish.after)])
        small = tuple(map(shrunk_to_show, after))
        return Compared(wish, before, tuple(after), None if wish.differ else self._mask(wish.edit), small)

    def _whole(self, generation_id: str) -> Pixels:
        found = self._library.get(generation_id)
        if found is None or found.file is None:
            raise InputError("A picture is not here any more.")
        return _pixels(pictures.load(self._library.path(found.file)))

    def _mask(self, generation_id: str) -> Pixels | None:
        """What a region edit was asked with, in black and white; None where it is not known."""
        found = self._library.get(generation_id) if generation_id else None
        kept = found and (self._library.kept_mask(found) or found.request.mask)  # lossless, or from before those
        mask = cv2.imdecode(np.frombuffer(kept, np.uint8), cv2.IMREAD_GRAYSCALE) if kept else None
        return binary(as_pixels(mask)) if mask is not None else None

    async def _examine(self, compared: Compared, place: int) -> None:
        self.examined.emit(await self._jobs.in_thread(examine, compared, place))

    async def _compose(self, compared: Compared, place: int) -> None:
        part = compared.of.after[place]
        candidate = await self._jobs.in_thread(self._library.get, part.generation)
        if candidate is None:
            raise InputError("The picture is not here any more.")
        made = generation.composite(candidate, part.tile, self._now())
        there = await self._jobs.in_thread(self._library.children, candidate.id)
        found = next((each for each in there if each.request.action == made.request.action), None)
        if found is None:
            data, facts = await self._jobs.in_thread(_encoded, compared, place)
            found = await self._jobs.in_turn(self._keep, made, data, facts)
        self.composed.emit(found)

    def _keep(self, made: Generation, data: bytes, facts: Facts) -> Generation:
        """Write picture, facts and row, in this order: what has a row has all that belongs to it; in a thread."""
        stored = advance(made, Stored(self._library.keep_picture(made, data, facts)))
        self._library.keep_facts(stored)
        self._library.add(stored)
        return stored


def _encoded(compared: Compared, place: int) -> tuple[bytes, Facts]:
    data = picture_to_png(kept_exact(compared, place))
    return data, pictures.verify(data)


def _pixels(image: QImage) -> Pixels:
    """An image of 32 bits as an array of its own, height x width x 4, blue first."""
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 4 * image.width()].reshape(image.height(), image.width(), 4).copy()


def _evened(found: list[Pixels]) -> list[Pixels]:
    """All as large as the largest, the others enlarged to be looked at."""
    height, width = max((each.shape[:2] for each in found), key=lambda shape: shape[0] * shape[1])
    return [
        each
        if each.shape[:2] == (height, width)
        else as_pixels(cv2.resize(each, (width, height), interpolation=cv2.INTER_CUBIC))
        for each in found
    ]


def _cut(whole: Pixels, part: Part) -> Pixels:
    if part.tile is None:
        return whole
    x, y, width, height = pictures.tile_rect(whole.shape[1], whole.shape[0], part.tile)
    return np.ascontiguousarray(whole[y : y + height, x : x + width])
