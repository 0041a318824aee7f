"""Lineage by name: finds what a generation was made of where only the service's names for that are known."""

from urllib.parse import urlsplit

from mj_desktop.core.generation import Generation
from mj_desktop.core.request import OUTSIDE, Imagine

_FILES = (".png", ".jpg", ".jpeg", ".webp", ".gif", ".mp4")
_LOOPBACK = ("127.0.0.1", "localhost", "::1")


class Lineage:
    """Owns who bears which name, and who still seeks the bearer of one; all ids are generations'.

    Names are image ids, video ids and addresses of whole pictures and of tiles. Of several bearers the first counts.
    """

    def __init__(self) -> None:
        self._bearers: dict[str, str] = {}
        self._seekers: dict[str, list[str]] = {}
        self._met: list[tuple[str, str]] = []

    def parent(self, request: Imagine) -> str | None:
        """The generation that a request was made of, if it is known."""
        return self._bearers.get(_sought(request))

    def take(self, generation: Generation, seeks: bool) -> None:
        """Note its names and, where it has no parent and `seeks` one, what it was made of."""
        mine, sought = generation.id, _sought(generation.request)
        for name in _borne(generation) - {sought}:
            if self._bearers.setdefault(name, mine) == mine:
                self._met += [(child, mine) for child in self._seekers.pop(name, [])]
        if not seeks or not sought:
            return
        parent = self._bearers.get(sought)
        if parent is not None:
            self._met.append((mine, parent))
        else:
            self._seekers.setdefault(sought, []).append(mine)

    def met(self) -> list[tuple[str, str]]:
        """Those whose parent has become known since this was last asked, and that parent."""
        met, self._met = self._met, []
        return met


def _sought(request: Imagine) -> str:
    """The name by which a request calls what it is made of; "" for one that begins with words."""
    if request.action == OUTSIDE:
        return ""
    if request.image_id is not None:
        return f"image {request.image_id}"
    return f"video {request.video_id}" if request.video_id is not None else _place(request.image_url or "")


def _borne(generation: Generation) -> set[str]:
    """The names by which the service knows it; it knows no composite."""
    if generation.is_composite:
        return set()
    picture = generation.picture
    whole = (picture.raw_url, picture.thumb_url) if picture is not None else ()
    names = {_place(address) for address in (*whole, *generation.sub_images)}
    names |= {f"image {generation.image_id}", f"video {generation.video_id}"}
    return names - {"", "image None", "video None"}


def _place(address: str) -> str:
    """Which file an address means: what follows a file's name says how it is shown or until when, and the demo engine
    listens elsewhere at each start."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    host = parts.hostname if parts.hostname in _LOOPBACK else parts.netloc
    query = "" if parts.path.lower().endswith(_FILES) else parts.query
    return f"{host or ''}{parts.path}?{query}" if query else f"{host or ''}{parts.path}"
