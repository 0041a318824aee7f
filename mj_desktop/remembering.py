"""Remembering: how the window stands, and what is typed in it, is on disk a moment later: the program may be killed."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from mj_desktop.core.errors import LibraryError
from mj_desktop.jobs import Jobs
from mj_desktop.library import layout

_A_MOMENT = 800  # milliseconds


class Remembering(QObject):
    """Writes what `laid` gives into the profile, at most once in a moment; also while no library is open."""

    def __init__(self, profile: Path, jobs: Jobs, laid: Callable[[], dict[str, object]]) -> None:
        super().__init__()
        self._profile, self._jobs, self._laid = profile, jobs, laid
        self._timer = QTimer(self, singleShot=True, interval=_A_MOMENT)
        self._timer.timeout.connect(self._write)

    def note(self) -> None:
        """Something is another."""
        if not self._timer.isActive():
            self._timer.start()

    def close(self) -> None:
        """Write it for the last time, before the jobs are closed; what changes as they end is not to be remembered."""
        self._timer.stop()
        self._timer.timeout.disconnect(self._write)
        self._post(self._laid())

    def _write(self) -> None:
        """Whether there are pictures only an orderly end knows: after any other the database is asked."""
        self._post({name: value for name, value in self._laid().items() if name != "pictures"})

    def _post(self, laid: dict[str, object]) -> None:
        self._jobs.post("layout", partial(_save, self._profile, laid))


def _save(profile: Path, laid: dict[str, object]) -> None:
    with suppress(LibraryError):  # a disk that refuses is said where work is at stake
        layout.save(profile, laid)
