"""Progress on the picture itself: ring, bar, a pill with the clock, and "Stop waiting"."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QRectF, QTimer, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from mj_desktop.core.fleeting import is_drawn_on
from mj_desktop.core.generation import Generation, State
from mj_desktop.ui.viewer import paint as viewer_paint
from mj_desktop.ui.viewer import progress_words
from mj_desktop.ui.viewer.tile_pill import HEIGHT, Face, InfoPill, Pill, width_of

_MARGIN = 12
_GAP = 8
_TICK_MS = 1000


class ProgressFace(QObject):
    """Owns the pills of an open generation and the clock that ticks on them."""

    stopped = Signal(str)

    def __init__(self, viewer: QWidget, clock: Callable[[], float]) -> None:
        super().__init__(viewer)
        self._clock = clock
        self._generation: Generation | None = None
        self._has_picture = False
        self._rect = QRectF()
        self._stop_words = ""
        self._says = InfoPill("progress_pill", viewer)
        self._stop = Pill(Face("x"), "stop_waiting", "", viewer)
        self._stop.clicked.connect(self._ask_stop)
        self._timer = QTimer(self, interval=_TICK_MS)
        self._timer.timeout.connect(self.tick)
        self.show_generation(None)

    def show_generation(self, generation: Generation | None, has_picture: bool = False) -> None:
        """Show how far `generation` is; None and closed ones show nothing. Without a picture the words stand in its
        place and the pill has only the time."""
        former, known = self._generation, has_picture == self._has_picture
        self._generation, self._has_picture = generation, has_picture
        if known and former is not None and generation is not None and is_drawn_on(former, generation):
            return  # the percentage is painted, and the clock ticks by itself
        phase = progress_words.phase(generation) if generation is not None else None
        if generation is None or phase is None:
            self._timer.stop()
            self._says.hide()
            self._stop.hide()
            return
        self._stop.setVisible(bool(phase.stop))
        self._stop_words = phase.stop
        self._stop.set_tip(phase.stop_hint)
        self._timer.start()
        self.tick()

    def place(self, rect: QRectF) -> None:
        """Lay the pills at the foot of `rect`, the part of the picture that is in sight."""
        self._rect = rect
        y = round(rect.bottom() - viewer_paint.BAR) - _MARGIN - HEIGHT
        self._says.move(round(rect.left()) + _MARGIN, y)
        stop = Face("x", self._stop_words)
        room = rect.width() - 2 * _MARGIN - self._says.width() - _GAP
        self._stop.set_face(stop if width_of(stop) <= room else Face("x", square=True))
        self._stop.move(round(rect.right()) - _MARGIN - self._stop.width(), y)

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        """Ring and bar over the picture's rectangle, once drawing has begun."""
        generation = self._generation
        if generation is not None and generation.state is State.RUNNING:
            viewer_paint.progress(painter, rect, generation.percent, f"{generation.percent} %")

    def tick(self) -> None:
        """Show the time that has passed by now."""
        generation = self._generation
        phase = progress_words.phase(generation) if generation is not None else None
        if generation is None or phase is None:
            return
        trouble = progress_words.trouble(generation)
        words = (
            trouble
            or progress_words.asked(generation, self._clock())
            or (phase.pill if self._has_picture or not phase.title else "")
        )
        since = generation.sent_at
        time = progress_words.elapsed(self._clock() - since) if since is not None else ""
        said = "  ·  ".join(part for part in (words, time) if part)
        self._says.set_face(Face("triangle-alert" if trouble else phase.icon, said))
        self._says.setVisible(bool(said))
        self.place(self._rect)

    def _ask_stop(self) -> None:
        if self._generation is not None:
            self.stopped.emit(self._generation.id)
