"""Which service the environment connects, and what is said where it cannot."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from mj_desktop.core.generation import DEMO, Generation, State
from mj_desktop.core.intentions import Trigger
from mj_desktop.core.messages import Remedy
from mj_desktop.core.prices import LIMIT, Prices
from mj_desktop.program import ADDRESS, TOKEN
from mj_desktop.ui.status_line import sentence
from tests.conftest import Run
from tests.engine import Engine
from tests.opened import opened
from tests.ui.finders import message


def test_a_token_in_the_environment_connects_the_service_and_demo_pictures_stay_with_the_demo_engine(
    run: Run[Any], qapp: QApplication, tmp_path: Path
) -> None:
    async def with_demo() -> Generation:
        async with opened(tmp_path) as at:
            return await at.draw("a cat")

    async def with_service(service: Engine, demo: Generation) -> None:
        async with opened(tmp_path, {TOKEN: service.token, ADDRESS: service.address + "/"}) as at:
            assert at.program.origin == service.address
            drawn = await at.draw("a dog")
            assert (drawn.state, drawn.origin) == (State.STORED, service.address)
            child = at.program.studio.trigger(Trigger(demo.id, "upscale1"))
            assert child is not None
            await at.until(lambda: not at.seen[child.id].state.is_open)
            assert (at.seen[child.id].state, child.origin) == (State.STORED, DEMO)
        listing = service.post("/midjourney/tasks", {"action": "retrieve_batch"}).json()
        assert [task["request"]["action"] for task in listing["items"]] == ["generate"]

    demo = run(with_demo())
    with Engine() as service:
        run(with_service(service, demo))


def test_a_service_address_without_tls_is_refused_and_gets_no_token(
    run: Run[Any], qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with opened(tmp_path, {TOKEN: "secret", ADDRESS: "http://example.org"}) as at:
            assert at.program.origin == DEMO
            assert "cannot be sent" in message(at.window)

    run(work())


@pytest.mark.parametrize("name", [ADDRESS, "ALL_PROXY"])
def test_a_setting_that_cannot_be_used_is_said_and_the_demo_engine_draws(
    run: Run[Any], qapp: QApplication, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if name == "ALL_PROXY":
        monkeypatch.setenv(name, "socks://127.0.0.1:9")
    wrong = {ADDRESS: "https://[bad"} if name == ADDRESS else {}

    async def work() -> None:
        async with opened(tmp_path, {TOKEN: "secret", **wrong}) as at:
            assert at.program.origin == DEMO
            assert "cannot be sent" in message(at.window)
            assert (await at.draw("a cat")).state is State.STORED

    run(work())


def test_what_passes_the_limit_is_named_and_esc_takes_it_and_its_button_back(
    run: Run[Any], qapp: QApplication, tmp_path: Path
) -> None:
    async def work(service: Engine) -> None:
        async with opened(tmp_path, {TOKEN: service.token, ADDRESS: service.address}) as at:
            grid = await at.draw("a cat")
            await at.until(lambda: at.window.viewer.picture is not None)
            costs = at.program.office.costs
            costs.take(Prices({LIMIT: 0.1}))
            status = at.window.status

            async def asked() -> None:
                await at.until(lambda: status.message.remedy is Remedy.SPEND)

            QTest.keyClick(at.window.viewer, Qt.Key.Key_R)
            await asked()
            assert sentence(status.message).startswith("Reroll “a cat” passes the day's limit")
            at.window.settings.open()
            QTest.keyClick(at.window.focusWidget(), Qt.Key.Key_Escape)
            assert sentence(status.message) == "Taken back. Nothing was sent."
            assert at.window.settings.is_open
            costs.spend()
            QTest.keyClick(at.window.focusWidget(), Qt.Key.Key_Escape)
            assert not at.window.settings.is_open
            at.window.triggered.emit(Trigger(grid.id, "upscale1"))
            await asked()
            costs.take(Prices({LIMIT: 0.2}))
            assert status.message.remedy is Remedy.NONE
            at.window.triggered.emit(Trigger(grid.id, "upscale2"))
            await asked()
            assert list(at.seen) == [grid.id]
            QTest.keyClick(at.window, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
            await at.until(lambda: len(at.seen) == 2)

    with Engine(pixels=64) as service:
        run(work(service))
