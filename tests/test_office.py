"""The office behind the window, on a real studio, library and engine."""

import asyncio
import subprocess
from pathlib import Path
from typing import Any

import numpy as np

from mj_desktop.api.client import Terms
from mj_desktop.batches import Batches
from mj_desktop.core.as_code import TOKEN, Call, written
from mj_desktop.core.generation import DEMO, Generation, State
from mj_desktop.core.intentions import AsCode, Trigger
from mj_desktop.core.messages import Message, Tone
from mj_desktop.costs import Costs
from mj_desktop.mask.region import RegionEdit
from mj_desktop.office import Office
from tests.conftest import Run
from tests.desk import Desk, desk
from tests.engine import Engine
from tests.waiting import until


async def _call(at: Desk, office: Office, found: Generation) -> Call:
    calls: list[Call] = []
    office.coded.connect(lambda wish, call: calls.append(call))
    office.code(AsCode(found.id))
    await until(lambda: calls)
    return calls[0]


def test_a_stored_region_edits_call_holds_the_mask_that_was_sent_and_its_own_origins_address(
    run: Run[Any], engine: Engine, tmp_path: Path
) -> None:
    bodies: list[Any] = []

    async def work() -> None:
        async with desk(tmp_path, (DEMO, engine), sent=lambda path, body: bodies.append(body)) as at:
            single = await at.end(_followed(at, await at.draw("a cat"), "upscale2"))
            assert single.file is not None
            mask = np.full((single.file.height, single.file.width), 255, np.uint8)
            edited = await at.end(await at.repaint(RegionEdit(single.id, "a balloon", mask)))
            assert edited.state is State.STORED
            costs, batches = Costs(at.library, at.studio.jobs, tmp_path), Batches(at.studio, at.library, at.studio.jobs)
            office = Office(at.studio, costs, batches, Terms, lambda: engine.address)
            said: list[Message] = []
            office.said.connect(said.append)
            call = await _call(at, office, edited)
            file = tmp_path / "it's mine.sh"
            office.save_code("curl", str(file), written("curl", call))
            await until(lambda: said)
            assert file.read_text(encoding="utf-8") == written("curl", call)
            command = said[-1].values["command"]
            file.write_text(file.read_text(encoding="utf-8").replace(TOKEN, "wrong"), encoding="utf-8")
            ran = await asyncio.to_thread(subprocess.run, command, shell=True, capture_output=True, text=True)
            assert "invalid_token" in ran.stdout
            office.save_code("curl", str(tmp_path / "nowhere" / "a.sh"), "")
            await until(lambda: len(said) == 2)
            assert said[-1].tone is Tone.BAD
            assert call.address == f"{engine.address}/midjourney/imagine"
            assert call.body in bodies
            assert call.body["mask"]
            elsewhere = Office(at.studio, costs, batches, Terms, lambda: "")
            assert (await _call(at, elsewhere, edited)).address.startswith("http://127.0.0.1:8765/")

    run(work())


def test_two_region_edits_of_a_picture_whose_address_is_being_looked_for_are_both_begun(
    run: Run[Any], engine: Engine, tmp_path: Path
) -> None:
    async def work() -> None:
        async with desk(tmp_path, (DEMO, engine)) as at:
            single = await at.end(_followed(at, await at.draw("a cat"), "upscale2"))
            assert single.file is not None
            mask = np.full((single.file.height, single.file.width), 255, np.uint8)
            costs, batches = Costs(at.library, at.studio.jobs, tmp_path), Batches(at.studio, at.library, at.studio.jobs)
            office = Office(at.studio, costs, batches, Terms, lambda: engine.address)
            there, asked = asyncio.Event(), list[str]()

            async def fresh(picture: Generation) -> bool:
                asked.append(picture.id)
                return await there.wait()

            office.fresh = fresh
            office.repaint(RegionEdit(single.id, "a balloon", mask))
            await until(lambda: len(asked) == 1)
            office.repaint(RegionEdit(single.id, "a kite", mask))
            await until(lambda: len(asked) == 2)
            there.set()
            await until(lambda: {"a balloon", "a kite"} <= {found[-1].request.prompt for found in at.seen.values()})

    run(work())


def _followed(at: Desk, parent: Generation, action: str) -> Generation:
    child = at.studio.trigger(Trigger(parent.id, action))
    assert child is not None
    return child
