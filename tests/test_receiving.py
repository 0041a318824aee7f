"""Results that the service posts: the real engine posts them over loopback, and polling has to do nothing."""

import asyncio
import json
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from mj_desktop.core import callbacks
from mj_desktop.core.generation import DEMO, Accepted, Generation, Sent, State, advance, new
from mj_desktop.core.pauses import Pauses
from mj_desktop.core.request import Imagine
from mj_desktop.core.settings import Settings
from mj_desktop.library.library import Library
from mj_desktop.receiving import Receiving
from tests.conftest import Run
from tests.desk import QUICK, Desk, desk, receiving
from tests.engine import Engine, free_port
from tests.mailbox import mailbox

NEVER = replace(QUICK, first=600.0, last=600.0)
"""With these pauses a task is asked for once, and not again while a test runs."""
PUBLIC = "http://127.0.0.1/anywhere"


class At:
    """A desk whose results are posted to it."""

    def __init__(self, at: Desk, made: Receiving) -> None:
        self.desk, self.receiving = at, made

    async def post(self, address: str, content: bytes | dict[str, Any], method: str = "POST") -> int:
        """The status that anybody gets for it."""
        body = content if isinstance(content, bytes) else json.dumps(content).encode()
        async with httpx.AsyncClient(trust_env=False, verify=False) as client:
            return (await client.request(method, address, content=body)).status_code


@asynccontextmanager
async def opened(
    profile: Path, *engines: tuple[str, Any], pauses: Pauses = NEVER, **settings: Any
) -> AsyncIterator[At]:
    async with desk(profile, *engines, pauses=pauses) as at, receiving(at, **settings) as made:
        yield At(at, made)


def drawing(profile: Path, task_id: str | None = "a-task", public: str = PUBLIC) -> Generation:
    """One of an earlier start that the service draws, to whose path it posts."""
    sent = advance(new(DEMO, Imagine(prompt="a cat", callback_url=callbacks.fresh(public)), 1.0), Sent(2.0))
    library = Library(profile)
    library.add(sent if task_id is None else advance(sent, Accepted(task_id)))
    library.close()
    return sent


def test_a_picture_is_posted_while_it_is_drawn_and_when_it_is_done(
    run: Run[Any], tmp_path: Path, engine: Engine
) -> None:
    async def work() -> None:
        async with opened(tmp_path, (DEMO, engine)) as at:
            drawn = await at.desk.draw("a lighthouse")
            percents = [seen.percent for seen in at.desk.seen[drawn.id] if seen.state is State.RUNNING]
            assert drawn.state is State.STORED and not drawn.stream_lost
            assert len(set(percents)) > 1
            url = drawn.request.callback_url
            assert url is not None and callbacks.secret(url) is not None
            assert engine.record(drawn.task_id or "")["request"]["callback_url"] == url

    run(work())


def test_each_generation_has_a_path_of_its_own_and_wishing_twice_is_still_once(
    run: Run[Any], tmp_path: Path, engine: Engine
) -> None:
    async def work() -> None:
        async with opened(tmp_path, (DEMO, engine)) as at:
            first = at.desk.studio.submit(DEMO, Imagine(prompt="a cat"))
            again = at.desk.studio.submit(DEMO, Imagine(prompt="a cat"))
            other = at.desk.studio.submit(DEMO, Imagine(prompt="a dog"))
            assert first.id == again.id
            urls = {found.request.callback_url for found in (first, other)}
            assert len(urls) == 2 and None not in urls
            await at.desk.end(first)
            await at.desk.end(other)

    run(work())


RESULT = {"success": True, "task_id": "a-task", "progress": 40, "image_url": "http://127.0.0.1:9/preview.webp"}


@pytest.mark.parametrize("task_id", ["a-task", None], ids=["named", "never named"])
def test_what_is_posted_at_a_known_path_counts_in_any_order_and_twice(
    run: Run[Any], tmp_path: Path, engine: Engine, task_id: str | None
) -> None:
    done = engine.imagine("a cat")
    final = {**done, "task_id": "a-task", "success": True}

    async def work() -> None:
        sent = drawing(tmp_path, task_id)
        async with opened(tmp_path, (DEMO, engine)) as at:
            at.desk.seen[sent.id] = [sent]
            at.desk.studio.resume()
            address = f"http://127.0.0.1:{at.receiving.port}/{callbacks.secret(sent.request.callback_url)}"
            assert await at.post(address, RESULT) == 200
            running = await at.desk.until(sent, lambda found: found.state is State.RUNNING)
            assert (running.percent, running.task_id) == (40, "a-task")
            assert await at.post(address, {**RESULT, "progress": 20}) == 200
            assert [await at.post(address, final) for _ in range(2)] == [200, 200]
            stored = await at.desk.end(sent)
            assert (stored.state, stored.image_id) == (State.STORED, done["image_id"])
            assert await at.post(address, RESULT) == 200  # late
            assert at.desk.library.get(sent.id) == stored

    run(work())


