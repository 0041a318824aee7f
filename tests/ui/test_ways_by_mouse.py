"""What the service does beside drawing is two clicks away: in the action bar's menu and in the picture's."""

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QMenu
from pytestqt.qtbot import QtBot

from mj_desktop.ui.window.address_overlay import AddressOverlay
from tests.ui.keys_stage import Seen, staged


def _page(seen: Seen) -> str:
    shown = seen.window.findChild(AddressOverlay)
    page = seen.window.pages.currentWidget()
    assert page is not None
    return shown.accessibleName() if shown is not None else page.objectName()


@pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing)")  # of a menu, offscreen
@pytest.mark.parametrize(
    ("entry", "key", "expected"),
    [
        ("more_describe", "D", "asides"),
        ("more_video", "M", "video-composer"),
        ("more_describe_other", "Ctrl+D", "asides"),
        ("more_edit_outside", "Ctrl+E", "Edit another picture"),
    ],
)
def test_they_stand_at_the_end_of_the_action_bar_with_their_keys(
    qtbot: QtBot, entry: str, key: str, expected: str
) -> None:
    seen = staged(qtbot, "addressed")
    more = seen.window.action_bar.findChild(QAbstractButton, "more_actions")
    assert more is not None
    more.click()
    action = seen.window.action_bar.findChild(QAction, entry)
    assert isinstance(action, QAction)
    assert action.text().endswith(f"\t{key}")
    action.trigger()
    assert _page(seen) == expected
    for menu in seen.window.action_bar.findChildren(QMenu):
        menu.close()


@pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing)")  # of a menu, offscreen
def test_the_prompts_panel_has_every_way_to_a_reference_with_its_key(qtbot: QtBot) -> None:
    seen = staged(qtbot, "addressed")
    add = seen.window.desk.findChild(QAbstractButton, "add_reference")
    menu = seen.window.desk.findChild(QMenu, "add-reference-menu")
    assert add is not None
    assert isinstance(menu, QMenu)
    add.click()
    entries = {entry.text().partition("\t")[0]: entry for entry in menu.actions()}
    assert entries["By its address..."].text().endswith("Alt+A")
    entries["The picture on view"].trigger()
    assert seen.further == ["https://service.example/b.png"]
    menu.close()
