"""Faults on demand: by option and by the control endpoint, on each way in which an answer comes."""

import argparse
import json
import struct
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from mj_desktop.demo import faults, serve
from tests.demo.test_protocol import refusal
from tests.engine import DIRECT, Engine

NDJSON = {"accept": "application/x-ndjson"}
CUT = httpx.RemoteProtocolError


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


def streamed(engine: Engine, **fields: Any) -> list[bytes]:
    """The pieces of a stream as they arrive."""
    return collected(engine, [], **fields)


def collected(engine: Engine, found: list[bytes], **fields: Any) -> list[bytes]:
    """The pieces of a stream, also put into `found` as they come, for streams that break off."""
    with (
        engine.client(headers=NDJSON) as client,
        client.stream("POST", "/midjourney/imagine", json={"prompt": "a cat", **fields}) as answer,
    ):
        for piece in answer.iter_raw():
            found.append(piece)
    return found


def broken(engine: Engine) -> list[bytes]:
    """The lines of a stream that breaks off; the last one is what came of a line without its end."""
    found: list[bytes] = []
    with pytest.raises(CUT):
        collected(engine, found)
    return b"".join(found).split(b"\n")


def tasks(engine: Engine) -> int:
    """How many tasks the engine has."""
    return int(engine.post("/midjourney/tasks", {"action": "retrieve_batch"}).json()["count"])


@pytest.mark.parametrize(
    ("name", "status", "code"),
    [
        ("too-many-requests", 429, "too_many_requests"),
        ("used-up", 403, "used_up"),
        ("forbidden", 403, "forbidden"),
        ("server-error", 500, "api_error"),
        ("gateway-timeout", 504, "timeout"),
    ],
)
@pytest.mark.parametrize("way", [{}, NDJSON, {"async": True}], ids=["one answer", "stream", "polling"])
def test_a_refusing_fault_answers_in_the_documented_envelope_and_makes_no_task(
    faulty: Engine, name: str, status: int, code: str, way: dict[str, Any]
) -> None:
    before = tasks(faulty)
    faulty.fault(name, times=1)
    headers = way if way is NDJSON else {}
    answer = faulty.post("/midjourney/imagine", {"prompt": "a cat", **({} if headers else way)}, **headers)
    assert refusal(answer) == (status, code)
    assert tasks(faulty) == before
    assert faulty.imagine("a cat")["progress"] == 100


def test_too_many_requests_says_when_to_come_again(faulty: Engine) -> None:
    faulty.fault("too-many-requests", 7)
    assert faulty.post("/midjourney/imagine", {"prompt": "a cat"}).headers["retry-after"] == "7"


def test_html_comes_with_its_type_and_status(faulty: Engine) -> None:
    faulty.fault("html", 502, path="tasks")
    answer = faulty.post("/midjourney/tasks", {"id": "x"})
    assert (answer.status_code, answer.headers["content-type"]) == (502, "text/html; charset=utf-8")
    assert answer.text.startswith("<!DOCTYPE html>")
    assert faulty.imagine("a cat")["progress"] == 100


def test_the_first_byte_can_be_late(faulty: Engine) -> None:
    faulty.fault("slow-first-byte", 0.3)
    begun = time.monotonic()
    faulty.post("/midjourney/tasks", {"id": "x"})
    assert time.monotonic() - begun >= 0.3


def test_a_stream_can_be_dropped_before_any_of_its_lines_and_its_task_goes_on(faulty: Engine) -> None:
    before = tasks(faulty)
    faulty.fault("drop-before-line", times=1)
    assert broken(faulty) == [b""]
    faulty.fault("drop-before-line", 3, times=1)
    first, second, rest = broken(faulty)
    assert (json.loads(first)["task_id"], rest) == (json.loads(second)["task_id"], b"")
    assert faulty.finished(json.loads(first)["task_id"])["response"]["progress"] == 100
    assert tasks(faulty) == before + 2


def test_a_stream_can_be_dropped_in_the_middle_of_the_line_after_a_percentage(faulty: Engine) -> None:
    faulty.fault("drop-after-percent", 30)
    *lines, rest = broken(faulty)
    percents = [json.loads(line)["progress"] for line in lines]
    assert percents[-1] >= 30 > max([0, *percents[:-1]])
    assert rest.startswith(b'{"image_url":')
    with pytest.raises(ValueError, match="Unterminated|Expecting"):
        json.loads(rest)


def test_one_answer_can_break_off_in_the_middle(faulty: Engine) -> None:
    faulty.fault("drop-after-percent", 40)
    found = b""
    with (
        pytest.raises(CUT),
        faulty.client() as client,
        client.stream("POST", "/midjourney/imagine", json={"prompt": "a cat"}) as answer,
    ):
        for piece in answer.iter_raw():
            found += piece
    assert found.startswith(b'{"image_url":') and not found.endswith(b"}")


