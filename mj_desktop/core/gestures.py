"""Gestures: what hand and keys do together, as the sheet of shortcuts tells of it."""

from dataclasses import dataclass

from mj_desktop.core.commands import COMPARE, LIBRARY, MASK, PICTURE, PROMPT, WINDOW
from mj_desktop.core.page_commands import PAGES


@dataclass(frozen=True, slots=True)
class Gesture:
    """What hand and keys do together: the sheet tells of it, nothing can run it."""

    words: str
    keys: tuple[str, ...]
    group: str
    also: str = ""


GESTURES: tuple[Gesture, ...] = (
    Gesture("New line", ("Enter",), PROMPT),
    Gesture("Zoom at the pointer", ("Wheel",), PICTURE),
    Gesture("Move the picture", ("Space+drag", "Middle drag"), PICTURE, "pan hand"),
    Gesture("Move an enlarged single picture", ("Arrows",), PICTURE, "pan"),
    Gesture("Show the tile alone, or all again", ("Double-click",), PICTURE, "zoom"),
    Gesture("Step through the library", ("Arrows",), LIBRARY, "next former"),
    Gesture("First and last picture", ("Home", "End"), LIBRARY),
    Gesture("In the tasks: fetch the chosen one, or show it", ("Enter",), WINDOW, "recover"),
    Gesture("In the tasks: fetch all missing", ("Ctrl+Enter",), WINDOW, "recover"),
    Gesture("In the tasks: ask again", ("F5",), WINDOW, "refresh reload"),
    Gesture("Use the answer of that number", ("1 to 5",), PAGES, "describe shorten seed"),
    Gesture("Walk through the sheet", ("Arrows",), PAGES, "batch"),
    Gesture("In the sheet: show the picture", ("Enter",), PAGES, "batch"),
    Gesture("Show the picture before", ("Hold O",), COMPARE, "original"),
    Gesture("Move the divider", ("Drag",), COMPARE, "slider"),
    Gesture("Zoom at the pointer, in all at once", ("Wheel",), COMPARE),
    Gesture("Move the view", ("Space+drag", "Middle drag"), COMPARE, "pan hand"),
    Gesture("Move the view", ("Space+drag", "Middle drag"), MASK, "pan hand"),
    Gesture("Zoom at the pointer", ("Wheel", "Pinch"), MASK, "touchpad"),
    Gesture("Brush size", ("Shift+right drag", "Alt+Wheel"), MASK, "ctrl wheel settings"),
    Gesture("A tool for a while", ("Hold its key",), MASK, "spring temporary"),
    Gesture("Straight line", ("Shift+Click", "Shift+drag"), MASK),
    Gesture("Show the original", ("Hold O",), MASK, "compare peek"),
    Gesture("Move the ring, by pixels with Shift", ("Arrows",), MASK, "keyboard paint"),
    Gesture("Dab where the keys moved the ring", ("Space",), MASK, "keyboard paint"),
    Gesture("Add an area", ("Shift+drag",), MASK, "selection combine"),
    Gesture("Subtract an area", ("Right drag", "Alt+drag"), MASK, "selection combine exclude"),
    Gesture("Draw along an edge with the magnetic lasso", ("Drag",), MASK, "anchors"),
)
