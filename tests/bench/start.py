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
from mj_desktop.core.account import ADDRESS, TOKEN
from tests.bench import left_open, library
from tests.bench.processes import TIMES, figures
from tests.bench.row import Row

_PICTURES, _SOME = 10_000, 200
_FEW, _MANY = 1.4, 1.5  # times a bare window
_GAP, _ASKED = 16.0, 1000.0  # ms


def rows() -> list[Row]:
    """First paint with an empty and a full library, what was imported by then, the stalls after it, and when what an
    earlier start left open is asked for."""
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
        *_left_open(),
    ]


def _left_open() -> list[Row]:
    """With an account, and some open of every way of delivery: the service is asked for them without a stall."""
    with tempfile.TemporaryDirectory(prefix="mj-bench-") as folder, left_open.service() as asked:
        library.fill(Path(folder), _SOME)
        named = left_open.leave(Path(folder), asked.address)
        rounds = [_taken_up(folder, asked, named) for _ in range(TIMES + 1)][1:]
    found = {name: median(each[name] for each in rounds) for name in rounds[0]}
    return [
        Row(f"{len(named)} open ones asked for after first paint", found["asked"], "ms", None, _ASKED),
        Row(f"{left_open.EACH} unnamed ones searched for after it", found["searched"], "ms"),
        Row("worst gap after it, while they are taken up", found["gap"], "ms", None, _GAP),
    ]


def _taken_up(profile: str, asked: left_open.Asked, named: Sequence[str]) -> dict[str, float]:
    asked.tasks.clear()
    asked.listed.clear()
    begun = time.monotonic_ns()
    account = {TOKEN: "a-token-for-benchmarks", ADDRESS: asked.address}
    seen = figures("program_window", str(begun), profile, environment=account)
    shown = begun + seen["painted"] * 1e6
    times = {"asked": max(asked.tasks[each] for each in named), "searched": asked.listed[0]}
    return {name: (at - shown) / 1e6 for name, at in times.items()} | {"gap": seen["gap"]}


def _round(starts: Mapping[str, Sequence[str]]) -> dict[str, dict[str, float]]:
    return {case: figures(module, str(time.monotonic_ns()), *words) for case, (module, *words) in starts.items()}
