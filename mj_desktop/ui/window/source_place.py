"""The place of sources: how a picture of the library, or of this computer, is shown to the service.

By the address that the service gave it, while that lives; else by its file, which is uploaded. A tile without an
address is cut out and uploaded; where nothing can be, a person says what to do instead: it is never the whole grid
unasked.
"""

import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from mj_desktop.core import actions, addressed, uploading
from mj_desktop.core.generation import Generation
from mj_desktop.core.intentions import Trigger
from mj_desktop.core.local_picture import LocalPicture
from mj_desktop.core.messages import GIVEN, Message, Tone
from mj_desktop.ui.status_line import filled
from mj_desktop.ui.window.ways_overlay import Way, WaysOverlay

if TYPE_CHECKING:
    from mj_desktop.ui.window.window import Window

Local = LocalPicture | QImage
Given = Local | str
"""A picture of this computer, or one at a web address."""


class Wish(NamedTuple):
    """A picture that `origin` is to be shown, and what to do with its address, or with its file.

    The address comes with the tile that it is of, None for the whole. A newer one with the same `key` takes its place
    while it waits; without a key all wait.
    """

    of: Generation
    tile: int | None
    origin: str
    by_address: Callable[[int | None, str], object]
    by_file: Callable[[Local], object]
    key: str = ""


