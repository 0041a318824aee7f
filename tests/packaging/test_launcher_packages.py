"""What `packaging/mj` asks for on a system that lacks Python, apt or a library of Qt's."""

import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Sequence
from pathlib import Path

import PySide6
import pytest

from tests.packaging.launcher import Launcher

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="packaging/mj needs a POSIX shell")
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
