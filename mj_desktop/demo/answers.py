"""The endpoints that answer at once and make no task: shorten, translate, seed (contract 1.4)."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeAlias

from . import fields, moderation
from .errors import bad_request
from .shortening import shorten
from .tasks import Tasks
from .translating import translate

_BILLED = 0.18
"""Credits that the service bills for shortening (contract 1.8); this engine only says so."""
Answer: TypeAlias = Callable[[Tasks, Mapping[str, Any]], Awaitable[dict[str, Any]]]


async def _shortened(tasks: Tasks, body: Mapping[str, Any]) -> dict[str, Any]:
    prompt = _needed(body, "prompt")
    moderation.check(prompt)
    started = time.time()
    answer = {"prompts": await asyncio.to_thread(shorten, prompt)}
    finished = time.time()
    times = {"started_at": started, "finished_at": finished, "elapsed": round(finished - started, 3)}
    return {**answer, **times, "cost": _BILLED}  # as live answers do (contract 1.4)


async def _translated(tasks: Tasks, body: Mapping[str, Any]) -> dict[str, Any]:
    return {"content": await asyncio.to_thread(translate, _needed(body, "content"))}


async def _seed(tasks: Tasks, body: Mapping[str, Any]) -> dict[str, Any]:
    """The number that a picture was drawn from; of an upscaled one that of the grid it was chosen from."""
    picture = tasks.picture(_needed(body, "image_id"))
    while picture is not None and picture.origin.action.startswith(("upscale", "redo_upscale")):
        picture = tasks.picture(picture.origin.parent)
    found = [] if picture is None else tasks.named("id", [picture.task_id])
    if not found:
        raise bad_request("image_id is unknown: it names no finished picture of this engine")
    return {"seed": str(found[0].seed)}


def _needed(body: Mapping[str, Any], name: str) -> str:
    text: str = fields.checked(body, {name: fields.words}).get(name, "")
    if not text.strip():
        raise bad_request(f"{name} is required")
    return text


ANSWERS: dict[str, Answer] = {"shorten": _shortened, "translate": _translated, "seed": _seed}
