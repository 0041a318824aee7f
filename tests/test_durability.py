"""On disk when it says so: the journal's settings, and the syncs that the system was really asked for."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from mj_desktop.library.database import Database
from tests.engine import environment
from tests.soak.syncs import STEPS

_CALL = re.compile(r"^\d+\s+(fsync|fdatasync|write|rename\w*)\((.*)")


def test_each_transaction_is_synced_in_full(tmp_path: Path) -> None:
    database = Database(tmp_path / "library.sqlite")
    assert database.rows("PRAGMA synchronous") == [(2,)]
    assert database.rows("PRAGMA journal_mode") == [("wal",)]
    database.close()


def _calls(tmp_path: Path) -> dict[str, list[str]]:
    """The system calls of each step, in order: `sync` of a file named, or `rename`."""
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("strace is not here, so nobody counts the syncs")
    out, profile, checkout = tmp_path / "calls", tmp_path / "p", str(Path(__file__).parent.parent)
    profile.mkdir()
    trace = [strace, "-f", "-y", "-o", str(out), "-e", "trace=fsync,fdatasync,write,rename,renameat,renameat2"]
    done = subprocess.run(
        [*trace, sys.executable, "-m", "tests.soak.syncs", str(profile)],
        capture_output=True, text=True, timeout=60, cwd=checkout, env=environment(PYTHONPATH=checkout),
    )  # fmt: skip
    if done.returncode != 0 and "ptrace" in done.stderr.lower():
        pytest.skip(f"strace may not look at processes here: {done.stderr.strip()}")
    assert done.returncode == 0, done.stderr
    return _by_step(out.read_text(encoding="utf-8").splitlines())


def _by_step(lines: list[str]) -> dict[str, list[str]]:
    steps: dict[str, list[str]] = {step: [] for step in STEPS}
    now = None
    for line in lines:
        found = _CALL.match(line)
        if found is None:
            continue
        name, rest = found.groups()
        if name == "write":
            told = re.search(r'"step (\w+)\\n"', rest)
            now = told[1] if told else now
        elif now is not None:
            steps[now].append(f"{'sync' if name != 'rename' and 'sync' in name else 'rename'} {rest}")
    return steps


def test_a_transition_is_one_sync_of_the_journal_and_a_file_is_synced_named_and_its_folder_synced(
    tmp_path: Path,
) -> None:
    steps = _calls(tmp_path)
    for step in ("sent", "accepted", "stored"):
        assert len(steps[step]) == 1, steps
        assert steps[step][0].startswith("sync"), steps
        assert "library.sqlite-wal" in steps[step][0], steps
    assert any("library.sqlite-wal" in call for call in steps["add"]), steps
    for step in ("picture", "facts"):
        written = steps[step][-3:]
        assert [call.split()[0] for call in written] == ["sync", "rename", "sync"], steps
        assert ".part" in written[0], steps
        assert ".part" not in written[2], steps
    made = [call for call in steps["picture"][:-3] if call.startswith("sync")]
    assert ["pictures>" in call for call in made][-2:] == [False, True], steps  # the new folders are in synced ones
