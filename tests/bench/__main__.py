"""Runs one benchmark: `python -m tests.bench NAME [--json]`. The exit code is 1 when a row misses its limit.

A benchmark is a module here that has `rows() -> list[Row]`.
"""

import argparse
import importlib
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.bench import load
from tests.bench.row import Row


def names() -> list[str]:
    """The benchmarks there are."""
    found = Path(__file__).parent.glob("[!_]*.py")
    return sorted(file.stem for file in found if "\ndef rows()" in file.read_text(encoding="utf-8"))


def main(words: Sequence[str] | None = None) -> int:
    """Run the benchmark that is named and print its rows; returns the exit code."""
    options = argparse.ArgumentParser(prog="packaging/mj bench")
    options.add_argument("name", choices=names())
    options.add_argument("--json", action="store_true", help="print one JSON object as the last line")
    chosen = options.parse_args(words)
    print(load.words())
    rows: list[Row] = importlib.import_module(f"tests.bench.{chosen.name}").rows()
    for row in rows:
        print(row.line())
    print(load.words())
    ok = all(row.ok for row in rows)
    if chosen.json:
        print(json.dumps({"bench": chosen.name, "rows": [row.facts() for row in rows], "ok": ok}))
    return 0 if ok else 1


if __name__ == "__main__":
    sys.exit(main())
