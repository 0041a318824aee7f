"""The account as the settings page shows it: where the token is kept, and what a test of it found."""

from dataclasses import dataclass
from enum import StrEnum

from mj_desktop.core.settings import SERVICE_ADDRESS

TOKEN = "ACEDATACLOUD_API_TOKEN"
ADDRESS = "ACEDATACLOUD_API_BASE_URL"


class Kept(StrEnum):
    """Where the token is."""

    NOWHERE = "nowhere"
    KEYRING = "keyring"
    FILE = "file"
    SESSION = "session"
    ENVIRONMENT = "environment"


class Finding(StrEnum):
    """What asking for an impossible task found."""

    GOOD = "good"
    REFUSED = "refused"
    OTHER_SERVICE = "other_service"
    TROUBLED = "troubled"
    UNREACHABLE = "unreachable"
    NOT_THE_SERVICE = "not_the_service"


@dataclass(frozen=True, slots=True)
class Account:
    """What there is to show; never a part of the token.

    `said` is a sentence beside the finding, `busy` is true while something is asked, `file` is where a token would be
    written after consent.
    """

    kept: Kept = Kept.NOWHERE
    address: str = SERVICE_ADDRESS
    fixed_address: bool = False
    finding: Finding | None = None
    said: str = ""
    busy: bool = False
    file: str = ""

    @property
    def is_connected(self) -> bool:
        """True while a token is there to be used."""
        return self.kept is not Kept.NOWHERE


def token_problem(token: str) -> str:
    """What is wrong with a pasted token, as a sentence that shows none of it; "" when it can be sent."""
    if not token:
        return "Paste the token first."
    right = token.isascii() and token.isprintable() and " " not in token
    return "" if right else "That is no token: it has spaces, line breaks or foreign letters in it. Copy it again."


@dataclass(frozen=True, slots=True)
class Offer:
    """A token that a person pasted, and the address it is for; its repr shows none of it."""

    token: str
    address: str

    def __repr__(self) -> str:
        """Without the token, so that no log can hold it."""
        return f"Offer({self.address})"
