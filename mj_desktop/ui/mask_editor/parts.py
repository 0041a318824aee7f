"""The editor's parts: made one by one, so that the window lives between what takes some milliseconds each."""

from collections.abc import Generator
from dataclasses import dataclass

from mj_desktop.ui.mask_editor.background import Background
from mj_desktop.ui.mask_editor.canvas import Canvas
from mj_desktop.ui.mask_editor.header import EditorHeader
from mj_desktop.ui.mask_editor.options import OptionsRow
from mj_desktop.ui.mask_editor.panel import RegionPanel
from mj_desktop.ui.mask_editor.tools import ToolColumn


@dataclass(frozen=True, slots=True)
class Parts:
    """Widgets without a parent yet."""

    tools: ToolColumn
    header: EditorHeader
    options: OptionsRow
    canvas: Canvas
    panel: RegionPanel


def making(background: Background) -> Generator[None, None, Parts]:
    """Makes a part at each step; its value is all of them."""
    tools = ToolColumn()
    yield
    options = OptionsRow()
    yield
    panel = RegionPanel()
    yield
    return Parts(tools, EditorHeader(), options, Canvas(background), panel)


def made(background: Background) -> Parts:
    """All parts at once."""
    steps = making(background)
    while True:
        try:
            next(steps)
        except StopIteration as done:
            parts = done.value
            assert isinstance(parts, Parts)
            return parts
