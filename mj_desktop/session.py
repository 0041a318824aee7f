"""The session behind the window: log, event loop and program, from the first paint to the window's closing."""

import asyncio
import gc
import os
import signal
import sys
from functools import partial
from pathlib import Path

import PySide6.QtNetwork  # noqa: F401 for `listen`
from PySide6.QtCore import QProcess, Qt
from PySide6.QtWidgets import QApplication

from mj_desktop import bugs
from mj_desktop.core.intentions import Remedied
from mj_desktop.core.messages import Remedy
from mj_desktop.core.request import Imagine
from mj_desktop.loop import TURN, Loop
from mj_desktop.one_window import OneWindow
from mj_desktop.program import Program
from mj_desktop.ui.window import parts  # noqa: F401 for `complete`
from mj_desktop.ui.window.window import Window


def run(
    app: QApplication, window: Window, profile: Path, only: OneWindow, early: list[Imagine], closed: bool = False
) -> int:
    """Stay until the window is closed, or not at all when it is `closed`; what was asked for `early`, in which the
    window's wishes are gathered until the program listens itself, is begun.

    Returns the exit code.
    """
    try:
        written = bugs.keep_log(profile)
    except OSError as error:
        print(f"The log in {profile} cannot be written: {error.strerror}.", file=sys.stderr)
        return 1
    gc.freeze()  # what was imported is no garbage, and the first look at all of it would take 40 ms
    again = _Again(window)
    with asyncio.Runner(loop_factory=lambda: Loop(app)) as runner:
        runner.run(_main(window, profile, only, early, closed))
    only.release()
    written.close()
    if again.wanted:
        _begin_again()
    return 0


class _Again:
    """Whether a person wants the program to begin anew: a message's button said so, and the window is closed."""

    def __init__(self, window: Window) -> None:
        self.wanted, self._window = False, window
        window.remedied.connect(self._heed)

    def _heed(self, chosen: Remedied) -> None:
        if chosen.remedy is Remedy.RESTART:
            self.wanted = True
            self._window.close()


def _begin_again() -> None:
    """Start with the same words; where a process can, in this one's place, so that whoever started it still waits."""
    words = sys.orig_argv[1:]
    if getattr(sys, "frozen", False):
        words = sys.argv[1:]
        os.environ["PYINSTALLER_RESET_ENVIRONMENT"] = "1"  # it is to begin anew, not as a part of this one
    if os.name == "posix":
        os.execv(sys.executable, [sys.executable, *words])
    QProcess.startDetached(sys.executable, words)


async def _main(window: Window, profile: Path, only: OneWindow, early: list[Imagine], closed: bool) -> None:
    ended, watch = asyncio.Event(), bugs.Watch()
    window.closing.connect(ended.set)
    if closed:
        ended.set()
    watch.said.connect(window.show_message)
    watch.watch_loop(asyncio.get_running_loop())
    only.raised.connect(partial(_bring_forward, window))
    only.listen()
    if os.name == "posix":
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, window.close)
    for _ in window.completing():
        await asyncio.sleep(TURN)  # the window lives between its steps
    await asyncio.sleep(TURN)
    await _stay(window, Program(window, profile, dict(os.environ)), early, ended)
    watch.close()


async def _stay(window: Window, program: Program, early: list[Imagine], ended: asyncio.Event) -> None:
    try:
        opened = await program.open()
        gc.freeze()  # nor is what the program is made of
        window.submitted.disconnect(early.append)  # in one turn with the next line: each wish is heard once
        if opened:
            program.listen(early)
        await ended.wait()
    finally:
        await program.close()


def _bring_forward(window: Window) -> None:
    """A second start asks for the window that is open."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.raise_()
    window.activateWindow()
