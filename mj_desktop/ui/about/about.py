"""The About dialog: the program's name and version, and three pages of text."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QPixmap
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

import mj_desktop
from mj_desktop import identity, paths
from mj_desktop.core.account import Account
from mj_desktop.core.settings import Settings
from mj_desktop.ui import controls
from mj_desktop.ui.about import facts

_SIZE = 660, 520
_ICON = 56
_PAGES: dict[str, Callable[[], str]] = {"versions": facts.components, "news": facts.news, "licences": facts.licences}


class About(QDialog):
    """Shows what the program is made of; "Copy diagnostics" copies what `settings` and `account` allow to tell."""

    def __init__(self, window: QWidget, settings: Settings, account: Account) -> None:
        super().__init__(window)
        self._settings, self._account = settings, account
        self.setObjectName("about")
        self.setWindowTitle(self.tr("About {name}").replace("{name}", identity.NAME))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(*_SIZE)
        titles = {"versions": self.tr("Versions"), "news": self.tr("What is new"), "licences": self.tr("Licences")}
        self._pages = controls.Segments(list(titles.items()), "about-page", self.tr("Page"), width=110)
        self.text = QPlainTextEdit()
        self.text.setObjectName("about-text")
        self.text.setAccessibleName(self.tr("About this program"))
        self.text.setReadOnly(True)
        self._copied = controls.label("", tone="muted")
        self._lay_out()
        self._pages.chosen.connect(self._turn)
        self._pages.select("versions")
        self._turn("versions")

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        column.addLayout(self._head())
        column.addWidget(self._pages, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.text, 1)
        column.addLayout(self._foot())

    def _head(self) -> QHBoxLayout:
        picture = controls.label("")
        drawn = QPixmap(str(paths.resources() / f"{identity.COMMAND}.svg"))
        drawn.setDevicePixelRatio(drawn.width() / _ICON)
        picture.setPixmap(drawn)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(controls.label(f"{identity.NAME} {mj_desktop.__version__}", 20, 600))
        words.addWidget(
            controls.label(self.tr("A desktop studio for the Midjourney API of Ace Data Cloud"), tone="muted")
        )
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(picture)
        row.addLayout(words, 1)
        return row

    def _foot(self) -> QHBoxLayout:
        copy = controls.Button(self.tr("Copy diagnostics"), "copy-diagnostics", "copy")
        copy.setToolTip(
            self.tr("Versions, system and settings, for a report. No token, name, path or prompt is in it.")
        )
        copy.clicked.connect(self._copy)
        close = controls.Button(self.tr("Close"), "about-close", variant="filled")
        close.clicked.connect(self.close)
        row = QHBoxLayout()
        row.addWidget(copy)
        row.addWidget(self._copied, 1)
        row.addWidget(close)
        return row

    def _turn(self, page: str) -> None:
        self.text.setPlainText(_PAGES[page]())

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(facts.diagnostics(self._settings, self._account))
        self._copied.setText(self.tr("Copied."))
