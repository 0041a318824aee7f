"""`/midjourney/tasks`: what a client asks of it, and what it is told (contract 1.5)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from .engine import Engine
from .errors import bad_request
from .fields import clean
from .tasks import Task, Wanted

_LIMIT = 12
_MOST = 1_000


def look_up(engine: Engine, body: dict[str, Any]) -> dict[str, Any]:
    """One task's record, `{}` if there is none; or `items` and `count`, the number of all that match."""
    given = {name: value for name, value in body.items() if value is not None}
    ids, trace_ids = _names(given, "ids") or _names(given, ""), _names(given, "trace_ids")
    action = given.get("action", "retrieve_batch" if ids or trace_ids else "retrieve")
    if action == "retrieve":
        return _one(engine, given)
    if action != "retrieve_batch":
        raise bad_request("action must be retrieve or retrieve_batch")
    if ids or trace_ids:
        both = [*engine.tasks.named("id", ids), *engine.tasks.named("trace_id", trace_ids)]
        found = [*{task.id: task for task in both}.values()]
        start, most = _amount(given, "offset", 0), _amount(given, "limit", len(found))
        return {"items": _records(engine, found[start : start + most]), "count": len(found)}
    tasks, count = engine.tasks.listed(_wanted(given), _amount(given, "limit", _LIMIT), _amount(given, "offset", 0))
    return {"items": _records(engine, tasks), "count": count}


def _one(engine: Engine, given: dict[str, Any]) -> dict[str, Any]:
    name, trace_id = _text(given, "id") or _text(given, "task_id"), _text(given, "trace_id")
    if not name and not trace_id:
        raise bad_request("id or trace_id is required")
    found = engine.tasks.named("id", [name]) if name else engine.tasks.named("trace_id", [trace_id or ""])
    return _records(engine, found[:1])[0] if found else {}


def _records(engine: Engine, tasks: Sequence[Task]) -> list[dict[str, Any]]:
    return [engine.live(task).record() for task in tasks]


def _wanted(given: dict[str, Any]) -> Wanted:
    return Wanted(
        type=_text(given, "type"),
        user_id=_text(given, "user_id"),
        application_id=_text(given, "application_id"),
        created_at_min=_moment(given, "created_at_min"),
        created_at_max=_moment(given, "created_at_max"),
    )


def _names(given: dict[str, Any], field: str) -> list[str]:
    values = given.get(field, [])
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise bad_request(f"{field or 'ids'} must be an array of strings")
    return [clean(value) for value in values if value]


def _text(given: dict[str, Any], field: str) -> str | None:
    value = given.get(field)
    if value is not None and not isinstance(value, str):
        raise bad_request(f"{field} must be a string")
    return clean(value) if value else None


def _amount(given: dict[str, Any], field: str, default: int) -> int:
    """A whole number from 0 on; a page has at most a thousand tasks."""
    value = given.get(field, default)
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise bad_request(f"{field} must be a whole number from 0 on")
    return min(value, _MOST if field == "limit" else 2**53)


def _moment(given: dict[str, Any], field: str) -> float | None:
    value = given.get(field)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not -1e18 < value < 1e18 or math.isnan(value):
        raise bad_request(f"{field} must be a number of seconds since 1970")
    return float(value)
