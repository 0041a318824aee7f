"""`paint`: one picture of a scene."""

from __future__ import annotations

import numpy as np

from .arrays import Bytes
from .canvas import Canvas
from .finish import finish, mark
from .places import PLACES
from .plan import plan_of
from .scene import Scene
from .staging import subjects
from .view import View
from .weather import weather


def paint(scene: Scene, view: View, width: int, height: int) -> Bytes:
    """The scene as seen through `view`: uint8 RGB (height, width, 3), the same bytes for the same arguments.

    ValueError where the size or the view is empty.
    """
    if width < 1 or height < 1 or not (view.width > 0 and view.height > 0):
        raise ValueError(f"a picture needs a size and a view: {width} x {height} of {view}")
    plan = plan_of(scene)
    canvas = Canvas(view.mirrored() if plan.mirrored else view, width, height)
    PLACES[plan.place](canvas, plan)
    subjects(canvas, plan)
    weather(canvas, plan)
    picture = finish(canvas, saturation=1.0 + 0.9 * min(plan.stylize, 1.0) ** 0.5 * 0.35)
    return mark(np.ascontiguousarray(picture[:, ::-1]) if plan.mirrored else picture)
