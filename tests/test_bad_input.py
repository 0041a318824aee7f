"""Bad input and bad answers: each ends in a truthful state and a sentence; nothing is sent twice, nothing is lost."""

import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from mj_desktop.api.client import Client
from mj_desktop.core.generation import DEMO, Generation, State
from mj_desktop.core.messages import Message, Remedy, charge, explain
from mj_desktop.core.pauses import Pauses
from mj_desktop.core.request import Imagine
from tests.conftest import Run
from tests.desk import Desk, desk
from tests.engine import Engine, free_port

QUICKEST = Pauses(first=0.01, last=0.02, fetches=3, search=0.2, apart=0.01)


@pytest.fixture(scope="module")
def shared() -> Iterator[Engine]:
    """One engine that these tests set faults on."""
    with Engine("--in-flight", "0", pixels=64) as running:
        yield running


@pytest.fixture
def faulty(shared: Engine) -> Iterator[Engine]:
    """The engine, without faults before and after the test."""
    yield shared
    shared.no_faults()


def spoken(message: Message) -> str:
    """What a message says, its words filled in."""
    return f"{message.what} {message.todo}".format(**message.values)


def tasks(engine: Engine, prompt: str) -> int:
    """How many tasks the engine has for a prompt."""
    found = engine.post("/midjourney/tasks", {"action": "retrieve_batch", "limit": 1000}).json()["items"]
    return sum(item["request"].get("prompt") == prompt for item in found)


class Told:
    """How often each path was asked by the client."""

    def __init__(self) -> None:
        self.paths: list[str] = []

    def __call__(self, path: str, body: Mapping[str, Any]) -> None:
        self.paths.append(path.rpartition("/")[2])

    @property
    def submissions(self) -> int:
        """How often something was sent to be drawn."""
        return self.paths.count("imagine")


def drawn(run: Run[Any], engine: Engine, profile: Path, prompt: str, **fields: Any) -> tuple[Generation, Desk, Told]:
    """What becomes of one prompt, until its end."""
    told = Told()

    async def work() -> tuple[Generation, Desk]:
        async with desk(profile, (DEMO, engine), pauses=QUICKEST, sent=told) as at:
            found = await at.draw(prompt, **fields)
            assert at.library.get(found.id) == found
            return found, at

    found, at = run(work())
    return found, at, told


@pytest.mark.parametrize("prompt", ["", "  \n "])
def test_an_empty_prompt_is_not_sent(run: Run[Any], faulty: Engine, tmp_path: Path, prompt: str) -> None:
    found, at, told = drawn(run, faulty, tmp_path, prompt)
    assert (found.state, found.sent_at, told.paths) == (State.FAILED, None, [])
    assert found.failure is not None
    assert charge(found.failure) == "not charged"
    assert spoken(at.said[-1]) == "This cannot be sent Write what the picture should show."
    assert at.said[-1].remedy is Remedy.EDIT_PROMPT


def test_a_prompt_of_100000_characters_is_sent_and_kept_whole(run: Run[Any], faulty: Engine, tmp_path: Path) -> None:
    prompt = "a lighthouse 灯台 🌊 " * 5556 + "the end"
    assert len(prompt) > 100_000
    found, at, _ = drawn(run, faulty, tmp_path, prompt)
    assert found.state is State.STORED
    assert faulty.record(found.task_id or "")["request"]["prompt"] == prompt
    assert found.request.prompt == prompt
    assert at.said == []


@pytest.mark.parametrize(
    ("fault", "code", "status", "words", "remedy"),
    [
        ("used-up", "used_up", 403, "Top it up at platform.acedata.cloud", Remedy.TRY_AGAIN),
        ("forbidden", "forbidden", 403, "moderation refused this Change the words", Remedy.EDIT_PROMPT),
        ("server-error", "api_error", 500, "The service had an error Try again", Remedy.TRY_AGAIN),
        ("gateway-timeout", "timeout", 504, "The service took too long", Remedy.TRY_AGAIN),
    ],
)
@pytest.mark.parametrize("mode", ["fast", "relax"], ids=["stream", "polling"])
def test_a_refusal_fails_once_with_its_trace_id_and_what_to_do(
    run: Run[Any], faulty: Engine, tmp_path: Path, fault: str, code: str, status: int, words: str, remedy: Remedy,
    mode: str,
) -> None:  # fmt: skip
    faulty.fault(fault)
    found, at, told = drawn(run, faulty, tmp_path, f"a cat {fault}", mode=mode)
    faulty.no_faults()
    assert found.failure is not None
    assert (found.state, found.failure.code, found.failure.status) == (State.FAILED, code, status)
    assert words in spoken(at.said[-1])
    assert at.said[-1].remedy is remedy
    assert found.trace_id
    assert found.trace_id in at.said[-1].details
    assert told.paths == ["imagine"]
    assert tasks(faulty, f"a cat {fault}") == 0


