"""Testing a token, and speaking to the service by a person's terms."""

from typing import Any

import pytest

from mj_desktop.api.client import Client, Receive, Terms
from mj_desktop.api.fetch import Fetcher
from mj_desktop.api.uploads import upload
from mj_desktop.core.account import Finding
from mj_desktop.core.errors import InputError, MJError, NoAnswer, TokenRefused
from mj_desktop.core.request import Imagine
from mj_desktop.core.settings import Settings
from tests.conftest import Run
from tests.engine import Engine, free_port
from tests.hosts import host


def _finding(run: Run[Any], address: str, token: str, terms: Terms = Terms()) -> Finding:  # noqa: B008 frozen
    async def work() -> Finding:
        client = Client(address, token, terms=terms)
        try:
            return (await client.check())[0]
        finally:
            await client.close()

    found: Finding = run(work())
    return found


def test_a_good_token_is_found_good_and_draws_nothing(run: Run[Any], engine: Engine) -> None:
    assert _finding(run, engine.address + "/", engine.token) is Finding.GOOD


def test_a_wrong_token_is_found_refused(run: Run[Any], engine: Engine) -> None:
    assert _finding(run, engine.address, "wrong") is Finding.REFUSED


def test_an_address_where_nobody_listens_is_unreachable(run: Run[Any]) -> None:
    assert _finding(run, f"http://127.0.0.1:{free_port()}", "t") is Finding.UNREACHABLE


def test_an_address_below_the_service_is_not_the_service(run: Run[Any], engine: Engine) -> None:
    assert _finding(run, engine.address + "/elsewhere", engine.token) is Finding.NOT_THE_SERVICE


def test_loopback_never_goes_through_a_proxy(run: Run[Any], engine: Engine) -> None:
    proxy = f"http://127.0.0.1:{free_port()}"
    assert _finding(run, engine.address, engine.token, Terms(proxy=proxy)) is Finding.GOOD


@pytest.mark.parametrize(
    ("credential", "terms", "refusal", "said"),
    [("t", Terms(proxy="nowhere://1"), InputError, "proxy"), ("é", Terms(), TokenRefused, "no credential has")],
)
def test_an_upload_that_cannot_begin_says_why(
    run: Run[Any], credential: str, terms: Terms, refusal: type[MJError], said: str
) -> None:
    with pytest.raises(refusal, match=said):
        run(upload("https://uploads.invalid/file", credential, "a.png", b"picture", print, terms))


def test_another_address_goes_through_the_proxy_and_a_picture_too(run: Run[Any]) -> None:
    async def fetch(terms: Terms) -> bytes:
        fetcher = Fetcher()
        fetcher.take(terms)
        try:
            return await fetcher.fetch("https://pictures.invalid/one.png", "https://service.invalid")
        finally:
            await fetcher.close()

    with host() as proxy:
        terms = Terms(proxy=proxy.address)
        assert _finding(run, "http://service.invalid", "t", terms) is Finding.GOOD
        with pytest.raises(NoAnswer):  # what stands there speaks no TLS
            run(fetch(terms))
    assert [asked["host"] for asked in proxy.asked] == ["service.invalid", "pictures.invalid:443"]
    assert ["authorization" in asked for asked in proxy.asked] == [True, False]


@pytest.mark.parametrize(
    ("status", "body", "finding"),
    [
        (200, b"<html>hello</html>", Finding.NOT_THE_SERVICE),
        (200, b'{"id": "one"}', Finding.NOT_THE_SERVICE),
        (302, b"", Finding.NOT_THE_SERVICE),
        (500, b'{"error": {"code": "api_error", "message": "sorry"}}', Finding.TROUBLED),
        (401, b'{"error": {"code": "token_mismatched", "message": "another"}}', Finding.OTHER_SERVICE),
    ],
)
def test_what_else_may_answer_is_told_apart(run: Run[Any], status: int, body: bytes, finding: Finding) -> None:
    with host(status, body=body) as other:
        assert _finding(run, other.address, "t") is finding


@pytest.mark.parametrize(("mode", "way"), [("fast", Receive.STREAM), ("relax", Receive.POLLING)])
def test_automatic_means_the_usual_way_of_each_mode(mode: str, way: Receive) -> None:
    assert Client("http://127.0.0.1:1", "t", terms=Terms.of(Settings())).way(mode) is way


@pytest.mark.parametrize("way", list(Receive))
def test_a_chosen_way_holds_for_every_mode(way: Receive) -> None:
    client = Client("http://127.0.0.1:1", "t", terms=Terms.of(Settings(receive=way.value)))
    assert {client.way(mode) for mode in ("relax", "fast", "turbo")} == {way}


@pytest.mark.parametrize(("drawing", "sent"), [(480.0, None), (900.0, 900)])
def test_the_time_for_drawing_is_told_to_the_service_unless_it_is_its_own(
    run: Run[Any], engine: Engine, drawing: float, sent: float | None
) -> None:
    bodies: list[Any] = []

    async def work() -> None:
        client = Client(engine.address, engine.token, lambda path, body: bodies.append(body), Terms(drawing=drawing))
        async for _ in client.imagine(Imagine(prompt="a cat"), Receive.ONE_ANSWER):
            pass
        await client.close()

    run(work())
    assert [body.get("timeout") for body in bodies] == [sent]
