"""The token's places: the system keyring, a file after consent, or this session alone."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from keyring.backends.fail import Keyring as NoKeyring

from mj_desktop.core.account import Kept
from mj_desktop.core.errors import LibraryError
from mj_desktop.library.tokens import SERVICE, Tokens
from tests.keyrings import InMemory, Locked

SECRET = "a-secret-token-7f3a"


def test_the_keyring_keeps_one_token_for_each_profile_and_no_file_is_written(tmp_path: Path) -> None:
    keyring = InMemory()
    one, other = Tokens(tmp_path / "one", keyring), Tokens(tmp_path / "other", keyring)
    assert one.keep(SECRET) is Kept.KEYRING
    assert one.find() == (SECRET, Kept.KEYRING)
    assert other.find() == ("", Kept.NOWHERE)
    assert list(keyring.entries) == [(SERVICE, str((tmp_path / "one").resolve()))]
    one.forget()
    assert one.find() == ("", Kept.NOWHERE)
    assert list(tmp_path.rglob("*")) == []


def test_a_keyring_that_may_prompt_is_asked_only_once_it_was_given_something(tmp_path: Path) -> None:
    assert Tokens(tmp_path / "one", Locked(), noted=True).find() == ("", Kept.NOWHERE)
    keyring = InMemory()
    assert Tokens(tmp_path / "one", keyring, noted=True).keep(SECRET) is Kept.KEYRING
    later = Tokens(tmp_path / "one", keyring, noted=True)
    assert later.find() == (SECRET, Kept.KEYRING)
    with pytest.raises(LibraryError):
        Tokens(tmp_path / "one", Locked(), noted=True).find()
    later.forget()
    assert Tokens(tmp_path / "one", Locked(), noted=True).find() == ("", Kept.NOWHERE)


def test_without_a_keyring_it_is_for_the_session_until_a_file_is_agreed_to(tmp_path: Path) -> None:
    tokens = Tokens(tmp_path, NoKeyring())  # type: ignore[no-untyped-call]
    assert tokens.keep(SECRET) is Kept.SESSION
    assert tokens.find() == ("", Kept.NOWHERE)
    assert tokens.keep_in_file(SECRET) is Kept.FILE
    assert tokens.find() == (SECRET, Kept.FILE)
    tokens.forget()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")
def test_the_file_is_for_its_owner_alone_even_where_another_lay_before(tmp_path: Path) -> None:
    tokens = Tokens(tmp_path, NoKeyring())  # type: ignore[no-untyped-call]
    tokens.file.write_text("old")
    tokens.file.chmod(0o644)
    before = os.umask(0)
    try:
        tokens.keep_in_file(SECRET)
    finally:
        os.umask(before)
    assert tokens.file.stat().st_mode & 0o777 == 0o600


def test_a_new_token_in_the_keyring_ends_the_old_file(tmp_path: Path) -> None:
    tokens = Tokens(tmp_path, InMemory())
    tokens.keep_in_file("old")
    tokens.keep(SECRET)
    assert tokens.find() == (SECRET, Kept.KEYRING)


def test_a_locked_keyring_is_said_and_takes_nothing(tmp_path: Path) -> None:
    tokens = Tokens(tmp_path, Locked())
    assert tokens.keep(SECRET) is Kept.SESSION
    with pytest.raises(LibraryError, match="locked"):
        tokens.find()
    with pytest.raises(LibraryError, match="remove it there"):
        tokens.forget()


_NEEDED = ("dbus-run-session", "gnome-keyring-daemon")
_SESSION = """
printf '\\n' | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1
exec "$0" -c '
import sys
from pathlib import Path
from mj_desktop.library.tokens import Tokens
profile, token = Path(sys.argv[1]), sys.stdin.read()
print(Tokens(profile).keep(token), Tokens(profile).find()[1], Tokens(profile).find()[0] == token)
Tokens(profile).forget()
print(Tokens(profile).find()[1])
' "$1"
"""


@pytest.mark.skipif(any(shutil.which(name) is None for name in _NEEDED), reason=f"needs {', '.join(_NEEDED)}")
def test_a_real_keyring_keeps_and_forgets_it(tmp_path: Path) -> None:
    home = {**os.environ, "HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "data")}
    home["XDG_RUNTIME_DIR"] = str(tmp_path / "run")
    (tmp_path / "run").mkdir(mode=0o700)
    (tmp_path / "profile").mkdir()
    done = subprocess.run(
        ["dbus-run-session", "--", "bash", "-c", _SESSION, sys.executable, str(tmp_path / "profile")],
        input=SECRET, capture_output=True, text=True, env=home, timeout=60, check=False,
    )  # fmt: skip
    assert done.stdout.split() == ["keyring", "keyring", "True", "nowhere"], done.stderr
    assert list((tmp_path / "profile").iterdir()) == []
