"""The account's section: get a token, paste it, test and connect, disconnect. No part of a token is ever shown."""

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from mj_desktop.core import settings
from mj_desktop.core.account import ADDRESS, TOKEN, Account, Finding, Kept, Offer, token_problem
from mj_desktop.core.addresses import host_of
from mj_desktop.ui import controls
from mj_desktop.ui.settings.row import Field, Row, tr

PLATFORM = "https://platform.acedata.cloud"
_FOUND = {
    Finding.GOOD: ("good", "Connected. The service knows this token."),
    Finding.REFUSED: ("bad", "The service does not know this token. Copy it again from platform.acedata.cloud."),
    Finding.OTHER_SERVICE: ("bad", "This token belongs to another service. Get one for Midjourney."),
    Finding.TROUBLED: ("warn", "The service answered with an error. It said: {said}"),
    Finding.UNREACHABLE: ("bad", "{host} cannot be reached. Check the address, the proxy and the connection."),
    Finding.NOT_THE_SERVICE: ("bad", "Something answers at {host}, but it is not the service. Check the address."),
}
_NOT_THIS_ONE = (Finding.REFUSED, Finding.OTHER_SERVICE)
_KEPT = {
    Kept.NOWHERE: "",
    Kept.KEYRING: "Kept in the system keyring, never in the settings.",
    Kept.FILE: "Kept in {file}, which only your user account can read.",
    Kept.SESSION: "Kept until MJ Desktop closes: this system has no keyring that takes it.",
    Kept.ENVIRONMENT: "Given by {variable}, which wins over a token kept here. Unset it there to change it.",
}