def test_a_refused_one_tried_again_is_drawn_once(run: Run[Any], faulty: Engine, tmp_path: Path) -> None:
    faulty.fault("server-error", times=1)

    async def work() -> None:
        async with desk(tmp_path, (DEMO, faulty), pauses=QUICKEST) as at:
            failed = await at.draw("a cat tried again")
            again = at.studio.try_again(failed.id)
            assert again is not None
            assert (await at.end(again)).state is State.STORED
            kept = at.library.get(failed.id)
            assert kept is not None
            assert kept.state is State.FAILED

    run(work())
    assert tasks(faulty, "a cat tried again") == 1


def test_a_wrong_token_is_said_and_nothing_is_made(run: Run[Any], tmp_path: Path) -> None:
    with Engine(pixels=64) as engine:
        right, engine.token = engine.token, "wrong"
        found, at, told = drawn(run, engine, tmp_path, "a cat")
        engine.token = right
        assert tasks(engine, "a cat") == 0
    assert found.failure is not None
    assert (found.state, found.failure.code, found.failure.status) == (State.FAILED, "invalid_token", 401)
    assert "does not know this token" in spoken(at.said[-1])
    assert found.trace_id
    assert found.trace_id in at.said[-1].details
    assert told.paths == ["imagine"]


# -- hosts that are not there