@pytest.mark.parametrize(("name", "arg"), [("drop-before-line", None), ("drop-after-percent", 40)])
def test_one_answer_can_be_dropped(faulty: Engine, name: str, arg: int | None) -> None:
    before = tasks(faulty)
    faulty.fault(name, arg)
    with pytest.raises(CUT):
        faulty.post("/midjourney/imagine", {"prompt": "a cat"})
    assert tasks(faulty) == before + 1


def test_a_task_id_can_be_dropped(faulty: Engine) -> None:
    before = tasks(faulty)
    faulty.fault("drop-before-line")
    with pytest.raises(CUT):
        faulty.post("/midjourney/imagine", {"prompt": "a cat", "async": True})
    assert tasks(faulty) == before + 1


@pytest.mark.parametrize("headers", [NDJSON, {}], ids=["stream", "one answer"])
def test_an_answer_can_stall_after_its_beginning(faulty: Engine, headers: dict[str, str]) -> None:
    faulty.fault("stall", 0.5)
    begun = time.monotonic()
    answer = faulty.post("/midjourney/imagine", {"prompt": "a cat"}, **headers)
    assert time.monotonic() - begun >= 0.5
    assert json.loads(answer.text.splitlines()[-1])["progress"] == 100


def test_lines_can_come_in_pieces(faulty: Engine) -> None:
    whole = streamed(faulty)
    faulty.fault("split-line", 50)
    pieces = streamed(faulty)
    assert len(pieces) > 3 * len(whole)
    assert [json.loads(line)["progress"] for line in b"".join(pieces).splitlines()][-1] == 100


@pytest.mark.parametrize(("arg", "line"), [(None, b"%% no JSON %%"), ("[1, 2]", b"[1, 2]")])
def test_a_stream_can_hold_a_line_that_is_no_result(faulty: Engine, arg: str | None, line: bytes) -> None:
    faulty.fault("garbage-line", arg)
    lines = b"".join(streamed(faulty)).splitlines()
    assert lines[1] == line
    assert json.loads(lines[0])["task_id"] == json.loads(lines[-1])["task_id"]


@pytest.mark.parametrize("body", [{}, {"async": True}], ids=["one answer", "polling"])
def test_an_answer_can_hold_what_is_no_json(faulty: Engine, body: dict[str, Any]) -> None:
    faulty.fault("garbage-line")
    text = faulty.post("/midjourney/imagine", {"prompt": "a cat", **body}).text
    assert "%% no JSON %%" in text
    with pytest.raises(ValueError, match="Expecting|Extra data"):
        json.loads(text)


def test_a_failure_line_is_a_failed_task_in_each_way_of_delivery(faulty: Engine) -> None:
    faulty.fault("failure-line", "duplication")
    first, last = map(json.loads, b"".join(streamed(faulty)).splitlines())
    assert (first["success"], last["success"], last["error"]["code"]) == (True, False, "duplication")
    assert faulty.record(first["task_id"])["response"]["error"]["code"] == "duplication"
    # The documents give it no status: an answer has one that has.
    answer = faulty.post("/midjourney/imagine", {"prompt": "a cat"})
    assert refusal(answer) == (500, "api_error")
    assert (
        faulty.post("/midjourney/tasks", {"trace_id": answer.json()["trace_id"]}).json()["error"]["code"]
        == "duplication"
    )
    task_id = faulty.post("/midjourney/imagine", {"prompt": "a cat", "async": True}).json()["task_id"]
    assert faulty.finished(task_id)["error"]["code"] == "duplication"


