"""Data of an engine from before the file of tasks had a version."""

import json
import sqlite3
from pathlib import Path

from mj_desktop.demo.picture import Origin, Picture
from mj_desktop.demo.tasks import PICTURE, Tasks

_FORMER = """
create table tasks (
  id text primary key, trace_id text not null, type text not null, request text not null, seed integer not null,
  streamed integer not null, mask text not null, created_at real not null,
  started_at real, finished_at real, response text);
create table pictures (id text primary key, facts text not null);
"""
GRID = Picture("1", "a task", "grid", "a.png", 8, 8, False, None, Origin("generate", "a cat"), {"tiles": []})


def former(file: Path) -> None:
    """Write a file as it was then: a finished grid, and a region edit that was running."""
    with sqlite3.connect(file) as rows:
        rows.executescript(_FORMER)
        insert = "insert into tasks values (?, 't', 'imagine', ?, 7, 0, ?, ?, null, ?, ?)"
        request = json.dumps({"callback_url": "http://127.0.0.1:9/"})
        rows.execute(insert, ("a task", request, "", 1.0, 2.0, json.dumps({"success": True})))
        rows.execute(insert, ("another", request, "mask.png", 3.0, None, None))
        rows.execute("insert into pictures values ('1', ?)", (json.dumps(GRID.to_json()),))
    rows.close()


def test_tasks_and_pictures_of_an_older_engine_are_taken_over_once(tmp_path: Path) -> None:
    former(tmp_path / "tasks")
    for _ in range(2):
        tasks = Tasks(tmp_path / "tasks")
        assert [task.kept for task in tasks.named("id", ["a task", "another"])] == [{}, {"mask": "mask.png"}]
        assert [task.id for task in tasks.unfinished()] == ["another"]
        assert [(task.id, task.owed) for task in tasks.owing()] == [("another", "http://127.0.0.1:9/")]
        assert tasks.picture("1") == GRID
        assert tasks.product("1", PICTURE) == GRID.to_json()
        assert tasks.product("1", "video") is None
        tasks.close()
