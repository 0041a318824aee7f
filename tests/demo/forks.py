"""Run by a client's own Python: its program once for each line that is read, in a fork that need not import the rest.

Everything that is the program's own is imported in the fork, so that each run begins as the first one does.
"""

import importlib
import json
import os
import sys
from importlib.metadata import entry_points

for name in ("click", "httpx", "rich.progress", "rich.table"):
    importlib.import_module(name)  # what takes long


def run(name: str, words: list[str], surroundings: dict[str, str], out: str, err: str) -> None:
    """Be the program, with its output in two files."""
    os.environ.clear()
    os.environ.update(surroundings)
    for number, file, flags in ((0, os.devnull, os.O_RDONLY), (1, out, os.O_WRONLY), (2, err, os.O_WRONLY)):
        os.dup2(os.open(file, flags), number)
    sys.argv = [name, *words]
    (program,) = entry_points(group="console_scripts", name=name)
    sys.exit(program.load()())


for line in sys.stdin:
    child = os.fork()
    if not child:
        run(**json.loads(line))
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
