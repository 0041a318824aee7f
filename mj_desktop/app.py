"""The application: paints the window first, has the rest imported meanwhile, and hands over to the session.

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
from mj_desktop import ahead, identity, paths
from mj_desktop.core.choices import DEFAULT_MODE, DEFAULT_VERSION, MODES, VERSIONS
from mj_desktop.library import peek
from mj_desktop.one_window import OneWindow
from mj_desktop.ui import theme
from mj_desktop.ui.window.window import Window

if TYPE_CHECKING:
    from mj_desktop.core.request import Imagine

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
        end = "its window was raised" if only.answered else "its window does not answer"
        print(f"MJ Desktop is already open on {profile}; {end}.", file=sys.stderr)
        return 0 if only.answered else 1
    front = _Front(_built(app, profile))
    if watch is not None:
        watch(front.window)
    front.show_until_imported()
    session = importlib.import_module(ahead.SESSION[-1])
    code: int = session.run(app, front.window, profile, only, front.early, front.closed)
    return code


def application() -> QApplication:
    """The Qt application, named and themed; its end is the window's closing, not the last window's."""
    app = _named()
    theme.apply(app)
    return app


def _know_plugins() -> None:
    """Tell Qt where its plugins are when a comma is in its path: it takes what stands before that for the path."""
    folder = Path(QtWidgets.__file__).parent
    if "," in str(folder):
        for place in (folder / "Qt" / "plugins", folder / "plugins"):
            QApplication.addLibraryPath(str(place))


def _named() -> QApplication:
    _know_plugins()
    app = QApplication.instance() or QApplication([*sys.argv[:1], "-style", "Fusion"])
    assert isinstance(app, QApplication)
    app.setApplicationName(identity.COMMAND)
    app.setApplicationDisplayName(identity.NAME)
    app.setDesktopFileName(identity.COMMAND)
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

    _imported = Signal()

    def __init__(self, window: Window) -> None:
        super().__init__()
        self.window = window
        self.early: list[Imagine] = []
        self.closed = False
        self._error: BaseException | None = None
        self._steps = self._furnish()
        self._slices = QTimer(self, interval=1, singleShot=True)  # at 0 it would be due before all that waits
        self._slices.timeout.connect(self._step)
        self._imported.connect(self._go_on)
        window.submitted.connect(self.early.append)
        window.closing.connect(self._note_closed)
        window.painted.connect(self._begin)

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

    def _begin(self) -> None:
        QTimer.singleShot(0, self, self._step)

    def _step(self) -> None:
        """A slice of what is to be done, then a turn of the event loop."""
        try:
            if next(self._steps, _ALL) is not _ALL:
                self._slices.start()
        except BaseException as error:
            self._give_up(error)

    def _furnish(self) -> Iterator[None]:
        """What is seen at a start, then the classes that Qt may hand out; then the thread goes to work."""
        from PySide6.QtCore import Qt  # noqa: F401 made here, which takes 10 ms

        yield
        yield from ahead.imported(ahead.FURNITURE)
        yield
        QImage.fromData(_DOT)  # Qt loads its reader, which takes 5 ms
        yield
        from PySide6.QtWidgets import QStyle  # noqa: F401 another 5 ms

        yield
        yield from self.window.furnishing()
        theme.notifier().follow()  # the first paint did not ask the system
        yield
        yield from ahead.widget_classes()
        threading.Thread(target=self._import, name="imports").start()

    def _import(self) -> None:
        try:
            ahead.import_apart()
        except BaseException as error:
            self._error = error
        self._imported.emit()

    def _go_on(self) -> None:
        self._steps = self._finish()
        self._slices.start()

    def _finish(self) -> Iterator[None]:
        if self._error is None:
            yield from ahead.imported(ahead.SESSION)
        QApplication.exit()  # `quit` would close the window

    def _give_up(self, error: BaseException) -> None:
        self._error = error
        QApplication.exit()

    def _note_closed(self) -> None:
        self.closed = True
