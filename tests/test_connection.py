"""Connecting and disconnecting while the program runs, and settings that act, against real engines as the service."""

from pathlib import Path
from typing import Any

import pytest
from keyring.backends.fail import Keyring as NoKeyring
from PySide6.QtWidgets import QApplication

from mj_desktop.core.account import Account, Finding, Kept, Offer
from mj_desktop.core.generation import DEMO, State
from mj_desktop.core.intentions import Trigger
from mj_desktop.core.request import Imagine
from mj_desktop.core.settings import Change
from mj_desktop.library.settings import SettingsFile
from mj_desktop.library.tokens import Tokens
from tests.conftest import Run
from tests.engine import Engine
from tests.keyrings import InMemory, Locked
from tests.opened import Open, opened
from tests.ui.finders import message


@pytest.fixture
def service(engine: Engine) -> Engine:
    """The engine that stands for the service."""
    return engine


async def _connect(at: Open, service: Engine, token: str = "") -> Account:
    at.window.settings.offered.emit(Offer(token or service.token, service.address + "/"))
    await at.until(lambda: not at.program.connection.account.busy)
    return at.program.connection.account


def test_connecting_and_disconnecting_need_no_restart_and_ids_stay_with_their_origin(
    run: Run[Any], qapp: QApplication, service: Engine, tmp_path: Path
) -> None:
    keyring = InMemory()

    async def work() -> None:
        async with opened(tmp_path, keyring=keyring) as at:
            demo = await at.draw("a cat")
            account = await _connect(at, service)
            assert (account.kept, account.finding) == (Kept.KEYRING, Finding.GOOD)
            assert at.program.origin == service.address
            paid = await at.draw("a dog")
            at.program.studio.trigger(Trigger(demo.id, "upscale1"))
            await at.until(lambda: sum(found.state is State.STORED for found in at.seen.values()) == 3)
            child = next(found for found in at.seen.values() if found.parent == demo.id)
            assert (demo.origin, paid.origin, child.origin) == (DEMO, service.address, DEMO)
            at.window.settings.disconnected.emit()
            await at.until(lambda: not at.program.connection.account.busy)
            assert at.program.origin == DEMO
            assert keyring.entries == {}
            assert (await at.draw("a bird")).origin == DEMO
            assert at.program.studio.trigger(Trigger(paid.id, "upscale1")) is None
            assert "not connected" in message(at.window)
            for found in (demo, child):
                assert found.task_id is not None
                assert service.record(found.task_id) == {}

    run(work())


def test_a_token_that_was_kept_connects_at_the_next_start_and_a_prompt_waits_for_it(
    run: Run[Any], qapp: QApplication, service: Engine, tmp_path: Path
) -> None:
    keyring = InMemory()

    async def first() -> None:
        async with opened(tmp_path, keyring=keyring) as at:
            await _connect(at, service)

    async def second() -> None:
        async with opened(tmp_path, keyring=keyring) as at:
            assert at.program.connection.is_looking
            at.program.submit(Imagine(prompt="a dog"))
            await at.until(lambda: any(found.state is State.STORED for found in at.seen.values()))
            assert [found.origin for found in at.seen.values()] == [service.address]

    run(first())
    run(second())


def test_a_wrong_token_connects_nothing_and_is_kept_nowhere(
    run: Run[Any], qapp: QApplication, service: Engine, tmp_path: Path
) -> None:
    keyring = InMemory()

    async def work() -> None:
        async with opened(tmp_path, keyring=keyring) as at:
            account = await _connect(at, service, "wrong-token")
            assert (account.kept, account.finding) == (Kept.NOWHERE, Finding.REFUSED)
            assert (at.program.origin, keyring.entries) == (DEMO, {})

    run(work())


