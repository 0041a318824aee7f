"""The tour: opens every page of a window by its keys, and imports every module there is; a part of `smoke`.

What is imported only when somebody first asks for it is what a frozen program may lack.
"""

import importlib
import pkgutil
from collections.abc import Awaitable, Callable
from functools import partial
from importlib.metadata import entry_points

from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

import mj_desktop
from mj_desktop.core.commands import named
from mj_desktop.ui.window.window import Window

PAGES = {
    "describe": "answer_4", "video": "video-composer", "compare": "compare", "as_code": "code",
    "batch": "batch-prompts", "costs": "costs-summary", "tasks": "tasks", "settings": "settings",
    "about": "about-text", "trash": "trash", "presets": "presets", "palette": "palette", "shortcuts": "sheet",
}  # fmt: skip
"""Commands that open a page, and the name of what is seen when it is open."""

Until = Callable[[str, Callable[[], bool]], Awaitable[None]]
"""Waits until something, which is named, is so; raises TimeoutError."""


async def visit(window: Window, until: Until) -> list[str]:
    """Open and leave each of `PAGES` of a picture on view; the commands of those that were painted."""
    painted = []
    for command, name in PAGES.items():
        window.activateWindow()
        window.viewer.setFocus()
        await until("the picture has the focus", window.viewer.hasFocus)
        press(named(command).keys[0])
        await until(f"{command} opens {name}", partial(_is_open, window, name))
        if not window.grab().isNull():
            painted.append(command)
        press("Escape")
        await until(f"{name} is left", partial(_is_left, window))
    return painted


def press(keys: str) -> None:
    """Press keys, written as Qt writes them portably, where the keyboard's focus is."""
    focus = QApplication.focusWidget()
    assert focus is not None, f"nothing has the focus for {keys}"
    QTest.keySequence(focus, QKeySequence(keys))


def modules() -> list[str]:
    """Import every module of the package, and keyring's for every system; their names. Raises ImportError."""
    ours = [each.name for each in pkgutil.walk_packages(mj_desktop.__path__, f"{mj_desktop.__name__}.")]
    found = [name for name in ours if not name.endswith("__main__")]
    for name in found:
        importlib.import_module(name)
    keyrings = sorted(entry_points(group="keyring.backends"))
    return [*found, *(each.load().__name__ for each in keyrings)]


def _is_open(window: Window, name: str) -> bool:
    """Whether it is seen, and the keyboard's focus is where it is: a dialog takes that a little later."""
    focus = QApplication.focusWidget()
    return focus is not None and any(
        each.isVisible() and each.window() is focus.window() for each in window.findChildren(QWidget, name)
    )


def _is_left(window: Window) -> bool:
    return window.viewer.isVisible() and QApplication.activeModalWidget() is None and window.commands.overlay is None
