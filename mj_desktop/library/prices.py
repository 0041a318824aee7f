"""The price file: `<profile>/prices.json`, what a person changed of the prices, written whole."""

import logging
from pathlib import Path

from mj_desktop.core import prices
from mj_desktop.core.prices import Prices
from mj_desktop.library import PRICES
from mj_desktop.library.store import refused, write_whole

log = logging.getLogger(__name__)


class PriceFile:
    """Reads and writes the prices of one profile."""

    def __init__(self, profile: Path) -> None:
        self.path = profile / PRICES

    def load(self) -> Prices:
        """The prices; the defaults where there is no file or it cannot be read."""
        try:
            return prices.read(self.path.read_bytes())
        except FileNotFoundError:
            return Prices()
        except (OSError, ValueError) as error:
            log.warning("%s cannot be read, the estimates are used: %s", self.path, error)
            return Prices()

    def save(self, kept: Prices) -> None:
        """Write them, on disk when this returns; raises LibraryError with a sentence."""
        try:
            write_whole(self.path, prices.written(kept))
        except OSError as error:
            raise refused(self.path, error) from error
