"""How long the window stands still while five pictures are drawn, fetched, decoded, stored and shown.

A timer of 5 ms ticks in the GUI thread of the whole program, first with nothing to do and then from the first prompt
until the last of five pictures of 2048 x 2048 is on view: the gaps between its ticks are what a person can feel.
"""

import asyncio
import sys
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from mj_desktop import app
from mj_desktop.core.request import Imagine
from mj_desktop.loop import Loop
from mj_desktop.program import Program
from mj_desktop.ui.window.window import Window
from tests.bench.processes import medians, tell
from tests.bench.row import Row
from tests.bench.ticks import Ticks

_SETTLED = 4.0  # seconds until the engine's workers have imported what they draw with
_IDLE = 10.0  # seconds
_BETWEEN = 0.1  # seconds between two prompts: nobody types faster
_PATIENCE = 120.0
_PROMPTS = (
    "a lighthouse on a basalt cliff at dusk, storm clearing",
    "a city by the sea at night, neon and rain",
    "a red fox in the snow, morning light",
    "hot air balloons over a valley of pines",
    "an old harbour with fishing boats, fog",
)


def rows() -> list[Row]:
    """The gaps while five are drawn; the worst one less the worst of the same window with nothing to do."""
    found = medians("stall")
    return [
        Row("idle window, worst gap", found["idle worst"], "ms"),
        Row("five generations, 99 of 100 gaps below", found["p99"], "ms", limit=16.0),
        Row("five generations, worst gap", found["worst"], "ms"),
        Row("five generations, worst gap less the idle one", found["over"], "ms", limit=33.0),
    ]


async def measured() -> dict[str, float]:
    """One program in this process, idle and busy."""
    ticks = Ticks()
    async with _opened() as (window, program):
        ticks.start()
        await asyncio.sleep(_IDLE)
        idle = ticks.stop()
        ticks.start()
        for prompt in _PROMPTS:
            program.submit(Imagine(prompt=prompt))
            await asyncio.sleep(_BETWEEN)
        async with asyncio.timeout(_PATIENCE):
            await _until(lambda: _all_shown(window))
        await asyncio.sleep(1)
        busy = ticks.stop()
    return {"idle p99": idle["p99"], "idle worst": idle["worst"], **busy, "over": busy["worst"] - idle["worst"]}


def _all_shown(window: Window) -> bool:
    """True when every picture is stored and has its thumbnail, and the raw one is on view."""
    known, model = window.library.model.known, window.library.model
    thumbnails = [model.thumbnail(each.id) for each in known.values() if each.file is not None]
    shown = window.viewer.picture
    there = sum(each is not None and each.kind == "thumb" for each in thumbnails)
    return there == len(_PROMPTS) and shown is not None and shown.kind == "raw"


@asynccontextmanager
async def _opened() -> AsyncIterator[tuple[Window, Program]]:
    from keyring.backends.fail import Keyring as NoKeyring

    with tempfile.TemporaryDirectory(prefix="mj-bench-", ignore_cleanup_errors=True) as profile:
        window = Window()
        window.show()
        program = Program(window, Path(profile), {}, ("--seed", "7"), keyring=NoKeyring())  # type: ignore[no-untyped-call]
        await program.open()
        program.listen()
        try:
            await asyncio.sleep(_SETTLED)
            yield window, program
        finally:
            await program.close()
            window.close()


async def _until(condition: Callable[[], bool]) -> None:
    while not condition():
        await asyncio.sleep(0.05)


def main() -> int:
    """Measure once in this process."""
    application = app.application()
    with asyncio.Runner(loop_factory=lambda: Loop(application)) as runner:
        tell(runner.run(measured()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
