"""The artist: draws the demo engine's pictures, each a function of scene, view and resolution."""

from .edits import blend, preview
from .focus import Focus
from .painting import paint, repaint
from .scene import Scene, region_scene, tile_scenes
from .view import View

__all__ = ["Focus", "Scene", "View", "blend", "paint", "preview", "region_scene", "repaint", "tile_scenes"]
