"""`paint`: one picture of a scene."""

from __future__ import annotations

from functools import partial

import cv2
import numpy as np

from . import guests, materials
from .arrays import Bytes, Floats, blur, floats, smooth
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


def lie_of(scene: Scene, view: View, width: int, height: int) -> tuple[float, Floats, Floats]:
    """How a scene lies in a view, for a camera that goes through it.

    Where its horizon is, 0..1 from the top; how near each place of a raster is, 0 far..1 at the feet of who looks; how
    much of it is open water: both (height, width), 0..1.
    """
    plan = plan_of(scene)
    horizon = (plan.horizon - view.y) / view.height
    canvas = Canvas(view.mirrored() if plan.mirrored else view, width, height)
    canvas.track()
    _built(canvas, plan)
    standing = floats(np.zeros((height, width)) if canvas.standing is None else canvas.standing)
    standing = floats(standing[:, ::-1]) if plan.mirrored else standing
    below = smooth((np.arange(height) + 0.5) / height, horizon, min(horizon + 0.04, 1.0))[:, None]
    water = (1 - standing) * below * np.float32(plan.place in WATERY)
    return horizon, _nearness(standing, horizon, height), floats(water)


def _nearness(standing: Floats, horizon: float, height: int) -> Floats:
    """Ground comes nearer towards the viewer; what stands on it is as near as its foot, all the way up.

    With some room around it, so that a thing moves as a whole and only what lies behind it is drawn out.
    """
    plane = smooth((np.arange(height) + 0.5) / height, horizon, max(1.0, horizon + 0.1))
    near, foot = np.empty_like(standing), np.full(standing.shape[1], plane[-1], np.float32)
    for row in reversed(range(height)):
        foot = np.where(standing[row] > 0.5, foot, plane[row])
        near[row] = foot
    room = 2 * round(0.035 * height) + 1
    wide = cv2.dilate(near, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (room, room)))
    return blur(floats(wide), 0.036 * height)


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
    if plan.material:
        canvas.track()
    _built(canvas, plan)
    cover, canvas.cover = canvas.cover, None
    materials.apply(canvas, plan)
    canvas.standing = None
    weather(canvas, plan)
    picture = finish(canvas, plan.strength)
    if plan.mirrored:
        picture, cover = np.ascontiguousarray(picture[:, ::-1]), None if cover is None else cover[:, ::-1]
    return picture, cover


def _built(canvas: Canvas, plan: Plan) -> None:
    """Everything but the air in front and the finish."""
    PLACES[plan.place](canvas, plan)
    if plan.pointed and plan.material:
        canvas.settle()
    subjects(canvas, plan)
    guests.draw(canvas, plan)
