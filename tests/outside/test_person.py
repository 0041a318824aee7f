"""What a person does, from outside, with the program as it is started by hand."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.outside.person import Person, needs_a_screen, sitting

pytestmark = needs_a_screen


@pytest.fixture
def person(tmp_path: Path) -> Iterator[Person]:
    with sitting(tmp_path / "profile", 1600, 900) as made:
        yield made


def test_type_generate_upscale_search_drag_out_delete_undo_close_and_open_again(person: Person, tmp_path: Path) -> None:
    person.open()
    person.point(150, 150)
    person.do("click", "1")
    person.type("a lighthouse at dusk")
    person.do("key", "ctrl+Return")
    person.until("the grid is stored", lambda: person.states() == ["stored"])
    assert person.rows()[0][1].startswith("a lighthouse at dusk")
    person.point(600, 250)
    person.do("key", "Escape")
    person.do("click", "1")
    person.do("key", "2")
    person.do("key", "u")
    person.until("the upscale is stored", lambda: person.states() == ["stored", "stored"])
    assert person.rows()[1][0] == "upscale2"
    _drag_out(person, tmp_path)
    person.do("key", "ctrl+f")
    person.type("no such thing")
    person.do("key", "Escape")
    person.do("key", "ctrl+i", "Delete")
    person.until("it is in the trash", lambda: person.in_trash() == 1)
    person.do("key", "ctrl+z")
    person.until("it is back", lambda: person.in_trash() == 0)
    assert person.close() == ""
    person.open()
    person.until("the library is shown again", lambda: len(person.rows()) == 2)
    assert person.close() == ""


def _drag_out(person: Person, folder: Path) -> None:
    """Drag the picture on view onto another program: it gets a real file of the full size."""
    notes = folder / "dropped"
    with person.beside("receiver.py", str(notes), "1300", "100", "280", "500"):
        person.point(600, 300)
        person.do("mousedown", "1")
        for step in range(6):
            person.do("mousemove_relative", "--", str(4 + step), "3")
        person.until("it is over the other program", lambda: _move(person) and bool(_held(notes)))
        _let_go(person, notes)
        person.until("it is dropped", lambda: notes.exists() and notes.read_text(encoding="utf-8").endswith("\n"))
    path, size = notes.read_text(encoding="utf-8").strip().split("\t")
    assert Path(path).name.endswith("a lighthouse at dusk.png")
    kept = max((folder / "profile" / "pictures").rglob("*.png"), key=lambda file: file.stat().st_mtime_ns)
    assert int(size) == kept.stat().st_size


def _move(person: Person) -> bool:
    """To and fro over the other program: a drag that begins late is noticed there all the same."""
    for x in (1200, 1320, 1400, 1420):
        person.do("mousemove", "--sync", str(x), "350")
    return True


def _let_go(person: Person, notes: Path) -> None:
    """Drop it once the other program knows where it is: let go sooner, it is not taken.

    It is moved on until then, as Qt leaves out moves while it waits for an answer to one.
    """
    at = 1420

    def rests() -> bool:
        nonlocal at
        if _held(notes) == f"{at} 350":
            return True
        at = 2820 - at
        person.do("mousemove", "--sync", str(at), "350")
        return False

    person.until("it is held still there", rests)
    person.do("mouseup", "1")


def _held(notes: Path) -> str:
    """Where the other program says that it was held last: column and row of the screen."""
    held = notes.with_suffix(".held")
    return held.read_text(encoding="utf-8") if held.exists() else ""


def test_a_profile_that_cannot_be_written_is_said_in_a_window(person: Person, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    person.start(tmp_path / "file" / "profile")
    person.do("key", "Escape")
    code, said = person.ended()
    assert code == 1
    assert "cannot be written" in said
    assert "Traceback" not in said
