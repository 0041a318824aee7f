"""Moving pictures: a camera that goes through a still, whose near parts move more than its far ones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np

from .arrays import Bytes, Floats, floats, resample, smooth
from .finish import mark

RATE = 24  # frames a second
SHOT = 61  # frames of a shot, its first and its last included: two and a half seconds

# How much of the camera's way what is farthest moves, what is near moving with all of it: in a scene whose depths are
# known, and in any other picture, where things would lean. Less would tear what stands from what is behind it.
_FAR, _FAR_UNKNOWN = 0.68, 0.80
_LOOKS = 4  # how often a place is looked for: how far it has moved depends on what is there
_GRID = 4  # ways are worked out for every so many pixels, and read between them
_RIPPLES = ((23.0, 2, 0.0034), (41.0, 3, 0.0020))  # waves over the height, cycles in a shot, reach in heights


@dataclass(frozen=True)
class Camera:
    """Where the camera stands: moved by parts of the frame, and `zoom` times as near."""

    x: float = 0.0
    y: float = 0.0
    zoom: float = 1.0

    def between(self, other: Camera, share: float) -> Camera:
        """Part of the way to another."""
        zoom = self.zoom * (other.zoom / self.zoom) ** share
        return Camera(self.x + (other.x - self.x) * share, self.y + (other.y - self.y) * share, zoom)


@dataclass(frozen=True)
class Shot:
    """A way of the camera through a stage, by number; one that `returns` ends where it began.

    With `into` it turns meanwhile into another stage, and ends with that one's frame.
    """

    start: Camera
    end: Camera
    returns: bool = False
    stage: int = 0
    into: int | None = None

    def at(self, frame: int) -> Camera:
        """Where the camera stands in one of the shot's frames."""
        t = frame / (SHOT - 1)
        share = float(np.sin(np.pi * t) ** 2) if self.returns else _eased(t)
        return self.start.between(self.end, share)

    @property
    def last(self) -> tuple[int, Camera]:
        """On which stage and where the camera stands in the last frame."""
        if self.into is not None:
            return self.into, Camera()
        return self.stage, self.start if self.returns else self.end

    def to_json(self) -> list[Any]:
        """Plain lists and numbers; `from_json` reads them back."""
        ends = ([camera.x, camera.y, camera.zoom] for camera in (self.start, self.end))
        return [*ends, self.returns, self.stage, self.into]

    @staticmethod
    def from_json(data: list[Any]) -> Shot:
        """The shot that `to_json` wrote."""
        start, end, *rest = data
        return Shot(Camera(*start), Camera(*end), *rest)


