"""What a person does, from outside, with the program as it is started by hand."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.outside.person import Person, needs_a_screen, sitting

pytestmark = needs_a_screen


@pytest.fixture
def person(tmp_path: Path) -> Iterator[Person]:
    with sitting(tmp_path / "profile") as made:
        yield made


def test_type_generate_upscale_by_key_close_and_open_again(person: Person) -> None:
    person.open()
    person.point(150, 150)
    person.do("click", "1")
    person.type("a lighthouse at dusk")
    person.do("key", "ctrl+Return")
    person.until("the grid is stored", lambda: person.states() == ["stored"])
    assert person.rows()[0][1].startswith("a lighthouse at dusk")
    person.point(500, 250)
    person.do("key", "Escape")
    person.do("click", "1")
    person.do("key", "2")
    person.do("key", "u")
    person.until("the upscale is stored", lambda: person.states() == ["stored", "stored"])
    assert person.rows()[1][0] == "upscale2"
    assert person.close() == ""
    person.open()
    person.until("the library is shown again", lambda: len(person.rows()) == 2)
    assert person.close() == ""


def test_a_profile_that_cannot_be_written_is_said_in_a_window(person: Person, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    person.start(tmp_path / "file" / "profile")
    person.do("key", "Escape")
    code, said = person.ended()
    assert code == 1
    assert "cannot be written" in said
    assert "Traceback" not in said
