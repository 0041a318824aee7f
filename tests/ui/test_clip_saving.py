"""Saving a video saves a clip, by the key and from the menu, never its cover."""

from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from mj_desktop.ui.window.library_acts import LibraryActs
from tests.ui.keys_stage import Seen, press, staged


def saved(seen: Seen) -> tuple[str, int]:
    """The generation and the clip that are saved, once a person has said where."""
    told: list[tuple[str, int]] = []
    seen.videos.saved.connect(lambda of, place, path: told.append((of.id, place)))
    dialog = seen.window.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    assert dialog.windowTitle() == "Save the clip"
    dialog.fileSelected.emit("clip.mp4")
    dialog.reject()
    assert len(told) == 1
    return told[0]


def save_by_menu(seen: Seen) -> None:
    acts = seen.window.findChild(LibraryActs)
    assert isinstance(acts, LibraryActs)
    entries = {entry.text().partition("\t")[0]: entry for entry in acts.menu_of("b").actions()}
    entries["Save as..."].trigger()


def test_ctrl_s_saves_the_chosen_clip_of_the_video_on_view(qtbot: QtBot) -> None:
    seen = staged(qtbot, "video")
    press(seen, "3")
    press(seen, "Ctrl+S")
    assert saved(seen) == ("b", 2)


def test_the_menu_saves_the_chosen_clip_and_the_first_of_a_video_that_is_not_on_view(qtbot: QtBot) -> None:
    seen = staged(qtbot, "video")
    press(seen, "2")
    save_by_menu(seen)
    assert saved(seen) == ("b", 1)
    qtbot.waitUntil(lambda: seen.window.findChild(QFileDialog) is None)
    seen.window.library.chosen.emit("a")
    save_by_menu(seen)
    assert saved(seen) == ("b", 0)
