"""The library is checked at a start and repaired by one button, with what the service still has."""

import asyncio
import sqlite3
import time
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from mj_desktop.core.generation import DEMO, State, Stored, advance, new
from mj_desktop.core.messages import Remedy, explain
from mj_desktop.core.outside import outside
from mj_desktop.core.pauses import Pauses
from mj_desktop.core.request import Imagine
from mj_desktop.doctor import Doctor
from mj_desktop.library import DATABASE
from mj_desktop.library.library import Library
from mj_desktop.pictures import verify
from mj_desktop.ui.strip.words import state_line
from mj_desktop.ui.viewer.notice_words import notice
from tests.conftest import Run
from tests.desk import Desk, desk
from tests.engine import Engine
from tests.waiting import until


async def _rest(doctor: Doctor) -> None:
    await asyncio.sleep(0.01)
    await until(lambda: not doctor.checkup.busy and doctor.checkup.health is not None)


def _broken(at: Desk, paths: list[Path]) -> None:
    paths[0].unlink()
    paths[1].write_bytes(paths[1].read_bytes()[:100])
    _alter(paths[2])


def _alter(path: Path) -> None:
    damaged = bytearray(path.read_bytes())
    damaged[200] ^= 1
    path.write_bytes(damaged)


def test_missing_truncated_and_changed_pictures_are_fetched_again_and_facts_that_cannot_be_read_rewritten(
    run: Run[Any], engine: Engine, tmp_path: Path
) -> None:
    async def work() -> None:
        async with desk(tmp_path, (DEMO, engine)) as at:
            drawn = [await at.draw(f"a cat {number}") for number in range(4)]
            paths = [at.library.path(each.file) for each in drawn if each.file is not None]
            whole = [path.read_bytes() for path in paths]
            doctor = Doctor(at.library, at.studio)
            doctor.said.connect(at.said.append)
            _broken(at, paths)
            facts = paths[3].with_suffix(".json")
            told = facts.read_bytes()
            facts.write_bytes(told[:50])
            doctor.check(full=False)
            await _rest(doctor)
            assert at.said[-1].remedy is Remedy.REPAIR
            assert doctor.checkup.health is not None
            assert set(doctor.checkup.health.to_fetch) == {drawn[0].id, drawn[1].id}
            doctor.repair()
            await _rest(doctor)
            assert doctor.checkup.health.is_good
            assert [path.read_bytes() for path in paths] == whole
            assert {each.state for each in at.library.all()} == {State.STORED}
            assert facts.read_bytes() == told
            said = at.said[-1].what.format(**at.said[-1].values)
            assert said == "Repaired. Fetched again: 3, taken back into the library: 0, facts rewritten: 1."

    run(work())


def test_what_was_found_is_looked_at_again_once_pictures_came_or_went(
    run: Run[Any], engine: Engine, tmp_path: Path
) -> None:
    async def work() -> None:
        async with desk(tmp_path, (DEMO, engine)) as at:
            await at.draw("a cat")
            doctor = Doctor(at.library, at.studio)
            at.studio.changed.connect(doctor.see)
            doctor.check()
            await _rest(doctor)
            doctor.look_again()
            assert not at.studio.jobs.runs("checkup")
            assert doctor.checkup.health is not None
            assert (doctor.checkup.health.full, doctor.checkup.health.pictures) == (True, 1)
            await at.draw("a dog")
            doctor.look_again()
            await until(lambda: doctor.checkup.health is not None and doctor.checkup.health.pictures == 2)
            assert not doctor.checkup.health.full

    run(work())


def test_what_only_a_full_check_sees_stays_found_until_the_next_or_until_its_picture_is_gone(
    run: Run[Any], engine: Engine, tmp_path: Path
) -> None:
    async def work() -> None:
        async with desk(tmp_path, (DEMO, engine)) as at:
            drawn = [await at.draw(f"a cat {number}") for number in range(3)]
            paths = [at.library.path(each.file) for each in drawn if each.file is not None]
            doctor = Doctor(at.library, at.studio)
            _alter(paths[0])
            for path in paths[1:]:
                path.with_suffix(".json").write_bytes(b"{")
            doctor.check()
            await _rest(doctor)
            assert doctor.checkup.health is not None
            assert doctor.checkup.health.by_content == tuple(each.id for each in drawn)
            at.library.delete([drawn[2].id], 1.0)
            at.library.empty_trash()
            doctor.note_change(None)
            doctor.look_again()
            await until(lambda: not at.studio.jobs.runs("checkup"))
            assert not doctor.checkup.health.full
            assert doctor.checkup.health.by_content == (drawn[0].id, drawn[1].id)

    run(work())


