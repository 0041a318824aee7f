"""An overlay that takes the web address of a picture."""

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from mj_desktop.core.addresses import is_web
from mj_desktop.ui import controls
from mj_desktop.ui.commands.overlay import Overlay
from mj_desktop.ui.incoming import Incoming, ask_files

_WIDE, _HIGH, _FILE = 560, 116, 36


class AddressOverlay(Overlay):
    """`entered` carries the address; what is none is said to be none, and stays.

    A `secret` one takes a credential instead, which nobody sees. One for `pictures` takes them too, dropped, pasted or
    as a file: they come by `incoming`. One that `stays` is closed by whoever opened it, or by Esc.
    """

    entered = Signal(str)
    incoming: Incoming

    def __init__(
        self, window: QWidget, title: str, typed: str = "", secret: bool = False, pictures: bool = False,
        stays: bool = False,
    ) -> None:  # fmt: skip
        super().__init__(window, "address", title, "https://")
        heading = controls.label(title, weight=600)
        heading.setContentsMargins(16, 8, 16, 0)
        self.column.addWidget(heading)
        self._stays = stays
        line = QVBoxLayout()
        line.setContentsMargins(16, 8, 16, 0)
        line.addWidget(self.field)
        self.column.addLayout(line)
        if pictures:
            self._take_pictures()
        self.column.addWidget(self.hint_line(self.tr("Enter takes it, Esc closes.")))
        self._said = controls.label("", 11, tone="muted")
        self._said.setObjectName("address-said")
        self._said.setWordWrap(True)
        self._said.setContentsMargins(16, 8, 16, 12)
        self._said.hide()
        self.column.addWidget(self._said)
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
        width, high = min(_WIDE, room.width() - 32), _HIGH + (_FILE if hasattr(self, "_file") else 0)
        if self._said.text():
            high += self._said.heightForWidth(width) - self.foot.height()
        return QRect((room.width() - width) // 2, room.height() // 5, width, high)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Between the field and the button, where there is one."""
        if hasattr(self, "_file"):
            (self._file if self.field.hasFocus() else self.field).setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """From the button, too, Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_overlay()

    def say(self, words: str) -> None:
        """Say what is happening, below the field, in as many lines as it takes."""
        self._said.setText(words)
        self._said.show()
        self.foot.hide()
        self.card.setGeometry(self.place(self.rect()))

    def _take_pictures(self) -> None:
        self.incoming = Incoming(self, self.field, self)
        if not self._stays:
            self.incoming.came.connect(self.close_overlay)
        self._file = controls.Button(self.tr("Choose a file..."), "address_file", "image")
        self._file.clicked.connect(self._ask_file)
        told = controls.label(self.tr("or drop or paste a picture here, up to 25 MB"), 11, tone="muted")
        row = controls.ends(self._file, told)
        row.setContentsMargins(16, 8, 16, 0)
        self.column.addLayout(row)

    def _ask_file(self) -> None:
        ask_files(self._window, self.accessibleName(), self.incoming)

    def _enter(self) -> None:
        address = self.field.text().strip()
        if not (address if self._secret else is_web(address)):
            self.say(self.tr("This is no web address. It begins with https://"))
            return
        if not self._stays:
            self.close_overlay()
        self.entered.emit(address)
