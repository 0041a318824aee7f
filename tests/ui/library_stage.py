"""A window with a little library, for tests of what is done with it."""

import pytest
from PySide6.QtGui import QAction

from mj_desktop.core.generation import Generation
from mj_desktop.ui.window.library_acts import LibraryActs
from mj_desktop.ui.window.window import Window
from tests.ui.conftest import Made


class Stage:
    """A window with four generations, and what was wished."""

    def __init__(self, window: Window, made: Made) -> None:
        self.window, self.strip = window, window.library
        self.acts = LibraryActs(window)
        self.wishes: list[object] = []
        self.acts.asked.connect(self.wishes.append)
        at = 1_700_000_000.0
        self.all = [
            made("d", created_at=at + 3, prompt="a volcano", origin="https://api.example.com"),
            made("c", created_at=at + 2, parent="b", action="upscale1", prompt=""),
            made("b", created_at=at + 1, prompt="a lighthouse"),
            made("a", created_at=at, prompt="a cat"),
        ]
        window.show_library(self.all)

    def shown(self) -> list[str]:
        model = self.strip.model
        entries = [model.entry(model.index(row)) for row in range(model.rowCount())]
        return [entry.id for entry in entries if isinstance(entry, Generation)]

    def menu(self, name: str, tile: int | None = None) -> dict[str, QAction]:
        return {action.text().partition("\t")[0]: action for action in self.acts.menu_of(name, tile).actions()}


@pytest.fixture
def stage(window: Window, made: Made) -> Stage:
    return Stage(window, made)
