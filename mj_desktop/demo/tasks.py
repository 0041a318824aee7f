"""Tasks and pictures on disk: what was asked, and what came of it, safe from the engine being killed."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .picture import Picture

# Types of products.
PICTURE = "picture"
VIDEO = "video"

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
_COPIED = (
    *("success", "task_id", "image_id", "image_url", "raw_image_url", "sub_image_urls", "video_id", "video_urls"),
    *("descriptions", "actions", "error"),
)

# What a stored response has besides what was given out, as in older samples (contract 1.5).
STORED_ONLY = ("job_id", "hold")

# What made a file of tasks out of the one before it; its `user_version` says how many of these are done.
_STEPS = (
    """
create table if not exists tasks (
  id text primary key, trace_id text not null, type text not null, request text not null, seed integer not null,
  streamed integer not null, mask text not null, created_at real not null,
  started_at real, finished_at real, response text);
create index if not exists tasks_by_time on tasks (created_at);
create index if not exists tasks_by_trace on tasks (trace_id);
create table if not exists pictures (id text primary key, facts text not null);
""",
    """
alter table tasks add column kept text not null default '{}';
update tasks set kept = json_object('mask', mask) where mask != '';
alter table tasks drop column mask;
alter table tasks add column base text not null default '';
create table products (id text primary key, task_id text not null, type text not null, facts text not null);
insert into products select id, json_extract(facts, '$.task_id'), 'picture', facts from pictures;
create index products_by_task on products (task_id);
drop table pictures;
alter table tasks add column bytes integer not null default 0;
alter table tasks add column used_at real;
update tasks set used_at = finished_at;
create index tasks_by_use on tasks (used_at, bytes, id);
""",
    """
alter table tasks add column owed text not null default '';
update tasks set owed = coalesce(json_extract(request, '$.callback_url'), '')
  where finished_at is null and type in ('imagine', 'edits', 'videos');
