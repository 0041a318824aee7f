from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from mj_desktop.core.generation import State
from mj_desktop.ui.notifier import Notifier
from tests.ui.conftest import Made


def _told(notifier: Notifier) -> list[tuple[str, str]]:
    told: list[tuple[str, str]] = []
    notifier.notified.connect(lambda title, words: told.append((title, words)))
    return told


def test_an_end_is_told_of_once_while_the_window_is_not_in_front(qtbot: QtBot, made: Made) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    notifier = Notifier(window)
    told = _told(notifier)
    for state in (State.RUNNING, State.FINISHED, State.STORED, State.STORED):
        notifier.see(made("one", state, prompt="a cat --v 8.2"))
    for state in (State.SENT, State.FAILED):
        notifier.see(made("two", state, prompt="a dog"))
    assert told == [("Your picture is ready", "a cat"), ("A picture failed", "a dog")]


def test_who_looks_at_the_window_is_not_told(qtbot: QtBot, made: Made) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    notifier = Notifier(window)
    told = _told(notifier)
    for state in (State.RUNNING, State.STORED):
        notifier.see(made("one", state))
    assert told == []
