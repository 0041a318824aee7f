"""The mask editor from outside: what a hand draws on the screen is what the service is asked to repaint.

Each tool in use is left as a picture in build/screens, to be looked at.
"""

import contextlib
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest

from tests.outside.person import Person, needs_a_screen, sitting
from tests.outside.test_screens import SCREENS

pytestmark = needs_a_screen
Point = tuple[int, int]
# The canvas of a window of 1280 x 770 in the corner: between tool column and panel, under header and options.
MIDDLE = (531, 428)
_SETUPS = [((1280, 800), "dark"), ((1920, 1080), "light"), ((1280, 800), "light"), ((1920, 1080), "dark")]


@pytest.fixture
def person(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Person]:
    """Before the editor, open on an upscaled lighthouse."""
    params = request.node.callspec.params if hasattr(request.node, "callspec") else {}
    (width, height), theme = params.get("size", (1280, 800)), params.get("theme", "dark")
    profile = tmp_path / "profile"
    profile.mkdir()
    (profile / "settings.json").write_text(json.dumps({"theme": theme}))
    with sitting(profile, width, height) as made:
        made.open()
        made.do("windowsize", "--sync", made.window, str(width), str(height - 30))
        made.do("key", "ctrl+p")
        made.type("a lighthouse at dusk")
        made.do("key", "ctrl+Return")
        made.until("the grid is stored", lambda: made.states() == ["stored"])
        made.do("key", "ctrl+i", "1", "u")
        made.until("the upscale is stored", lambda: made.states() == ["stored", "stored"])
        yield made


def stroke(person: Person, *way: Point, keys: tuple[str, ...] = ()) -> None:
    """Press, move as a hand does, let go; the server drops moves that come without a pause."""
    person.point(*way[0])
    words = [word for key in keys for word in ("keydown", key)] + ["mousedown", "1"]
    for start, end in zip(way, way[1:], strict=False):
        for x, y in np.linspace(start, end, 12).round().astype(int).tolist()[1:]:
            words += ["mousemove", "--window", person.window, str(x), str(y), "sleep", "0.008"]
    person.do(*words, "mouseup", "1", *(word for key in keys for word in ("keyup", key)))


def masks(person: Person) -> list[np.ndarray]:
    """The masks of all requests, as they were sent."""
    with contextlib.closing(sqlite3.connect(f"file:{person.profile / 'library.sqlite'}?mode=ro", uri=True)) as library:
        rows = library.execute("SELECT picture FROM masks").fetchall()
    found = [cv2.imdecode(np.frombuffer(row[0], np.uint8), cv2.IMREAD_UNCHANGED) for row in rows]
    return [mask for mask in found if mask is not None]


def drafts(person: Person) -> int:
    with contextlib.closing(sqlite3.connect(f"file:{person.profile / 'library.sqlite'}?mode=ro", uri=True)) as library:
        return int(library.execute("SELECT count(*) FROM drafts").fetchone()[0])


def test_a_stroke_drawn_in_the_window_outlives_the_program_and_ends_in_the_mask_of_the_request(person: Person) -> None:
    x, y = MIDDLE
    person.do("key", "ctrl+i", "b")
    person.look(SCREENS / "mask-1280x800-dark" / "stroke.png")
    stroke(person, (x - 120, y), (x + 120, y))
    person.until("the draft is saved", lambda: drafts(person) == 1)
    person.give_up()
    person.open()
    person.do("windowsize", "--sync", person.window, "1280", "770")
    person.do("key", "ctrl+i", "b")
    person.do("key", "ctrl+Return")
    person.until("the region is repainted", lambda: person.states() == ["stored"] * 3)
    assert person.rows()[-1][0] == "variation_region"
    (mask,) = masks(person)
    height, width = mask.shape
    painted = mask >= 128
    rows, columns = np.nonzero(painted)
    # The stroke went through the middle, twice as wide as high or more, and the same to the left and right of it.
    assert abs(columns.mean() - width / 2) < width / 40 and abs(rows.mean() - height / 2) < height / 40
    assert np.ptp(columns) > 1.5 * np.ptp(rows) > 0
    assert 0.01 < painted.mean() < 0.4
    assert person.close() == ""


