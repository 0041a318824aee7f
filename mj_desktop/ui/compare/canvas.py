"""The canvas of a comparison: before and after laid out and painted in the chosen way; input is the view's."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from mj_desktop.mask.compared import STRENGTH, Compared, Examined
from mj_desktop.ui import theme
from mj_desktop.ui.compare import layout, paint
from mj_desktop.ui.compare.candidates import Candidates
from mj_desktop.ui.compare.mode import Mode, drift_words
from mj_desktop.ui.compare.sheets import Sheets
from mj_desktop.ui.viewer.paint import focus_frame, whole
from mj_desktop.ui.viewer.picture import ScaledPicture
from mj_desktop.ui.viewer.place import Box, Place

CANDIDATES = 4
BLINK_MS = 700


class CompareCanvas(QWidget):
    """Shows a comparison. `candidate_chosen` carries a place (from 0), `zoomed` device pixels per picture pixel."""

    candidate_chosen = Signal(int)
    zoomed = Signal(float)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("compare-canvas")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(240, 160)
        self.mode = Mode.SLIDER
        self.place = 0
        self.split = 0.5
        self.original = self.focus_seen = False
        self._sheets: Sheets | None = None
        self._place = Place()
        self._panes: list[Box] = [(0.0, 0.0, 1.0, 1.0)]
        # What of a pane stays free: the seam between panes, the gap beside the column.
        self._inset = (0.0, 0.0, 0.0, 0.0)
        self._blinked = False
        self._column = Candidates(self, CANDIDATES)
        self._column.chosen.connect(self.candidate_chosen)
        self._blink = QTimer(self, interval=BLINK_MS)
        self._blink.timeout.connect(self._swap)
        theme.notifier().changed.connect(self._repaint)

    # What is shown

    @property
    def compared(self) -> Compared | None:
        """The comparison on view."""
        return self._sheets.compared if self._sheets is not None else None

    @property
    def zoom(self) -> float:
        """Device pixels per picture pixel."""
        return self._place.viewport.scale * self.devicePixelRatioF()

    @property
    def pane_boxes(self) -> list[Box]:
        """Where pictures are shown: one pane, or several side by side."""
        return list(self._panes)

    def show_compared(self, compared: Compared | None) -> None:
        """Show a comparison from the start, or let go of all pictures."""
        self._sheets = Sheets(compared) if compared is not None else None
        self.place, self.split, self.original = 0, 0.5, False
        images = self._sheets.small() if self._sheets is not None else []
        self._column.show_images(images if len(images) == CANDIDATES else [])
        if self._sheets is not None:
            self._place.size = self._sheets.size
            self._place.fitted = True
        self.arrange()

    def show_examined(self, found: Examined) -> None:
        """Show what was found out, if it is about what is on view."""
        sheets = self._sheets
        if sheets is not None and (found.of, found.place) == (sheets.compared.of, self.place):
            sheets.take(found)
            self.arrange()

    def show_mode(self, mode: Mode) -> None:
        """Look at it in another way; where that shows the same place, zoom and pan stay."""
        self.mode, self._blinked = mode, False
        self.arrange()

    def show_place(self, place: int) -> None:
        """Look at another candidate, at the same zoom."""
        self.place = place
        self.arrange()

    def show_original(self, held: bool) -> None:
        """Show the picture before for as long as it is asked for."""
        self.original = held
        self.update()

    def put_divider(self, share: float) -> None:
        """Put the divider at a share, 0 to 1, of what is in sight of the picture."""
        self.split = min(1.0, max(0.0, share))
        self.update()

    # Where things lie

    def fit(self) -> None:
        """Show all of each picture."""
        self._place.fit()
        self.arrange()

    def scale_to(self, scale: float) -> None:
        """So many device pixels to a picture's pixel, about the middle."""
        width, height = self._panes[0][2:]
        self._place.scale_to(scale / self.devicePixelRatioF(), width / 2, height / 2)
        self.arrange()

    def zoom_at(self, factor: float, at: QPointF) -> None:
        """Zoom all panes by `factor`; what lies under a point of one stands still."""
        x, y = self._in_pane(at)
        self._place.zoom(factor, x, y)
        self.arrange()

    def pan(self, dx: float, dy: float) -> None:
        """Move by points, in all panes."""
        self._place.pan(dx, dy)
        self.arrange()

    @property
    def is_fitted(self) -> bool:
        """True while all of each picture is shown."""
        return self._place.fitted

    def seen(self, pane: Box) -> QRectF:
        """The part of a pane in which its picture is in sight, in points."""
        x, y, width, height = self._place.box()
        box = whole(QRectF(pane[0] + x, pane[1] + y, width, height), self.devicePixelRatioF())
        return box.intersected(QRectF(*pane).adjusted(*self._inset))

    def divider_x(self) -> float:
        """Where the divider stands, in points."""
        seen = self.seen(self._panes[0])
        return seen.left() + self.split * seen.width()

    def pane_at(self, at: QPointF) -> int:
        """The pane under a point; beside all panes the first."""
        return next((place for place, pane in enumerate(self._panes) if QRectF(*pane).contains(at)), 0)

    def arrange(self) -> None:
        """Lay everything out anew and repaint."""
        view, count = (float(self.width()), float(self.height())), len(self._shown_all())
        candidates = count if count == CANDIDATES else 0
        size = self._place.size
        if self.mode is Mode.ALL and count:
            self._panes = layout.panes(view, size, count)
            self._column.lie([])
            self._inset = (1.0, 1.0, -1.0, -1.0)
        else:
            boxes = layout.column(view, size, candidates)
            self._panes = [layout.beside(view, boxes)]
            self._column.lie(boxes)
            self._inset = (0.0, 0.0, -layout.GAP if boxes else 0.0, 0.0)
        self._place.resize(self._panes[0][2:])
        self._column.check(self.place)
        self._run_blinking()
        self._describe()
        self.zoomed.emit(self.zoom)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What was fitted stays fitted."""
        super().resizeEvent(event)
        self.arrange()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, pictures, marks."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("viewer"))
        if self._sheets is None:
            return
        if self.mode is Mode.ALL:
            self._paint_all(painter, self._sheets)
            return
        pane = self._panes[0]
        seen = self.seen(pane)
        painter.save()
        painter.setClipRect(seen)
        _PAINTERS[self.mode](self, painter, self._sheets, pane, seen)
        painter.restore()
        if self.hasFocus() and self.focus_seen:
            focus_frame(painter, seen)

    def _paint_slider(self, painter: QPainter, sheets: Sheets, pane: Box, seen: QRectF) -> None:
        x = self.divider_x()
        left = QRectF(seen.left(), seen.top(), x - seen.left(), seen.height())
        self._draw(painter, sheets.before if self.original else sheets.after[self.place], pane)
        painter.save()
        painter.setClipRect(left, Qt.ClipOperation.IntersectClip)
        self._draw(painter, sheets.before, pane)
        painter.restore()
        if self.original:
            paint.label(painter, seen, self.tr("Before"))
            return
        right = QRectF(x, seen.top(), seen.right() - x, seen.height())
        paint.label(painter, left, self.tr("Before"))
        paint.label(painter, right, self._after_words(), right=True)
        paint.divider(painter, x, seen)

    def _paint_blink(self, painter: QPainter, sheets: Sheets, pane: Box, seen: QRectF) -> None:
        before = self.original or not self._blinked
        self._draw(painter, sheets.before if before else sheets.after[self.place], pane)
        paint.label(painter, seen, self.tr("Before") if before else self._after_words())

    def _paint_difference(self, painter: QPainter, sheets: Sheets, pane: Box, seen: QRectF) -> None:
        if self.original or not sheets.examined(self.place) or sheets.difference is None:
            self._paint_plain(painter, sheets, pane, seen)
            return
        self._draw(painter, sheets.difference, pane)
        template = self.tr("Black: nothing changed. Shown {times} times as strong as it is.")
        paint.foot(painter, seen, template.format(times=STRENGTH))

    def _paint_heat(self, painter: QPainter, sheets: Sheets, pane: Box, seen: QRectF) -> None:
        if self.original or not sheets.examined(self.place) or sheets.heat is None or sheets.drift is None:
            self._paint_plain(painter, sheets, pane, seen)
            return
        self._draw(painter, sheets.heat, pane)
        paint.label(painter, seen, self._after_words())
        paint.foot(painter, seen, drift_words(sheets.drift), with_legend=not sheets.drift.is_nothing)

    def _paint_mask(self, painter: QPainter, sheets: Sheets, pane: Box, seen: QRectF) -> None:
        if self.original or sheets.mask is None:
            self._paint_plain(painter, sheets, pane, seen)
            return
        self._draw(painter, sheets.mask, pane)
        paint.foot(painter, seen, self.tr("The mask that was sent. White: to be repainted."))

    def _paint_plain(self, painter: QPainter, sheets: Sheets, pane: Box, seen: QRectF) -> None:
        self._draw(painter, sheets.before if self.original else sheets.after[self.place], pane)
        paint.label(painter, seen, self.tr("Before") if self.original else self._after_words())

    def _paint_all(self, painter: QPainter, sheets: Sheets) -> None:
        for place, (pane, sheet) in enumerate(zip(self._panes, self._shown_all(), strict=True)):
            seen = self.seen(pane)
            painter.save()
            painter.setClipRect(seen)
            self._draw(painter, sheets.before if self.original else sheet, pane)
            paint.label(painter, seen, self.tr("Before") if self.original else self._pane_words(place))
            if len(sheets.after) > 1 and place == self.place:
                paint.chosen(painter, seen)
            painter.restore()

    def _draw(self, painter: QPainter, sheet: ScaledPicture, pane: Box) -> None:
        """A picture in its place in a pane; its own device pixels are counted from the pane's corner."""
        ratio = self.devicePixelRatioF()
        corner = whole(QRectF(*pane), ratio).topLeft()
        box = whole(QRectF(*self._place.box()).translated(pane[0] - corner.x(), pane[1] - corner.y()), ratio)
        target = QRect(*(round(side * ratio) for side in (box.x(), box.y(), box.width(), box.height())))
        painter.save()
        painter.translate(corner)
        sheet.draw(painter, target, QSize(round(pane[2] * ratio) + 1, round(pane[3] * ratio) + 1), ratio)
        painter.restore()

    # Inside

    def _shown_all(self) -> list[ScaledPicture]:
        """What stands side by side: the candidates, or before and after where there is only one result."""
        if self._sheets is None:
            return []
        return self._sheets.after if len(self._sheets.after) > 1 else [self._sheets.before, *self._sheets.after]

    def _pane_words(self, place: int) -> str:
        if self._sheets is not None and len(self._sheets.after) > 1:
            return str(place + 1)
        return (self.tr("Before"), self.tr("After"))[place]

    def _after_words(self) -> str:
        if self._sheets is None or len(self._sheets.after) < 2:
            return self.tr("After")
        return self.tr("After: candidate {number}").format(number=self.place + 1)

    def _in_pane(self, at: QPointF) -> tuple[float, float]:
        pane = self._panes[self.pane_at(at)]
        return at.x() - pane[0], at.y() - pane[1]

    def _run_blinking(self) -> None:
        blinking = self.mode is Mode.BLINK and self._sheets is not None
        if blinking and not self._blink.isActive():
            self._blink.start()
        elif not blinking:
            self._blink.stop()

    def _swap(self) -> None:
        self._blinked = not self._blinked
        self.update()

    def _repaint(self) -> None:
        self.update()

    def _describe(self) -> None:
        sheets = self._sheets
        self.setAccessibleName(self.tr("Before and after"))
        drift = sheets.drift if sheets is not None and sheets.examined(self.place) else None
        said = [self._after_words(), drift_words(drift)] if drift is not None else [self._after_words()]
        self.setAccessibleDescription(" ".join(said) if sheets is not None else "")


_PAINTERS = {
    Mode.SLIDER: CompareCanvas._paint_slider,
    Mode.BLINK: CompareCanvas._paint_blink,
    Mode.DIFFERENCE: CompareCanvas._paint_difference,
    Mode.HEAT: CompareCanvas._paint_heat,
    Mode.MASK: CompareCanvas._paint_mask,
}
