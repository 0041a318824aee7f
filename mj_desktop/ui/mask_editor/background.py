"""Work in threads, as the editor is handed it: only the program's jobs start any."""

from collections.abc import Callable
from typing import Protocol, TypeVar

T = TypeVar("T")


class Background(Protocol):
    """Runs work in a thread, by key; what is run under a key again replaces what has not been told yet."""

    def run(self, key: str, work: Callable[[], T], done: Callable[[T], None]) -> None:
        """Run `work` in a thread, then call `done` with its result in the GUI thread, unless it was cancelled."""

    def cancel(self, key: str) -> None:
        """Its result is not wanted any more."""


class AtOnce:
    """For an editor that nobody handed threads: work is done right away."""

    def run(self, key: str, work: Callable[[], T], done: Callable[[T], None]) -> None:
        """Do it."""
        done(work())

    def cancel(self, key: str) -> None:
        """All is done already."""
