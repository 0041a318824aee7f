"""Typing: letters that come as a word were meant for a text, and start nothing that costs."""

import math
import time
from collections.abc import Callable

WORD = 0.25
"""Seconds between two letters of one word, at most."""


class Typing:
    """Remembers when the last letter came, by a clock in seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._last = clock, -math.inf

    def goes_on(self, key: str) -> bool:
        """A key was pressed, named as the table of commands does; True for a letter that goes on with a word."""
        if not is_letter(key):
            return False
        former, self._last = self._last, self._clock()
        return self._last - former < WORD


def is_letter(key: str) -> bool:
    """True for a lone letter, small or large."""
    sign = key.removeprefix("Shift+")
    return len(sign) == 1 and sign.isalpha()
