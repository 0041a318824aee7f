"""`paint`: one picture of a scene."""

from __future__ import annotations

from functools import partial

import numpy as np

from . import guests
from .arrays import Bytes
from .canvas import Canvas
from .edits import blend
from .finish import finish, mark
from .places import PLACES, WATERY
from .plan import Plan, plan_of
from .scene import Scene
from .staging import subjects
from .torus import Painted, wrapped
from .view import View
from .weather import weather


def paint(scene: Scene, view: View, width: int, height: int) -> Bytes:
    """The scene as seen through `view`: uint8 RGB (height, width, 3), the same bytes for the same arguments.

    ValueError where the size or the view is empty.
    """
    return _painted(scene, view, width, height)[0]


def repaint(parent: Bytes, scene: Scene, view: View, mask: Bytes) -> Bytes:
    """The parent, uint8 RGB of `view`, repainted after the scene of a region edit where the mask is 128 or more.

    ValueError where the sizes differ.
    """
    picture, cover = _painted(scene, view, parent.shape[1], parent.shape[0])
    return blend(parent, picture, mask, cover)


def lie_of(scene: Scene, view: View) -> tuple[float, bool]:
    """Where the horizon of a scene lies in a view, 0..1 from its top, and whether there is water below it."""
    plan = plan_of(scene)
    return (plan.horizon - view.y) / view.height, plan.place in WATERY


def _painted(scene: Scene, view: View, width: int, height: int) -> Painted:
    """The picture, and how much of each pixel the guests of its last region edit hide."""
    if width < 1 or height < 1 or not (view.width > 0 and view.height > 0):
        raise ValueError(f"a picture needs a size and a view: {width} x {height} of {view}")
    plan, torus = plan_of(scene), scene.manner.torus
    draw = partial(_drawn, plan)
    picture, cover = draw(view, width, height) if torus is None else wrapped(draw, torus, view, width, height)
    return mark(picture), cover


def _drawn(plan: Plan, view: View, width: int, height: int) -> Painted:
    """The same without the mark."""
    canvas = Canvas(view.mirrored() if plan.mirrored else view, width, height)
    PLACES[plan.place](canvas, plan)
    subjects(canvas, plan)
    guests.draw(canvas, plan)
    cover, canvas.cover = canvas.cover, None
    weather(canvas, plan)
    picture = finish(canvas, plan.strength)
    if plan.mirrored:
        picture, cover = np.ascontiguousarray(picture[:, ::-1]), None if cover is None else cover[:, ::-1]
    return picture, cover
