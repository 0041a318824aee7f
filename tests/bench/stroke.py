"""Strokes in the mask editor, beside the documents' sample, a graphics view and the least there is, in the same run.

Every figure is the median of three processes on a real window of the X server; a row's limit is the issue's own.
"""

import sys

from tests.bench.processes import medians
from tests.bench.row import Row
from tests.bench.stroke_editor import WHOLE
from tests.bench.stroke_window import RADII, SIZES

_FLOOR = 1.3
# How many times as quick: as the sample, and as the graphics view.
_SAMPLE = {(4096, 4096): 40, (2048, 2048): 10, (1024, 1024): 3}
_PIXMAP = {(4096, 4096): 100}
_TAIL = 8.0  # ms
_LAG = 20.0  # ms
_SUBJECT, _MAP, _SEEN, _HELD = 600.0, 100.0, 40.0, 16.0  # ms
_CHANGES = ("grow", "shrink", "smooth", "feather")
_MEMORY = 220.0  # MB


def rows() -> list[Row]:
    """Strokes, samples from outside, and what else the editor does."""
    if not sys.platform.startswith("linux"):
        raise SystemExit("This needs an X server.")
    strokes = medians("stroke_window")
    found = [row for size in SIZES for radius in RADII for row in _strokes(strokes, size, radius)]
    for radius in RADII:
        least, most = (strokes[f"ours {edge}x{edge} {radius} p50"] for edge in (1024, 4096))
        found.append(Row(f"4096 beside 1024, radius {radius}", most, "ms", least, 1.15))
    return found + _samples(medians("stroke_samples")) + _others()


def _strokes(found: dict[str, float], size: tuple[int, int], radius: int) -> list[Row]:
    case = f"{size[0]}x{size[1]} {radius}"
    p50 = found[f"ours {case} p50"]
    made = [Row(f"{case} p50, floor", p50, "ms", found[f"floor {case} p50"], _FLOOR)]
    for name, times in (("sample", _SAMPLE.get(size)), ("pixmap", _PIXMAP.get(size))):
        made.append(Row(f"{case} p50, {name}", p50, "ms", found[f"{name} {case} p50"], 1 / times if times else None))
    made.append(Row(f"{case} p95", found[f"ours {case} p95"], "ms"))
    made.append(Row(f"{case} p99", found[f"ours {case} p99"], "ms", None, _TAIL))
    made.append(Row(f"{case} max", found[f"ours {case} max"], "ms"))
    over = found[f"ours {case} max"] - found[f"floor {case} max"]
    made.append(Row(f"{case} worst over the floor's worst", over, "ms", None, _TAIL))
    return made


def _samples(found: dict[str, float]) -> list[Row]:
    return [
        Row("1000 samples/s, 5 s: not in the mask", found["missing"], "", None, 0),
        Row("1000 samples/s, 5 s: longest lag", found["lag"], "ms", None, _LAG),
    ]


def _others() -> list[Row]:
    found, memory = medians("stroke_editor"), medians("stroke_editor", "memory")
    made = [
        Row("opening 4096, strokes taken", found["opening"], "ms", None, 150),
        Row("opening 4096, whole picture shown", found["whole"], "ms", None, 600),
        Row("GUI held while it is swapped in", found["opening gap"], "ms"),
        Row("undo, 4096", found["undo"], "ms", None, 5),
    ]
    made.append(Row("invert, seen, 2048", found["invert"], "ms", None, _SEEN))
    made += [Row(f"{change} by 200, seen, 2048", found[change], "ms", None, _SEEN) for change in _CHANGES]
    made += [Row(f"GUI held by {tool}, 2048", found[f"{tool} gap"], "ms", None, _HELD)
             for tool in (*_CHANGES, "wand", "magnetic", "subject")]  # fmt: skip
    made += [Row(f"GUI held by a {tool} line of 3000 moves, 2048", found[f"{tool} line"], "ms", None, _HELD)
             for tool in ("lasso", "magnetic")]  # fmt: skip
    made += [Row(f"GUI held by {deed}, 4096", found[f"{deed} gap"], "ms", None, _HELD) for deed in WHOLE]
    made.append(Row("magnetic lasso's map, 2048", found["magnetic map"], "ms", None, _MAP))
    made.append(Row("smart select, 2048", found["subject time"], "ms", None, _SUBJECT))
    made += [Row(f"PNG and base64, {edge}", found[f"ours {edge}"], "ms", found[f"sample {edge}"], 1 / 4)
             for edge in (2048, 4096)]  # fmt: skip
    made.append(Row("memory of editing 4096", memory["memory"], "MB", None, _MEMORY))
    return made
