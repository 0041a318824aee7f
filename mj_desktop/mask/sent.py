"""What is sent: a mask's bytes with what a person wants to know of them."""

from dataclasses import dataclass

from mj_desktop.core.errors import InputError
from mj_desktop.mask.encoding import DEFAULT, Encoding, Format, coverage, encode, outgoing
from mj_desktop.mask.lossless import to_png
from mj_desktop.mask.pixels import Pixels


@dataclass(frozen=True, slots=True)
class Sent:
    """A mask as it leaves: `data` in `format`, `width` x `height` pixels; `coverage` is the share that counts as
    painted, 0 to 1; `lossless` is a PNG of the same pixels before a JPEG changed them, to be kept."""

    data: bytes
    format: Format
    width: int
    height: int
    coverage: float
    lossless: bytes

    @property
    def size(self) -> int:
        """Bytes that go over the wire, before base64."""
        return len(self.data)


def send(mask: Pixels, how: Encoding = DEFAULT) -> Sent:
    """Encode a mask, in a thread; raises InputError for an empty one and for what `encode` refuses."""
    data = encode(mask, how)
    covered = coverage(mask)
    if not covered:
        raise InputError("The mask is empty: paint where the picture should change.")
    height, width = mask.shape
    lossless = data if how.format is Format.PNG else to_png(outgoing(mask, how))
    return Sent(data, how.format, width, height, covered, lossless)
