"""A viewport: scale and offset between a picture's pixels and a widget's points."""

from dataclasses import dataclass

MIN_SCALE = 0.05
MAX_SCALE = 32.0


@dataclass(frozen=True, slots=True)
class Viewport:
    """`scale` is widget points per picture pixel; (`x`, `y`) is where the picture's top left corner lies, in points."""

    scale: float = 1.0
    x: float = 0.0
    y: float = 0.0

    def to_widget(self, px: float, py: float) -> tuple[float, float]:
        """Picture pixels to widget points."""
        return self.x + px * self.scale, self.y + py * self.scale

    def to_picture(self, wx: float, wy: float) -> tuple[float, float]:
        """Widget points to picture pixels."""
        return (wx - self.x) / self.scale, (wy - self.y) / self.scale

    def zoomed(self, factor: float, wx: float, wy: float, ratio: float = 1.0) -> "Viewport":
        """Zoomed by `factor` with the picture point under (wx, wy) standing still; between 5 % and 3200 %."""
        return self.scaled(self.scale * factor, wx, wy, ratio)

    def scaled(self, scale: float, wx: float, wy: float, ratio: float = 1.0) -> "Viewport":
        """At `scale`, with the picture point under (wx, wy) standing still; its limits count in device pixels, of
        which a point has `ratio`."""
        scale = min(MAX_SCALE / ratio, max(MIN_SCALE / ratio, scale))
        px, py = self.to_picture(wx, wy)
        return Viewport(scale, wx - px * scale, wy - py * scale)

    def panned(self, dx: float, dy: float) -> "Viewport":
        """Moved by widget points."""
        return Viewport(self.scale, self.x + dx, self.y + dy)

    def kept_inside(self, size: tuple[float, float], view: tuple[float, float]) -> "Viewport":
        """Moved so that a picture smaller than the view is centred and a larger one leaves no gap."""
        return Viewport(
            self.scale,
            _inside(self.x, size[0] * self.scale, view[0]),
            _inside(self.y, size[1] * self.scale, view[1]),
        )


def fitted(rect: tuple[float, float, float, float], view: tuple[float, float], margin: float = 0.0) -> Viewport:
    """The viewport that shows `rect` (x, y, width, height) of a picture centred in `view` (width, height)."""
    x, y, width, height = rect
    room = max(1.0, view[0] - 2 * margin), max(1.0, view[1] - 2 * margin)
    scale = min(room[0] / max(1e-9, width), room[1] / max(1e-9, height), MAX_SCALE)
    return Viewport(scale, view[0] / 2 - (x + width / 2) * scale, view[1] / 2 - (y + height / 2) * scale)


def _inside(offset: float, length: float, room: float) -> float:
    if length <= room:
        return (room - length) / 2
    return min(0.0, max(room - length, offset))
