"""What the installers are made of, as far as it can be held without building one: `packaging/build` does the rest."""

import hashlib
import json
import os
import plistlib
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from configparser import ConfigParser
from pathlib import Path

import pytest
from installers import appimage, icons, left_out, macos, places, sameness, texts, windows
from PySide6.QtGui import QImage

import mj_desktop
from mj_desktop import ahead, identity
from mj_desktop.core.components import BACKPORTS, COMPONENTS
from tests.packaging.test_lock import pins

CHECKOUT = Path(__file__).parents[2]
# What makes and installs the program, and cffi's compiler, which nothing bundled asks for.
_TOOLS = {"editables", "hatchling", "packaging", "pathspec", "pluggy", "pycparser", "tomlkit", "trove-classifiers"}


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_version_and_names_stand_once_and_every_paper_takes_them_from_there() -> None:
    papers = [*(places.HERE / "texts").iterdir(), *places.HERE.glob("*.py"), places.HERE / "program.spec"]
    for word in (mj_desktop.__version__, identity.NAME, identity.ID):
        assert [paper.name for paper in papers if word in paper.read_text(encoding="utf-8")] == []
    assert places.news()[0].version == mj_desktop.__version__


def test_the_time_of_all_that_is_made_can_be_given() -> None:
    asked = "from installers import places; print(places.epoch(), places.surroundings()['SOURCE_DATE_EPOCH'])"
    given = {**os.environ, "SOURCE_DATE_EPOCH": "1700000000", "PYTHONPATH": f"{places.HERE.parent}:{CHECKOUT}"}
    done = subprocess.run([sys.executable, "-c", asked], env=given, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["1700000000", "1700000000"]


def test_the_desktop_entry_starts_the_command_and_is_valid(tmp_path: Path) -> None:
    file = tmp_path / "mj-desktop.desktop"
    file.write_text(texts.filled("program.desktop"), encoding="utf-8")
    entry = ConfigParser(interpolation=None)
    entry.read(file, encoding="utf-8")
    found = entry["Desktop Entry"]
    assert (found["exec"], found["icon"], found["startupwmclass"]) == (identity.COMMAND,) * 3
    if shutil.which("desktop-file-validate"):
        done = subprocess.run(["desktop-file-validate", file], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout) == (0, "")


def test_the_metainfo_tells_the_releases_and_no_address_that_nobody_gave() -> None:
    component = ET.fromstring(texts.metainfo())
    assert component.findtext("id") == identity.ID
    assert [each.get("version") for each in component.iter("release")] == [each.version for each in places.news()]
    addresses = texts.addresses()
    given = [addresses[key] for key in ("homepage", "bugs") if addresses[key]]
    assert [each.text for each in component.iter("url")] == given
    assert [each.text for each in component.iter("image")] == addresses["screenshots"]


def test_debians_changelog_and_manual_page_have_their_forms() -> None:
    lines = texts.debian_changelog().splitlines()
    assert lines[0] == f"{identity.COMMAND} ({mj_desktop.__version__}) unstable; urgency=medium"
    assert all(len(line) <= 80 for line in lines[:-1])
    assert re.fullmatch(r" -- .+ <.+@.+>  \w{3}, \d\d \w{3} \d{4} 00:00:00 \+0000", lines[-1])
    assert texts.filled("program.1").startswith('.TH MJ\\-DESKTOP 1 "20')


def test_the_flatpak_manifest_parses_and_installs_the_folder_that_the_build_makes(tmp_path: Path) -> None:
    manifest = json.loads(texts.filled("flatpak.json"))
    assert (manifest["app-id"], manifest["command"]) == (identity.ID, identity.COMMAND)
    assert manifest["modules"][0]["sources"] == [{"type": "dir", "path": appimage.APPDIR.name}]
    assert not [word for word in manifest["finish-args"] if word.startswith("--filesystem=h")]
    if shutil.which("flatpak-builder"):
        file = tmp_path / "manifest.json"
        file.write_text(texts.filled("flatpak.json"))
        done = subprocess.run(["flatpak-builder", "--show-manifest", file], capture_output=True, text=True, check=False)
        assert json.loads(done.stdout)["id"] == identity.ID


def test_the_icon_is_there_in_all_sizes_and_in_the_files_of_windows_and_macos(tmp_path: Path) -> None:
    icons.into_theme(tmp_path)
    for edge in icons.SIZES:
        picture = QImage(str(tmp_path / "hicolor" / f"{edge}x{edge}" / "apps" / f"{identity.COMMAND}.png"))
        assert (picture.width(), picture.height(), picture.pixelColor(edge // 2, edge // 4).alpha()) == (
            edge,
            edge,
            255,
        )
    assert (tmp_path / "hicolor" / "scalable" / "apps" / f"{identity.COMMAND}.svg").is_file()
    assert QImage(str(icons.ico(tmp_path))).width() > 0
    data = icons.icns(tmp_path).read_bytes()
    assert (data[:4], int.from_bytes(data[4:8], "big")) == (b"icns", len(data))


def test_macos_papers_parse_and_say_the_version() -> None:
    entitlements = plistlib.loads((places.HERE / "texts" / "entitlements.plist").read_bytes())
    assert set(entitlements.values()) == {True}
    assert json.loads(macos.info())["CFBundleShortVersionString"] == mj_desktop.__version__
    assert "UNTRIED" in str(macos.__doc__)


def test_windows_resource_of_the_program_is_filled_in() -> None:
    text = windows.version_resource().read_text(encoding="utf-8")
    assert "@" not in text
    assert f"({', '.join(mj_desktop.__version__.split('.'))}, 0)" in text


def test_what_the_program_is_made_of_is_what_the_lock_installs() -> None:
    named = {plain(each.name) for each in (*COMPONENTS, *BACKPORTS)}
    assert named == {plain(pin.name) for pin in pins("lock.txt")} - _TOOLS


def test_the_build_freezes_the_versions_that_the_program_runs_with() -> None:
    run, build = ({str(pin) for pin in pins(name)} for name in ("lock.txt", "lock-build.txt"))
    assert run <= build
    assert {plain(pin.split("==")[0]) for pin in build - run} == {
        "altgraph", "macholib", "pefile", "pyinstaller", "pyinstaller-hooks-contrib", "setuptools",
    }  # fmt: skip


def test_what_is_left_out_is_no_part_that_the_program_names_and_has_its_reason() -> None:
    rows = (*left_out.MODULES, *left_out.FILES, *left_out.SYSTEM)
    assert all(row.reason and row.patterns for row in rows)
    left = {name for row in left_out.MODULES for name in row.patterns}
    assert not left & {name.split(".")[0] for name in (*ahead.APART, *ahead.FURNITURE, *ahead.SESSION)}
    table = (CHECKOUT / "packaging" / "README.md").read_text(encoding="utf-8")
    assert [row.what for row in rows if f"| {row.what} |" not in table] == []


@pytest.mark.parametrize(("name", "left"), [
    ("PySide6/Qt/plugins/platforms/libqxcb.so", False), ("PySide6/Qt/plugins/platforms/libqoffscreen.so", False),
    ("PySide6/Qt/plugins/platforms/libqvnc.so", True), ("PySide6/Qt/translations/qt_de.qm", True),
    ("PySide6/Qt/plugins/platforminputcontexts/libibusplatforminputcontextplugin.so", False),
    ("PySide6/plugins/platforms/qwindows.dll", False), ("cv2/cv2.abi3.so", False),
    ("PySide6/plugins/tls/qschannelbackend.dll", True),
])  # fmt: skip
def test_the_windows_of_people_and_their_writing_stay(name: str, left: bool) -> None:
    assert left_out.is_left(name) is left


def test_an_appimage_takes_only_the_runtime_whose_hash_was_given(tmp_path: Path) -> None:
    runtime, squash = tmp_path / "runtime", tmp_path / "squash"
    runtime.write_bytes(b"\x7fELF runtime")
    squash.write_bytes(b"hsqs")
    sha256 = hashlib.sha256(runtime.read_bytes()).hexdigest()
    file = appimage.joined(runtime, sha256, squash, tmp_path / "dist")
    assert (file.read_bytes(), file.stat().st_mode & 0o111) == (b"\x7fELF runtimehsqs", 0o111)
    with pytest.raises(SystemExit, match="has not the hash"):
        appimage.joined(runtime, "0" * 64, squash, tmp_path / "dist")


def test_qts_licence_is_met_by_what_is_bundled_and_said() -> None:
    folder = CHECKOUT / "resources" / "licences"
    told = (folder / "README.md").read_text(encoding="utf-8")
    assert {"LGPL-3.txt", "GPL-3.txt", "Python.txt"} <= {file.name for file in folder.iterdir()}
    for words in ("unmodified", "replace with your own build", "download.qt.io", "LGPL-3.txt", "GPL-3.txt"):
        assert words in told


def test_the_workflow_gives_the_one_command_on_three_systems_and_holds_no_secret() -> None:
    text = (CHECKOUT / ".github" / "workflows" / "installers.yml").read_text(encoding="utf-8")
    assert text.count("run: packaging/build\n") == 2
    assert text.count("run: packaging\\build.cmd\n") == 1
    assert "sha256sum" in text
    assert "secrets." not in text
    actions = re.findall(r"uses: (\S+)", text)
    assert [each for each in actions if not re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", each)] == []


def test_two_builds_are_the_same_only_to_the_byte_the_mode_and_the_second(tmp_path: Path) -> None:
    program = tmp_path / places.FROZEN.relative_to(CHECKOUT) / "program"
    installer = tmp_path / "dist" / "program.deb"
    for file in (program, installer):
        file.parent.mkdir(parents=True)
        file.write_bytes(b"made")
    os.utime(program, (1, 1))
    first = sameness.made(tmp_path)
    installer.touch()
    assert sameness.made(tmp_path) == first
    for change in (lambda: program.chmod(0o700), lambda: os.utime(program, (2, 2)), lambda: installer.write_bytes(b"")):
        change()
        assert sameness.made(tmp_path) != first
        first = sameness.made(tmp_path)
