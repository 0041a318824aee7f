"""What `packaging/mj` does, each time the real script in a small checkout of its own."""

import json
import os
import shutil
import signal
import subprocess
import sys
import sysconfig
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import PySide6
import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="packaging/mj needs a POSIX shell")

CHECKOUT = Path(__file__).parents[2]
SMALL = Path(__file__).parent / "small_checkout"
UNWANTED = ("ACEDATACLOUD_", "DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "PYTEST_")
# What the launcher calls on any system, besides Python, apt and what it installs.
EVERYWHERE = (
    "uname",
    "cat",
    "cmp",
    "dirname",
    "env",
    "flock",
    "id",
    "ldd",
    "ls",
    "mkdir",
    "readlink",
    "sed",
    "sh",
    "sort",
    "tr",
)

needs_a_screen = pytest.mark.skipif(
    not (shutil.which("Xvfb") and shutil.which("xauth") and shutil.which("xdotool")),
    reason="Xvfb, xauth and xdotool are not all installed",
)


@dataclass(frozen=True)
class Launcher:
    """The launcher of a checkout, with the surroundings that it is started in."""

    checkout: Path
    surroundings: Mapping[str, str]

    @property
    def script(self) -> Path:
        return self.checkout / "packaging" / "mj"

    @property
    def environment(self) -> Path:
        return self.checkout / ".venv"

    def start(
        self, *words: str, script: Path | None = None, folder: str = "/", **changes: str
    ) -> subprocess.CompletedProcess[str]:
        """Start it and wait for its end."""
        command = [str(script or self.script), *words]
        surroundings = {**self.surroundings, **changes}
        return subprocess.run(command, cwd=folder, env=surroundings, capture_output=True, text=True, timeout=120)

    def open(self, *words: str) -> subprocess.Popen[str]:
        """Start it as the head of a process group of its own, and go on."""
        pipe = subprocess.PIPE
        return subprocess.Popen(
            [self.script, *words],
            env=self.surroundings,
            stdin=pipe,
            stdout=pipe,
            stderr=pipe,
            text=True,
            start_new_session=True,
        )


def small_checkout(folder: Path) -> Launcher:
    """A checkout whose locks are empty and whose program is one file, in a folder."""
    for name in ("packaging", "mj_desktop", "tests"):
        (folder / name).mkdir(parents=True)
    shutil.copy(CHECKOUT / "packaging" / "mj", folder / "packaging")
    shutil.copy(SMALL / "project.toml", folder / "pyproject.toml")
    shutil.copy(SMALL / "backend.py", folder)
    shutil.copy(SMALL / "program.py", folder / "mj_desktop" / "__main__.py")
    (folder / "mj_desktop" / "__init__.py").write_text('"""A program."""\n')
    for name in ("lock.txt", "lock-test.txt"):
        (folder / "packaging" / name).touch()
    return Launcher(folder, {name: value for name, value in os.environ.items() if not name.startswith(UNWANTED)})


def told(done: subprocess.CompletedProcess[str]) -> dict[str, object]:
    """What the program said of itself."""
    assert done.returncode == 0, done.stderr
    said: dict[str, object] = json.loads(done.stdout)
    return said


def line_of(stream: IO[str] | None) -> str:
    """The next line that a process writes."""
    assert stream
    return stream.readline()


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


@dataclass(frozen=True)
class Beginnings:
    """How a checkout came to be set up: a start that was killed half way, then two at once."""

    launcher: Launcher
    killed: str
    left_marked: bool
    two: tuple[subprocess.CompletedProcess[str], ...]


@pytest.fixture(scope="module")
def beginnings(tmp_path_factory: pytest.TempPathFactory) -> Beginnings:
    """The beginnings of a checkout whose environment was made with a Python that is gone by now."""
    launcher = small_checkout(tmp_path_factory.mktemp("set up") / "check out")
    (launcher.environment / "bin").mkdir(parents=True)
    (launcher.environment / "bin" / "python").symlink_to("/nowhere/python3")
    with launcher.open("run", "--version") as first:
        killed = line_of(first.stderr)
        os.killpg(first.pid, signal.SIGKILL)
    left_marked = (launcher.environment / "mj-unfinished").exists()
    processes = [launcher.open("run", "--version") for _ in range(2)]
    ends = [process.communicate(timeout=60) for process in processes]
    two = (subprocess.CompletedProcess("mj", p.returncode, *end) for p, end in zip(processes, ends, strict=True))
    return Beginnings(launcher, killed, left_marked, tuple(two))


@pytest.fixture(scope="module")
def launcher(beginnings: Beginnings) -> Launcher:
    """The launcher of a checkout that is set up."""
    return beginnings.launcher


@pytest.fixture
def new_launcher(tmp_path: Path) -> Launcher:
    """The launcher of a checkout that was never set up."""
    return small_checkout(tmp_path / "check out")


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


def strangers_path(folder: Path, *tools: str) -> str:
    """A PATH for a system that has only some tools: no Python, no sudo."""
    folder.mkdir()
    for tool in (*EVERYWHERE, *tools):
        found = shutil.which(tool)
        if found:
            (folder / tool).symlink_to(found)
    return str(folder)


# A root who turns into nobody, and may still read every folder (tests lie in root's own).
ACCESS = "+dac_override,+dac_read_search"
NOBODY = (
    "setpriv",
    "--reuid=65534",
    "--regid=65534",
    "--clear-groups",
    f"--inh-caps={ACCESS}",
    f"--ambient-caps={ACCESS}",
)


def as_nobody_in_particular() -> tuple[str, ...]:
    """The words that start a command as a user who may not install packages."""
    if os.geteuid():
        return ()
    if subprocess.run([*NOBODY, "true"], capture_output=True).returncode:
        pytest.skip("root may not turn into somebody else here (setpriv)")
    return NOBODY


def refused(launcher: Launcher, *words: str, inside: Sequence[str] = (), **changes: str) -> str:
    """What the launcher says to somebody who may not install packages, before it gives up."""
    variables = [f"{name}={value}" for name, value in changes.items()]
    command = [*inside, *as_nobody_in_particular(), "env", *variables, str(launcher.script), *words]
    done = subprocess.run(command, env=launcher.surroundings, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout) == (1, "")
    return done.stderr


def asked_for(error: str) -> list[str]:
    """The packages in the one command that the launcher prints."""
    (command,) = [line for line in error.splitlines() if line.startswith("    ")]
    head, _, packages = command.partition("apt-get install -y --no-install-recommends ")
    assert head.strip() and packages
    return packages.rstrip("'").split()


@pytest.mark.skipif(not shutil.which("apt-get"), reason="there is no apt here")
def test_without_python_it_prints_the_one_command_that_installs_all_that_is_missing(
    new_launcher: Launcher, tmp_path: Path
) -> None:
    path = strangers_path(tmp_path / "bin", "apt-get", "dpkg-query")
    (tmp_path / "dpkg").mkdir()
    error = refused(new_launcher, "run", PATH=path, DPKG_ADMINDIR=str(tmp_path / "dpkg"))
    asked = asked_for(error)
    assert asked[:2] == ["python3", "python3-venv"]
    assert {"libegl1", "libglib2.0-0", "libxcb-cursor0", "libxkbcommon-x11-0", "xvfb", "xauth"} <= set(asked)
    assert "openbox" not in asked
    assert not new_launcher.environment.exists()


def test_without_python_and_apt_it_says_which_python_to_install(new_launcher: Launcher, tmp_path: Path) -> None:
    error = refused(new_launcher, "run", "--version", PATH=strangers_path(tmp_path / "bin"))
    assert error.startswith("mj: This needs Python 3.11 or newer with its venv module. Please install it")
    assert error.count("\n") == 1


HIDE = """
mount -t tmpfs none "$1" && mkdir "$1/upper" "$1/work" &&
mount -t overlay -o "lowerdir=$2,upperdir=$1/upper,workdir=$1/work" overlay "$2" && rm "$2/$3" || exit 99
shift 3
exec "$@"
"""


def without_library(name: str, scratch: Path) -> list[str]:
    """The words that start a command on a system that lacks a shared library of this one."""
    scratch.mkdir(exist_ok=True)
    folder = Path("/usr/lib") / str(sysconfig.get_config_var("MULTIARCH"))
    command = ["unshare", "--mount", "sh", "-c", HIDE, "hide", str(scratch), str(folder), name]
    if subprocess.run([*command, "true"], capture_output=True).returncode:
        pytest.skip(f"{name} cannot be hidden here (only root can, with an overlay, on a system that has it)")
    return command


@pytest.fixture
def qt_launcher(launcher: Launcher) -> Launcher:
    """The launcher of a checkout with Qt in its environment, where the system's libraries were not asked about yet."""
    (packages,) = (launcher.environment / "lib").glob("python3*/site-packages")
    if not (packages / "PySide6").exists():
        (packages / "PySide6").symlink_to(Path(PySide6.__file__).parent)
    for mark in launcher.environment.glob("mj-libraries-*"):
        mark.unlink()
    return launcher


def test_exactly_the_missing_library_is_asked_for(qt_launcher: Launcher, tmp_path: Path) -> None:
    inside = without_library("libxcb-cursor.so.0", tmp_path)
    error = refused(qt_launcher, "run", inside=inside, DISPLAY=":4711")
    assert asked_for(error) == ["libxcb-cursor0"]


def test_without_apt_the_missing_library_is_named(qt_launcher: Launcher, tmp_path: Path) -> None:
    inside = without_library("libxkbcommon-x11.so.0", tmp_path / "overlay")
    error = refused(qt_launcher, "run", inside=inside, DISPLAY=":4711", PATH=strangers_path(tmp_path / "bin"))
    assert "there is no apt to install it: libxkbcommon-x11.so.0" in error


TEST = """
import os


def test_nothing_of_the_person_is_here() -> None:
    assert "ACEDATACLOUD_API_TOKEN" not in os.environ
    assert os.environ["QT_QPA_PLATFORM"] == "offscreen"
"""


@pytest.fixture(scope="module")
def testing_launcher(launcher: Launcher) -> Launcher:
    """The launcher of a checkout with one test and one badly formatted file, set up for tests.

    Its lock is empty: it borrows the tools of this environment.
    """
    (launcher.checkout / "tests" / "test_surroundings.py").write_text(TEST.lstrip())
    (launcher.checkout / "mj_desktop" / "ugly.py").write_text('"""A badly formatted file."""\n\nSIDES=4\n')
    (packages,) = (launcher.environment / "lib").glob("python3*/site-packages")
    (packages / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n")
    (launcher.environment / "bin" / "ruff").symlink_to(Path(sysconfig.get_path("scripts")) / "ruff")
    return launcher


def test_a_failing_linter_fails_the_whole_and_pytest_still_has_the_last_word(testing_launcher: Launcher) -> None:
    done = testing_launcher.start("test", ACEDATACLOUD_API_TOKEN="secret")
    assert done.returncode == 1
    assert "FAILED: ruff format --check" in done.stderr
    assert done.stderr.count("FAILED") == 1
    assert "1 passed" in done.stdout.splitlines()[-1]


def test_words_after_test_go_to_pytest_alone(testing_launcher: Launcher) -> None:
    done = testing_launcher.start("test", "-k", "nothing or person")
    assert done.returncode == 0, done.stdout
    assert "ruff" not in done.stderr


def test_a_test_run_without_a_single_test_fails(testing_launcher: Launcher) -> None:
    assert testing_launcher.start("test", "-k", "no_such_test").returncode == 5
