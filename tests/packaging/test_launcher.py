"""What `packaging/mj` does with words, folders and displays, each time the real script in a checkout of its own."""

import json
import os
import shutil
import signal
import sys
import time
from pathlib import Path

import pytest

from tests.packaging.launcher import Beginnings, Launcher, line_of, told

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="packaging/mj needs a POSIX shell")
needs_a_screen = pytest.mark.skipif(
    not (shutil.which("Xvfb") and shutil.which("xauth") and shutil.which("xdotool")),
    reason="Xvfb, xauth and xdotool are not all installed",
)


def ended(process: int) -> bool:
    """Whether a process is over, though perhaps nobody has asked for its exit code."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


def displays() -> set[int]:
    """The processes that are virtual displays of this launcher."""
    commands = {int(path.parent.name): path for path in Path("/proc").glob("[0-9]*/cmdline")}
    return {
        process
        for process, path in commands.items()
        if read(path).startswith(b"Xvfb\0") and b"\0-displayfd\0" in read(path)
    }


def read(path: Path) -> bytes:
    """What a file holds; nothing if it is gone by now, as files of processes are."""
    try:
        return path.read_bytes()
    except OSError:
        return b""


def test_without_a_verb_it_prints_its_usage_and_fails(new_launcher: Launcher) -> None:
    done = new_launcher.start()
    assert (done.returncode, done.stdout) == (2, "")
    assert "packaging/mj run" in done.stderr and "packaging/mj test" in done.stderr


def test_an_unknown_verb_is_named_and_nothing_is_set_up(new_launcher: Launcher) -> None:
    done = new_launcher.start("paint")
    assert done.returncode == 2
    assert "'paint'" in done.stderr and "usage:" in done.stderr
    assert not new_launcher.environment.exists()


def test_asked_for_help_it_prints_its_usage_to_stdout(new_launcher: Launcher) -> None:
    done = new_launcher.start("--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("usage:")


def test_an_environment_whose_python_is_gone_is_made_again(beginnings: Beginnings) -> None:
    assert "Making .venv" in beginnings.killed


def test_a_first_start_that_was_killed_is_healed_by_the_next(beginnings: Beginnings) -> None:
    assert beginnings.left_marked
    assert not (beginnings.launcher.environment / "mj-unfinished").exists()
    assert (beginnings.launcher.environment / "bin" / "mj-desktop").exists()


def test_of_two_first_starts_at_once_one_sets_up_and_both_run(beginnings: Beginnings) -> None:
    assert [told(done)["words"] for done in beginnings.two] == [["--version"]] * 2
    assert "".join(done.stderr for done in beginnings.two).count("Making .venv") == 1


def test_a_second_start_does_nothing_but_start(launcher: Launcher) -> None:
    before = os.times()
    done = launcher.start("run", "--version", PIP_NO_INDEX="1")
    after = os.times()
    # Of a processor: how busy the machine is does not matter.
    assert after.children_user + after.children_system - before.children_user - before.children_system < 1
    assert done.stderr == ""


def test_words_reach_the_program_unchanged_through_a_link_from_any_folder(launcher: Launcher, tmp_path: Path) -> None:
    (tmp_path / "links").mkdir()
    (tmp_path / "links" / "mj").symlink_to(os.path.relpath(launcher.script, tmp_path / "links"))
    (tmp_path / "start").symlink_to("links/mj")
    words = ["serve", "", "two words", "--x=*", "$HOME", "-k"]
    said = told(launcher.start("run", *words, script=tmp_path / "start", folder=str(tmp_path)))
    assert said["words"] == words
    assert said["folder"] == str(tmp_path)


def test_the_program_takes_the_launchers_place_so_that_signals_reach_it(launcher: Launcher) -> None:
    with launcher.open("run", "serve", "wait") as process:
        assert json.loads(line_of(process.stdout))["process"] == process.pid
        process.terminate()
        assert process.wait(10) == -signal.SIGTERM


def test_a_folder_for_python_in_the_surroundings_does_not_reach_the_program(launcher: Launcher, tmp_path: Path) -> None:
    (tmp_path / "mj_desktop").mkdir()
    (tmp_path / "mj_desktop" / "__main__.py").write_text("print('a stranger')")
    said = told(launcher.start("run", "serve", folder=str(tmp_path), PYTHONPATH=str(tmp_path)))
    assert said["words"] == ["serve"]


def test_a_changed_lock_is_installed_once(launcher: Launcher) -> None:
    with (launcher.checkout / "packaging" / "lock.txt").open("a") as lock:
        lock.write("# changed\n")
    assert "Installing the Python packages" in launcher.start("run", "--version").stderr
    assert launcher.start("run", "--version").stderr == ""


@needs_a_screen
def test_without_a_display_it_opens_a_virtual_one_says_so_and_ends_it_with_the_program(launcher: Launcher) -> None:
    before = displays()
    with launcher.open("run", "measure", "wait") as process:
        said = json.loads(line_of(process.stdout))
        assert said["screen"] == "1920 1080"
        assert f"virtual one, {said['display']}," in line_of(process.stderr)
        (mine,) = displays() - before
        process.kill()
    limit = time.monotonic() + 30
    while not ended(mine):
        assert time.monotonic() < limit


@pytest.mark.parametrize("words", [["serve"], ["smoke", "--out", "x"], ["--profile", "x", "serve"], ["--version"]])
def test_what_opens_no_window_gets_no_display(launcher: Launcher, words: list[str]) -> None:
    assert told(launcher.start("run", *words))["display"] is None


def test_with_a_display_it_starts_none(launcher: Launcher) -> None:
    assert told(launcher.start("run", DISPLAY=":4711"))["display"] == ":4711"
