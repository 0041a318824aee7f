"""Typing: letters that come as a word were meant for a text, and start nothing that costs."""

import math
import time
from collections.abc import Callable

SPACE = "Space"
WORD = 0.5
"""Seconds between two signs of one word, at most: who looks for each letter types two a second."""


class Typing:
    """Remembers when the last letter came, by a clock in seconds (`clock` may be replaced)."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.clock, self._last = clock, -math.inf

    def goes_on(self, key: str) -> bool:
        """A key was pressed, named as the table of commands does; True for a letter that goes on with a word.

        A space within a word's time keeps it: the next word goes on with it.
        """
        if key != SPACE and not is_letter(key):
            return False
        now = self.clock()
        is_word = now - self._last < WORD
        if is_word or key != SPACE:
            self._last = now
        return is_word and key != SPACE

    def end(self) -> None:
        """What comes next is no part of a word."""
        self._last = -math.inf


def is_letter(key: str) -> bool:
    """True for a lone letter, small or large."""
    sign = key.removeprefix("Shift+")
    return len(sign) == 1 and sign.isalpha()
