"""The buttons on the tile that is pointed at or chosen: only what the service offers for it, as real buttons."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QRectF, Signal
from PySide6.QtWidgets import QWidget

from mj_desktop.core import actions
from mj_desktop.core.generation import DEMO, Generation
from mj_desktop.core.intentions import Trigger
from mj_desktop.ui import keymap
from mj_desktop.ui.viewer.tile_pill import HEIGHT, Face, Pill, width_of

MARGIN = 12
CORNER = 28
_GAP = 8
_TWO_ROWS = 240
# With keys, with so many words, with the paid step named: from the wordiest to icons alone.
_FACES = ((True, 2, True), (True, 2, False), (False, 2, False), (False, 1, False), (False, 0, False))
Price = Callable[[Generation, str], str]
"""Words for what an action of a generation costs, or ""."""


class TileOverlay(QObject):
    """Owns the pills of one tile at a time; `alone` carries the tile to be seen alone."""

    triggered = Signal(object)
    alone = Signal(int)

    def __init__(self, viewer: QWidget) -> None:
        super().__init__(viewer)
        self._generation: Generation | None = None
        self._tile = 0
        self._upscale = Pill(Face(), "tile_upscale", "", viewer, filled=True)
        self._vary = Pill(Face(), "tile_vary", "", viewer)
        self._repaint = Pill(Face(), "tile_repaint", "", viewer)
        self._alone = Pill(Face("maximize", square=True), "tile_alone", "", viewer)
        self._alone.setFixedSize(CORNER, CORNER)
        self._upscale.clicked.connect(self._ask_upscale)
        self._vary.clicked.connect(self._ask_vary)
        self._repaint.clicked.connect(self._ask_repaint)
        self._alone.clicked.connect(self._ask_alone)
        self.price: Price = _unpriced
        keymap.notifier().changed.connect(self.hide)
        self.hide()

    def show_tile(self, generation: Generation, tile: int) -> None:
        """The pills speak of `tile` of `generation` from now on."""
        if (self._generation, self._tile) == (generation, tile):
            return
        self._generation, self._tile = generation, tile
        number = {"tile": tile}
        upscale, vary = self.tr("Upscale tile {tile}").format(**number), self.tr("Vary tile {tile}").format(**number)
        self._upscale.set_tip(self._tip(upscale + keymap.bracketed("upscale_tile"), "upscale"))
        self._vary.set_tip(self._tip(vary + keymap.bracketed("vary_tile"), "variation"))
        paid = self.tr("Upscale tile {tile} and repaint: one paid step, then the mask editor opens")
        free = self.tr("Upscale tile {tile} and repaint: one step, then the mask editor opens")
        tip = free if generation.origin == DEMO else paid
        self._repaint.set_tip(self._tip(tip.format(**number), "upscale"))
        self._alone.set_tip(self.tr("Show tile {tile} alone: or double-click it").format(**number))

    def _tip(self, words: str, verb: str) -> str:
        price = self.price(self._generation, f"{verb}{self._tile}") if self._generation is not None else ""
        return f"{words}\n{price}" if price else words

    def hide(self) -> None:
        """No tile is pointed at."""
        self._generation = None
        for pill in (*self._actions(), self._alone):
            pill.hide()

    def offered(self, verb: str) -> str | None:
        """The id that does `verb` to the tile, None where it is not offered."""
        generation = self._generation
        if generation is None or not generation.can_act:
            return None
        return actions.for_tile(generation.actions, verb, self._tile)

    def place(self, rect: QRectF, seen_alone: bool) -> None:
        """Lay the pills into `rect`, the part of the tile that is in sight; what does not fit is left to the bar."""
        pills, room = self._offered(), rect.width() - 2 * MARGIN
        above = self._repaint in pills and self._stands_above(pills, room, rect.height())
        foot = [pill for pill in pills if not (above and pill is self._repaint)]
        faces = self._fitting(foot, room)
        x, y = rect.left() + MARGIN, round(rect.bottom()) - MARGIN - HEIGHT
        self._lay_out([pill for pill in foot if faces and pill is not self._repaint], faces, x, y)
        if faces and self._repaint in foot:
            width = width_of(faces[self._repaint])
            self._lay_out([self._repaint], faces, rect.right() - MARGIN - width, y)
        if above:
            faces[self._repaint] = self._face(self._repaint, keys=False, words=2, named=True)
            self._lay_out([self._repaint], faces, x, y - HEIGHT - _GAP)
        for pill in self._actions():
            pill.setVisible(pill in faces and rect.height() >= HEIGHT + 2 * MARGIN)
        self._alone.move(round(rect.right()) - MARGIN - CORNER, round(rect.top()) + MARGIN)
        roomy = rect.width() >= 120 and rect.height() >= 2 * HEIGHT + 3 * MARGIN
        self._alone.setVisible(roomy and not seen_alone)

    def _actions(self) -> tuple[Pill, Pill, Pill]:
        return self._upscale, self._vary, self._repaint

    def _offered(self) -> list[Pill]:
        verbs = ((self._upscale, "upscale"), (self._vary, "variation"), (self._repaint, "upscale"))
        return [pill for pill, verb in verbs if self.offered(verb) is not None]

    def _stands_above(self, pills: list[Pill], room: float, height: float) -> bool:
        """True where the paid step has no room for its name at the foot, but has it in a row of its own above.

        On a smaller tile two rows would hide the picture that is to be judged.
        """
        named = {pill: self._face(pill, keys=False, words=2, named=True) for pill in pills}
        beside = sum(map(width_of, named.values())) + _GAP * (len(named) - 1) <= room
        return not beside and width_of(named[self._repaint]) <= room and height >= _TWO_ROWS

    def _fitting(self, pills: list[Pill], room: float) -> dict[Pill, Face]:
        """The wordiest faces that fit side by side; none when not even icons do."""
        for keys, words, named in _FACES:
            faces = {pill: self._face(pill, keys, words, named) for pill in pills}
            if sum(map(width_of, faces.values())) + _GAP * (len(faces) - 1) <= room:
                return faces
        return {}

    def _face(self, pill: Pill, keys: bool, words: int, named: bool) -> Face:
        """`words` is how many of the two verbs have theirs."""
        if pill is self._repaint:
            return Face("brush", self.tr("Upscale and repaint"), square=not named)
        upscale = pill is self._upscale
        icon, command = ("image-upscale", "upscale_tile") if upscale else ("shuffle", "vary_tile")
        label = self.tr("Upscale") if upscale else self.tr("Vary")
        return Face(icon, label, keymap.shown(command) if keys else "", square=words < (1 if upscale else 2))

    @staticmethod
    def _lay_out(pills: list[Pill], faces: dict[Pill, Face], x: float, y: int) -> None:
        for pill in pills:
            pill.set_face(faces[pill])
            pill.move(round(x), y)
            x += pill.width() + _GAP

    def _ask_upscale(self) -> None:
        self._ask("upscale")

    def _ask_vary(self) -> None:
        self._ask("variation")

    def _ask_repaint(self) -> None:
        self._ask("upscale", then_repaint=True)

    def _ask_alone(self) -> None:
        self.alone.emit(self._tile)

    def _ask(self, verb: str, then_repaint: bool = False) -> None:
        action = self.offered(verb)
        if action is not None and self._generation is not None:
            self.triggered.emit(Trigger(self._generation.id, action, then_repaint=then_repaint))


def _unpriced(generation: Generation, action: str) -> str:
    return ""