def test_a_failure_that_is_posted_ends_it_with_the_services_words(
    run: Run[Any], tmp_path: Path, engine: Engine
) -> None:
    async def work() -> None:
        sent = drawing(tmp_path)
        async with opened(tmp_path, (DEMO, engine)) as at:
            at.desk.seen[sent.id] = [sent]
            at.desk.studio.resume()
            address = f"http://127.0.0.1:{at.receiving.port}/{callbacks.secret(sent.request.callback_url)}"
            failure = {"code": "forbidden", "message": "Not this, said me@example.org"}
            assert await at.post(address, {"success": False, "task_id": "a-task", "error": failure}) == 200
            failed = await at.desk.end(sent)
            assert failed.failure is not None
            assert (failed.state, failed.failure.code) == (State.FAILED, "forbidden")
            assert "@" not in failed.failure.message
            assert not at.desk.studio.jobs.runs(sent.id)

    run(work())


def test_anything_else_is_answered_404_and_forgotten(run: Run[Any], tmp_path: Path, engine: Engine) -> None:
    async def work() -> None:
        sent = drawing(tmp_path)
        async with opened(tmp_path, (DEMO, engine)) as at:
            at.desk.seen[sent.id] = [sent]
            at.desk.studio.resume()
            here = f"http://127.0.0.1:{at.receiving.port}"
            address = f"{here}/{callbacks.secret(sent.request.callback_url)}"
            stranger = callbacks.fresh(here)
            padded = {**RESULT, "padding": "x" * (callbacks.MOST_BYTES - 200)}
            wrong: list[tuple[str, bytes | dict[str, Any], str]] = [
                (here, RESULT, "POST"), (stranger, RESULT, "POST"), (address, b"", "GET"), (address, b"{", "POST"),
                (address, b"[]", "POST"), (address, {**RESULT, "task_id": "another"}, "POST"),
                (address, {"progress": 40}, "POST"), (address, {**padded, "more": "x" * 200}, "POST"),
            ]  # fmt: skip
            assert [await at.post(*each) for each in wrong] == [404] * len(wrong)
            assert {found.percent for found in at.desk.seen[sent.id]} == {0}
            assert await at.post(address, padded) == 200  # just under a megabyte
            await at.desk.until(sent, lambda found: found.percent == 40)

    run(work())


@pytest.mark.parametrize("fault", ["callback-twice", "callback-unordered"])
def test_the_engine_may_post_twice_and_in_any_order(run: Run[Any], tmp_path: Path, fault: str) -> None:
    async def work(own: Engine) -> None:
        async with opened(tmp_path, (DEMO, own)) as at:
            drawn = await at.desk.draw("a cat")
            assert (drawn.state, drawn.percent) == (State.STORED, 100)
            assert [each.state for each in at.desk.library.all()] == [State.STORED]

    with Engine("--fault", fault, pixels=64) as own:
        run(work(own))


def test_polling_does_the_work_where_a_tunnel_leads_nowhere(run: Run[Any], tmp_path: Path, engine: Engine) -> None:
    async def work() -> None:
        nowhere = f"http://127.0.0.1:{free_port()}"
        async with opened(tmp_path, (engine.address, engine), pauses=QUICK, public_address=nowhere) as at:
            drawn = await at.desk.end(at.desk.studio.submit(engine.address, Imagine(prompt="a cat")))
            assert drawn.state is State.STORED
            assert (drawn.request.callback_url or "").startswith(f"{nowhere}/mj-")

    run(work())


def test_the_address_of_a_persons_own_automation_is_sent_instead_and_polling_does_the_work(
    run: Run[Any], tmp_path: Path, engine: Engine
) -> None:
    async def work() -> None:
        with mailbox(404) as elsewhere:
            async with opened(tmp_path, (engine.address, engine), pauses=QUICK, callback_url=elsewhere.address) as at:
                drawn = await at.desk.end(at.desk.studio.submit(engine.address, Imagine(prompt="a cat")))
                assert (drawn.state, drawn.request.callback_url) == (State.STORED, elsewhere.address)
            assert elsewhere.next().result["progress"] == 100  # one, as the documents say
            assert elsewhere.empty

    run(work())


def test_a_port_that_is_taken_is_said_and_requests_are_streamed_as_before(
    run: Run[Any], tmp_path: Path, engine: Engine
) -> None:
    async def work(port: int) -> None:
        async with opened(tmp_path, (DEMO, engine), pauses=QUICK, receiver_port=port) as at:
            assert ["cannot be received" in message.what for message in at.desk.said] == [True]
            drawn = await at.desk.draw("a cat")
            assert (drawn.state, drawn.request.callback_url) == (State.STORED, None)

    with socket.create_server(("127.0.0.1", 0)) as taken:
        run(work(taken.getsockname()[1]))


def test_it_listens_only_while_a_public_address_is_set(run: Run[Any], tmp_path: Path, engine: Engine) -> None:
    async def work() -> None:
        async with opened(tmp_path, (DEMO, engine), public_address="") as at:
            assert at.receiving.port == 0
            settings = Settings(public_address=PUBLIC, receiver_port=free_port())
            for wanted in (settings, replace(settings, receiver_port=free_port()), Settings()):
                at.receiving.use(wanted)
                while at.desk.studio.jobs.runs("receiver"):
                    await asyncio.sleep(0.01)
                assert at.receiving.port == (wanted.receiver_port if wanted.public_address else 0)

    run(work())


def test_no_server_is_imported_with_the_program() -> None:
    asked = "import sys, mj_desktop.session; print({'uvicorn', 'starlette'} & set(sys.modules))"
    said = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True).stdout
    assert said.strip() == "set()"
