"""The command line: no subcommand opens the window, `serve` runs the demo engine, `smoke` tries everything once."""

import argparse
import multiprocessing
import sys
from collections.abc import Sequence
from pathlib import Path

import mj_desktop
from mj_desktop.demo import serve


def parser() -> argparse.ArgumentParser:
    """The arguments of `mj-desktop`; options of the program stand before the subcommand."""
    top = argparse.ArgumentParser(
        prog="mj-desktop", description="A desktop studio for the Midjourney API of Ace Data Cloud."
    )
    top.add_argument("--version", action="version", version=f"MJ Desktop {mj_desktop.__version__}")
    top.add_argument("--profile", type=Path, metavar="DIR", help="keep library, settings and demo pictures in DIR")
    commands = top.add_subparsers(dest="command", metavar="COMMAND")
    serve.add_arguments(commands.add_parser("serve", help="run the demo engine as a server of its own"))
    smoke = commands.add_parser("smoke", help="drive the real window once through everything and write down what came")
    smoke.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder for pictures and smoke.json")
    return top


def main(words: Sequence[str] | None = None) -> int:
    """Run the program; returns its exit code."""
    options = parser().parse_args(words)
    if options.command == "serve":
        return serve.run(options)
    if options.command == "smoke":
        import mj_desktop.smoke

        return mj_desktop.smoke.run(options.out, options.profile)
    import mj_desktop.app

    return mj_desktop.app.run(options.profile)


if __name__ == "__main__":
    multiprocessing.freeze_support()  # the demo engine's workers are spawned, in a frozen build too
    sys.exit(main())
