"""The library's search, trash, pages and the migration that brought them."""

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mj_desktop.core import generation as g
from mj_desktop.core.generation import Generation
from mj_desktop.core.request import Imagine
from mj_desktop.library.database import _MIGRATIONS, Database
from mj_desktop.library.library import Library


def _add(library: Library, prompt: str | None, at: float = 1.0, parent: str | None = None) -> Generation:
    made = g.new(g.DEMO, Imagine(prompt=prompt, action="generate" if parent is None else "upscale1"), at, parent)
    library.add(made)
    return made


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("light", "lighthouse cat"),
        ("LIGHT dusk", "lighthouse"),
        ("ca", "cat"),
        ("灯台", "cjk"),
        ("夕暮れの灯", "cjk"),
        ("100%", "signs"),
        ("_b", "signs"),
        ('say "', "signs"),
        ("nothing", ""),
        ("  ", "lighthouse cat cjk signs"),
    ],
)
def test_every_word_typed_has_to_stand_in_the_prompt(tmp_path: Path, typed: str, found: str) -> None:
    library = Library(tmp_path)
    prompts = {
        "lighthouse": "a Lighthouse at dusk",
        "cat": "a cat in moonlight",
        "cjk": "夕暮れの灯台",
        "signs": '100% a_b say "x"',
    }
    names = {_add(library, prompt).id: name for name, prompt in prompts.items()}
    assert {names[each] for each in library.search(typed)} == set(found.split())
    library.close()


def test_a_follow_up_without_words_is_found_by_its_parents(tmp_path: Path) -> None:
    library = Library(tmp_path)
    grid = _add(library, "a lighthouse")
    up = _add(library, None, 2.0, grid.id)
    again = _add(library, None, 3.0, up.id)
    other = _add(library, "made a desert of it", 4.0, again.id)
    assert library.search("lighthouse") == {grid.id, up.id, again.id}
    assert library.search("desert") == {other.id}
    assert library.children(grid.id) == [up]


def test_any_characters_are_safe(tmp_path_factory: pytest.TempPathFactory) -> None:
    library = Library(tmp_path_factory.mktemp("any"))
    _add(library, "a cat")

    @settings(max_examples=150)
    @given(st.text(st.characters(exclude_categories=()), max_size=30) | st.text('"*:^()-+ANDORTab%_\\', max_size=12))
    def search(typed: str) -> None:
        assert isinstance(library.search(typed), frozenset)

    search()
    assert len(library.all()) == 1


def test_the_index_keeps_step_with_the_rows(tmp_path: Path) -> None:
    library = Library(tmp_path)
    gone = _add(library, "a lighthouse")
    library.remove(gone.id)
    assert library.search("lighthouse") == frozenset()
    new = _add(library, "a volcano")  # takes the row's number
    assert library.search("lighthouse") == frozenset()
    assert library.search("volcano") == {new.id}


def test_what_lies_in_the_trash_is_in_no_list_and_comes_back(tmp_path: Path) -> None:
    library = Library(tmp_path)
    kept, gone = _add(library, "kept", 1.0), _add(library, "gone", 2.0)
    library.delete([gone.id], 5.0)
    assert library.all() == library.page() == library.open_ones() == library.from_origin(g.DEMO) == [kept]
    assert library.prompts() == ["kept"]
    assert library.trash() == [gone]
    assert library.ancestors_in_trash() == []
    assert library.restore([gone.id]) == [gone]
    assert library.trash() == []
    assert library.all() == [gone, kept]


def test_emptying_the_trash_removes_rows_and_files_and_orphans_may_be_tried_again(tmp_path: Path) -> None:
    library = Library(tmp_path)
    gone = _add(library, "gone")
    child = _add(library, "child", 2.0, gone.id)
    library.keep_facts(gone)
    assert [path.suffix for path in tmp_path.glob("pictures/*/*")] == [".json"]
    library.delete([gone.id], 5.0)
    assert library.ancestors_in_trash() == [gone]
    assert library.empty_trash() == 1
    assert library.trash() == []
    assert list(tmp_path.glob("pictures/*/*")) == []
    assert library.all() == [child]
    library.add(g.new(g.DEMO, child.request, 3.0, child.parent))
    assert len(library.all()) == 2


def test_pages_hold_everything_once(tmp_path: Path) -> None:
    library = Library(tmp_path)
    made = {_add(library, "x", float(number // 3)).id for number in range(25)}
    page = library.page(count=4)
    read = list(page)
    while page:
        page = library.page(page[-1], 4)
        read += page
    assert len(read) == 25
    assert {each.id for each in read} == made
    assert [each.created_at for each in read] == sorted((each.created_at for each in read), reverse=True)


def test_an_older_library_is_copied_before_it_is_changed_and_can_be_searched(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    old = sqlite3.connect(path)
    old.executescript(_MIGRATIONS[0])
    old.execute("PRAGMA user_version = 1")
    values = ("one", "demo", 1.0, "stored", "generate", "a lighthouse", "{}")
    columns = "id, origin, created_at, state, action, prompt, facts"
    old.execute(f"INSERT INTO generations ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?)", values)
    old.commit()
    old.close()
    library = Library(tmp_path)
    assert library.search("lighthouse") == {"one"}
    library.close()
    copy = sqlite3.connect(tmp_path / "library.sqlite.version-1")
    assert copy.execute("PRAGMA user_version").fetchone() == (1,)
    assert copy.execute("SELECT id FROM generations").fetchall() == [("one",)]
    copy.close()
    names = {each.name for each in tmp_path.iterdir()}
    Database(path).close()
    assert {each.name for each in tmp_path.iterdir()} == names
