"""The artist: draws the demo engine's pictures, each a function of scene, view and resolution."""

from .edits import blend, preview
from .film import RATE, SHOT, Camera, Shot, Stage, frames, ways
from .finish import mark, unmarked
from .focus import Focus
from .manner import Manner, Reference
from .painting import lie_of, paint, repaint
from .scene import Scene, region_scene, tile_scenes
from .sight import Sight, see
from .view import View

__all__ = [
    "RATE",
    "SHOT",
    "Camera",
    "Focus",
    "Manner",
    "Reference",
    "Scene",
    "Shot",
    "Sight",
    "Stage",
    "View",
    "blend",
    "frames",
    "lie_of",
    "mark",
    "paint",
    "preview",
    "region_scene",
    "repaint",
    "see",
    "tile_scenes",
    "unmarked",
    "ways",
]
