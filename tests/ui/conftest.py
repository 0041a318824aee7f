"""What the tests of widgets share: the dressed application, and generations to show."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtGui import QColor, QCursor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mj_desktop.core.generation import DEMO, Generation, RemotePicture, State, StoredPicture
from mj_desktop.core.keymap import UNCHANGED
from mj_desktop.core.request import Imagine
from mj_desktop.pictures import Kind, Loaded
from mj_desktop.ui import keymap, theme
from mj_desktop.ui.desk.desk import PromptDesk
from mj_desktop.ui.window.window import Window

GRID_ACTIONS = tuple(f"{verb}{tile}" for verb in ("upscale", "variation") for tile in (1, 2, 3, 4)) + ("reroll",)
SINGLE_ACTIONS = ("upscale_2x", "variation_subtle", "variation_strong", "zoom_out_2x", "pan_left", "pan_right")

Made = Callable[..., Generation]


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> Iterator[None]:
    """The theme, in dark unless a test changes it."""
    theme.apply(qapp)
    theme.set_scheme(theme.DARK)
    yield


@pytest.fixture(autouse=True)
def pointer(qapp: QApplication) -> Iterator[None]:
    """The pointer is put back where it was: the next test's window would be told of it."""
    before = QCursor.pos()
    yield
    if QCursor.pos() != before:
        QCursor.setPos(before)


@pytest.fixture(autouse=True)
def keys_of_the_table() -> Iterator[None]:
    """Keys that a test changed are those of the table again."""
    yield
    keys = keymap.notifier()
    if keys.is_touched:
        keys.take(UNCHANGED)
        keys.is_touched = False


@pytest.fixture
def window(qtbot: QtBot) -> Window:
    """A window with the keyboard's focus, and nothing in it."""
    made = Window()
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def desk(qtbot: QtBot) -> PromptDesk:
    """The prompt's panel alone, as wide as in the window, all its fields open, the prompt with the focus."""
    made = PromptDesk()
    qtbot.addWidget(made)
    made.resize(304, 728)
    made.show()
    made.options.open_more(True)
    made.focus_prompt()
    return made


@pytest.fixture
def made() -> Made:
    """Makes generations: `made("id", State.RUNNING, percent=35)`; stored ones have a file, a picture and actions."""
    return make


def make(
    name: str = "one",
    state: State = State.STORED,
    *,
    prompt: str = "a lighthouse on a basalt cliff --v 8.2",
    action: str = "generate",
    parent: str | None = None,
    percent: int = 0,
    size: int = 2048,
    origin: str = DEMO,
    created_at: float = 1_700_000_000.0,
    **fields: object,
) -> Generation:
    """A generation in `state` with everything that such a one has."""
    done = state in (State.FINISHED, State.STORED)
    facts: dict[str, object] = {
        "percent": 100 if done else percent,
        "image_id": f"image-{name}" if done else None,
        "actions": (GRID_ACTIONS if action in ("generate", "reroll") else SINGLE_ACTIONS) if done else (),
        "picture": RemotePicture(raw_url="", raw_width=size, raw_height=size) if done else None,
        "file": StoredPicture(name=f"{name}.png", width=size, height=size, size=1, sha256="")
        if state is State.STORED
        else None,
        "sent_at": None if state is State.WAITING else created_at,
    }
    request = Imagine(prompt=prompt, action=action, version="8.2")
    return Generation(
        id=name, origin=origin, request=request, created_at=created_at, parent=parent, state=state, **(facts | fields)  # type: ignore[arg-type]
    )  # fmt: skip


def picture(name: str, kind: Kind = Kind.RAW, edge: int = 64) -> Loaded:
    """A generation's picture, square and of one colour."""
    image = QImage(edge, edge, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor("#aa7766"))
    return Loaded(name, image, kind)
