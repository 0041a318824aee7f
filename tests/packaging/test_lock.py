"""The lock files that `packaging/mj` installs."""

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

CHECKOUT = Path(__file__).parents[2]
LOCKS = CHECKOUT / "packaging"
PROJECT = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())
HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")
LINUX = {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"}
MACOS = {"sys_platform": "darwin", "platform_system": "Darwin", "os_name": "posix"}
WINDOWS = {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"}


def pins(name: str) -> list[Requirement]:
    """The pinned requirements of a lock file, without their hashes."""
    lines = (LOCKS / name).read_text().splitlines()
    return [Requirement(line.removesuffix(" \\")) for line in lines if not line.startswith(" ")]


def chosen(name: str, platform: dict[str, str], python: str) -> dict[str, str]:
    """Package -> version that a lock file installs on a platform."""
    surroundings = {**platform, "python_version": python, "python_full_version": f"{python}.5"}
    fits = [pin for pin in pins(name) if pin.marker is None or pin.marker.evaluate(surroundings)]
    return {canonicalize_name(pin.name): str(pin.specifier).removeprefix("==") for pin in fits}


def direct(*groups: str) -> list[Requirement]:
    """The requirements that pyproject.toml states itself, for the program and for some dependency groups."""
    words = [word for group in groups for word in PROJECT["dependency-groups"][group] if isinstance(word, str)]
    return [Requirement(word) for word in PROJECT["project"]["dependencies"] + words]


@pytest.mark.parametrize("name", ["lock.txt", "lock-test.txt", "lock-build.txt"])
def test_a_lock_holds_nothing_but_pins_and_their_hashes_so_no_address(name: str) -> None:
    lines = (LOCKS / name).read_text().splitlines()
    pinned = [line for line in lines if not HASH.fullmatch(line)]
    assert pinned
    for line in pinned:
        assert re.fullmatch(r"[a-z0-9.-]+==[a-z0-9.]+( ; [a-zA-Z0-9_ .'<>=!()]+)? \\", line), line


@pytest.mark.parametrize("name", ["lock.txt", "lock-test.txt", "lock-build.txt"])
def test_every_pin_of_a_lock_is_followed_by_a_hash(name: str) -> None:
    lines = (LOCKS / name).read_text().splitlines()
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        assert HASH.fullmatch(following) or not line.endswith("\\"), line


@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13"])
@pytest.mark.parametrize("platform", [LINUX, MACOS, WINDOWS], ids=["linux", "macos", "windows"])
@pytest.mark.parametrize(
    ("name", "groups"),
    [("lock.txt", ["build"]), ("lock-test.txt", ["build", "test"]), ("lock-build.txt", ["build", "freeze"])],
)
def test_every_direct_dependency_is_pinned_within_its_range(
    name: str, groups: list[str], platform: dict[str, str], python: str
) -> None:
    versions = chosen(name, platform, python)
    for requirement in direct(*groups):
        assert requirement.specifier.contains(versions[canonicalize_name(requirement.name)]), requirement


@pytest.mark.parametrize("name", ["lock.txt", "lock-test.txt", "lock-build.txt"])
def test_the_qt_binding_that_loses_references_is_not_locked(name: str) -> None:
    assert all(str(pin.specifier) != "==6.12.0" for pin in pins(name) if pin.name == "pyside6-essentials")


@pytest.mark.parametrize("platform", [LINUX, MACOS, WINDOWS], ids=["linux", "macos", "windows"])
def test_tests_run_with_the_versions_that_the_program_runs_with(platform: dict[str, str]) -> None:
    for python in ("3.11", "3.13"):
        program, tests = (chosen(name, platform, python) for name in ("lock.txt", "lock-test.txt"))
        assert program.items() <= tests.items()


def test_both_locks_install_from_ready_made_wheels_on_every_platform() -> None:
    if not shutil.which("uv"):
        pytest.skip("uv is not installed; packaging/relock makes the same check, with a uv of its own")
    done = subprocess.run([LOCKS / "relock", "--check"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("\n") == 12
