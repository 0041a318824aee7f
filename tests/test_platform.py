import sys

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot


class _Sender(QObject):
    told = Signal(bool)


def test_signals_and_updates_lose_no_references_to_true_and_none(qtbot: QtBot) -> None:
    """PySide6 6.12.0 on CPython 3.10 and 3.11 loses one with each emit and aborts within seconds of painting."""
    sender, widget = _Sender(), QWidget()
    qtbot.addWidget(widget)
    sender.told.connect(lambda value: None)
    before = sys.getrefcount(True), sys.getrefcount(None)
    for _ in range(1000):
        sender.told.emit(True)
        widget.update()
    lost = before[0] - sys.getrefcount(True), before[1] - sys.getrefcount(None)
    assert max(lost) < 100
