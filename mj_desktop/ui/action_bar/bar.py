"""The action bar: a button for every action that the service returned, by group, and "Repaint region"."""

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from mj_desktop.core import actions
from mj_desktop.core.commands import named
from mj_desktop.core.generation import Generation
from mj_desktop.core.intentions import Repaint, Trigger
from mj_desktop.core.picture_commands import MORE
from mj_desktop.core.request import REGION
from mj_desktop.ui import controls, icons, keymap, theme
from mj_desktop.ui.action_bar.fit import MENU, faces
from mj_desktop.ui.action_bar.piece import ButtonPiece, GroupPiece, Piece, said, tooltip, vertical_line
from mj_desktop.ui.strip import words as library_words
from mj_desktop.ui.viewer.gate import Gate

HEIGHT = 49
_EDGE = 16
_GAP = 8
_MORE = controls.CONTROL - 6  # its ground reaches into the edge

# What is shown, disabled, until the service has said what it offers (contract 4, the documented lists): then
# nothing jumps when it has.
_TILES = ("upscale1", "upscale2", "upscale3", "upscale4", "variation1", "variation2", "variation3", "variation4")
_EXPECTED = {
    True: (*_TILES, "reroll"),
    False: (
        "upscale_2x", "upscale_4x", "variation_subtle", "variation_strong", "zoom_out_1_5x", "zoom_out_2x",
        "pan_left", "pan_right", "pan_up", "pan_down",
    ),
}  # fmt: skip


