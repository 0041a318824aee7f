"""How an engine behaves: the options of its command line."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Settings:
    """`pace`: seconds from submission to 100 %; `pixels`: raw edge of a square grid; `in_flight`: 0 is no limit.

    `keep`: how many bytes of finished tasks and pictures are kept.
    """

    pace: float = 6.0
    pixels: int = 2048
    seed: int | None = None
    in_flight: int = 5
    offers: tuple[str, ...] = ()
    keep: int = 2**31

    @property
    def edge(self) -> int:
        """The edge of a square tile."""
        return self.pixels // 2

    @property
    def most_of_a_video(self) -> int:
        """What the shorter side of a video has at most: where pictures are small, videos are drawn quickly, too."""
        return self.pixels * 3
