"""What is committed stands on its own: a link would lead into one machine, and be shared by all who clone it."""

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def test_no_link_is_committed() -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("this tree was unpacked, not checked out: nothing says which files are tracked")
    listing = subprocess.run(["git", "ls-files", "--stage"], cwd=ROOT, capture_output=True, text=True, check=True)
    rows = listing.stdout.splitlines()
    assert len(rows) > 500  # else it is not this repository that was asked
    assert [row for row in rows if row.startswith("120000")] == []