@dataclass(frozen=True)
class Stage:
    """A still to move through: uint8 RGB, more of the scene than the frame where `room` is above 1.

    The frame is its middle, 1 / room of each side; `horizon` is its height in the frame, 0..1. `near` and `water`, of
    any size, tell how near each place of the still is and how much of it is open water, where that is known.
    """

    picture: Bytes
    room: float
    horizon: float
    near: Floats | None = None
    water: Floats | None = None

    def frame(self, camera: Camera, frame: int, width: int, height: int) -> Bytes:
        """What the camera sees in one frame of a shot, uint8 RGB (height, width, 3)."""
        rows, columns = max(2, height // _GRID), max(2, width // _GRID)
        v, u = floats(_centres(rows, height))[:, None], floats(_centres(columns, width))[None, :]
        x, y = floats(u + 0 * v), floats(v + 0 * u)
        for _ in range(_LOOKS):
            x, y = self._way(camera, u, v, self._share(x, y))
        if self.water is not None:
            push = _pushed(v, self.horizon, frame) * self._read(self.water, x, y)
            x, y = x + push * np.float32(0.6), y + push
        across, down = (_whole(floats(self._inside(plane)), width, height) for plane in (x, y))
        across = across * np.float32(self.picture.shape[1]) - np.float32(0.5)
        down = down * np.float32(self.picture.shape[0]) - np.float32(0.5)
        way = cv2.INTER_LINEAR
        return np.asarray(cv2.remap(self.picture, across, down, way, borderMode=cv2.BORDER_REFLECT_101), np.uint8)

    def _way(self, camera: Camera, u: Floats, v: Floats, share: Floats) -> tuple[Floats, Floats]:
        """Where the camera looks at places (u, v) of the frame that move with a share of its way."""
        near = 1 + (camera.zoom - 1) * share
        x = 0.5 + (u - 0.5) / near + camera.x * share
        y = self.horizon + (v - self.horizon) / near + camera.y * share
        return floats(x), floats(y)

    def _share(self, x: Floats, y: Floats) -> Floats:
        """How much of the camera's way places of the frame move."""
        if self.near is None:
            return floats(_FAR_UNKNOWN + (1 - _FAR_UNKNOWN) * smooth(y, self.horizon, 1.0))
        return floats(_FAR + (1 - _FAR) * self._read(self.near, x, y))

    def _inside(self, places: Floats) -> Floats:
        """Places of the frame as places of the still, 0..1."""
        return floats(0.5 + (places - 0.5) / np.float32(self.room))

    def _read(self, raster: Floats, x: Floats, y: Floats) -> Floats:
        columns = self._inside(x) * np.float32(raster.shape[1]) - np.float32(0.5)
        rows = self._inside(y) * np.float32(raster.shape[0]) - np.float32(0.5)
        return resample(raster, columns, rows)


def frames(stages: Sequence[Stage], shot: Shot, width: int, height: int) -> Iterator[Bytes]:
    """All frames of a shot, uint8 RGB (height, width, 3)."""
    for number in range(SHOT):
        seen = stages[shot.stage].frame(shot.at(number), number, width, height)
        if shot.into is not None:
            share = _eased((number / (SHOT - 1) - 0.3) / 0.7)
            arriving = Camera(0.0, 0.0, 1.16).between(Camera(), number / (SHOT - 1))
            other = stages[shot.into].frame(arriving, number, width, height)
            seen = np.asarray(cv2.addWeighted(seen, 1 - share, other, share, 0.0), np.uint8)
        yield mark(seen)


def _eased(share: float) -> float:
    """From 0 to 1, setting off and arriving gently."""
    t = min(max(share, 0.0), 1.0)
    return t * t * (3 - 2 * t)


def _centres(count: int, pixels: int) -> Floats:
    """Places 0..1 of the nodes of a grid: the first and the last pixel's centres are the first and the last node."""
    return floats(np.linspace(0.5 / pixels, 1 - 0.5 / pixels, count))


def _whole(grid: Floats, width: int, height: int) -> Floats:
    """A grid's values at every pixel."""
    columns = np.broadcast_to(np.linspace(0, grid.shape[1] - 1, width, dtype=np.float32)[None, :], (height, width))
    rows = np.broadcast_to(np.linspace(0, grid.shape[0] - 1, height, dtype=np.float32)[:, None], (height, width))
    return floats(cv2.remap(grid, floats(columns), floats(rows), cv2.INTER_LINEAR))


def _pushed(v: Floats, horizon: float, frame: int) -> Floats:
    """How far waves move what lies on the water, down and across: not at all in a shot's first frame and its last."""
    near = np.maximum(v - np.float32(horizon), 0) * np.float32(1 / max(1 - horizon, 0.05))
    push = np.zeros(v.shape, np.float32)
    for waves, cycles, reach in _RIPPLES:
        place = 2 * np.pi * waves * np.sqrt(near)
        push += np.float32(reach) * (np.sin(place + 2 * np.pi * cycles * frame / (SHOT - 1)) - np.sin(place))
    return floats(push * (np.float32(0.35) + near))


# -- ways

_WAYS = {
    "in": (0.0, 0.0, 1.24),
    "out": (0.0, 0.0, 0.80),
    "left": (-0.15, 0.0, 1.05),
    "right": (0.15, 0.0, 1.05),
    "up": (0.0, -0.15, 1.04),
    "down": (0.0, 0.13, 1.06),
}
_SAID = {
    "in": r"zoom(s|ing)? in|closer|towards?|push|approach|forward|fly(ing)? through|dolly in",
    "out": r"zoom(s|ing)? out|pull|away|wider|backwards?|reveal",
    "left": r"left",
    "right": r"right",
    "up": r"\bup\b|rise|rising|upwards?|climb|lift",
    "down": r"\bdown\b|descend|sink|lower|downwards?",
}
_USUAL = (("in", ""), ("right", "in"), ("left", "up"), ("out", ""))


def ways(words: str, start: Camera, room: float, seed: int) -> tuple[Camera, Camera, Camera, Camera]:
    """Four ends for a camera that begins at `start`: as the words say, each a little otherwise, or four of its own.

    They stay within a stage that has `room` times the frame.
    """
    lowered = words.casefold()
    said = tuple(name for name, pattern in _SAID.items() if re.search(pattern, lowered))
    turn = seed % 4
    plans = [said] * 4 if said else [_USUAL[(turn + k) % 4] for k in range(4)]
    strengths = (1.0, 0.7, 1.3, 0.85) if said else (1.0, 0.9, 1.1, 1.0)
    first, second, third, fourth = (
        _within(_moved(start, names, strength), room) for names, strength in zip(plans, strengths, strict=True)
    )
    return first, second, third, fourth


def _moved(start: Camera, names: tuple[str, ...], strength: float) -> Camera:
    x, y, zoom = start.x, start.y, start.zoom
    for dx, dy, factor in (_WAYS[name] for name in names if name):
        x, y, zoom = x + dx * strength, y + dy * strength, zoom * factor**strength
    return Camera(x, y, zoom)


def _within(camera: Camera, room: float) -> Camera:
    """The camera no farther off than the stage reaches; a stage of the frame's own size is entered before it turns."""
    least = max(0.75, 1.02 / room)
    zoom = float(np.clip(camera.zoom, least, 1.9))
    if room <= 1.01 and (camera.x or camera.y or zoom <= 1.02):
        zoom = max(zoom, 1.22)
    slack = max(0.0, (room - 1 / zoom) / 2 - 0.005)
    return Camera(float(np.clip(camera.x, -slack, slack)), float(np.clip(camera.y, -slack, slack)), zoom)
