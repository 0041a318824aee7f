"""Asking for a video: its first and last frame, words, loop, size and mode; it takes the viewer's place."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QKeySequence, QPixmap, QShowEvent
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from mj_desktop.core.addresses import is_web
from mj_desktop.core.generation import Generation
from mj_desktop.core.request import EXTEND, VIDEO, Imagine
from mj_desktop.ui import controls
from mj_desktop.ui.incoming import Incoming
from mj_desktop.ui.videos.end_frame import EndFrame

_PICTURE = 160
_WIDEST = 720


class VideoComposer(QWidget):
    """Reports `wished` (an Imagine) and the generation it is of, or that it is `left`.

    A video begins with a picture's address; a longer one goes on from one of a video's clips. `end_given` carries what
    is to be the last frame: a `Known` or an address that was typed; `end_forgotten` tells that it is not to be it any
    more. `price` gives words for what requests cost at an origin.
    """

    wished = Signal(object, object)
    end_given = Signal(object)
    end_forgotten = Signal()
    left = Signal()

    def __init__(self, price: Callable[[Sequence[Imagine], str], str]) -> None:
        super().__init__()
        self._price = price
        self.setObjectName("video-composer")
        controls.ground(self, "viewer")
        self._of: Generation | None = None
        self._start, self._about = "", ""
        self._longer = self._then_send = False
        self._make()
        self._lay_out()
        self.incoming = Incoming(self, self, self._end.field)

    def begin(
        self, of: Generation, start: str, words: str, picture: QImage, others: Sequence[Generation] = (),
        titles: Sequence[str] = (), whole: bool = False,
    ) -> None:  # fmt: skip
        """A video whose first frame lies at the address `start`, "" while it has none; `others` can be last ones."""
        self._of, self._start = of, start
        self._end.offer(others, titles)
        self._title.setText(self.tr("Make a video"))
        grid = self.tr("The first frame is the whole grid. Choose a tile (1 to 4) before M to begin with it alone.")
        self._about = grid if whole else self.tr("Four clips that begin with this picture.")
        self._hint.setText(self._about)
        self._show(words, picture, longer=False)

    def show_start(self, address: str) -> None:
        """Take the address of the first frame."""
        self._start = address
        self._hint.setText(self._about)
        self._problem.setText("")

    def show_start_going(self, said: str) -> None:
        """Say how far the first frame is, or why it gets nowhere."""
        self._hint.setText(said)

    def extend(self, of: Generation, place: int, words: str, picture: QImage) -> None:
        """A longer video, from the clip at `place` (from 0)."""
        self._of, self._start = of, ""
        self._title.setText(self.tr("Make the video longer"))
        self._hint.setText(self.tr("Four clips that go on from the one you choose."))
        self._clip.select(str(place))
        self._show(words, picture, longer=True)

    def show_end_chosen(self, picture: QImage) -> None:
        """Show which one is to be the last frame, instead of any other; an address, or how far it is, follows."""
        self._end.show_chosen(picture)

    def show_end(self, address: str) -> None:
        """Take the address of a last frame; who pressed the button meanwhile need not press it again."""
        self._end.show_address(address)
        if self._then_send:
            self.submit()

    def show_end_going(self, said: str, is_over: bool = False) -> None:
        """Say how far the last frame is, or when that `is_over`, why it gets nowhere."""
        self._end.show_going(said, is_over)
        if is_over:
            self._then_send = False

    def show_end_look(self, picture: QImage) -> None:
        """Show the last frame."""
        self._end.show_look(picture)

    def submit(self) -> None:
        """Report what is wished; what the service would refuse is said instead."""
        self._then_send = False
        problem = self._objection()
        self._problem.setText(problem)
        if not problem and self._of is not None:
            self.wished.emit(self._request(), self._of)

    def _objection(self) -> str:
        """Why it cannot be sent now; a last frame that was typed is looked at first."""
        end = self._end.typed
        if not self._longer and self._of is not None and not self._start:
            return self.tr("The first frame has no address yet.")
        if problem := self._request().objection:
            return problem
        if self._longer:
            return ""
        if self._end.is_refused and not end:
            self._end.clear()
            return self.tr("The last frame was not taken. Press again to go on without one.")
        if self._end.is_looked_at:
            return ""
        if end and not is_web(end):
            return self.tr("The last frame's address is no web address. It begins with https://")
        self._then_send = True
        if not self._end.is_going:
            self.end_given.emit(end)
        return self.tr("The last frame is looked at first. Then the video is asked for.") if self._then_send else ""

    def showEvent(self, event: QShowEvent) -> None:
        """Prices may have changed on their page."""
        super().showEvent(event)
        self._tag()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter sends."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier and not event.isAutoRepeat():
            self.submit()
        else:
            super().keyPressEvent(event)

    # Inside

    def _forget_end(self) -> None:
        """Who takes it out after the button was pressed, presses that again."""
        self._then_send = False
        self._problem.setText("")
        self.end_forgotten.emit()

    def _tag(self) -> None:
        if self._of is not None:
            self._cost.setText(self._price([self._request()], self._of.origin))

    def _request(self) -> Imagine:
        words, mode, of = self._words.text().strip(), self._mode.value(), self._of
        if not self._longer:
            return Imagine(
                action=VIDEO, prompt=words, mode=mode, image_url=self._start, resolution=self._size.value(),
                end_image_url=self._end.typed or None, loop=self._loop.isChecked(),
            )  # fmt: skip
        video_id = of.video_id if of is not None else None
        return Imagine(action=EXTEND, prompt=words, mode=mode, video_id=video_id, video_index=int(self._clip.value()))

    def _show(self, words: str, picture: QImage, longer: bool) -> None:
        self._longer = longer
        self._problem.setText("")
        self._words.setText(words)
        self._then_send = False
        self._end.clear()
        for part in (self._end, self._loop, self._size):
            self._form.setRowVisible(part, not longer)
        self._form.setRowVisible(self._clip, longer)
        self._picture.setVisible(not picture.isNull())
        if not picture.isNull():
            ratio, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            self._picture.setPixmap(QPixmap.fromImage(picture.scaled(_PICTURE, _PICTURE, ratio, smooth)))
        self._words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._words.selectAll()
        self._tag()

    def _make(self) -> None:
        self._picture = QLabel()
        self._title = controls.label("", 20, 600)
        self._hint = controls.label("", tone="muted")
        self._hint.setWordWrap(True)
        self._problem = controls.label("", tone="bad")
        self._problem.setObjectName("video_problem")
        self._problem.setWordWrap(True)
        self._words = self._field("video_words", self.tr("What happens"), self.tr("What happens, in words"))
        self._end = EndFrame()
        self._end.given.connect(self.end_given)
        self._end.forgotten.connect(self._forget_end)
        self._loop = controls.Chip(self.tr("Loop"), "video_loop", self.tr("The end leads into the beginning"))
        self._loop.setCheckable(True)
        self._size = controls.Segments([("480p", "480p"), ("720p", "720p")], "video_size", self.tr("Size"))
        self._size.select("480p")
        modes = [("fast", self.tr("Fast")), ("turbo", self.tr("Turbo"))]
        self._mode = controls.Segments(modes, "video_mode", self.tr("Mode"))
        self._mode.select("fast")
        clips = [(str(place), str(place + 1)) for place in range(4)]
        self._clip = controls.Segments(clips, "video_clip", self.tr("Clip"))
        self._clip.select("0")
        self._send = controls.Button(self.tr("Make the video"), "video_send", "clapperboard", "main",
                                     tip=self.tr("Make the video [Ctrl+Enter]"))  # fmt: skip
        self._back = controls.Button(self.tr("Back"), "video_back", "arrow-left", tip=self.tr("Back [Esc]"))
        self._cost = controls.label("", 11, tone="faint")
        self._cost.setObjectName("video_cost")
        self._mode.chosen.connect(self._tag)
        self._send.clicked.connect(self.submit)
        self._back.clicked.connect(self.left)

    def _field(self, name: str, label: str, hint: str) -> QLineEdit:
        made = QLineEdit()
        made.setObjectName(name)
        made.setAccessibleName(label)
        made.setPlaceholderText(hint)
        return made

    def _lay_out(self) -> None:
        self._form = QFormLayout()
        self._form.setHorizontalSpacing(16)
        self._form.setVerticalSpacing(12)
        rows = (
            (self.tr("What happens"), self._words), (self.tr("Clip"), self._clip),
            (self.tr("Last frame"), self._end), ("", self._loop), (self.tr("Size"), self._size),
            (self.tr("Mode"), self._mode),
        )  # fmt: skip
        for words, field in rows:
            self._form.addRow(words, field)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        told = QVBoxLayout()
        for part in (self._title, self._hint):
            told.addWidget(part)
        told.addStretch(1)
        head.addLayout(told, 1)
        ways = QHBoxLayout()
        ways.setSpacing(8)
        ways.addWidget(self._back)
        ways.addWidget(self._send, 1)
        inside = QWidget()
        inside.setMaximumWidth(_WIDEST)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addLayout(head)
        column.addLayout(self._form)
        column.addWidget(self._problem)
        column.addLayout(ways)
        keys = QKeySequence("Ctrl+Return").toString(QKeySequence.SequenceFormat.NativeText).replace("Return", "Enter")
        column.addLayout(controls.ends(self._cost, controls.label(keys, 11, tone="faint")))
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 24, 24, 24)
        whole.addWidget(inside)