def test_pictures_can_be_gone_cut_short_no_picture_or_huge(faulty: Engine) -> None:
    address = faulty.imagine("a cat")["raw_image_url"]
    whole = faulty.picture(address)

    def fetched(name: str) -> httpx.Response:
        faulty.no_faults()
        faulty.fault(name)
        return httpx.get(address, **DIRECT)

    assert fetched("picture-expired").status_code == 404
    cut = fetched("picture-truncated")
    assert (cut.status_code, cut.headers["content-type"]) == (200, "image/png")
    assert cut.content == whole[: len(whole) // 2]
    page = fetched("picture-wrong-type")
    assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
    huge = fetched("picture-huge")
    assert struct.unpack(">II", huge.content[16:24]) == (30000, 30000)
    assert len(huge.content) < 1_000_000
    faulty.no_faults()
    assert faulty.picture(address) == whole


def test_a_fault_strikes_as_often_as_it_is_told_to(faulty: Engine) -> None:
    faulty.fault("server-error", times=2)
    codes = [faulty.post("/midjourney/imagine", {"prompt": "a cat"}).status_code for _ in range(3)]
    assert codes == [500, 500, 200]


def test_a_fault_strikes_only_the_path_and_the_action_it_names(faulty: Engine) -> None:
    faulty.fault("server-error", path="tasks")
    faulty.fault("forbidden", action="upscale2")
    assert faulty.post("/midjourney/tasks", {"id": "x"}).status_code == 500
    grid = faulty.imagine("a cat")["image_id"]
    assert faulty.imagine(action="upscale1", image_id=grid)["progress"] == 100
    refused = faulty.post("/midjourney/imagine", {"action": "upscale2", "image_id": grid})
    assert refusal(refused) == (403, "forbidden")


def test_a_fault_that_answers_first_leaves_the_next_for_the_next_request(faulty: Engine) -> None:
    faulty.fault("server-error", times=1)
    faulty.fault("forbidden", times=1)
    codes = [faulty.post("/midjourney/imagine", {"prompt": "a cat"}).status_code for _ in range(3)]
    assert codes == [500, 403, 200]


def test_faults_on_the_same_answer_combine(faulty: Engine) -> None:
    faulty.fault("garbage-line")
    faulty.fault("split-line", 100)
    pieces = streamed(faulty)
    assert max(map(len, pieces)) <= 200
    assert b"".join(pieces).splitlines()[1] == b"%% no JSON %%"


def test_what_is_set_is_told_and_can_be_taken_back(faulty: Engine) -> None:
    answer = faulty.post("/demo/faults", {"fault": "stall", "arg": "2.5", "times": 3, "path": "imagine"})
    assert answer.json() == {
        "faults": [{"fault": "stall", "arg": 2.5, "times": 3, "path": "imagine", "action": None}]
    }  # fmt: skip
    with faulty.client() as client:
        assert client.delete("/demo/faults").json() == {"faults": []}


def test_the_token_is_needed_to_set_faults(faulty: Engine) -> None:
    for method in ("POST", "DELETE"):
        answer = httpx.request(method, f"{faulty.address}/demo/faults", json={"fault": "html"}, **DIRECT)
        assert refusal(answer) == (400, "no_token")
    assert faulty.imagine("a cat")["progress"] == 100


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"fault": "explode"}, "'explode' is no fault: the faults are too-many-requests,"),
        ({}, "is no fault"),
        ({"fault": 3}, "fault must be a string"),
        ({"fault": "stall", "arg": "soon"}, "'soon' does not fit: stall takes seconds from 0 to 3600"),
        ({"fault": "stall", "arg": "nan"}, "takes seconds"),
        ({"fault": "stall", "arg": True}, "arg must be a string or a number"),
        ({"fault": "drop-before-line", "arg": 0}, "takes a whole number of lines from 1 to 1000"),
        ({"fault": "drop-after-percent", "arg": "101"}, "percent from 0 to 100"),
        ({"fault": "used-up", "arg": 1}, "used-up takes no argument"),
        ({"fault": "failure-line", "arg": "odd"}, "takes an error code of the service"),
        ({"fault": "garbage-line", "arg": "a\nb"}, "takes one line of text"),
        ({"fault": "stall", "times": 0}, "times must be a whole number from 1 on"),
        ({"fault": "stall", "time": 1}, "unknown fields: time"),
    ],
)
def test_a_wrong_fault_is_refused_with_a_sentence(faulty: Engine, body: dict[str, Any], words: str) -> None:
    answer = faulty.post("/demo/faults", body)
    assert refusal(answer) == (400, "bad_request")
    assert words in answer.json()["error"]["message"]
    assert faulty.imagine("a cat")["progress"] == 100


@pytest.mark.parametrize(
    ("option", "words"),
    [
        ("explode", "'explode' is no fault: the faults are too-many-requests,"),
        ("stall=", "stall takes seconds"),
        ("html=304", "html takes the HTTP status 200, or one from 400 to 599"),
        ("used-up=1", "used-up takes no argument"),
    ],
)
def test_a_wrong_option_ends_with_a_sentence_and_code_2(
    option: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    parser = argparse.ArgumentParser(prog="serve")
    serve.add_arguments(parser)
    with pytest.raises(SystemExit) as ended:
        parser.parse_args(["--fault", option])
    assert ended.value.code == 2
    assert words in capsys.readouterr().err.splitlines()[-1]


def test_faults_can_be_given_by_option() -> None:
    with Engine("--fault", "slow-first-byte=0.2", "--fault", "garbage-line=a=b", pixels=64) as engine:
        begun = time.monotonic()
        assert b"".join(streamed(engine)).splitlines()[1] == b"a=b"
        assert time.monotonic() - begun >= 0.2


@pytest.mark.parametrize("name", faults.TABLE)
def test_every_fault_can_be_set_without_an_argument(name: str) -> None:
    made = faults.from_option(name)
    assert (made.name, made.times) == (name, None)
    assert made.row.says
    assert made.row.places
