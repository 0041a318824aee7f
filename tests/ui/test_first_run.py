"""The empty viewer: three prompts to start from."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mj_desktop import paths
from mj_desktop.ui.viewer.first_run import EDGE, ExampleButton, FirstRun, examples


def test_an_example_gives_its_prompt(qtbot: QtBot) -> None:
    face = FirstRun()
    qtbot.addWidget(face)
    face.resize(710, 640)
    face.show()
    given: list[str] = []
    face.example_chosen.connect(given.append)
    for button in face.findChildren(ExampleButton):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert given == [example.prompt for example in examples()]
    assert len(given) == 3


def test_every_example_has_its_picture_at_twice_the_size_shown() -> None:
    for example in examples():
        picture = QImage(str(paths.resources() / "examples" / example.file))
        assert (picture.width(), picture.height()) == (2 * EDGE, 2 * EDGE), example.file


def test_examples_are_reached_and_chosen_by_keyboard(qtbot: QtBot) -> None:
    face = FirstRun()
    qtbot.addWidget(face)
    face.show()
    first = face.findChildren(ExampleButton)[0]
    assert first.accessibleName()
    first.setFocus(Qt.FocusReason.TabFocusReason)
    with qtbot.waitSignal(face.example_chosen) as told:
        QTest.keyClick(first, Qt.Key.Key_Space)
    assert told.args == [examples()[0].prompt]
