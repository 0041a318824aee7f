"""Short forms of the soak; the long ones by `-m long`, and `packaging/mj soak`."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from mj_desktop.api.client import Receive
from mj_desktop.core.actions import VERBS, parse
from mj_desktop.core.errors import Failure
from mj_desktop.core.generation import DEMO, State, StoredPicture, new
from mj_desktop.core.request import EDIT, EXTEND, REGION, VIDEO, Imagine
from mj_desktop.demo.faults import TABLE
from tests.conftest import Run
from tests.engine import environment
from tests.soak import faults, kills
from tests.soak.__main__ import squeezed
from tests.soak.count import Count, counted
from tests.soak.worker import MOMENTS

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills processes by SIGKILL")


def test_killed_at_every_transition_nothing_is_lost_or_sent_twice(tmp_path: Path) -> None:
    found = kills.matrix(8, tmp_path)
    assert set(found.at) - {""} == set(MOMENTS)
    assert found.ok, found
    assert found.count.offered + found.count.stored == found.count.generations


# By the long form all of them, on every action, and posted to callback addresses, too.
_FEW = ("html", "drop-before-line", "failure-line", "picture-expired", "garbage-line")


def test_whatever_goes_wrong_each_ends_stored_or_failed_with_words(run: Run[Any], tmp_path: Path) -> None:
    found = run(faults.matrix(tmp_path, _FEW, ("generate",), tuple(Receive)))
    print(found.table())
    assert len(found.outcomes) == len(_FEW) * 3
    assert found.ok, found


def test_edits_videos_and_what_only_some_pictures_offer_go_on_after_a_stream_that_broke(
    run: Run[Any], tmp_path: Path
) -> None:
    found = run(faults.matrix(tmp_path, ("drop-after-percent",), (EDIT, VIDEO, "square"), (Receive.STREAM,)))
    assert [outcome.end for outcome in found.outcomes] == ["stored"] * 3
    assert found.ok, found


def test_with_faults_and_an_engine_that_is_killed_nothing_is_lost(tmp_path: Path) -> None:
    found = squeezed(30, tmp_path, seed=5)
    assert found.ok, found
    assert found.count.generations >= 30
    assert found.faults


@pytest.mark.long
def test_the_whole_soak_passes(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.soak", "--generations", "400", "--json"]
    done = subprocess.run(command, capture_output=True, text=True, env=environment(QT_QPA_PLATFORM="offscreen"))
    told = json.loads(done.stdout.splitlines()[-1])
    assert (done.returncode, told["lost"], told["double"], told["fds_left"], told["secrets"]) == (0, 0, 0, 0, 0), told


def _task(name: str, prompt: str, success: bool = True) -> dict[str, Any]:
    response = {"success": success, "progress": 100 if success else 0}
    return {"id": name, "request": {"prompt": prompt, "action": "generate"}, "response": response}


def _kept(prompt: str, state: State, task_id: str | None = None, code: str = "") -> Any:
    file = StoredPicture(name="a.png", width=1, height=1, size=1, sha256="0") if state is State.STORED else None
    found = new(DEMO, Imagine(prompt=prompt), 1.0)
    kept = {"state": state, "task_id": task_id, "file": file, "failure": Failure(code=code) if code else None}
    return type(found)(id=found.id, origin=DEMO, request=found.request, created_at=1.0, **kept)  # type: ignore[arg-type]


def test_the_count_sees_what_is_lost_and_what_was_sent_twice() -> None:
    here = [_kept("a", State.STORED, "1"), _kept("b", State.FAILED, None, "connection_lost"), _kept("c", State.WAITING)]
    assert counted(here, [_task("1", "a")]) == Count(generations=3, stored=1, offered=2)
    assert counted(here, [_task("1", "a"), _task("2", "a", success=False)]).double == 1
    assert counted(here, [_task("1", "a"), _task("2", "b")]).lost == 1
    assert counted(here, []).lost == 1
    assert counted([_kept("d", State.RUNNING, "4")], [_task("4", "d")]).lost == 1
    assert counted([_kept("d", State.FAILED, "4", "task_failed")], [_task("4", "d")]).lost == 1
    assert counted([_kept("d", State.FAILED, "4", "task_failed")], [_task("4", "d", success=False)]).failed == 1
    twins = [_kept("e", State.STORED, "5"), _kept("e", State.STORED, "5")]
    assert counted(twins, [_task("5", "e")]).double == 1


def test_every_fault_of_the_engine_and_every_action_group_is_in_the_matrix() -> None:
    assert faults.matrix.__defaults__ == (tuple(TABLE), faults.GROUPS, faults.WAYS)
    assert {parse(each).verb for each in faults.GROUPS} == {*VERBS, REGION, EDIT, VIDEO, EXTEND}
