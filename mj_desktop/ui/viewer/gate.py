"""The gate before paid actions: a double click, a held key or a bouncing finger asks once."""

import time
from collections.abc import Callable, Hashable

SECONDS = 1.0


class Gate:
    """Lets the same request through once; asking again within a second is refused and starts the second anew."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._last: tuple[Hashable, float] | None = None

    def admits(self, request: Hashable) -> bool:
        """True when `request` is another one than the last, or the last was a second ago or more."""
        now, last = self._clock(), self._last
        self._last = request, now
        return last is None or last[0] != request or now - last[1] >= SECONDS
