"""The place of asides: their page takes the viewer's place while they are asked, and gives it back."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QMenu

from mj_desktop.core import prompt
from mj_desktop.core.addresses import is_web
from mj_desktop.core.asides import Aside, AsideAnswer, AsideWish, with_seed
from mj_desktop.core.commands import named
from mj_desktop.core.generation import Generation
from mj_desktop.core.messages import Message, Tone
from mj_desktop.core.origin import DEMO
from mj_desktop.core.situation import Situation
from mj_desktop.ui.incoming import Found, Known
from mj_desktop.ui.strip import words as library_words
from mj_desktop.ui.strip.menu import keys_of
from mj_desktop.ui.window.cover_place import CoverPlace
from mj_desktop.ui.window.source_place import Given, SourcePlace, Wish

if TYPE_CHECKING:
    from mj_desktop.ui.asides.page import AsidePage
    from mj_desktop.ui.window.library_acts import LibraryActs
    from mj_desktop.ui.window.window import Window

_KEY = "describe"  # of a picture on its way
HOLD = 2000
"""Milliseconds for which a question that costs can be taken back, with its price on view."""
_OF_PROMPT = {"shorten": Aside.SHORTEN, "translate": Aside.TRANSLATE}


class AsidePlace(CoverPlace):
    """Owns the page, made when it is first opened. `asked` and `code_wanted` carry an AsideWish, `dropped` that nobody
    waits."""

    asked = Signal(object)
    code_wanted = Signal(object)
    dropped = Signal()

    def __init__(self, window: "Window", acts: "LibraryActs", sources: SourcePlace, hold: int = HOLD) -> None:
        super().__init__(window)
        self._sources, self._picture, self._look = sources, QImage(), QImage()
        self._held: AsideWish | None = None
        self._asked = AsideWish(Aside.DESCRIBE, "")
        self._waits, self._turn = False, 0  # whether one waits for its costs to be counted, and the number of the last
        self._holding = QTimer(self, singleShot=True, interval=hold)
        self._holding.timeout.connect(self._let_go)
        self._last: tuple[AsideAnswer, QImage] | None = None  # what stood here before what is held
        self._unseen: dict[AsideWish, AsideAnswer] = {}
        self._price: Callable[[Aside, str], str] = _unpriced
        self.page: AsidePage | None = None
        acts.further.connect(self.ask_of)
        sources.going.connect(self._show_going)
        sources.seen.connect(self._show_look)
        sources.ended.connect(self._show_end)
        window.commands.add({
            "describe": partial(self._of_shown, "describe"), "seed": partial(self._of_shown, "seed"),
            "describe_other": self.open_empty, **{name: partial(self.ask_of_prompt, name) for name in _OF_PROMPT},
        })  # fmt: skip
        window.commands.add({f"asides:{name}": partial(self._do, name) for name in ("again", "code", "file")})
        window.commands.see_by(self._situation)
        window.showing.leavers.append(self.leave)
        window.place.currentChanged.connect(self._note_covered)
        window.desk.edit.viewport().installEventFilter(self)

    def open_empty(self) -> None:
        """Let a person name a picture to describe."""
        self._take_back()
        self._sources.drop(_KEY)
        self._opened().show_empty()

    def ask_of(self, command: str, generation_id: str, tile: object = None) -> None:
        """Ask something of a generation of the library, by a command's id; others' commands are passed over."""
        found = self._window.library.lineage.get(generation_id)
        if found is None:
            return
        if command in _OF_PROMPT:
            self._ask_words(command, library_words.prompt_of(found, self._window.library.lineage), found)
        elif command == "describe":
            self._describe(found, tile if isinstance(tile, int) else None)
        elif command == "seed" and found.image_id is not None:
            self._ask(AsideWish(Aside.SEED, found.image_id, found.origin, found.id))

    def ask_of_prompt(self, command: str) -> None:
        """Have the prompt that is being written shortened or translated."""
        self._ask_words(command, self._window.desk.edit.toPlainText().strip())

    def price_by(self, price: Callable[[Aside, str], str]) -> None:
        """Say beside each button what asking costs: `price` gives words for an aside and who is asked."""
        self._price = price

    def unless_taken_back(self, deed: Callable[[], object]) -> Callable[[], None]:
        """`deed`, which sends what was just `asked`; it does nothing once that is taken back or asked anew."""
        return partial(self._do_in_turn, self._turn, deed)

    def show_limit(self) -> None:
        """A person is asked about the day's limit; where it is about what waits here, that is not on its way."""
        if self._waits and self.page is not None:
            self.page.show_unsent(self.tr("Nothing was sent."))
        self._waits = False

    def show_asking(self, wish: AsideWish) -> None:
        """Open the page: this is on its way now."""
        self._asked, self._waits, self._last = wish, False, None
        self._opened().show_asking(wish, self._picture)

    def show_answer(self, answer: AsideAnswer) -> None:
        """Show what was answered, which ends what was said of trouble; it is kept where something else is on view."""
        if self.page is None or not self.is_open or not self.page.asks_again(answer.wish):
            self._keep(answer)
            return
        if self._held is not None:
            self._take_back()  # the same was about to be asked once more
        self._window.status.settle()
        self._last = answer, self._picture
        self.page.show_answer(answer)

    def leave(self) -> bool:
        """Give the place back: to the answer that what is held took the place of, else to the viewer."""
        if self._held is None or self._last is None or not self.is_open:
            return super().leave()
        self._take_back()
        self._show_again(*self._last)
        self._window.show_message(Message(self.tr("Taken back. Nothing was sent.")))
        return True

    def show_failure(self, message: Message) -> None:
        """Show why nothing was answered, below where something else is on view by now."""
        if self.page is not None and self.is_open and self._held is None and self.page.asks_again(self._asked):
            self.page.show_failure(message)
        else:
            self._window.show_message(message)

    def prompt_menu(self) -> QMenu:
        """The text's own menu, with what the service can do with the words."""
        menu = self._window.desk.edit.createStandardContextMenu()
        menu.setObjectName("prompt-menu")
        menu.addSeparator()
        has_words = bool(prompt.words(self._window.desk.edit.toPlainText()))
        menu.setToolTipsVisible(True)
        for command, aside in _OF_PROMPT.items():
            entry = menu.addAction(f"{library_words.tr(named(command).words)}\t{keys_of(command)}")
            entry.setEnabled(has_words)
            entry.setToolTip(self._price(aside, ""))
            entry.triggered.connect(partial(self._chosen, command))
        seed = menu.addAction(f"{library_words.tr(named('seed').words)}\t{keys_of('seed')}")
        shown = self._window.viewer.generation
        seed.setToolTip(self._price(Aside.SEED, shown.origin if shown is not None else ""))
        seed.setEnabled(shown is not None and shown.image_id is not None)
        seed.triggered.connect(partial(self._chosen, "seed"))
        return menu

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A right click, or the menu's key, in the prompt."""
        if event.type() == QEvent.Type.ContextMenu and isinstance(event, QContextMenuEvent):
            self._open_menu(event.globalPos())
            return True
        return super().eventFilter(watched, event)

    # Inside

    def _situation(self, now: Situation) -> Situation:
        return self.page.situation(now) if self.page is not None and self._is_on_view() else now

    def _is_on_view(self) -> bool:
        """True while nothing covers the page: neither settings nor another page of the window."""
        place = self._window.place
        return self.is_open and place.currentWidget() is place.widget(0)

    def _do(self, name: str) -> None:
        if self.page is not None:
            self.page.do(name)

    def _open_menu(self, at: QPoint) -> None:
        menu = self.prompt_menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def _chosen(self, command: str, checked: bool = False) -> None:
        if command in _OF_PROMPT:
            self.ask_of_prompt(command)
        else:
            self._of_shown(command)

    def _of_shown(self, command: str) -> None:
        shown = self._window.viewer.generation
        if shown is not None:
            self.ask_of(command, shown.id, self._window.viewer.tile)

    def _ask_words(self, command: str, words: str, of: Generation | None = None) -> None:
        if words:
            self._ask(AsideWish(_OF_PROMPT[command], words, of.origin if of else "", of.id if of else None))

    def _describe(self, found: Generation, tile: int | None) -> None:
        """By its address at the service, or else by its file."""
        ask = partial(self._ask_about, found)
        by_file = partial(self._lift, origin=found.origin, then=partial(ask, tile))
        self._look = self._small(found, tile)
        self._sources.take(Wish(found, tile, found.origin, ask, by_file, _KEY))

    def describe_other(self, given: Found) -> None:
        """Describe a picture from anywhere."""
        origin = self._window.origin
        known = self._window.library.lineage.get(given.id) if isinstance(given, Known) else None
        if known is not None and isinstance(given, Known):
            self._describe(known, given.tile)
        elif not isinstance(given, Known):
            self._look = QImage()
            self._lift(given, origin, partial(self._ask_lifted, origin, self._sources.name_of(given)))

    def _ask_lifted(self, origin: str, name: str, address: str) -> None:
        self._ask(AsideWish(Aside.DESCRIBE, address, origin, name=name), self._look)

    def _ask_about(self, found: Generation, tile: int | None, address: str) -> None:
        name = library_words.title(found, self._window.library.lineage)
        self._ask(AsideWish(Aside.DESCRIBE, address, found.origin, found.id, name), self._small(found, tile))

    def _lift(self, given: Given, origin: str, then: Callable[[str], object]) -> None:
        self._sources.lift(_KEY, given, origin, then)

    def _show_going(self, key: str, said: str) -> None:
        """A picture is on its way to where it can be described: that is said where its prompts will stand."""
        if key == _KEY:
            self._opened().show_going(said, self._look)

    def _show_look(self, key: str, picture: QImage) -> None:
        if key == _KEY and self.page is not None:
            self._look = picture
            self.page.show_look(picture)

    def _show_end(self, key: str, said: str) -> None:
        """It gets nowhere; where it was given up, the page goes too."""
        if key != _KEY or self.page is None:
            return
        if said:
            self.page.show_refusal(said)
        else:
            self.leave()

    def _ask(self, wish: AsideWish, picture: QImage | None = None) -> None:
        self._take_back()
        self._sources.drop(_KEY)
        if wish in self._unseen:
            self._show_again(self._unseen[wish], picture or QImage())
            return
        self._picture = picture or QImage()
        if self._is_free(wish):
            self._send(wish)
            self._holding.start()  # nothing is held, but a letter so soon was meant for a text
            return
        self._opened().show_held(wish, self._picture)
        self._held = wish
        self._holding.start()
        self._note_covered()

    def _keep(self, answer: AsideAnswer) -> None:
        """It was paid, perhaps: it is there for who asks the same again, or takes back what is held."""
        self._unseen[answer.wish] = answer
        if self._held is not None:
            self._last = answer, self._picture_of(answer.wish)
        said = self.tr("What was asked before is answered. Ask the same again to see it: nothing is sent.")
        self._window.show_message(Message(said))

    def _show_again(self, answer: AsideAnswer, picture: QImage) -> None:
        self._unseen.pop(answer.wish, None)
        self._last, self._picture = (answer, picture), picture
        self._opened().show_again(answer, picture)

    def _picture_of(self, wish: AsideWish) -> QImage:
        about = self._window.library.lineage.get(wish.about or "")
        return self._small(about) if about is not None else QImage()

    def _is_free(self, wish: AsideWish) -> bool:
        origin = wish.origin or self._window.origin
        return origin == DEMO or wish.aside.value in self._window.commands.situation().free

    def _let_go(self) -> None:
        """Its moment is over; the day's limit may still ask first."""
        if self._held is not None:
            self._send(self._held)

    def _send(self, wish: AsideWish) -> None:
        """It can be taken back until it is known to be within the day's limit, and not be asked twice."""
        self._take_back()
        self._turn, self._waits = self._turn + 1, True
        if self.page is not None and self.is_open:
            self.page.show_waiting(self.tr("It waits to be sent."))
        self.asked.emit(wish)

    def _do_in_turn(self, turn: int, deed: Callable[[], object]) -> None:
        if turn == self._turn:
            deed()
        else:
            self._window.show_message(Message(self.tr("What was asked before was taken back. It was not sent.")))

    def _take_back(self) -> bool:
        """Forget what is not sent yet; False when nothing is."""
        is_unsent = self._held is not None or self._waits
        self._turn += self._waits
        self._held, self._waits = None, False
        self._holding.stop()
        return is_unsent

    def _note_covered(self, *_: object) -> None:
        """What costs never goes out while its price cannot be seen, nor be taken back."""
        if self.page is not None and self.is_open and not self._is_on_view() and self._take_back():
            said = self.tr("Taken back, as another page came over it. Nothing was sent.")
            if self._last is not None:
                self._show_again(*self._last)
            else:
                self.page.show_unsent(said)
            self._window.show_message(Message(said))

    def _ask_by_hand(self, wish: AsideWish) -> None:
        """Asked on the page itself, beside the price."""
        if wish.aside is Aside.DESCRIBE and not is_web(wish.subject):
            words = self.tr("This is no web address."), self.tr("It begins with https://")
            self._window.show_message(Message(*words, tone=Tone.WARN))
            return
        if wish.aside is Aside.DESCRIBE and self.page is not None and not self.page.asks_again(wish):
            self._look = QImage()
            self._lift(wish.subject, self._window.origin, partial(self._ask_looked_at, self._window.origin))
            return
        looks = self._look if wish.aside is Aside.DESCRIBE else QImage()
        self._picture = self._picture_of(wish) if wish.about else looks
        self._send(wish)

    def _ask_looked_at(self, origin: str, address: str) -> None:
        """It was typed beside the price."""
        self._picture = self._look
        self._send(AsideWish(Aside.DESCRIBE, address, origin))

    def _opened(self) -> "AsidePage":
        page = self.page or self._made()
        self._cover_with(page)
        return page

    def _made(self) -> "AsidePage":
        from mj_desktop.ui.asides.page import AsidePage  # nothing of it is needed at the start

        page = self.page = AsidePage(self._price)
        page.asked.connect(self._ask_by_hand)
        page.incoming.came.connect(self.describe_other)
        page.incoming.refused.connect(self._window.show_message)
        page.code_wanted.connect(self.code_wanted)
        page.used.connect(self._use)
        page.copied.connect(self._copy)
        page.left.connect(self.leave)
        page.strayed.connect(self._stray)
        return page

    def _stray(self, key: str) -> None:
        """A person types where nothing takes text: the letter that asked is taken back so soon after."""
        self._window.viewer.is_stray(key, None)
        if self._holding.isActive():
            self.leave()
            self._holding.stop()
            self._window.show_message(Message(self.tr("Taken back, as you were typing.")))

    def _use(self, text: str) -> None:
        """A prompt replaces the one on the desk, which is said and can be undone there; a seed joins it."""
        desk = self._window.desk
        former = desk.edit.toPlainText()
        if text.isdigit():
            text = with_seed(desk.edit.toPlainText(), text)
        self._window.columns.unfold_desk()
        desk.show_prompt(text)
        self.leave()
        desk.focus_prompt()
        desk.edit.go_behind_words()
        if former.strip() and desk.edit.toPlainText() != former:
            self._window.show_message(Message(self.tr("The prompt was replaced. Ctrl+Z brings back what was there.")))

    def _copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self._window.show_message(Message(self.tr("Copied.")))

    def _note_taken(self) -> None:
        if self.page is None or self.is_open:
            return
        if self._take_back():
            self._window.show_message(Message(self.tr("Taken back. Nothing was sent.")))
        self._last = None
        self._sources.drop(_KEY)
        self.dropped.emit()


def _unpriced(aside: Aside, origin: str) -> str:
    return ""
