"""A full disk and read-only folders, in a mount namespace, as root ignores modes."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests import bad_disk
from tests.engine import environment


def _may_mount() -> bool:
    unshare = shutil.which("unshare")
    return unshare is not None and subprocess.run([unshare, "-m", "true"], capture_output=True).returncode == 0


@pytest.mark.skipif(not _may_mount(), reason="needs `unshare -m`: Linux, and the right to make a mount namespace")
@pytest.mark.parametrize("name", bad_disk.SCENARIOS)
def test_a_disk_that_refuses_is_said_and_loses_nothing(name: str, tmp_path: Path) -> None:
    command = ["unshare", "-m", sys.executable, "-m", "tests.bad_disk", name, str(tmp_path)]
    checkout = str(Path(__file__).parent.parent)
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=60, cwd=checkout, env=environment(PYTHONPATH=checkout)
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
