"""After the result: before and after are loaded, and what is kept is exact outside; with real engine and library."""

import asyncio
import shutil
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from mj_desktop.comparer import Comparer
from mj_desktop.core.comparison import Comparison, Part, comparison
from mj_desktop.core.generation import DEMO, Generation, State
from mj_desktop.core.intentions import Trigger
from mj_desktop.core.messages import Message
from mj_desktop.core.request import COMPOSITE
from mj_desktop.library import record
from mj_desktop.library.library import Library
from mj_desktop.loop import Loop
from mj_desktop.mask.compared import Compared, Examined
from mj_desktop.mask.drift import Drift
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

    async def drift(self, compared: Compared) -> Drift:
        """Of the first candidate."""
        self.comparer.examine(compared, 0)
        found = await self.news.get()
        assert isinstance(found, Examined)
        assert found.drift is not None
        return found.drift


def _disc(edge: int) -> Pixels:
    """A disc with a border of single pixels far away, which a JPEG blurs."""
    mask = np.zeros((edge, edge), np.uint8)
    cv2.circle(mask, (edge // 2, edge // 2), edge // 4, 255, -1)
    mask[2, ::2] = 255
    return mask


async def _region_edit(at: Desk) -> tuple[Generation, Generation]:
    """A stored single picture and a stored region edit of it."""
    grid = await at.draw("a calm sea at dusk")
    single = at.studio.trigger(Trigger(grid.id, "upscale1"))
    assert single is not None
    single = await at.end(single)
    assert single.file is not None
    edit = await at.repaint(RegionEdit(single.id, "a red balloon", _disc(single.file.width)))
    return single, await at.end(edit)


class _Edited:
    """A profile in which a region was edited; every test has its own copy."""

    def __init__(self, profile: Path, single: Generation, edit: Generation) -> None:
        self.profile, self.single, self.edit = profile, single, edit

    @property
    def wish(self) -> Comparison:
        return _wish(self.edit, self.single)


@pytest.fixture(scope="module")
def drawn(qapp: QApplication, engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> _Edited:
    profile = tmp_path_factory.mktemp("edited")

    async def draw() -> _Edited:
        async with desk(profile, (DEMO, engine)) as at:
            return _Edited(profile, *await _region_edit(at))

    with asyncio.Runner(loop_factory=lambda: Loop(qapp)) as runner:
        return runner.run(draw())


@pytest.fixture
def edited(drawn: _Edited, tmp_path: Path) -> _Edited:
    shutil.copytree(drawn.profile, tmp_path / "profile")
    return _Edited(tmp_path / "profile", drawn.single, drawn.edit)


def _wish(generation: Generation, *ancestors: Generation) -> Comparison:
    found = comparison(generation, ancestors)
    assert found is not None
    return found


def _read(library: Library, generation: Generation) -> Pixels:
    assert generation.file is not None
    found = cv2.imread(str(library.path(generation.file)))
    assert found is not None
    return np.asarray(found, np.uint8)


def test_a_composite_is_a_kept_child_exact_outside_and_goes_on_at_the_services_own_picture(
    run: Run[Any], engine: Engine, edited: _Edited
) -> None:
    edit = edited.edit

    async def make() -> Generation:
        async with desk(edited.profile, (DEMO, engine)) as at:
            heard = _Heard(at)
            compared = await heard.load(edited.wish)
            assert compared.mask is not None
            assert np.array_equal(compared.mask, _disc(compared.mask.shape[0]))
            made = await heard.keep(compared, 1)
            assert (made.state, made.parent, made.origin) == (State.STORED, edit.id, DEMO)
            assert (made.request.action, made.actions) == (f"{COMPOSITE}2", ("upscale2", "variation2"))
            return made

    async def go_on(made: Generation) -> None:
        async with desk(edited.profile, (DEMO, engine)) as at:
            assert at.library.get(made.id) == made
            assert at.library.open_ones() == []
            heard = _Heard(at)
            assert await heard.keep(await heard.load(edited.wish), 1) == made
            assert at.library.children(edit.id) == [made]
            _is_exact_outside(at.library, edited, made)
            child = at.studio.trigger(Trigger(made.id, "upscale2"))
            assert child is not None
            assert (child.parent, child.request.image_id) == (edit.id, edit.image_id)
            assert (await at.end(child)).state is State.STORED

    made = run(make())
    run(go_on(made))
    facts = next((edited.profile / "pictures").rglob(f"{made.id}.json"))
    assert record.from_json(facts.read_text()) == made


def _is_exact_outside(library: Library, edited: _Edited, made: Generation) -> None:
    """It is the picture before outside the disc, and tile 2 of the edit in its middle."""
    before, after, kept = (_read(library, each) for each in (edited.single, edited.edit, made))
    edge, mask = before.shape[0], _disc(before.shape[0])
    assert np.array_equal(kept[mask == 0], before[mask == 0])
    assert np.array_equal(kept[edge // 2, edge // 2], after[edge // 2, edge + edge // 2])
    assert (kept != before).any(axis=2)[mask > 0].mean() > 0.5


def test_what_drifted_is_found_and_of_a_composite_nothing_has(run: Run[Any], engine: Engine, edited: _Edited) -> None:
    async def work() -> None:
        async with desk(edited.profile, (DEMO, engine)) as at:
            heard = _Heard(at)
            compared = await heard.load(edited.wish)
            # The demo engine keeps the rest exact itself: a candidate that drifted is made of it here.
            drifted = compared.after[0].copy()
            drifted[:8, :, 0] ^= 32
            moved = Compared(compared.of, compared.before, (drifted, *compared.after[1:]), compared.mask)
            assert (await heard.drift(moved)).most == 32
            made = await heard.keep(moved, 0)
            again = await heard.load(_wish(made, edited.edit, edited.single))
            assert (again.of.edit, again.of.before) == (edited.edit.id, Part(edited.single.id))
            assert (await heard.drift(again)).is_nothing

    run(work())


def test_an_upscale_of_another_size_is_evened_out_and_has_no_mask(
    run: Run[Any], engine: Engine, edited: _Edited
) -> None:
    async def work() -> None:
        async with desk(edited.profile, (DEMO, engine)) as at:
            larger = at.studio.trigger(Trigger(edited.single.id, "upscale_2x"))
            assert larger is not None
            larger = await at.end(larger)
            wish = _wish(larger, edited.single)
            compared = await _Heard(at).load(wish)
            assert wish.differ
            assert larger.file is not None
            assert compared.before.shape == compared.after[0].shape == (larger.file.height, larger.file.width, 4)
            assert compared.mask is None

    run(work())


def test_a_picture_that_is_gone_is_said(run: Run[Any], engine: Engine, edited: _Edited) -> None:
    async def work() -> None:
        async with desk(edited.profile, (DEMO, engine)) as at:
            heard = _Heard(at)
            compared = await heard.load(edited.wish)
            assert edited.single.file is not None
            at.library.path(edited.single.file).unlink()
            heard.comparer.load(compared.of)
            assert (await heard.said.get()).about == edited.edit.id
            at.library.delete([edited.edit.id], 1.0)
            at.library.empty_trash()
            heard.comparer.keep_exact(compared, 0)
            assert "not here" in (await heard.said.get()).values["message"]

    run(work())


def test_a_disk_that_refuses_leaves_no_row_without_its_picture(run: Run[Any], engine: Engine, edited: _Edited) -> None:
    async def work() -> None:
        async with desk(edited.profile, (DEMO, engine)) as at:
            heard = _Heard(at)
            compared = await heard.load(edited.wish)
            shutil.rmtree(edited.profile / "pictures")
            (edited.profile / "pictures").write_text("no folder")
            heard.comparer.keep_exact(compared, 2)
            assert "written" in (await heard.said.get()).values["message"]
            assert at.library.children(edited.edit.id) == []

    run(work())
