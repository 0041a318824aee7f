"""What the window is furnished with right after its first paint: imported in slices before, see ahead.py."""

from mj_desktop.ui.banner import Banner
from mj_desktop.ui.desk import options  # noqa: F401 for the desk
from mj_desktop.ui.status_line import StatusLine
from mj_desktop.ui.strip.shell import Shell
from mj_desktop.ui.viewer.first_run import FirstRun
from mj_desktop.ui.viewer.header import Header
from mj_desktop.ui.window.second_click import SecondClick

__all__ = ["Banner", "FirstRun", "Header", "SecondClick", "Shell", "StatusLine"]
