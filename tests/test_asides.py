"""Describe, shorten, translate and seed in the window, answered by the real engine."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget

from mj_desktop.core.asides import with_seed
from mj_desktop.core.messages import Remedy
from mj_desktop.core.receipts import Outcome
from mj_desktop.program import ADDRESS, TOKEN
from mj_desktop.ui.asides.page import AsidePage
from mj_desktop.ui.window.window import Window
from tests.conftest import Run
from tests.engine import Engine
from tests.opened import Open, opened
from tests.serving import serving


def test_a_seed_takes_the_place_of_the_one_that_is_there() -> None:
    assert with_seed("a wolf --seed 1 --chaos 5", "47") == "a wolf --chaos 5 --seed 47"
    assert with_seed("", "47") == "--seed 47"


def _press(widget: QWidget, key: str) -> None:
    QTest.keySequence(widget, QKeySequence(key))


def _page(at: Open) -> AsidePage:
    page = at.program.further.asides.page
    assert page is not None
    assert at.program.further.asides.is_open
    return page


def _click(window: Window, name: str) -> None:
    button = window.findChild(QAbstractButton, name)
    assert isinstance(button, QAbstractButton)
    button.click()


def _state(page: AsidePage) -> str:
    label = page.findChild(QLabel, "asides_state")
    assert isinstance(label, QLabel)
    return label.text()


def test_a_picture_is_described_by_a_key_and_each_prompt_can_be_copied_and_used(
    run: Run[Any], qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with opened(tmp_path) as at:
            await at.draw("a red lighthouse at dusk")
            _press(at.window.viewer, "D")
            page = _page(at)
            assert "0:00" in _state(page)
            await at.until(lambda: len(page.cards) == 4)
            second = page.cards[1].text
            assert "--ar" in second
            _click(at.window, "copy_2")
            assert QGuiApplication.clipboard().text() == second
            QTest.keyClick(page, Qt.Key.Key_2)
            assert at.window.pages.currentWidget() is at.window.viewer
            words, _, flags = second.partition(" --")
            assert at.window.desk.edit.toPlainText().startswith(words)
            QTest.keyClicks(at.window.desk.edit, ", fog")
            assert at.window.desk.edit.toPlainText().startswith(f"{words}, fog --{flags[:2]}")
            QTest.keyClick(at.window.desk.edit, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
            assert at.window.desk.edit.toPlainText().startswith(f"{words} --{flags[:2]}")
            QTest.keyClick(at.window.desk.edit, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
            assert at.window.desk.edit.toPlainText() == "a red lighthouse at dusk"

    run(work())


def test_a_prompt_is_shortened_and_translated_by_keys_and_esc_leads_back(
    run: Run[Any], qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with opened(tmp_path) as at:
            window = at.window
            window.desk.show_prompt("a very beautiful and really quite large lighthouse on a rock")
            _press(window, "Alt+X")
            page = _page(at)
            await at.until(lambda: bool(page.cards))
            assert all(len(card.text) < 60 for card in page.cards)
            _press(window, "Esc")
            assert window.pages.currentWidget() is window.first_run
            window.desk.show_prompt("ein Leuchtturm am Meer")
            _press(window, "Alt+L")
            await at.until(lambda: bool(page.cards) and page.cards[0].text != "")
            _click(window, "use_1")
            assert "lighthouse" in window.desk.edit.toPlainText().lower()
            assert "Ctrl+Z" in window.status.message.what
            QTest.keyClick(window.desk.edit, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
            assert window.desk.edit.toPlainText() == "ein Leuchtturm am Meer"

    run(work())


def test_the_seed_of_a_picture_is_looked_up_and_joins_the_prompt(
    run: Run[Any], qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with opened(tmp_path) as at:
            await at.draw("a fox --seed 4711")
            _press(at.window.viewer, "S")
            page = _page(at)
            await at.until(lambda: bool(page.cards))
            assert page.cards[0].text == "4711"
            at.window.desk.show_prompt("a wolf --seed 1 --chaos 5")
            _click(at.window, "use_1")
            assert "--seed 4711" in at.window.desk.edit.toPlainText()
            assert "--seed 1 " not in at.window.desk.edit.toPlainText()

    run(work())


def test_another_picture_is_described_by_its_address_and_a_refusal_is_said_with_a_way_to_ask_again(
    run: Run[Any], qapp: QApplication, tmp_path: Path, engine: Engine
) -> None:
    async def work() -> None:
        async with opened(tmp_path, {TOKEN: engine.token, ADDRESS: engine.address}) as at:
            await at.until(lambda: at.program.origin == engine.address)
            _press(at.window, "Ctrl+D")
            page = _page(at)
            field = page.findChild(QLineEdit, "asides_address")
            assert isinstance(field, QLineEdit)
            field.setText("no address")
            QTest.keyClick(field, Qt.Key.Key_Return)
            assert at.window.status.message.what == "This is no web address."
            field.setText(f"{engine.address}/files/nothing.png")
            QTest.keyClick(field, Qt.Key.Key_Return)
            await at.until(lambda: "There is no picture at this address" in _state(page))
            assert at.program.library.receipts.since(0) == []
            (tmp_path / "castle.png").write_bytes(engine.picture(engine.imagine("a castle")["raw_image_url"]))
            with serving(tmp_path) as address:
                engine.fault("error-code", "api_error", times=1, path="describe")
                field.setText(f"{address}/castle.png")
                QTest.keyClick(field, Qt.Key.Key_Return)
                await at.until(lambda: "again" in _state(page))
                picture = page.findChild(QLabel, "asides_picture")
                assert isinstance(picture, QLabel)
                assert not picture.pixmap().isNull()
                _click(at.window, "asides_again")
                await at.until(lambda: len(page.cards) == 4)

    run(work())


def test_the_menus_of_prompt_and_picture_offer_what_can_be_asked(
    run: Run[Any], qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with opened(tmp_path) as at:
            asides = at.program.further.asides

            def offered() -> dict[str, bool]:
                menu = asides.prompt_menu()
                menu.deleteLater()
                return {entry.text().partition("\t")[0]: entry.isEnabled() for entry in menu.actions()}

            assert offered()["Shorten the prompt"] is False
            grid = await at.draw("a fox")
            assert offered()["Shorten the prompt"] is offered()["Look up the seed"] is True
            menu = at.program.acts.menu_of(grid.id)
            entries = {entry.text().partition("\t")[0]: entry for entry in menu.actions()}
            entries["Describe the picture: four prompts"].trigger()
            menu.deleteLater()
            page = _page(at)
            await at.until(lambda: len(page.cards) == 4)

    run(work())


async def _settled(at: Open) -> int:
    """How many questions were paid, once none is counted or on its way."""
    await at.until(lambda: not any(task.get_name().startswith(("limit", "aside")) for task in asyncio.all_tasks()))
    return len(at.program.library.receipts.since(0))


@asynccontextmanager
async def _held_within(profile: Path, engine: Engine, limit: float) -> AsyncIterator[Open]:
    """A question is held, with a day's limit."""
    async with opened(profile, {TOKEN: engine.token, ADDRESS: engine.address}) as at:
        await at.until(lambda: at.program.origin == engine.address)
        costs = at.program.office.costs
        costs.take(costs.prices.put("limit", limit))
        at.window.desk.edit.setPlainText("a very beautiful fox")
        _press(at.window.desk.edit, "Alt+X")
        yield at


