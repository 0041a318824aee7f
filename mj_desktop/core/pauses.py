"""Pauses: how long the program waits before it asks, fetches or sends again."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pauses:
    """Seconds between questions, growing from `first` to `last`; a download is tried `fetches` times.

    Two free questions to one origin are `apart` at least: the service wants fewer than one a second (contract 1.6).
    A request that was sent and never named is searched for in the task list for `search` seconds of answered questions.
    A stream that says nothing for `stall` seconds after it named its task is left for questions.
    A task that the service answers by `{}` for `unknown` seconds is gone. A refused request is sent again after
    `refusal` seconds, doubling to `longest_refusal`, or when the service says.
    """

    first: float = 5.0
    last: float = 15.0
    fetches: int = 6
    search: float = 120.0
    refusal: float = 10.0
    longest_refusal: float = 120.0
    apart: float = 1.1
    unknown: float = 600.0
    stall: float = 60.0

    def after(self, tries: int) -> float:
        """The pause after so many tries."""
        return float(min(self.last, self.first * 1.3 ** min(tries, 50)))
