"""Process of a benchmark: a hand at the X server's XTEST; a zigzag of samples at an even pace.

Words: left, top, samples, samples a second. It prints when each sample was sent, in ns of the monotonic clock.
"""

import sys
import time

from Xlib import X, display
from Xlib.ext import xtest

PERIOD, HEIGHT = 16, 60


def places(samples: int) -> list[tuple[int, int]]:
    """Where the samples lie: no three in a line, so that none could be left out unseen."""
    found, x, y = [], 0, 0
    for number in range(samples):
        up = number % 2
        found.append((x, y + up * HEIGHT))
        x += PERIOD // 2
        if x > 1100:
            x, y = 0, y + HEIGHT + 20
        if y > 640:
            y = 5
    return found


def main() -> None:
    """Press, move, let go."""
    left, top, samples, pace = (int(word) for word in sys.argv[1:])
    server, sent = display.Display(), []
    points = [(left + x, top + y) for x, y in places(samples)]
    xtest.fake_input(server, X.MotionNotify, x=points[0][0], y=points[0][1])
    xtest.fake_input(server, X.ButtonPress, 1)
    server.sync()
    time.sleep(0.1)
    begun = time.monotonic_ns()
    for number, (x, y) in enumerate(points):
        due = begun + number * 1_000_000_000 // pace
        while (left_over := due - time.monotonic_ns()) > 0:
            if left_over > 300_000:
                time.sleep((left_over - 200_000) / 1e9)
        sent.append(time.monotonic_ns())
        xtest.fake_input(server, X.MotionNotify, x=x, y=y)
        server.flush()
    server.sync()
    time.sleep(0.2)
    xtest.fake_input(server, X.ButtonRelease, 1)
    server.sync()
    print(" ".join(str(each) for each in sent))


if __name__ == "__main__":
    main()
