"""What is imported between the first paint and the session, and where: in a thread, or in the window's in slices.

Whatever makes classes of Qt is imported in the window's own thread. Qt asks each widget for its class also while the
interpreter is another thread's, and PySide's table of classes is not made for that: one start in a hundred ended in a
crash when a thread added to it.
"""

import importlib
import importlib.util
import os
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from PySide6 import QtWidgets

# Without Qt: a thread imports these, as some take the disk or the interpreter for tens of milliseconds at once.
APART = (
    "logging.handlers", "sqlite3", "ssl", "anyio._backends._asyncio", "anyio.streams.tls", "certifi", "httpx",
    "httpcore", "numpy.typing", "cv2", "mj_desktop.core.checks", "mj_desktop.core.presets", "mj_desktop.core.commands",
    "mj_desktop.core.command_search", "mj_desktop.core.keeping", "mj_desktop.core.ledger", "mj_desktop.core.messages",
    "mj_desktop.core.prices", "mj_desktop.core.settings", "mj_desktop.core.situation", "mj_desktop.jobs",
    "mj_desktop.api.fetch", "mj_desktop.mask.compose", "mj_desktop.mask.lossless", "mj_desktop.mask.patch",
    "mj_desktop.mask.region", "mj_desktop.mask.compared", "mj_desktop.mask.hints", "mj_desktop.mask.imported",
    "mj_desktop.mask.kit", "mj_desktop.mask.mask", "mj_desktop.mask.scissors", "mj_desktop.mask.sent",
    "mj_desktop.mask.shape", "mj_desktop.mask.subject", "mj_desktop.mask.fit", "mj_desktop.mask.morphology",
    "mj_desktop.core.comparison", "mj_desktop.core.viewport", "mj_desktop.core.asides", "mj_desktop.core.references",
    "mj_desktop.core.addressed", "mj_desktop.core.changelog", "mj_desktop.core.health", "mj_desktop.core.shelf",
    "mj_desktop.core.tasks", "mj_desktop.core.candidates", "mj_desktop.core.intentions", "mj_desktop.core.pauses",
    "mj_desktop.core.sheet", "mj_desktop.core.rebinding",
)  # fmt: skip

# What the window is furnished with, those first that others import.
FURNITURE = (
    "mj_desktop.ui.controls", "mj_desktop.core.parameters", "mj_desktop.core.tokens", "mj_desktop.core.prompt",
    "mj_desktop.core.order", "mj_desktop.ui.desk.fields", "mj_desktop.ui.desk.ratio", "mj_desktop.ui.desk.options",
    "mj_desktop.ui.viewer.header", "mj_desktop.ui.status_line", "mj_desktop.ui.banner", "mj_desktop.ui.strip.shell",
    "mj_desktop.ui.keymap", "mj_desktop.ui.window.furniture",
)  # fmt: skip

# The session, and what takes a while of what it imports.
SESSION = (
    "PySide6.QtNetwork", "qasync", "mj_desktop.bugs", "mj_desktop.pictures", "mj_desktop.library.library",
    "mj_desktop.fetching", "mj_desktop.searching", "mj_desktop.course", "mj_desktop.studio", "mj_desktop.connection",
    "mj_desktop.keeper", "mj_desktop.loader", "mj_desktop.engine", "mj_desktop.ui.desk.parameters",
    "mj_desktop.ui.desk.checker", "mj_desktop.updates", "mj_desktop.ui.notifier", "mj_desktop.ui.mask_editor.pointer",
    "mj_desktop.ui.mask_editor.scene", "mj_desktop.ui.mask_editor.hand", "mj_desktop.ui.mask_editor.canvas",
    "mj_desktop.ui.mask_editor.options", "mj_desktop.ui.mask_editor.header", "mj_desktop.ui.mask_editor.panel",
    "mj_desktop.ui.mask_editor.parts", "mj_desktop.ui.mask_editor.editor", "mj_desktop.ui.strip.cell",
    "mj_desktop.ui.strip.strip", "mj_desktop.ui.viewer.paint", "mj_desktop.ui.viewer.picture",
    "mj_desktop.ui.viewer.notice", "mj_desktop.ui.viewer.canvas", "mj_desktop.ui.viewer.viewer",
    "mj_desktop.ui.action_bar.bar", "mj_desktop.ui.window.library_acts", "mj_desktop.office", "mj_desktop.batches",
    "mj_desktop.costs", "mj_desktop.ui.window.cost_place", "mj_desktop.ui.window.office_place",
    "mj_desktop.keeping_program", "mj_desktop.office_program", "mj_desktop.ui.commands.palette",
    "mj_desktop.ui.commands.block", "mj_desktop.ui.commands.key_editor", "mj_desktop.ui.commands.keys_place",
    "mj_desktop.ui.commands.sheet", "mj_desktop.ui.commands.commands", "mj_desktop.ui.window.settings_place",
    "mj_desktop.ui.window.compare_place", "mj_desktop.ui.window.parts", "mj_desktop.painting", "mj_desktop.comparer",
    "mj_desktop.editing", "mj_desktop.clips", "mj_desktop.projector", "mj_desktop.outsider",
    "mj_desktop.ui.window.aside_place", "mj_desktop.ui.window.video_place", "mj_desktop.ui.window.address_overlay",
    "mj_desktop.ui.incoming", "mj_desktop.ui.window.ways_overlay", "mj_desktop.ui.window.source_place",
    "mj_desktop.uploader",
    "mj_desktop.ui.window.outside_place", "mj_desktop.ui.references.panel", "mj_desktop.ui.window.reference_place",
    "mj_desktop.api.uploads", "mj_desktop.references", "mj_desktop.further", "mj_desktop.tasks", "mj_desktop.receiving",
    "mj_desktop.program", "mj_desktop.session",
)  # fmt: skip

# What the interpreter would load while no other thread can run: most of 5 and of 15 ms.
_LARGE = {"numpy.typing": ("numpy", "_core/_multiarray_umath.*"), "cv2": ("cv2", "cv2.*")}

_SLICE = 0.002  # seconds


def import_apart() -> None:
    """Import what a thread may import, so that it hardly ever keeps the interpreter from the window's."""
    import ctypes  # 2 ms, which the first paint does without

    for name in APART:
        for file in large(name):  # called so, `dlopen` leaves the interpreter to other threads
            ctypes.CDLL(None).dlopen(os.fsencode(file), os.RTLD_NOW)
        importlib.import_module(name)


def large(name: str) -> list[Path]:
    """The libraries to be loaded ahead of the import of a module; none where Python's way of loading is another."""
    package, pattern = _LARGE.get(name, ("", ""))
    found = importlib.util.find_spec(package) if package and sys.platform != "win32" else None
    if found is None or found.origin is None:
        return []
    return [file for file in Path(found.origin).parent.glob(pattern) if file.suffix == ".so"]


def imported(names: Sequence[str]) -> Iterator[None]:
    """Import modules one after the other; a step takes some milliseconds."""
    begun = time.perf_counter()
    for name in names:
        importlib.import_module(name)
        if time.perf_counter() - begun > _SLICE:
            yield
            begun = time.perf_counter()


def widget_classes() -> Iterator[None]:
    """Have PySide make its widget classes, in steps.

    It makes each when it is first named; but the first widget that Qt hands out without Python knowing it has all of
    them made at once, which takes 30 ms.
    """
    begun = time.perf_counter()
    for name in dir(QtWidgets):
        getattr(QtWidgets, name)
        if time.perf_counter() - begun > _SLICE:
            yield
            begun = time.perf_counter()
