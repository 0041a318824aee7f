"""The command line: no subcommand opens the window, `serve` runs the demo engine, `smoke` tries everything once."""

import argparse
import gc
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import mj_desktop
from mj_desktop import identity

if TYPE_CHECKING:
    from mj_desktop.ui.window.window import Window


def parser(words: Sequence[str]) -> argparse.ArgumentParser:
    """The arguments of `mj-desktop`; options of the program stand before the subcommand.

    What `serve` takes is only known where `words` may name it: a window opens without importing the engine.
    """
    top = argparse.ArgumentParser(prog=identity.COMMAND, description=f"{identity.SUMMARY}.")
    top.add_argument("--version", action="version", version=f"{identity.NAME} {mj_desktop.__version__}")
    top.add_argument("--profile", type=Path, metavar="DIR", help="keep library, settings and demo pictures in DIR")
    commands = top.add_subparsers(dest="command", metavar="COMMAND")
    engine = commands.add_parser("serve", help="run the demo engine as a server of its own")
    if "serve" in words:
        from mj_desktop.demo import serve

        serve.add_arguments(engine)
    smoke = commands.add_parser("smoke", help="drive the real window once through everything and write down what came")
    smoke.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder for pictures and smoke.json")
    return top


def main(words: Sequence[str] | None = None, watch: "Callable[[Window], None] | None" = None) -> int:
    """Run the program; returns its exit code. `watch` is handed the window before it is shown."""
    words = sys.argv[1:] if words is None else words
    options = parser(words).parse_args(words)
    if options.command == "serve":
        from mj_desktop.demo import serve

        return serve.run(options)
    if options.command == "smoke":
        import mj_desktop.smoke

        return mj_desktop.smoke.run(options.out, options.profile)
    gc.disable()  # what is imported stays; the event loop collects when it runs (loop.py)
    import mj_desktop.app

    return mj_desktop.app.run(options.profile, watch)


if __name__ == "__main__":
    if getattr(sys, "frozen", False):
        import multiprocessing

        multiprocessing.freeze_support()  # the demo engine's workers are spawned, in a frozen build too
    sys.exit(main())
