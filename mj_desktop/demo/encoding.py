"""Pictures into files: PNG for what stays, WebP for previews."""

from __future__ import annotations

from pathlib import Path

import cv2

from .description import described
from .rendering import Pixels

_OPTIONS = {
    # Level 1 takes a fifth of the default's time for a tenth more bytes.
    ".png": (cv2.IMWRITE_PNG_COMPRESSION, 1),
    ".webp": (cv2.IMWRITE_WEBP_QUALITY, 82),
}


def write(file: Path, picture: Pixels, words: str = "") -> None:
    """Encode and put in place at once: a killed worker leaves no half a picture under a known name.

    `words` are what a PNG file says of itself.
    """
    good, data = cv2.imencode(file.suffix, cv2.cvtColor(picture, cv2.COLOR_RGB2BGR), _OPTIONS[file.suffix])
    if not good:
        raise ValueError(f"{file.name} could not be encoded")
    part = file.with_name(f"{file.name}.part")
    part.write_bytes(described(data.tobytes(), words) if words else data.tobytes())
    part.replace(file)
