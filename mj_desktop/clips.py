"""Clips: verify a video's file, read the frames of several at once; run in threads."""

import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path

import cv2
from PySide6.QtGui import QImage

from mj_desktop.core.errors import PictureError

MOST = 4
"""Clips of a video (contract 1.3)."""
RATE = 24.0
"""Frames a second of a clip that does not say it."""


def verify(data: bytes) -> None:
    """Raise PictureError, with a sentence, for bytes that are no clip whose first frame decodes."""
    with tempfile.TemporaryDirectory(prefix="mj-clip-") as folder:
        path = Path(folder) / "clip.mp4"
        path.write_bytes(data)
        found = cv2.VideoCapture(str(path))
        try:
            if not found.isOpened() or not found.read()[0]:
                raise PictureError("What came is no video, or it is damaged.")
        finally:
            found.release()


class Reel:
    """Reads several clips frame by frame, each beginning again at its end."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self._clips = [cv2.VideoCapture(str(path)) for path in paths]
        rates = [clip.get(cv2.CAP_PROP_FPS) for clip in self._clips]
        self._lock = threading.Lock()
        self.rate = max([rate for rate in rates if 1 <= rate <= 120], default=RATE)

    def frames(self, edge: int) -> tuple[QImage, ...]:
        """The next frame of each, at most `edge` pixels long; a null image of one that cannot be read."""
        with self._lock:
            return tuple(_frame(clip, edge) for clip in self._clips)

    def close(self) -> None:
        """Let go of the files."""
        with self._lock:
            for clip in self._clips:
                clip.release()


def _frame(clip: cv2.VideoCapture, edge: int) -> QImage:
    read, pixels = clip.read()
    if not read:
        clip.set(cv2.CAP_PROP_POS_FRAMES, 0)
        read, pixels = clip.read()
    if not read:
        return QImage()
    height, width = pixels.shape[:2]
    if (scale := edge / max(height, width)) < 1:
        size = max(1, round(width * scale)), max(1, round(height * scale))
        pixels = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)
    height, width = pixels.shape[:2]
    return QImage(pixels.data, width, height, pixels.strides[0], QImage.Format.Format_BGR888).copy()
