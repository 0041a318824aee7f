"""A built wheel, installed where nothing else of this checkout is."""

import json
import os
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest

CHECKOUT = Path(__file__).parents[2]
SCRIPTS = "Scripts" if sys.platform == "win32" else "bin"
PACKAGES = sysconfig.get_path("purelib", "venv", vars={"base": "", "platbase": ""}).lstrip("/\\")


def start(*command: str | Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder without a screen, a token, or a choice of Qt platform."""
    unwanted = ("ACEDATACLOUD_", "DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "PYTHONPATH", "MJ_")
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith(unwanted)}
    return subprocess.run(command, cwd=folder, env=surroundings, capture_output=True, text=True, timeout=180)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel that this checkout builds, without reaching for a package index."""
    folder = tmp_path_factory.mktemp("dist")
    done = start(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, folder=CHECKOUT)
    assert done.returncode == 0, done.stderr
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An empty environment with the wheel; it borrows the dependencies of this one, but not the package itself.

    A folder named in a .pth file is searched, but .pth files in it (an install in place is one) are not read.
    """
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, symlinks=sys.platform != "win32")
    python = folder / SCRIPTS / "python"
    (folder / PACKAGES / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n")
    install = ("install", "-q", "--no-deps", "--no-index", "--disable-pip-version-check", wheel)
    done = start(sys.executable, "-m", "pip", "--python", python, *install, folder=folder)
    assert done.returncode == 0, done.stderr
    yield folder


def test_a_wheel_carries_the_package_and_every_resource_and_nothing_else(wheel: Path) -> None:
    names = {name for name in ZipFile(wheel).namelist() if ".dist-info/" not in name}
    resources = [path for path in (CHECKOUT / "resources").rglob("*") if path.is_file()]
    assert {f"mj_desktop/{path.relative_to(CHECKOUT).as_posix()}" for path in resources} <= names
    assert "mj_desktop/resources/contract/actions.json" in names
    assert all(name.startswith("mj_desktop/") for name in names)


def test_a_wheel_carries_all_licences(wheel: Path) -> None:
    names = ZipFile(wheel).namelist()
    for licence in ("LICENSE", "resources/icons/LICENSE", "resources/fonts/LICENSE"):
        assert any(name.endswith(f".dist-info/licenses/{licence}") for name in names), licence


def test_the_installed_package_is_the_wheels_and_not_the_checkouts(environment: Path, tmp_path: Path) -> None:
    question = "import mj_desktop; print(mj_desktop.__file__)"
    done = start(environment / SCRIPTS / "python", "-c", question, folder=tmp_path)
    assert Path(done.stdout.strip()).is_relative_to(environment), done.stderr


def test_the_installed_command_says_its_version(environment: Path, wheel: Path, tmp_path: Path) -> None:
    done = start(environment / SCRIPTS / "mj-desktop", "--version", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split()[-1] == wheel.name.split("-")[1]


def test_the_installed_program_passes_its_own_smoke_test_far_from_the_checkout(
    environment: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    done = start(environment / SCRIPTS / "mj-desktop", "smoke", "--out", out, folder=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    report = json.loads((out / "smoke.json").read_text())
    assert report["ok"] is True
    assert [check for check in report["checks"] if not check["ok"]] == []
    for name in ("grid.png", "upscale.png", "mask.png", "region.png", "window.png"):
        assert (out / name).stat().st_size > 0
