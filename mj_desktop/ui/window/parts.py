"""The parts that the window makes after its first paint: imported in slices before, see ahead.py."""

from mj_desktop.ui.action_bar.bar import ActionBar
from mj_desktop.ui.commands.commands import Commands
from mj_desktop.ui.strip.strip import LibraryStrip
from mj_desktop.ui.strip.trash import TrashPage
from mj_desktop.ui.viewer.viewer import Viewer
from mj_desktop.ui.window.compare_place import ComparePlace
from mj_desktop.ui.window.presets_place import PresetsPlace
from mj_desktop.ui.window.settings_place import SettingsPlace
from mj_desktop.ui.window.showing import Showing
from mj_desktop.ui.window.tasks_place import TasksPlace

__all__ = [
    "ActionBar", "Commands", "ComparePlace", "LibraryStrip", "PresetsPlace", "SettingsPlace", "Showing", "TasksPlace",
    "TrashPage",
    "Viewer",
]  # fmt: skip
