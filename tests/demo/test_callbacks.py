"""Results posted to a client's own address, with and without faults."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.demo.test_delivery import sample
from tests.demo.test_protocol import refusal
from tests.engine import Engine
from tests.mailbox import Mailbox, mailbox

NDJSON = {"accept": "application/x-ndjson"}
WAYS = pytest.mark.parametrize("headers", [{}, NDJSON], ids=["callback", "callback and stream"])


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


@pytest.fixture
def box() -> Iterator[Mailbox]:
    """A receiver of callbacks."""
    with mailbox() as opened:
        yield opened


def submitted(engine: Engine, address: str, headers: dict[str, str], **fields: Any) -> str:
    """The task id that is answered at once, and nothing else."""
    answer = engine.post("/midjourney/imagine", {"prompt": "a cat", "callback_url": address, **fields}, **headers)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/json"
    assert set(answer.json()) == {"task_id"}
    return str(answer.json()["task_id"])


def settled(engine: Engine, box: Mailbox) -> None:
    """Have another task's callback delivered whole, so that whatever else was to come would be here too."""
    engine.no_faults()
    task_id = submitted(engine, box.address, {})
    assert box.next().result["task_id"] == task_id
    assert box.empty


def test_a_callback_gets_one_post_with_what_one_answer_would_hold(faulty: Engine, box: Mailbox) -> None:
    task_id = submitted(faulty, box.address, {}, **{"async": False})
    post = box.next()
    assert post.whole and post.headers["content-type"] == "application/json"
    assert set(post.result) == set(sample("imagine_grid.json")) | {"trace_id"}
    assert (post.result["task_id"], post.result["success"], post.result["progress"]) == (task_id, True, 100)
    record = faulty.record(task_id)
    assert post.result["trace_id"] == record["trace_id"]
    assert {name: record["response"][name] for name in post.result} == post.result
    assert faulty.picture(post.result["raw_image_url"]).startswith(b"\x89PNG")
    settled(faulty, box)


def test_a_callback_of_a_stream_gets_a_post_for_each_progress_change(faulty: Engine, box: Mailbox) -> None:
    task_id = submitted(faulty, box.address, NDJSON)
    results = [post.result for post in box.until(100)]
    assert len(results) >= 4
    assert [result["progress"] for result in results] == sorted({result["progress"] for result in results})
    assert {result["task_id"] for result in results} == {task_id}
    assert len({result["image_id"] for result in results}) == len(results)
    settled(faulty, box)


@WAYS
def test_a_failure_is_posted_as_the_documents_show_it(faulty: Engine, box: Mailbox, headers: dict[str, str]) -> None:
    faulty.fault("failure-line", "task_failed")
    task_id = submitted(faulty, box.address, headers)
    first, last = (box.next(), box.next()) if headers else (None, box.next())
    assert first is None or first.result["success"] is True
    assert set(last.result) == set(sample("webhook_failure.json")) | {"trace_id"}
    assert (last.result["success"], last.result["task_id"]) == (False, task_id)
    assert last.result["error"]["code"] == "task_failed"
    settled(faulty, box)


def test_a_refused_request_is_an_ordinary_error_and_posts_nothing(faulty: Engine, box: Mailbox) -> None:
    answer = faulty.post("/midjourney/imagine", {"prompt": "a cat --odd", "callback_url": box.address})
    assert refusal(answer) == (400, "bad_request")
    for name in ("too-many-requests", "server-error", "gateway-timeout"):
        faulty.fault(name, times=1)
        assert faulty.post("/midjourney/imagine", {"prompt": "a cat", "callback_url": box.address}).status_code >= 400
    settled(faulty, box)


@pytest.mark.parametrize("address", ["callback", "ftp://127.0.0.1/", "http://", "http://[::1", "http://h:99999/", 5])
def test_a_callback_address_that_is_none_is_a_bad_request(faulty: Engine, address: Any) -> None:
    assert refusal(faulty.post("/midjourney/imagine", {"prompt": "x", "callback_url": address})) == (400, "bad_request")


def test_an_address_elsewhere_is_never_called_and_its_task_goes_on(faulty: Engine) -> None:
    # Some versions of the service's command-line client send this one with every request (contract 6.1).
    task_id = submitted(faulty, "https://api.acedata.cloud/health", {})
    assert faulty.finished(task_id)["response"]["progress"] == 100
    assert "No callback to api.acedata.cloud: start with `--callback-host api.acedata.cloud` to allow it." in faulty.log


def test_a_host_that_is_allowed_is_called() -> None:
    # 0.0.0.0 is no loopback address, but connecting to it leads to this computer.
    with mailbox() as box, Engine("--callback-host", "0.0.0.0", pixels=64) as engine:
        task_id = submitted(engine, box.address.replace("127.0.0.1", "0.0.0.0"), {})
        assert box.next().result["task_id"] == task_id
        assert "--callback-host" not in engine.log


def test_a_callback_address_that_does_not_answer_harms_nothing(faulty: Engine) -> None:
    with mailbox(status=500) as box:
        submitted(faulty, box.address, {})
        box.next()
    task_id = submitted(faulty, box.address, {})
    assert faulty.finished(task_id)["success"] is True
    assert faulty.imagine("a cat")["progress"] == 100
    assert "Traceback" not in faulty.log
    assert "secret" not in faulty.log


