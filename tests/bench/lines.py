"""How soon a line of a stream is on view, and what ten thousand of them at once do to the window.

The server here only writes lines, faster than the demo engine can: it measures and tests nothing. Each line carries,
as the width of its thumbnail, the time at which it was written (nanoseconds of the machine's monotonic clock).
"""

import asyncio
import json
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter, perf_counter_ns

import httpx

from mj_desktop import app
from mj_desktop.core.generation import Generation
from mj_desktop.core.request import Imagine
from mj_desktop.loop import Loop
from mj_desktop.program import ADDRESS, TOKEN, Program
from mj_desktop.ui.window.window import Window
from tests.bench.processes import medians, tell
from tests.bench.row import Row
from tests.bench.ticks import Ticks

_BURST, _WARM = 10_000, 200
_QUIET, _APART = 150, 0.05  # lines, and the seconds between them
_SETTLED = 4.0
_PATIENCE = 60.0
_FRAME = 0.016  # seconds


# -- the server, in a process of its own


def _line(number: int, percent: int) -> bytes:
    picture = "http://127.0.0.1/files/11111111-2222-4333-8444-555555555555_grid_0.webp"
    facts = {
        "image_url": f"{picture}?imageMogr2/thumbnail/!50p", "image_width": perf_counter_ns(), "image_height": number,
        "image_id": "1234558451443699803", "raw_image_url": picture, "raw_image_width": 2048, "raw_image_height": 2048,
        "progress": percent, "actions": [], "task_id": "11111111-2222-4333-8444-555555555555", "success": True,
    }  # fmt: skip
    line = json.dumps(facts).encode() + b"\n"
    return b"%x\r\n%s\r\n" % (len(line), line)


async def _answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """A quiet stream, or as many lines at once as the prompt says; then nothing more."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
    size = int(head.partition("content-length:")[2].split()[0])
    count = int(json.loads(await reader.readexactly(size))["prompt"])
    writer.write(b"HTTP/1.1 200 OK\r\ncontent-type: application/x-ndjson\r\ntransfer-encoding: chunked\r\n\r\n")
    lines = count or _QUIET
    for number in range(lines):
        writer.write(_line(number, number * 100 // lines))
        await (asyncio.sleep(_APART) if count == 0 else writer.drain())
    await reader.read()
    writer.close()


async def _serve() -> None:
    server = await asyncio.start_server(_answer, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.to_thread(sys.stdin.read)


@contextmanager
def _served() -> Iterator[str]:
    words = [sys.executable, "-m", "tests.bench.lines", "serve"]
    process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdin is not None and process.stdout is not None
    try:
        yield f"http://127.0.0.1:{process.stdout.readline().strip()}"
    finally:
        process.kill()
        process.communicate()


# -- the reference: httpx on asyncio, and nothing else


async def _plain() -> dict[str, float]:
    waits: list[float] = []
    with _served() as address:
        question = httpx.Request("POST", f"{address}/midjourney/imagine", json={"prompt": "0"})
        async with httpx.AsyncClient(trust_env=False) as http:
            answer = await http.send(question, stream=True)
            async for line in answer.aiter_lines():
                waits.append(perf_counter_ns() - json.loads(line)["image_width"])
                if len(waits) == _QUIET:
                    break
            await answer.aclose()
    return {"p50": median(waits) / 1e6}


# -- the program


class Watch:
    """Sees each line when the window has shown it."""

    def __init__(self, program: Program) -> None:
        self.waits: list[float] = []
        self.last = -1
        program.studio.changed.connect(self._see)  # after the program itself, which connected first

    def begin(self) -> None:
        """Begin anew."""
        self.waits, self.last = [], -1

    def _see(self, generation: Generation) -> None:
        if generation.picture is not None:
            self.waits.append((perf_counter_ns() - generation.picture.thumb_width) / 1e6)
            self.last = generation.picture.thumb_height


async def _program() -> dict[str, float]:
    with _served() as address:
        async with _opened(address) as program:
            return await _measured(program)


async def _measured(program: Program) -> dict[str, float]:
    watch = Watch(program)
    await _streamed(program, watch, 0, _QUIET)
    quiet = watch.waits
    await _streamed(program, watch, _WARM, _WARM)
    ticks, before, began = Ticks(), _memory(), perf_counter()
    ticks.start()
    await _streamed(program, watch, _BURST, _BURST)
    seconds, gaps = perf_counter() - began, ticks.stop()
    return {
        "p50": median(quiet), "lines": float(len(quiet)), "worst": gaps["worst"], "grown": _peak() - before,
        "seconds": seconds, "shows": len(watch.waits) / max(1.0, seconds / _FRAME),
    }  # fmt: skip


async def _streamed(program: Program, watch: Watch, count: int, last: int) -> None:
    """Stream so many lines to the window, until it has shown the last one."""
    watch.begin()
    program.submit(Imagine(prompt=str(count)))
    async with asyncio.timeout(_PATIENCE):
        await _until(lambda: watch.last == last - 1)


async def _until(condition: Callable[[], bool]) -> None:
    while not condition():
        await asyncio.sleep(0.05)


@asynccontextmanager
async def _opened(address: str) -> AsyncIterator[Program]:
    from keyring.backends.fail import Keyring as NoKeyring

    with tempfile.TemporaryDirectory(prefix="mj-bench-", ignore_cleanup_errors=True) as profile:
        window = Window()
        window.show()
        surroundings = {ADDRESS: address, TOKEN: "a-token"}
        program = Program(window, Path(profile), surroundings, keyring=NoKeyring())  # type: ignore[no-untyped-call]
        await program.open()
        program.listen()
        try:
            await asyncio.sleep(_SETTLED)
            yield program
        finally:
            await program.close()
            window.close()


def _memory() -> float:
    """The memory in use, in MB, from which `_peak` is counted from now on; 0 where the system does not tell."""
    if sys.platform != "linux":
        return 0.0
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # man 5 proc: resets the peak
    return _status("VmRSS")


def _peak() -> float:
    return _status("VmHWM") if sys.platform == "linux" else 0.0


def _status(name: str) -> float:
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name)) / 1024


# -- rows


def rows() -> list[Row]:
    """A quiet stream beside plain httpx, then the burst."""
    plain, found = medians("lines", "plain"), medians("lines", "program")
    return [
        Row("a line of a quiet stream, plain httpx, p50", plain["p50"], "ms"),
        Row("a line of a quiet stream, on view, p50", found["p50"], "ms"),
        Row("a line of a quiet stream, over plain httpx, p50", found["p50"] - plain["p50"], "ms", limit=0.8),
        Row("lines of a quiet stream that were not shown", _QUIET - found["lines"], "", limit=0.0),
        Row("10,000 lines at once, worst gap", found["worst"], "ms", limit=16.0),
        Row("10,000 lines at once, memory over before", found["grown"], "MB", limit=8.0),
        Row("10,000 lines at once, repaints a frame", found["shows"], "", limit=1.1),
        Row("10,000 lines at once, until the last is on view", found["seconds"] * 1000, "ms"),
    ]


def main(words: list[str] | None = None) -> int:
    """Measure once in this process, or serve."""
    what = (words or sys.argv[1:] or ["program"])[0]
    if what == "program":
        application = app.application()
        with asyncio.Runner(loop_factory=lambda: Loop(application)) as runner:
            tell(runner.run(_program()))
    elif what == "plain":
        tell(asyncio.run(_plain()))
    else:
        asyncio.run(_serve())
    return 0


if __name__ == "__main__":
    sys.exit(main())
