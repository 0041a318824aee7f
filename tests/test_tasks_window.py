"""The tasks of an account in the real window, by keys: listed, brought into the library and shown there."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication

from mj_desktop.core.generation import DEMO, State
from mj_desktop.core.keeping import Delete
from mj_desktop.core.tasks import Here, Recover
from mj_desktop.program import ADDRESS, TOKEN
from mj_desktop.ui.strip.words import title
from tests.conftest import Run
from tests.engine import Engine, free_port
from tests.opened import Open, opened
from tests.ui.finders import message

CTRL = Qt.KeyboardModifier.ControlModifier


async def listed(at: Open, count: int) -> list[Here]:
    """Where each of so many tasks stands, once they are listed."""
    tasks = at.program.tasks
    await at.until(lambda: len(tasks.list.tasks) == count and not tasks.list.busy)
    page = at.window.tasks.page
    assert page is not None and page.model.rowCount() == count
    return [tasks.list.here(task) for task in tasks.list.tasks]


def test_what_an_account_drew_elsewhere_comes_into_the_library_and_stays_apart_from_the_demo(
    run: Run[Any], qapp: QApplication, tmp_path: Path
) -> None:
    async def work(service: Engine) -> None:
        async with opened(tmp_path, {TOKEN: service.token, ADDRESS: service.address}) as at:
            QTest.keyClick(at.window, Qt.Key.Key_J, CTRL)
            page = at.window.tasks.page
            assert page is not None and await listed(at, 2) == [Here.MISSING] * 2
            QTest.keyClick(page.view, Qt.Key.Key_Return, CTRL)
            await at.until(lambda: "2 tasks are in the library now" in message(at.window))
            assert await listed(at, 2) == [Here.KEPT] * 2
            child, parent = at.program.library.all()
            assert (child.parent, child.state, child.origin) == (parent.id, State.STORED, service.address)
            assert at.window.shown == parent.id  # nothing was on view
            QTest.keyClick(page.view, Qt.Key.Key_Return)
            assert at.window.shown == child.id and not at.window.tasks.is_open
            at.program.keeper.ask(Delete((child.id,)))
            QTest.keyClick(at.window, Qt.Key.Key_J, CTRL)
            await at.until(lambda: at.program.tasks.list.here(at.program.tasks.list.tasks[0]) is Here.TRASH)
            demo = page.findChild(QAbstractButton, "tasks-of-demo")
            assert isinstance(demo, QAbstractButton)
            demo.click()
            await at.until(lambda: at.program.tasks.list.is_connected and not at.program.tasks.list.busy)
            assert at.program.tasks.list.look.origin == DEMO and at.program.tasks.list.tasks == ()

    with Engine("--in-flight", "0", pixels=64) as own:
        grid = own.imagine("a lighthouse")
        own.imagine(action="upscale1", image_id=grid["image_id"])
        run(work(own))


def test_what_comes_of_a_picture_in_the_trash_still_has_its_words(
    run: Run[Any], qapp: QApplication, tmp_path: Path
) -> None:
    async def work(service: Engine, child: str) -> None:
        async with opened(tmp_path, {TOKEN: service.token, ADDRESS: service.address}) as at:
            QTest.keyClick(at.window, Qt.Key.Key_J, CTRL)
            page = at.window.tasks.page
            assert page is not None and await listed(at, 2) == [Here.MISSING] * 2
            page.view.setCurrentIndex(page.model.index(1))
            QTest.keyClick(page.view, Qt.Key.Key_Return)
            await at.until(lambda: "One task is in the library now" in message(at.window))
            (grid,) = at.program.library.all()
            at.program.keeper.ask(Delete((grid.id,)))
            await at.until(lambda: at.program.tasks.list.here(at.program.tasks.list.tasks[1]) is Here.TRASH)
            assert grid.id not in at.window.library.lineage
            at.program.tasks.ask(Recover((child,)))
            await at.until(lambda: grid.id in at.window.library.lineage)
            (single,) = at.program.library.all()
            assert single.parent == grid.id and title(single, at.window.library.lineage) == "a lighthouse"

    with Engine("--in-flight", "0", pixels=64) as own:
        drawn = own.imagine("a lighthouse")
        run(work(own, own.imagine(action="upscale1", image_id=drawn["image_id"])["task_id"]))


def test_a_public_address_in_the_settings_has_results_posted_from_then_on(
    run: Run[Any], qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with opened(tmp_path) as at:
            port = free_port()
            at.program.preferences.put(receiver_port=port, public_address="https://tunnel.example.org")
            await at.until(lambda: at.program.receiving.port == port)
            drawn = await at.draw("a cat")
            assert drawn.state is State.STORED
            assert (drawn.request.callback_url or "").startswith(f"http://127.0.0.1:{port}/mj-")
            at.program.preferences.put(public_address="")
            await at.until(lambda: at.program.receiving.port == 0)
            assert (await at.draw("a dog")).request.callback_url is None

    run(work())
