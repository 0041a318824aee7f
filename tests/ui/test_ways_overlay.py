"""The overlay of ways out: a key that is meant takes one, what is written in one go takes none."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from mj_desktop.ui.window.ways_overlay import Way, WaysOverlay
from mj_desktop.ui.window.window import Window


class Written:
    """An overlay of two ways, open since second 0, and the keys that came to it."""

    def __init__(self, window: Window) -> None:
        self.now, self.taken = 0.0, list[str]()
        ways = [Way(name, "", "upload", lambda name=name: self.taken.append(name)) for name in ("first", "second")]  # type: ignore[misc]
        self.overlay = WaysOverlay(window, "Tile 2 has no address", "", ways, lambda: self.now)
        window.commands.show_overlay(self.overlay)

    def press(self, key: Qt.Key, at: float) -> None:
        self.now = at
        focused = next(each for each in self.overlay.findChildren(QAbstractButton) if each.hasFocus())
        QTest.keyClick(focused, key)


def test_what_is_written_in_one_go_takes_no_way(window: Window) -> None:
    written = Written(window)
    for place, key in enumerate((Qt.Key.Key_2, Qt.Key.Key_H, Qt.Key.Key_Space, Qt.Key.Key_1, Qt.Key.Key_Return)):
        written.press(key, 0.2 + 0.3 * place)
    assert (written.taken, written.overlay.isVisible()) == ([], True)


def test_a_key_after_a_moment_takes_its_way(window: Window) -> None:
    written = Written(window)
    written.press(Qt.Key.Key_H, 2.0)
    written.press(Qt.Key.Key_Down, 2.1)
    written.press(Qt.Key.Key_Space, 2.6)
    assert written.taken == ["second"]


def test_esc_closes_at_once(window: Window) -> None:
    written = Written(window)
    written.press(Qt.Key.Key_Escape, 0.1)
    assert (written.taken, written.overlay.isVisible()) == ([], False)
