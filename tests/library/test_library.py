import json
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage

from mj_desktop import pictures
from mj_desktop.core import generation as g
from mj_desktop.core.errors import Failure, LibraryError
from mj_desktop.core.generation import Generation, State, advance
from mj_desktop.core.request import Imagine
from mj_desktop.library import layout, record
from mj_desktop.library.library import Library


def _generation(prompt: str = "a cat", at: float = 1_795_000_000.0, **fields: object) -> Generation:
    return g.new(g.DEMO, Imagine(prompt=prompt, **fields), at)  # type: ignore[arg-type]


def _png() -> bytes:
    image = QImage(8, 6, QImage.Format.Format_RGB32)
    image.fill(QColor("#336699"))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # its stub wants bytes, which it refuses
    return bytes(buffer.data().data())


def test_what_is_added_is_there_after_opening_again(tmp_path: Path) -> None:
    library = Library(tmp_path)
    first, second = _generation(), _generation("a dog", 1_795_000_001.0)
    library.add(first)
    library.add(second)
    library.close()
    assert Library(tmp_path).all() == [second, first]


def test_a_generation_is_on_disk_for_another_connection_when_add_returns(tmp_path: Path) -> None:
    library, waiting = Library(tmp_path), _generation()
    library.add(waiting)
    other = sqlite3.connect(tmp_path / "library.sqlite")
    assert other.execute("SELECT id, state FROM generations").fetchall() == [(waiting.id, "waiting")]
    assert other.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    other.close()


def test_a_change_of_state_is_kept_with_everything_that_came_with_it(tmp_path: Path) -> None:
    library, found = Library(tmp_path), _generation()
    library.add(found)
    picture = g.RemotePicture(raw_url="http://127.0.0.1/a.png", raw_width=8, raw_height=6)
    for event in (g.Sent(1.0), g.Accepted("t", "x"), g.Finished(2.0, picture, "99", ("upscale1", "odd one"))):
        found = advance(found, event)
        library.save(found)
    assert library.get(found.id) == found
    assert library.claimed() == {"t"}


def test_a_mask_is_kept_with_its_request_and_out_of_the_facts(tmp_path: Path) -> None:
    library, edit = Library(tmp_path), _generation(action="variation_region", image_id="1", mask=b"\xff\xd8 mask")
    library.add(edit)
    assert library.open_ones() == [edit]
    assert library.get(edit.id) == edit
    assert "mask" not in json.loads(record.to_json(edit))["request"]


def test_open_ones_are_those_to_which_something_is_still_to_come(tmp_path: Path) -> None:
    library = Library(tmp_path)
    for number, state in enumerate(State):
        found = _generation(at=float(number))
        library.add(found)
        with_state = Generation(id=found.id, origin=g.DEMO, request=found.request, created_at=number, state=state)
        library.save(with_state)
    assert [found.state for found in library.open_ones()] == [state for state in State if state.is_open]


def test_what_was_taken_back_leaves_nothing(tmp_path: Path) -> None:
    library, edit = Library(tmp_path), _generation(mask=b"m")
    library.add(edit)
    library.remove(edit.id)
    assert library.all() == []
    assert library.get(edit.id) is None


def test_former_prompts_come_newest_first_and_once(tmp_path: Path) -> None:
    library = Library(tmp_path)
    for at, prompt in enumerate(["a", "b", "a", "c"]):
        library.add(_generation(prompt, float(at)))
    library.add(_generation("not a first one", 9.0, action="variation_region"))
    assert library.prompts() == ["c", "a", "b"]


def test_a_picture_lies_by_month_with_its_facts_beside_and_its_bytes_unchanged(tmp_path: Path) -> None:
    library, data = Library(tmp_path), _png()
    found = _generation(mask=b"\xff\xd8")
    library.add(found)
    file = library.keep_picture(found, data, pictures.verify(data))
    stored = advance(advance(advance(found, g.Sent(1.0)), g.Finished(2.0, _remote(), "1")), g.Stored(file))
    library.keep_facts(stored)
    folder = tmp_path / "pictures" / "2026-11"
    assert sorted(path.name for path in folder.iterdir()) == [
        f"{found.id}{end}" for end in (".json", ".mask.jpg", ".png")
    ]
    assert library.path(file).read_bytes() == data
    facts = json.loads((folder / f"{found.id}.json").read_text(encoding="utf-8"))
    assert facts["mask"]["size"] == 2
    assert (facts["origin"], facts["file"]["sha256"], facts["file"]["width"]) == (g.DEMO, file.sha256, 8)


