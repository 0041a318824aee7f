"""Another program: a window at the right edge of the screen that writes down which files are dropped on it.

`python receiver.py FILE X Y WIDTH HEIGHT`: each drop is a line of FILE, the dropped file's path and its size in bytes.
FILE.held says where on the screen something was held over it last: column and row.
"""

import sys
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget


class Receiver(QWidget):
    """Takes files."""

    def __init__(self, notes: Path) -> None:
        super().__init__()
        self._notes = notes
        self.setWindowTitle("Receiver")
        self.setAcceptDrops(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files only."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Say where it is."""
        event.acceptProposedAction()
        at = self.mapToGlobal(event.position().toPoint())
        self._notes.with_suffix(".held").write_text(f"{at.x()} {at.y()}", encoding="utf-8")

    def dropEvent(self, event: QDropEvent) -> None:
        """Write down what came, as it is at this moment."""
        event.acceptProposedAction()
        with self._notes.open("a", encoding="utf-8") as notes:
            for url in event.mimeData().urls():
                path = Path(url.toLocalFile())
                notes.write(f"{path}\t{path.stat().st_size}\n")


app = QApplication([])
window = Receiver(Path(sys.argv[1]))
window.setGeometry(*map(int, sys.argv[2:6]))
window.show()
sys.exit(app.exec())
