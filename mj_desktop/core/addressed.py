"""Addressed pictures: where the service finds a picture of the library, and why it may not find it any more."""

from mj_desktop.core.generation import DEMO, Generation

LIFE = 30 * 86400.0
"""Seconds for which the service keeps what it has drawn (contract 1.7)."""
NOWHERE = "The service knows no address of this picture."
EXPIRED = "Its address at the service has expired: it is kept for 30 days. Use its file instead."
ELSEWHERE = "It lies at another service, which {origin} cannot see."


def address(generation: Generation, tile: int | None = None) -> str:
    """The address of the picture, or of tile 1..4 where the service gave each its own; "" where there is none."""
    if tile is not None and generation.is_grid:
        return generation.sub_images[tile - 1] if len(generation.sub_images) >= tile else ""
    return generation.picture.raw_url if generation.picture is not None and not generation.is_composite else ""


def expires(generation: Generation) -> float:
    """When its address dies (seconds since the epoch); 0 for one that is kept, or nobody knows how long."""
    lives = generation.origin == DEMO or generation.is_outside
    return 0.0 if lives else (generation.finished_at or generation.created_at) + LIFE


def problem(generation: Generation, now: float, origin: str = "", tile: int | None = None) -> str:
    """Why `origin` ("": its own) cannot be shown it, or a tile, by its address now, in a sentence; "" when it can."""
    if not address(generation, tile):
        return NOWHERE
    if generation.origin == DEMO:
        return "" if origin in ("", DEMO) else ELSEWHERE.format(origin=origin)
    return EXPIRED if 0 < expires(generation) < now else ""
