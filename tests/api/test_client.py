import asyncio
from contextlib import aclosing
from typing import Any

import pytest

from mj_desktop.api.client import Client, Receive, usual
from mj_desktop.api.fetch import Fetcher
from mj_desktop.api.wire import Result
from mj_desktop.core import errors
from mj_desktop.core.request import Imagine
from tests.conftest import Run
from tests.engine import Engine, free_port
from tests.hosts import host


async def _all(client: Client, request: Imagine, receive: Receive) -> list[Result]:
    try:
        async with aclosing(client.imagine(request, receive)) as results:
            return [result async for result in results]
    finally:
        await client.close()


def _results(run: Run[Any], address: str, request: Imagine, receive: Receive, token: str = "t") -> list[Result]:
    found: list[Result] = run(_all(Client(address, token), request, receive))
    return found


def test_a_stream_names_its_task_once_and_sharpens_to_the_end(run: Run[Any], engine: Engine) -> None:
    results = _results(run, engine.address, Imagine(prompt="a cat"), Receive.STREAM, engine.token)
    assert len(results) >= 4
    assert len({result.task_id for result in results}) == 1
    assert len({result.image_id for result in results}) == len(results)
    assert [result.is_finished for result in results] == [False] * (len(results) - 1) + [True]


def test_one_answer_is_the_finished_result(run: Run[Any], engine: Engine) -> None:
    (result,) = _results(run, engine.address, Imagine(prompt="a cat"), Receive.ONE_ANSWER, engine.token)
    assert result.is_finished
    assert result.picture is not None
    assert result.picture.raw_width == 256


def test_polling_answers_at_once_with_the_task_alone(run: Run[Any], engine: Engine) -> None:
    async def work() -> None:
        client = Client(engine.address, engine.token)
        async with aclosing(client.imagine(Imagine(prompt="a cat"), Receive.POLLING)) as results:
            (submitted,) = [result async for result in results]
        assert submitted.task_id is not None
        assert submitted.picture is None
        while (record := await client.task(submitted.task_id)) is None or record.result is None:
            await asyncio.sleep(0.02)
        assert record.prompt == "a cat"
        (same,) = await client.tasks([submitted.task_id, "unknown"])
        assert same.id == record.id
        assert record.created_at is not None
        listed = await client.listing(since=record.created_at - 1, limit=100)
        assert record.id in [task.id for task in listed]
        assert await client.task("00000000-0000-0000-0000-000000000000") is None
        await client.close()

    run(work())


def test_a_slash_at_the_end_of_the_address_does_no_harm(run: Run[Any], engine: Engine) -> None:
    assert _results(run, engine.address + "/", Imagine(prompt="a cat"), Receive.ONE_ANSWER, engine.token)


@pytest.mark.parametrize("receive", Receive)
def test_a_refusal_is_the_same_error_however_the_answer_was_asked_for(
    run: Run[Any], engine: Engine, receive: Receive
) -> None:
    with pytest.raises(errors.TokenRefused) as caught:
        _results(run, engine.address, Imagine(prompt="a cat"), receive, "wrong")
    assert (caught.value.code, caught.value.status) == ("invalid_token", 401)
    assert caught.value.trace_id


def test_relax_is_polled_by_itself_and_the_others_are_streamed() -> None:
    assert [usual(mode) for mode in ("fast", "turbo", "relax")] == [Receive.STREAM, Receive.STREAM, Receive.POLLING]


def test_an_address_without_a_service_is_certainly_not_sent(run: Run[Any]) -> None:
    with pytest.raises(errors.Unreachable):
        _results(run, f"http://127.0.0.1:{free_port()}", Imagine(prompt="a"), Receive.STREAM)


@pytest.mark.parametrize("body", [b"<html>hello</html>", b"[]", b"", b'"x"'])
def test_an_answer_that_is_not_the_services_is_said(run: Run[Any], body: bytes) -> None:
    with host(body=body) as other, pytest.raises(errors.AnswerError):
        _results(run, other.address, Imagine(prompt="a"), Receive.STREAM)


def test_a_line_that_breaks_off_is_an_error_and_no_result(run: Run[Any]) -> None:
    kind = {"content-type": "application/x-ndjson"}
    lines = b'{"task_id": "1", "progress": 3}\r\n\r\n{"task_id": "1", "pro'
    with host(headers=kind, body=lines) as cut, pytest.raises(errors.AnswerError):
        _results(run, cut.address, Imagine(prompt="a"), Receive.STREAM)


def test_a_last_line_without_a_newline_counts(run: Run[Any]) -> None:
    kind = {"content-type": "application/x-ndjson; charset=utf-8"}
    with host(headers=kind, body=b'{"task_id": "1", "progress": 3}\r\n\r\n{"task_id": "1", "progress": "7"}') as whole:
        assert [result.percent for result in _results(run, whole.address, Imagine(), Receive.STREAM)] == [3, 7]


