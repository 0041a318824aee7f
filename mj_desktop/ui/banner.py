"""The banner: says plainly who draws the pictures."""

from urllib.parse import urlsplit

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mj_desktop.core.origin import DEMO
from mj_desktop.ui import controls

_HIGH = 36


class Banner(QWidget):
    """The demo mark in amber with its sentence, or a quiet "Connected to HOST"; reports `connect_requested`."""

    connect_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("banner")
        controls.ground(self, "panel")
        self.setFixedHeight(_HIGH)
        self._mark = controls.Glyph()
        self._name = controls.label("", weight=600)
        self._name.setObjectName("banner-name")
        self._sentence = controls.Elided(tone="muted")
        self._sentence.setObjectName("banner-sentence")
        self._connect = controls.Button(self.tr("Connect account"), "connect-account", "plug")
        self._connect.clicked.connect(self.connect_requested)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 8, 0)
        row.setSpacing(8)
        row.addWidget(self._mark)
        row.addWidget(self._name)
        row.addWidget(self._sentence, 1)
        row.addWidget(self._connect)
        self.show_origin(DEMO)

    def show_origin(self, origin: str) -> None:
        """Say who draws: the demo engine, or the service at an address."""
        demo = origin == DEMO
        self._connect.setVisible(demo)
        self._mark.show_glyph("flask-conical" if demo else "plug", "warn" if demo else "muted")
        host = urlsplit(origin).netloc.rpartition("@")[2] or origin
        self._name.setText(self.tr("Demo engine") if demo else self.tr("Connected to {host}").format(host=host))
        self._sentence.set_words(
            self.tr("Pictures are drawn on this computer, not by Midjourney. Nothing is charged.") if demo else ""
        )
