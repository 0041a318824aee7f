"""The application: paints the window first, imports the rest in a thread meanwhile, and hands over to the session.

What stands here at the top is imported before the first paint, and nothing else: see tests/bench/start.py.
"""

import gc
import importlib
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6 import QtWidgets
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

import mj_desktop
from mj_desktop import paths
from mj_desktop.core.prompt import DEFAULT_MODE, DEFAULT_VERSION, MODES, VERSIONS
from mj_desktop.library import peek
from mj_desktop.one_window import OneWindow
from mj_desktop.ui import theme
from mj_desktop.ui.window.window import Window

if TYPE_CHECKING:
    from mj_desktop.core.request import Imagine

_SESSION = "mj_desktop.session"
_TURN = 0.0005  # seconds for which the importing thread keeps the interpreter while the window waits for it


def run(profile: Path | None, watch: Callable[[Window], None] | None = None) -> int:
    """Open the window on `profile` and stay until it is closed; returns the exit code.

    `watch` is handed the window before it is shown.
    """
    profile = profile or paths.default_profile()
    app = _named()
    refusal = peek.refusal(profile)
    if refusal:
        print(refusal, file=sys.stderr)
        other = _another_folder(refusal)
        return run(other, watch) if other is not None else 1
    only = OneWindow(profile)
    if not only.claim():
        print(f"MJ Desktop is already open on {profile}; its window was raised.", file=sys.stderr)
        return 1
    front = _Front(_built(app, profile))
    if watch is not None:
        watch(front.window)
    front.show_until_imported()
    session = importlib.import_module(_SESSION)
    code: int = session.run(app, front.window, profile, only, front.early, front.closed)
    return code


def application() -> QApplication:
    """The Qt application, named and themed; its end is the window's closing, not the last window's."""
    app = _named()
    theme.apply(app)
    return app


def _named() -> QApplication:
    app = QApplication.instance() or QApplication([*sys.argv[:1], "-style", "Fusion"])
    assert isinstance(app, QApplication)
    app.setApplicationName("mj-desktop")
    app.setApplicationDisplayName("MJ Desktop")
    app.setDesktopFileName("mj-desktop")
    app.setApplicationVersion(mj_desktop.__version__)
    app.setQuitOnLastWindowClosed(False)
    return app


def _another_folder(refusal: str) -> Path | None:
    """Who starts by an icon reads no stderr: a window says it too, and offers another folder."""
    from mj_desktop.ui import refused

    return refused.another_folder(refusal)


def _built(app: QApplication, profile: Path) -> Window:
    """The window as a person left it, dressed once it stands."""
    seen = peek.peek(profile)
    theme.set_scheme(seen.scheme)
    theme.prepare(app)
    window = Window(whole=False)
    window.restore_layout(seen.layout)
    window.fit_screen()
    window.desk.begin_with(
        seen.mode if seen.mode in MODES else DEFAULT_MODE, seen.version if seen.version in VERSIONS else DEFAULT_VERSION
    )
    if seen.has_pictures:
        window.await_library()
    theme.dress(app)
    return window


class _Front(QObject):
    """Keeps the window alive until all is imported; what is asked for is kept for the session until that listens."""

    _imported = Signal()

    def __init__(self, window: Window) -> None:
        super().__init__()
        self.window = window
        self.early: list[Imagine] = []
        self.closed = False
        self._error: BaseException | None = None
        self._imported.connect(self._go_on)
        window.submitted.connect(self.early.append)
        window.closing.connect(self._note_closed)
        window.painted.connect(self._begin)

    def show_until_imported(self) -> None:
        """Returns once the session's module and all below it are imported."""
        collects, turn = gc.isenabled(), sys.getswitchinterval()
        gc.disable()  # a collection in the thread may end Qt objects that live here: see loop.py
        sys.setswitchinterval(_TURN)
        self.window.show()
        QApplication.exec()
        sys.setswitchinterval(turn)
        if collects:
            gc.enable()
        if self._error is not None:
            raise self._error

    def _begin(self) -> None:
        threading.Thread(target=self._import, name="imports").start()

    def _import(self) -> None:
        try:
            _touch_widgets()
            importlib.import_module(_SESSION)
        except BaseException as error:
            self._error = error
        self._imported.emit()

    def _go_on(self) -> None:
        QApplication.exit()  # `quit` would close the window

    def _note_closed(self) -> None:
        self.closed = True


def _touch_widgets() -> None:
    """Have PySide make its widget classes here, one by one.

    It makes each when it is first named; but the first widget that Qt hands out without Python knowing it has all of
    them made at once, which takes 30 ms.
    """
    for name in dir(QtWidgets):
        getattr(QtWidgets, name)
