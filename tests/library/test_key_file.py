"""The keys' file: whole or not at all, an unreadable one set aside, unless it is another computer's."""

from pathlib import Path

import pytest

from mj_desktop.core.errors import LibraryError
from mj_desktop.core.keymap import UNCHANGED, Keymap
from mj_desktop.library.keys import KeyFile


def test_what_is_saved_is_loaded_again_with_unknown_commands(tmp_path: Path) -> None:
    file = KeyFile(tmp_path / "keys.json")
    assert file.load() == UNCHANGED
    file.save(kept := Keymap({"seed": ("U", "Ctrl+Ü"), "later": ()}))
    assert file.load() == kept
    assert [path.name for path in tmp_path.iterdir()] == ["keys.json"]


@pytest.mark.parametrize("broken", [b"{ no json", b"[]", b'{"keys": []}', b"\xff", b"[" * 100_000])
def test_an_unreadable_file_is_set_aside_and_said_but_never_a_chosen_one(tmp_path: Path, broken: bytes) -> None:
    file = KeyFile(tmp_path / "keys.json")
    file.path.write_bytes(broken)
    with pytest.raises(LibraryError, match=r"keys\.json holds no keys of this program"):
        file.read()
    with pytest.raises(LibraryError, match="set aside as keys-unreadable"):
        file.load()
    (aside,) = tmp_path.iterdir()
    assert aside.read_bytes() == broken
    assert file.load() == UNCHANGED


def test_a_folder_that_is_not_there_refuses_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="cannot be written"):
        KeyFile(tmp_path / "gone" / "keys.json").save(UNCHANGED)