def test_what_has_no_row_comes_back_and_what_the_service_has_no_more_is_said(run: Run[Any], tmp_path: Path) -> None:
    async def work(engine: Engine) -> None:
        async with desk(tmp_path / "p", (DEMO, engine)) as at:
            first, second = await at.draw("a cat"), await at.draw("a dog")
            at.library.remove(first.id)
            assert second.file is not None
            at.library.path(second.file).unlink()
            engine.fault("picture-expired")
            doctor, back = Doctor(at.library, at.studio), list[Any]()
            doctor.said.connect(at.said.append)
            doctor.restored.connect(back.extend)
            doctor.repair()
            await _rest(doctor)
            assert back == [first]
            assert doctor.checkup.health is not None
            assert doctor.checkup.health.unfetched == (second.id,)
            assert "Still missing: 1." in at.said[-1].todo.format(**at.said[-1].values)
            kept = at.library.get(second.id)
            assert kept is not None
            assert (kept.state, kept.task_id) == (State.FINISHED, second.task_id)

    with Engine(pixels=64) as engine:
        run(work(engine))


def test_a_lost_file_of_ones_own_is_looked_for_once_and_said_to_be_gone(run: Run[Any], tmp_path: Path) -> None:
    async def work(engine: Engine) -> None:
        async with desk(tmp_path / "p", (DEMO, engine), pauses=Pauses(first=30.0)) as at:
            drawn, counts = await at.draw("a cat"), list[tuple[int, int]]()
            assert drawn.file is not None
            made = outside(DEMO, f"{engine.address}/uploads/gone.png", "fast", 1.0, "mine.png")
            data = at.library.path(drawn.file).read_bytes()
            mine = advance(made, Stored(at.library.keep_picture(made, data, verify(data))))
            at.library.keep_facts(mine)
            at.library.add(mine)
            assert mine.file is not None
            at.library.path(mine.file).unlink()
            at.studio.counted.connect(lambda *found: counts.append(found))
            doctor = Doctor(at.library, at.studio)
            doctor.repair()
            await _rest(doctor)
            left = at.library.get(mine.id)
            assert left is not None and left.failure is not None
            assert explain(left.failure).what == "This file of yours is gone"
            assert counts[0] == (1, 0) and counts[-1] == (0, 0)
            said = notice(left, 2.0)
            assert said is not None and said.title == "This file of yours is gone."
            assert "gone" in state_line(left, 2.0)[0]

    with Engine(pixels=64) as engine:
        run(work(engine))


def test_a_damaged_database_is_said_with_the_way_out_and_nothing_is_repaired_in_it(
    run: Run[Any], tmp_path: Path
) -> None:
    library = Library(tmp_path)
    for number in range(300):
        library.add(replace(new(DEMO, Imagine(prompt=f"a cat {number}"), float(number)), state=State.STORED))
    library.close()
    whole = bytearray((tmp_path / DATABASE).read_bytes())
    middle = len(whole) // 2 // 4096 * 4096
    whole[middle : middle + 4096] = b"\xff" * 4096
    (tmp_path / DATABASE).write_bytes(whole)

    async def work() -> None:
        async with desk(tmp_path) as at:
            doctor = Doctor(at.library, at.studio)
            doctor.said.connect(at.said.append)
            for ask in (partial(doctor.check, full=False), doctor.check, doctor.repair):
                ask()
                await _rest(doctor)
                assert doctor.checkup.health is not None and doctor.checkup.health.database
                said = at.said.pop()
                assert said.remedy is Remedy.RESTART and not at.said
            assert said.what.startswith("Nothing was repaired")

    run(work())


def test_a_whole_library_is_left_in_peace(run: Run[Any], engine: Engine, tmp_path: Path) -> None:
    async def work() -> None:
        async with desk(tmp_path, (DEMO, engine)) as at:
            await at.draw("a cat")
            doctor = Doctor(at.library, at.studio)
            doctor.said.connect(at.said.append)
            begun = time.monotonic()
            doctor.check(full=False)
            await _rest(doctor)
            assert time.monotonic() - begun < 5
            assert at.said == []

    run(work())


def test_damage_that_no_picture_lies_in_is_found_by_the_starts_quick_check(run: Run[Any], tmp_path: Path) -> None:
    library = Library(tmp_path)
    for number in range(300):
        library.add(new(DEMO, Imagine(prompt=f"a cat {number}"), float(number)))
    library.close()
    with closing(sqlite3.connect(tmp_path / DATABASE)) as raw:
        (page,) = raw.execute("SELECT rootpage FROM sqlite_master WHERE name = 'drafts'").fetchone()
    whole = bytearray((tmp_path / DATABASE).read_bytes())
    whole[(page - 1) * 4096 : page * 4096] = b"\xff" * 4096
    (tmp_path / DATABASE).write_bytes(whole)

    async def work() -> None:
        async with desk(tmp_path) as at:
            doctor = Doctor(at.library, at.studio)
            doctor.said.connect(at.said.append)
            assert len(at.library.all()) == 300
            doctor.check(full=False)
            await _rest(doctor)
            assert [each.remedy for each in at.said] == [Remedy.RESTART]

    run(work())
