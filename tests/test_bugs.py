import asyncio
import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, Slot
from pytestqt.qtbot import QtBot

from mj_desktop import bugs
from mj_desktop.core.messages import Message, Remedy
from tests.conftest import Run


class _Window(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.said: list[Message] = []

    @Slot(object)
    def show_message(self, message: Message) -> None:
        self.said.append(message)


@pytest.fixture
def watched() -> Iterator[_Window]:
    window, watch = _Window(), bugs.Watch()
    watch.said.connect(window.show_message)
    yield window
    watch.close()


def _fail() -> None:
    raise ValueError("a bug of ours")


def test_a_bug_in_a_slot_is_said_once_with_its_traceback_to_copy(qtbot: QtBot, watched: _Window) -> None:
    sys.excepthook(*_caught())
    (message,) = watched.said
    assert message.remedy is Remedy.COPY_DETAILS
    assert "a bug of ours" in message.details
    assert "_fail" in message.details


def _caught() -> tuple[type[BaseException], BaseException, Any]:
    try:
        _fail()
    except ValueError as error:
        return type(error), error, error.__traceback__
    raise AssertionError


def test_a_bug_in_a_thread_is_said_in_the_thread_of_the_window(qtbot: QtBot, watched: _Window) -> None:
    thread = threading.Thread(target=_fail)
    thread.start()
    thread.join()
    assert watched.said == []
    qtbot.waitUntil(lambda: len(watched.said) == 1)


def test_a_bug_in_the_event_loop_is_said(run: Run[Any]) -> None:
    window, watch = _Window(), bugs.Watch()
    watch.said.connect(window.show_message)

    async def work() -> None:
        loop = asyncio.get_running_loop()
        watch.watch_loop(loop)
        loop.call_exception_handler({"message": "m", "exception": ValueError("late")})
        await asyncio.sleep(0)

    run(work())
    watch.close()
    assert "late" in window.said[0].details


def test_the_log_rotates_and_holds_the_traceback(tmp_path: Path) -> None:
    handler = bugs.keep_log(tmp_path)
    try:
        logging.getLogger("mj_desktop").error("uncaught", exc_info=_caught()[1])
    finally:
        logging.getLogger().removeHandler(handler)
        handler.close()
    written = (tmp_path / "log" / "mj-desktop.log").read_text(encoding="utf-8")
    assert "ValueError: a bug of ours" in written
