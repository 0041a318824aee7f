"""Remembering: how the window stands, and what is typed in it, is on disk a moment later: the program may be killed."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial

from PySide6.QtCore import QObject, QTimer

from mj_desktop.core.errors import LibraryError
from mj_desktop.jobs import Jobs
from mj_desktop.library.library import Library

_A_MOMENT = 800  # milliseconds


class Remembering(QObject):
    """Writes what `layout` gives into the library, at most once in a moment."""

    def __init__(self, library: Library, jobs: Jobs, layout: Callable[[], dict[str, object]]) -> None:
        super().__init__()
        self._library, self._jobs, self._layout = library, jobs, layout
        self._timer = QTimer(self, singleShot=True, interval=_A_MOMENT)
        self._timer.timeout.connect(self._write)

    def note(self) -> None:
        """Something is another."""
        if not self._timer.isActive():
            self._timer.start()

    def close(self) -> None:
        """Write it for the last time, before the jobs are closed."""
        self._timer.stop()
        self._post(self._layout())

    def _write(self) -> None:
        """Whether there are pictures only an orderly end knows: after any other the database is asked."""
        self._post({name: value for name, value in self._layout().items() if name != "pictures"})

    def _post(self, layout: dict[str, object]) -> None:
        self._jobs.post("layout", partial(_save, self._library, layout))


def _save(library: Library, layout: dict[str, object]) -> None:
    with suppress(LibraryError):  # a disk that refuses is said where work is at stake
        library.save_layout(layout)
