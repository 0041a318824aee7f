"""The demo engine's process: starts it, reads its address, starts it again when it dies."""

import secrets
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QElapsedTimer, QObject, QProcess, QProcessEnvironment, QTimer, Signal

_READY = b"Listening on "
_PATIENCE = 5  # ends in a row, each soon after its start, before giving up
_LONG = 10_000  # milliseconds after which an end is not soon


class Engine(QObject):
    """Owns the process; it ends with this one, killed or not, since it watches its standard input.

    The token goes by environment, never on a command line, and no variable of the real service is handed on.
    """

    listening = Signal(str)  # its address
    died = Signal()  # it ended by itself and is started again
    failed = Signal(str)  # it does not start; what it printed last

    def __init__(self, data: Path, options: Sequence[str] = ()) -> None:
        super().__init__()
        self.token = secrets.token_urlsafe(24)
        self._words = ["-P", "-m", "mj_desktop", "serve", "--port", "0", "--data", str(data), "--watch-stdin", *options]
        if getattr(sys, "frozen", False):
            self._words = self._words[3:]
        self._process: QProcess | None = None
        self._fruitless = 0
        self._lived = QElapsedTimer()
        self._again = QTimer(self, singleShot=True)
        self._again.timeout.connect(self.start)
        self._printed = b""

    def start(self) -> None:
        """Start the process; `listening` follows."""
        process = QProcess(self)
        process.setProcessEnvironment(_environment(self.token))
        process.readyReadStandardOutput.connect(self._read)
        process.readyReadStandardError.connect(self._note)
        process.finished.connect(self._ended)
        process.errorOccurred.connect(self._failed)
        self._lived.start()
        self._process = process
        process.start(sys.executable, self._words)

    @property
    def pid(self) -> int:
        """The process's id; 0 when there is none."""
        return self._process.processId() if self._process is not None else 0

    def close(self) -> None:
        """End the process and wait for it; it is asked by closing its standard input."""
        self._again.stop()
        process, self._process = self._process, None
        if process is None:
            return
        process.finished.disconnect(self._ended)
        process.errorOccurred.disconnect(self._failed)
        process.closeWriteChannel()
        if not process.waitForFinished(3000):
            process.kill()
            process.waitForFinished(3000)

    def _read(self) -> None:
        process = self._process
        while process is not None and process.canReadLine():
            line = bytes(process.readLine().data()).strip()
            if line.startswith(_READY):
                self.listening.emit(line.removeprefix(_READY).decode())

    def _note(self) -> None:
        """Keep the end of what it prints, for the case that it does not start."""
        if self._process is not None:
            self._printed = (self._printed + bytes(self._process.readAllStandardError().data()))[-4000:]

    def _failed(self, error: QProcess.ProcessError) -> None:
        """One that cannot be executed never finishes, so this is its end."""
        if error is QProcess.ProcessError.FailedToStart:
            self._printed += f"{sys.executable} cannot be started.\n".encode()
            self._ended()

    def _ended(self) -> None:
        self._fruitless = 1 if self._lived.hasExpired(_LONG) else self._fruitless + 1
        if self._fruitless >= _PATIENCE:
            self.failed.emit(self._printed.decode("utf-8", "replace"))
            return
        self.died.emit()
        self._again.start(200 * self._fruitless)


def _environment(token: str) -> QProcessEnvironment:
    environment = QProcessEnvironment.systemEnvironment()
    for name in environment.keys():  # noqa: SIM118 it is no dict
        if name.startswith("ACEDATACLOUD_"):
            environment.remove(name)
    environment.insert("MJ_DEMO_TOKEN", token)
    environment.insert("PYTHONUNBUFFERED", "1")
    return environment
