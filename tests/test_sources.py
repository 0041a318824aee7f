"""Pictures that go in, by the window's ways: tiles, files and bitmaps, to be referred to, described, filmed, edited."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit

from mj_desktop.core.addressed import address
from mj_desktop.core.addresses import host_of
from mj_desktop.core.generation import State
from mj_desktop.core.keeping import Export, Exported, How
from mj_desktop.core.messages import Remedy
from mj_desktop.core.references import Reference, Role, read
from mj_desktop.core.request import VIDEO
from mj_desktop.program import ADDRESS, TOKEN
from mj_desktop.ui.asides.page import AsidePage
from mj_desktop.ui.strip import words as library_words
from mj_desktop.ui.window.drag_out import file_data
from mj_desktop.ui.window.ways_overlay import WaysOverlay
from tests.conftest import Run
from tests.engine import Engine
from tests.opened import Open, opened
from tests.serving import Quiet, listening
from tests.sources_stage import drop, named, plain, press, said_by, tile_of, urls, what


def _fields(at: Open, secret: bool) -> list[QLineEdit]:
    found = at.window.findChildren(QLineEdit, "address-field")
    return [each for each in found if (each.echoMode() is QLineEdit.EchoMode.Password) is secret]


async def _set_up(at: Open, endpoint: str, credential: str = "a-credential") -> None:
    for secret, typed in ((False, endpoint), (True, credential)):
        await at.until(lambda secret=secret: bool(_fields(at, secret)))  # type: ignore[misc]
        field = _fields(at, secret)[0]
        field.setText(typed)
        QTest.keyClick(field, Qt.Key.Key_Return)
        await at.until(lambda secret=secret: not _fields(at, secret))  # type: ignore[misc]


@contextmanager
def endpoint() -> Iterator[tuple[str, list[bytes]]]:
    """Takes every file as the service's documents say (contract 1.9)."""
    got: list[bytes] = []

    class Taking(Quiet):
        def do_POST(self) -> None:
            got.append(self.rfile.read(int(self.headers["content-length"])))
            answer = json.dumps({"success": True, "url": f"{here}/{len(got)}.png"}).encode()
            self.send_response(200)
            self.send_header("content-length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

    with listening(Taking) as here:
        yield here, got


def _picture(form: bytes) -> np.ndarray[Any, Any]:
    data = form.partition(b"\r\n\r\n")[2].rpartition(b"\r\n--")[0]
    found = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    assert found is not None
    return found


def test_a_tile_without_an_address_goes_nowhere_until_a_person_says_how(
    run: Run[Any], qapp: QApplication, tmp_path: Path, engine: Engine
) -> None:
    async def work(place: str, got: list[bytes]) -> None:
        async with opened(tmp_path, {TOKEN: engine.token, ADDRESS: engine.address}) as at:
            grid = await at.draw("a fox")
            assert grid.picture is not None
            press(at.window.viewer, "3")
            dragged = Exported(Export(grid.id, How.DRAG), str(tmp_path / "a name of its own.png"))
            drop(at.window.desk.edit.viewport(), file_data(dragged))
            assert [each.address for each in named(at)] == [grid.picture.raw_url]
            at.program.further.collector.remove(named(at)[0].key)
            at.window.desk.focus_prompt()
            press(at.window.desk.edit, "Ctrl+R")
            assert _ways(at) == ["Set up uploads", "Upscale tile 3 first", "Take the whole grid"]
            assert named(at) == ()
            await _choose(at, Qt.Key.Key_3)
            assert [each.address for each in named(at)] == [grid.picture.raw_url]
            assert "whole grid" in at.window.status.message.what
            press(at.window.viewer, "3")
            press(at.window.viewer, "Ctrl+R")
            await _choose(at, Qt.Key.Key_1)
            await _set_up(at, f"{place}/files/upload")
            await at.until(lambda: len(named(at)) == 2 and all(r.address and r.is_checked for r in named(at)))
            assert named(at)[1].address == f"{place}/1.png"
            assert np.array_equal(_picture(got[0]), tile_of(at, grid, 3))
            child = await at.draw("a wolf")
            assert (child.request.prompt or "").startswith(f"{grid.picture.raw_url} {place}/1.png a wolf")

    with endpoint() as (place, got):
        run(work(place, got))


def _ways(at: Open) -> list[str]:
    overlay = at.window.commands.overlay
    assert isinstance(overlay, WaysOverlay)
    return [button.text() for button in overlay.findChildren(QAbstractButton)]


async def _choose(at: Open, key: Qt.Key) -> None:
    overlay = at.window.commands.overlay
    assert isinstance(overlay, WaysOverlay)
    await at.until(lambda: overlay.listens)
    QTest.keyClick(overlay.findChildren(QAbstractButton)[0], key)


def test_the_tile_is_upscaled_first_where_a_person_wants_that(
    run: Run[Any], qapp: QApplication, tmp_path: Path, engine: Engine
) -> None:
    async def work() -> None:
        async with opened(tmp_path, {TOKEN: engine.token, ADDRESS: engine.address}) as at:
            grid = await at.draw("a fox")
            press(at.window.viewer, "2")
            press(at.window.viewer, "M")
            await _choose(at, Qt.Key.Key_2)
            await at.until(lambda: any(each.parent == grid.id and each.file for each in at.seen.values()))
            (child,) = [each for each in at.seen.values() if each.parent == grid.id]
            assert child.request.action == "upscale2"

    run(work())


def test_tiles_are_described_and_filmed_alone(run: Run[Any], qapp: QApplication, tmp_path: Path) -> None:
    async def work() -> None:
        async with opened(tmp_path) as at:
            grid = await at.draw("a fox")
            assert grid.picture is not None
            assert address(grid, 2) == ""
            press(at.window.viewer, "2")
            press(at.window.viewer, "D")
            asides = at.program.further.asides
            await at.until(lambda: asides.page is not None and len(asides.page.cards) == 4)
            press(at.window, "Esc")
            press(at.window.viewer, "M")
            videos = at.program.further.videos
            await at.until(lambda: at.window.pages.currentWidget() is videos.composer)
            words = at.window.findChild(QLineEdit, "video_words")
            assert isinstance(words, QLineEdit)
            words.setText("it runs")
            QGuiApplication.clipboard().setImage(plain(64, 64))
            end = at.window.findChild(QLineEdit, "video_end")
            assert isinstance(end, QLineEdit)
            press(end, "Ctrl+V")
            assert "Uploading" in said_by(at.window, "video_end_said")
            await at.until(lambda: end.text().startswith("http://127.0.0.1:"))
            QTest.keyClick(words, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
            await at.until(lambda: any(each.request.action == VIDEO for each in at.seen.values()))
            (video,) = [each for each in at.seen.values() if each.request.action == VIDEO]
            assert video.request.image_url not in (None, "", grid.picture.raw_url)
            assert video.request.end_image_url == end.text()
            await at.until(lambda: at.seen[video.id].task_id is not None or not at.seen[video.id].state.is_open)
            assert at.seen[video.id].failure is None

    run(work())


def test_files_and_bitmaps_are_described_and_what_is_no_picture_is_said(
    run: Run[Any], qapp: QApplication, tmp_path: Path
) -> None:
    text, broken, bitmap = tmp_path / "notes.txt", tmp_path / "broken.png", tmp_path / "hill.bmp"
    text.write_text("words")
    broken.write_bytes(b"\x89PNG\r\n\x1a\n, and no more")
    plain(90, 60).save(str(bitmap))
    large = tmp_path / "large.png"
    with large.open("wb") as file:
        file.truncate(26 * 2**20)

    async def work() -> None:
        async with opened(tmp_path / "profile") as at:
            begin = at.window.findChild(QAbstractButton, "begin_describe_other")
            assert isinstance(begin, QAbstractButton)
            begin.click()
            page = at.program.further.asides.page
            assert page is not None
            for path, said in ((text, "is no picture"), (broken, "cannot be taken"), (large, "larger than 25 MB")):
                drop(page, urls(path))
                await at.until(lambda path=path, said=said: path.name in what(at) and said in what(at))  # type: ignore[misc]
            drop(page, urls(bitmap))
            assert "Uploading hill.bmp" in said_by(page, "asides_state")
            picture = page.findChild(QLabel, "asides_picture")
            assert isinstance(picture, QLabel)
            await at.until(lambda: not picture.pixmap().isNull())
            await at.until(lambda: len(page.cards) == 4)
            assert not picture.pixmap().isNull()
            assert said_by(page, "asides_subject") == "hill.bmp"
            await _describe_pasted(at, page)

    run(work())


async def _describe_pasted(at: Open, page: AsidePage) -> None:
    press(at.window, "Esc")
    press(at.window, "Ctrl+D")
    assert page.cards == []
    QGuiApplication.clipboard().setImage(plain(64, 48, "#902020"))
    field = page.findChild(QLineEdit, "asides_address")
    assert isinstance(field, QLineEdit)
    press(field, "Ctrl+V")
    await at.until(lambda: len(page.cards) == 4)
    assert field.text() == ""


def test_a_pasted_bitmap_is_edited_and_one_is_a_reference(run: Run[Any], qapp: QApplication, tmp_path: Path) -> None:
    async def work() -> None:
        async with opened(tmp_path) as at:
            await at.draw("a fox")
            QGuiApplication.clipboard().setImage(plain(192, 128))
            for _ in (1, 2):
                press(at.window.desk.edit, "Ctrl+V")
                await at.until(lambda: bool(named(at)) and bool(named(at)[0].address))
            await at.until(lambda: "is a reference already" in at.window.status.message.what)
            assert len(named(at)) == 1
            assert at.window.desk.edit.toPlainText() == "a fox"
            press(at.window, "Ctrl+E")
            press(_fields(at, secret=False)[0], "Ctrl+V")
            editor = at.window.editor
            assert editor is not None
            await at.until(lambda: editor.isVisible() and editor.generation is not None)
            taken = editor.generation
            assert taken is not None
            assert taken.file is not None
            assert (taken.is_outside, taken.file.width, taken.file.height) == (True, 192, 128)
            assert library_words.title(taken, {}) == "The pasted picture"

    run(work())


def test_a_refused_upload_credential_is_called_so_and_can_be_set_up_at_once(
    run: Run[Any], qapp: QApplication, tmp_path: Path, engine: Engine
) -> None:
    picture = tmp_path / "hill.png"
    plain(64, 64).save(str(picture))

    async def work() -> None:
        async with opened(tmp_path / "profile", {TOKEN: engine.token, ADDRESS: engine.address}) as at:
            await at.draw("a fox")
            press(at.window, "Alt+U")
            await _set_up(at, f"{engine.address}/files/upload", "not-the-one")
            await at.until(lambda: "can be uploaded now" in at.window.status.message.what)
            drop(at.window.desk.edit.viewport(), urls(picture))
            await at.until(lambda: "credential was refused" in at.window.status.message.what)
            assert at.window.status.message.remedy is Remedy.UPLOADS
            at.window.status.remedy.click()
            await _set_up(at, f"{engine.address}/files/upload", engine.token)
            drop(at.window.desk.edit.viewport(), urls(picture))
            await at.until(lambda: bool(named(at)) and bool(named(at)[0].address))

    run(work())


def test_references_are_there_again_after_the_program_was_killed(
    run: Run[Any], qapp: QApplication, tmp_path: Path
) -> None:
    async def begin() -> tuple[Reference, ...]:
        async with opened(tmp_path) as at:
            await at.draw("a fox")
            for key in ("1", "4"):
                press(at.window.viewer, key)
                press(at.window.viewer, "Ctrl+R")
            QGuiApplication.clipboard().setImage(plain(64, 64))
            press(at.window.desk.edit, "Ctrl+V")
            await at.until(lambda: len(named(at)) == 3 and all(each.address for each in named(at)))
            collector = at.program.further.collector
            collector.take_role(named(at)[2].key, Role.STYLE)
            collector.move(named(at)[2].key, -1)
            collector.weigh(Role.STYLE, 300.0)
            await at.until(lambda: _written(tmp_path) == (_shape(named(at)), {Role.STYLE: 300.0}))
            kept.write_bytes((tmp_path / "window.json").read_bytes())
            return named(at)

    async def come_back(before: tuple[Reference, ...]) -> None:
        (tmp_path / "window.json").write_bytes(kept.read_bytes())  # as it was, with no orderly end
        async with opened(tmp_path) as at:
            await at.until(lambda: len(named(at)) == 3 and all(each.is_checked for each in named(at)))
            assert _shape(named(at)) == _shape(before)
            rows = at.program.further.references.panel.rows.values()
            await at.until(lambda: all(not row.picture.pixmap().isNull() for row in rows))
            drawn = await at.draw("a wolf")
            assert f"--sref {before[1].address} --sw 300" in (drawn.request.prompt or "")
            assert drawn.state is State.STORED

    kept = tmp_path / "kept.json"
    run(come_back(run(begin())))


def _written(profile: Path) -> object:
    """What of the references is on disk."""
    try:
        found, weights = read(json.loads((profile / "window.json").read_text())["desk"]["references"])
    except (OSError, ValueError, KeyError):
        return None
    return _shape(found), weights


def _shape(found: tuple[Reference, ...]) -> list[tuple[str, Role, int | None]]:
    return [(each.address, each.role, each.local.tile if each.local else None) for each in found]


def test_a_demo_picture_of_an_earlier_start_is_shown_by_its_file_as_its_engine_listened_elsewhere(
    run: Run[Any], qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with opened(tmp_path) as at:
            former = await at.draw("a fox")
        async with opened(tmp_path) as at:
            await at.until(lambda: at.window.viewer.generation is not None)
            press(at.window.desk.edit, "Ctrl+R")  # also before the engine listens
            await at.until(lambda: bool(named(at)) and bool(named(at)[0].address))
            here = host_of(at.program.further.uploader.endpoint(former.origin).address)
            assert former.picture is not None
            assert host_of(named(at)[0].address) == here != host_of(former.picture.raw_url)

    run(work())


def test_what_is_asked_for_before_the_demo_engine_listens_is_all_done_once_it_does(
    run: Run[Any], qapp: QApplication, tmp_path: Path
) -> None:
    files = [tmp_path / f"{name}.png" for name in ("one", "two", "three")]
    for place, path in enumerate(files):
        plain(64, 64 + place).save(str(path))

    async def work() -> None:
        async with opened(tmp_path / "profile") as at:
            former = await at.draw("a fox")
        async with opened(tmp_path / "profile") as at:
            assert not all(at.program.further.uploader.endpoint(former.origin))
            for path in files:
                drop(at.window.desk.edit.viewport(), urls(path))
            for tile in ("2", "3"):
                at.window.library.chosen.emit(former.id)
                at.program.further.references.add(former, int(tile))
            await at.until(lambda: len(named(at)) == 5 and all(each.address for each in named(at)))
            assert {each.name for each in named(at)[:3]} == {path.name for path in files}

    run(work())