class AccountSection(QWidget):
    """Shows an `Account` value; `offered` carries an Offer."""

    offered = Signal(object)
    tested = Signal()
    disconnected = Signal()
    file_agreed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._account = Account()
        self._who = controls.label("", weight=600)
        self._who.setObjectName("drawn-by")
        self._leave = controls.Button(self.tr("Disconnect"), "disconnect", "x")
        self._get = controls.Button(self.tr("Get a token"), "get-token", "key-round")
        self.token = Field("token", self.tr("API token"), 280, self.tr("Paste it here"))
        self.token.setEchoMode(QLineEdit.EchoMode.Password)
        self._offer = controls.Button(self.tr("Test and connect"), "test-and-connect", variant="filled")
        self._test = controls.Button(self.tr("Test"), "test")
        self._file = controls.Button(self.tr("Keep it in a file"), "keep-in-file")
        self.address = Field("address", self.tr("Service address"), 400)
        self._lay_out()
        self._connect()
        self.show_account(self._account)

    def show_account(self, account: Account) -> None:
        """Show who draws, where the token is, and what the last test found."""
        fresh = account.is_connected and not self._account.is_connected
        had_focus = self._has_focus()
        news = account.finding is not self._account.finding
        self._account = account
        if fresh:
            self.token.clear()
        self._show_who()
        self._show_parts()
        self._show_address()
        self._show_finding()
        if news and not account.is_connected and account.finding in _NOT_THIS_ONE:
            self._refuse_token()
        if had_focus and not self._has_focus():
            self.focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def focus(self) -> QWidget:
        """Where the keyboard begins; a refused token is chosen, as it is to be replaced."""
        if self.token.property("wrong"):
            self.token.selectAll()
        return self._test if self._account.is_connected else self.token

    def _lay_out(self) -> None:
        self._drawn = Row("drawn", self.tr("Drawn by"), self.tr("Where new pictures are drawn."),
                          [self._who, self._leave])  # fmt: skip
        quota = self.tr("In the browser, at platform.acedata.cloud. The first use has a free quota.")
        self._getting = Row("get", self.tr("No token yet?"), quota, [self._get])
        kept = self.tr("Kept in the system keyring, never in the settings. It is sent to the service alone.")
        self._asking = Row("token", self.tr("API token"), kept, [self.token, self._offer])
        self._holding = Row("held", self.tr("API token"), "", [self._test, self._file])
        self._where = Row("address", self.tr("Service address"), "", [self.address])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._lines = {}
        for index, row in enumerate((self._drawn, self._getting, self._asking, self._holding, self._where)):
            if index:
                self._lines[row] = _line()
                column.addWidget(self._lines[row])
            column.addWidget(row)

    def _connect(self) -> None:
        self._get.clicked.connect(self._open_platform)
        self._leave.clicked.connect(self.disconnected)
        self._offer.clicked.connect(self._report)
        self.token.returnPressed.connect(self._report)
        self.token.textEdited.connect(self._forget_refusal)
        self.address.editingFinished.connect(self._judge_address)
        self.address.textEdited.connect(self._judge_corrected)
        self._test.clicked.connect(self._ask)
        self._file.clicked.connect(self.file_agreed)

    def _has_focus(self) -> bool:
        found = QApplication.focusWidget()
        return found is not None and found.isVisible() and self.isAncestorOf(found)

    def _show_who(self) -> None:
        host = host_of(self._account.address)
        service = self.tr("Ace Data Cloud, {host}").format(host=host)
        self._who.setText(service if self._account.is_connected else self.tr("The demo engine, on this computer"))
        given = self._account.kept is Kept.ENVIRONMENT
        self._leave.setVisible(self._account.is_connected and not given)

    def _show_parts(self) -> None:
        account = self._account
        for row, shown in ((self._getting, not account.is_connected), (self._asking, not account.is_connected),
                           (self._holding, account.is_connected)):  # fmt: skip
            row.setVisible(shown)
            self._lines[row].setVisible(shown)
        self.token.setReadOnly(account.busy)  # one that is disabled would lose the focus
        self._file.setVisible(account.kept is Kept.SESSION)
        self._file.setToolTip(self.tr("A file that only your user account can read: {file}").format(file=account.file))
        self._holding.explain(tr(_KEPT[account.kept]).format(file=account.file, variable=TOKEN))

    def _show_address(self) -> None:
        account = self._account
        self.address.setEnabled(not (account.is_connected or account.fixed_address))
        if not self.address.isEnabled() or not self.address.isModified():
            self.address.setText(account.address)
        words = self.tr("Leave it as it is unless the service named another.")
        if account.is_connected:
            words = self.tr("Disconnect to change it.")
        if account.fixed_address:
            words = self.tr("Given by {variable}, which wins.").format(variable=ADDRESS)
        self._where.explain(words)

    def _show_finding(self) -> None:
        account = self._account
        note, other = self._holding.note, self._asking.note
        if not account.is_connected:
            note, other = other, note
        other.say("")
        if account.busy:
            note.say(self.tr("Asking the service…"))
        elif account.finding is not None:
            tone, words = _FOUND[account.finding]
            said = account.said or self.tr("nothing")
            note.say(tr(words).format(host=host_of(account.address), said=said), tone)
        else:
            note.say(tr(account.said), "warn")

    def _refuse_token(self) -> None:
        """It stays, marked and chosen: what is pasted next takes its place."""
        self.token.show_wrong(True)
        self.token.selectAll()

    def _forget_refusal(self) -> None:
        """Another token is typed: what was said was of the former."""
        if not self._account.busy:
            self._asking.note.say("")
            self.token.show_wrong(False)

    def _report(self) -> None:
        """Offer what was pasted, when token and address can be sent."""
        token = self.token.text().strip()
        wrong = token_problem(token)
        self._asking.note.say(tr(wrong), "bad")
        self.token.show_wrong(bool(wrong))
        if self._judge_address() and not wrong and not self._account.busy:
            self.offered.emit(Offer(token, self._typed_address()))

    def _typed_address(self) -> str:
        return self.address.text().strip().rstrip("/")

    def _judge_address(self) -> bool:
        """Say what is wrong with the address as soon as it was left; False when something is."""
        wrong = settings.problem("address", self._typed_address())
        self._where.note.say(tr(wrong), "bad")
        self.address.show_wrong(bool(wrong))
        return not wrong

    def _judge_corrected(self) -> None:
        """While a wrong one is corrected, with every letter."""
        if self._where.note.words():
            self._judge_address()

    def _ask(self) -> None:
        if not self._account.busy:
            self.tested.emit()

    def _open_platform(self) -> None:
        QDesktopServices.openUrl(QUrl(PLATFORM))


def _line() -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 8, 0, 8)
    column.addWidget(controls.hairline())
    return made
