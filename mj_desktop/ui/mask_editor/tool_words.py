"""What tools are called, with their keys, icons and a sentence of what they do."""

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from mj_desktop.mask.kit import Tool

ICONS = {
    Tool.BRUSH: "brush", Tool.ERASER: "eraser", Tool.RECTANGLE: "square-dashed", Tool.ELLIPSE: "circle-dashed",
    Tool.LASSO: "lasso", Tool.POLYGON: "pentagon", Tool.MAGNETIC: "magnet", Tool.WAND: "wand-sparkles",
    Tool.SUBJECT: "square-dashed-mouse-pointer", Tool.HAND: "hand",
}  # fmt: skip

_NAMES = {
    Tool.BRUSH: QT_TRANSLATE_NOOP("MaskEditor", "Brush"),
    Tool.ERASER: QT_TRANSLATE_NOOP("MaskEditor", "Eraser"),
    Tool.RECTANGLE: QT_TRANSLATE_NOOP("MaskEditor", "Rectangle"),
    Tool.ELLIPSE: QT_TRANSLATE_NOOP("MaskEditor", "Ellipse"),
    Tool.LASSO: QT_TRANSLATE_NOOP("MaskEditor", "Lasso"),
    Tool.POLYGON: QT_TRANSLATE_NOOP("MaskEditor", "Polygon lasso"),
    Tool.MAGNETIC: QT_TRANSLATE_NOOP("MaskEditor", "Magnetic lasso"),
    Tool.WAND: QT_TRANSLATE_NOOP("MaskEditor", "Wand"),
    Tool.SUBJECT: QT_TRANSLATE_NOOP("MaskEditor", "Smart select"),
    Tool.HAND: QT_TRANSLATE_NOOP("MaskEditor", "Move the view"),
}
_KEYS = {
    Tool.BRUSH: "B", Tool.ERASER: "E", Tool.RECTANGLE: "M", Tool.ELLIPSE: "Shift+M", Tool.LASSO: "L",
    Tool.POLYGON: "Shift+L", Tool.MAGNETIC: "Shift+L", Tool.WAND: "W", Tool.SUBJECT: "Shift+W",
    Tool.HAND: "H, or hold Space",
}  # fmt: skip

_PAINT = QT_TRANSLATE_NOOP(
    "MaskEditor", "Paint what should change. Shift+right-drag sets the size, Shift+click draws a straight line."
)
_ERASE = QT_TRANSLATE_NOOP(
    "MaskEditor", "Take away what should stay. Shift+right-drag sets the size, Shift+click draws a straight line."
)
_DRAG = QT_TRANSLATE_NOOP(
    "MaskEditor", "Drag from corner to corner. Shift makes it even, Alt grows it from the middle. Begin with Shift to "
    "add, with Alt to subtract."
)  # fmt: skip
_SENTENCES = {
    Tool.BRUSH: _PAINT,
    Tool.ERASER: _ERASE,
    Tool.RECTANGLE: _DRAG,
    Tool.ELLIPSE: _DRAG,
    Tool.LASSO: QT_TRANSLATE_NOOP(
        "MaskEditor", "Draw round an area. Begin with Shift to add, with Alt or the right button to subtract."
    ),
    Tool.POLYGON: QT_TRANSLATE_NOOP(
        "MaskEditor", "Click corner by corner. Enter or a double click closes it, Backspace takes a corner back."
    ),
    Tool.MAGNETIC: QT_TRANSLATE_NOOP(
        "MaskEditor", "Click or draw along an edge, the line clings to it. Enter or a double click closes it."
    ),
    Tool.WAND: QT_TRANSLATE_NOOP(
        "MaskEditor", "Click a colour. Begin with Shift to add, with Alt or the right button to subtract."
    ),
    Tool.SUBJECT: QT_TRANSLATE_NOOP(
        "MaskEditor",
        "Drag a box round a subject. Then strokes include, with Alt or the right button exclude. "
        "Enter keeps it, Esc does not.",
    ),
    Tool.HAND: QT_TRANSLATE_NOOP("MaskEditor", "Drag to move the view. The wheel zooms."),
}


def name(tool: Tool) -> str:
    """What a tool is called."""
    return QCoreApplication.translate("MaskEditor", str(_NAMES[tool]))


def tip(tool: Tool) -> str:
    """Its name and key, for a tooltip."""
    return f"{name(tool)} [{_KEYS[tool]}]"


def sentence(tool: Tool) -> str:
    """What a person does with it, for the status line."""
    return QCoreApplication.translate("MaskEditor", str(_SENTENCES[tool]))
