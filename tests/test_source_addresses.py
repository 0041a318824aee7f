"""Pictures that go in by an address: of any kind, dead or alive, and as a video's last frame."""

from functools import partial
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QWidget

from mj_desktop.core.addressed import address
from mj_desktop.core.addresses import host_of
from mj_desktop.core.generation import Generation, State
from mj_desktop.core.local_picture import Endpoint
from mj_desktop.core.messages import Remedy
from mj_desktop.core.request import EDIT, VIDEO, Imagine
from mj_desktop.program import ADDRESS, TOKEN
from tests.conftest import Run
from tests.engine import Engine
from tests.opened import Open, opened
from tests.serving import serving
from tests.sources_stage import named, plain, press, said_by, tile_of, what


def test_a_gif_and_a_bmp_by_their_addresses_are_shown_as_png(run: Run[Any], qapp: QApplication, tmp_path: Path) -> None:
    web = tmp_path / "web"
    web.mkdir()
    plain(80, 48).save(str(web / "hill.bmp"))
    cv2.imwrite(str(web / "dot.gif"), np.full((16, 16, 3), 90, np.uint8))

    async def work() -> None:
        with serving(web) as address:
            async with opened(tmp_path / "profile") as at:
                await at.draw("a fox")
                at.program.further.references.take(f"{address}/hill.bmp")
                await at.until(lambda: bool(named(at)) and bool(named(at)[0].address) and named(at)[0].is_checked)
                assert host_of(named(at)[0].address) != host_of(address)
                at.program.further.asides.open_empty()
                at.program.further.asides.describe_other(f"{address}/dot.gif")
                page = at.program.further.asides.page
                assert page is not None
                await at.until(lambda: len(page.cards) == 4)
                at.program.further.outside.take(f"{address}/hill.bmp")
                editor = at.window.editor
                assert editor is not None
                await at.until(lambda: editor.isVisible() and editor.generation is not None)
                taken = editor.generation
                assert taken is not None
                assert taken.file is not None
                assert (taken.is_outside, taken.file.width, taken.file.height) == (True, 80, 48)
                assert taken.file.name.endswith(".png")

    run(work())


def test_a_gif_by_its_address_is_refused_with_a_way_out_where_nothing_can_be_uploaded(
    run: Run[Any], qapp: QApplication, tmp_path: Path, engine: Engine
) -> None:
    cv2.imwrite(str(tmp_path / "dot.gif"), np.full((16, 16, 3), 90, np.uint8))

    async def work() -> None:
        with serving(tmp_path) as address:
            async with opened(tmp_path / "profile", {TOKEN: engine.token, ADDRESS: engine.address}) as at:
                await at.draw("a fox")
                at.program.further.references.take(f"{address}/dot.gif")
                await at.until(lambda: "goes as PNG" in what(at))
                assert (named(at), at.window.status.message.remedy) == ((), Remedy.UPLOADS)

    run(work())


def test_a_picture_from_elsewhere_whose_address_died_is_uploaded_anew_for_all_that_show_it(
    run: Run[Any], qapp: QApplication, tmp_path: Path, engine: Engine
) -> None:
    web = tmp_path / "web"
    web.mkdir()
    plain(96, 64).save(str(web / "own.png"))

    async def work() -> None:
        async with opened(tmp_path / "profile", {TOKEN: engine.token, ADDRESS: engine.address}) as at:
            await at.draw("a fox")
            with serving(web) as address:
                at.program.further.outside.take(f"{address}/own.png")
                editor = at.window.editor
                assert editor is not None
                await at.until(lambda: editor.isVisible() and editor.painted is not None)
            assert editor.generation is not None
            outside = editor.generation.id
            at.program.further.uploader.use(Endpoint(f"{engine.address}/files/upload", engine.token))
            editor.do("all")
            await at.until(lambda: editor.painted is not None and not editor.painted.is_empty)
            editor.panel.edit.setPlainText("a hat")
            editor.do("submit")
            await at.until(lambda: any(each.request.action == EDIT for each in at.seen.values()))
            (edit,) = [each for each in at.seen.values() if each.request.action == EDIT]
            here = at.seen[outside].request.image_url
            assert edit.request.image_url == here != f"{address}/own.png"
            assert address_of(at, outside) == here
            at.program.further.references.add(at.seen[outside])
            await at.until(lambda: [each.address for each in named(at)] == [here])

    run(work())


