"""Looking for newer releases: only when it is on, only at the address of the settings, and only said."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

import mj_desktop
from mj_desktop.api.fetch import Fetcher
from mj_desktop.core import settings
from mj_desktop.core.changelog import is_newer, read
from mj_desktop.core.messages import Message
from mj_desktop.core.settings import Settings
from mj_desktop.jobs import Jobs
from mj_desktop.updates import Updates
from tests.conftest import Run
from tests.hosts import Host, host

NEWER = b'{"version": "999.0.0", "page": "https://example.com/releases"}'
SAME = f'{{"version": "{mj_desktop.__version__}"}}'.encode()
Told = list[Message]


async def told(deed: Callable[[Updates], None], at: Host) -> Told:
    """What is said of a deed, once the host was asked and its answer read."""
    bugs: list[BaseException] = []
    found: Told = []
    jobs, fetcher = Jobs(lambda _, error: bugs.append(error)), Fetcher()
    updates = Updates(fetcher, jobs)
    updates.said.connect(found.append)
    deed(updates)
    async with asyncio.timeout(10):
        while jobs.runs("updates"):
            await asyncio.sleep(0.001)
    await jobs.close()
    await fetcher.close()
    assert bugs == []
    return found


def on(at: Host) -> Settings:
    return Settings(updates="on", updates_address=at.address)


def test_a_newer_release_is_said_with_its_page_and_nothing_else_is_asked_for(run: Run[Any]) -> None:
    with host(body=NEWER) as at:
        (said,) = run(told(lambda updates: updates.open(on(at)), at))
    assert said.what.format(**said.values) == f"MJ Desktop 999.0.0 has come out; this is {mj_desktop.__version__}."
    assert said.todo.format(**said.values) == "It is at https://example.com/releases"
    assert len(at.asked) == 1
    assert not {"authorization", "cookie"} & at.asked[0].keys()


def test_it_is_off_by_default_and_then_nobody_is_asked(run: Run[Any]) -> None:
    assert (Settings().updates, Settings().updates_address) == ("off", "")
    with host(body=NEWER) as at:
        assert run(told(lambda updates: updates.open(Settings(updates_address=at.address)), at)) == []
    assert at.asked == []


@pytest.mark.parametrize(("status", "body", "words"), [
    (200, SAME, "{name} {version} is the newest."), (200, b"<html>", "No release can be read at {host}."),
    (404, NEWER, "No release can be read at {host}."), (200, b'{"version": 3}', "No release can be read at {host}."),
])  # fmt: skip
def test_who_turns_it_on_is_told_what_came_of_it_and_a_start_says_only_news(
    run: Run[Any], status: int, body: bytes, words: str
) -> None:
    with host(status, body=body) as at:
        (said,) = run(told(lambda updates: updates.take(on(at)), at))
        assert said.what == words
        assert run(told(lambda updates: updates.open(on(at)), at)) == []


def test_without_an_address_it_says_that_it_needs_one(run: Run[Any]) -> None:
    with host() as at:
        (said,) = run(told(lambda updates: updates.take(Settings(updates="on")), at))
    assert "address" in said.what


@pytest.mark.parametrize(("address", "right"), [
    ("", True), ("https://example.com/latest.json", True), ("http://127.0.0.1:9", True), ("http://example.com", False),
    ("https://me:secret@example.com/", False), (3, False),
])  # fmt: skip
def test_an_address_is_safe_or_none(address: object, right: bool) -> None:
    assert (settings.problem("updates_address", address) == "") is right


@pytest.mark.parametrize(("version", "than", "newer"), [
    ("0.10.0", "0.9.9", True), ("1.0", "0.9.9", True), ("0.1.0", "0.1.0", False), ("0.1", "0.1.1", False),
    ("2.0.0-beta", "1.0.0", False), ("", "1.0.0", False),
])  # fmt: skip
def test_versions_are_compared_by_their_numbers(version: str, than: str, newer: bool) -> None:
    assert is_newer(version, than) is newer


def test_a_changelog_of_another_form_is_refused() -> None:
    with pytest.raises(ValueError, match="no line of a changelog"):
        read("# What is new\n\n## 0.1.0 (2026-11-25)\nprose\n")
