"""The library's check, and its rebuilding out of what lies beside the pictures."""

import hashlib
import json
import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage

from mj_desktop.core.errors import Failure, LibraryError
from mj_desktop.core.generation import DEMO, Generation, RemotePicture, State, new
from mj_desktop.core.health import Health
from mj_desktop.core.messages import Remedy
from mj_desktop.core.request import Imagine
from mj_desktop.library import DATABASE as NAME
from mj_desktop.library.database import mark_of
from mj_desktop.library.library import Library
from mj_desktop.library.opening import opened, renewed
from mj_desktop.pictures import verify


def _png(tmp_path: Path) -> bytes:
    image = QImage(16, 16, QImage.Format.Format_RGB32)
    image.fill(QColor(200, 100, 50))
    assert image.save(str(tmp_path / "one.png"))
    return (tmp_path / "one.png").read_bytes()


def stored(library: Library, data: bytes, number: int, mask: bytes | None = None) -> Generation:
    """A generation whose picture is in the library, with its facts beside it."""
    begun = new(DEMO, Imagine(prompt=f"cat {number}", mask=mask), 1_700_000_000.0 + number)
    library.add(begun)
    remote = RemotePicture(raw_url="http://127.0.0.1:1/a.png")
    kept = library.keep_picture(begun, data, verify(data))
    done = replace(begun, state=State.STORED, task_id=f"t{number}", picture=remote, file=kept, percent=100)
    library.save(done)
    library.keep_facts(done)
    return done


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    made = tmp_path / "profile"
    made.mkdir()
    return made


def test_a_whole_library_is_good(tmp_path: Path, profile: Path) -> None:
    library = Library(profile)
    for number in range(3):
        stored(library, _png(tmp_path), number)
    assert library.check(full=False) == Health(pictures=3)
    assert library.check(full=True) == Health(pictures=3, full=True)
    assert library.check(full=True).is_good
    library.close()


