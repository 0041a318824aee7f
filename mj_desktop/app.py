"""The application: paints the window first, imports the rest in a thread meanwhile, and hands over to the session.

What stands here at the top is imported before the first paint, and nothing else: see tests/bench/start.py.
"""

import gc
import importlib
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6 import QtWidgets
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

import mj_desktop
from mj_desktop import paths
from mj_desktop.core.choices import DEFAULT_MODE, DEFAULT_VERSION, MODES, VERSIONS
from mj_desktop.library import peek
from mj_desktop.one_window import OneWindow
from mj_desktop.ui import theme
from mj_desktop.ui.window.window import Window

if TYPE_CHECKING:
    from mj_desktop.core.request import Imagine

_FURNITURE = "mj_desktop.ui.window.furniture"
_SESSION = "mj_desktop.session"
_DOT = b'<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'
_ALL = object()
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
    if seen.scheme is not None:
        theme.set_scheme(seen.scheme)
    theme.prepare(app, seen.layout.get("scheme"))
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

    _delivered = Signal()
    _imported = Signal()

    def __init__(self, window: Window) -> None:
        super().__init__()
        self.window = window
        self.early: list[Imagine] = []
        self.closed = False
        self._error: BaseException | None = None
        self._furnished = threading.Event()
        self._steps: Iterator[None] = iter(())
        self._slices = QTimer(self, interval=1, singleShot=True)  # at 0 it would be due before all that waits
        self._slices.timeout.connect(self._furnish)
        self._delivered.connect(self._begin_to_furnish)
        self._imported.connect(self._go_on)
        window.submitted.connect(self.early.append)
        window.closing.connect(self._note_closed)
        window.painted.connect(self._note_painted)

    def show_until_imported(self) -> None:
        """Returns once the session's module and all below it are imported."""
        collects, turn = gc.isenabled(), sys.getswitchinterval()
        gc.disable()  # a collection in the thread may end Qt objects that live here: see loop.py
        sys.setswitchinterval(_TURN)
        self.window.appear()
        QApplication.exec()
        sys.setswitchinterval(turn)
        if collects:
            gc.enable()
        if self._error is not None:
            raise self._error

    def _note_painted(self) -> None:
        QTimer.singleShot(0, self, self._begin)

    def _begin(self) -> None:
        """`Qt` is made here, which takes 10 ms: this thread would meet it half made, if the other one did."""
        from PySide6.QtCore import Qt  # noqa: F401

        QTimer.singleShot(1, self, self._begin_to_import)

    def _begin_to_import(self) -> None:
        threading.Thread(target=self._import, name="imports").start()

    def _import(self) -> None:
        try:
            importlib.import_module(_FURNITURE)
            QImage.fromData(_DOT), QtWidgets.QStyle  # Qt's reader and this class take 5 ms each, when first needed
            self._delivered.emit()
            self._furnished.wait()
            _touch_widgets()
            importlib.import_module(_SESSION)
        except BaseException as error:
            self._error = error
        self._imported.emit()

    def _begin_to_furnish(self) -> None:
        self._steps = self.window.furnishing()
        self._furnish()

    def _furnish(self) -> None:
        """Another part of the window, then a turn of the event loop; the thread waits, as it would take its time."""
        if next(self._steps, _ALL) is not _ALL:
            self._slices.start()
        else:
            theme.notifier().follow()  # the first paint did not ask the system
            self._furnished.set()

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
