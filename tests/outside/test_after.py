"""After the result, from outside: a stroke ends in a region edit, which is compared in every way and kept exact.

The pictures are left in build/screens, to be looked at.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.outside.person import Person, needs_a_screen, sitting
from tests.outside.test_screens import SCREENS, Album

pytestmark = [needs_a_screen, pytest.mark.long]
_WAYS = {"difference": "d", "heat": "h", "side-by-side": "a", "slider": "s"}


@pytest.fixture(params=["dark", "light"])
def person(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Person]:
    profile = tmp_path / "profile"
    profile.mkdir()
    (profile / "settings.json").write_text(json.dumps({"theme": request.param}))
    with sitting(profile) as made:
        yield made


def test_a_region_edit_is_compared_and_its_rest_kept_exact(person: Person, request: pytest.FixtureRequest) -> None:
    album = Album(person, SCREENS / f"after-{request.node.callspec.params['person']}")
    person.open()
    _repaint(person)
    person.do("key", "ctrl+i", "c")
    album.take_once_new("compared")
    person.do("key", "2")
    for name, key in _WAYS.items():
        person.do("key", key)
        album.take_once_new(name)
    person.do("mousemove", "500", "400", "mousedown", "1", "mousemove", "420", "400", "mouseup", "1")
    album.take_once_new("divider")
    person.do("key", "k")
    person.until("the composite is kept", lambda: person.rows()[-1][::2] == ("local:composite2", "stored"))
    album.take_once_new("composite")
    person.do("key", "u")
    person.until("the service has upscaled its own", lambda: person.rows()[-1][::2] == ("upscale2", "stored"))
    assert person.close() == ""


def _repaint(person: Person) -> None:
    """A grid, its first tile upscaled, and a region of that painted and repainted."""
    person.do("key", "ctrl+p")
    person.type("a lighthouse on a cliff at dusk")
    person.do("key", "ctrl+Return")
    person.until("the grid is here", lambda: person.states() == ["stored"])
    person.do("key", "ctrl+i", "1", "shift+b")
    person.until("tile 1 is here", lambda: person.states() == ["stored"] * 2)
    person.do("sleep", "1", "mousemove", "330", "300", "mousedown", "1")
    for x, y in ((380, 260), (430, 300), (400, 350), (340, 320)):
        person.do("mousemove", str(x), str(y), "sleep", "0.05")
    person.do("mouseup", "1", "key", "ctrl+Return")
    person.until("the region is repainted", lambda: person.states() == ["stored"] * 3)