class SourcePlace(QObject):
    """`lifted` carries a key, a picture and who is to be shown it; `dropped` a key nobody waits for; `upload_wanted`
    that a person wants to say where files are uploaded.

    By its key whoever asked hears how far a picture is in a sentence (`going`), what it looks like (`seen`), and why it
    gets nowhere (`ended`, "" where it was given up).

    `local_of` gives the file of a generation, or of its tile; `can_upload` tells whether there is an endpoint, and
    `is_gone` that nobody answers at an address any more, though it has not expired.
    """

    lifted = Signal(str, object, str)
    dropped = Signal(str)
    upload_wanted = Signal()
    going = Signal(str, str)
    seen = Signal(str, QImage)
    ended = Signal(str, str)

    def __init__(
        self,
        window: "Window",
        local_of: Callable[[Generation, int | None], LocalPicture],
        can_upload: Callable[[str], bool],
        is_gone: Callable[[str, str], bool],
    ) -> None:
        super().__init__(window)
        self._window, self._local_of = window, local_of
        self._can_upload, self._is_gone = can_upload, is_gone
        self._waiting: dict[str, tuple[str, Callable[[str], object]]] = {}
        self._later: dict[str, tuple[str, Callable[[], object]]] = {}
        window.showing.leavers.append(self.leave)

    def take(self, wish: Wish) -> None:
        """Show a picture of the library, or a tile, to the service, by the best way there is."""
        of, tile = wish.of, wish.tile if wish.of.is_grid else None
        problem = addressed.problem(of, time.time(), wish.origin, tile)
        local = self._local_of(of, tile) if of.file is not None else None
        if local is not None and local.former and not problem:
            wish.by_file(local)  # nobody knows whether it lies there still
        elif not problem and not self._is_gone(wish.origin, addressed.address(of, tile)):
            wish.by_address(tile, addressed.address(of, tile))
        elif local is None:
            self._window.show_message(Message(problem, tone=Tone.WARN, about=of.id))
        elif self._can_upload(wish.origin):
            wish.by_file(local)
        elif tile is not None:
            self._offer(wish, tile)
        else:
            self._wait(wish)
            self._window.show_message(uploading.not_set_up(self._local_of(of, None).name))

    def lift(self, key: str, given: Given, origin: str, then: Callable[[str], object]) -> None:
        """Find the address of a picture, by uploading one of this computer, and go on with it."""
        former = isinstance(given, LocalPicture) and given.former
        if not isinstance(given, str) and not former and not self._can_upload(origin):
            self._window.show_message(uploading.not_set_up(self.name_of(given)))
            return
        self._waiting[key] = self.name_of(given), then
        self.going.emit(key, _said(uploading.looked_at(given) if isinstance(given, str) else self._on_its_way(key, 0)))
        self.lifted.emit(key, given, origin)

    def go_on(self) -> None:
        """There is another endpoint: what waited for one goes on."""
        for name, (origin, go_on) in list(self._later.items()):
            if self._can_upload(origin):
                del self._later[name]
                go_on()

    def show_progress(self, key: str, percent: int) -> None:
        """So much of it has left."""
        if key in self._waiting:
            self.going.emit(key, _said(self._on_its_way(key, percent)))

    def show_look(self, key: str, image: QImage) -> None:
        """It is a picture, which looks so."""
        if key in self._waiting:
            self.seen.emit(key, image)

    def show_address(self, key: str, address: str) -> None:
        """It is there: go on with it."""
        _, then = self._waiting.pop(key, ("", None))
        if then is not None:
            self._window.status.settle(GIVEN)
            then(address)

    def show_refusal(self, key: str, message: Message) -> None:
        """It is not there, and why."""
        if self._waiting.pop(key, None) is not None:
            self._window.show_message(message)
            self.ended.emit(key, f"{_said(message)} {filled(message.todo, message)}".strip())

    def drop(self, key: str) -> None:
        """Nobody waits for it any more, nor does it wait for an endpoint."""
        self._later.pop(key, None)
        if self._waiting.pop(key, None) is not None:
            self.dropped.emit(key)

    def leave(self) -> bool:
        """Esc gives up what is on its way, and what waits for an endpoint: else it would be asked for, and paid,
        whenever one is set up. False where nothing is on its way."""
        self._later.clear()
        waiting = list(self._waiting)
        for key in waiting:
            self.drop(key)
            self.ended.emit(key, "")
        return bool(waiting)

    def name_of(self, given: Given) -> str:
        """What a picture from anywhere is called."""
        if isinstance(given, str):
            return given
        return given.name if isinstance(given, LocalPicture) else self.tr("the pasted picture")

    # Inside

    def _on_its_way(self, key: str, percent: int) -> Message:
        return uploading.on_its_way(self._waiting[key][0], percent)

    def _wait(self, wish: Wish) -> None:
        self._later[wish.key or f"{wish.of.id} {wish.tile}"] = wish.origin, partial(self.take, wish)

    def _offer(self, wish: Wish, tile: int) -> None:
        title = self.tr("Tile {tile} has no address of its own").format(tile=tile)
        told = self.tr("The service sees pictures by their web address. The grid has one, its tiles have none.")
        ways = [self._way_up(wish), *self._way_by_upscale(wish, tile), *self._way_whole(wish)]
        self._window.commands.show_overlay(WaysOverlay(self._window, title, told, ways))

    def _way_up(self, wish: Wish) -> Way:
        told = self.tr("The tile is cut out of your file and uploaded, with a credential of its own.")
        return Way(self.tr("Set up uploads"), told, "upload", partial(self._set_up, wish))

    def _way_by_upscale(self, wish: Wish, tile: int) -> list[Way]:
        upscale = actions.for_tile(wish.of.actions, "upscale", tile)
        if upscale is None or not wish.of.can_act:
            return []
        told = self.tr("The upscaled picture has an address; ask for it again on that one.")
        price = self._window.action_bar.price_of(wish.of, upscale)
        words = self.tr("Upscale tile {tile} first").format(tile=tile)
        deed = partial(self._window.viewer.triggered.emit, Trigger(wish.of.id, upscale))
        return [Way(words, f"{told} {price}".strip(), "image-upscale", deed)]

    def _way_whole(self, wish: Wish) -> list[Way]:
        if addressed.problem(wish.of, time.time(), wish.origin):
            return []
        told = self.tr("All four tiles are shown to the service.")
        return [Way(self.tr("Take the whole grid"), told, "images", partial(self.take, wish._replace(tile=None)))]

    def _set_up(self, wish: Wish) -> None:
        self._wait(wish)
        self.upload_wanted.emit()


def _said(message: Message) -> str:
    return filled(message.what, message)
