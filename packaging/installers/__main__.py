"""Makes this system's installers, and starts what it made: `packaging/build` comes here."""

import importlib
import json
import os
import sys
import time
from datetime import UTC, datetime

from installers import freezing, places, trying

_SYSTEMS = {"linux": "linux", "win32": "windows", "darwin": "macos"}


def main() -> int:
    """Build for the system this runs on; returns the exit code."""
    begun = time.monotonic()
    os.umask(0o022)  # what is made must not depend on a person's own
    system = _SYSTEMS.get(sys.platform)
    if system is None:
        raise SystemExit(f"build: there is no installer for {sys.platform}")
    folder = freezing.freeze()
    _say(f"frozen: {places.size(folder) / 1e6:.0f} MB", begun)
    trying.try_program(folder)
    _say("its smoke passes, as the source's does", begun)
    for made in importlib.import_module(f"installers.{system}").installers(folder):
        _say(f"{made.name}: {made.stat().st_size / 1e6:.1f} MB", begun)
    _note()
    return 0


def _note() -> None:
    """Write down what was built and when, for whoever measures it later."""
    facts = {"at": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC", "commit": places.commit()}
    (places.BUILD / "built.json").write_text(json.dumps(facts), encoding="utf-8")


def _say(words: str, begun: float) -> None:
    print(f"build: {words} ({time.monotonic() - begun:.0f} s)", flush=True)


if __name__ == "__main__":
    sys.exit(main())
