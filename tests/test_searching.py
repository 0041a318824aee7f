"""What was sent and never named: found by the service's clock, page by page, and never guessed."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from email.utils import formatdate
from pathlib import Path
from typing import Any

import pytest

from mj_desktop.api import wire
from mj_desktop.core.candidates import Claim
from mj_desktop.core.generation import DEMO, Generation, Sent, State, advance, new
from mj_desktop.core.request import EXTEND, Imagine
from mj_desktop.library.library import Library
from mj_desktop.searching import is_of
from tests.conftest import Run
from tests.desk import QUICK, Desk, desk
from tests.serving import Quiet, listening
from tests.waiting import until

HOUR = 3600.0
PAUSES = replace(QUICK, first=0.02, last=0.05, search=0.15)
Task = dict[str, Any]


class Account:
    """A service whose clock is `ahead` of ours, that lists `tasks` newest first and knows nothing else."""

    token = "a-token"

    def __init__(self, tasks: list[Task], ahead: float) -> None:
        self.offsets: list[int] = []
        account = self

        class Handler(Quiet):
            def do_POST(self) -> None:
                asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
                if "offset" in asked and "ids" not in asked:
                    account.offsets.append(asked["offset"])
                start = asked.get("offset", 0)
                page = tasks[start : start + asked.get("limit", 12)] if "ids" not in asked else []
                body = json.dumps({"items": page, "count": len(tasks)}).encode()
                self.send_response_only(200)
                self.send_header("date", formatdate(time.time() + ahead, usegmt=True))
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

        self.handler, self.address = Handler, ""


@contextmanager
def account(tasks: list[Task], ahead: float = 0.0) -> Iterator[Account]:
    made = Account(tasks, ahead)
    with listening(made.handler) as made.address:
        yield made


def task(name: str, at: float, prompt: str = "a cat", **request: Any) -> Task:
    return {"id": name, "created_at": at, "request": {"action": "generate", "prompt": prompt, **request}}


def lost(profile: Path, *requests: Imagine) -> list[Generation]:
    """Generations of a program that was killed before their tasks were named, just now."""
    library, made = Library(profile), []
    for request in requests:
        sent = advance(new(DEMO, request, time.time()), Sent(time.time()))
        library.add(sent)
        made.append(sent)
    library.close()
    return made


def resumed(
    run: Run[Any], profile: Path, service: Account, found: list[Generation], done: Callable[[Desk], bool]
) -> Desk:
    """The desk at a start on that profile, once `done` is so."""

    async def work() -> Desk:
        async with desk(profile, (DEMO, service), pauses=PAUSES) as at:
            at.seen = {each.id: [each] for each in found}
            at.studio.resume()
            await until(lambda: done(at))
            return at

    found_out: Desk = run(work())
    return found_out


def ends(*wanted: State) -> Callable[[Desk], bool]:
    return lambda at: [values[-1].state for values in at.seen.values()] == list(wanted)


@pytest.mark.parametrize("ahead", [-HOUR, 0.0, HOUR])
def test_it_is_found_by_the_services_clock(run: Run[Any], tmp_path: Path, ahead: float) -> None:
    found = lost(tmp_path, Imagine(prompt="a cat"))
    there = time.time() + ahead
    with account([task("other", there, "a dog"), task("mine", there - 100)], ahead) as service:
        at = resumed(run, tmp_path, service, found, ends(State.ACCEPTED))
    assert at.now(found[0]).task_id == "mine"


@pytest.mark.parametrize("ahead", [-HOUR, 0.0, HOUR])
def test_what_was_created_before_it_was_sent_is_not_it(run: Run[Any], tmp_path: Path, ahead: float) -> None:
    found = lost(tmp_path, Imagine(prompt="a cat"))
    with account([task("older", time.time() + ahead - 130)], ahead) as service:
        at = resumed(run, tmp_path, service, found, ends(State.FAILED))
    failed = at.now(found[0])
    assert failed.failure is not None
    assert (failed.failure.code, failed.task_id) == ("connection_lost", None)


def test_pages_are_read_until_older_tasks_come(run: Run[Any], tmp_path: Path) -> None:
    found, now = lost(tmp_path, Imagine(prompt="a cat")), time.time()
    newer = [task(f"newer {n}", now, f"dog {n}") for n in range(120)]
    older = [task(f"older {n}", now - 1000, f"fox {n}") for n in range(120)]
    with account([*newer, task("mine", now - 10), *older]) as service:
        at = resumed(run, tmp_path, service, found, ends(State.ACCEPTED))
    assert at.now(found[0]).task_id == "mine"
    assert service.offsets == [0, 50, 100]


def test_as_many_alike_as_were_lost_are_shared_out(run: Run[Any], tmp_path: Path) -> None:
    found = lost(tmp_path, Imagine(prompt="a cat"), Imagine(prompt="a cat"))
    with account([task("second", time.time()), task("first", time.time() - 5)]) as service:
        at = resumed(run, tmp_path, service, found, ends(State.ACCEPTED, State.ACCEPTED))
    assert [at.now(each).task_id for each in found] == ["first", "second"]


@pytest.mark.parametrize("chosen", ["first", None])
def test_more_alike_than_were_lost_are_shown_and_a_person_chooses(
    run: Run[Any], tmp_path: Path, chosen: str | None
) -> None:
    found = lost(tmp_path, Imagine(prompt="a cat"))

    async def work(service: Account) -> Desk:
        async with desk(tmp_path, (DEMO, service), pauses=PAUSES) as at:
            at.seen = {found[0].id: [found[0]]}
            at.studio.resume()
            await until(lambda: at.several)
            enough = len(service.offsets) + 2 * round(PAUSES.search / PAUSES.last)
            await until(lambda: len(service.offsets) >= enough)  # it is not given up, and not guessed
            assert at.now(found[0]).state is State.SENT
            at.studio.claim(Claim(found[0].id, chosen))
            wanted = State.FAILED if chosen is None else State.ACCEPTED
            await at.until(found[0], lambda value: value.state is wanted)
            return at

    with account([task("second", time.time()), task("first", time.time() - 5)]) as service:
        at = run(work(service))
    (shown,) = at.several
    assert [each.task_id for each in shown.tasks] == ["first", "second"]
    assert at.now(found[0]).task_id == chosen


def test_region_edits_that_only_look_alike_are_shown(run: Run[Any], tmp_path: Path) -> None:
    found = lost(tmp_path, *(Imagine(action="variation_region", image_id="7", mask=mask) for mask in (b"a", b"b")))
    tasks = [task(name, time.time(), "", action="variation_region", image_id="7") for name in ("one", "two")]
    with account(tasks) as service:
        at = resumed(run, tmp_path, service, found, lambda at: len({each.about for each in at.several}) == 2)
    assert [at.now(each).state for each in found] == [State.SENT, State.SENT]


def test_a_callback_address_of_its_own_tells_it_from_others(run: Run[Any], tmp_path: Path) -> None:
    mine, other = "https://example.org/a1", "https://example.org/b2"
    found, now = lost(tmp_path, Imagine(prompt="a cat", callback_url=mine)), time.time()
    tasks = [task("other", now, callback_url=other), task("bare", now), task("mine", now, callback_url=mine)]
    with account(tasks) as service:
        at = resumed(run, tmp_path, service, found, ends(State.ACCEPTED))
    assert at.now(found[0]).task_id == "mine"


@pytest.mark.parametrize(
    ("ours", "theirs", "could_be"),
    [
        (None, None, True),
        (None, "https://elsewhere.example.org/hook", False),
        ("https://mine.example.org/mj-a", "https://elsewhere.example.org/hook", False),
        ("https://mine.example.org/mj-a", "https://mine.example.org/mj-a", True),
        ("https://mine.example.org/mj-a", None, True),
    ],
)
def test_a_task_with_a_callback_address_that_the_request_did_not_carry_is_somebody_elses(
    ours: str | None, theirs: str | None, could_be: bool
) -> None:
    generation = new(DEMO, Imagine(prompt="a cat", callback_url=ours), 1.0)
    record = wire.task(task("it", 2.0, callback_url=theirs))
    assert record is not None and is_of(record, generation) is could_be


def test_a_lost_one_without_a_callback_address_leaves_tasks_that_have_one(run: Run[Any], tmp_path: Path) -> None:
    found, now = lost(tmp_path, Imagine(prompt="a cat"), Imagine(prompt="a dog")), time.time()
    other = "https://elsewhere.example.org/hook"
    tasks = [task("other", now, callback_url=other), task("mine", now), task("dog", now, "a dog", callback_url=other)]
    with account(tasks) as service:
        at = resumed(run, tmp_path, service, found, ends(State.ACCEPTED, State.FAILED))
    assert [at.now(each).task_id for each in found] == ["mine", None]


@pytest.mark.parametrize("other", [{"video_id": "8", "video_index": 1}, {"video_id": "7"}])
def test_the_extension_of_another_video_or_clip_is_not_it(run: Run[Any], tmp_path: Path, other: dict[str, Any]) -> None:
    found = lost(tmp_path, Imagine(prompt="on", action=EXTEND, video_id="7", video_index=1))
    extension: Task = task("other", time.time(), "on", action="extend", **other) | {"type": "videos"}
    with account([extension]) as service:
        at = resumed(run, tmp_path, service, found, lambda at: at.now(found[0]).state is not State.SENT)
    assert (at.now(found[0]).state, at.now(found[0]).task_id) == (State.FAILED, None)


def test_a_task_that_another_one_holds_is_not_claimed(run: Run[Any], tmp_path: Path) -> None:
    found = lost(tmp_path, Imagine(prompt="a cat"))
    library = Library(tmp_path)
    library.add(replace(new(DEMO, Imagine(prompt="a cat"), time.time()), state=State.SET_ASIDE, task_id="taken"))
    library.close()
    with account([task("taken", time.time())]) as service:
        at = resumed(run, tmp_path, service, found, ends(State.FAILED))
    assert at.now(found[0]).task_id is None


def test_a_task_that_is_answered_by_nothing_for_long_is_gone(run: Run[Any], tmp_path: Path) -> None:
    library = Library(tmp_path)
    known = replace(new(DEMO, Imagine(prompt="a cat"), time.time()), state=State.RUNNING, task_id="gone")
    library.add(known)
    library.close()

    async def work(service: Account) -> Desk:
        async with desk(tmp_path, (DEMO, service), pauses=replace(PAUSES, unknown=0.2)) as at:
            at.seen = {known.id: [known]}
            begun = time.monotonic()
            at.studio.resume()
            failed = await at.end(known)
            assert failed.failure is not None
            assert (failed.state, failed.failure.code, failed.task_id) == (State.FAILED, "task_unknown", "gone")
            assert "no longer knows this task" in at.said[-1].what
            assert time.monotonic() - begun >= 0.2
            return at

    with account([]) as service:
        run(work(service))
