"""The library with 10,000 and 100,000 pictures: how soon it shows, what it weighs, how it scrolls and searches."""

import compileall
import tempfile
from pathlib import Path

import mj_desktop
from tests.bench import library
from tests.bench.processes import medians
from tests.bench.row import Row

_COUNTS = (10_000, 100_000)
_SHOWN, _MEMORY, _REPAINT, _SEARCH = 40.0, 90.0, 4.0, 50.0  # ms, MB, ms, ms


def rows() -> list[Row]:
    """Four rows for each number of pictures."""
    compileall.compile_dir(str(Path(mj_desktop.__file__).parent), quiet=1)
    with tempfile.TemporaryDirectory(prefix="mj-bench-") as folder:
        idle = medians("gallery_window", str(Path(folder, "idle")), "0")["memory"]
        return [row for count in _COUNTS for row in _of(Path(folder, str(count)), count, idle)]


def _of(profile: Path, count: int, idle: float) -> list[Row]:
    library.fill(profile, count)
    found = medians("gallery_window", str(profile), str(count))
    return [
        Row(f"{count:,}: from the first page to its paint", found["shown"], "ms", None, _SHOWN),
        Row(f"{count:,}: memory over the idle window", found["memory"] - idle, "MB", None, _MEMORY),
        Row(f"{count:,}: a repaint while scrolling, p95", found["repaint"], "ms", None, _REPAINT),
        Row(f"{count:,}: from a key to what it leaves, p95", found["search"], "ms", None, _SEARCH),
    ]
