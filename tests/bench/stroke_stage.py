"""What the benchmarks of the mask editor share: pictures, an editor with threads, and its view of 1200 x 800."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import numpy as np
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mj_desktop.core.generation import DEMO, Generation, State
from mj_desktop.core.request import Imagine
from mj_desktop.ui.mask_editor.editor import MaskEditor
from tests.bench import cores

VIEW = (1200, 800)
# Tool column, panel and lines; header, options and lines.
_BESIDE, _ABOVE = 48 + 264 + 2, 2 * 41
T = TypeVar("T")


class Pool(QObject):
    """Threads, as the program's jobs hand them to the editor; results come by way of the event loop."""

    _done = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._threads = ThreadPoolExecutor(2, initializer=cores.all_of_them)
        self._wanted: dict[str, object] = {}
        self._done.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def run(self, key: str, work: Callable[[], T], done: Callable[[T], None]) -> None:
        """Run work in a thread; what ran under its key before is not told."""
        ticket = object()
        self._wanted[key] = ticket
        self._threads.submit(lambda: self._done.emit((key, ticket, done, work())))

    def cancel(self, key: str) -> None:
        """It is not told."""
        self._wanted.pop(key, None)

    def close(self) -> None:
        """Wait for what runs."""
        self._threads.shutdown()

    def _tell(self, what: tuple[str, object, Callable[[object], None], object]) -> None:
        key, ticket, done, result = what
        if self._wanted.get(key) is ticket:
            done(result)


def picture(width: int, height: int) -> QImage:
    """An opaque picture with something to see everywhere."""
    rows, columns = np.mgrid[:height, :width]
    pixels = np.dstack([rows * 7, columns * 5, rows + columns, np.full_like(rows, 255)]).astype(np.uint8)
    return QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_ARGB32_Premultiplied).copy()


def generation(name: str = "single") -> Generation:
    """A picture that can be repainted."""
    return Generation(
        id=name, origin=DEMO, request=Imagine(prompt="a lighthouse", action="upscale1"), created_at=0.0,
        parent="grid", state=State.STORED,
    )  # fmt: skip


class Window(QWidget):
    """A window with an editor in it, as the program's, whose canvas is as large as the view."""

    def __init__(self, pool: Pool) -> None:
        super().__init__()
        self.editor = MaskEditor(pool)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.editor)
        self.resize(VIEW[0] + _BESIDE, VIEW[1] + _ABOVE)
