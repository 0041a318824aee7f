"""Commands of pages of their own, rows of `core.commands`' table: on its page a key comes before the window's."""

from mj_desktop.core.picture_commands import Row
from mj_desktop.core.situation import Need

PAGES = "Batch, questions, code"
"""Their group."""

_ON_BATCH: tuple[Row, ...] = (
    ("batch:start", "Start the batch", ("Ctrl+Return",), "BATCH", PAGES, (Need.BATCH,), "sparkles", "send submit draw"),
    ("batch:pause", "Pause the batch, or resume it", ("Alt+P",), "BATCH", PAGES, (Need.BATCH_WAITS,), "pause",
     "stop halt go on"),
    ("batch:stop", "Cancel the rest of the batch", ("Ctrl+.",), "BATCH", PAGES, (Need.BATCH_WAITS,), "x", "stop"),
    ("batch:choose", "Choose a batch", ("Alt+V",), "BATCH", PAGES, (), "chevron-down", "former sheet list"),
    ("batch:lines", "Open a file of lines", ("Ctrl+O",), "BATCH", PAGES, (), "upload", "csv import load"),
)  # fmt: skip
_ON_QUESTIONS: tuple[Row, ...] = (
    ("asides:again", "Ask again", ("Ctrl+T",), "QUESTIONS", PAGES, (Need.ANSWERED,), "rotate-ccw", "try retry repeat"),
    ("asides:code", "Show the question as code", ("Ctrl+Shift+K",), "QUESTIONS", PAGES, (Need.QUESTION,), "code-xml",
     "api program curl"),
    ("asides:file", "Choose a file to describe", ("Ctrl+O",), "QUESTIONS", PAGES, (Need.DESCRIBES,), "image",
     "open picture"),
)  # fmt: skip
_ON_CODE: tuple[Row, ...] = (
    ("code:save", "Save the code as a file", ("Ctrl+S",), "CODE", PAGES, (), "download", "export"),
    ("code:copy", "Copy the code", ("Ctrl+Shift+C",), "CODE", PAGES, (), "copy", "clipboard"),
    ("code:next", "Next language", ("Alt+L",), "CODE", PAGES, (), "code-xml", "curl python httpx requests javascript"),
)  # fmt: skip
ROWS = (*_ON_BATCH, *_ON_QUESTIONS, *_ON_CODE)
