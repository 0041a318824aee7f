"""The fault matrix: every fault that the demo engine can make, times each way of delivery, times each action group."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from mj_desktop.api.client import Receive, Terms
from mj_desktop.core.generation import DEMO, Generation, State
from mj_desktop.core.intentions import Trigger
from mj_desktop.core.messages import explain
from mj_desktop.core.request import EDIT, EXTEND, GENERATE, REGION, VIDEO, Imagine
from mj_desktop.demo.faults import TABLE, Place
from mj_desktop.mask.region import RegionEdit
from tests.desk import Desk, desk, receiving
from tests.engine import Engine
from tests.soak.count import EMAIL, Count, all_tasks, counted, secrets_in
from tests.soak.worker import PAUSES

_OF = {
    GENERATE: "", "upscale1": "grid", "variation1": "grid", "reroll": "grid", REGION: "single",
    "zoom_out_2x": "single", "pan_left": "single", "square": "single", "upscale_2x": "single",
    "redo_upscale_2x": "upscaled", EDIT: "grid", VIDEO: "single", EXTEND: "film",
}  # fmt: skip
"""One action of each group, and what it acts on."""
GROUPS = tuple(_OF)
POSTED = "posted"
WAYS = (*Receive, POSTED)
"""How results arrive: posted to a callback address, too."""
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
        """How the actions ended: a line for each fault and way, then one for each action group."""
        by_fault, by_group = dict[str, Counter[str]](), dict[str, Counter[str]]()
        for each in self.outcomes:
            by_fault.setdefault(f"{each.fault:<20}{each.way:<12}", Counter())[each.end] += 1
            by_group.setdefault(f"{each.action:<32}", Counter())[each.end] += 1
        return "\n".join([*_lines(by_fault), "", *_lines(by_group)])


def _lines(ends: dict[str, Counter[str]]) -> Iterator[str]:
    for title, found in ends.items():
        yield title + ", ".join(f"{count} {end}" for end, count in sorted(found.items()))


async def matrix(
    folder: Path,
    names: Iterable[str] = tuple(TABLE),
    groups: tuple[str, ...] = GROUPS,
    ways: tuple[str, ...] = WAYS,
) -> Faults:
    """Play it on one engine, a profile for each way of delivery."""
    outcomes: list[Outcome] = []
    count, secrets = Count(), 0
    with Engine("--in-flight", "0", pace=0.05, data=folder / "engine") as engine:
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
    parents = await _made(at, {_OF[action] for action in groups}, f"a cat with {name} by {way}")
    _strike(engine, name)
    begun = [await _begun(at, action, parents, f"a dog with {name} by {way}") for action in groups]
    ended = [await settled(at, each) for each in begun]
    engine.no_faults()
    return [_outcome(at, each, name, way) for each in ended]


def _strike(engine: Engine, name: str) -> None:
    """Every submission and picture; questions only a few times, as nothing of ours ends asking."""
    for path in ("",) if _is_of_files(name) else ("imagine", "edits", "videos"):
        engine.fault(name, _ARGS.get(name), times=_TIMES.get(name), path=path)
    if Place.LOOKUP in TABLE[name].places:
        engine.fault(name, _ARGS.get(name), times=_QUESTIONS, path="tasks")


def _is_of_files(name: str) -> bool:
    return Place.FILE in TABLE[name].places


async def _made(at: Desk, kinds: set[str], prompt: str) -> dict[str, Generation]:
    """What the actions act on, by kind: a grid that is not square, one of its tiles, that enlarged, and a video."""
    made: dict[str, Generation] = {}
    if kinds - {""}:
        made["grid"] = await at.draw(f"{prompt} --ar 3:2")
    if kinds & {"single", "upscaled"}:
        made["single"] = await _acted(at, made["grid"], "upscale2")
    if "upscaled" in kinds:
        made["upscaled"] = await _acted(at, made["single"], "upscale_4x")
    if "film" in kinds:
        made["film"] = await at.end(_of_address(at, VIDEO, made["grid"], prompt))
    return made


async def _acted(at: Desk, parent: Generation, action: str) -> Generation:
    begun = at.studio.trigger(Trigger(parent.id, action))
    assert begun is not None
    return await at.end(begun)


async def _begun(at: Desk, action: str, parents: dict[str, Generation], prompt: str) -> Generation:
    if action == GENERATE:
        return at.studio.submit(DEMO, Imagine(prompt=prompt))
    parent = parents[_OF[action]]
    if action in (EDIT, VIDEO):
        return _of_address(at, action, parent, prompt)
    if action == EXTEND:
        longer = Imagine(action=EXTEND, prompt=prompt, video_id=parent.video_id, video_index=1, resolution="480p")
        return at.studio.submit(DEMO, longer, parent.id)
    if action == REGION:
        return await _repainted(at, parent)
    begun = at.studio.trigger(Trigger(parent.id, action))
    assert begun is not None
    return begun


def _of_address(at: Desk, action: str, parent: Generation, prompt: str) -> Generation:
    assert parent.picture is not None
    resolution = "480p" if action == VIDEO else None
    wish = Imagine(action=action, prompt=prompt, image_url=parent.picture.raw_url, resolution=resolution)
    return at.studio.submit(DEMO, wish, parent.id)


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