@pytest.mark.parametrize("kind", ["application/json", "text/plain", "Application/X-NDJSON", ""])
def test_lines_are_lines_whatever_content_type_they_come_as(run: Run[Any], kind: str) -> None:
    with host(headers={"content-type": kind}, body=b'{"task_id": "1", "progress": 3}\n{"task_id": "1"}\n') as other:
        assert len(_results(run, other.address, Imagine(), Receive.STREAM)) == 2


def test_a_document_over_several_lines_is_one_answer(run: Run[Any]) -> None:
    with host(body=b'{\n "task_id": "1",\n "progress": 9\n}\n') as other:
        (result,) = _results(run, other.address, Imagine(), Receive.STREAM)
    assert result.percent == 9


@pytest.mark.parametrize("status", [408, 500, 502, 503, 504, 524])
def test_a_gateways_page_leaves_open_what_became_of_a_submission(run: Run[Any], status: int) -> None:
    with host(status, body=b"<html>Bad gateway</html>") as gateway, pytest.raises(errors.ConnectionLost):
        _results(run, gateway.address, Imagine(prompt="a"), Receive.STREAM)


def test_the_services_own_error_is_a_refusal_with_the_time_it_asks_for(run: Run[Any]) -> None:
    body = b'{"error": {"code": "too_many_requests", "message": "slow down"}, "trace_id": "t"}'
    with host(429, {"retry-after": "7"}, body) as busy, pytest.raises(errors.TooManyRequests) as caught:
        _results(run, busy.address, Imagine(prompt="a"), Receive.STREAM)
    assert (caught.value.retry_after, caught.value.trace_id) == (7.0, "t")


@pytest.mark.parametrize("token", ["", "with blank", "two\nlines", "na\u00efve"])
def test_a_token_that_cannot_be_one_is_refused_without_being_quoted(token: str) -> None:
    with pytest.raises(errors.InputError) as caught:
        Client("http://127.0.0.1:9", token)
    assert not token or token not in caught.value.message


@pytest.mark.parametrize("address", ["", "http://[bad", "ftp://127.0.0.1", "https://user:secret@example.org"])
def test_an_address_that_cannot_be_one_is_refused(address: str) -> None:
    with pytest.raises(errors.InputError):
        Client(address, "token")


def test_blanks_around_a_token_do_no_harm(run: Run[Any]) -> None:
    with host(body=b'{"task_id": "1"}') as other:
        _results(run, other.address, Imagine(), Receive.STREAM, " secret\r\n")
        assert other.asked[0]["authorization"] == "Bearer secret"


def test_a_proxy_catches_no_loopback_traffic(run: Run[Any], engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALL_PROXY", f"http://127.0.0.1:{free_port()}")
    assert _results(run, engine.address, Imagine(prompt="a cat"), Receive.ONE_ANSWER, engine.token)


def test_a_proxy_setting_that_cannot_be_used_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALL_PROXY", "socks://127.0.0.1:9")
    with pytest.raises(errors.InputError, match="proxy"):
        Client("https://example.org", "token")


def test_the_token_goes_to_the_service_address_and_to_no_other_host(run: Run[Any]) -> None:
    async def fetch(url: str) -> None:
        fetcher = Fetcher()
        assert await fetcher.fetch(url, "demo") == b"picture"
        await fetcher.close()

    with host(body=b"picture") as far, host(302, {"location": far.address + "/a.png"}) as near:
        with pytest.raises(errors.ServiceError, match="points elsewhere"):
            _results(run, near.address, Imagine(prompt="a"), Receive.STREAM, "secret")
        assert near.asked[0]["authorization"] == "Bearer secret"
        assert far.asked == []
        run(fetch(near.address + "/a.png"))
        assert "authorization" not in near.asked[1]
        assert "authorization" not in far.asked[0]


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://127.0.0.1/a", "", "http://[bad", "http://1.2.3.999/", "http://a\x01b/"]
)
def test_a_picture_address_that_is_no_web_address_is_refused(run: Run[Any], url: str) -> None:
    async def fetch() -> None:
        fetcher = Fetcher()
        try:
            await fetcher.fetch(url, "demo")
        finally:
            await fetcher.close()

    with pytest.raises(errors.PictureError):
        run(fetch())


def test_a_picture_that_is_gone_says_its_status(run: Run[Any]) -> None:
    async def fetch(url: str) -> None:
        fetcher = Fetcher()
        try:
            await fetcher.fetch(url, "demo")
        finally:
            await fetcher.close()

    with host(404) as gone, pytest.raises(errors.PictureError) as caught:
        run(fetch(gone.address + "/a.png"))
    assert caught.value.status == 404
