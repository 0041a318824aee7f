"""The asides' page: what was asked, how long it takes, and the answers as cards; it takes the viewer's place."""

import time
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPixmap, QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from mj_desktop.core.asides import Aside, AsideAnswer, AsideWish
from mj_desktop.core.messages import Message
from mj_desktop.core.situation import Situation
from mj_desktop.core.where import Where
from mj_desktop.ui import controls
from mj_desktop.ui.asides.card import AnswerCard
from mj_desktop.ui.asides.words import words
from mj_desktop.ui.incoming import Incoming, ask_files
from mj_desktop.ui.status_line import filled
from mj_desktop.ui.text_focus import in_text

_EDGE = 24
_PICTURE = 120
_LONG = 2.0  # seconds: who waited so long is told how long it was
_TWO_COLUMNS = 640  # points from which two cards stand side by side


class AsidePage(QWidget):
    """Reports a question asked again or of another picture (`asked`, an AsideWish), a text `used` or `copied`, `left`.

    Its faces: empty (an address can be given), asking since when, failed with a way to ask again, answered. `price`
    gives words for what an aside costs at an origin.
    """

    asked = Signal(object)
    code_wanted = Signal(object)  # AsideWish
    used = Signal(str)
    copied = Signal(str)
    left = Signal()
    strayed = Signal(str)  # a letter

    def __init__(self, price: Callable[[Aside, str], str], clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self.setObjectName("asides")
        controls.ground(self, "viewer")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._price, self._clock, self._begun = price, clock, 0.0
        self._wish, self._doing, self._is_held = AsideWish(Aside.DESCRIBE, ""), "", False
        self.cards: list[AnswerCard] = []
        self._ticking = QTimer(self, interval=500)
        self._ticking.timeout.connect(self._tick)
        self._make()
        self._lay_out()
        self.incoming = Incoming(self, self, self._field)

    def show_empty(self) -> None:
        """Wait for a picture to describe."""
        self._begin(AsideWish(Aside.DESCRIBE, ""), QImage())
        words = "Drop a picture here, or paste one, or its web address; or press D on one of the library."
        self._state.setText(self.tr(words))
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_going(self, said: str, picture: QImage) -> None:
        """Say how far the picture is that is to be described, and since when."""
        if not self._doing or self._wish.subject:
            self._begin(AsideWish(Aside.DESCRIBE, ""), picture)
            self._go()
        self._doing = said
        self._tick()

    def show_look(self, picture: QImage) -> None:
        """Show the picture that is to be described."""
        if not picture.isNull():
            ratio, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            self._picture.setPixmap(QPixmap.fromImage(picture.scaled(_PICTURE, _PICTURE, ratio, smooth)))
        self._picture.setVisible(not picture.isNull())

    def show_refusal(self, said: str) -> None:
        """Say why the picture cannot be described; another can be named at once."""
        self._rest()
        self._state.setText(said)
        if not in_text():
            self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    def asks_again(self, wish: AsideWish) -> bool:
        """True for the question that is on view."""
        return wish == self._wish

    def show_held(self, wish: AsideWish, picture: QImage) -> None:
        """Say what it costs: it goes out in a moment, and can be taken back so long."""
        goes_on = self._is_going
        self._begin(wish, picture)
        self._is_held = True
        price = self._price(wish.aside, wish.origin)
        self._state.setText(self.tr("{price}: sending, Esc takes it back.").format(price=price))
        self._again.setText(self.tr("Ask now"))
        self._take_keys(goes_on)

    def show_waiting(self, said: str) -> None:
        """Say what it waits for; it cannot be asked twice so long."""
        self.show_unsent(said)
        self._again.setEnabled(False)

    def show_unsent(self, said: str) -> None:
        """Say that it is not on its way."""
        self._rest()
        self._state.setText(said)

    def show_asking(self, wish: AsideWish, picture: QImage) -> None:
        """Say what is being asked, and since when."""
        goes_on = self._is_going or (self._is_held and wish == self._wish)
        self._begin(wish, picture)
        self._go(goes_on)
        self._doing = words(wish.aside).busy
        self._tick()

    def show_answer(self, answer: AsideAnswer) -> None:
        """Show the answers below those that are there, unless something else is asked by now."""
        if answer.wish != self._wish:
            return
        self._rest()
        told = self.tr("Answered in {:.0f} s.").format(answer.seconds)
        self._state.setText(told if answer.seconds >= _LONG else "")
        for number, text in enumerate(answer.texts, len(self.cards) + 1):
            card = AnswerCard(number, text, words(answer.wish.aside).use)
            card.used.connect(self.used)
            card.copied.connect(self.copied)
            self.cards.append(card)
        self._arrange()

    def show_again(self, answer: AsideAnswer, picture: QImage) -> None:
        """Show an answer in place of what is on view."""
        self._begin(answer.wish, picture)
        self.show_answer(answer)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_failure(self, message: Message) -> None:
        """Say why there is no answer."""
        self._rest()
        self._state.setText(f"{filled(message.what, message)}. {filled(message.todo, message)}".strip())

    def situation(self, now: Situation) -> Situation:
        """What can be done here, while it is on view."""
        asked, describes = self._wish.aside if self._wish.subject else "", self._wish.aside is Aside.DESCRIBE
        is_asking = not self._again.isEnabled()
        return replace(now, page=Where.QUESTIONS, asked=asked, is_asking=is_asking, describes=describes)

    def do(self, name: str) -> None:
        """What a command of the page does: press the button of that name."""
        {"again": self._again, "code": self._code, "file": self._file}[name].click()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit uses that answer; a letter means nothing here."""
        digit = event.text()
        if digit.isascii() and digit.isdigit() and 1 <= int(digit) <= len(self.cards):
            self.cards[int(digit) - 1].use()
            return
        if digit.isalpha() and not event.isAutoRepeat():
            self.strayed.emit(digit)
        super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Prices may have changed on their page."""
        super().showEvent(event)
        self._tag()

    def resizeEvent(self, event: object) -> None:
        """As many columns as fit."""
        self._arrange()

    # Inside

    def _make(self) -> None:
        self._picture = QLabel()
        self._picture.setObjectName("asides_picture")
        self._file = controls.Button(
            self.tr("Choose a file..."), "asides_file", "image", tip=self.tr("Choose a file [Ctrl+O]")
        )
        self._file.clicked.connect(self._ask_file)
        self._title = controls.label("", 20, 600)
        self._hint = controls.label("", tone="muted")
        self._subject = controls.Elided("", tone="faint")
        self._subject.setObjectName("asides_subject")
        self._state = controls.label("", tone="muted")
        self._state.setObjectName("asides_state")
        self._cost = controls.label("", 11, tone="faint")
        self._cost.setObjectName("asides_cost")
        for label in (self._hint, self._state):
            label.setWordWrap(True)
        self._field = QLineEdit()
        self._field.setObjectName("asides_address")
        self._field.setPlaceholderText(self.tr("Web address of another picture"))
        self._field.setAccessibleName(self.tr("Web address of another picture"))
        self._field.returnPressed.connect(self._ask_other)
        self._describe = controls.Button(self.tr("Describe"), "asides_describe", "scan-eye")
        self._describe.clicked.connect(self._ask_other)
        self._again = controls.Button(
            self.tr("Ask again"), "asides_again", "rotate-ccw", tip=self.tr("Ask again [Ctrl+T]")
        )
        self._again.clicked.connect(self._ask_again)
        self._code = controls.IconButton("code-xml", self.tr("Show the question as code [Ctrl+Shift+K]"), "asides_code")
        self._code.clicked.connect(self._report_code)
        self._back = controls.Button(self.tr("Back"), "asides_back", "arrow-left", tip=self.tr("Back [Esc]"))
        self._back.clicked.connect(self.left)

    def _lay_out(self) -> None:
        told = QVBoxLayout()
        told.setSpacing(4)
        for label in (self._title, self._hint, self._subject, self._state):
            told.addWidget(label)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(told, 1)
        head.addStrut(_PICTURE)
        ways = QHBoxLayout()
        ways.setSpacing(8)
        ways.addWidget(self._back)
        ways.addWidget(self._field, 100)
        ways.addWidget(self._describe)
        ways.addWidget(self._file)
        ways.addStretch(1)
        for button in (self._again, self._code):  # what comes with an answer moves nothing
            stays = button.sizePolicy()
            stays.setRetainSizeWhenHidden(True)
            button.setSizePolicy(stays)
            ways.addWidget(button)
        inside = QFrame()
        inside.setProperty("ground", "viewer")
        column = QVBoxLayout(inside)
        column.setContentsMargins(_EDGE, _EDGE, _EDGE, _EDGE)
        column.setSpacing(16)
        column.addLayout(head)
        column.addLayout(ways)
        column.addWidget(self._cost)
        self._grid = QGridLayout()
        self._grid.setSpacing(12)
        column.addLayout(self._grid)
        column.addStretch(1)
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._area)

    def _begin(self, wish: AsideWish, picture: QImage) -> None:
        self._rest()
        self._wish = wish
        said = words(wish.aside)
        self._title.setText(said.title)
        self._hint.setText(said.hint)
        self._subject.set_words(wish.name or wish.subject)
        self._subject.setToolTip(wish.subject if wish.name else "")
        self._subject.setVisible(bool(wish.subject))
        describes = wish.aside is Aside.DESCRIBE
        for part in (self._field, self._describe, self._file):
            part.setVisible(describes)
        for button in (self._again, self._code):
            button.setVisible(bool(wish.subject))
        self._tag()
        self.show_look(picture)
        for card in self.cards:
            self._grid.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = []

    def _tag(self) -> None:
        self._cost.setText(self._price(self._wish.aside, self._wish.origin))

    def _go(self, goes_on: bool = False) -> None:
        self._again.setEnabled(False)
        self._begun = self._clock()
        self._ticking.start()
        self._take_keys(goes_on)

    @property
    def _is_going(self) -> bool:
        """True while a picture is on its way here: what comes of it is nothing that a person did just now."""
        return bool(self._doing) and not self._wish.subject

    def _take_keys(self, goes_on: bool) -> None:
        """Have the keyboard; what only goes on takes it out of no text, where somebody may be writing meanwhile."""
        if not (goes_on and in_text()):
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _rest(self) -> None:
        self._doing, self._is_held = "", False
        self._ticking.stop()
        self._again.setText(self.tr("Ask again"))
        self._again.setEnabled(True)

    def _tick(self) -> None:
        since = int(self._clock() - self._begun)
        self._state.setText(f"{self._doing} · {since // 60}:{since % 60:02d}")

    def _arrange(self) -> None:
        columns = 2 if self.width() >= _TWO_COLUMNS and len(self.cards) > 1 else 1
        for place, card in enumerate(self.cards):
            self._grid.addWidget(card, place // columns, place % columns)
        for column in (0, 1):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    def _ask_file(self) -> None:
        ask_files(self, self._title.text(), self.incoming)

    def _ask_again(self) -> None:
        self.asked.emit(self._wish)

    def _report_code(self) -> None:
        self.code_wanted.emit(self._wish)

    def _ask_other(self) -> None:
        address = self._field.text().strip()
        if address:
            self.asked.emit(AsideWish(Aside.DESCRIBE, address))