class ActionBar(QWidget):
    """Shows what can be done with one generation; a click is reported once."""

    triggered = Signal(object)
    repaint_requested = Signal(object)
    commanded = Signal(str)  # a command's id

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("action_bar")
        self.setAccessibleName(self.tr("Actions"))
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        controls.ground(self, "panel")
        self._generation: Generation | None = None
        self._shown: tuple[tuple[str, ...], bool] | None = None
        self._can: tuple[bool, bool] | None = None
        self._pieces: list[Piece] = []
        self._gate = Gate()
        self._price: Callable[[Generation, str], str] = _unpriced
        self._line = vertical_line()
        self._line.setParent(self)
        self._more = controls.IconButton("ellipsis", self.tr("More actions"), "more_actions")
        self._more.setParent(self)
        words = self.tr("The service works on its own picture, not on the composite.")
        self._note = controls.label(words, 11, tone="faint")
        self._note.setObjectName("composite_note")
        self._note.setParent(self)
        self._clips: QWidget | None = None
        self._menu = QMenu(self)
        self._menu.setToolTipsVisible(True)
        self._menu.triggered.connect(self._chosen)
        self._more.clicked.connect(self._open_menu)
        theme.notifier().changed.connect(self._fit)
        keymap.notifier().changed.connect(self._show_keys)
        self.show_generation(None)

    def show_generation(self, generation: Generation | None) -> None:
        """Show the actions of `generation`; while it is open they stand disabled where they will be."""
        same = generation is not None and self._generation is not None and generation.id == self._generation.id
        self._generation = generation
        single = generation is not None and not (generation.is_grid or generation.is_composite or generation.is_video)
        shown = ((), False) if generation is None else (_ids(generation), single)
        can = generation is not None and generation.can_act, generation is not None and generation.can_repaint
        if (shown, can) == (self._shown, self._can):
            if not same:  # what an action costs does not change while it is drawn, and lines come fast
                self._tag()
            return
        if shown != self._shown:
            self._shown = shown
            self._build(*shown)
        self._can = can
        self._enable()
        self._tag()
        self._fit()

    def price_by(self, price: Callable[[Generation, str], str]) -> None:
        """Name in each tooltip what the action costs: `price` gives words for a generation's action, or ""."""
        self._price = price
        self._show_keys()

    def take_clips(self, buttons: QWidget) -> None:
        """Take what can be done with a video's clips, to stand here while one is on view."""
        self._clips = buttons
        buttons.setParent(self)
        self._fit()

    def price_of(self, generation: Generation, action: str) -> str:
        """What an action costs, in words; "" where nothing is known."""
        return self._price(generation, action)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width: other words fit."""
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The hairline above."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("panel"))
        painter.fillRect(0, 0, self.width(), 1, theme.colour("line"))

    def _build(self, ids: tuple[str, ...], single: bool) -> None:
        for piece in self._pieces:
            piece.hide()
            piece.deleteLater()
        self._pieces = [*_known(ids), *([self._repaint_piece()] if single else []), *_unknown(ids)]
        for piece in self._pieces:
            piece.setParent(self)
            piece.asked.connect(self._ask)
            piece.show()

    def _repaint_piece(self) -> Piece:
        words = (self.tr("Repaint region"), self.tr("Repaint"))
        return ButtonPiece(actions.parse(REGION), "repaint_region", words, icon_only=True)

    def _show_keys(self) -> None:
        self._tag()
        self._fill_menu([piece for piece in self._pieces if piece.isHidden()])

    def _enable(self) -> None:
        generation = self._generation
        for piece in self._pieces:
            own = piece.actions_held[0].id == REGION and REGION not in self._offered()
            can = generation is not None and (generation.can_repaint if own else generation.can_act)
            piece.setEnabled(can)

    def _tag(self) -> None:
        for piece in self._pieces:
            for action in piece.actions_held:
                piece.show_tip(action, self._tip(action))

    def _tip(self, action: actions.Action) -> str:
        price = self._price(self._generation, action.id) if self._generation is not None else ""
        return f"{tooltip(action)}\n{price}" if price else tooltip(action)

    def _offered(self) -> tuple[str, ...]:
        return self._shown[0] if self._shown is not None else ()

    def _fit(self) -> None:
        """Give each piece the face that fits and lay them out; the rest goes into the menu."""
        room = self.width() - 2 * _EDGE - _MORE
        worn = faces([piece.shape_of() for piece in self._pieces], room, _GAP, 0)
        x = _EDGE
        for piece, face in zip(self._pieces, worn, strict=True):
            piece.setVisible(face != MENU)
            if face != MENU:
                piece.show_face(face)
                width = piece.shape_of().widths[face]
                piece.setGeometry(x, (HEIGHT - controls.CONTROL) // 2, width, controls.CONTROL)
                x += width + _GAP
        self._place_note(x)
        self._place_line()
        self._place_clips(x)
        self._fill_menu([p for p, face in zip(self._pieces, worn, strict=True) if face == MENU])
        self._more.move(self.width() - _EDGE - controls.CONTROL + 6, (HEIGHT - controls.CONTROL) // 2)

    def _place_note(self, x: int) -> None:
        """At the right, where there is room beside the pieces, which end at `x`."""
        size, shown = self._note.sizeHint(), self._generation
        composite = shown is not None and shown.is_composite
        self._note.setVisible(composite and x + size.width() + _EDGE + _MORE <= self.width())
        left, top = self.width() - _EDGE - _MORE - size.width(), (HEIGHT - size.height()) // 2
        self._note.setGeometry(left, top, *size.toTuple())

    def _place_clips(self, x: int) -> None:
        if self._clips is not None:
            self._clips.setGeometry(x, 1, self.width() - x - _EDGE - _MORE, HEIGHT - 1)

    def _place_line(self) -> None:
        """Between the service's actions and the one of ours, in the gap that is there anyway."""
        ours = next((p for p in self._pieces if p.objectName() == "" and p.actions_held[0].id == REGION), None)
        shown = ours is not None and not ours.isHidden() and ours is not self._pieces[0]
        self._line.setVisible(shown)
        if ours is not None and shown:
            self._line.move(ours.x() - _GAP // 2, (HEIGHT - self._line.height()) // 2)

    def _fill_menu(self, pieces: list[Piece]) -> None:
        self._menu.clear()
        for piece in pieces:
            for action in piece.actions_held:
                self._menu.addAction(self._entry(piece, action))
        self._menu.addSeparator()
        for command in map(named, MORE):
            key = keymap.shown(command.id)
            entry = self._menu.addAction(icons.icon(command.icon, "text"), f"{library_words.tr(command.words)}\t{key}")
            entry.setObjectName(f"more_{command.id}")
            entry.triggered.connect(partial(self._command, command.id))

    def _command(self, command: str, checked: bool = False) -> None:
        self.commanded.emit(command)

    def _entry(self, piece: Piece, action: actions.Action) -> QAction:
        entry = QAction(icons.icon(action.icon, "text"), said(action.label), self._menu)
        entry.setObjectName(f"menu_{action.id}")
        entry.setToolTip(self._tip(action))
        entry.setData(action.id)
        entry.setEnabled(piece.isEnabled())
        return entry

    def _open_menu(self) -> None:
        size = self._menu.sizeHint()
        corner = self._more.mapToGlobal(QPoint(self._more.width() - size.width(), -size.height() - 4))
        self._menu.popup(corner)

    def _chosen(self, entry: QAction) -> None:
        if entry.data():
            self._ask(str(entry.data()))

    def _ask(self, action: str) -> None:
        generation = self._generation
        if generation is None or not self._gate.admits((generation.id, action)):
            return
        if action == REGION and REGION not in self._offered():
            self.repaint_requested.emit(Repaint(generation.id))
        else:
            self.triggered.emit(Trigger(generation.id, action))


def _unpriced(generation: Generation, action: str) -> str:
    return ""


def _ids(generation: Generation) -> tuple[str, ...]:
    """What the service offers, or until it has said so what it is documented to offer."""
    if generation.can_act or generation.actions or generation.is_video or generation.is_outside:
        return generation.actions
    return _EXPECTED[generation.is_grid]


def _known(ids: Iterable[str]) -> list[Piece]:
    groups = [(title, held) for title, held in actions.grouped(ids) if title != actions.OTHER]
    return [GroupPiece(title, held) if len(held) > 1 else _single(held[0]) for title, held in groups]


def _unknown(ids: Iterable[str]) -> list[Piece]:
    return [_single(action) for title, held in actions.grouped(ids) if title == actions.OTHER for action in held]


def _single(action: actions.Action) -> Piece:
    return ButtonPiece(action, f"action_{action.id}", (said(action.label),), icon_only=bool(action.verb))
