"""Addressed pictures: where the service finds a picture of the library, and why it may not find it any more."""

from mj_desktop.core.generation import DEMO, Generation

LIFE = 30 * 86400.0
"""Seconds for which the service keeps what it has drawn (contract 1.7)."""
NOWHERE = "The service knows no address of this picture."
EXPIRED = "Its address at the service has expired: it is kept for 30 days. Use its file instead."
ELSEWHERE = "It lies at another service, which {origin} cannot see."


def address(generation: Generation, tile: int | None = None) -> str:
    """The address of the picture, or of tile 1..4 where the service gave each its own; "" where there is none."""
    if tile is not None and len(generation.sub_images) >= tile:
        return generation.sub_images[tile - 1]
    return generation.picture.raw_url if generation.picture is not None and not generation.is_composite else ""


def problem(generation: Generation, now: float, origin: str = "") -> str:
    """Why `origin` ("": its own) cannot be shown the picture by its address now, in a sentence; "" when it can."""
    if not address(generation):
        return NOWHERE
    if generation.origin == DEMO:
        return "" if origin in ("", DEMO) else ELSEWHERE.format(origin=origin)
    return EXPIRED if now - (generation.finished_at or generation.created_at) > LIFE else ""
