"""The keys in tooltips: which parts of the window name a command's key, and how a changed key comes to stand there."""

import re

from PySide6.QtWidgets import QWidget

from mj_desktop.ui import keymap

_OF_STUDIO = {
    "asides_again": "asides:again", "asides_code": "asides:code", "asides_file": "asides:file",
    "batches": "batch:choose", "begin_describe_other": "describe_other", "begin_edit_outside": "edit_outside",
    "clip_open": "clip_open", "clip_save": "clip_save", "compare_shown": "compare", "compare-back": "compare:back",
    "compare-keep": "compare:keep", "copy-code": "code:copy", "fit": "fit", "fold_left": "fold_both",
    "fold_right": "fold_both", "library-lens": "search", "library-search": "search", "mend-all": "mend_all",
    "mend-batch": "mend", "more-parameters": "parameters", "open-about": "about", "open-batch": "batch",
    "open-costs": "costs", "open-lines": "batch:lines", "open-settings": "settings", "open-tasks": "tasks",
    "pause-batch": "batch:pause", "presets": "presets", "save-code": "code:save", "shortcuts": "shortcuts",
    "show_children": "made_of_it", "show_parent": "parent", "stop-batch": "batch:stop", "trash-empty": "empty_trash",
    "video_extend": "video_extend", "video_pause": "video_pause",
    **{f"compare-mode-{mode}": f"compare:{mode}" for mode in ("slider", "blink", "difference", "heat", "mask", "all")},
}  # fmt: skip
_OF_EDITOR = {
    "brush": "brush", "clear": "clear", "ellipse": "next_shape", "eraser": "eraser", "fit": "fit", "hand": "hand",
    "lasso": "lasso", "magnetic": "next_lasso", "overlay": "overlay", "polygon": "next_lasso", "rectangle": "shape",
    "redo": "redo", "subject": "next_wand", "undo": "undo", "wand": "wand",
}  # fmt: skip
_IN_PANEL = {
    "carry": "carry", "export": "export", "feather": "feather", "fill_holes": "fill_holes", "grow": "grow",
    "import": "import", "invert": "invert", "reuse": "reuse", "shrink": "shrink", "smooth": "smooth",
}  # fmt: skip
SHOWN = {
    **_OF_STUDIO,
    **{f"mask-{part}": f"mask:{command}" for part, command in _OF_EDITOR.items()},
    **{f"panel-{part}": f"mask:{command}" for part, command in _IN_PANEL.items()},
}
"""By a part's name, the command whose key ends its tooltip's first line."""
PAIRS = {
    "mask-size": ("[ and ]", "mask:smaller", "mask:larger"),
    "mask-size-field": ("[ and ]", "mask:smaller", "mask:larger"),
    "mask-hardness": ("Shift+[ and Shift+]", "mask:softer", "mask:harder"),
}
"""By a part's name, the two keys in its tooltip as they stand there at first, and their commands."""
_LAST = re.compile(r" \[([^\n]*)\]$")


def show_keys(window: QWidget) -> None:
    """Have the tooltips of a window's parts name the keys of now; for parts made later it is called again."""
    if not keymap.notifier().is_touched:
        return
    for part in window.findChildren(QWidget):
        name, tip = part.objectName(), part.toolTip()
        if tip and name in SHOWN:
            part.setToolTip(_named(tip, SHOWN[name]))
        elif tip and name in PAIRS:
            _name_pair(part, *PAIRS[name])


def _named(tip: str, command: str) -> str:
    """What stands behind the key in its bracket stays: [H, or hold Space]."""
    first, newline, rest = tip.partition("\n")
    found = _LAST.search(first)
    behind = found[1].partition(", ")[2] if found is not None else ""
    bracket = keymap.bracketed(command).replace("]", f", {behind}]", 1) if behind else keymap.bracketed(command)
    return _LAST.sub("", first) + bracket + newline + rest


def _name_pair(part: QWidget, begun: str, one: str, other: str) -> None:
    """What is said instead is remembered, to be found the next time."""
    said, tip = part.property("keys") or begun, part.toolTip()
    new = f"{keymap.shown(one) or '-'} and {keymap.shown(other) or '-'}"
    part.setToolTip(tip.replace(said if said in tip else begun, new, 1))
    part.setProperty("keys", new)
