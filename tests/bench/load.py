"""The load of other programs, which no figure is free of."""

import os
import time
from pathlib import Path


def words(seconds: float = 0.5) -> str:
    """How busy the machine is while nothing is measured."""
    stat = Path("/proc/stat")
    if not stat.exists():
        return f"other load: not known here; {os.cpu_count()} cores"
    before = _ticks(stat)
    time.sleep(seconds)
    busy, whole = (after - former for after, former in zip(_ticks(stat), before, strict=True))
    return f"other load: {100 * busy / max(1, whole):.0f} % of {os.cpu_count()} cores"


def _ticks(stat: Path) -> tuple[int, int]:
    """Busy and whole time of all cores since the start (man 5 proc: user nice system idle iowait ...)."""
    ticks = [int(word) for word in stat.read_text().splitlines()[0].split()[1:9]]
    return sum(ticks) - ticks[3] - ticks[4], sum(ticks)
