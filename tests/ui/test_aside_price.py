"""A question that costs names its price before it goes out, and can be taken back so long."""

import pytest
from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from mj_desktop.core.asides import Aside, AsideAnswer, AsideWish
from mj_desktop.core.generation import DEMO
from mj_desktop.core.local_picture import LocalPicture
from mj_desktop.core.messages import Message
from mj_desktop.core.prices import Prices
from mj_desktop.ui.window.aside_place import HOLD, AsidePlace
from mj_desktop.ui.window.cost_place import CostPlace
from mj_desktop.ui.window.library_acts import LibraryActs
from mj_desktop.ui.window.source_place import SourcePlace
from mj_desktop.ui.window.window import Window
from tests.ui.finders import message, read
from tests.ui.keys_stage import local_of, press, staged

SERVICE = "https://api.acedata.cloud"


class Asking:
    """A window whose prompt can be asked about, at `origin`; `sent` is what went out."""

    def __init__(self, window: Window, origin: str = SERVICE, hold: int = HOLD) -> None:
        sources = SourcePlace(window, local_of, lambda origin: True, lambda *_: False)
        self.sources, self.window, self.costs = sources, window, CostPlace(window)
        self.place = AsidePlace(window, LibraryActs(window), sources, hold)
        self.place.price_by(self.costs.of_aside)
        self.sent: list[AsideWish] = []
        self.place.asked.connect(self.sent.append)
        self.place.asked.connect(self.place.show_asking)
        window.show_origin(origin)
        self.costs.show_origin(origin)
        window.show_message(Message(""))
        window.desk.edit.setPlainText("a very beautiful fox")
        window.desk.focus_prompt()

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.AltModifier) -> None:
        QTest.keyClick(self.window.focusWidget() or self.window, key, modifiers)

    def type(self, words: str) -> None:
        QTest.keyClicks(self.window.focusWidget() or self.window, words)

    @property
    def is_held(self) -> bool:
        """True while something is still to go out by itself."""
        return any(timer.isActive() for timer in self.place.findChildren(QTimer))

    @property
    def state(self) -> str:
        assert self.place.page is not None
        return read(self.place.page, "asides_state")


