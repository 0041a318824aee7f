"""Settings: what is right, what falls back, and what is never kept."""

import json

import pytest

from mj_desktop.core import settings
from mj_desktop.core.account import Offer, token_problem
from mj_desktop.core.settings import Settings


def test_settings_come_back_from_json_as_they_were() -> None:
    kept = Settings(mode="relax", version="7", receive="polling", proxy="http://127.0.0.1:8080", connect=3.5)
    assert settings.read(settings.written(kept)) == (kept, ())


def test_wrong_values_fall_back_one_by_one_and_unknown_names_stay_out() -> None:
    data = json.dumps({"mode": "warp", "theme": "light", "connect": True, "token": "secret", "tasks": 12}).encode()
    found, wrong = settings.read(data)
    assert found == Settings(theme="light", tasks=12.0)
    assert wrong == ("mode", "connect")
    assert b"secret" not in settings.written(found)


@pytest.mark.parametrize("data", [b"", b"[]", b"{", b"\xff\xfe", b"null"])
def test_what_is_no_json_object_is_a_value_error(data: bytes) -> None:
    with pytest.raises(ValueError):
        settings.read(data)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("address", "http://example.org", "https://"),
        ("address", "api.acedata.cloud", "whole address"),
        ("address", "https://me:pw@example.org", "passwords"),
        ("address", "https://example.org?x=1", "?"),
        ("proxy", "socks5://127.0.0.1:1080", "whole address"),
        ("proxy", "http://me:pw@proxy:1", "HTTPS_PROXY"),
        ("connect", "soon", "seconds from 1"),
        ("drawing", 5, "from 30 to 3600"),
        ("tasks", float("nan"), "seconds"),
        ("library", "pictures", "whole path"),
        ("template", "{date}/{tile}", "file names"),
        ("template", "{colour}", "braces"),
        ("template", " ", "at least one"),
        ("mode", "warp", "relax, fast, turbo"),
        ("theme", None, "system"),
        ("connected", 1, "true or false"),
        ("public_address", "http://example.org", "read the results"),
        ("public_address", "example.org", "whole address"),
        ("public_address", "https://example.org/?x=1", "?"),
        ("receiver_port", 80, "from 1024"),
        ("receiver_port", 8766.5, "from 1024"),
        ("receiver_port", float("inf"), "from 1024"),
        ("callback_url", "ftp://example.org", "whole address"),
    ],
)
def test_a_wrong_value_gets_a_sentence(name: str, value: object, said: str) -> None:
    words = settings.problem(name, value)
    assert said in words
    assert words.endswith(".")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("address", "http://127.0.0.1:8000/"),
        ("address", "http://[::1]:8000"),
        ("address", "https://example.org/mj"),
        ("proxy", ""),
        ("library", ""),
        ("template", "{prompt} tile {tile}"),
        ("drawing", 900),
    ],
)
def test_a_right_value_has_no_problem(name: str, value: object) -> None:
    assert settings.problem(name, value) == ""


def test_a_trailing_slash_of_the_address_does_no_harm() -> None:
    assert settings.changed(Settings(), "address", " https://example.org/mj/ ").address == "https://example.org/mj"


def test_an_offer_shows_no_token_when_it_is_printed() -> None:
    assert "secret" not in f"{Offer('secret', 'https://example.org')!r} {Offer('secret', 'x')}"


@pytest.mark.parametrize("token", ["", "two words", "line\nbreak", "tökèn"])
def test_what_cannot_be_a_token_is_said_without_showing_it(token: str) -> None:
    words = token_problem(token)
    assert words.endswith((".", "it. Copy it again."))
    assert not token or token not in words
