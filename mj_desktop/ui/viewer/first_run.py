"""The empty viewer: "Make your first picture" and three prompts to start from, each with its picture."""

from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from mj_desktop import paths
from mj_desktop.ui import controls, icons, theme

EDGE = 148
_CAPTION = 32
_RADIUS = 4


class Example(NamedTuple):
    """A prompt to start from: `file` is its picture in resources/examples, twice as large as shown."""

    name: str
    title: str
    prompt: str

    @property
    def file(self) -> str:
        """The picture's file name."""
        return f"{self.name}.jpg"


def examples() -> list[Example]:
    """The three prompts; titles in the interface's language, prompts as the service reads them best."""
    said = QCoreApplication.translate
    return [
        Example("lighthouse", said("FirstRun", "A lighthouse at dusk"),
                "a lighthouse on a basalt cliff at dusk, storm clearing, soft volumetric light, calm sea, wide shot"),
        Example("aurora", said("FirstRun", "Aurora over a fjord"),
                "aurora borealis over a fjord, snow mountains, mirror water, long exposure"),
        Example("city", said("FirstRun", "A night city"),
                "night city over a river, lit windows, full moon, reflections, cinematic"),
    ]  # fmt: skip


class ExampleButton(QAbstractButton):
    """A picture with its title below; a click chooses its prompt."""

    picked = Signal(str)

    def __init__(self, example: Example) -> None:
        super().__init__()
        self._example = example
        self._picture: QPixmap | None = None  # decoded when it is painted: most starts show a library instead
        self.setObjectName(f"example_{example.name}")
        self.setText(example.title)
        self.setAccessibleName(example.title)
        self.setAccessibleDescription(example.prompt)
        self.setToolTip(example.prompt)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedSize(self.sizeHint())
        self.clicked.connect(self._pick)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it."""
        if not controls.pressed(self, event):
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """The picture and a line of words."""
        return QSize(EDGE, EDGE + _CAPTION)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Picture with soft corners, frame by state, title."""
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        box = QRectF(0, 0, EDGE, EDGE)
        self._paint_picture(painter, box)
        if self.hasFocus() or self.underMouse():
            token = "acctext" if self.hasFocus() else "muted"
            painter.setPen(QPen(theme.colour(token), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), _RADIUS, _RADIUS)
        painter.setPen(theme.colour("text"))
        painter.setFont(theme.font())
        words = QFontMetrics(painter.font()).elidedText(self.text(), Qt.TextElideMode.ElideRight, EDGE)
        painter.drawText(QRectF(0, EDGE + 6, EDGE, 20), Qt.AlignmentFlag.AlignCenter, words)

    def _paint_picture(self, painter: QPainter, box: QRectF) -> None:
        shape = QPainterPath()
        shape.addRoundedRect(box, _RADIUS, _RADIUS)
        painter.save()
        painter.setClipPath(shape)
        painter.fillPath(shape, theme.colour("cell"))
        if self._picture is None:
            self._picture = QPixmap(str(paths.resources() / "examples" / self._example.file))
        if self._picture.isNull():
            icons.paint(painter, "image", theme.colour("faint"), controls.centre(box, 20), 1.75)
        else:
            painter.drawPixmap(box, self._picture, QRectF(self._picture.rect()))
        painter.restore()

    def _pick(self) -> None:
        self.picked.emit(self._example.prompt)


class FirstRun(QWidget):
    """Shown while there is nothing to show; `example_chosen` carries the prompt of the picture that was clicked."""

    example_chosen = Signal(str)
    commanded = Signal(str)  # a command's id

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("first_run")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        controls.ground(self, "viewer")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(0)
        column.addStretch(5)
        column.addLayout(self._head())
        column.addSpacing(22)
        column.addLayout(self._row())
        column.addSpacing(22)
        column.addLayout(self._own())
        column.addStretch(6)

    def _head(self) -> QVBoxLayout:
        head = QVBoxLayout()
        head.setSpacing(8)
        title = controls.label(self.tr("Make your first picture"), 20, 600)
        hint = controls.label(self.tr("Write a prompt at the left, or start from one of these."), tone="muted")
        for text in (title, hint):
            text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            head.addWidget(text)
        return head

    def _own(self) -> QHBoxLayout:
        """The ways to begin with a picture that a person has."""
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(controls.label(self.tr("Or with a picture of yours:"), tone="muted"))
        rows = (("describe_other", "scan-eye", self.tr("Describe it"), "Ctrl+D"),
                ("edit_outside", "brush", self.tr("Edit it"), "Ctrl+E"))  # fmt: skip
        for command, icon, words, key in rows:
            button = controls.Button(words, f"begin_{command}", icon, tip=f"{words} [{key}]")
            button.clicked.connect(partial(self._command, command))
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _command(self, command: str, checked: bool = False) -> None:
        self.commanded.emit(command)

    def _row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addStretch(1)
        for example in examples():
            button = ExampleButton(example)
            button.picked.connect(self.example_chosen)
            row.addWidget(button)
        row.addStretch(1)
        return row
