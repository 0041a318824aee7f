"""Runs the soak: `python -m tests.soak [--generations N] [--json]`. The exit code is 1 when anything was lost."""

import argparse
import asyncio
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from mj_desktop.loop import Loop
from tests.soak import faults, kills, squeeze
from tests.soak.count import told

_KILLED = 240
"""How many generations are killed at each of their transitions, unless fewer are asked for in all."""


def squeezed(generations: int, folder: Path, seed: int) -> squeeze.Figures:
    """The figures of a squeezed day in a process of its own."""
    command = [sys.executable, "-m", "tests.soak.squeeze", str(generations), str(folder), str(seed)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(command)} ended with {done.returncode}")
    return squeeze.read(done.stdout.splitlines()[-1])


def main(words: Sequence[str] | None = None) -> int:
    """Run all three parts and print what came of them; returns the exit code."""
    options = argparse.ArgumentParser(prog="packaging/mj soak")
    options.add_argument("--generations", type=int, default=2000, metavar="N", help="in the long part (default: 2000)")
    options.add_argument("--seed", type=int, default=int(time.time()), help="of the random faults (default: the time)")
    options.add_argument("--json", action="store_true", help="print nothing but the last line")
    chosen = options.parse_args(words)
    say = _nothing if chosen.json else partial(print, flush=True)
    with tempfile.TemporaryDirectory(prefix="mj-soak-") as place:
        return _soaked(Path(place), chosen.generations, chosen.seed, say)


def _nothing(*words: object, sep: str = "") -> None:
    """Say nothing."""


def _soaked(place: Path, generations: int, seed: int, say: Callable[..., object]) -> int:
    say(f"Kill matrix: each of {min(_KILLED, generations)} generations is killed at each of its transitions.")
    killed = kills.matrix(min(_KILLED, generations), place / "kills")
    say(killed.table(), killed.count, "", sep="\n")
    say("Fault matrix: every fault, times every way of delivery, times an action of each group.")
    app = QCoreApplication.instance() or QCoreApplication(sys.argv[:1])
    with asyncio.Runner(loop_factory=lambda: Loop(app)) as runner:
        struck = runner.run(faults.matrix(place / "faults"))
    say(struck.table(), struck.count, "", sep="\n")
    say(f"A day squeezed: {generations} generations, faults and cuts by the seed {seed}.")
    day = squeezed(generations, place / "day", seed)
    say(asdict(day))
    ok = killed.ok and struck.ok and day.ok
    secrets = killed.secrets + struck.secrets + day.secrets
    count = killed.count + struck.count + day.count
    print(told(count, growth=day.growth, left=day.left, secrets=secrets, ok=ok))
    return 0 if ok else 1


if __name__ == "__main__":
    sys.exit(main())
