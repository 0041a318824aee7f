"""An overlay that takes the web address of a picture."""

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QWidget

from mj_desktop.core.addresses import is_web
from mj_desktop.ui import controls
from mj_desktop.ui.commands.overlay import Overlay

_WIDE, _HIGH = 560, 116


class AddressOverlay(Overlay):
    """`entered` carries the address; what is none is said to be none, and stays.

    A `secret` one takes a credential instead, which nobody sees.
    """

    entered = Signal(str)

    def __init__(self, window: QWidget, title: str, typed: str = "", secret: bool = False) -> None:
        super().__init__(window, "address", title, "https://")
        heading = controls.label(title, weight=600)
        heading.setContentsMargins(16, 8, 16, 0)
        self.column.addWidget(heading)
        self.column.addWidget(self.field)
        self.column.addWidget(self.hint_line(self.tr("Enter takes it, Esc closes.")))
        self._secret = secret
        clip = "" if secret else QGuiApplication.clipboard().text().strip()
        self.field.setText(typed or (clip if is_web(clip) else ""))
        self.field.selectAll()
        if secret:
            self.field.setEchoMode(QLineEdit.EchoMode.Password)
            self.field.setPlaceholderText("")
        self.field.entered.connect(self._enter)

    def place(self, room: QRect) -> QRect:
        """Near the top, where eyes are."""
        width = min(_WIDE, room.width() - 32)
        return QRect((room.width() - width) // 2, room.height() // 5, width, _HIGH)

    def _enter(self) -> None:
        address = self.field.text().strip()
        if not (address if self._secret else is_web(address)):
            self.foot.set_words(self.tr("This is no web address. It begins with https://"))
            return
        self.close_overlay()
        self.entered.emit(address)