def test_without_a_keyring_the_token_is_for_the_session_until_a_file_is_agreed_to(
    run: Run[Any], qapp: QApplication, service: Engine, tmp_path: Path
) -> None:
    async def work() -> None:
        async with opened(tmp_path, keyring=NoKeyring()) as at:  # type: ignore[no-untyped-call]
            assert (await _connect(at, service)).kept is Kept.SESSION
            assert not SettingsFile(tmp_path).peek().connected
            at.window.settings.file_agreed.emit()
            await at.until(lambda: at.program.connection.account.kept is Kept.FILE)
        async with opened(tmp_path, keyring=NoKeyring()) as at:  # type: ignore[no-untyped-call]
            await at.until(lambda: at.program.origin == service.address)
            at.window.settings.disconnected.emit()
            await at.until(lambda: not at.program.connection.account.busy)
            assert not Tokens(tmp_path).file.exists()

    run(work())


def test_a_locked_keyring_at_the_start_is_said_and_the_demo_engine_draws(
    run: Run[Any], qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with opened(tmp_path, keyring=Locked()) as at:
            await at.until(lambda: "locked" in message(at.window))
            assert (await at.draw("a cat")).origin == DEMO

    SettingsFile(tmp_path).path.write_text('{"connected": true}')
    run(work())


def test_what_is_drawn_when_the_account_is_disconnected_is_taken_up_when_it_is_back(
    run: Run[Any], qapp: QApplication, tmp_path: Path
) -> None:
    async def work(service: Engine) -> None:
        async with opened(tmp_path, keyring=InMemory()) as at:
            await _connect(at, service)
            at.program.submit(Imagine(prompt="a dog"))
            (new,) = at.seen.values()
            await at.until(lambda: at.seen[new.id].task_id is not None)
            at.window.settings.disconnected.emit()
            await at.until(lambda: not at.program.connection.account.busy)
            assert at.seen[new.id].state.is_open
            await _connect(at, service)
            await at.until(lambda: at.seen[new.id].state is State.STORED)

    with Engine(pace=0.3) as service:
        run(work(service))


def test_the_token_is_in_no_file_of_a_session(run: Run[Any], qapp: QApplication, tmp_path: Path) -> None:
    async def work(service: Engine) -> None:
        async with opened(tmp_path, keyring=InMemory()) as at:
            await _connect(at, service)
            await at.draw("a dog")
            at.window.settings.changed.emit(Change("theme", "light"))
            await at.until(lambda: SettingsFile(tmp_path).peek().theme == "light")
            service.kill()
            at.program.submit(Imagine(prompt="a cat"))
            await at.until(lambda: any(found.state is State.FAILED for found in at.seen.values()))

    with Engine() as service:
        run(work(service))
        token = service.token.encode()
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {"settings.json", "library.sqlite"} <= {path.name for path in files}
    assert [path for path in files if token in path.read_bytes()] == []


def test_settings_act_at_once_and_are_there_at_the_next_start(
    run: Run[Any], qapp: QApplication, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"

    async def change(profile: Path) -> None:
        async with opened(profile) as at:
            bodies = at.sent
            for name, value in (("mode", "turbo"), ("version", "7"), ("receive", "polling"), ("drawing", 900.0)):
                at.window.settings.changed.emit(Change(name, value))
            drawn = await at.draw("a dog")
            assert (drawn.request.mode, drawn.request.version) == ("turbo", "7")
            assert (bodies[0]["async"], bodies[0]["timeout"]) == (True, 900)
            at.window.settings.changed.emit(Change("library", str(elsewhere)))
            await at.until(lambda: "next start" in message(at.window))
            at.window.desk.modes.select("relax")  # for this time only

    async def come_back(profile: Path) -> None:
        async with opened(profile) as at:
            assert at.program.library.all() == []
            assert at.window.desk.modes.value() == "turbo"
            assert (elsewhere / "library.sqlite").exists()
            assert (profile / "library.sqlite").exists()

    run(change(tmp_path / "profile"))
    run(come_back(tmp_path / "profile"))


def test_unreadable_settings_are_set_aside_and_said(run: Run[Any], qapp: QApplication, tmp_path: Path) -> None:
    async def work() -> None:
        async with opened(tmp_path) as at:
            assert "set aside" in message(at.window)

    (tmp_path / "settings.json").write_bytes(b"no json")
    run(work())