def test_callbacks_go_on_after_the_engine_was_stopped_and_killed(box: Mailbox) -> None:
    with Engine(pace=600, pixels=64) as engine:
        task_id = submitted(engine, box.address, {})
        data = engine.data
        assert engine.stop() == 0
        engine.start_again()
        engine.kill()
        with Engine(pixels=64, data=data) as again:
            post = box.next()
            assert post.result["task_id"] == task_id
            # The address is the one that the client knew when it sent its request.
            assert post.result["raw_image_url"].startswith(engine.address)
            assert again.record(task_id)["success"] is True


def test_what_was_finished_but_not_posted_when_the_engine_was_killed_is_posted_at_the_next_start(box: Mailbox) -> None:
    with Engine(pixels=64) as engine:
        engine.fault("stall")  # of the POSTs alone: the task goes on
        done = submitted(engine, box.address, {})
        engine.fault("failure-line", "duplication", times=1)
        failed = submitted(engine, box.address, {})
        for task_id in (done, failed):
            engine.finished(task_id)
        assert box.empty
        engine.start_again()
        results = {result["task_id"]: result for result in (box.next().result for _ in range(2))}
        assert set(results[done]) == set(sample("imagine_grid.json")) | {"trace_id"}
        assert engine.picture(results[done]["raw_image_url"]).startswith(b"\x89PNG")
        assert results[failed]["error"]["code"] == "duplication"
        engine.imagine("a cat")  # and by now it knows that they were posted
        engine.start_again()
        settled(engine, box)


# -- faults


@WAYS
def test_every_post_can_come_twice(faulty: Engine, box: Mailbox, headers: dict[str, str]) -> None:
    faulty.fault("callback-twice")
    submitted(faulty, box.address, headers)
    posts = [*box.until(100), box.next()]
    assert [post.body for post in posts[::2]] == [post.body for post in posts[1::2]]
    assert len(posts) == (2 if not headers else 2 * len({post.body for post in posts}))
    settled(faulty, box)


def test_posts_can_come_in_the_wrong_order(faulty: Engine, box: Mailbox) -> None:
    faulty.fault("callback-unordered")
    submitted(faulty, box.address, NDJSON)
    percents = [box.next().result["progress"]]
    while percents[-1] != 12:
        percents.append(box.next().result["progress"])
    assert len(percents) >= 4
    assert percents == sorted(percents, reverse=True)
    assert percents[0] == 100
    settled(faulty, box)


def test_posts_can_come_twice_and_in_the_wrong_order(faulty: Engine, box: Mailbox) -> None:
    faulty.fault("callback-twice")
    faulty.fault("callback-unordered")
    submitted(faulty, box.address, NDJSON)
    first, second, third = (box.next() for _ in range(3))
    assert first.body == second.body and first.result["progress"] == 100
    assert third.result["progress"] < 100


def test_posts_can_end_before_any_line(faulty: Engine, box: Mailbox) -> None:
    faulty.fault("drop-before-line", 3)
    task_id = submitted(faulty, box.address, NDJSON)
    assert [box.next().result["task_id"] for _ in range(2)] == [task_id, task_id]
    assert faulty.finished(task_id)["success"] is True
    faulty.no_faults()
    faulty.fault("drop-before-line", 1)
    assert faulty.finished(submitted(faulty, box.address, {}))["success"] is True
    settled(faulty, box)


@WAYS
def test_a_post_can_break_off_in_the_middle_of_its_body(faulty: Engine, box: Mailbox, headers: dict[str, str]) -> None:
    faulty.fault("drop-after-percent", 30)
    task_id = submitted(faulty, box.address, headers)
    *whole, last = box.until_broken()
    assert (whole[-1].result["progress"] >= 30) if headers else whole == []
    assert last.body.startswith(b'{"image_url":') and len(last.body) > 50
    assert faulty.finished(task_id)["success"] is True
    settled(faulty, box)


@WAYS
def test_the_body_of_a_post_can_come_in_pieces(faulty: Engine, box: Mailbox, headers: dict[str, str]) -> None:
    faulty.fault("split-line", 100)
    submitted(faulty, box.address, headers)
    posts = box.until(100)
    assert all(post.whole and post.headers["transfer-encoding"] == "chunked" for post in posts)
    assert len(posts) > 1 or not headers


@WAYS
def test_a_post_can_hold_what_is_no_json(faulty: Engine, box: Mailbox, headers: dict[str, str]) -> None:
    faulty.fault("garbage-line")
    submitted(faulty, box.address, headers)
    first = box.next() if headers else None
    assert first is None or first.result["progress"] < 100
    assert box.next().body.strip() == b"%% no JSON %%"
    assert box.until(100)[-1].result["success"] is True


def test_there_can_be_a_long_silence_between_posts(faulty: Engine, box: Mailbox) -> None:
    faulty.fault("stall", 0.5)
    submitted(faulty, box.address, NDJSON)
    first, *others = box.until(100)
    assert others[0].at - first.at >= 0.45
    assert json.loads(others[-1].body)["progress"] == 100
