"""The keeper: trash, undo, search and files for other programs, on a real library with a drawn grid."""

import asyncio
import os
import time
from pathlib import Path
from typing import Any

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from mj_desktop.core.generation import DEMO, Stored, advance
from mj_desktop.core.keeping import (
    Delete,
    DeleteOrigin,
    EmptyTrash,
    Export,
    Exported,
    Found,
    How,
    OpenTrash,
    Search,
    Trash,
    UndoDelete,
    Wish,
)
from mj_desktop.core.messages import Message, Remedy
from mj_desktop.core.outside import outside
from mj_desktop.core.shelf import Older
from mj_desktop.keeper import Keeper
from mj_desktop.pictures import Loaded, crop_tile, verify
from tests.conftest import Run
from tests.desk import Desk, desk
from tests.engine import Engine
from tests.waiting import until


class _Kept:
    """A keeper and what it announced."""

    def __init__(self, at: Desk) -> None:
        self.keeper = Keeper(at.library, at.studio.jobs)
        self.news: asyncio.Queue[Any] = asyncio.Queue()
        keeper = self.keeper
        for signal in (keeper.deleted, keeper.restored, keeper.found, keeper.trash_opened, keeper.exported):
            signal.connect(self.news.put_nowait)
        keeper.copied.connect(self.news.put_nowait)
        keeper.older.connect(self.news.put_nowait)
        self.said: list[Message] = []
        keeper.said.connect(self.said.append)

    async def ask(self, wish: Wish) -> Any:
        self.keeper.ask(wish)
        return await self.news.get()


def test_a_picture_goes_to_the_trash_comes_back_and_goes_for_good(
    run: Run[Any], qapp: QApplication, engine: Engine, tmp_path: Path
) -> None:
    async def work() -> None:
        async with desk(tmp_path, (DEMO, engine)) as at:
            drawn, kept = await at.draw("a lighthouse"), _Kept(at)
            assert await kept.ask(Search("light")) == Found("light", frozenset({drawn.id}))
            assert await kept.ask(Delete((drawn.id,))) == (drawn.id,)
            assert kept.said[-1].remedy is Remedy.UNDO
            assert await kept.ask(OpenTrash()) == Trash((drawn,))
            assert await kept.ask(UndoDelete()) == [drawn]
            assert await kept.ask(DeleteOrigin(DEMO)) == (drawn.id,)
            assert drawn.file is not None
            assert at.library.path(drawn.file).exists()
            assert await kept.ask(EmptyTrash()) == Trash(())
            assert not at.library.path(drawn.file).exists()
            assert at.library.all() == []

    run(work())


def test_files_for_other_programs_are_whole_and_well_named(
    run: Run[Any], qapp: QApplication, engine: Engine, tmp_path: Path
) -> None:
    async def work() -> None:
        async with desk(tmp_path / "profile", (DEMO, engine)) as at:
            drawn, kept = await at.draw("a lighthouse: dusk"), _Kept(at)
            assert drawn.file is not None
            source = at.library.path(drawn.file)
            whole = QImage(str(source))
            dragged = await kept.ask(Export(drawn.id, How.DRAG))
            lent = tmp_path / dragged.path
            assert lent.is_relative_to(tmp_path / "profile")
            assert lent.read_bytes() == source.read_bytes()
            assert "a lighthouse dusk" in lent.name
            tile = await kept.ask(Export(drawn.id, How.DRAG, 4))
            assert tile.path.endswith(" 4.png")
            assert QImage(tile.path) == crop_tile(whole, 4).convertToFormat(QImage(tile.path).format())
            copied = await kept.ask(Export(drawn.id, How.COPY_PICTURE, 1))
            assert isinstance(copied, Loaded)
            assert copied.image.width() == whole.width() // 2
            for _ in range(2):
                await kept.ask(Export(drawn.id, How.SAVE_TILES, target=str(tmp_path / "tiles")))
            assert len(list((tmp_path / "tiles").iterdir())) == 8
            saved = await kept.ask(Export(drawn.id, How.SAVE, target=str(tmp_path / "x.jpg")))
            assert isinstance(saved, Exported)
            assert (tmp_path / "x.jpg").read_bytes()[:2] == b"\xff\xd8"

    run(work())


def test_what_was_dragged_out_lasts_and_what_another_program_made_of_it_is_never_written_over(
    run: Run[Any], qapp: QApplication, engine: Engine, tmp_path: Path
) -> None:
    async def work() -> None:
        async with desk(tmp_path, (DEMO, engine)) as at:
            drawn, kept = await at.draw("a lighthouse"), _Kept(at)
            assert drawn.file is not None
            whole = at.library.path(drawn.file).read_bytes()
            first, again = [Path((await kept.ask(Export(drawn.id, How.DRAG))).path) for _ in (1, 2)]
            assert first == again and len(list(first.parent.iterdir())) == 1
            first.write_bytes(b"retouched")
            second = Path((await kept.ask(Export(drawn.id, How.DRAG))).path)
            assert _bytes(first, second) == [b"retouched", whole]
            month = time.time() - 31 * 86400
            os.utime(first, (month, month))
            kept.keeper.take_back()
            await until(lambda: not first.exists())
            assert _bytes(second) == [whole]

    run(work())


def test_a_picture_from_elsewhere_goes_out_by_its_own_name(
    run: Run[Any], qapp: QApplication, engine: Engine, tmp_path: Path
) -> None:
    async def work() -> None:
        async with desk(tmp_path, (DEMO, engine)) as at:
            drawn, kept = await at.draw("a lighthouse"), _Kept(at)
            assert drawn.file is not None
            made = outside(DEMO, "https://a.de/x.png", "fast", 1.0, "red boat.png")
            [data] = _bytes(at.library.path(drawn.file))
            at.library.add(advance(made, Stored(at.library.keep_picture(made, data, verify(data)))))
            assert "red boat" in (await kept.ask(Export(made.id, How.DRAG))).path

    run(work())


def _bytes(*paths: Path) -> list[bytes]:
    return [path.read_bytes() for path in paths]


def test_a_place_that_cannot_be_written_is_said(
    run: Run[Any], qapp: QApplication, engine: Engine, tmp_path: Path
) -> None:
    async def work() -> None:
        async with desk(tmp_path / "profile", (DEMO, engine)) as at:
            drawn, kept = await at.draw("a cat"), _Kept(at)
            (tmp_path / "file").write_text("no folder")
            said: asyncio.Queue[Message] = asyncio.Queue()
            kept.keeper.said.connect(said.put_nowait)
            kept.keeper.ask(Export(drawn.id, How.SAVE, target=str(tmp_path / "file" / "x.png")))
            message = await said.get()
            assert message.what == "The picture could not be saved"
            assert "cannot be written" in message.values["message"]

    run(work())


def test_what_is_older_comes_folded(run: Run[Any], qapp: QApplication, engine: Engine, tmp_path: Path) -> None:
    async def work() -> None:
        async with desk(tmp_path, (DEMO, engine)) as at:
            old, new = await at.draw("old"), await at.draw("new")
            kept = _Kept(at)
            kept.keeper.load_older(new)
            older: Older = await kept.news.get()
            assert [older.unfold(facts) for facts in older.folded.facts] == [old]

    run(work())
