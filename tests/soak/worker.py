"""A window's worth of program without a window, in a process of its own that kills itself at a named moment.

It takes up what is open on a profile, begins a generation if it is told to, and either dies at the moment or goes on
until nothing is open. What a person would do at a start, send what was never sent, it does too.
"""

import asyncio
import os
import random
import signal
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from PySide6.QtCore import QCoreApplication

from mj_desktop import bugs
from mj_desktop.api.addresses import stay_on_loopback
from mj_desktop.core.generation import DEMO, Generation, State
from mj_desktop.core.pauses import Pauses
from mj_desktop.core.request import Imagine
from mj_desktop.loop import Loop
from mj_desktop.studio import Studio
from tests.desk import Desk, desk
from tests.engine import DIRECT

PAUSES = Pauses(
    first=0.02, last=0.05, fetches=4, search=0.25, refusal=0.03, longest_refusal=0.1, apart=0.01, unknown=1.0, stall=0.5
)
"""Polling and backing off in hundredths of a second."""
MOMENTS = (
    "added", "journalled", "sent", "in the air", "deferred", "accepted", "set aside", "taken up", "running", "finished",
    "picture", "facts", "stored", "missed", "failed",
)  # fmt: skip
"""When it can be killed, in the order of a course: `sent` is before the first byte, `in the air` after the last one
and before the task is named, `picture` and `facts` as their files are about to get their names."""
_STATES = {
    State.ACCEPTED: "accepted",
    State.RUNNING: "running",
    State.FINISHED: "finished",
    State.STORED: "stored",
    State.FAILED: "failed",
    State.SET_ASIDE: "set aside",
}
_ENDS = {"picture": (".png", ".jpg", ".webp"), "facts": (".json",)}
_PATIENCE = 240.0


@dataclass(frozen=True, slots=True)
class Address:
    """Where an engine listens, for a process that did not start it."""

    address: str
    token: str


@dataclass(frozen=True, slots=True)
class Orders:
    """What one process is to do: begin `wish` unless it is None, and die at `moment` unless that is ""."""

    profile: Path
    engine: Address
    wish: Imagine | None = None
    moment: str = ""


def work(orders: Orders) -> None:
    """Do it; the process ends with 0 when nothing is open, by SIGKILL when the moment came."""
    stay_on_loopback()
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    app = QCoreApplication.instance() or QCoreApplication(sys.argv[:1])
    orders.profile.mkdir(parents=True, exist_ok=True)
    written = bugs.keep_log(orders.profile)
    with asyncio.Runner(loop_factory=lambda: Loop(app)) as runner:
        runner.run(asyncio.wait_for(_Life(orders).live(), _PATIENCE))
    written.close()


def die() -> None:
    """End as by a power cut."""
    os.kill(os.getpid(), signal.SIGKILL)


class _Life:
    """One process's course until it dies or nothing is open."""

    _studio: Studio

    def __init__(self, orders: Orders) -> None:
        self._orders = orders
        if orders.moment in _ENDS:
            sys.addaudithook(self._hear)

    async def live(self) -> None:
        """Take up, begin, and wait."""
        orders = self._orders
        if orders.moment == "deferred":
            await asyncio.to_thread(self._refuse_once)
        async with desk(orders.profile, (DEMO, orders.engine), pauses=PAUSES, sent=self._sent) as at:
            self._studio = at.studio
            at.studio.added.connect(self._added)
            at.studio.journalled.connect(self._journalled)
            at.studio.changed.connect(self._changed)
            at.studio.resume()
            at.studio.send_waiting()
            await self._act(at)
            if orders.wish is not None:
                at.studio.submit(DEMO, orders.wish)
            while await at.studio.jobs.in_turn(at.library.open_ones) or at.studio.is_busy:
                await asyncio.sleep(0.005)

    async def _act(self, at: Desk) -> None:
        """What a person does at a start: wait again for what was set aside, and repair what is missing."""
        for each in await at.studio.jobs.in_turn(at.library.all):
            if each.state is State.SET_ASIDE:
                at.studio.take_up(each.id)
            if each.file is not None and self._orders.moment == "missed":
                at.library.path(each.file).unlink()
                await at.studio.fetch_again(each.id)

    def _refuse_once(self) -> None:
        """The next submission is one too many for the engine."""
        engine, body = self._orders.engine, {"fault": "too-many-requests", "arg": "0", "times": 1, "path": "imagine"}
        headers = {"authorization": f"Bearer {engine.token}"}
        httpx.post(f"{engine.address}/demo/faults", json=body, headers=headers, **DIRECT).raise_for_status()

    def _die_at(self, moment: str) -> None:
        if self._orders.moment == moment:
            die()

    def _added(self, generation: Generation) -> None:
        self._die_at("added")

    def _journalled(self, generation: Generation) -> None:
        self._die_at("journalled")

    def _sent(self, path: str, body: Mapping[str, Any]) -> None:
        if path.endswith("imagine"):
            self._die_at("sent")
            if self._orders.moment == "in the air":
                asyncio.get_running_loop().call_later(random.uniform(0.02, 0.1), die)

    def _changed(self, generation: Generation) -> None:
        self._die_at(_STATES.get(generation.state, ""))
        if generation.state is State.WAITING and generation.refusals:
            self._die_at("deferred")
        if generation.state is State.ACCEPTED:
            self._die_at("taken up")
            if self._orders.moment == "set aside":
                self._studio.stop_waiting(generation.id)
        if generation.state is State.FINISHED:
            self._die_at("missed")

    def _hear(self, event: str, values: tuple[object, ...]) -> None:
        if event == "os.rename" and str(values[1]).endswith(_ENDS[self._orders.moment]):
            die()
