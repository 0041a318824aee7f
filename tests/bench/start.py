"""How soon the window is painted, beside the least PySide6 window, and whether what is imported after that stalls it.

Every start is a process of its own, timed from just before it is made. The starts take turns, so that a load that comes
and goes meets all of them alike; one round before that makes them warm.
"""

import compileall
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median

import mj_desktop
from tests.bench import library
from tests.bench.processes import TIMES, figures
from tests.bench.row import Row

_PICTURES = 10_000
_FEW, _MANY = 1.4, 1.5  # times a bare window
_GAP = 16.0  # ms


def rows() -> list[Row]:
    """First paint with an empty and a full library, what was imported by then, and the stalls after it."""
    compileall.compile_dir(str(Path(mj_desktop.__file__).parent), quiet=1)  # as warm as an installed program
    with tempfile.TemporaryDirectory(prefix="mj-bench-") as folder:
        few, many = Path(folder, "few"), Path(folder, "many")
        library.fill(many, _PICTURES)
        starts = {"bare": ["bare_window"], "few": ["program_window", str(few)], "many": ["program_window", str(many)]}
        _round(starts)
        rounds = [_round(starts) for _ in range(TIMES)]
    found = {case: {name: median(each[case][name] for each in rounds) for name in rounds[0][case]} for case in starts}
    bare, ours = found["bare"]["painted"], (found["few"], found["many"])
    return [
        Row("first painted window, empty library", found["few"]["painted"], "ms", bare, _FEW),
        Row(f"first painted window, {_PICTURES:,} pictures", found["many"]["painted"], "ms", bare, _MANY),
        Row("cv2, httpx, keyring, numpy, uvicorn before it", max(one["heavy"] for one in ours), "", None, 0),
        Row("worst gap after it, empty library", found["few"]["gap"], "ms", None, _GAP),
        Row(f"worst gap after it, {_PICTURES:,} pictures", found["many"]["gap"], "ms", None, _GAP),
    ]


def _round(starts: Mapping[str, Sequence[str]]) -> dict[str, dict[str, float]]:
    return {case: figures(module, str(time.monotonic_ns()), *words) for case, (module, *words) in starts.items()}
