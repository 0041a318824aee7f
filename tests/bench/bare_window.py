"""Process of a benchmark: the least PySide6 window; prints when it was painted, in ms since the time it is handed."""

import sys
import time

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

_SIZE = (1280, 800)


class _Window(QWidget):
    def paintEvent(self, event: QPaintEvent) -> None:
        QTimer.singleShot(0, _painted)  # comes once the paint has reached the screen


def _painted() -> None:
    print(f'{{"painted": {(time.monotonic_ns() - int(sys.argv[1])) / 1e6}}}')
    _application.quit()


_application = QApplication(sys.argv[:1])
_window = _Window()
_window.resize(*_SIZE)
_window.show()
_application.exec()