def test_what_is_missing_truncated_changed_orphaned_or_never_fetched_is_found(tmp_path: Path, profile: Path) -> None:
    library, data = Library(profile), _png(tmp_path)
    gone, cut, changed, fine = (stored(library, data, number) for number in range(4))
    paths = {each.id: library.path(each.file) for each in (gone, cut, changed, fine) if each.file is not None}
    paths[gone.id].unlink()
    paths[cut.id].write_bytes(data[: len(data) // 2])
    paths[changed.id].write_bytes(data[:-1] + b"\0")
    unfetched = replace(new(DEMO, Imagine(prompt="x"), 1.0), state=State.FINISHED, failure=Failure(code="bad_picture"))
    library.add(unfetched)
    stray = paths[fine.id].with_name("stray.png")
    stray.write_bytes(data)
    quick, full = library.check(full=False), library.check(full=True)
    assert (quick.missing, quick.damaged, quick.unfetched) == ((gone.id,), (cut.id,), (unfetched.id,))
    assert set(full.damaged) == {cut.id, changed.id}
    assert full.orphaned == quick.orphaned == (f"{stray.parent.name}/stray.png",)
    assert set(full.to_fetch) == {gone.id, cut.id, changed.id, unfetched.id}
    library.close()


def test_facts_and_masks_that_are_missing_damaged_or_not_its_own_are_found_and_written_again(
    tmp_path: Path, profile: Path
) -> None:
    library, data = Library(profile), _png(tmp_path)
    done = [stored(library, data, number, mask=b"a mask" if number > 3 else None) for number in range(7)]
    facts = [library.path(each.file).with_suffix(".json") for each in done if each.file is not None]
    assert library.check(full=True).is_good
    before = [(file.read_bytes(), [*file.parent.glob(f"{file.stem}.mask*")]) for file in facts]
    facts[0].unlink()
    facts[1].write_bytes(facts[1].read_bytes()[:40])
    facts[2].write_bytes(facts[3].read_bytes())
    facts[4].unlink()
    before[5][1][0].unlink()
    before[6][1][0].write_bytes(b"a mark")
    assert library.check(full=False).is_good  # a start does not read them all
    untold = library.check(full=True).untold
    assert set(untold) == {done[number].id for number in (0, 1, 2, 4, 5, 6)}
    for each in untold:
        library.renew_facts(each)
    assert library.check(full=True).is_good
    assert [(file.read_bytes(), [*file.parent.glob(f"{file.stem}.mask*")]) for file in facts] == before
    assert before[6][1][0].read_bytes() == b"a mask"
    library.close()


def test_a_clip_that_is_missing_cut_or_changed_has_its_video_fetched_again(tmp_path: Path, profile: Path) -> None:
    library = Library(profile)
    films = [stored(library, _png(tmp_path), number) for number in range(5)]
    for film in films:
        names = tuple(library.keep_clip(film, place, b"a clip") for place in (0, 1))
        known = () if film is films[4] else (f"6 {hashlib.sha256(b'a clip').hexdigest()}",) * 2
        library.save(replace(film, clip_files=names, clip_sums=known))
        library.renew_facts(film.id)
    assert library.check(full=True).is_good
    gone, cut, changed, _, older = (library.clip_paths(library.get(film.id) or film)[1] for film in films)
    gone.unlink()
    cut.write_bytes(b"a")
    changed.write_bytes(b"A clip")
    older.write_bytes(b"")  # one of which only the name is known
    quick, full = library.check(full=False), library.check(full=True)
    assert (quick.missing, set(quick.damaged)) == ((films[0].id,), {films[1].id, films[4].id})
    assert set(full.to_fetch) == {films[n].id for n in (0, 1, 2, 4)}
    library.close()


def test_pictures_without_a_row_come_back_by_the_facts_beside_them(tmp_path: Path, profile: Path) -> None:
    library = Library(profile)
    first, second = stored(library, _png(tmp_path), 1), stored(library, _png(tmp_path), 2, mask=b"a mask")
    library.remove(first.id)
    library.remove(second.id)
    assert len(library.check(full=False).orphaned) == 5
    assert library.rebuild() == 2
    assert library.check(full=True).is_good
    assert library.get(first.id) == first
    assert library.get(second.id) == second
    assert library.rebuild() == 0
    library.close()


@pytest.mark.parametrize("whole_until", [0, 100, 4096])
def test_a_damaged_database_is_set_aside_and_rebuilt_from_the_pictures(
    tmp_path: Path, profile: Path, whole_until: int
) -> None:
    library = Library(profile)
    kept = [stored(library, _png(tmp_path), number) for number in range(5)]
    library.close()
    file = profile / NAME
    whole = file.read_bytes()
    broken = whole[:whole_until] + b"\xff" * (len(whole) - whole_until)
    file.write_bytes(broken)
    with pytest.raises(LibraryError) as refused:
        Library(profile).page()
    assert refused.value.code == "library_damaged"
    rebuilt, aside, count = renewed(profile)
    assert (count, aside.read_bytes()) == (5, broken)
    assert rebuilt.all() == list(reversed(kept))
    assert rebuilt.check(full=True).is_good
    rebuilt.close()


def _overwrite(file: Path, *places: float) -> None:
    """Overwrite a page at each of these parts of a database."""
    whole = bytearray(file.read_bytes())
    for place in places:
        at = int(len(whole) * place) // 4096 * 4096
        whole[at : at + 4096] = b"\xff" * 4096
    file.write_bytes(whole)


def _filled(tmp_path: Path, profile: Path, state: State = State.WAITING) -> tuple[Generation, Generation]:
    """A library of 302, of which only the last has a picture, and lies in the trash; the other has mask and draft."""
    library = Library(profile)
    edit = new(DEMO, Imagine(prompt="a hat", action="variation_region", mask=b"a mask"), 0.0)
    library.add(edit)
    library.save_draft(edit.id, b"a draft", "a red hat")
    for number in range(300):
        library.add(replace(new(DEMO, Imagine(prompt=f"cat {number}"), float(number)), state=state))
    trashed = stored(library, _png(tmp_path), 300)
    library.delete([trashed.id], 5.0)
    library.close()
    return edit, trashed


def test_what_a_damaged_database_still_tells_is_kept_too(tmp_path: Path, profile: Path) -> None:
    """Pages in the middle are overwritten: what was open, and lies in no picture file, is read around them."""
    edit, trashed = _filled(tmp_path, profile)
    _overwrite(profile / NAME, 0.3, 0.7)
    rebuilt, _, count = renewed(profile)
    assert count > 290
    assert [each.id for each in rebuilt.trash()] == [trashed.id]
    assert (rebuilt.get(edit.id), rebuilt.draft(edit.id)) == (edit, b"a draft")
    assert rebuilt.draft_words(edit.id) == "a red hat"
    rebuilt.close()


def test_damage_that_a_start_does_not_meet_is_said_and_mended_at_the_next(tmp_path: Path, profile: Path) -> None:
    _filled(tmp_path, profile, State.FAILED)
    _overwrite(profile / NAME, 0.5)
    library, newest, said = opened(profile)
    assert (len(newest), said) == (60, None)
    with pytest.raises(LibraryError) as found:
        library.check(full=False)
    assert found.value.code == "library_damaged"
    library.close()
    library, _, said = opened(profile)
    assert said is not None and "set aside" in said.todo
    assert len(library.all()) > 290 and library.check(full=True).is_good
    library.close()
    library, _, said = opened(profile)
    assert said is None
    library.close()


def test_damage_among_what_is_open_is_mended_at_once(tmp_path: Path, profile: Path) -> None:
    _filled(tmp_path, profile)
    _overwrite(profile / NAME, 0.5)
    library, newest, said = opened(profile)
    assert (len(newest), said is not None and said.remedy) == (60, Remedy.TASKS)
    assert len(library.open_ones()) > 250
    library.close()


def test_a_rebuilding_that_was_killed_is_gone_on_with(tmp_path: Path, profile: Path) -> None:
    _filled(tmp_path, profile)
    _overwrite(profile / NAME, 0.5)
    work = "from mj_desktop.library.opening import opened; import sys, pathlib; opened(pathlib.Path(sys.argv[1]))"
    mark_of(profile / NAME).touch()
    with subprocess.Popen([sys.executable, "-c", work, str(profile)], cwd=Path(__file__).parents[2]) as process:
        limit = time.monotonic() + 60
        while not _rows(profile / NAME) and time.monotonic() < limit:
            time.sleep(0.001)
        process.kill()
    assert 0 < len(_rows(profile / NAME)) < 290
    library, _, said = opened(profile)
    assert said is not None
    assert len(library.all()) > 290
    assert len([*profile.glob("library-damaged-*.sqlite")]) == 1
    library.close()


def _rows(file: Path) -> list[object]:
    """The rows of a database that another process is rebuilding; none while the damaged one lies there."""
    with suppress(sqlite3.Error), closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
        if [*file.parent.glob("library-damaged-*.sqlite")]:
            return connection.execute("SELECT id FROM generations").fetchall()
    return []


def test_a_second_damaged_database_is_set_aside_beside_the_first(profile: Path) -> None:
    for _ in range(2):
        (profile / NAME).write_bytes(b"no database" * 100)
        renewed(profile)[0].close()
    assert len([*profile.glob("library-damaged-*.sqlite")]) == 2


def test_the_database_tells_what_is_wrong_with_it(profile: Path) -> None:
    library = Library(profile)
    for number in range(50):
        library.add(new(DEMO, Imagine(prompt=f"cat {number}"), float(number)))
    library.close()
    connection = sqlite3.connect(profile / NAME)
    connection.execute("PRAGMA writable_schema = ON")
    connection.execute("DELETE FROM sqlite_schema WHERE name = 'generations_by_time'")
    connection.commit()
    connection.close()
    library = Library(profile)
    assert "never used" in library.check(full=True).database
    assert not library.check(full=True).is_good
    library.close()


def test_what_was_left_half_written_goes_and_what_is_being_written_stays(tmp_path: Path, profile: Path) -> None:
    library = Library(profile)
    stored(library, _png(tmp_path), 1)
    (month,) = (profile / "pictures").iterdir()
    old, young = month / ".a.part", month / ".b.part"
    for part in (old, young):
        part.write_bytes(b"half")
    os.utime(old, (1.0, 1.0))
    assert library.check(full=True).is_good
    library.rebuild()
    assert (old.exists(), young.exists()) == (False, True)
    library.close()


def test_facts_that_cannot_be_read_bring_nothing_back(tmp_path: Path, profile: Path) -> None:
    library = Library(profile)
    done = stored(library, _png(tmp_path), 1)
    assert done.file is not None
    facts = library.path(done.file).with_suffix(".json")
    library.remove(done.id)
    for text in ("", "{", json.dumps({"id": "x"}), facts.read_text(encoding="utf-8")[:-40]):
        facts.write_text(text, encoding="utf-8")
        assert library.rebuild() == 0
    library.close()
