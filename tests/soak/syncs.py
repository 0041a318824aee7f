"""One generation written down step by step, for strace to look at: `python -m tests.soak.syncs PROFILE`.

Before each step a line is written to standard error, so that the system calls between two lines are the step's.
"""

import os
import sys
from dataclasses import replace
from pathlib import Path

from PySide6.QtGui import QColor, QImage

from mj_desktop import pictures
from mj_desktop.core.generation import DEMO, Accepted, Sent, Stored, advance, new
from mj_desktop.core.request import Imagine
from mj_desktop.library.library import Library

STEPS = ("add", "sent", "accepted", "picture", "facts", "stored", "end")


def main() -> None:
    """Write it down."""
    library = Library(Path(sys.argv[1]))
    data = _png(Path(sys.argv[1]))
    begun = new(DEMO, Imagine(prompt="a cat"), 1_700_000_000.0)
    _step("add")
    library.add(begun)
    _step("sent")
    sent = advance(begun, Sent(1.0))
    library.save(sent)
    _step("accepted")
    library.save(advance(sent, Accepted("a-task")))
    _step("picture")
    file = library.keep_picture(begun, data, pictures.verify(data))
    _step("facts")
    stored = replace(advance(sent, Stored(file)), file=file)
    library.keep_facts(stored)
    _step("stored")
    library.save(stored)
    _step("end")


def _step(name: str) -> None:
    os.write(2, f"step {name}\n".encode())


def _png(folder: Path) -> bytes:
    image, path = QImage(16, 16, QImage.Format.Format_RGB32), folder / "one.png"
    image.fill(QColor(200, 100, 50))
    image.save(str(path))
    return path.read_bytes()


if __name__ == "__main__":
    main()
