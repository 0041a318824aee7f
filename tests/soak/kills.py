"""The kill matrix: every generation's process is killed at each of its transitions, and started again."""

import multiprocessing
import signal
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mj_desktop.core.request import Imagine
from mj_desktop.library.library import Library
from tests.engine import Engine
from tests.soak import worker
from tests.soak.count import Count, all_tasks, counted, secrets_in
from tests.soak.worker import MOMENTS, Address, Orders

_WITHIN = 300.0
# A generation that is not journalled is none; one killed before its first byte is offered for sending; the others go on
# to the end. Of eight generations so many have each of these courses.
_COURSES = (
    (1, ("added",)),
    (2, ("journalled", "sent", "failed")),
    (3, ("journalled", "in the air", "accepted", "running", "finished", "picture", "facts", "stored")),
    (2, ("journalled", "deferred", "set aside", "taken up", "running", "finished", "stored", "missed", "stored")),
)


@dataclass(frozen=True, slots=True)
class Kills:
    """What a kill matrix came to: `at` counts kills by moment, `secrets` files that held one."""

    count: Count
    at: dict[str, int]
    secrets: int

    @property
    def ok(self) -> bool:
        """True when nothing was lost, doubled or told, and every moment was met."""
        every = all(self.at.get(moment, 0) for moment in MOMENTS)
        return every and not (self.count.lost or self.count.double or self.secrets)

    def table(self) -> str:
        """Kills by moment."""
        return "\n".join(f"{moment:<12}{self.at.get(moment, 0):>6} kills" for moment in MOMENTS)


def matrix(generations: int, folder: Path, lanes: int = 2) -> Kills:
    """Kill each of so many generations at every transition; each lane has a profile of its own."""
    shares = [range(lane, generations, lanes) for lane in range(lanes)]
    with Engine("--in-flight", "0", pace=0.15, pixels=256, data=folder / "engine") as engine:
        address = Address(engine.address, engine.token)
        at = _played([_lane(lane, shares[lane], address, folder) for lane in range(lanes)])
        tasks, count = all_tasks(engine), Count()
        for lane in range(lanes):
            library = Library(folder / f"profile-{lane}")
            mine = [task for task in tasks if str(task["request"].get("prompt")).startswith(f"lane {lane} ")]
            count += counted(library.all(), mine)
            library.close()
        secrets = sum(secrets_in(folder / f"profile-{lane}", engine.token) for lane in range(lanes))
    return Kills(count, dict(at), secrets)


def _played(lanes: list[Iterator[Orders]]) -> Counter[str]:
    """Kills by moment. A round starts one process for each lane, all from this thread: only it may wait for them.

    They begin with everything imported: a start takes 20 ms instead of a second.
    """
    context, at = multiprocessing.get_context("forkserver"), Counter[str]()
    context.set_forkserver_preload([worker.__name__])
    while orders := [each for lane in lanes if (each := next(lane, None)) is not None]:
        started = [(each, context.Process(target=worker.work, args=(each,))) for each in orders]
        for _, process in started:
            process.start()
        for each, process in started:
            at[each.moment] += _dies(each, process)
    return at


def _lane(lane: int, numbers: range, engine: Address, folder: Path) -> Iterator[Orders]:
    """One generation after the other: begun, killed at each of its moments, and let go on to its end."""
    for number in numbers:
        wish: Imagine | None = Imagine(prompt=f"lane {lane} cat {number}", mode=("fast", "relax")[number // 2 % 2])
        for moment in _moments(number):
            yield Orders(folder / f"profile-{lane}", engine, wish, moment)
            wish = None
        yield Orders(folder / f"profile-{lane}", engine)


def _moments(number: int) -> tuple[str, ...]:
    """The moments at which generation `number` is killed, one after the other."""
    courses = [moments for often, moments in _COURSES for _ in range(often)]
    return courses[number * 3 % len(courses)]


def _dies(orders: Orders, process: "multiprocessing.context.ForkServerProcess") -> int:
    """1 when the process was killed at its moment, 0 when it ended by itself; raises for any other end."""
    process.join(_WITHIN)
    code = process.exitcode
    if code not in (0, -signal.SIGKILL):
        process.kill()
        raise RuntimeError(f"a process ended with {code} at {orders.moment!r} in {orders.profile}")
    process.close()
    return int(code == -signal.SIGKILL)
