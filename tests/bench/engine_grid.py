"""One drawing process: seconds of one core from prompt to encoded PNG for each kind of scene, and most memory."""

import resource
import sys
import tempfile
import time
from pathlib import Path

import cv2

from mj_desktop.demo import painting
from mj_desktop.demo.order import Order, files_folder, masks_folder
from tests.bench.processes import tell

SCENES = {
    "mountains": "misty mountains, four seasons",
    "sea": "sailing boats on the sea at noon, clouds",
    "lighthouse": "a lighthouse on a cliff at dusk, storm clearing",
    "city": "night city over a river, neon, light rain",
    "dunes": "endless dunes under two moons",
    "fjord": "aurora borealis over a fjord, snow mountains",
    "forest": "pine forest in fog, snowfall, lanterns",
    "volcano": "volcano at night, lightning storm",
    "hills": "hills in autumn, cottage, oak tree, flowers, balloons, birds, a cat, a person, a car, a castle",
    "blizzard": "snow mountains in a blizzard, storm, rain, lightning, fog, castle, ship, balloons",
    "marble city": "a marble city at dusk, bridge, dragon, rain",
    "seamless": "ice mountains in winter, castle, ship, whale, storm, rain, fog --tile",
}
_EDGE = 1024


def _seconds(folder: Path, text: str) -> float:
    words, _, tile = text.partition(" --")
    stem = "00000000-0000-0000-0000-000000000000"
    order = Order(folder, stem, "generate", 7, _EDGE, words, flags={"tile": ""} if tile else {})
    begun = time.process_time()
    painting.finish(order, painting.sketch(order).recipe)
    return time.process_time() - begun


def _megabytes() -> float:
    """The most that this process ever held; macOS counts in bytes."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / 2**20 if sys.platform == "darwin" else most / 2**10


def main() -> None:
    """Draw each scene once; the process is set up as the engine's own workers are."""
    cv2.setNumThreads(1)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for each in (files_folder(folder), masks_folder(folder)):
            each.mkdir()
        found = {case: _seconds(folder, text) for case, text in SCENES.items()}
    tell({**found, "megabytes": _megabytes()})


if __name__ == "__main__":
    main()
