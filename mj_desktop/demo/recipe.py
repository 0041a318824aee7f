"""How a picture is made: for each tile a scene, what part of it is seen, and what was painted over it.

Only worker processes import this: the artist needs NumPy and OpenCV, which the server must not wait for.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from .artist import Scene, View
from .sizes import Size


@dataclass(frozen=True)
class Patch:
    """Something laid over a scene within the rectangle `view`.

    With a scene and a mask: repainted where the mask is white. With a scene alone: repainted everywhere but in `view`.
    With a file alone: that picture. `exact` says that it shows what the layers below it would show, so that it is used
    where it is fine enough. A scene's file is the grid that it was first seen in, as tile number `tile`, from 0.
    `given` says that a file is a picture from elsewhere, which no scene shows.
    """

    view: View
    scene: Scene | None = None
    mask: str = ""
    file: str = ""
    exact: bool = False
    tile: int = 0
    given: bool = False

    def to_json(self) -> dict[str, Any]:
        """The patch as JSON values."""
        scene = None if self.scene is None else self.scene.to_json()
        facts = {"mask": self.mask, "file": self.file, "exact": self.exact, "tile": self.tile, "given": self.given}
        return {"view": _numbers(self.view), "scene": scene, **facts}

    @staticmethod
    def from_json(facts: dict[str, Any]) -> Patch:
        """The patch that `to_json` wrote."""
        scene = None if facts["scene"] is None else Scene.from_json(facts["scene"])
        return Patch(**{**facts, "view": View(*facts["view"]), "scene": scene})


@dataclass(frozen=True)
class Tile:
    """One picture without neighbours: a scene, the part of it that is seen, and patches in the order they were laid."""

    scene: Scene
    view: View
    patches: tuple[Patch, ...] = ()

    def seen(self, view: View) -> Tile:
        """The same scene, another part of it."""
        return replace(self, view=view)

    def covered(self, patch: Patch) -> Tile:
        """With one more patch on top."""
        return replace(self, patches=(*self.patches, patch))

    def varied(self, vary: Callable[[Scene], Scene]) -> Tile:
        """Scene and patches each changed by `vary`; files show what no longer is and go, but for those given."""

        def other(patch: Patch) -> Patch:
            return patch if patch.scene is None else replace(patch, scene=vary(patch.scene), file="")

        patches = (other(patch) for patch in self.patches if patch.scene is not None or patch.given)
        return Tile(vary(self.scene), self.view, tuple(patches))

    def to_json(self) -> dict[str, Any]:
        """The tile as JSON values."""
        patches = [patch.to_json() for patch in self.patches]
        return {"scene": self.scene.to_json(), "view": _numbers(self.view), "patches": patches}

    @staticmethod
    def from_json(facts: dict[str, Any]) -> Tile:
        """The tile that `to_json` wrote."""
        patches = tuple(Patch.from_json(patch) for patch in facts["patches"])
        return Tile(Scene.from_json(facts["scene"]), View(*facts["view"]), patches)


@dataclass(frozen=True)
class Recipe:
    """A whole picture: one tile, or the four of a grid; `size` is that of a tile in pixels.

    `ratio` is the nominal one, so that sizes do not creep when they are worked out again. `base` is the size that a
    picture had before it was upscaled again.
    """

    tiles: tuple[Tile, ...]
    size: Size
    ratio: float
    base: Size | None = None

    @property
    def kind(self) -> str:
        """`grid` or `single`."""
        return "single" if len(self.tiles) == 1 else "grid"

    @property
    def whole(self) -> Size:
        """The picture's size in pixels."""
        return self.size if self.kind == "single" else self.size.times(2)

    @property
    def words(self) -> str:
        """What is to be seen in the first tile, what region edits brought included."""
        scenes = (self.tiles[0].scene, *(patch.scene for patch in self.tiles[0].patches if patch.scene is not None))
        regions = (region.words for scene in scenes for region in scene.regions)
        return ", ".join(dict.fromkeys(part for part in (scenes[0].prompt, *regions) if part))

    def to_json(self) -> dict[str, Any]:
        """The recipe as JSON values."""
        tiles = [tile.to_json() for tile in self.tiles]
        return {"tiles": tiles, "size": [*self.size], "ratio": self.ratio, "base": self.base and [*self.base]}

    @staticmethod
    def from_json(facts: dict[str, Any]) -> Recipe:
        """The recipe that `to_json` wrote."""
        tiles = tuple(Tile.from_json(tile) for tile in facts["tiles"])
        base = None if facts["base"] is None else Size(*facts["base"])
        return Recipe(tiles, Size(*facts["size"]), facts["ratio"], base)


def _numbers(view: View) -> list[float]:
    return [view.x, view.y, view.width, view.height]
