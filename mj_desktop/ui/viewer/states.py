"""The viewer's faces that are no picture: the failed card and the notices with a button or two."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QSize, QTimer, Signal
from PySide6.QtWidgets import QWidget

from mj_desktop.core.generation import DEMO, Generation, State
from mj_desktop.core.intentions import Remedied
from mj_desktop.core.messages import Remedy
from mj_desktop.ui.viewer import progress_words
from mj_desktop.ui.viewer.failed_card import FailedCard
from mj_desktop.ui.viewer.notice import Notice


class StateFaces(QObject):
    """Owns the cards and shows at most one, by the generation's state."""

    remedied = Signal(object)
    taken_up = Signal(str)

    def __init__(self, viewer: QWidget, clock: Callable[[], float]) -> None:
        super().__init__(viewer)
        self._generation: Generation | None = None
        self._clock = clock
        self._ticking = QTimer(self, interval=1000)
        self._ticking.timeout.connect(self._say_parked)
        self.card = FailedCard(viewer)
        self.notice = Notice(viewer)
        self.card.remedied.connect(self.remedied)
        self.notice.pressed.connect(self._go_on)
        self.notice.second_pressed.connect(self._cancel)

    def show_generation(self, generation: Generation | None) -> None:
        """Show the card that the generation's state asks for, or none."""
        self._generation = generation
        failed = generation is not None and generation.state is State.FAILED
        set_aside = generation is not None and generation.state is State.SET_ASIDE
        fetch = generation is not None and progress_words.needs_fetching(generation)
        parked = generation is not None and generation.is_parked
        if parked:
            self._say_parked()
            self._ticking.start()
        else:
            self._ticking.stop()
        if generation is not None and failed:
            self.card.show_failure(generation)
        if set_aside:
            self._say_set_aside(generation)
        if generation is not None and fetch:
            self._say_fetch(generation)
        self.card.setVisible(failed)
        self.notice.setVisible(set_aside or fetch or parked)

    def place(self, view: QSize) -> None:
        """Put what is shown into the middle of the view."""
        for face in (self.card, self.notice):
            if not face.isHidden():
                face.place(view)

    def _say_set_aside(self, generation: Generation | None) -> None:
        demo = generation is not None and generation.origin == DEMO
        goes_on = self.tr("The demo engine goes on drawing.") if demo else ""
        self.notice.say(
            ("clock", "muted"), self.tr("You stopped waiting."),
            goes_on or self.tr("The service goes on drawing and charging."), self.tr("Wait for it again"),
        )  # fmt: skip

    def _say_fetch(self, generation: Generation) -> None:
        self.notice.say(
            ("triangle-alert", "warn"), progress_words.trouble(generation),
            self.tr("It is drawn and kept at the service for some time."), self.tr("Fetch picture"),
        )  # fmt: skip

    def _say_parked(self) -> None:
        """Nothing was drawn or charged. A refused one is sent again by itself: the seconds until then are counted."""
        if self._generation is None or not self._generation.is_parked:
            return
        if self._generation.not_before is None:
            self.notice.say(
                ("clock", "muted"), self.tr("Not sent yet."),
                self.tr("It is left from last time. Nothing was charged."), self.tr("Send now"), self.tr("Cancel"),
            )  # fmt: skip
            return
        left = progress_words.elapsed(self._generation.not_before - self._clock())
        self.notice.say(
            ("clock", "muted"), self.tr("The service is busy with your other pictures."),
            self.tr("Nothing was charged. It is sent again in {left}.").format(left=left),
            self.tr("Send now"), self.tr("Cancel"),
        )  # fmt: skip

    def _go_on(self) -> None:
        generation = self._generation
        if generation is None:
            return
        if generation.state is State.SET_ASIDE:
            self.taken_up.emit(generation.id)
        else:
            remedy = Remedy.SEND_NOW if generation.state is State.WAITING else Remedy.FETCH
            self.remedied.emit(Remedied(remedy, generation.id))

    def _cancel(self) -> None:
        if self._generation is not None:
            self.remedied.emit(Remedied(Remedy.CANCEL, self._generation.id))
