"""After the result: before and after are loaded, and a composite is kept that is exact outside; real engine, library."""

import asyncio
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from PySide6.QtWidgets import QApplication

from mj_desktop.comparer import Comparer
from mj_desktop.core.comparison import Comparison, Part, comparison
from mj_desktop.core.generation import DEMO, Generation, State
from mj_desktop.core.intentions import Trigger
from mj_desktop.core.messages import Message
from mj_desktop.core.request import COMPOSITE
from mj_desktop.library.library import Library
from mj_desktop.mask.compared import Compared, Examined
from mj_desktop.mask.pixels import Pixels
from mj_desktop.mask.region import RegionEdit
from tests.conftest import Run
from tests.desk import Desk, desk
from tests.engine import Engine


class _Heard:
    """A comparer and what it announced."""

    def __init__(self, at: Desk) -> None:
        self.comparer = Comparer(at.library, at.studio.jobs)
        self.news: asyncio.Queue[Any] = asyncio.Queue()
        self.said: asyncio.Queue[Message] = asyncio.Queue()
        self.comparer.said.connect(self.said.put_nowait)
        for signal in (self.comparer.compared, self.comparer.examined, self.comparer.composed):
            signal.connect(self.news.put_nowait)

    async def load(self, wish: Comparison) -> Compared:
        self.comparer.load(wish)
        found = await self.news.get()
        assert isinstance(found, Compared)
        return found

    async def keep(self, compared: Compared, place: int) -> Generation:
        self.comparer.keep_exact(compared, place)
        found = await self.news.get()
        assert isinstance(found, Generation)
        return found


