"""The settings page: navigation at the left, one section at the right, Done at the foot."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from mj_desktop.core.account import Account
from mj_desktop.core.settings import Settings, Verdict
from mj_desktop.ui import controls, icons, theme
from mj_desktop.ui.page import PADDING, Foot
from mj_desktop.ui.settings.account import AccountSection
from mj_desktop.ui.settings.health import HealthRow
from mj_desktop.ui.settings.row import Row, tr
from mj_desktop.ui.settings.settings import PARTS, Part, Rows

_NAV = 232
_ROOMY = 1040


class SettingsPage(QWidget):
    """Shows `Settings` and `Account`; `changed` carries a Change, `left` says that a person is done."""

    changed = Signal(object)
    left = Signal()
    about_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("settings")
        controls.ground(self, "viewer")
        self.account = AccountSection()
        self.health = HealthRow()
        self._rows: list[Rows] = []
        self._stack = QStackedWidget()
        self._nav = QButtonGroup(self)
        self.done = controls.Button(self.tr("Done"), "settings-done", variant="filled", tip=self.tr("Done [Esc]"))
        self._lay_out()
        controls.follow_choice(self._nav)
        self._nav.idClicked.connect(self._stack.setCurrentIndex)
        self.done.clicked.connect(self.left)

    def show_settings(self, settings: Settings) -> None:
        """Show the settings as they are."""
        for rows in self._rows:
            rows.show_settings(settings)

    def show_verdict(self, verdict: Verdict) -> None:
        """Show what came of a change that had to be tried."""
        for rows in self._rows:
            rows.show_verdict(verdict)

    def show_account(self, account: Account) -> None:
        """Show the account as it is."""
        self.account.show_account(account)

    def open_part(self, name: str) -> None:
        """Turn to the section `name` and put the keyboard there."""
        index = next(index for index, part in enumerate(PARTS) if part.name == name)
        self._nav.button(index).setChecked(True)
        self._stack.setCurrentIndex(index)
        start = self.account.focus() if name == "account" else self._nav.button(index)
        start.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Below this width the widest row has no room for words and controls side by side."""
        super().resizeEvent(event)
        for row in self.findChildren(Row):
            row.stack(self.width() < _ROOMY)

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self._stack, 1)
        right.addWidget(controls.hairline())
        right.addWidget(Foot(self.done))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._navigation())
        row.addWidget(controls.hairline(Qt.Orientation.Vertical))
        row.addLayout(right, 1)

    def _navigation(self) -> QWidget:
        made = QWidget()
        controls.ground(made, "panel")
        made.setFixedWidth(_NAV)
        column = QVBoxLayout(made)
        column.setContentsMargins(16, 0, 16, 16)
        column.setSpacing(4)
        title = controls.label(self.tr("Settings"), weight=600)
        title.setFixedHeight(40)
        column.addWidget(title)
        for index, part in enumerate(PARTS):
            entry = Entry(part)
            self._nav.addButton(entry, index)
            column.addWidget(entry)
            self._stack.addWidget(self._section(part))
        self._nav.button(0).setChecked(True)
        column.addStretch(1)
        about = controls.Button(self.tr("About"), "open-about", "info", tip=self.tr("About this program [Shift+F1]"))
        about.clicked.connect(self.about_wanted)
        column.addWidget(about)
        return made

    def _section(self, part: Part) -> QScrollArea:
        inside = QWidget()
        controls.ground(inside, "viewer")
        column = QVBoxLayout(inside)
        column.setContentsMargins(PADDING, PADDING, PADDING, PADDING)
        column.setSpacing(0)
        column.addWidget(controls.label(tr(part.title), 20, 600))
        column.addSpacing(4)
        column.addWidget(controls.label(tr(part.sentence), tone="muted"))
        column.addSpacing(24)
        column.addWidget(self._content(part))
        column.addStretch(1)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        return area

    def _content(self, part: Part) -> QWidget:
        if not part.rows:
            return self.account
        rows = Rows(part)
        rows.changed.connect(self.changed)
        self._rows.append(rows)
        return rows if part.name != "library" else self._with_health(rows)

    def _with_health(self, rows: Rows) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(rows)
        column.addWidget(self.health)
        return made


class Entry(QPushButton):
    """A section's name in the navigation."""

    def __init__(self, part: Part) -> None:
        super().__init__(tr(part.title))
        self.setObjectName(f"nav-{part.name}")
        self.setProperty("variant", "nav")
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._glyph = part.icon
        self._restyle()
        theme.notifier().changed.connect(self._restyle)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it."""
        if not controls.pressed(self, event):
            super().keyPressEvent(event)

    def _restyle(self) -> None:
        self.setIcon(icons.icon(self._glyph, "muted", on="acctext", gap=4))
        self.setIconSize(QSize(20, 16))
