"""Facts of the mask: how much is painted, what is sent, what may be unintended; found in a thread, then told."""

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QObject, QRect, QTimer, Signal

from mj_desktop.mask.encoding import DEFAULT, Encoding, Format, coverage, encode, outgoing, thumbnail
from mj_desktop.mask.hints import Hint, hints
from mj_desktop.mask.mask import Mask
from mj_desktop.mask.pixels import Pixels
from mj_desktop.ui.mask_editor.background import Background
from mj_desktop.ui.mask_editor.canvas import Canvas
from mj_desktop.ui.mask_editor.sent import EDGE, SentPicture

_AFTER = 120
_KEY = "mask facts"


@dataclass(frozen=True, slots=True, eq=False)
class Facts:
    """`coverage` is the share painted, 0 to 1; `size` the bytes that would be sent, 0 for an empty mask; `pixels` width
    and height; `small` what is sent as a small picture."""

    coverage: float = 0.0
    size: int = 0
    format: Format = Format.JPEG
    hints: tuple[Hint, ...] = ()
    pixels: tuple[int, int] = (0, 0)
    small: Pixels | None = None


def find(mask: Pixels, how: Encoding, edge: int) -> Facts:
    """The facts of a mask, in a thread: 60 ms for 2048 x 2048."""
    # What is found from what is sent is found once: each of these would make it again.
    sent, plain = outgoing(mask, how), Encoding(how.format, is_soft=True)
    share = coverage(sent)
    height, width = mask.shape
    scale = edge / max(width, height)
    small = thumbnail(sent, max(1, round(width * scale)), max(1, round(height * scale)), plain)
    size = len(encode(sent, plain)) if share else 0
    return Facts(share, size, how.format, hints(sent), (width, height), small)


class Telling(QObject):
    """Finds the facts when a mask rests, and owns the card that shows what is sent."""

    changed = Signal()

    def __init__(self, background: Background, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._background, self._canvas = background, canvas
        self._mask: Mask | None = None
        self._wished: bool | None = None
        self.encoding = DEFAULT
        self.facts = Facts()
        self.card = SentPicture(canvas)
        self._due = QTimer(self, singleShot=True, interval=_AFTER)
        self._due.timeout.connect(self._find)

    def now(self, mask: Mask) -> None:
        """Another mask is opened: what was known is of no use."""
        self._mask, self.facts = mask, Facts()
        self._due.stop()
        self._find()

    def soon(self, mask: Mask) -> None:
        """The mask has changed and rests; further changes put it off."""
        self._mask = mask
        self._due.start()

    def toggle(self) -> None:
        """Show what is sent, also over a corner of the picture, or not."""
        self._wished = not self.card.isVisible()
        self.place()

    def place(self) -> None:
        """Put the card beside the picture; over a corner of it when there is no room."""
        if self._mask is None:
            return
        viewport, rect = self._canvas.viewport, self._mask.rect
        left, top = viewport.to_widget(0, 0)
        right, bottom = viewport.to_widget(rect.right, rect.bottom)
        picture = QRect(int(left), int(top), int(right - left) + 1, int(bottom - top) + 1)
        self.card.place(self._canvas.rect(), picture, self._wished)

    def _find(self) -> None:
        mask = self._mask
        if mask is None or mask.rect.is_empty:
            return
        if mask.stroke is not None:
            self._due.start()
            return
        pixels, how = np.asarray(mask.pixels), self.encoding
        edge = round(EDGE * self._canvas.devicePixelRatioF())
        self._background.run(_KEY, lambda: find(pixels, how, edge), self._take)

    def _take(self, facts: Facts) -> None:
        self.facts = facts
        self.card.show_facts(facts)
        self.place()
        self.changed.emit()