def _disc(edge: int) -> Pixels:
    mask = np.zeros((edge, edge), np.uint8)
    cv2.circle(mask, (edge // 2, edge // 2), edge // 4, 255, -1)
    return mask


async def _region_edit(at: Desk, mask: Pixels | None = None) -> tuple[Generation, Generation]:
    """A stored single picture and a stored region edit of it."""
    grid = await at.draw("a calm sea at dusk")
    single = at.studio.trigger(Trigger(grid.id, "upscale1"))
    assert single is not None
    single = await at.end(single)
    assert single.file is not None
    before = set(at.seen)
    at.studio.repaint(RegionEdit(single.id, "a red balloon", _disc(single.file.width) if mask is None else mask))
    while not (new := set(at.seen) - before):
        await asyncio.sleep(0.005)
    return single, await at.end(at.seen[new.pop()][0])


def _wish(edit: Generation, *ancestors: Generation) -> Comparison:
    found = comparison(edit, ancestors)
    assert found is not None
    return found


def _read(library: Library, generation: Generation) -> Pixels:
    assert generation.file is not None
    found = cv2.imread(str(library.path(generation.file)))
    assert found is not None
    return np.asarray(found, np.uint8)


def test_a_composite_is_a_kept_child_exact_outside_and_goes_on_at_the_services_own_picture(
    run: Run[Any], qapp: QApplication, engine: Engine, tmp_path: Path
) -> None:
    async def make(single_and_edit: list[Generation]) -> Generation:
        async with desk(tmp_path, (DEMO, engine)) as at:
            single, edit = await _region_edit(at)
            single_and_edit += [single, edit]
            heard = _Heard(at)
            compared = await heard.load(_wish(edit, single))
            assert compared.mask is not None
            assert np.array_equal(compared.mask, _disc(compared.mask.shape[0]))
            made = await heard.keep(compared, 1)
            assert at.library.children(edit.id) == [made]
            assert (made.state, made.parent, made.origin) == (State.STORED, edit.id, DEMO)
            assert made.request.action == f"{COMPOSITE}2"
            assert made.actions == ("upscale2", "variation2")
            assert not made.is_grid
            assert not made.can_repaint
            return made

    async def go_on(single: Generation, edit: Generation, made: Generation) -> None:
        async with desk(tmp_path, (DEMO, engine)) as at:
            assert at.library.get(made.id) == made
            assert at.library.open_ones() == []
            heard = _Heard(at)
            assert await heard.keep(await heard.load(_wish(edit, single)), 1) == made
            assert at.library.children(edit.id) == [made]
            before, after, kept = (_read(at.library, each) for each in (single, edit, made))
            candidate, mask = after[: before.shape[0], before.shape[1] :], _disc(before.shape[0])
            assert np.array_equal(kept[mask == 0], before[mask == 0])
            assert np.array_equal(kept[before.shape[0] // 2, before.shape[1] // 2],
                                  candidate[before.shape[0] // 2, before.shape[1] // 2])  # fmt: skip
            assert (kept != before).any(axis=2)[mask > 0].mean() > 0.5
            child = at.studio.trigger(Trigger(made.id, "upscale2"))
            assert child is not None
            assert (child.parent, child.request.image_id) == (edit.id, edit.image_id)
            assert (await at.end(child)).state is State.STORED

    family: list[Generation] = []
    made = run(make(family))
    run(go_on(*family, made))
    facts = next((tmp_path / "pictures").rglob(f"{made.id}.json"))
    assert COMPOSITE in facts.read_text()


def test_what_drifted_is_found_and_of_a_composite_nothing_has(
    run: Run[Any], qapp: QApplication, engine: Engine, tmp_path: Path
) -> None:
    async def work() -> None:
        async with desk(tmp_path, (DEMO, engine)) as at:
            single, edit = await _region_edit(at)
            heard = _Heard(at)
            compared = await heard.load(_wish(edit, single))
            # The demo engine keeps the rest exact itself: a candidate that drifted is made of it here.
            drifted = compared.after[0].copy()
            drifted[:8, :, 0] ^= 32
            moved = Compared(compared.of, compared.before, (drifted, *compared.after[1:]), compared.mask)
            heard.comparer.examine(moved, 0)
            found = await heard.news.get()
            assert isinstance(found, Examined)
            assert found.drift is not None
            assert found.heat is not None
            assert found.drift.most == 32
            assert found.heat[:8, :, 3].all()
            assert not found.heat[8:, :, 3].any()
            made = await heard.keep(moved, 0)
            again = await heard.load(_wish(made, edit, single))
            assert (again.of.edit, again.of.before) == (edit.id, Part(single.id))
            heard.comparer.examine(again, 0)
            exact = await heard.news.get()
            assert isinstance(exact, Examined)
            assert exact.drift is not None
            assert exact.drift.is_nothing

    run(work())


def test_a_picture_that_is_gone_is_said(run: Run[Any], qapp: QApplication, engine: Engine, tmp_path: Path) -> None:
    async def work() -> None:
        async with desk(tmp_path, (DEMO, engine)) as at:
            single, edit = await _region_edit(at)
            heard = _Heard(at)
            compared = await heard.load(_wish(edit, single))
            assert single.file is not None
            at.library.path(single.file).unlink()
            heard.comparer.load(compared.of)
            said = await heard.said.get()
            assert said.about == edit.id
            at.library.delete([edit.id], 1.0)
            at.library.empty_trash()
            heard.comparer.keep_exact(compared, 0)
            assert "not here" in (await heard.said.get()).values["message"]

    run(work())


def test_a_disk_that_refuses_leaves_no_row_without_its_picture(
    run: Run[Any], qapp: QApplication, engine: Engine, tmp_path: Path
) -> None:
    async def work() -> None:
        async with desk(tmp_path, (DEMO, engine)) as at:
            single, edit = await _region_edit(at)
            heard = _Heard(at)
            compared = await heard.load(_wish(edit, single))
            folder = next((tmp_path / "pictures").iterdir())
            folder.rename(tmp_path / "away")
            folder.write_text("no folder")
            heard.comparer.keep_exact(compared, 2)
            assert "written" in (await heard.said.get()).values["message"]
            assert at.library.children(edit.id) == []

    run(work())
