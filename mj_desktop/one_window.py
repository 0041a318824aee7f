"""One window per profile: the second start raises the first."""

import hashlib
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_PATIENCE = 2000  # milliseconds


class OneWindow(QObject):
    """Holds the profile's lock and listens for a second start, which `raised` tells of."""

    raised = Signal()

    def __init__(self, profile: Path) -> None:
        super().__init__()
        self._name = "mj-desktop-" + hashlib.sha256(str(profile.resolve()).encode()).hexdigest()[:16]
        self._lock = QLockFile(str(profile / "lock"))
        self._lock.setStaleLockTime(0)  # a lock is stale when its process is gone, not when it is old
        self._server: QLocalServer | None = None

    def claim(self) -> bool:
        """Take the profile; False, after raising the window that has it, when another process holds it."""
        if not self._lock.tryLock(0):
            self._ask_to_raise()
            return False
        QLocalServer.removeServer(self._name)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._welcome)
        self._server.listen(self._name)
        return True

    def release(self) -> None:
        """Let the profile go."""
        if self._server is not None:
            self._server.close()
        self._lock.unlock()

    def _welcome(self) -> None:
        assert self._server is not None
        visitor = self._server.nextPendingConnection()
        visitor.disconnected.connect(visitor.deleteLater)
        visitor.disconnectFromServer()
        self.raised.emit()

    def _ask_to_raise(self) -> None:
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        socket.waitForConnected(_PATIENCE)
        socket.waitForDisconnected(_PATIENCE)
