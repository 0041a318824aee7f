"""The pictures of a comparison as they are painted: each scaled once per zoom and kept."""

from PySide6.QtGui import QImage

from mj_desktop.mask.compared import Compared, Examined
from mj_desktop.mask.drift import Drift
from mj_desktop.mask.pixels import Pixels
from mj_desktop.ui.viewer.picture import ScaledPicture


class Sheets:
    """Owns a comparison's pictures, and what was found out about the candidate that is looked at."""

    def __init__(self, compared: Compared) -> None:
        self.compared = compared
        self.before = _sheet(compared.before)
        self.after = [_sheet(each) for each in compared.after]
        self.mask = None if compared.mask is None else _grey_sheet(compared.mask)
        self.difference: ScaledPicture | None = None
        self.heat: ScaledPicture | None = None
        self.drift: Drift | None = None
        self._examined: Examined | None = None

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of each picture in pixels."""
        height, width = self.compared.before.shape[:2]
        return float(width), float(height)

    def small(self) -> list[QImage]:
        """The candidates to be shown small."""
        return [_sheet(each).image for each in self.compared.small or self.compared.after]

    def examined(self, place: int) -> bool:
        """True when what is known is about the candidate at that place."""
        return self._examined is not None and self._examined.place == place

    def take(self, found: Examined) -> None:
        """Keep what was found out about a candidate, in place of what was known of another."""
        self._examined, self.drift = found, found.drift
        self.difference = _sheet(found.difference)
        self.heat = None if found.heat is None else _sheet(found.heat)


def _grey_sheet(pixels: Pixels) -> ScaledPicture:
    """The same of an array of one channel (height x width)."""
    height, width = pixels.shape
    return ScaledPicture(
        QImage(pixels.data, width, height, pixels.strides[0], QImage.Format.Format_Grayscale8), crisp=True
    )


def _sheet(pixels: Pixels) -> ScaledPicture:
    """On the very memory of an array (height x width x 4), which must be kept as long."""
    height, width = pixels.shape[:2]
    image = QImage(pixels.data, width, height, pixels.strides[0], QImage.Format.Format_ARGB32_Premultiplied)
    return ScaledPicture(image, crisp=True)
