"""The editor's parts: made one by one, so that the window lives between what takes some milliseconds each."""

from collections.abc import Generator
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from mj_desktop.ui.mask_editor import tools
from mj_desktop.ui.mask_editor.header import EditorHeader
from mj_desktop.ui.mask_editor.options import OptionsRow
from mj_desktop.ui.mask_editor.panel import RegionPanel
from mj_desktop.ui.mask_editor.tools import ToolColumn


@dataclass(frozen=True, slots=True)
class Parts:
    """Widgets of one editor."""

    tools: ToolColumn
    header: EditorHeader
    options: OptionsRow
    panel: RegionPanel


def making(editor: QWidget) -> Generator[None, None, Parts]:
    """Makes some of them at each step; its value is all of them.

    Each has its place in the window before anything is put into it: whatever gets another parent is looked at by the
    style sheet anew, with all that is in it.
    """
    yield from tools.drawing()
    column, header = ToolColumn(editor), EditorHeader(editor)
    yield
    options = OptionsRow(editor)
    yield
    panel = RegionPanel(editor, whole=False)
    yield
    yield from panel.filling()
    return Parts(column, header, options, panel)