def test_its_price_is_said_and_esc_takes_it_back_before_anything_is_sent(window: Window) -> None:
    asking = Asking(window)
    asking.press(Qt.Key.Key_X)
    assert asking.place.is_open
    assert asking.state == "About 0.18 credits (estimate): sending, Esc takes it back."
    asking.press(Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
    assert (asking.sent, asking.place.is_open) == ([], False)
    assert window.status.message.what == "Taken back. Nothing was sent."


def test_a_letter_that_was_meant_for_a_text_takes_it_back_while_it_is_held(window: Window, qtbot: QtBot) -> None:
    asking = Asking(window, hold=300)
    asking.press(Qt.Key.Key_X)
    asking.press(Qt.Key.Key_O, Qt.KeyboardModifier.NoModifier)
    assert (asking.place.is_open, asking.is_held, asking.sent) == (False, False, [])
    assert message(window) == "Taken back, as you were typing."


def test_a_letter_that_comes_after_it_was_sent_leaves_it(window: Window, qtbot: QtBot) -> None:
    asking = Asking(window, hold=30)
    asking.press(Qt.Key.Key_X)
    qtbot.waitUntil(lambda: len(asking.sent) == 1)
    asking.press(Qt.Key.Key_O, Qt.KeyboardModifier.NoModifier)
    assert asking.place.is_open


def test_it_goes_out_once_its_moment_is_over(window: Window, qtbot: QtBot) -> None:
    asking = Asking(window, hold=30)
    asking.press(Qt.Key.Key_X)
    assert (asking.sent, asking.is_held) == ([], True)
    qtbot.waitUntil(lambda: [wish.subject for wish in asking.sent] == ["a very beautiful fox"])
    assert asking.state.startswith("The service weighs the words")
    assert not asking.is_held


def test_who_saw_the_price_sends_it_at_once_and_only_once(window: Window) -> None:
    asking = Asking(window)
    asking.press(Qt.Key.Key_X)
    asking.press(Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert (len(asking.sent), asking.is_held) == (1, False)


@pytest.mark.parametrize(("origin", "key", "changed"), [
    (DEMO, Qt.Key.Key_X, {}), (SERVICE, Qt.Key.Key_L, {}), (SERVICE, Qt.Key.Key_X, {"shorten": 0.0}),
], ids=["demo", "no price is known", "free by the table"])  # fmt: skip
def test_what_is_free_goes_out_at_once(window: Window, origin: str, key: Qt.Key, changed: dict[str, float]) -> None:
    asking = Asking(window, origin)
    asking.costs.show_prices(Prices(changed))
    asking.press(key)
    assert len(asking.sent) == 1


def test_what_a_person_priced_is_held_too(window: Window) -> None:
    asking = Asking(window)
    asking.costs.show_prices(Prices({"translate": 0.1}))
    asking.press(Qt.Key.Key_L)
    assert (asking.sent, asking.state) == ([], "About 0.10 credits (estimate): sending, Esc takes it back.")


def test_who_writes_while_a_picture_is_on_its_way_goes_on_writing_and_it_is_described(
    window: Window, qtbot: QtBot
) -> None:
    asking = Asking(window, hold=30)
    asking.place.describe_other(LocalPicture("hill.png", "/hill.png"))
    window.desk.focus_prompt()
    window.desk.edit.selectAll()
    asking.type("a ")
    asking.sources.show_address("describe", "https://files.example/1.png")
    asking.type("red ")
    assert asking.is_held
    qtbot.waitUntil(lambda: len(asking.sent) == 1)
    asking.type("hill")
    assert (window.desk.edit.toPlainText(), asking.place.is_open) == ("a red hill", True)


def test_a_refused_upload_leaves_the_keyboard_to_who_writes(window: Window) -> None:
    asking = Asking(window)
    asking.place.describe_other(LocalPicture("hill.png", "/hill.png"))
    window.desk.focus_prompt()
    asking.sources.show_refusal("describe", Message("It was refused."))
    assert window.desk.edit.hasFocus()


@pytest.mark.parametrize("way", ["answer", "esc"])
def test_a_file_that_was_no_picture_is_no_news_once_another_was_described_or_the_page_is_left(
    window: Window, way: str, qtbot: QtBot
) -> None:
    asking = Asking(window, DEMO)
    asking.press(Qt.Key.Key_X)
    assert asking.place.page is not None
    asking.place.page.incoming.take_files(["text.txt"])
    assert message(window).startswith("text.txt is no picture.")
    reading = window.status.findChild(QTimer, "reading")
    assert isinstance(reading, QTimer)
    reading.start(10)
    if way == "answer":
        asking.place.show_answer(AsideAnswer(asking.sent[0], ("a fox",)))
    else:
        asking.press(Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
    qtbot.waitUntil(lambda: message(window) == "Ready")


def test_an_answer_moves_no_button_and_says_no_seconds_where_it_came_at_once(window: Window, qtbot: QtBot) -> None:
    asking = Asking(window, DEMO)
    asking.place.open_empty()
    page = asking.place.page
    assert page is not None
    before = places(page)
    wish = AsideWish(Aside.DESCRIBE, "http://127.0.0.1:8080/files/1.png", name="hill.png")
    asking.place.show_asking(wish)
    asking.place.show_answer(AsideAnswer(wish, ("a hill", "a green hill"), 0.04))
    qtbot.waitUntil(lambda: page.cards[0].isVisible())
    assert places(page) == before
    assert (read(page, "asides_subject"), read(page, "asides_state")) == ("hill.png", "")


def places(page: QWidget) -> list[QRect]:
    """Where the parts of the page's row stand."""
    QApplication.processEvents()
    names = ("asides_back", "asides_address", "asides_describe", "asides_file")
    return [part.geometry() for name in names if (part := page.findChild(QWidget, name)) is not None]


@pytest.mark.parametrize("over", ["Ctrl+,", "Ctrl+J"])
def test_nothing_is_asked_from_under_another_page(qtbot: QtBot, over: str) -> None:
    seen = staged(qtbot, "addressed")
    asides = seen.parts[0]
    seen.window.desk.edit.setPlainText("a very beautiful fox")
    asides.ask_of_prompt("shorten")
    asides.show_answer(AsideAnswer(seen.asked[0], ("a fox",)))
    press(seen, over)
    assert seen.window.place.is_covered
    for key in ("Ctrl+T", "Ctrl+Shift+K"):
        QTest.keySequence(seen.window.focusWidget() or seen.window, QKeySequence(key))
    assert (len(seen.asked), seen.wished) == (1, [])
    seen.window.place.leave()
    QTest.keySequence(seen.window, QKeySequence("Ctrl+T"))
    assert len(seen.asked) == 2


def test_what_is_held_is_taken_back_once_another_page_hides_its_price(window: Window) -> None:
    asking = Asking(window)
    asking.press(Qt.Key.Key_X)
    QTest.keySequence(window.focusWidget() or window, QKeySequence("Ctrl+,"))
    assert window.place.is_covered
    assert (asking.is_held, asking.sent) == (False, [])
    assert message(window) == asking.state == "Taken back, as another page came over it. Nothing was sent."


def test_a_picture_that_gets_there_under_another_page_is_not_asked_about(window: Window) -> None:
    asking = Asking(window)
    asking.place.describe_other("https://web.example/a.png")
    QTest.keySequence(window.focusWidget() or window, QKeySequence("Ctrl+,"))
    asking.sources.show_address("describe", "https://web.example/a.png")
    assert (asking.is_held, asking.sent, asking.place.is_open) == (False, [], True)
    assert message(window) == asking.state == "Taken back, as another page came over it. Nothing was sent."


@pytest.mark.parametrize("then", ["shorten", "empty"])
def test_a_picture_on_its_way_is_dropped_once_something_else_is_asked(window: Window, then: str) -> None:
    asking = Asking(window)
    asking.place.describe_other("https://web.example/a.png")
    if then == "shorten":
        asking.place.ask_of_prompt("shorten")
    else:
        asking.place.open_empty()
    before = asking.state
    asking.sources.show_address("describe", "https://web.example/a.png")
    assert (asking.state, asking.is_held) == (before, then == "shorten")


def asked_then_held(window: Window) -> tuple[Asking, AsideWish]:
    """The first question is sent, and another one is held."""
    asking = Asking(window)
    asking.press(Qt.Key.Key_X)
    asking.press(Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    window.desk.edit.setPlainText("another one")
    asking.place.ask_of_prompt("shorten")
    return asking, asking.sent[0]


@pytest.mark.parametrize("way", ["Esc", "Ctrl+,"])
def test_an_answer_that_comes_while_another_question_is_held_is_shown_once_that_is_taken_back(
    window: Window, way: str
) -> None:
    asking, first = asked_then_held(window)
    asking.place.show_answer(AsideAnswer(first, ("a fox",)))
    page = asking.place.page
    assert page is not None
    assert (page.cards, asking.is_held) == ([], True)
    QTest.keySequence(window.focusWidget() or window, QKeySequence(way))
    assert [card.text for card in page.cards] == ["a fox"]
    assert (asking.place.is_open, asking.is_held, len(asking.sent)) == (True, False, 1)
    window.place.leave()
    asking.press(Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
    assert not asking.place.is_open


def test_the_answer_that_was_on_view_is_there_again_once_what_is_held_is_taken_back(window: Window) -> None:
    asking = Asking(window)
    asking.press(Qt.Key.Key_X)
    asking.press(Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    asking.place.show_answer(AsideAnswer(asking.sent[0], ("a fox",)))
    window.desk.edit.setPlainText("another one")
    asking.place.ask_of_prompt("shorten")
    asking.press(Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
    assert asking.place.page is not None
    assert [card.text for card in asking.place.page.cards] == ["a fox"]
    assert message(window) == "Taken back. Nothing was sent."


def test_a_failure_of_the_question_before_leaves_the_price_of_what_is_held(window: Window) -> None:
    asking, _ = asked_then_held(window)
    asking.place.show_failure(Message("The service did not answer."))
    assert asking.state == "About 0.18 credits (estimate): sending, Esc takes it back."
    assert message(window).startswith("The service did not answer.")
