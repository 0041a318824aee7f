"""The presets' file: whole or not at all, and an unreadable one set aside."""

from pathlib import Path

import pytest

from mj_desktop.core.errors import LibraryError
from mj_desktop.core.presets import Preset
from mj_desktop.library.presets import PresetFile


def test_what_is_saved_is_loaded_again_and_nothing_else_is_left_behind(tmp_path: Path) -> None:
    kept = (Preset(name="海", flags="--ar 16:9", look=b"\xff\xd8"), Preset(name="b"))
    assert PresetFile(tmp_path).load() == ()
    PresetFile(tmp_path).save(kept)
    assert PresetFile(tmp_path).load() == kept
    assert [path.name for path in tmp_path.iterdir()] == ["presets.json"]


def test_an_unreadable_file_is_set_aside_and_said(tmp_path: Path) -> None:
    (tmp_path / "presets.json").write_bytes(b"{ no json")
    with pytest.raises(LibraryError, match="set aside as presets-unreadable"):
        PresetFile(tmp_path).load()
    (aside,) = tmp_path.iterdir()
    assert aside.read_bytes() == b"{ no json"
    assert PresetFile(tmp_path).load() == ()


def test_a_folder_that_is_not_there_refuses_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="cannot be written"):
        PresetFile(tmp_path / "gone").save(())
