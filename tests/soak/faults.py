"""The fault matrix: every fault that the demo engine can make, times each way of delivery, times each action group."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from mj_desktop.api.client import Receive, Terms
from mj_desktop.core.generation import DEMO, Generation, State
from mj_desktop.core.intentions import Trigger
from mj_desktop.core.messages import explain
from mj_desktop.core.request import Imagine
from mj_desktop.demo.faults import TABLE, Place
from mj_desktop.mask.region import RegionEdit
from tests.desk import Desk, desk, receiving
from tests.engine import Engine
from tests.soak.count import EMAIL, Count, all_tasks, counted, secrets_in
from tests.soak.worker import PAUSES

GROUPS = ("generate", "upscale1", "variation1", "reroll", "variation_region", "zoom_out_2x", "pan_left", "upscale_2x")
"""One action of each group; those of the second half are of a single picture."""
POSTED = "posted"
WAYS = (*Receive, POSTED)
"""How results arrive: posted to a callback address, too."""
_OF_A_SINGLE = ("variation_region", "zoom_out_2x", "pan_left", "upscale_2x")
# What each fault is given where its usual argument takes too long, or says too little.
_ARGS = {
    "slow-first-byte": "0.1",
    "garbage-line": f'{{"email": "{EMAIL}", broken',
    "too-many-requests": "0",
    "stall": "1",
}
_PATIENCE = 1200.0  # on a machine that does much else, what draws has stepped back
_QUESTIONS = 6
_TIMES = {"too-many-requests": 2}  # it waits and is sent again for as long as it is refused


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one generation ended: its fault, delivery and action, its end and the words that were said of it."""

    fault: str
    way: str
    action: str
    end: str
    said: str

    @property
    def ok(self) -> bool:
        """Stored, or a truthful end with words."""
        return self.end == "stored" or bool(self.said)


@dataclass(frozen=True, slots=True)
class Faults:
    """What a fault matrix came to."""

    outcomes: tuple[Outcome, ...]
    count: Count
    secrets: int

    @property
    def ok(self) -> bool:
        """True when each ended stored or in a failed state with words, and nothing was lost, doubled or told."""
        whole = not (self.count.lost or self.count.double or self.secrets)
        return whole and bool(self.outcomes) and all(outcome.ok for outcome in self.outcomes)

    def table(self) -> str:
        """One line for each fault and way: how its actions ended."""
        ends: dict[tuple[str, str], Counter[str]] = {}
        for each in self.outcomes:
            ends.setdefault((each.fault, each.way), Counter())[each.end] += 1
        return "\n".join(
            f"{fault:<20}{way:<12}" + ", ".join(f"{count} {end}" for end, count in sorted(found.items()))
            for (fault, way), found in ends.items()
        )


async def matrix(
    folder: Path,
    names: Iterable[str] = tuple(TABLE),
    groups: tuple[str, ...] = GROUPS,
    ways: tuple[str, ...] = WAYS,
) -> Faults:
    """Play it on one engine, a profile for each way of delivery."""
    outcomes: list[Outcome] = []
    count, secrets = Count(), 0
    with Engine("--in-flight", "0", pace=0.05, pixels=256, data=folder / "engine") as engine:
        for way in ways:
            profile = folder / way
            known = {task["id"] for task in all_tasks(engine)}
            async with _desk(profile, engine, way) as at:
                for name in names:
                    outcomes += await _struck(at, engine, name, way, groups)
                await tidy(at)
                mine = [task for task in all_tasks(engine) if task["id"] not in known]
                count += counted(at.library.all(), mine)
            secrets += secrets_in(profile, engine.token)
    return Faults(tuple(outcomes), count, secrets)


@asynccontextmanager
async def _desk(profile: Path, engine: Engine, way: str) -> AsyncIterator[Desk]:
    terms = Terms(receive=None if way == POSTED else Receive(way))
    wanted = {} if way == POSTED else {"public_address": ""}
    async with desk(profile, (DEMO, engine), pauses=PAUSES, terms=terms) as at, receiving(at, **wanted):
        yield at


async def _struck(at: Desk, engine: Engine, name: str, way: str, groups: tuple[str, ...]) -> list[Outcome]:
    """Every action while the fault strikes, on pictures made before it did."""
    grid = await at.draw(f"a cat with {name} by {way}") if len(groups) > 1 else None
    upscaled = at.studio.trigger(Trigger(grid.id, "upscale2")) if grid and {*groups} & {*_OF_A_SINGLE} else None
    single = await at.end(upscaled) if upscaled is not None else None
    _strike(engine, name)
    begun = [await _begun(at, action, grid, single, f"a dog with {name} by {way}") for action in groups]
    ended = [await settled(at, each) for each in begun]
    engine.no_faults()
    return [_outcome(at, each, name, way) for each in ended]


def _strike(engine: Engine, name: str) -> None:
    """Every submission and picture; questions only a few times, as nothing of ours ends asking."""
    engine.fault(name, _ARGS.get(name), times=_TIMES.get(name), path="" if _is_of_files(name) else "imagine")
    if Place.LOOKUP in TABLE[name].places:
        engine.fault(name, _ARGS.get(name), times=_QUESTIONS, path="tasks")


def _is_of_files(name: str) -> bool:
    return Place.FILE in TABLE[name].places


async def _begun(at: Desk, action: str, grid: Generation | None, single: Generation | None, prompt: str) -> Generation:
    parent = single if action in _OF_A_SINGLE else grid
    if action == "generate" or parent is None:
        return at.studio.submit(DEMO, Imagine(prompt=prompt))
    if action == "variation_region":
        return await _repainted(at, parent)
    begun = at.studio.trigger(Trigger(parent.id, action))
    assert begun is not None
    return begun


async def _repainted(at: Desk, single: Generation) -> Generation:
    assert single.file is not None
    mask = np.zeros((single.file.height, single.file.width), np.uint8)
    mask[: single.file.height // 2] = 255
    return await at.repaint(RegionEdit(single.id, "a hat", mask))


async def settled(at: Desk, generation: Generation) -> Generation:
    """It when nothing more comes by itself: at its end, or when its picture was given up for now."""
    try:
        async with asyncio.timeout(_PATIENCE):
            return await at.until(generation, _is_settled)
    except TimeoutError:
        raise TimeoutError(f"it does not settle: {at.now(generation)}") from None


def _is_settled(found: Generation) -> bool:
    given_up = found.state is State.FINISHED and found.failure is not None
    return not found.state.is_open or given_up


def _outcome(at: Desk, found: Generation, name: str, way: str) -> Outcome:
    said = explain(found.failure).what if found.failure is not None else ""
    code = found.failure.code if found.failure is not None else ""
    end = "stored" if found.state is State.STORED else f"{found.state} {code}"
    return Outcome(name, way, found.request.action, end, said)


async def tidy(at: Desk) -> None:
    """What a person does when the trouble is over: fetch the pictures that are drawn and not here."""
    async with asyncio.timeout(_PATIENCE):
        while left := [each for each in await at.studio.jobs.in_turn(at.library.all) if each.state is State.FINISHED]:
            for each in left:
                if not at.studio.jobs.runs(each.id):
                    at.studio.fetch(each.id)
            await asyncio.sleep(0.05)
