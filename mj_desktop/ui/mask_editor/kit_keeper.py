"""The kit keeper: owns the kit in hand and what areas do; says when either is another."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from mj_desktop.mask.area import Combining
from mj_desktop.mask.kit import Kit, Tool, fitting


class KitKeeper(QObject):
    """The first picture sets the brushes' sizes; from then on they stay as a person leaves them, over a restart too."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.kit = self._given = fitting(1024, 1024)
        self.how = Combining.ADD
        self._first = fitting(1024, 1024)
        self._has_begun = False

    def begin(self, width: int, height: int) -> None:
        """A picture of this size is opened."""
        self._first = fitting(width, height)
        if not self._has_begun:
            self.kit = self._given = self._first
            self._has_begun = True

    def state(self) -> dict[str, object]:
        """What a person set, for `restore`; nothing where all is as the first picture set it."""
        set_by_hand = (self.kit.brushes, self.kit.wand) != (self._given.brushes, self._given.wand)
        return self.kit.state() if set_by_hand else {}

    def restore(self, state: object) -> None:
        """Take over what `state` gave; what is missing or wrong stays as it is."""
        kit = self.kit.restored(state)
        if kit != self.kit:
            self._has_begun = True
            self._have(kit)

    def take(self, tool: Tool) -> None:
        """Take a tool in hand."""
        self._have(self.kit.taken(tool))

    def cycle(self, family: tuple[Tool, ...]) -> None:
        """Take the next tool of those that share a key."""
        self._have(self.kit.cycled(family))

    def swap(self) -> None:
        """Brush for eraser."""
        self._have(self.kit.swapped())

    def size(self, radius: float) -> None:
        """Another size."""
        self._have(self.kit.sized(radius))

    def reset_size(self) -> None:
        """The size that fits the picture."""
        self.size(self._first.brush.radius)

    def grow(self) -> None:
        """One step larger."""
        self._have(self.kit.larger())

    def shrink(self) -> None:
        """One step smaller."""
        self._have(self.kit.smaller())

    def step_size(self, steps: int) -> None:
        """So many steps larger, or smaller."""
        for _ in range(abs(steps)):
            (self.grow if steps > 0 else self.shrink)()

    def stiffen(self) -> None:
        """One step harder."""
        self._have(self.kit.harder())

    def soften(self) -> None:
        """One step softer."""
        self._have(self.kit.softer())

    def harden(self, hardness: float) -> None:
        """Another hardness, 0 to 1."""
        self._have(self.kit.hardened(hardness))

    def tolerate(self, tolerance: float) -> None:
        """Another tolerance of the wand."""
        self._have(self.kit.tolerating(tolerance))

    def join(self, contiguous: bool) -> None:
        """Whether the wand takes only what is joined to the pixel."""
        self._have(replace(self.kit, wand=replace(self.kit.wand, is_contiguous=contiguous)))

    def combine_by(self, how: Combining) -> None:
        """What areas do when no key says otherwise."""
        self.how = how
        self.changed.emit()

    def _have(self, kit: Kit) -> None:
        self.kit = kit
        self.changed.emit()
