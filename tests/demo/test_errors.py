"""Every error code that has a status, provoked: with its status, envelope and trace id."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from mj_desktop.demo import tables
from mj_desktop.demo.answers import ANSWERS
from tests.demo.test_protocol import refusal
from tests.engine import DIRECT, Engine

COSTLY = ["imagine", "edits", *ANSWERS]
WITH_STATUS = {code: status for code, status in tables.statuses().items() if status is not None}


@pytest.fixture(scope="module")
def shared() -> Iterator[Engine]:
    """One engine that these tests set faults on."""
    with Engine(pixels=64) as running:
        yield running


@pytest.fixture
def faulty(shared: Engine) -> Iterator[Engine]:
    """The engine, without faults after the test."""
    yield shared
    shared.no_faults()


def called(engine: Engine, name: str, token: str | None, **body: Any) -> httpx.Response:
    """A call with some token, or with none."""
    headers = {} if token is None else {"authorization": f"Bearer {token}"}
    return httpx.post(f"{engine.address}/midjourney/{name}", json=body, headers=headers, **DIRECT)


@pytest.mark.parametrize("name", [*COSTLY, "tasks"])
def test_tokens_named_after_codes_stand_for_accounts_that_are_refused(engine: Engine, name: str) -> None:
    refusals = {token: refusal(called(engine, name, token, id="x")) for token in
                ("token_mismatched", "token_expired", "disabled", "not_applied", "nobody")}  # fmt: skip
    assert refusals == {
        "token_mismatched": (400, "token_mismatched"),
        "token_expired": (401, "token_expired"),
        "disabled": (403, "disabled"),
        "not_applied": (403, "not_applied"),
        "nobody": (401, "invalid_token"),
    }
    assert refusal(called(engine, name, None)) == (400, "no_token")


@pytest.mark.parametrize("name", COSTLY)
def test_an_empty_account_is_refused_what_costs(engine: Engine, name: str) -> None:
    assert refusal(called(engine, name, "used_up", prompt="a cat")) == (403, "used_up")
    assert called(engine, "tasks", "used_up", id="x").json() == {}


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("imagine", {"prompt": "a NAKED man"}),
        ("imagine", {"prompt": "a cat --no gore"}),
        ("edits", {"prompt": "gore, everywhere", "image_url": "http://127.0.0.1:1/"}),
        ("shorten", {"prompt": "nsfw"}),
    ],
)
def test_moderated_words_are_forbidden(engine: Engine, name: str, body: dict[str, Any]) -> None:
    assert refusal(called(engine, name, engine.token, **body)) == (403, "forbidden")
    assert engine.imagine("a beautiful corps de ballet, gorge")["success"] is True


@pytest.mark.parametrize("name", [*COSTLY, "tasks"])
def test_every_code_with_a_status_can_be_asked_for(faulty: Engine, name: str) -> None:
    assert len(WITH_STATUS) >= 16
    for code, status in WITH_STATUS.items():
        faulty.fault("error-code", code, times=1)
        assert refusal(called(faulty, name, faulty.token, prompt="a cat")) == (status, code)
    for code in ("task_failed", "duplication"):
        answer = faulty.post("/demo/faults", {"fault": "error-code", "arg": code})
        assert refusal(answer) == (400, "bad_request")


@pytest.mark.parametrize("code", ["task_failed", "duplication", "canceled", "forbidden"])
def test_codes_without_a_status_are_only_inside_a_failed_tasks_response(faulty: Engine, code: str) -> None:
    faulty.fault("failure-line", code)
    answer = faulty.post("/midjourney/imagine", {"prompt": "a cat"})
    assert refusal(answer) == ((403, code) if code in WITH_STATUS else (500, "api_error"))
    record = faulty.post("/midjourney/tasks", {"trace_id": answer.headers["x-trace-id"]}).json()
    assert record["response"]["error"]["code"] == code


@pytest.mark.parametrize("name", ANSWERS)
def test_faults_strike_what_is_answered_at_once_too(faulty: Engine, name: str) -> None:
    body = {"prompt": "a cat", "content": "a cat", "image_id": faulty.imagine("a cat")["image_id"]}
    for fault, status in {"too-many-requests": 429, "used-up": 403, "server-error": 500, "html": 200}.items():
        faulty.fault(fault, times=1)
        assert called(faulty, name, faulty.token, **body).status_code == status
    faulty.fault("drop-before-line", times=1)
    with pytest.raises(httpx.RemoteProtocolError):
        called(faulty, name, faulty.token, **body)
    faulty.fault("split-line", 3, times=1)
    assert called(faulty, name, faulty.token, **body).status_code == 200
