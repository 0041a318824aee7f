"""One window per profile: the second start raises the first."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile, QObject, QThread, Signal

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer

_PATIENCE = 2000  # milliseconds
_PAUSE = 50


class OneWindow(QObject):
    """Holds the profile's lock and, once it listens, tells of a second start by `raised`; `answered` is True when the
    window that has the profile heard this start.

    Taking the lock is all that the first paint waits for: QtNetwork and hashlib are imported for the rest.
    """

    raised = Signal()

    def __init__(self, profile: Path) -> None:
        super().__init__()
        self._profile = profile
        self.answered = False
        self._lock = QLockFile(str(profile / "lock"))
        self._lock.setStaleLockTime(0)  # a lock is stale when its process is gone, not when it is old
        self._server: QLocalServer | None = None

    def claim(self) -> bool:
        """Take the profile; False, after raising the window that has it, when another process holds it."""
        if self._lock.tryLock(0):
            return True
        self._ask_to_raise()
        return False

    def listen(self) -> None:
        """Hear of second starts from now on."""
        from PySide6.QtNetwork import QLocalServer

        QLocalServer.removeServer(self._name())
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._welcome)
        self._server.listen(self._name())

    def release(self) -> None:
        """Let the profile go."""
        if self._server is not None:
            self._server.close()
        self._lock.unlock()

    def _name(self) -> str:
        import hashlib

        return "mj-desktop-" + hashlib.sha256(str(self._profile.resolve()).encode()).hexdigest()[:16]

    def _welcome(self) -> None:
        assert self._server is not None
        visitor = self._server.nextPendingConnection()
        visitor.disconnected.connect(visitor.deleteLater)
        visitor.disconnectFromServer()
        self.raised.emit()

    def _ask_to_raise(self) -> None:
        """The window that has the profile may have begun this very moment: it listens a little later."""
        from PySide6.QtNetwork import QLocalSocket

        socket = QLocalSocket()
        for _ in range(_PATIENCE // _PAUSE):
            socket.connectToServer(self._name())
            if socket.waitForConnected(_PATIENCE):
                self.answered = True
                socket.waitForDisconnected(_PATIENCE)
                return
            QThread.msleep(_PAUSE)
