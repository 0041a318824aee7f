"""The account's tasks: listed as the service does, told apart from what is here, and brought into the library."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from mj_desktop.api import wire
from mj_desktop.api.client import Client
from mj_desktop.core.generation import DEMO, Generation, Sent, State, advance, new
from mj_desktop.core.lineage import Lineage
from mj_desktop.core.pauses import Pauses
from mj_desktop.core.request import VIDEO, Imagine
from mj_desktop.core.tasks import Here, Look, Older, Recover, Stage, StopRecovery, TaskList
from mj_desktop.library.library import Library
from mj_desktop.recovering import recovered
from mj_desktop.tasks import PAGE, Tasks, told
from tests.conftest import Run
from tests.desk import QUICK, Desk, desk
from tests.engine import Engine
from tests.test_searching import account, task

SOON = replace(QUICK, apart=0.0)
SAMPLES = Path(__file__).parent.parent / "resources" / "contract" / "samples"
EMAIL = "someone@example.org"


class At:
    """A desk with the tasks of its origins."""

    def __init__(self, at: Desk, pauses: Pauses, page: int) -> None:
        self.desk, self.tasks = at, Tasks(at.studio, at.library, pauses, page)
        self.said: list[str] = []
        self._news = asyncio.Event()
        self.tasks.changed.connect(self._hear)
        self.tasks.said.connect(lambda message: self.said.append(message.what))

    def _hear(self, _: TaskList) -> None:
        self._news.set()

    async def until(self, condition: Callable[[TaskList], bool]) -> TaskList:
        while not condition(self.tasks.list):
            self._news.clear()
            await self._news.wait()
        return self.tasks.list

    async def listed(self, look: Look) -> TaskList:
        self.tasks.watch(True)
        self.tasks.ask(look)
        return await self.until(lambda shown: shown.look == look and not shown.busy)

    async def recover(self, *ids: str) -> TaskList:
        self.tasks.ask(Recover(ids))
        return await self.until(lambda shown: shown.progress is None)


@asynccontextmanager
async def opened(
    profile: Path, *engines: tuple[str, Any], pauses: Pauses = SOON, page: int = PAGE
) -> AsyncIterator[At]:
    async with desk(profile, *engines, pauses=pauses) as at:
        yield At(at, pauses, page)


@pytest.fixture
def family(engine: Engine) -> list[dict[str, Any]]:
    """A grid, one of its tiles, and a grid made from that, drawn by somebody else on the same account."""
    grid = engine.imagine("a lighthouse --ar 1:1 --v 7", mode="turbo", version="7")
    single = engine.imagine(action="upscale2", image_id=grid["image_id"])
    return [grid, single, engine.imagine(action="variation_subtle", image_id=single["image_id"])]


def ids(results: list[dict[str, Any]]) -> tuple[str, ...]:
    return tuple(result["task_id"] for result in results)


def kept(at: At) -> list[Generation]:
    return sorted(at.desk.library.all(), key=lambda each: each.created_at)


def test_tasks_are_brought_in_with_picture_and_lineage_and_stand_after_a_restart(
    run: Run[Any], tmp_path: Path, engine: Engine, family: list[dict[str, Any]]
) -> None:
    async def work() -> list[Generation]:
        async with opened(tmp_path, (DEMO, engine)) as at:
            shown = await at.listed(Look(DEMO, ids=ids(family)))
            assert [shown.here(each) for each in shown.tasks] == [Here.MISSING] * 3
            shown = await at.recover(*ids(family))
            assert [shown.here(each) for each in shown.tasks] == [Here.KEPT] * 3
            assert at.said == ["{count} tasks are in the library now."]
            await at.recover(*ids(family))  # once more: nothing is here twice
            return kept(at)

    found = run(work())
    assert [each.state for each in found] == [State.STORED] * 3
    assert [each.task_id for each in found] == list(ids(family))
    assert [each.parent for each in found] == [None, found[0].id, found[1].id]
    assert [each.request.action for each in found] == ["generate", "upscale2", "variation_subtle"]
    assert (found[0].request.mode, found[0].request.version) == ("turbo", "7")
    assert [list(each.actions) for each in found] == [result["actions"] for result in family]
    for each, result in zip(found, family, strict=True):
        assert each.file is not None
        assert (tmp_path / "pictures" / each.file.name).read_bytes() == engine.picture(result["raw_image_url"])
        assert each.created_at == pytest.approx(engine.record(each.task_id or "")["created_at"], abs=2)


def test_tasks_are_found_by_their_trace_ids_too(
    run: Run[Any], tmp_path: Path, engine: Engine, family: list[dict[str, Any]]
) -> None:
    grid, single, other = family

    async def work() -> None:
        async with opened(tmp_path, (DEMO, engine)) as at:
            for asked in ((grid["trace_id"],), (grid["trace_id"], single["task_id"], "nobody's")):
                shown = await at.listed(Look(DEMO, ids=asked))
                expected = {grid["task_id"], single["task_id"]} if len(asked) > 1 else {grid["task_id"]}
                assert {each.id for each in shown.tasks} == expected
            assert (await at.listed(Look(DEMO, ids=("nobody's",)))).tasks == ()
            assert other["task_id"] not in {each.id for each in at.tasks.list.tasks}

    run(work())


def test_what_was_made_of_it_finds_its_parent_that_is_brought_in_later(
    run: Run[Any], tmp_path: Path, engine: Engine, family: list[dict[str, Any]]
) -> None:
    async def work() -> list[Generation]:
        async with opened(tmp_path, (DEMO, engine)) as at:
            await at.listed(Look(DEMO, ids=ids(family)))
            for task_id in reversed(ids(family)):
                await at.recover(task_id)
            return kept(at)

    found = run(work())
    assert [each.parent for each in found] == [None, found[0].id, found[1].id]
    library = Library(tmp_path)
    assert [each.id for each in library.children(found[0].id)] == [found[1].id]
    library.close()


def test_a_recovered_picture_is_acted_on_like_any_other(
    run: Run[Any], tmp_path: Path, engine: Engine, family: list[dict[str, Any]]
) -> None:
    async def work() -> None:
        async with opened(tmp_path, (DEMO, engine)) as at:
            await at.listed(Look(DEMO, ids=ids(family)))
            await at.recover(family[0]["task_id"])
            (grid,) = kept(at)
            request = grid.request.follow_up("upscale1", grid.image_id or "")
            assert (await at.desk.end(at.desk.studio.submit(DEMO, request, grid.id))).state is State.STORED

    run(work())


def test_all_of_an_account_are_brought_in_page_by_page_but_for_what_is_here_or_in_the_trash(
    run: Run[Any], tmp_path: Path
) -> None:
    async def work(engine: Engine) -> None:
        async with opened(tmp_path, (engine.address, engine), (DEMO, engine), page=2) as at:
            mine = at.desk.studio.submit(engine.address, Imagine(prompt="mine"))
            thrown = at.desk.studio.submit(engine.address, Imagine(prompt="thrown away"))
            await at.desk.end(mine)
            await at.desk.end(thrown)
            at.desk.library.delete([thrown.id], 1.0)
            shown = await at.listed(Look(engine.address))
            assert (len(shown.tasks), shown.has_older) == (2, True)
            places = {each.prompt: shown.here(each) for each in shown.tasks}
            assert (places["mine"], places["thrown away"]) == (Here.KEPT, Here.TRASH)
            shown = await at.recover()
            assert at.said == ["{count} tasks are in the library now."]
            assert len(at.desk.library.from_origin(engine.address)) == 4
            assert at.desk.library.from_origin(DEMO) == []
            for _ in range(2):
                at.tasks.ask(Older())
                shown = await at.until(lambda now: not now.busy)
            assert (len(shown.tasks), shown.has_older, len(shown.missing)) == (5, False, 0)
            assert len({each.id for each in shown.tasks}) == 5

    with Engine("--in-flight", "0", pixels=64) as own:
        for number in range(3):
            own.imagine(f"picture {number}")
        run(work(own))


def test_fetching_all_stops_when_a_person_says_so(run: Run[Any], tmp_path: Path, engine: Engine) -> None:
    drawn = engine.imagine("a cat")
    listed = [task(f"task-{n}", float(n)) | {"response": drawn, "finished_at": n + 1.0} for n in range(40)]

    async def work() -> None:
        with account(listed) as service:
            async with opened(tmp_path, (DEMO, service)) as at:
                await at.listed(Look(DEMO))
                at.tasks.ask(Recover())
                await at.until(lambda shown: shown.progress is not None and shown.progress.done > 0)
                at.tasks.ask(StopRecovery())
                await at.until(lambda shown: shown.progress is None)
                found = kept(at)
                assert 0 < len(found) < 40
                assert {each.state for each in found} == {State.STORED}

    run(work())


def test_a_program_that_ends_meanwhile_goes_on_with_what_it_had_journalled(
    run: Run[Any], tmp_path: Path, engine: Engine, family: list[dict[str, Any]]
) -> None:
    async def begin() -> list[Generation]:
        async with opened(tmp_path, (DEMO, engine)) as at:
            await at.listed(Look(DEMO, ids=ids(family)))
            at.tasks.ask(Recover(ids(family)))
            await at.until(lambda shown: Here.COMING in {shown.here(each) for each in shown.tasks})
            return at.desk.library.open_ones()

    async def go_on(left: list[Generation]) -> None:
        async with opened(tmp_path, (DEMO, engine)) as at:
            at.desk.seen = {each.id: [each] for each in left}
            at.desk.studio.resume()
            for each in left:
                assert (await at.desk.end(each)).state is State.STORED
            await at.listed(Look(DEMO, ids=ids(family)))
            await at.recover(*ids(family))
            assert sorted(each.task_id or "" for each in kept(at)) == sorted(ids(family))

    left = run(begin())
    assert left
    run(go_on(left))


def test_types_stages_and_failures_are_told_as_the_service_has_them(run: Run[Any], tmp_path: Path) -> None:
    async def work(engine: Engine) -> None:
        async with opened(tmp_path, (DEMO, engine)) as at:
            shown = await at.listed(Look(DEMO, type="imagine"))
            assert {each.type for each in shown.tasks} == {"imagine"}
            by_prompt = {each.prompt: each for each in shown.tasks}
            refused, drawn = by_prompt["a dog"], by_prompt["a cat"]
            assert (refused.stage, shown.here(refused)) == (Stage.FAILED, Here.NOTHING)
            assert refused.failure is not None and refused.failure.code == "forbidden"
            assert (drawn.stage, drawn.image_id, drawn.trace_id) == (
                Stage.FINISHED, grid["image_id"], engine.record(drawn.id)["trace_id"]
            )  # fmt: skip
            assert drawn.seconds is not None and drawn.seconds >= 0

    with Engine("--in-flight", "0", pixels=64) as own:
        grid = own.imagine("a cat")
        own.fault("failure-line", "forbidden", times=1)
        assert own.post("/midjourney/imagine", {"prompt": "a dog"}).status_code == 403
        run(work(own))


def test_words_are_listed_and_have_no_place_in_the_library(run: Run[Any], tmp_path: Path) -> None:
    words = task("words", 3.0, type="describe") | {"type": "describe", "finished_at": 4.0}
    words["response"] = json.loads((SAMPLES / "describe.json").read_text(encoding="utf-8"))
    drawing = task("drawing", 1.0) | {"type": "describe"}
    empty = task("empty", 0.5) | {"type": "vorstellen", "finished_at": 4.0}

    async def work() -> None:
        with account([words, drawing, empty]) as service:
            async with opened(tmp_path, (DEMO, service)) as at:
                shown = await at.listed(Look(DEMO))
                stages = [(each.type, each.stage) for each in shown.tasks]
                assert stages == [
                    ("describe", Stage.FINISHED), ("describe", Stage.DRAWING), ("vorstellen", Stage.EMPTY)
                ]  # fmt: skip
                assert {shown.here(each) for each in shown.tasks} == {Here.NOTHING}
                await at.recover()
                assert at.said == ["No task was missing."]
                assert kept(at) == []

    run(work())


def test_a_video_is_missing_too_and_would_be_what_it_had_been_were_it_begun_here() -> None:
    film = task("film", 2.0, "waves", image_url="https://a.de/b.png") | {"type": "videos", "finished_at": 4.0}
    drawing = wire.task(film)
    film["response"] = json.loads((SAMPLES / "videos.json").read_text(encoding="utf-8")) | {"cost": 1.5}
    drawn = wire.task(film)
    assert drawing is not None and drawn is not None
    assert [told(each).can_be_fetched for each in (drawing, drawn)] == [False, True]
    assert told(replace(drawing, finished_at=None)).can_be_fetched
    made = recovered(drawn, DEMO, 0.0, 9.0, Lineage())
    assert (made.request.action, made.request.image_url) == (VIDEO, "https://a.de/b.png")
    assert (made.state, made.cost, made.can_extend) == (State.FINISHED, 1.5, True)
    assert list(made.clips) == film["response"]["video_urls"]


def test_a_task_that_is_still_drawn_is_followed_and_can_be_taken_up(run: Run[Any], tmp_path: Path) -> None:
    async def work(engine: Engine) -> None:
        async with opened(tmp_path, (DEMO, engine)) as at:
            shown = await at.listed(Look(DEMO))
            (only,) = shown.tasks
            assert (only.stage, shown.here(only)) == (Stage.DRAWING, Here.MISSING)
            await at.recover(only.id)
            shown = await at.until(lambda now: now.tasks[0].stage is Stage.FINISHED)
            (taken,) = kept(at)
            assert (await at.desk.end(taken)).state is State.STORED

    with Engine(pace=1.0, pixels=64) as slow:
        slow.post("/midjourney/imagine", {"prompt": "a cat", "async": True})
        run(work(slow))


def test_what_could_be_one_that_was_never_named_is_left_to_the_search_for_it(
    run: Run[Any], tmp_path: Path, engine: Engine
) -> None:
    drawn, _ = engine.imagine("twin of a lost one"), engine.imagine("twin of a lost one")  # which, a person must say
    library = Library(tmp_path)
    library.add(advance(new(DEMO, Imagine(prompt="twin of a lost one"), 1.0), Sent(2.0)))
    library.close()

    async def work() -> None:
        async with opened(tmp_path, pauses=SOON) as at:
            at.desk.studio.resume()
            client = Client(engine.address, engine.token)
            at.desk.studio.connect_origin(DEMO, client)
            await at.listed(Look(DEMO, ids=(drawn["task_id"],)))
            await at.recover(drawn["task_id"])
            assert len(at.desk.library.all()) == 1
            assert "still being looked for" in at.said[0]
            await client.close()

    run(work())


def test_an_account_that_does_not_answer_says_so_and_what_was_listed_stays(run: Run[Any], tmp_path: Path) -> None:
    async def work(engine: Engine) -> None:
        async with opened(tmp_path, (DEMO, engine)) as at:
            before = await at.listed(Look(DEMO))
            engine.fault("html", 500, path="tasks")
            at.tasks.ask(Look(DEMO))
            shown = await at.until(lambda now: now.trouble is not None)
            assert shown.tasks == before.tasks and not shown.busy
            engine.no_faults()
            at.tasks.ask(Look(DEMO))
            assert (await at.until(lambda now: now.trouble is None)).tasks == before.tasks

    with Engine(pixels=64) as own:
        own.imagine("a cat")
        run(work(own))


def test_without_a_connection_nothing_is_listed(run: Run[Any], tmp_path: Path) -> None:
    async def work() -> None:
        async with opened(tmp_path) as at:
            shown = await at.listed(Look("https://api.example.org"))
            assert (shown.is_connected, shown.tasks, shown.trouble) == (False, (), None)

    run(work())


def test_no_e_mail_out_of_the_list_is_kept_anywhere(run: Run[Any], tmp_path: Path, engine: Engine) -> None:
    drawn = engine.imagine("a cat")
    response = {**drawn, "user": EMAIL}
    found = task("a-task", 5.0, "a cat", email=EMAIL) | {"response": response, "email": EMAIL, "finished_at": 6.0}
    broken = task("b-task", 4.0) | {"response": {"success": False, "error": {"code": "x", "message": f"for {EMAIL}"}}}

    async def work() -> None:
        with account([found, broken]) as service:
            async with opened(tmp_path, (DEMO, service)) as at:
                shown = await at.listed(Look(DEMO))
                await at.recover()
                assert EMAIL not in repr(shown)
                assert kept(at)[0].state is State.STORED

    run(work())
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(written) >= 3
    assert [path for path in written if EMAIL.encode() in path.read_bytes()] == []
