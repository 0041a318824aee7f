"""The loader: what is shown before the raw picture is here, fetched from a real server that can be made to wait."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from mj_desktop.api.fetch import Fetcher
from mj_desktop.core.generation import DEMO, Generation, RemotePicture, State, StoredPicture, new
from mj_desktop.core.request import Imagine
from mj_desktop.jobs import Jobs
from mj_desktop.library.library import Library
from mj_desktop.loader import Loader
from mj_desktop.pictures import Kind, Loaded
from tests.conftest import Run
from tests.waiting import until


class Pictures:
    """A server of pictures by path; a path is answered once its gate is open."""

    def __init__(self, held: Mapping[str, bytes]) -> None:
        self.held = held
        self.asked: list[str] = []
        self.gates = {path: asyncio.Event() for path in held}
        self.news = asyncio.Event()
        self.address = ""

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        path = (await reader.readuntil(b"\r\n\r\n")).split()[1].decode()
        self.asked.append(path)
        self.news.set()
        try:
            await self.gates[path].wait()
            body = self.held[path]
            writer.write(b"HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: %d\r\n\r\n" % len(body) + body)
            await writer.drain()
        except ConnectionError:  # the one who asked has gone
            pass
        finally:
            writer.close()

    async def was_asked(self, path: str) -> None:
        while path not in self.asked:
            self.news.clear()
            await self.news.wait()


class Stage:
    """A loader, the server it fetches from, and what it announced."""

    def __init__(self, server: Pictures, loader: Loader, jobs: Jobs) -> None:
        self.server, self.loader, self.jobs = server, loader, jobs
        self.pictures: list[Loaded] = []
        self.thumbnails: list[Loaded] = []
        self._news = asyncio.Event()
        loader.picture_loaded.connect(self._note)
        loader.thumbnail_loaded.connect(self.thumbnails.append)

    def _note(self, loaded: Loaded) -> None:
        self.pictures.append(loaded)
        self._news.set()

    async def until(self, count: int) -> None:
        while len(self.pictures) < count:
            self._news.clear()
            await self._news.wait()


@asynccontextmanager
async def stage(profile: Path, held: Mapping[str, bytes]) -> AsyncIterator[Stage]:
    server = Pictures(held)
    listening = await asyncio.start_server(server.answer, "127.0.0.1", 0)
    server.address = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}"
    bugs: list[tuple[str, BaseException]] = []
    jobs, fetcher, library = Jobs(lambda key, error: bugs.append((key, error))), Fetcher(), Library(profile)
    try:
        yield Stage(server, Loader(library, jobs, fetcher), jobs)
    finally:
        for gate in server.gates.values():
            gate.set()
        await jobs.close()
        await fetcher.close()
        library.close()
        listening.close()
        await listening.wait_closed()
    assert bugs == []


def png(edge: int, colour: Qt.GlobalColor) -> bytes:
    image = QImage(edge, edge, QImage.Format.Format_RGB32)
    image.fill(colour)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # its stub says bytes, which it refuses
    return bytes(buffer.data().data())


def drawn(address: str, thumb: str = "/thumb", raw: str = "/raw") -> Generation:
    """A generation that the service has finished and whose raw picture is not here yet."""
    picture = RemotePicture(raw_url=address + raw, raw_width=64, raw_height=64, thumb_url=address + thumb)
    begun = new(DEMO, Imagine(prompt="a fox"), 1.0)
    return replace(begun, state=State.FINISHED, percent=100, picture=picture, image_id="7")


def stored(found: Generation) -> Generation:
    file = StoredPicture(name="x.png", width=64, height=64, size=1, sha256="")
    return replace(found, state=State.STORED, file=file)


def test_the_thumbnail_of_a_finished_one_is_shown_while_its_raw_picture_is_fetched(
    run: Run[Any], qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with stage(tmp_path, {"/thumb": png(32, Qt.GlobalColor.cyan), "/raw": b""}) as at:
            found = drawn(at.server.address)
            at.server.gates["/thumb"].set()
            at.loader.follow(found)
            await at.until(1)
            at.loader.follow(found)
            assert [(one.generation, one.kind, one.image.width()) for one in at.pictures] == [
                (found.id, Kind.THUMB, 32)
            ]
            assert [one.kind for one in at.thumbnails] == [Kind.THUMB]
            assert at.server.asked == ["/thumb"]
            at.loader.want_picture(found)
            assert at.pictures[1] is at.pictures[0]

    run(work())
    assert list(tmp_path.rglob("*.png")) == []


def test_the_thumbnail_takes_the_place_of_a_preview_that_is_still_on_its_way(
    run: Run[Any], qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        held = {"/preview": png(8, Qt.GlobalColor.red), "/thumb": png(32, Qt.GlobalColor.cyan)}
        async with stage(tmp_path, held) as at:
            found = drawn(at.server.address)
            preview = RemotePicture(raw_url=at.server.address + "/preview")
            at.loader.follow(replace(found, state=State.RUNNING, percent=50, picture=preview))
            await at.server.was_asked("/preview")
            at.loader.follow(found)
            await at.server.was_asked("/thumb")
            for gate in at.server.gates.values():
                gate.set()
            await until(lambda: not at.jobs.runs(f"early {found.id}") and not at.jobs.runs(f"thumb of {found.id}"))
            assert at.pictures[-1].kind is Kind.THUMB
            at.loader.want_picture(found)
            assert at.pictures[-1].kind is Kind.THUMB

    run(work())


def test_a_preview_is_seen_over_a_slow_line_too_and_then_the_newest(
    run: Run[Any], qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        held = {f"/{edge}": png(edge, Qt.GlobalColor.red) for edge in (8, 16, 24)}
        async with stage(tmp_path, held) as at:
            begun = replace(drawn(at.server.address), state=State.RUNNING, image_id=None)
            for edge in (8, 16, 24):
                preview = RemotePicture(raw_url=f"{at.server.address}/{edge}")
                at.loader.follow(replace(begun, percent=edge, picture=preview))
                await at.server.was_asked("/8")
            for gate in at.server.gates.values():
                gate.set()
            await at.until(2)
            assert [one.image.width() for one in at.pictures] == [8, 24]
            assert at.server.asked == ["/8", "/24"]

    run(work())


def test_the_latest_preview_is_kept_for_the_next_start_until_the_picture_is_here(
    run: Run[Any], qapp: QApplication, tmp_path: Path
) -> None:
    async def draw() -> Generation:
        async with stage(tmp_path, {"/preview": png(8, Qt.GlobalColor.red)}) as at:
            picture = RemotePicture(raw_url=at.server.address + "/preview")
            running = replace(
                drawn(at.server.address), state=State.RUNNING, percent=50, picture=picture, sent_at=1.0, image_id=None
            )
            at.server.gates["/preview"].set()
            at.loader.follow(running)
            await at.until(1)
        return running

    async def come_back(running: Generation) -> None:
        async with stage(tmp_path, {}) as at:
            at.loader.follow(replace(running, percent=0, picture=None))
            await at.until(1)
            assert (at.pictures[0].kind, at.pictures[0].image.width()) == (Kind.PREVIEW, 8)
            assert [one.generation for one in at.thumbnails] == [running.id]
            at.loader.follow(stored(running))

    running = run(draw())
    assert len([*tmp_path.rglob("*.preview")]) == 1
    run(come_back(running))
    assert [*tmp_path.rglob("*.preview")] == []


def test_the_preview_of_what_was_set_aside_is_shown_after_a_restart_too(
    run: Run[Any], qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        aside = replace(drawn("http://127.0.0.1:9"), state=State.SET_ASIDE, sent_at=1.0, picture=None)
        library = Library(tmp_path)
        library.keep_preview(aside, png(8, Qt.GlobalColor.red))
        library.close()
        async with stage(tmp_path, {}) as at:
            at.loader.want_picture(aside)
            at.loader.want_thumbnail(aside)
            await at.until(1)
            assert (at.pictures[0].kind, at.pictures[0].image.width()) == (Kind.PREVIEW, 8)
            assert [one.generation for one in at.thumbnails] == [aside.id]

    run(work())


def test_a_thumbnail_is_no_longer_wanted_once_the_raw_picture_is_here(
    run: Run[Any], qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with stage(tmp_path, {"/thumb": png(32, Qt.GlobalColor.cyan)}) as at:
            found = drawn(at.server.address)
            at.loader.follow(found)
            await at.server.was_asked("/thumb")
            at.loader.follow(stored(found))
            at.server.gates["/thumb"].set()
            await until(lambda: not at.jobs.runs(f"thumb of {found.id}"))
            assert at.pictures == []

    run(work())


@pytest.mark.parametrize("thumb", ["/raw", ""])
def test_a_thumbnail_that_is_the_raw_picture_itself_is_not_fetched_twice(
    run: Run[Any], qapp: QApplication, tmp_path: Path, thumb: str
) -> None:
    async def work() -> None:
        async with stage(tmp_path, {"/raw": b""}) as at:
            found = drawn(at.server.address, thumb)
            if not thumb:
                assert found.picture is not None
                found = replace(found, picture=replace(found.picture, thumb_url=""))
            at.loader.follow(found)
            assert not at.jobs.runs(f"thumb of {found.id}")

    run(work())


def test_a_stored_picture_brings_its_halvings_so_that_painting_it_costs_little(
    run: Run[Any], qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with stage(tmp_path, {}) as at:
            (tmp_path / "pictures").mkdir()
            (tmp_path / "pictures" / "x.png").write_bytes(png(1024, Qt.GlobalColor.cyan))
            at.loader.want_picture(stored(drawn(at.server.address)))
            await at.until(1)
            assert at.pictures[0].kind is Kind.RAW
            assert [half.width() for half in at.pictures[0].halves] == [512]

    run(work())


def test_what_is_shown_early_is_there_again_as_a_thumbnail(run: Run[Any], qapp: QApplication, tmp_path: Path) -> None:
    async def work() -> None:
        async with stage(tmp_path, {"/thumb": png(512, Qt.GlobalColor.cyan), "/raw": b""}) as at:
            found = drawn(at.server.address)
            at.server.gates["/thumb"].set()
            at.loader.follow(found)
            await at.until(1)
            at.loader.want_thumbnail(found)
            assert [(small.image.width(), small.kind) for small in at.thumbnails] == [(256, Kind.THUMB)] * 2

    run(work())
