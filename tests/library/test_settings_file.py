"""The settings file: whole or not at all, and an unreadable one set aside."""

from pathlib import Path

import pytest

from mj_desktop.core.errors import LibraryError
from mj_desktop.core.settings import Settings
from mj_desktop.library.settings import SettingsFile


def test_what_is_saved_is_loaded_again_and_nothing_else_is_left_behind(tmp_path: Path) -> None:
    file = SettingsFile(tmp_path)
    assert file.load() == (Settings(), "")
    file.save(Settings(theme="light"))
    assert SettingsFile(tmp_path).load() == (Settings(theme="light"), "")
    assert [path.name for path in tmp_path.iterdir()] == ["settings.json"]


def test_an_unreadable_file_is_set_aside_and_said(tmp_path: Path) -> None:
    file = SettingsFile(tmp_path)
    file.path.write_bytes(b"{ no json")
    assert file.peek() == Settings()
    assert file.path.exists()
    found, said = file.load()
    assert found == Settings()
    (aside,) = tmp_path.iterdir()
    assert aside.name in said
    assert aside.read_bytes() == b"{ no json"


def test_a_wrong_value_is_said_by_name(tmp_path: Path) -> None:
    file = SettingsFile(tmp_path)
    file.path.write_bytes(b'{"mode": "warp", "version": "7"}')
    found, said = file.load()
    assert found == Settings(version="7")
    assert "mode" in said
    assert file.path.exists()


def test_a_folder_that_is_not_there_refuses_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="cannot be written"):
        SettingsFile(tmp_path / "gone").save(Settings())
