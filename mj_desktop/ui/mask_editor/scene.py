"""The scene: what a tool works on, and what it may ask of the canvas."""

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import Qt

from mj_desktop.core.viewport import Viewport
from mj_desktop.mask.area import Area, Combining
from mj_desktop.mask.kit import Kit
from mj_desktop.mask.mask import Mask
from mj_desktop.mask.pixels import Pixels
from mj_desktop.mask.rect import Rect
from mj_desktop.ui.mask_editor.background import Background
from mj_desktop.ui.mask_editor.sketch import Sketch

Point = tuple[float, float]
"""A point of the picture."""

Keys = Qt.KeyboardModifier
_ALT, _SHIFT = Keys.AltModifier, Keys.ShiftModifier


@dataclass(slots=True)
class Scene:
    """One mask and its picture with the kit in hand; tools call back when they changed or drew something."""

    mask: Mask
    picture: Pixels
    kit: Kit
    how: Combining
    viewport: Viewport
    background: Background
    changed: Callable[[Rect], None]
    """Part of the mask has changed."""
    rested: Callable[[], None]
    """A step is done."""
    drawn: Callable[[], None]
    """The sketch has changed."""
    busy: Callable[[bool], None] = field(default=lambda _: None)
    """A thread looks for something, or has found it."""
    missed: Callable[[], None] = field(default=lambda: None)
    """What was looked for was not found."""

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the mask."""
        return self.mask.rect.width, self.mask.rect.height

    def combining(self, keys: Keys) -> Combining:
        """What an area is to do: Shift adds, Alt subtracts, else as it is set."""
        if keys & _ALT:
            return Combining.SUBTRACT
        return Combining.ADD if keys & _SHIFT else self.how

    def combine(self, area: Area, how: Combining) -> None:
        """Combine an area with the mask as one step."""
        if area.is_empty:
            return
        self.changed(self.mask.combine(area, how))
        self.rested()


class Tool:
    """Something under way with a tool of areas, from its first press until it is done or cancelled."""

    def __init__(self, scene: Scene, keys: Keys) -> None:
        self.scene = scene
        self.how = scene.combining(keys)
        self.keys_then = keys
        self.sketch = Sketch()
        self.is_open = True

    def press(self, at: Point, keys: Keys, right: bool) -> None:
        """The pointer's button goes down."""

    def move(self, at: Point, keys: Keys, held: bool) -> None:
        """The pointer moves, its button held or not."""

    def release(self, at: Point, keys: Keys) -> None:
        """The button is let go."""

    def confirm(self) -> None:
        """Be done: Enter, or a double click."""

    def settle(self) -> str:
        """Be done, as something else is to happen; why that cannot be yet, in a sentence, and it goes on."""
        self.cancel()
        return ""

    def step_back(self) -> None:
        """Take back the last point; without any it is over."""

    def cancel(self) -> None:
        """Leave everything as it was."""
        self.finish()

    def finish(self) -> None:
        """Nothing is under way any more."""
        self.is_open = False
        self.scene.drawn()
