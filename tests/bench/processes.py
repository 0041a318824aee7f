"""Measuring in processes of their own: each begins as a person's start does, and the median of three counts."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from statistics import median

TIMES = 3


def figures(module: str, *words: str, environment: Mapping[str, str] | None = None) -> dict[str, float]:
    """What `python -m tests.bench.<module> words` prints last: a JSON object of figures. Raises RuntimeError.

    `environment` adds to this process's own.
    """
    command = [sys.executable, "-m", f"tests.bench.{module}", *words]
    done = subprocess.run(
        command, stdout=subprocess.PIPE, text=True, check=False, env={**os.environ, **(environment or {})}
    )
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(command)} ended with {done.returncode}")
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def medians(module: str, *words: str, times: int = TIMES) -> dict[str, float]:
    """Each figure's median over `times` processes."""
    runs = [figures(module, *words) for _ in range(times)]
    return {name: median(run[name] for run in runs) for name in runs[0]}


def tell(found: dict[str, float]) -> None:
    """Print figures for the process that asked."""
    print(json.dumps(found))