def _remote() -> g.RemotePicture:
    return g.RemotePicture(raw_url="http://127.0.0.1/a.png")


def test_a_row_can_be_rebuilt_from_the_facts_beside_a_picture(tmp_path: Path) -> None:
    library, data = Library(tmp_path), _png()
    found = _generation(mask=b"\xff\xd8")
    stored = advance(
        advance(advance(found, g.Sent(1.0)), g.Finished(2.0, _remote(), "1", ("upscale1",))),
        g.Stored(library.keep_picture(found, data, pictures.verify(data))),
    )
    library.keep_facts(stored)
    text = (tmp_path / "pictures" / "2026-11" / f"{found.id}.json").read_text(encoding="utf-8")
    assert record.from_json(text) == replace(stored, request=stored.request.without_mask())


def test_a_row_that_cannot_be_read_is_passed_over_and_all_others_are_shown(tmp_path: Path) -> None:
    library, good, bad = Library(tmp_path), _generation("good"), _generation("bad")
    library.add(good)
    library.add(bad)
    other = sqlite3.connect(tmp_path / "library.sqlite")
    other.execute("UPDATE generations SET facts = '{' WHERE id = ?", (bad.id,))
    other.commit()
    other.close()
    assert library.all() == [good]


def test_a_folder_that_cannot_be_written_is_said_and_leaves_no_half_file(tmp_path: Path) -> None:
    library, data = Library(tmp_path), _png()
    (tmp_path / "pictures").write_text("a file where the folder should be")
    with pytest.raises(LibraryError, match="cannot be written"):
        library.keep_picture(_generation(), data, pictures.verify(data))


def test_a_library_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    Library(tmp_path).close()
    newer = sqlite3.connect(tmp_path / "library.sqlite")
    newer.execute("PRAGMA user_version = 999")
    newer.close()
    with pytest.raises(LibraryError, match="Open it with that version"):
        Library(tmp_path)


def test_a_file_that_is_no_database_is_said(tmp_path: Path) -> None:
    (tmp_path / "library.sqlite").write_bytes(b"not a database at all" * 100)
    with pytest.raises(LibraryError, match="not a database"):
        Library(tmp_path)


def test_a_draft_is_there_again_until_it_is_forgotten(tmp_path: Path) -> None:
    library, found = Library(tmp_path), _generation()
    library.add(found)
    library.save_draft(found.id, b"one")
    library.save_draft(found.id, b"two", "a red boat")
    assert (library.draft(found.id), library.draft_words(found.id)) == (b"two", "a red boat")
    library.save_draft(found.id, None)
    assert library.draft(found.id) is None and not library.draft_words(found.id)


def test_the_layout_of_the_window_is_kept_and_an_unreadable_one_is_none(tmp_path: Path) -> None:
    layout.save(tmp_path, {"left": 304})
    assert layout.load(tmp_path) == {"left": 304}
    (tmp_path / "window.json").write_text("{")
    assert layout.load(tmp_path) == {}


_texts = st.none() | st.text(st.characters(), max_size=12) | st.just("half a pair \ud800")
_generations = st.builds(
    Generation,
    id=st.uuids().map(lambda u: u.hex), origin=st.sampled_from([g.DEMO, "https://api.acedata.cloud"]),
    request=st.builds(Imagine, prompt=_texts, action=st.text(min_size=1, max_size=9)),
    created_at=st.floats(0, 4e9), state=st.sampled_from(State), percent=st.integers(0, 100), task_id=_texts,
    actions=st.lists(st.text(max_size=6)).map(tuple), picture=st.none() | st.builds(g.RemotePicture),
    file=st.none() | st.builds(g.StoredPicture), failure=st.none() | st.builds(Failure),
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_generations)
def test_any_generation_survives_its_record(found: Generation) -> None:
    assert record.from_json(record.to_json(found)) == found


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"state": "odd"}', "null", '{"request": 3, "state": "sent"}'])
def test_a_record_that_cannot_be_read_is_said(text: str) -> None:
    with pytest.raises(LibraryError):
        record.from_json(text)
