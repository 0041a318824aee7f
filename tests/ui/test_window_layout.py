"""The window's panels: how they fold, how wide they are, and what is remembered of them."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from mj_desktop.ui.window.window import Window
from tests.ui.conftest import Made
from tests.ui.finders import button, click


def test_f_folds_both_panels_and_the_header_each(window: Window, made: Made) -> None:
    window.show_library([made("a")])
    window.viewer.setFocus()
    QTest.keyClick(window.viewer, Qt.Key.Key_F)
    assert not window.desk.isVisible()
    assert not window.library.isVisible()
    QTest.keyClick(window.viewer, Qt.Key.Key_F)
    assert window.desk.isVisible()
    assert window.library.isVisible()
    click(button(window, "fold_left"))
    assert not window.desk.isVisible()
    assert window.library.isVisible()


def test_f_in_the_prompt_is_a_letter(window: Window) -> None:
    window.desk.focus_prompt()
    QTest.keyClicks(window.desk.edit, "fjord")
    assert window.desk.edit.toPlainText() == "fjord"
    assert window.desk.isVisible()


@pytest.mark.parametrize(("size", "sizes"), [((1280, 800), [304, 710, 264]), ((1920, 1080), [344, 1134, 440]),
                                             ((1024, 700), [304, 614, 104])])  # fmt: skip
def test_the_panels_have_the_designs_widths(
    window: Window, made: Made, size: tuple[int, int], sizes: list[int]
) -> None:
    window.show_library([made("a")])
    window.resize(*size)
    assert [part.width() for part in (window.desk, window.viewer, window.library)] == sizes


def test_nothing_is_cut_off_in_the_smallest_window(window: Window, made: Made) -> None:
    window.show_library([made("a")])
    window.resize(window.minimumSize())
    for part in (window.desk.generate, window.action_bar, window.status, window.library, window.header):
        corner = part.mapTo(window, QPoint(part.width(), part.height()))
        assert corner.x() <= window.width()
        assert corner.y() <= window.height()


def test_the_top_rows_of_all_three_panels_read_as_one_line(window: Window, made: Made) -> None:
    window.show_library([made("a")])
    titles = [
        label
        for label in window.findChildren(QLabel)
        if label.text() in ("Prompt", "Library") or label.objectName() == "title"
    ]
    middles = {label.mapTo(window, label.rect().center()).y() for label in titles if label.isVisible()}
    assert len(titles) >= 3
    assert max(middles) - min(middles) <= 1


def test_sizes_and_folds_are_remembered(qtbot: QtBot, window: Window) -> None:
    window.resize(900, 740)
    click(button(window, "fold_right"))
    window.library.head.hide_demo(True)
    state = window.layout_state()
    other = Window()
    qtbot.addWidget(other)
    other.show()
    other.restore_layout(state)
    assert (other.width(), other.height()) == (900, 740)
    assert other.desk.isVisible()
    assert not other.library.isVisible()
    assert other.library.head.demo_is_hidden


def test_a_screen_that_is_too_small_is_filled(window: Window) -> None:
    room = window.screen().availableSize()
    window.setMinimumSize(100, 100)
    window.resize(room.width() - 10, room.height() - 100)
    window.fit_screen()
    assert not window.isMaximized()
    window.resize(room.width() - 10, room.height() - 10)
    window.fit_screen()
    assert window.isMaximized()


def test_a_remembered_layout_of_nonsense_changes_nothing(window: Window) -> None:
    before = window.layout_state()
    window.restore_layout({"width": "wide", "height": None, "desk": [], "maximized": "yes"})
    assert window.layout_state() == before


def test_the_search_has_room_for_words_in_the_smallest_window_and_gives_it_back(window: Window, made: Made) -> None:
    window.resize(900, 600)
    window.show_library([made("a")])
    QTest.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    field = window.library.head.field
    QTest.keyClicks(field, "lighthouse")
    assert (window.columns.sizes(), field.width() > 150) == ([304, 402, 192], True)
    QTest.keyClick(field, Qt.Key.Key_Escape)
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert (window.columns.sizes(), window.width()) == ([304, 490, 104], 900)