@pytest.mark.long
@pytest.mark.parametrize(("size", "theme"), _SETUPS)
def test_every_tool_is_seen_in_use(person: Person, size: tuple[int, int], theme: str) -> None:
    folder = SCREENS / f"mask-{size[0]}x{size[1]}-{theme}"
    x, y = (48 + size[0] - 264) // 2, 118 + (size[1] - 30 - 118 - 33) // 2
    person.do("key", "ctrl+i", "b")

    def look(name: str) -> None:
        person.look(folder / f"{name}.png")

    stroke(person, (x - 150, y - 60), (x - 20, y - 120), (x + 100, y - 60))
    look("1-brush")
    person.do("key", "braceleft", "braceleft", "bracketright", "bracketright")
    stroke(person, (x - 150, y + 120), (x + 60, y + 140))
    look("2-soft-brush")
    person.do("key", "e")
    stroke(person, (x - 20, y - 180), (x - 20, y + 20))
    look("3-eraser")
    person.do("key", "m")
    person.point(x + 100, y + 40)
    person.do("mousedown", "1", "mousemove", "--window", person.window, str(x + 200), str(y + 150))
    look("4-rectangle")
    person.do("mouseup", "1", "key", "shift+m")
    person.point(x - 250, y - 250)
    person.do("mousedown", "1", "mousemove", "--window", person.window, str(x - 100), str(y - 180))
    look("5-ellipse")
    person.do("mouseup", "1", "key", "l")
    person.point(x + 120, y - 220)
    words = ["mousedown", "1"]
    for turn in np.linspace(0, 5, 40):
        words += ["mousemove", "--window", person.window, str(round(x + 180 - 60 * np.cos(turn))),
                  str(round(y - 220 + 50 * np.sin(turn))), "sleep", "0.008"]  # fmt: skip
    person.do(*words)
    look("6-lasso")
    person.do("mouseup", "1", "key", "shift+l")
    for dx, dy in ((-250, 100), (-150, 60), (-120, 200)):
        person.point(x + dx, y + dy)
        person.do("click", "1", "sleep", "0.4")
    person.point(x - 220, y + 220)
    look("7-polygon")
    person.do("key", "Return", "ctrl+d", "shift+l")
    for dx, dy in ((-150, -150), (-60, -30)):
        person.point(x + dx, y + dy)
        person.do("click", "1", "sleep", "0.6")
    person.point(x + 60, y + 60)
    person.do("sleep", "0.3")
    look("8-magnetic")
    person.do("key", "Escape", "w")
    person.point(x + 150, y - 200)
    person.do("click", "1", "sleep", "0.6")
    look("9-wand")
    person.do("key", "ctrl+d", "shift+w")
    stroke(person, (x - 200, y - 230), (x - 20, y + 180))
    person.do("sleep", "1.5")
    look("10-smart-select")
    person.do("key", "Return", "ctrl+d", "b")
    stroke(person, (x - 150, y - 60), (x + 100, y - 60))
    person.do("key", "g", "sleep", "0.5")
    look("11-grow")
    person.do("key", "Escape", "sleep", "0.2", "key", "q", "sleep", "0.3")
    look("12-mask-only")
    person.do("key", "q", "q", "b", "ctrl+2", "ctrl+2")
    person.do("key", "--repeat", "9", "ctrl+plus")
    person.do("sleep", "0.4")
    look("13-pixel-grid")
    person.do("key", "ctrl+0", "F1")
    person.do("sleep", "0.4")
    look("14-keys")
    person.do("key", "Escape")
    assert person.close() == ""