def test_an_edit_that_failed_by_a_dead_address_is_tried_again_with_a_new_one(
    run: Run[Any], qapp: QApplication, tmp_path: Path, engine: Engine
) -> None:
    web = tmp_path / "web"
    web.mkdir()
    plain(96, 64).save(str(web / "own.png"))

    async def work() -> None:
        async with opened(tmp_path / "profile", {TOKEN: engine.token, ADDRESS: engine.address}) as at:
            await at.until(lambda: at.program.origin == engine.address)
            taken: list[Generation] = []
            at.program.further.outsider.taken.connect(taken.append)
            with serving(web) as address:
                at.program.further.outside.take(f"{address}/own.png")
                await at.until(lambda: bool(taken))
            wish = Imagine(action=EDIT, prompt="a hat", image_url=f"{address}/own.png")
            failed = at.program.studio.submit(engine.address, wish, taken[0].id)
            await at.until(lambda: at.seen[failed.id].state is State.FAILED)
            at.program.further.uploader.use(Endpoint(f"{engine.address}/files/upload", engine.token))
            at.program.office.try_again(failed.id)
            await at.until(
                lambda: any(each.state is State.STORED and each.request.action == EDIT for each in at.seen.values())
            )

    run(work())


def test_a_tile_of_the_library_is_a_videos_last_frame(run: Run[Any], qapp: QApplication, tmp_path: Path) -> None:
    async def work() -> None:
        async with opened(tmp_path) as at:
            other = await at.draw("a storm")
            await at.draw("a lighthouse")
            press(at.window.viewer, "M")
            others = at.window.findChild(QComboBox, "video_others")
            tile = at.window.findChild(QWidget, "video_end_tile")
            end = at.window.findChild(QLineEdit, "video_end")
            assert isinstance(others, QComboBox)
            assert isinstance(tile, QWidget)
            assert isinstance(end, QLineEdit)
            assert not tile.isVisible()
            others.setCurrentIndex(1)
            others.activated.emit(1)
            assert other.picture is not None
            assert (tile.isVisible(), end.text()) == (True, other.picture.raw_url)
            third = tile.findChildren(QAbstractButton)[3]
            assert third.text() == "3"
            third.click()
            assert end.text() == ""
            await at.until(lambda: end.text() not in ("", other.picture.raw_url if other.picture else ""))
            lies, _ = await at.program.further.uploader.fetched(end.text(), other.origin)
            sent = cv2.imdecode(np.frombuffer(lies.data, np.uint8), cv2.IMREAD_COLOR)
            assert sent is not None
            assert np.array_equal(sent, tile_of(at, other, 3))
            QTest.keyClicks(end, "x")
            assert not tile.isVisible()

    run(work())


def test_a_last_frame_that_is_typed_is_looked_at_before_the_video_is_asked_for(
    run: Run[Any], qapp: QApplication, tmp_path: Path
) -> None:
    web = tmp_path / "web"
    web.mkdir()
    (web / "page.html").write_text("<html></html>")
    plain(80, 48).save(str(web / "end.png"))

    async def work() -> None:
        with serving(web) as address:
            async with opened(tmp_path / "profile") as at:
                await at.draw("a fox")
                press(at.window.viewer, "M")
                end = at.window.findChild(QLineEdit, "video_end")
                assert isinstance(end, QLineEdit)
                for name, said in (("page.html", "There is no picture"), ("end.png", "")):
                    end.clear()
                    QTest.keyClicks(end, f"{address}/{name}")
                    QTest.keyClick(end, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
                    await at.until(partial(_is_said, at, said))
                await at.until(lambda: any(each.request.action == VIDEO for each in at.seen.values()))
                (video,) = [each for each in at.seen.values() if each.request.action == VIDEO]
                assert video.request.end_image_url == f"{address}/end.png"

    run(work())


def address_of(at: Open, generation_id: str) -> str:
    """What the library has on disk."""
    found = at.program.library.get(generation_id)
    assert found is not None
    return address(found)


def _is_said(at: Open, said: str) -> bool:
    return said in said_by(at.window, "video_end_said")