class Deaf:
    """A port of loopback that takes connections and answers what is no TLS."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"https://127.0.0.1:{self._listener.getsockname()[1]}"
        self._thread = threading.Thread(target=self._answer)
        self._thread.start()

    def _answer(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            with connection:
                connection.recv(4096)
                connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

    def close(self) -> None:
        """Stop answering."""
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join()


@contextmanager
def _nobody() -> Iterator[str]:
    yield f"http://127.0.0.1:{free_port()}"


@contextmanager
def _nowhere() -> Iterator[str]:
    yield "https://nowhere.invalid"


@contextmanager
def _plain() -> Iterator[str]:
    made = Deaf()
    try:
        yield made.address
    finally:
        made.close()


@pytest.mark.parametrize(
    ("host", "code", "words"),
    [
        (_nobody, "unreachable", "The service cannot be reached Check the connection"),
        (_nowhere, "unknown_host", "The service's address leads nowhere Check the address"),
        (_plain, "no_safe_connection", "No safe connection to the service can be made Check the address, the proxy"),
    ],
    ids=["refused", "DNS", "TLS"],
)
def test_a_host_that_is_not_there_fails_before_anything_is_sent(
    run: Run[Any], tmp_path: Path, host: Any, code: str, words: str
) -> None:
    async def work(address: str) -> tuple[Generation, Message]:
        async with desk(tmp_path, pauses=QUICKEST) as at:
            client = Client(address, "a-token")
            at.studio.connect_origin(address, client)
            found = await at.end(at.studio.submit(address, Imagine(prompt="a cat")))
            await client.close()
            return found, at.said[-1]

    with host() as address:
        found, said = run(work(address))
    assert found.failure is not None
    assert (found.state, found.failure.code) == (State.FAILED, code)
    assert charge(found.failure) == "not charged"
    assert words in spoken(said)
    assert said.remedy is Remedy.TRY_AGAIN


# -- answers that break off or make no sense


@pytest.mark.parametrize(
    ("fault", "arg"),
    [
        ("drop-after-percent", 30),
        ("drop-before-line", 3),
        ("drop-before-line", 1),
        ("garbage-line", None),
        ("garbage-line", "[1, 2]"),
        ("garbage-line", '"text"'),
        ("garbage-line", '{"progress": [], "image_url": {}}'),
        ("split-line", 7),
    ],
)
@pytest.mark.parametrize("mode", ["fast", "relax"], ids=["stream", "polling"])
def test_an_answer_that_breaks_off_or_makes_no_sense_costs_nothing_twice(
    run: Run[Any], faulty: Engine, tmp_path: Path, fault: str, arg: Any, mode: str
) -> None:
    prompt = f"a cat {fault} {arg} {mode}".replace("-", " ")
    faulty.fault(fault, arg)
    found, _, told = drawn(run, faulty, tmp_path, prompt, mode=mode)
    assert found.state is State.STORED
    assert told.submissions == 1
    assert tasks(faulty, prompt) == 1


def test_what_a_broken_answer_said_is_shown_while_its_task_is_asked_for(
    run: Run[Any], faulty: Engine, tmp_path: Path
) -> None:
    faulty.fault("garbage-line", "oops")
    found, at, _ = drawn(run, faulty, tmp_path, "a cat oops")
    troubles = [each.failure for each in at.seen[found.id] if each.failure]
    assert [trouble.code for trouble in troubles] == ["bad_answer"]
    assert "It is not JSON: oops" in spoken(explain(troubles[0]))
    assert troubles[0].trace_id == found.trace_id


@pytest.mark.parametrize(
    ("status", "code", "words"),
    [
        (200, "bad_answer", "could not be understood Trying again is a new request, and paid for. It is not JSON: <!"),
        (502, "connection_lost", "broke before the service named the task It was looked for in your tasks"),
        (504, "connection_lost", "broke before the service named the task It was looked for in your tasks"),
    ],
)
def test_html_in_place_of_an_answer_fails_after_the_task_was_looked_for(
    run: Run[Any], faulty: Engine, tmp_path: Path, status: int, code: str, words: str
) -> None:
    faulty.fault("html", status, path="imagine")
    found, at, told = drawn(run, faulty, tmp_path, "a cat in html")
    assert found.failure is not None
    assert (found.state, found.failure.code) == (State.FAILED, code)
    assert charge(found.failure) == "perhaps charged"
    assert words in spoken(at.said[-1])
    assert found.trace_id
    assert found.trace_id in at.said[-1].details
    assert (told.submissions, told.paths.count("tasks") >= 1) == (1, True)
    assert tasks(faulty, "a cat in html") == 0


@pytest.mark.parametrize("fault", ["server-error", "gateway-timeout", "html"])
def test_questions_that_are_answered_badly_are_asked_again(
    run: Run[Any], faulty: Engine, tmp_path: Path, fault: str
) -> None:
    faulty.fault(fault, path="tasks", times=2)
    found, at, told = drawn(run, faulty, tmp_path, f"a cat asked {fault}".replace("-", " "), mode="relax")
    assert found.state is State.STORED
    assert any(each.failure for each in at.seen[found.id])
    assert told.submissions == 1


@pytest.mark.parametrize("mode", ["fast", "relax"], ids=["stream", "polling"])
def test_a_task_that_fails_at_the_service_fails_here_with_its_trace_id(
    run: Run[Any], faulty: Engine, tmp_path: Path, mode: str
) -> None:
    faulty.fault("failure-line")
    found, at, told = drawn(run, faulty, tmp_path, f"a cat failing {mode}", mode=mode)
    assert found.failure is not None
    assert (found.state, found.failure.code) == (State.FAILED, "task_failed")
    assert "could not draw this Try again" in spoken(at.said[-1])
    assert found.trace_id
    assert found.trace_id in at.said[-1].details
    assert told.submissions == 1


# -- pictures


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("picture-expired", "Its address answered HTTP 404."),
        ("picture-wrong-type", "What came is not a PNG, JPEG or WebP picture."),
        ("picture-truncated", "The picture is damaged or cut short."),
    ],
)
def test_a_picture_that_cannot_be_used_is_kept_for_another_try(
    run: Run[Any], faulty: Engine, tmp_path: Path, fault: str, words: str
) -> None:
    faulty.fault(fault)
    prompt, told = f"a cat {fault}".replace("-", " "), Told()

    async def work() -> None:
        async with desk(tmp_path, (DEMO, faulty), pauses=QUICKEST, sent=told) as at:
            grid = at.studio.submit(DEMO, Imagine(prompt=prompt))
            await at.until(grid, lambda found: found.state is State.FINISHED and found.failure is not None)
            await at.saying()
            assert spoken(at.said[-1]) == f"The picture could not be fetched {words}"
            assert (at.said[-1].remedy, at.said[-1].about) == (Remedy.FETCH, grid.id)
            assert str(at.now(grid).trace_id) in at.said[-1].details
            kept = at.library.get(grid.id)
            assert kept is not None
            assert kept.state is State.FINISHED
            assert [path for path in (tmp_path / "pictures").rglob("*") if path.is_file()] == []
            faulty.no_faults()
            at.studio.fetch(grid.id)
            assert (await at.end(grid)).state is State.STORED

    run(work())
    assert told.submissions == 1
    assert tasks(faulty, prompt) == 1


def test_a_picture_that_is_too_large_to_be_shown_is_kept_and_said(
    run: Run[Any], faulty: Engine, tmp_path: Path
) -> None:
    faulty.fault("picture-huge")
    told = Told()

    async def work() -> None:
        async with desk(tmp_path, (DEMO, faulty), pauses=QUICKEST, sent=told) as at:
            grid = at.studio.submit(DEMO, Imagine(prompt="a huge cat"))
            await at.until(grid, lambda found: found.state is State.FINISHED and found.failure is not None)
            said = await at.saying()
            assert "too large to be shown here It is larger than 8192 x 8192 pixels. Its file is kept: " in spoken(said)
            (kept,) = (path for path in (tmp_path / "pictures").rglob("*") if path.is_file())
            assert str(kept) in spoken(said)
            assert kept.read_bytes().startswith(b"\x89PNG")
        async with desk(tmp_path, (DEMO, faulty), pauses=QUICKEST, sent=told) as at:
            at.seen[grid.id] = [grid]
            at.studio.resume()
            found = at.now(grid)
            assert found.failure is not None
            assert (found.state, found.failure.code) == (State.FINISHED, "picture_too_large")
            faulty.no_faults()
            at.studio.fetch(grid.id)
            assert (await at.end(grid)).state is State.STORED
        assert not kept.exists()

    run(work())
    assert told.submissions == 1
