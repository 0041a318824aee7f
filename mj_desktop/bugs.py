"""Bugs: whatever is not in the error tree ends in the log and in one message, never in a silent window."""

import asyncio
import logging
import sys
import threading
import traceback
from dataclasses import replace
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import Any

from PySide6.QtCore import QObject, Signal

from mj_desktop.core.errors import Failure
from mj_desktop.core.messages import Message, explain

_SIZE = 1_000_000
_FORMERS = 3

log = logging.getLogger("mj_desktop")


def failure(error: BaseException) -> Failure:
    """A bug as a generation keeps it."""
    return Failure(code="bug", message=f"{type(error).__name__}: {error}")


def message(error: BaseException, about: str | None = None) -> Message:
    """One message for a bug, with its traceback as details to copy."""
    return replace(explain(failure(error), about), details="".join(traceback.format_exception(error)))


def keep_log(profile: Path) -> logging.Handler:
    """Write warnings and errors of the program to `<profile>/log/mj-desktop.log`, which rotates."""
    folder = profile / "log"
    folder.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(folder / "mj-desktop.log", maxBytes=_SIZE, backupCount=_FORMERS, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    handler.setLevel(logging.WARNING)
    logging.getLogger().addHandler(handler)
    return handler


class Watch(QObject):
    """Catches what nobody caught, in slots, threads and the event loop: logs it and says it. Undone by `close`."""

    said = Signal(object)  # Message; from whichever thread, so connect it to a method of a QObject

    def __init__(self) -> None:
        super().__init__()
        self._former = sys.excepthook, threading.excepthook
        sys.excepthook = self._uncaught
        threading.excepthook = self._uncaught_in_thread

    def watch_loop(self, loop: asyncio.AbstractEventLoop) -> None:
        """Watch the callbacks of an event loop too."""
        loop.set_exception_handler(self._uncaught_in_loop)

    def close(self) -> None:
        """Leave things as they were."""
        sys.excepthook, threading.excepthook = self._former

    def _uncaught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        self._report(error)

    def _uncaught_in_thread(self, found: threading.ExceptHookArgs) -> None:
        if found.exc_value is not None:
            self._report(found.exc_value)

    def _uncaught_in_loop(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        if isinstance(error, BaseException):
            self._report(error)
        else:
            log.error("event loop: %s", context.get("message"))

    def _report(self, error: BaseException) -> None:
        log.error("uncaught", exc_info=error)
        traceback.print_exception(error)
        self.said.emit(message(error))
