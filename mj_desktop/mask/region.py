"""A region edit: where a picture is to be repainted and with which words."""

from dataclasses import dataclass

from mj_desktop.mask.encoding import DEFAULT, Encoding
from mj_desktop.mask.pixels import Pixels


@dataclass(frozen=True, slots=True, eq=False)
class RegionEdit:
    """A region of the generation `parent` to be repainted; an empty prompt keeps the parent's.

    `mask` is uint8, height x width of the parent's raw picture, 255 = repaint; nobody changes it any more; it is sent
    as `how` says.
    """

    parent: str
    prompt: str
    mask: Pixels
    how: Encoding = DEFAULT


@dataclass(frozen=True, slots=True, eq=False)
class Draft:
    """A mask as it stands, for a generation, with the words for it: to be there again when its editor is opened.

    Nobody changes `mask`.

    Generations of one `parent` are siblings, whose masks may serve each other.
    """

    generation: str
    mask: Pixels
    parent: str | None = None
    prompt: str = ""
