"""Which tile is spoken of: the one the pointer came to, or the one a person chose by key or click."""


class TileChoice:
    """A chosen tile stands until the pointer comes to another tile, so that a resting mouse does not undo a key."""

    def __init__(self) -> None:
        self._pointed: int | None = None
        self._chosen: int | None = None

    @property
    def tile(self) -> int | None:
        """The tile that is spoken of now, 1 to 4, or None."""
        return self._chosen or self._pointed

    @property
    def chosen(self) -> int | None:
        """The tile chosen by key or click, or None."""
        return self._chosen

    def point(self, tile: int | None) -> None:
        """The pointer is over `tile`, or over none."""
        if tile is not None and tile not in (self._pointed, self._chosen):
            self._chosen = None
        self._pointed = tile

    def choose(self, tile: int) -> None:
        """A person chose `tile`."""
        self._chosen = tile

    def leave(self) -> bool:
        """Forget the choice; False when there was none."""
        had = self._chosen is not None
        self._chosen = self._pointed = None
        return had

    def clear(self) -> None:
        """Another picture: nothing is spoken of."""
        self._chosen = self._pointed = None
