"""The overlay: what the mask looks like over the picture."""

from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from mj_desktop.mask.pixels import Pixels, as_pixels

COLOURS = ((255, 45, 85), (0, 170, 255), (0, 200, 110), (255, 190, 0))
"""Red, green, blue of the colours offered; any other will do."""
MIN_OPACITY, MAX_OPACITY = 0.1, 0.9

# Two lines, one light and one dark, are seen on any ground; so far apart, in points.
_HATCH = 10


class Shown(StrEnum):
    """What is looked at: the picture under the overlay, the mask in black and white as it is sent, or the picture."""

    OVERLAY = "overlay"
    MASK = "mask"
    PICTURE = "picture"

    @property
    def following(self) -> "Shown":
        """What comes next when one key goes through them."""
        shown = list(Shown)
        return shown[(shown.index(self) + 1) % len(shown)]


@dataclass(frozen=True, slots=True)
class Overlay:
    """Its colour (red, green, blue), opacity 0.1 to 0.9, and whether it is hatched, for eyes that miss the colour."""

    colour: tuple[int, int, int] = COLOURS[0]
    opacity: float = 0.46
    is_hatched: bool = False

    def fading(self, opacity: float) -> "Overlay":
        """With another opacity, within bounds."""
        return replace(self, opacity=min(MAX_OPACITY, max(MIN_OPACITY, opacity)))

    def state(self) -> dict[str, object]:
        """All of it in values that JSON has, for `restored`."""
        return {"colour": list(self.colour), "opacity": self.opacity, "is_hatched": self.is_hatched}

    def restored(self, state: object) -> "Overlay":
        """What `state` gave; what is missing or wrong stays as it is here."""
        known = state if isinstance(state, dict) else {}
        colour = next((each for each in COLOURS if list(each) == known.get("colour")), self.colour)
        opacity, hatched = known.get("opacity"), known.get("is_hatched")
        faded = self.fading(opacity) if isinstance(opacity, float) else self
        return replace(faded, colour=colour, is_hatched=hatched if isinstance(hatched, bool) else self.is_hatched)

    def table(self) -> Pixels:
        """For each channel, blue first, what a value becomes under the overlay, for `cv2.LUT`."""
        values = np.arange(256, dtype=np.float64)
        channels = [values * (1 - self.opacity) + part * self.opacity for part in reversed(self.colour)]
        return as_pixels(np.stack([*channels, np.full(256, 255.0)], axis=1).round().astype(np.uint8)[None])


def hatch(width: int, height: int, line: int) -> tuple[Pixels, Pixels]:
    """Where the light and where the dark lines of a hatch run (height x width, 255 there), `line` pixels thick."""
    steps = np.add.outer(np.arange(height), np.arange(width)) // line % _HATCH
    light, dark = (np.where(steps == at, 255, 0).astype(np.uint8) for at in (0, 1))
    return as_pixels(light), as_pixels(dark)
