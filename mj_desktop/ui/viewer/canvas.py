"""The canvas: one generation's picture, its tiles and its progress, laid out and painted; input is the viewer's."""

import time
from collections.abc import Callable, Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from mj_desktop.core import prompt
from mj_desktop.core.fleeting import is_drawn_on
from mj_desktop.core.generation import Generation, State
from mj_desktop.core.intentions import Trigger
from mj_desktop.pictures import Kind, Loaded
from mj_desktop.ui import theme
from mj_desktop.ui.viewer import paint as viewer_paint
from mj_desktop.ui.viewer import progress_words, tile_pill
from mj_desktop.ui.viewer.gate import Gate
from mj_desktop.ui.viewer.picture import CrossFade, ScaledPicture
from mj_desktop.ui.viewer.place import Box, Place, corrected, expected_size, known_size
from mj_desktop.ui.viewer.progress_face import ProgressFace
from mj_desktop.ui.viewer.states import StateFaces
from mj_desktop.ui.viewer.tile_choice import TileChoice
from mj_desktop.ui.viewer.tile_overlay import CORNER, MARGIN, Price, TileOverlay

_RANK = {Kind.PREVIEW: 0, Kind.THUMB: 1, Kind.RAW: 2}


class Canvas(QWidget):
    """Shows a generation and reports what its buttons ask; `zoomed` carries device pixels per picture pixel."""

    triggered = Signal(object)
    repaint_requested = Signal(object)
    stop_requested = Signal(str)
    taken_up = Signal(str)
    remedied = Signal(object)
    zoomed = Signal(float)

    def __init__(self, parent: QWidget | None = None, clock: Callable[[], float] = time.time) -> None:
        super().__init__(parent)
        self.setObjectName("viewer")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(240, 200)
        self._generation: Generation | None = None
        self._ancestors: tuple[Generation, ...] = ()
        self._loaded: Loaded | None = None
        self._place = Place()
        self._choice = TileChoice()
        self._gate = Gate()
        self._fade = CrossFade(self)
        self._overlay = TileOverlay(self)
        self._progress = ProgressFace(self, clock)
        self._faces = StateFaces(self, clock)
        self._focus_seen = False
        self._told_zoom = 0.0
        self._connect()
        self.show_generation(None)

    def _connect(self) -> None:
        self._overlay.triggered.connect(self._trigger)
        self._overlay.alone.connect(self.show_tile)
        self._progress.stopped.connect(self.stop_requested)
        self._faces.remedied.connect(self.remedied)
        self._faces.taken_up.connect(self.taken_up)
        self._fade.moved.connect(self._repaint)
        theme.notifier().changed.connect(self._repaint)

    # What is shown

    @property
    def generation(self) -> Generation | None:
        """The generation on view."""
        return self._generation

    @property
    def picture(self) -> Loaded | None:
        """The picture on view, if any has come."""
        return self._loaded

    @property
    def tile(self) -> int | None:
        """The tile that is pointed at or chosen, 1 to 4."""
        return self._choice.tile if self._has_tiles() else None

    @property
    def zoom(self) -> float:
        """Device pixels per picture pixel."""
        return self._place.viewport.scale * self.devicePixelRatioF()

    def picture_rect(self) -> QRectF:
        """Where the picture lies (or will lie) in the widget, in points."""
        return self._rect(self._place.box())

    def show_generation(self, generation: Generation | None, ancestors: Sequence[Generation] = ()) -> None:
        """Show `generation`; the same one again only changes its state. `ancestors`, nearest first, give a follow-up
        its proportion before its size is known."""
        if self.is_only_drawn_on(generation):
            self._generation = generation
            self._progress.show_generation(generation, self._loaded is not None)
            for part in viewer_paint.progress_parts(self.picture_rect().intersected(QRectF(self.rect()))):
                self.update(part.toAlignedRect())
            return
        other = generation is None or self._generation is None or generation.id != self._generation.id
        self._generation = generation
        self._ancestors = tuple(ancestors) if ancestors or other else self._ancestors
        if other:
            self._forget()
        self._progress.show_generation(generation, self._loaded is not None)
        self._faces.show_generation(generation)
        self._measure()
        self._describe()

    def is_only_drawn_on(self, generation: Generation | None) -> bool:
        """True when `generation` is the one on view with another percentage: nothing lies elsewhere than before."""
        shown = self._generation
        if shown is None or generation is None or not is_drawn_on(shown, generation):
            return False
        return known_size(shown) == known_size(generation)

    def show_picture(self, loaded: Loaded) -> None:
        """Show a picture of the generation on view; one of another, or a worse one than shown, is ignored."""
        if self._generation is None or loaded.generation != self._generation.id:
            return
        if self._loaded is not None and _RANK[loaded.kind] < _RANK[self._loaded.kind]:
            return
        self._loaded = loaded
        self._progress.show_generation(self._generation, has_picture=True)
        crisp, tiled = loaded.kind is Kind.RAW, self._generation.is_grid
        self._fade.show(ScaledPicture(loaded.image, crisp, tiled, loaded.halves))
        self._measure()

    def fit(self) -> None:
        """Show the whole picture."""
        self._place.fit()
        self._arrange()

    def show_actual_size(self) -> None:
        """One picture pixel on one device pixel."""
        self.show_scale(1.0)

    def show_scale(self, scale: float) -> None:
        """So many device pixels to a picture's pixel, about the view's middle."""
        middle = self.rect().center()
        self._place.scale_to(scale / self.devicePixelRatioF(), middle.x(), middle.y())
        self._arrange()

    def show_tile(self, tile: int) -> None:
        """Zoom into tile 1..4."""
        self._choice.choose(tile)
        self._place.show_tile(tile)
        self._arrange()

    def step_to_tile(self, tile: int) -> None:
        """Choose tile 1..4; where one is seen alone or enlarged, show the same part of it at the same scale."""
        now = self.tile_in_sight()
        self._choice.choose(tile)
        if not self._place.fitted and now is not None:
            self._place.step(now, tile)
        self._arrange()

    def tile_in_sight(self) -> int | None:
        """The tile that keys go on from: the one in the middle of an enlarged grid, else the one spoken of."""
        if self._place.fitted or not self._has_tiles():
            return self.tile
        middle = self.rect().center()
        return self._place.tile_at(middle.x(), middle.y()) or self.tile

    def leave_tile(self) -> bool:
        """Leave the tile: the choice, and an enlarged grid is seen whole; False when there was nothing to leave."""
        enlarged = self._has_tiles() and not self._place.fitted
        left = self._choice.leave() or enlarged
        if enlarged:
            self._place.fit()
        self._arrange()
        return left

    def _forget(self) -> None:
        self._loaded = None
        self._fade.clear()
        self._choice.clear()
        self._place.fitted = True

    def _measure(self) -> None:
        if self._generation is not None:
            size = expected_size(self._generation, self._ancestors)
            if self._loaded is not None and not self._loaded.image.isNull():
                shown = self._loaded.image
                size = corrected(size, (shown.width(), shown.height()))
            self._place.measure(size)
        self._arrange()

    def _describe(self) -> None:
        generation = self._generation
        title = prompt.words(generation.request.prompt or "") if generation is not None else ""
        self.setAccessibleName(title or self.tr("Picture"))
        phase = progress_words.phase(generation) if generation is not None else None
        self.setAccessibleDescription(phase.pill or phase.title if phase is not None else "")

    def _has_tiles(self) -> bool:
        generation = self._generation
        done = generation is not None and generation.state in (State.FINISHED, State.STORED)
        return done and generation is not None and generation.is_grid and self._loaded is not None

    def price_by(self, price: Price) -> None:
        """Name on the tiles' buttons what they cost."""
        self._overlay.price = price

    # Where things lie

    def _rect(self, box: Box) -> QRectF:
        return viewer_paint.whole(QRectF(*box), self.devicePixelRatioF())

    def _arrange(self) -> None:
        """Lay everything out anew and repaint: after any change of picture, place, size or tile."""
        view = QRectF(self.rect())
        tile = self.tile
        if tile is None or self._generation is None:
            self._overlay.hide()
        else:
            self._overlay.show_tile(self._generation, tile)
            self._overlay.place(self._rect(self._place.tile_box(tile)).intersected(view), not self._place.fitted)
        self._progress.place(self.picture_rect().intersected(view))
        self._faces.place(self.size())
        self._tell_zoom()
        self.update()

    def _tell_zoom(self) -> None:
        zoom = self.zoom
        if zoom != self._told_zoom:
            self._told_zoom = zoom
            self.zoomed.emit(zoom)

    def _repaint(self) -> None:
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A fitted picture stays fitted."""
        self._place.resize((float(self.width()), float(self.height())))
        self._arrange()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, picture, what lies on it."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("viewer"))
        generation, rect = self._generation, self.picture_rect()
        if generation is None or (generation.state is State.FAILED and self._loaded is None):
            return
        if self._loaded is None:
            self._paint_placeholder(painter, generation, rect)
        else:
            self._paint_picture(painter, generation, rect)
        self._progress.paint(painter, rect.intersected(QRectF(self.rect())))
        if self.hasFocus() and self._focus_seen:
            viewer_paint.focus_frame(painter, rect)

    def _paint_placeholder(self, painter: QPainter, generation: Generation, rect: QRectF) -> None:
        viewer_paint.placeholder(painter, rect, generation.state is State.WAITING)
        phase = progress_words.phase(generation)
        if phase is not None and phase.title:
            viewer_paint.words(painter, rect, phase.icon, phase.title, phase.hint)

    def _paint_picture(self, painter: QPainter, generation: Generation, rect: QRectF) -> None:
        ratio = self.devicePixelRatioF()
        target = QRect(*(round(side * ratio) for side in (rect.x(), rect.y(), rect.width(), rect.height())))
        view = QSize(round(self.width() * ratio), round(self.height() * ratio))
        self._fade.draw(painter, target, view, ratio)
        if generation.is_grid:
            viewer_paint.seam(painter, rect, self._rect(self._place.tile_box(1)))
        if generation.state in (State.SET_ASIDE, State.FAILED):
            viewer_paint.shade(painter, rect)
        if self.tile is not None:
            self._paint_tile(painter, rect, self._rect(self._place.tile_box(self.tile)), self.tile)

    def _paint_tile(self, painter: QPainter, picture: QRectF, tile: QRectF, number: int) -> None:
        viewer_paint.dim_others(painter, picture, tile)
        seen = tile.intersected(QRectF(self.rect()))
        viewer_paint.scrim(painter, seen)
        viewer_paint.tile_frame(painter, tile)
        mark = QRectF(seen.x() + MARGIN, seen.y() + MARGIN, CORNER, CORNER)
        if min(seen.width(), seen.height()) > 2 * CORNER:
            tile_pill.paint_number(painter, mark, number)

    def _trigger(self, trigger: Trigger) -> None:
        if self._gate.admits((trigger.parent, trigger.action, trigger.then_repaint)):
            self.triggered.emit(trigger)
