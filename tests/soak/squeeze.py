"""A day squeezed: many generations in one process, with random faults and an engine that is killed and started again.

`python -m tests.soak.squeeze GENERATIONS FOLDER SEED` prints its figures as the last line.
"""

import asyncio
import gc
import json
import random
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

import httpx
from PySide6.QtCore import QCoreApplication

from mj_desktop import bugs
from mj_desktop.api.addresses import stay_on_loopback
from mj_desktop.core.generation import DEMO, Generation
from mj_desktop.core.intentions import Trigger
from mj_desktop.core.request import EDIT, Imagine
from mj_desktop.demo.faults import TABLE
from mj_desktop.loop import Loop
from tests.desk import Desk, desk
from tests.engine import Engine
from tests.soak.count import EMAIL, Count, all_tasks, counted, secrets_in
from tests.soak.faults import settled, tidy
from tests.soak.worker import PAUSES

FIRST = 200
"""Generations after which memory is to stay flat."""
_AT_ONCE = 10
_FOLLOW_UPS = ("upscale1", "variation1", "reroll", EDIT)
_FAULTS_EVERY, _CUT_EVERY = 12, 90  # generations, on average
_ARGS = {
    "slow-first-byte": "0.05", "garbage-line": f'{{"email": "{EMAIL}", broken', "too-many-requests": "0",
    "picture-huge": "9000", "stall": "1",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What it came to; memory in MB, from after the first ones to the end."""

    count: Count
    growth: float
    left: int
    secrets: int
    cuts: int
    faults: int

    @property
    def ok(self) -> bool:
        """True when nothing was lost, doubled or told, and nothing grew or was left open."""
        wrong = self.count.lost or self.count.double or self.secrets or self.left > 0
        return not wrong and self.growth < 20


class Squeeze:
    """One run: submits, disturbs, and looks at memory."""

    def __init__(self, at: Desk, engine: Engine, generations: int, chance: random.Random) -> None:
        self._at, self._engine, self._left, self._chance = at, engine, generations, chance
        self._number, self._first_memory = 0, 0.0
        self.cuts = self.faults = 0
        self._up = asyncio.Event()
        self._up.set()

    async def run(self) -> float:
        """Do them all, a few at once, and return by how many MB memory grew after the first."""
        lanes = [asyncio.ensure_future(self._lane()) for _ in range(_AT_ONCE)]
        await asyncio.gather(*lanes)
        self._engine.no_faults()
        await tidy(self._at)
        return memory() - (self._first_memory or memory())

    async def _lane(self) -> None:
        while self._left > 0:
            self._left -= 1
            self._number += 1
            number = self._number
            if number == FIRST:
                self._first_memory = memory()
            await self._disturb()
            await self._up.wait()  # whoever is told that the service cannot be reached waits before the next wish
            await self._one(number)

    async def _one(self, number: int) -> None:
        """A grid and, in every third case, something made of it; nothing of them stays in memory here."""
        mode = self._chance.choice(("fast", "relax"))
        found = await settled(self._at, self._at.studio.submit(DEMO, Imagine(prompt=f"a cat {number}", mode=mode)))
        self._forget(found)
        if number % 3 == 0 and self._left > 0 and (child := self._made_of(found, number)) is not None:
            self._left -= 1
            self._forget(await settled(self._at, child))

    def _made_of(self, found: Generation, number: int) -> Generation | None:
        action = self._chance.choice(_FOLLOW_UPS)
        if action != EDIT:
            return self._at.studio.trigger(Trigger(found.id, action))
        if found.picture is None:
            return None
        edit = Imagine(action=EDIT, prompt=f"a hat {number}", image_url=found.picture.raw_url)
        return self._at.studio.submit(DEMO, edit, found.id)

    def _forget(self, found: Generation) -> None:
        self._at.seen.pop(found.id, None)
        self._at.said.clear()

    async def _disturb(self) -> None:
        if self._chance.random() < 1 / _FAULTS_EVERY:
            name = self._chance.choice([name for name in TABLE if name != "used-up"])
            self.faults += 1
            await self._at.studio.jobs.in_thread(self._set, name, self._chance.randint(1, 3))
        if self._up.is_set() and self._chance.random() < 1 / _CUT_EVERY:
            self.cuts += 1
            self._up.clear()
            await self._at.studio.jobs.in_thread(self._cut, self._chance.random() < 0.5)
            self._up.set()

    def _cut(self, politely: bool) -> None:
        if politely:
            self._engine.stop()
        self._engine.start_again()

    def _set(self, name: str, times: int) -> None:
        with suppress(httpx.HTTPError):  # the engine is just being started again
            self._engine.fault(name, _ARGS.get(name), times)


def memory() -> float:
    """This process's own memory in MB."""
    gc.collect()
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS"))) / 1024


def open_files() -> int:
    """How many files and sockets this process has open."""
    return len([*Path("/proc/self/fd").iterdir()])


async def _squeezed(generations: int, folder: Path, seed: int) -> Figures:
    profile = folder / "profile"
    with Engine("--in-flight", "0", pace=0.02, pixels=256, data=folder / "engine") as engine:
        async with desk(profile, (DEMO, engine), pauses=PAUSES) as at:
            run = Squeeze(at, engine, generations, random.Random(seed))
            growth = await run.run()
            count = counted(at.library.all(), all_tasks(engine))
        secrets = secrets_in(profile, engine.token)
    return Figures(count=count, growth=growth, left=0, secrets=secrets, cuts=run.cuts, faults=run.faults)


def main() -> None:
    """Do it and print the figures."""
    generations, folder, seed = int(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    stay_on_loopback()
    app = QCoreApplication(sys.argv[:1])
    (folder / "profile").mkdir(parents=True)
    written = bugs.keep_log(folder / "profile")
    with asyncio.Runner(loop_factory=lambda: Loop(app)) as runner:
        runner.run(asyncio.sleep(0))
        before = open_files()
        figures = runner.run(_squeezed(generations, folder, seed))
    left = max(0, open_files() - before)  # the threads' own have gone with them
    written.close()
    print(json.dumps(asdict(figures) | {"left": left}))


def read(line: str) -> Figures:
    """The figures that `main` printed."""
    found = json.loads(line)
    return Figures(**(found | {"count": Count(**found["count"])}))


if __name__ == "__main__":
    main()
