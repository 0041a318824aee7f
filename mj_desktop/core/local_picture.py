"""Local pictures: files of this computer that the service is to be shown, by an address for each (contract 1.9)."""

from dataclasses import dataclass
from typing import NamedTuple

KINDS = ("png", "jpg", "jpeg", "webp", "gif", "bmp")
"""What files of pictures may be called at their end (contract 1.9)."""
LARGEST = 25 * 2**20
"""Bytes of a picture that the service takes (contract 1.7, 1.9)."""
LIFE = 7 * 86400.0
"""Seconds for which an uploaded file is kept (contract 1.9)."""


@dataclass(frozen=True, slots=True)
class LocalPicture:
    """A picture file, or tile 1..4 of a grid's; `of` is the generation whose it is, "" for one from elsewhere.

    It had the address `former`, where it may still lie.
    """

    name: str
    path: str
    tile: int | None = None
    of: str = ""
    former: str = ""

    def is_same(self, other: "LocalPicture | None") -> bool:
        """True for the same part of the same file, whatever it is called."""
        return other is not None and (self.path, self.tile) == (other.path, other.tile)


class Endpoint(NamedTuple):
    """Where files are uploaded, and the credential for that; both "" where nothing is set up."""

    address: str = ""
    credential: str = ""


def is_picture(name: str) -> bool:
    """True for a file that is called as a picture is."""
    return name.rpartition(".")[2].lower() in KINDS
