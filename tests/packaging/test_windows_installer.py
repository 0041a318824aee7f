"""Windows' installer, compiled, and run under Wine on a program that stands in for the real one."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from installers import places, windows

from mj_desktop import identity

WINE = next((place for place in ("/usr/lib/wine/wine64", shutil.which("wine64")) if place and Path(place).exists()), "")
UNINSTALL = rf"[Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\{identity.COMMAND}]"
needs_nsis = pytest.mark.skipif(not shutil.which("makensis"), reason="makensis is not here")
needs_wine = pytest.mark.skipif(not WINE, reason="wine64 is not here")


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """What stands in for the frozen program: its files by name."""
    folder = tmp_path / "program"
    for name in (f"{identity.COMMAND}.exe", f"{identity.COMMAND}-console.exe", "_internal/deep/ü 파일.txt"):
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"stand-in")
    return folder


class Wine:
    """A Windows of its own, in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.home = folder / "drive_c" / "users" / "root"
        tools = "mscoree,mshtml="  # Wine would ask for them
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        self.environment = {**kept, "WINEPREFIX": str(folder), "WINEDEBUG": "-all", "WINEDLLOVERRIDES": tools,
                            "LANG": "C.UTF-8", "USER": "root"}  # fmt: skip

    def run(self, *words: str | Path) -> subprocess.CompletedProcess[str]:
        """Run a Windows program and wait until nothing of it runs."""
        command = [WINE, *map(str, words)]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, timeout=1200, check=False)
        self.server("-w")
        return done

    def registry(self, key: str) -> str:
        """What a key of the person's holds, as the server wrote it down when it ended; "" where there is none."""
        return (self.folder / "user.reg").read_text(encoding="utf-8").partition(key)[2].partition("\n\n")[0]

    def server(self, word: str) -> None:
        """Tell the server that stands behind all processes."""
        found = shutil.which("wineserver") or "/usr/lib/wine/wineserver64"
        subprocess.run([found, word], env=self.environment, check=False, capture_output=True)


@pytest.fixture
def wine(tmp_path: Path) -> Iterator[Wine]:
    made = Wine(tmp_path / "windows")
    made.run("wineboot", "-i")
    yield made
    made.server("-k")


@needs_nsis
def test_the_script_compiles_without_a_warning_into_a_64_bit_installer(program: Path, tmp_path: Path) -> None:
    file = windows.compiled(program, tmp_path / "dist")
    data = file.read_bytes()
    head = int.from_bytes(data[0x3C:0x40], "little")
    assert (data[:2], data[head : head + 4]) == (b"MZ", b"PE\0\0")
    assert data[head + 4 : head + 6] == b"\x64\x86"
    assert file.name == f"mj-desktop-{places.VERSION}-x64-setup.exe"


def test_every_text_of_the_installer_is_there_in_all_its_languages() -> None:
    lines = windows.SCRIPT.read_text(encoding="utf-8").splitlines()
    texts = [line.split()[1:3] for line in lines if line.startswith("LangString")]
    names = {name for name, _ in texts}
    spoken = [line.split()[-1].upper() for line in lines if "MUI_LANGUAGE " in line]
    assert spoken == ["ENGLISH", "GERMAN", "KOREAN", "SIMPCHINESE"]
    assert sorted(texts) == sorted([name, f"${{LANG_{language}}}"] for name in names for language in spoken)


@pytest.mark.long
@needs_nsis
@needs_wine
def test_it_installs_over_itself_and_uninstalls_without_a_word_and_leaves_what_is_not_its_own(
    program: Path, tmp_path: Path, wine: Wine
) -> None:
    setup = windows.compiled(program, tmp_path / "dist")
    wine.run("winecfg", "/v", "win7")
    assert wine.run(setup, "/S").returncode == 2
    wine.run("winecfg", "/v", "win10")
    data = wine.home / "AppData" / "Local" / identity.COMMAND / "library.sqlite"
    data.parent.mkdir(parents=True)
    data.write_bytes(b"a person's work")
    folder = wine.home / "AppData" / "Local" / "Programs" / identity.NAME
    assert wine.run(setup, "/S").returncode == 0
    assert (folder / "_internal" / "deep" / "ü 파일.txt").read_bytes() == b"stand-in"
    (entry,) = (wine.home / "AppData").rglob(f"{identity.NAME}.lnk")
    told = wine.registry(UNINSTALL)
    for words in (identity.NAME, places.VERSION, identity.AUTHORS, 'uninstall.exe\\" /S'):
        assert words in told
    (folder / "_internal" / "of an older version.txt").write_bytes(b"old")
    (folder / "a person's own.txt").write_bytes(b"own")
    assert wine.run(setup, "/S").returncode == 0
    assert not (folder / "_internal" / "of an older version.txt").exists()
    assert wine.run(folder / "uninstall.exe", "/S").returncode == 0
    assert [file.name for file in folder.iterdir()] == ["a person's own.txt"]
    assert data.read_bytes() == b"a person's work"
    assert not entry.exists()
    assert wine.registry(UNINSTALL) == ""
