"""The references in the prompt panel: what Tab reaches, and which way each can be moved."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDoubleSpinBox
from pytestqt.qtbot import QtBot

from mj_desktop.core.references import Reference
from mj_desktop.ui.window.window import Window
from tests.ui.finders import button
from tests.ui.keys_stage import staged


def with_references(qtbot: QtBot, count: int) -> Window:
    """A window with so many references, the keyboard in its prompt."""
    seen = staged(qtbot, "grid")
    found = tuple(Reference(n, f"https://pictures.example/{n}.png", f"{n}.png") for n in range(1, count + 1))
    seen.parts[2].show_references(found, {})
    QApplication.processEvents()
    seen.window.desk.focus_prompt()
    return seen.window


def travelled(key: Qt.Key, steps: int) -> list[str]:
    """What has the keyboard, each time before the key is pressed."""
    names = []
    for _ in range(steps):
        here = QApplication.focusWidget()
        assert here is not None
        names.append(here.objectName())
        QTest.keyClick(here, key)
    return names


def test_tab_goes_through_the_references_and_on(qtbot: QtBot) -> None:
    with_references(qtbot, 2)
    assert travelled(Qt.Key.Key_Tab, 11) == [
        "prompt", "add_reference", "role_1", "remove_1", "weight_1", "down_1", "role_2", "remove_2", "weight_2", "up_2",
        "ratio-1-1",
    ]  # fmt: skip
    assert travelled(Qt.Key.Key_Backtab, 4)[1:] == ["ratio-1-1", "up_2", "weight_2"]


def test_what_stands_first_cannot_go_up_nor_the_last_down(qtbot: QtBot) -> None:
    for count, expected in ((1, [(False, False)]), (3, [(False, True), (True, True), (True, False)])):
        window = with_references(qtbot, count)
        found = [
            (button(window, f"up_{n}").isEnabled(), button(window, f"down_{n}").isEnabled())
            for n in range(1, count + 1)
        ]
        assert found == expected


def test_the_weight_looks_like_the_role_above_it(qtbot: QtBot) -> None:
    window = with_references(qtbot, 1)
    weight, role = window.findChild(QDoubleSpinBox, "weight_1"), button(window, "remove_1").parentWidget()
    assert isinstance(weight, QDoubleSpinBox)
    assert role is not None
    choice = next(each for each in role.children() if each.objectName() == "role_1")
    assert weight.height() == choice.property("height")
    assert weight.text() == "Weight  1.0"
    assert weight.lineEdit().width() > weight.fontMetrics().horizontalAdvance(weight.text())
