"""Every state of the window as a picture, to be looked at: they are left in build/screens, by size and theme.

A test can only see that each shows something of its own; that they look right is for an eye to say.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest

from tests.outside.person import Person, needs_a_screen, sitting

pytestmark = needs_a_screen
SCREENS = Path(__file__).parents[2] / "build" / "screens"
_SETUPS = [
    pytest.param((1280, 800), "dark"),
    pytest.param((1920, 1080), "light", marks=pytest.mark.long),
    pytest.param((1280, 800), "light", marks=pytest.mark.long),
    pytest.param((1920, 1080), "dark", marks=pytest.mark.long),
]
# Five are drawn at a time; one more than the service allows, and one because the first may be through by then.
_PROMPTS = ("a lighthouse at dusk", "a city at night", "an aurora", "dunes at noon", "a cat", "a volcano", "a forest")


class Album:
    """Takes pictures of the screen and holds each against all before it."""

    def __init__(self, person: Person, folder: Path) -> None:
        self._person, self._folder = person, folder
        self._taken: dict[str, np.ndarray] = {}

    def take(self, name: str) -> None:
        """A picture of the state as it is now; it has many colours, and no other state looked the same."""
        target = self._folder / f"{len(self._taken) + 1}-{name}.png"
        self._person.look(target)
        picture = cv2.imread(str(target))
        assert picture is not None
        colours = picture.astype(np.uint32) @ np.array([1, 1 << 8, 1 << 16], np.uint32)
        assert len(np.unique(colours)) > 100, name
        for other, former in self._taken.items():
            assert np.count_nonzero(picture != former) > 2000, f"{name} looks like {other}"
        self._taken[name] = picture

    def take_once_new(self, name: str) -> None:
        """A picture as soon as the screen shows something that was not taken yet."""
        glance = self._folder / ".glance.png"
        self._person.until(f"{name} is shown", lambda: self._is_new(glance))
        glance.unlink()
        self.take(name)

    def _is_new(self, glance: Path) -> bool:
        self._person.look(glance)
        picture = cv2.imread(str(glance))
        return all(np.count_nonzero(picture != former) > 2000 for former in self._taken.values())


@pytest.fixture
def person(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Person]:
    (width, height), theme = request.node.callspec.params["size"], request.node.callspec.params["theme"]
    profile = tmp_path / "profile"
    profile.mkdir()
    (profile / "settings.json").write_text(json.dumps({"theme": theme}))
    with sitting(profile, width, height) as made:
        yield made


@pytest.mark.parametrize(("size", "theme"), _SETUPS)
def test_every_state_has_a_face_of_its_own(person: Person, size: tuple[int, int], theme: str) -> None:
    album = Album(person, SCREENS / f"{size[0]}x{size[1]}-{theme}")
    person.open()
    person.do("windowsize", "--sync", person.window, str(size[0]), str(size[1] - 30))
    album.take("empty")
    _draw(person, "a bad flag --foo 3")
    person.until("the service has refused", lambda: person.states() == ["failed"])
    album.take("failed")
    _draw(person, _PROMPTS[0])
    person.until("it is drawn", lambda: person.states()[-1] == "running")
    album.take("running")
    for prompt in _PROMPTS[1:]:
        _draw(person, prompt)
    person.until("the last one waits for its turn", lambda: person.states()[len(_PROMPTS) :] == ["waiting"])
    album.take("waiting")
    person.until("all are stored", lambda: person.states() == ["failed"] + ["stored"] * len(_PROMPTS))
    person.do("key", "ctrl+i")
    album.take("full")
    person.do("key", "ctrl+f")
    person.type("night")
    album.take("search")
    person.do("key", "Escape")
    person.do("key", "ctrl+comma")
    album.take("settings")
    person.do("key", "Escape")
    person.do("key", "ctrl+i", "Delete")
    person.do("key", "ctrl+shift+t")
    album.take("trash")
    person.do("key", "Escape")
    assert person.close() == ""


def _draw(person: Person, prompt: str) -> None:
    person.do("key", "ctrl+p", "ctrl+a", "type", "--delay", "8", "--args", "1", prompt, "key", "ctrl+Return")