create index tasks_by_owed on tasks (owed) where owed != '';
""",
)


# What only forgetting needs.
_UNTOLD = ("bytes", "used_at")


@dataclass(frozen=True)
class Product:
    """What a task leaves behind for others to go on from, by an id of its own: `type` says what `facts` are."""

    id: str
    task_id: str
    type: str
    facts: dict[str, Any]


@dataclass(frozen=True)
class Task:
    """One request and what became of it; addresses in `response` are relative to the server's.

    `kept`: the names of files that were made for it beforehand. `base`: the server's address as its client wrote it.
    `owed`: the address that its results are still to be posted to; "" once they are, or where none was given.
    """

    id: str
    trace_id: str
    type: str
    request: dict[str, Any]
    seed: int
    streamed: bool
    created_at: float
    kept: dict[str, str] = field(default_factory=dict)
    base: str = ""
    owed: str = ""
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
            "finished_at": self.finished_at,
        }
        if self.started_at is not None:
            record["started_at"] = self.started_at  # unlike the end it may not be null
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
        self._bring_up_to_date()

    def _bring_up_to_date(self) -> None:
        done = int(self._rows.execute("pragma user_version").fetchone()[0])
        for number, step in enumerate(_STEPS[done:], start=done + 1):
            self._rows.executescript(f"begin immediate; {step} pragma user_version = {number}; commit;")

    def close(self) -> None:
        """Close the file."""
        self._rows.close()

    def add(self, task: Task) -> None:
        """Journal a task before anything is drawn for it."""
        facts = (task.id, task.trace_id, task.type, json.dumps(task.request), task.seed, task.streamed)
        self._rows.execute(
            "insert into tasks (id, trace_id, type, request, seed, streamed, kept, base, owed, created_at)"
            " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (*facts, json.dumps(task.kept), task.base, task.owed, task.created_at),
        )

    def finish(self, task: Task, product: Product | None = None) -> None:
        """Keep how a task ended, together with what it leaves behind, if anything."""
        self._rows.execute("begin")
        if product is not None:
            self.keep(product)
        self._rows.execute(
            "update tasks set started_at = ?, finished_at = ?, used_at = ?, response = ? where id = ?",
            (task.started_at, task.finished_at, task.finished_at, json.dumps(task.response), task.id),
        )
        self._rows.execute("commit")

    def posted(self, task_id: str) -> None:
        """A task's results were posted to its client's address, whatever that answered."""
        self._rows.execute("update tasks set owed = '' where id = ?", (task_id,))

    def keep(self, product: Product) -> None:
        """Keep what a task leaves behind; in place of what it left by the same id before it was taken up again."""
        row = (product.id, product.task_id, product.type, json.dumps(product.facts))
        self._rows.execute("insert or replace into products (id, task_id, type, facts) values (?, ?, ?, ?)", row)

    def product(self, product_id: str, type: str) -> dict[str, Any] | None:  # noqa: A002 (the record's word)
        """The facts of what a finished task left behind by this id."""
        found = self._rows.execute("select facts from products where id = ? and type = ?", (product_id, type))
        row = found.fetchone()
        facts: dict[str, Any] | None = None if row is None else json.loads(row["facts"])
        return facts

    def picture(self, image_id: str) -> Picture | None:
        """The finished picture with this id."""
        facts = self.product(image_id, PICTURE)
        return None if facts is None else Picture.from_json(facts)

    def unweighed(self) -> list[Task]:
        """Finished tasks of which nobody has said yet how much room they take."""
        return [*self._found("where bytes = 0 and finished_at is not null", ())]

    def weigh(self, task_id: str, size: int) -> None:
        """Keep how many bytes a task takes."""
        self._rows.execute("update tasks set bytes = ? where id = ?", (size, task_id))

    def use(self, product_id: str, moment: float) -> None:
        """Somebody goes on from this: the tasks that it came from are as young as that now."""
        while product_id:
            row = self._rows.execute("select task_id, facts from products where id = ?", (product_id,)).fetchone()
            if row is None:
                return
            self._rows.execute("update tasks set used_at = ? where id = ? and used_at < ?", (moment, row[0], moment))
            product_id = json.loads(row[1]).get("origin", {}).get("parent", "")

    def beyond(self, limit: int) -> list[Task]:
        """The finished tasks, least recently used first, without which the others take at most `limit` bytes."""
        sizes = "select id, bytes from tasks where used_at is not null order by used_at, rowid"
        total = int(self._rows.execute("select coalesce(sum(bytes), 0) from tasks").fetchone()[0])
        found = []
        for task_id, size in self._rows.execute(sizes) if total > limit else ():
            if total <= limit:
                break
            found.append(task_id)
            total -= size
        return self.named("id", found)

    def forget(self, task: Task) -> None:
        """Let a task and what it left behind go."""
        self._rows.execute("begin")
        self._rows.execute("delete from products where task_id = ?", (task.id,))
        self._rows.execute("delete from tasks where id = ?", (task.id,))
        self._rows.execute("commit")

    def mentions(self, file: str) -> bool:
        """Whether any task or what it left behind has to do with a file."""
        found = (
            "select 1 from tasks where instr(kept, ?) union all select 1 from products where instr(facts, ?) limit 1"
        )
        return self._rows.execute(found, (file, file)).fetchone() is not None

    def picture_of(self, task_id: str) -> Picture | None:
        """The picture that a finished task made; one that it was given has no number as its id."""
        wanted = "select facts from products where task_id = ? and type = ? and id glob '[0-9]*'"
        row = self._rows.execute(wanted, (task_id, PICTURE)).fetchone()
        return None if row is None else Picture.from_json(json.loads(row["facts"]))

    def count(self) -> int:
        """How many tasks there ever were."""
        return int(self._rows.execute("select coalesce(max(rowid), 0) from tasks").fetchone()[0])

    def unfinished(self) -> list[Task]:
        """Tasks that were running when the engine ended, oldest first."""
        return [*self._found("where finished_at is null order by created_at, rowid", ())]

    def owing(self) -> list[Task]:
        """Tasks, finished or not, whose results are still to be posted, oldest first."""
        return [*self._found("where owed != '' order by created_at, rowid", ())]

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
            facts = {name: row[name] for name in row.keys() if name not in _UNTOLD}  # noqa: SIM118 (a Row is a sequence)
            read = {name: json.loads(row[name]) for name in ("request", "kept", "response") if row[name]}
            yield Task(**{**facts, **read, "streamed": bool(row["streamed"])})
