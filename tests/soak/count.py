"""The count: what every journalled generation came to, held against what the engine knows."""

import json
import time
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from mj_desktop.core.errors import ConnectionLost
from mj_desktop.core.generation import Generation, State
from tests.engine import Engine

EMAIL = "person@example.org"
_PAGE = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How generations ended. `offered`: unknown to the engine and offered for sending; `lost`: neither here nor
    offered; `double`: tasks more than one for a generation, or generations more than one for a task."""

    generations: int = 0
    stored: int = 0
    failed: int = 0
    offered: int = 0
    lost: int = 0
    double: int = 0

    def __add__(self, other: "Count") -> "Count":
        mine, theirs = asdict(self), asdict(other)
        return Count(**{name: mine[name] + theirs[name] for name in mine})


def counted(generations: list[Generation], tasks: list[dict[str, Any]]) -> Count:
    """The count of a profile whose tasks at the engine these are; every first prompt is used once."""
    ids = {str(task["id"]): task for task in tasks}
    owners = Counter(each.task_id for each in generations if each.task_id is not None)
    prompts = Counter(_wish(task["request"]) for task in tasks)
    twice = sum(count - 1 for count in prompts.values()) + sum(count - 1 for count in owners.values())
    unclaimed = len([name for name in ids if name not in owners and _is_drawn(ids[name])])
    ends = Counter(_end(each, ids) for each in generations)
    return Count(
        generations=len(generations), stored=ends["stored"], failed=ends["failed"], offered=ends["offered"],
        lost=ends["lost"] + unclaimed, double=twice,
    )  # fmt: skip


def _wish(request: dict[str, Any]) -> tuple[object, ...]:
    """What makes a request of these runs one of its kind: prompts are numbered, and so are pictures acted on."""
    return tuple(request.get(name) for name in ("prompt", "action", "image_id", "image_url", "video_id", "quality"))


def _end(found: Generation, tasks: dict[str, dict[str, Any]]) -> str:
    if found.state is State.STORED:
        return "stored" if found.task_id in tasks and found.file is not None else "lost"
    if found.state is State.WAITING:
        return "offered"
    if found.state is not State.FAILED or found.failure is None:
        return "lost"
    if found.task_id is None and found.failure.code in (ConnectionLost.code, "bad_answer", "unreachable"):
        return "offered"
    return "lost" if _is_drawn(tasks.get(found.task_id or "", {})) else "failed"


def _is_drawn(task: dict[str, Any]) -> bool:
    """True for a task that is charged: it has its picture."""
    response = task.get("response") or {}
    return bool(response.get("success")) and response.get("progress") == 100


def all_tasks(engine: Engine) -> list[dict[str, Any]]:
    """Every task that the engine knows."""
    found: list[dict[str, Any]] = []
    with engine.client() as client:
        while True:
            question = {"action": "retrieve_batch", "offset": len(found), "limit": _PAGE}
            page = client.post("/midjourney/tasks", json=question).json()["items"]
            found += page
            if len(page) < _PAGE:
                return found


def secrets_in(folder: Path, *secrets: str) -> int:
    """How many of the files under `folder` hold one of `secrets`, in plain or as JSON and SQLite write them."""
    wanted = [secret.encode() for secret in (*secrets, EMAIL)]
    files = (path for path in folder.rglob("*") if path.is_file())
    return sum(any(secret in path.read_bytes() for secret in wanted) for path in files)


def told(count: Count, *, growth: float, left: int, secrets: int, ok: bool) -> str:
    """The last line of a soak."""
    facts = asdict(count) | {"rss_growth_mb": round(growth, 1), "fds_left": left, "secrets": secrets, "ok": ok}
    return json.dumps(facts)


def until(condition: Any, within: float, what: str) -> None:
    """Wait for something of another process; raises TimeoutError."""
    limit = time.monotonic() + within
    while not condition():
        if time.monotonic() > limit:
            raise TimeoutError(what)
        time.sleep(0.02)
