"""The mask editor: paint where a picture is to be repainted, and say with which words."""

from mj_desktop.ui.mask_editor.editor import MaskEditor

__all__ = ["MaskEditor"]
