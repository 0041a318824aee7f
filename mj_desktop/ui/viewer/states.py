"""The viewer's faces that are no picture: the failed card and the notices with a button or two."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QSize, QTimer, Signal
from PySide6.QtWidgets import QWidget

from mj_desktop.core.generation import Generation, State
from mj_desktop.core.intentions import Remedied
from mj_desktop.core.messages import Remedy
from mj_desktop.ui.viewer import notice_words
from mj_desktop.ui.viewer.failed_card import FailedCard
from mj_desktop.ui.viewer.notice import Notice


class StateFaces(QObject):
    """Owns the cards and shows at most one, by the generation's state."""

    remedied = Signal(object)
    taken_up = Signal(str)

    def __init__(self, viewer: QWidget, clock: Callable[[], float]) -> None:
        super().__init__(viewer)
        self._generation: Generation | None = None
        self._words: notice_words.Words | None = None
        self._clock = clock
        self._ticking = QTimer(self, interval=1000)
        self._ticking.timeout.connect(self._say)
        self.card = FailedCard(viewer)
        self.notice = Notice(viewer)
        self.card.remedied.connect(self.remedied)
        self.notice.pressed.connect(self._go_on)
        self.notice.second_pressed.connect(self._cancel)

    def show_generation(self, generation: Generation | None) -> None:
        """Show the card that the generation's state asks for, or none."""
        self._generation = generation
        failed = generation is not None and generation.state is State.FAILED
        if generation is not None and failed:
            self.card.show_failure(generation)
        self._say()
        if generation is not None and generation.is_parked:
            self._ticking.start()
        else:
            self._ticking.stop()
        self.card.setVisible(failed)
        self.notice.setVisible(self._words is not None)

    def place(self, view: QSize) -> None:
        """Put what is shown into the middle of the view."""
        for face in (self.card, self.notice):
            if not face.isHidden():
                face.place(view)

    def _say(self) -> None:
        self._words = notice_words.notice(self._generation, self._clock()) if self._generation is not None else None
        if self._words is not None:
            self.notice.say(self._words)

    def _go_on(self) -> None:
        generation, words = self._generation, self._words
        if generation is None or words is None:
            return
        if words.remedy is Remedy.NONE:
            self.taken_up.emit(generation.id)
        else:
            self.remedied.emit(Remedied(words.remedy, generation.id))

    def _cancel(self) -> None:
        if self._generation is not None:
            self.remedied.emit(Remedied(Remedy.CANCEL, self._generation.id))
