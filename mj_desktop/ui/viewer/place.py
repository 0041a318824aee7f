"""Where the picture lies in the viewer: its expected size, fit and zoom, its tiles. Numbers only, no widgets."""

from collections.abc import Sequence

from mj_desktop.core import prompt
from mj_desktop.core.generation import Generation, is_first
from mj_desktop.core.viewport import Viewport, fitted
from mj_desktop.pictures import tile_rect

MARGIN = 12.0
EXPECTED_EDGE = 2048.0
# A preview may be a pixel off by rounding; beyond this it tells the true proportion.
SAME_PROPORTION = 0.03

Box = tuple[float, float, float, float]
Size = tuple[float, float]

# How an action changes its parent's proportion (contract 4: pans are "wider or taller", half as much again).
_STRETCH = {"pan_left": 1.5, "pan_right": 1.5, "pan_up": 1 / 1.5, "pan_down": 1 / 1.5}


def known_size(generation: Generation) -> Size | None:
    """The raw picture's pixels where they are known: from the file, else from what the service names."""
    if generation.file is not None:
        return float(generation.file.width), float(generation.file.height)
    remote = generation.picture
    if remote is not None and remote.raw_width > 0 and remote.raw_height > 0:
        return float(remote.raw_width), float(remote.raw_height)
    return None


def proportion(generation: Generation, ancestors: Sequence[Generation] = ()) -> float:
    """Width through height that the picture has or will have; `ancestors` are nearest first."""
    size = known_size(generation)
    if size is not None:
        return size[0] / size[1]
    typed = prompt.ratio(generation.request.prompt or "")
    action = generation.request.action
    if typed is not None or is_first(generation) or not ancestors or action == "square":
        return prompt.proportion(typed)
    return proportion(ancestors[0], ancestors[1:]) * _STRETCH.get(action, 1.0)


def expected_size(generation: Generation, ancestors: Sequence[Generation] = ()) -> Size:
    """The picture's size, in pixels once it is known, until then of the right proportion."""
    ratio = proportion(generation, ancestors)
    unknown = (EXPECTED_EDGE, EXPECTED_EDGE / ratio) if ratio >= 1 else (EXPECTED_EDGE * ratio, EXPECTED_EDGE)
    return known_size(generation) or unknown


def corrected(size: Size, shown: Size) -> Size:
    """`size`, or when what is shown has another proportion, that proportion at the same height."""
    if abs(size[0] / size[1] * shown[1] / shown[0] - 1) <= SAME_PROPORTION:
        return size
    return size[1] * shown[0] / shown[1], size[1]


class Place:
    """Owns the viewport of one picture in one view: whatever changes, the picture stays in sight."""

    def __init__(self) -> None:
        self.size: Size = (EXPECTED_EDGE, EXPECTED_EDGE)
        self.view: Size = (1.0, 1.0)
        self.fitted = True
        self.viewport = Viewport()
        # Room beside the picture that a tile at its edge needs to stand in the middle.
        self._slack: Size = (0.0, 0.0)

    def resize(self, view: Size) -> None:
        """The view has another size (points): a fitted picture stays fitted, another keeps its middle."""
        dx, dy = (view[0] - self.view[0]) / 2, (view[1] - self.view[1]) / 2
        self.view = view
        self._settle(self.viewport.panned(dx, dy))

    def measure(self, size: Size) -> None:
        """The picture's size became known: its rectangle in the view stays where it is."""
        scale = self.viewport.scale * self.size[1] / size[1]
        self.size = size
        self._settle(Viewport(scale, self.viewport.x, self.viewport.y))

    def fit(self) -> None:
        """Show the whole picture."""
        self.fitted, self._slack = True, (0.0, 0.0)
        self._settle(self.viewport)

    def zoom(self, factor: float, x: float, y: float) -> None:
        """Zoom by `factor` with the point under (x, y) standing still."""
        self.scale_to(self.viewport.scale * factor, x, y)

    def scale_to(self, scale: float, x: float, y: float) -> None:
        """Zoom to `scale` points per pixel with the point under (x, y) standing still."""
        self.fitted, self._slack = False, (0.0, 0.0)
        self._settle(self.viewport.scaled(scale, x, y))

    def pan(self, dx: float, dy: float) -> None:
        """Move by points; a picture that is seen whole stays."""
        self._settle(self.viewport.panned(dx, dy))

    def show_tile(self, tile: int) -> None:
        """Show tile 1..4 as large as the view allows."""
        viewport, (_, _, width, height) = fitted(self._tile(tile), self.view, MARGIN), self._tile(tile)
        self._slack = (self.view[0] - width * viewport.scale) / 2, (self.view[1] - height * viewport.scale) / 2
        self.fitted = False
        self._settle(viewport)

    def step(self, former: int, tile: int) -> None:
        """Show of `tile` what is seen of the tile `former`, at the same scale."""
        before, after = self._tile(former), self._tile(tile)
        scale = self.viewport.scale
        self._settle(self.viewport.panned((before[0] - after[0]) * scale, (before[1] - after[1]) * scale))

    def box(self) -> Box:
        """The picture's rectangle in the view, in points."""
        return self._box((0.0, 0.0, *self.size))

    def tile_box(self, tile: int) -> Box:
        """The rectangle of tile 1..4 in the view, in points."""
        return self._box(self._tile(tile))

    def tile_at(self, x: float, y: float) -> int | None:
        """The tile under a point of the view, None beside the picture."""
        px, py = self.viewport.to_picture(x, y)
        if not (0 <= px < self.size[0] and 0 <= py < self.size[1]):
            return None
        return 1 + (px >= self.size[0] / 2) + 2 * (py >= self.size[1] / 2)

    def _tile(self, tile: int) -> Box:
        return tile_rect(int(self.size[0]), int(self.size[1]), tile)

    def _box(self, rect: Box) -> Box:
        x, y = self.viewport.to_widget(rect[0], rect[1])
        return x, y, rect[2] * self.viewport.scale, rect[3] * self.viewport.scale

    def _settle(self, viewport: Viewport) -> None:
        if self.fitted:
            self.viewport = fitted((0.0, 0.0, *self.size), self.view, MARGIN)
        else:
            dx, dy = self._slack
            room = self.view[0] - 2 * dx, self.view[1] - 2 * dy
            self.viewport = viewport.panned(-dx, -dy).kept_inside(self.size, room).panned(dx, dy)
