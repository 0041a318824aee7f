"""Ids of pictures and videos: 19-digit and 16-digit numbers that grow, as strings."""

from __future__ import annotations

import random
import time

# 2015-01-01 in milliseconds: numbers made since then have the documented 19 digits.
_EPOCH = 1_420_070_400_000


class Ids:
    """Makes ids with the time in their upper bits, like the service's; no two alike."""

    def __init__(self) -> None:
        self._last = 0

    def new(self) -> str:
        """The next id of a picture."""
        now = (int(time.time() * 1000) - _EPOCH) << 22 | random.getrandbits(22)
        self._last = max(self._last + 1, now)
        return str(self._last)

    def new_video(self) -> str:
        """The next id of a video: the same without its last three digits."""
        self._last += 1000
        return self.new()[:-3]
