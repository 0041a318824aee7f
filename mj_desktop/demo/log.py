"""What the engine says on stderr. Nobody has to listen: a closed or missing stderr does no harm."""

from __future__ import annotations

import contextlib
import sys
import traceback


def say(line: str) -> None:
    """One line, at once."""
    if sys.stderr is not None:  # a windowed program on Windows has none
        with contextlib.suppress(OSError, ValueError):
            print(line, file=sys.stderr, flush=True)


def trouble(error: BaseException) -> None:
    """A mistake of ours, with where it happened."""
    say("".join(traceback.format_exception(error)).rstrip())
