"""The application: opens the window first, then everything behind it, and closes both in order."""

import asyncio
import gc
import importlib
import os
import signal
import sys
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

import mj_desktop
from mj_desktop import bugs, paths
from mj_desktop.core.request import Imagine
from mj_desktop.jobs import Jobs
from mj_desktop.library.settings import SettingsFile
from mj_desktop.loop import Loop
from mj_desktop.one_window import OneWindow
from mj_desktop.ui import theme
from mj_desktop.ui.window.window import Window

if TYPE_CHECKING:
    from mj_desktop.program import Program


def run(profile: Path | None) -> int:
    """Open the window on `profile` and stay until it is closed; returns the exit code."""
    profile = profile or paths.default_profile()
    app = application()
    try:
        profile.mkdir(parents=True, exist_ok=True)
        written = bugs.keep_log(profile)
    except OSError as error:
        print(f"The profile folder {profile} cannot be written: {error.strerror}.", file=sys.stderr)
        return 1
    scheme = SettingsFile(profile).peek().theme
    theme.set_scheme(None if scheme == "system" else scheme)
    only = OneWindow(profile)
    if not only.claim():
        print(f"MJ Desktop is already open on {profile}; its window was raised.", file=sys.stderr)
        return 1
    with asyncio.Runner(loop_factory=lambda: Loop(app)) as runner:
        runner.run(_main(profile, dict(os.environ), only))
    only.release()
    written.close()
    return 0


def application() -> QApplication:
    """The Qt application, named and themed; its end is the window's closing, not the last window's."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationName("mj-desktop")
    app.setApplicationDisplayName("MJ Desktop")
    app.setDesktopFileName("mj-desktop")
    app.setApplicationVersion(mj_desktop.__version__)
    app.setQuitOnLastWindowClosed(False)
    theme.apply(app)
    return app


async def _main(profile: Path, environment: Mapping[str, str], only: OneWindow) -> None:
    closed, watch = asyncio.Event(), bugs.Watch()
    window = Window()
    window.closing.connect(closed.set)
    only.raised.connect(partial(_bring_forward, window))
    watch.said.connect(window.show_message)
    watch.watch_loop(asyncio.get_running_loop())
    if os.name == "posix":
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, window.close)
    early: list[Imagine] = []
    window.submitted.connect(early.append)
    window.show()
    await asyncio.sleep(0.03)  # the first paint comes before the heavy imports
    program = await _composed(window, profile, environment)
    try:
        window.submitted.disconnect(early.append)
        opened = await program.open()
        gc.freeze()  # what the program is made of is no garbage, and a look at all of it takes 20 ms
        if opened:
            for request in early:
                program.submit(request)
        await closed.wait()
    finally:
        await program.close()
        watch.close()


def _bring_forward(window: Window) -> None:
    """A second start asks for the window that is open."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.raise_()
    window.activateWindow()


async def _composed(window: Window, profile: Path, environment: Mapping[str, str]) -> "Program":
    """The program behind the window; its modules (cv2, httpx) are imported in a thread, so that the window lives."""
    jobs = Jobs(_bug)
    module = await jobs.in_thread(importlib.import_module, "mj_desktop.program")
    await jobs.close()
    program: Program = module.Program(window, profile, environment)
    return program


def _bug(key: str, error: BaseException) -> None:
    raise error
