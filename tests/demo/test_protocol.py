"""What holds for every request: token, trace id, envelope, bodies, addresses, the log."""

import json
import socket
import uuid
from typing import Any

import httpx
import pytest

from tests.engine import DIRECT, Engine

PATHS = [f"/midjourney/{name}" for name in ("imagine", "edits", "shorten", "translate", "seed", "tasks")]


def refusal(answer: httpx.Response) -> tuple[int, str]:
    """Status and code of an error answer in the documented envelope."""
    body = answer.json()
    assert set(body) == {"error", "trace_id"}
    assert set(body["error"]) == {"code", "message"}
    assert body["error"]["message"]
    assert str(uuid.UUID(body["trace_id"])) == answer.headers["x-trace-id"]
    assert answer.headers["content-type"] == "application/json"
    return answer.status_code, body["error"]["code"]


@pytest.mark.parametrize("path", PATHS)
def test_a_token_is_needed_and_must_be_the_right_one(engine: Engine, path: str) -> None:
    def sent(headers: dict[str, str]) -> tuple[int, str]:
        return refusal(httpx.post(engine.address + path, json={}, headers=headers, **DIRECT))

    assert sent({}) == (400, "no_token")
    assert sent({"authorization": "Bearer"}) == (400, "no_token")
    assert sent({"authorization": "Bearer wrong"}) == (401, "invalid_token")
    assert sent({"authorization": f"Bearer {engine.token}x"}) == (401, "invalid_token")
    assert sent({"authorization": f"Bearer {engine.token}"}) == (400, "bad_request")
    assert sent({"authorization": engine.token}) == (400, "bad_request")


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"nothing", b"[]", b'"text"', b"null", b'{"prompt": NaN}', b"\xff\xfe", b'{"a": ' + b"9" * 5000 + b"}"]
    + [b"[" * 10_000 + b"]" * 10_000, b'{"a":' * 10_000 + b"1" + b"}" * 10_000],
    ids=range(11),
)
@pytest.mark.parametrize("path", PATHS)
def test_a_body_that_is_no_object_is_a_bad_request(engine: Engine, path: str, body: bytes) -> None:
    with engine.client() as client:
        answer = client.post(path, content=body, headers={"content-type": "application/json"})
    assert refusal(answer) == (400, "bad_request")


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_another_content_type_is_a_bad_request(engine: Engine, kind: str) -> None:
    with engine.client() as client:
        answer = client.post("/midjourney/tasks", content=b'{"id": "x"}', headers={"content-type": kind})
    assert refusal(answer) == (400, "bad_request")


def test_json_under_its_other_names_is_read(engine: Engine) -> None:
    with engine.client() as client:
        for kind in ("application/json; charset=utf-8", "Application/JSON", "application/problem+json"):
            answer = client.post("/midjourney/tasks", content=b'{"id": "x"}', headers={"content-type": kind})
            assert (answer.status_code, answer.json()) == (200, {})


def test_a_body_over_32_mb_is_refused(engine: Engine) -> None:
    large = b'{"prompt": "' + b"x" * (32 * 1024 * 1024) + b'"}'
    with engine.client(headers={"content-type": "application/json"}) as client:
        assert refusal(client.post("/midjourney/imagine", content=large)) == (413, "content_too_large")
        parts = (large[start : start + 1_000_000] for start in range(0, len(large), 1_000_000))
        assert refusal(client.post("/midjourney/imagine", content=parts)) == (413, "content_too_large")


def test_a_body_that_says_it_is_over_32_mb_is_refused_before_it_comes(engine: Engine) -> None:
    def refused(head: str, *parts: bytes) -> bytes:
        with socket.create_connection(("127.0.0.1", engine.port), timeout=60) as connection:
            head = f"POST /midjourney/imagine HTTP/1.1\r\nhost: x\r\nauthorization: {engine.token}\r\n{head}\r\n\r\n"
            connection.sendall(head.encode())
            for part in parts:
                connection.sendall(part)
            return connection.recv(4096)

    large = 32 * 1024 * 1024 + 1
    assert refused(f"content-length: {large}").startswith(b"HTTP/1.1 413 ")
    assert refused(f"content-length: {large}\r\nexpect: 100-continue").startswith(b"HTTP/1.1 413 ")
    # Its end never comes.
    endless = (b"%x\r\n%s\r\n" % (2**20, b" " * 2**20) for _ in range(33))
    assert refused("transfer-encoding: chunked", *endless).startswith(b"HTTP/1.1 413 ")


def test_unknown_addresses_and_methods_have_the_documented_code(engine: Engine) -> None:
    with engine.client() as client:
        assert refusal(client.post("/midjourney/paint", json={})) == (404, "no_api")
        assert refusal(client.get("/midjourney/imagine")) == (404, "no_api")
        assert refusal(client.get("/")) == (404, "no_api")


def test_slashes_too_many_do_not_matter(engine: Engine) -> None:
    headers = {"authorization": f"Bearer {engine.token}"}
    answer = httpx.post(f"{engine.address}//midjourney///tasks", json={"id": "x"}, headers=headers, **DIRECT)
    assert (answer.status_code, answer.json()) == (200, {})


def test_every_answer_has_a_date_and_a_trace_id_of_its_own(engine: Engine) -> None:
    answers = [engine.post("/midjourney/tasks", {"id": "x"}) for _ in range(2)]
    assert all("date" in answer.headers for answer in answers)
    assert len({uuid.UUID(answer.headers["x-trace-id"]) for answer in answers}) == 2


def test_bad_requests_are_answered_before_anything_is_made(engine: Engine) -> None:
    count = engine.post("/midjourney/tasks", {"action": "retrieve_batch"}).json()["count"]
    assert refusal(engine.post("/midjourney/imagine", {"prompt": "x --foo"})) == (400, "bad_request")
    stream = engine.post("/midjourney/imagine", {"prompt": "x --foo"}, accept="application/x-ndjson")
    assert refusal(stream) == (400, "bad_request")
    assert engine.post("/midjourney/tasks", {"action": "retrieve_batch"}).json()["count"] == count


def test_the_log_has_one_line_for_each_request_and_never_the_token(engine: Engine) -> None:
    engine.post("/midjourney/tasks", {"id": "x"})
    before = engine.log.count("\n")
    engine.post("/midjourney/tasks", {"id": "x"})
    with engine.client() as client:
        client.get("/a%0Ab")
    engine.post("/midjourney/tasks", {"id": "x"})  # a line is written right after its answer, so before this one's
    lines = engine.log.splitlines()[before:]
    odd = next(number for number, line in enumerate(lines) if "GET /a\\nb 404" in line)
    assert "POST /midjourney/tasks 200" in lines[odd - 1]
    assert 2 <= len(lines) <= 4
    assert engine.token not in engine.log


def test_no_answer_or_log_ever_shows_a_stack_trace(engine: Engine) -> None:
    odd: list[Any] = [None, 1, -1, 1e308, "", "\ud800", [], {}, True, ["x"], {"x": 1}]
    with engine.client() as client:
        for field in ["action", "id", "ids", "trace_id", "trace_ids", "limit", "offset", "type", "created_at_max", ""]:
            for value in odd:
                answer = client.post(
                    "/midjourney/tasks", content=json.dumps({"action": "retrieve_batch", field: value})
                )
                assert answer.status_code in (200, 400), (field, value, answer.text)
    assert "Traceback" not in engine.log
