"""A video is saved and copied as a clip, by the key and from the menu, never as its cover."""

from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from mj_desktop.core.keeping import Export, How
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


def acts_of(seen: Seen) -> LibraryActs:
    acts = seen.window.findChild(LibraryActs)
    assert isinstance(acts, LibraryActs)
    return acts


def choose_in_menu(seen: Seen, words: str) -> None:
    entries = {entry.text().partition("\t")[0]: entry for entry in acts_of(seen).menu_of("b").actions()}
    assert "Copy the picture" not in entries
    entries[words].trigger()


def test_ctrl_s_saves_the_chosen_clip_of_the_video_on_view(qtbot: QtBot) -> None:
    seen = staged(qtbot, "video")
    press(seen, "3")
    press(seen, "Ctrl+S")
    assert saved(seen) == ("b", 2)


def test_the_menu_saves_the_chosen_clip_and_the_first_of_a_video_that_is_not_on_view(qtbot: QtBot) -> None:
    seen = staged(qtbot, "video")
    press(seen, "2")
    choose_in_menu(seen, "Save as...")
    assert saved(seen) == ("b", 1)
    qtbot.waitUntil(lambda: seen.window.findChild(QFileDialog) is None)
    seen.window.library.chosen.emit("a")
    choose_in_menu(seen, "Save as...")
    assert saved(seen) == ("b", 0)


def test_copying_a_video_and_showing_its_file_mean_the_chosen_clip(qtbot: QtBot) -> None:
    seen = staged(qtbot, "video")
    asked: list[object] = []
    acts_of(seen).asked.connect(asked.append)
    press(seen, "4")
    press(seen, "Ctrl+C")
    choose_in_menu(seen, "Copy the clip")
    choose_in_menu(seen, "Show the clip's file")
    ways = (How.COPY_FILE, How.COPY_FILE, How.SHOW)
    assert asked == [Export("b", how, clip=3) for how in ways]
