"""Tasks and pictures on disk: what was asked, and what came of it, safe from the engine being killed."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from .picture import Picture

# The account that every task of the engine belongs to; constant, so that clients can filter by it.
USER_ID = "5e6e8a3c-3b5b-4d0e-9a43-0d0e5f0d1a01"
APPLICATION_ID = "5e6e8a3c-3b5b-4d0e-9a43-0d0e5f0d1a02"
_ACCOUNT = {
    "application_id": APPLICATION_ID,
    "credential_id": "5e6e8a3c-3b5b-4d0e-9a43-0d0e5f0d1a03",
    "user_id": USER_ID,
    "api_id": "5e6e8a3c-3b5b-4d0e-9a43-0d0e5f0d1a04",
}
# What real clients look for at a record's top level (contract 6.1), once the task is finished.
_COPIED = ("success", "task_id", "image_id", "image_url", "raw_image_url", "sub_image_urls", "actions", "error")

_SCHEMA = """
create table if not exists tasks (
  id text primary key, trace_id text not null, type text not null, request text not null, seed integer not null,
  streamed integer not null, mask text not null, created_at real not null,
  started_at real, finished_at real, response text);
create index if not exists tasks_by_time on tasks (created_at);
create index if not exists tasks_by_trace on tasks (trace_id);
create table if not exists pictures (id text primary key, facts text not null);
"""


@dataclass(frozen=True)
class Task:
    """One request and what became of it; addresses in `response` are relative to the server's."""

    id: str
    trace_id: str
    type: str
    request: dict[str, Any]
    seed: int
    streamed: bool
    mask: str
    created_at: float
    started_at: float | None = None
    finished_at: float | None = None
    response: dict[str, Any] | None = None

    def record(self) -> dict[str, Any]:
        """The documented record (contract 1.5), with the copies that real clients need (6.1) once it is finished.

        There is no `response` key while there is nothing; a null would crash them.
        """
        record: dict[str, Any] = {"id": self.id, "type": self.type, **_ACCOUNT, "trace_id": self.trace_id}
        record |= {
            "request": self.request,
            "created_at": self.created_at,
            "started_at": self.started_at,
            "finished_at": self.finished_at,
        }
        if self.response is not None:
            record["response"] = self.response
        if self.finished_at is not None and self.response is not None:
            elapsed = round(self.finished_at - (self.started_at or self.created_at), 3)
            record |= {"elapsed": elapsed, "duration": elapsed}
            record |= {name: self.response[name] for name in _COPIED if name in self.response}
        return record


@dataclass(frozen=True)
class Wanted:
    """Which tasks a listing asks for; None is no condition."""

    type: str | None = None
    user_id: str | None = None
    application_id: str | None = None
    created_at_min: float | None = None
    created_at_max: float | None = None


class Tasks:
    """The SQLite file with tasks and pictures. It survives kills; a power cut may cost the last moments."""

    def __init__(self, file: Path) -> None:
        self._rows = sqlite3.connect(file, isolation_level=None)
        self._rows.row_factory = sqlite3.Row
        self._rows.execute("pragma journal_mode = wal")
        self._rows.execute("pragma synchronous = normal")
        self._rows.executescript(_SCHEMA)

    def close(self) -> None:
        """Close the file."""
        self._rows.close()

    def add(self, task: Task) -> None:
        """Journal a task before anything is drawn for it."""
        facts = (task.id, task.trace_id, task.type, json.dumps(task.request), task.seed, task.streamed, task.mask)
        self._rows.execute(
            "insert into tasks (id, trace_id, type, request, seed, streamed, mask, created_at)"
            " values (?, ?, ?, ?, ?, ?, ?, ?)",
            (*facts, task.created_at),
        )

    def finish(self, task: Task, picture: Picture | None = None) -> None:
        """Keep how a task ended, together with its picture if it has one."""
        self._rows.execute("begin")
        if picture is not None:
            facts = json.dumps(picture.to_json())
            self._rows.execute("insert into pictures (id, facts) values (?,?)", (picture.image_id, facts))
        self._rows.execute(
            "update tasks set started_at = ?, finished_at = ?, response = ? where id = ?",
            (task.started_at, task.finished_at, json.dumps(task.response), task.id),
        )
        self._rows.execute("commit")

    def picture(self, image_id: str) -> Picture | None:
        """The finished picture with this id."""
        row = self._rows.execute("select facts from pictures where id = ?", (image_id,)).fetchone()
        return None if row is None else Picture.from_json(json.loads(row["facts"]))

    def count(self) -> int:
        """How many tasks there ever were."""
        return int(self._rows.execute("select count(*) from tasks").fetchone()[0])

    def unfinished(self) -> list[Task]:
        """Tasks that were running when the engine ended, oldest first."""
        return [*self._found("where finished_at is null order by created_at, rowid", ())]

    def named(self, column: str, names: Sequence[str]) -> list[Task]:
        """Tasks by their `id` or `trace_id`, in the order of the names; unknown ones are left out."""
        found = [self._found(f"where {column} = ?", (name,)) for name in dict.fromkeys(names)]
        return [task for tasks in found for task in tasks]

    def listed(self, wanted: Wanted, limit: int, offset: int) -> tuple[list[Task], int]:
        """The newest tasks that meet all conditions, and how many there are in all."""
        if wanted.user_id not in (None, USER_ID) or wanted.application_id not in (None, APPLICATION_ID):
            return [], 0
        conditions = {
            "type = ?": wanted.type,
            "created_at >= ?": wanted.created_at_min,
            "created_at <= ?": wanted.created_at_max,
        }
        given = {text: value for text, value in conditions.items() if value is not None}
        where = f"where {' and '.join(given)}" if given else ""
        total = self._rows.execute(f"select count(*) from tasks {where}", (*given.values(),)).fetchone()[0]
        newest = f"{where} order by created_at desc, rowid desc limit ? offset ?"
        return [*self._found(newest, (*given.values(), limit, offset))], int(total)

    def _found(self, where: str, values: Sequence[Any]) -> Iterator[Task]:
        for row in self._rows.execute(f"select * from tasks {where}", values).fetchall():
            facts = {name: row[name] for name in row.keys()}  # noqa: SIM118 (a Row is a sequence)
            task = Task(**{**facts, "request": json.loads(row["request"]), "streamed": bool(row["streamed"])})
            yield replace(task, response=json.loads(row["response"])) if row["response"] else task
