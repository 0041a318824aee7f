"""What the tests of the window look for in it, and a hand that clicks and listens there."""

from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget

from mj_desktop.ui.controls_words import Elided
from mj_desktop.ui.viewer.typing import WORD
from mj_desktop.ui.window.window import Window


def button(within: QWidget, name: str) -> QAbstractButton:
    """The button of that name."""
    found = within.findChild(QAbstractButton, name)
    assert isinstance(found, QAbstractButton), name
    return found


def field(within: QWidget, name: str) -> QLineEdit:
    """The field of that name."""
    found = within.findChild(QLineEdit, name)
    assert isinstance(found, QLineEdit), name
    return found


def read(within: QWidget, name: str) -> str:
    """The words of the label of that name, uncut; "" where it is hidden."""
    found = within.findChild(QLabel, name)
    assert isinstance(found, QLabel), name
    words = found.words() if isinstance(found, Elided) else found.text()
    return words if found.isVisibleTo(within) else ""


def message(window: Window) -> str:
    """What the status line says."""
    found = window.status.findChild(Elided, "message")
    assert isinstance(found, Elided)
    return found.words()


def click(part: QWidget) -> None:
    """A click in the middle of it."""
    QTest.mouseClick(part, Qt.MouseButton.LeftButton)


def pause() -> None:
    """As long as parts two letters that are each a key: sooner they would be a word."""
    QTest.qWait(int(WORD * 1000) + 50)


def gather(signal: SignalInstance) -> list[object]:
    """Everything that a signal carries from now on."""
    told: list[object] = []
    signal.connect(told.append)
    return told