@pytest.mark.parametrize(("esc", "paid"), [(False, 1), (True, 0)], ids=["clicked twice", "Esc"])
def test_while_a_days_limit_is_counted_a_question_is_not_paid_twice_and_can_still_be_taken_back(
    run: Run[Any], qapp: QApplication, tmp_path: Path, engine: Engine, esc: bool, paid: int
) -> None:
    async def work() -> None:
        async with _held_within(tmp_path, engine, limit=100.0) as at:
            _click(at.window, "asides_again")
            assert _state(_page(at)) == "It waits to be sent."
            if esc:
                _press(at.window, "Esc")
                assert at.window.status.message.what == "Taken back. Nothing was sent."
            else:
                _click(at.window, "asides_again")
            assert await _settled(at) == paid
            assert at.program.further.asides.is_open is not esc

    run(work())


def test_a_paid_answer_that_comes_while_something_else_is_asked_is_kept_and_never_paid_again(
    run: Run[Any], qapp: QApplication, tmp_path: Path, engine: Engine
) -> None:
    async def work() -> None:
        async with _held_within(tmp_path, engine, limit=100.0) as at:
            engine.fault("slow-first-byte", "0.3", times=1, path="shorten")
            _click(at.window, "asides_again")
            await at.until(lambda: bool(at.program.library.receipts.since(0)))
            at.window.desk.edit.setPlainText("ein Leuchtturm am Meer")
            _press(at.window.desk.edit, "Alt+L")
            await at.until(lambda: bool(_page(at).cards))
            _press(at.window, "Esc")
            assert await _settled(at) == 2
            assert [each.outcome for each in at.program.library.receipts.since(0)] == [Outcome.SUCCEEDED] * 2
            assert at.window.status.message.what.startswith("What was asked before is answered.")
            at.window.desk.edit.setPlainText("a very beautiful fox")
            _press(at.window.desk.edit, "Alt+X")
            assert _page(at).cards
            assert await _settled(at) == 2

    run(work())


def test_a_question_beyond_the_days_limit_is_not_on_its_way_until_a_person_spends_it(
    run: Run[Any], qapp: QApplication, tmp_path: Path, engine: Engine
) -> None:
    async def work() -> None:
        async with _held_within(tmp_path, engine, limit=0.01) as at:
            _click(at.window, "asides_again")
            await at.until(lambda: at.window.status.message.remedy is Remedy.SPEND)
            again = at.window.findChild(QAbstractButton, "asides_again")
            assert isinstance(again, QAbstractButton)
            assert (again.isEnabled(), _state(_page(at))) == (True, "Nothing was sent.")
            _press(at.window, "Ctrl+M")
            await at.until(lambda: bool(_page(at).cards))
            assert await _settled(at) == 1

    run(work())
