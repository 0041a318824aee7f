"""The demo engine: what a picture costs, how soon it is seen, and how it answers while 200 clients wait for theirs."""

import asyncio
import json
import time
from statistics import median, quantiles

import httpx

from tests.bench.engine_grid import SCENES
from tests.bench.processes import medians
from tests.bench.row import Row
from tests.engine import Engine

_GRID_SECONDS, _MEGABYTES = 2.5, 300.0
_PREVIEW_SECONDS = 0.2
_STREAMS, _ANSWER_MS = 200, 100.0
_STREAMED = "application/x-ndjson"
_TIMES = 3  # of each scene


def rows() -> list[Row]:
    """A grid of 2048 x 2048 for each kind of scene, the first preview, 200 streams at once."""
    return [*_grids(), *_previews(), *asyncio.run(_streams())]


def _grids() -> list[Row]:
    found = medians("engine_grid")
    memory = found.pop("megabytes")
    slowest = max(found, key=lambda case: found[case])
    return [
        *(Row(f"grid of {case}", seconds, "s", limit=_GRID_SECONDS) for case, seconds in found.items()),
        Row(f"slowest grid: {slowest}"[:44], found[slowest], "s", limit=_GRID_SECONDS),
        Row("most memory of a drawing process", memory, "MB", limit=_MEGABYTES),
    ]


def _previews() -> list[Row]:
    """From submission until the first preview's bytes are here, at full size with no pace."""
    with Engine("--in-flight", "0", pixels=2048) as engine:
        _first_preview(engine, "the sea", 0)  # a worker takes half a second to start
        seconds = {
            case: median(_first_preview(engine, text, seed) for seed in range(_TIMES)) for case, text in SCENES.items()
        }
    slowest = max(seconds, key=lambda case: seconds[case])
    return [
        Row("first preview after submission, median", median(seconds.values()), "s", limit=_PREVIEW_SECONDS),
        Row(f"first preview, slowest: {slowest}", seconds[slowest], "s", limit=_PREVIEW_SECONDS),
    ]


def _first_preview(engine: Engine, text: str, seed: int) -> float:
    body = {"prompt": f"{text} --seed {seed}"}
    with engine.client(headers={"accept": _STREAMED}) as client:
        begun = time.perf_counter()
        with client.stream("POST", "/midjourney/imagine", json=body) as answer:
            lines = answer.iter_lines()
            client.get(json.loads(next(lines))["raw_image_url"]).raise_for_status()
            seconds = time.perf_counter() - begun
            for _ in lines:  # the rest of it must not stand in the next one's way
                pass
    return seconds


async def _streams() -> list[Row]:
    """200 clients that each read one picture's lines while another one asks for tasks."""
    with Engine("--in-flight", "0", pixels=256) as engine:
        engine.imagine("the sea")
        headers = {"authorization": f"Bearer {engine.token}"}
        limits = httpx.Limits(max_connections=None)
        async with httpx.AsyncClient(
            base_url=engine.address, headers=headers, trust_env=False, verify=False, timeout=300, limits=limits
        ) as client:
            streams = asyncio.gather(*(_stream(client, number) for number in range(_STREAMS)))
            answers = await _asked(client, streams)
            progresses = await streams
    whole = [steps for steps in progresses if steps and steps[-1] == 100]
    disordered = sum(steps != sorted(steps) for steps in progresses)
    return [
        Row("streams of 200 that were dropped", float(_STREAMS - len(whole)), "", limit=0),
        Row("streams of 200 that were out of order", float(disordered), "", limit=0),
        Row("tasks answered meanwhile, p95", quantiles(answers, n=20)[-1], "ms", limit=_ANSWER_MS),
        Row("tasks answered meanwhile, slowest", max(answers), "ms"),
    ]


async def _stream(client: httpx.AsyncClient, number: int) -> list[int]:
    """The progress of each line that came."""
    body = {"prompt": f"the sea at dusk --seed {number}"}
    steps: list[int] = []
    try:
        async with client.stream("POST", "/midjourney/imagine", json=body, headers={"accept": _STREAMED}) as answer:
            async for line in answer.aiter_lines():
                steps.append(int(json.loads(line)["progress"]))
    except httpx.HTTPError:
        pass
    return steps


async def _asked(client: httpx.AsyncClient, streams: "asyncio.Future[list[list[int]]]") -> list[float]:
    """How long each of many questions took, in milliseconds, until the streams were over."""
    taken: list[float] = []
    while not streams.done():
        begun = time.perf_counter()
        answer = await client.post("/midjourney/tasks", json={"action": "retrieve_batch", "limit": 5})
        answer.raise_for_status()
        taken.append((time.perf_counter() - begun) * 1000)
        await asyncio.sleep(0.05)
    return taken
