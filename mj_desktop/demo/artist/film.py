"""Moving pictures: a camera that goes through a still, whose near parts move more than its far ones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np

from .arrays import Bytes, Floats, floats, smooth
from .finish import mark

RATE = 24  # frames a second
SHOT = 61  # frames of a shot, its first and its last included: two and a half seconds

# How much of the camera's way what is far away moves, what is near moving with all of it.
_FAR = 0.72
# Rows and columns of the grid on which ways are worked out; between them they are enlarged.
_GRID = 16
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

    The frame is its middle, 1 / room of each side; `horizon` is its height in the frame, 0..1, below which there is
    water or not.
    """

    picture: Bytes
    room: float
    horizon: float
    water: bool

    def frame(self, camera: Camera, frame: int, width: int, height: int) -> Bytes:
        """What the camera sees in one frame of a shot, uint8 RGB (height, width, 3)."""
        rows, columns = max(2, height // _GRID), max(2, width // _GRID)
        v, u = floats(_centres(rows, height))[:, None], floats(_centres(columns, width))[None, :]
        depth = _FAR + (1 - _FAR) * smooth(v, self.horizon, 1.0)
        near = 1 + (camera.zoom - 1) * depth
        x = 0.5 + (u - 0.5) / near + camera.x * depth
        y = self.horizon + (v - self.horizon) / near + camera.y * depth + 0 * u
        across, down = (_whole(floats(plane), width, height) for plane in (x, y))
        if self.water:
            _ripple(across, down, self.horizon, frame)
        wide, high = self.picture.shape[1], self.picture.shape[0]
        across = floats((0.5 + (across - 0.5) / self.room) * wide - 0.5)
        down = floats((0.5 + (down - 0.5) / self.room) * high - 0.5)
        way = cv2.INTER_LINEAR
        return np.asarray(cv2.remap(self.picture, across, down, way, borderMode=cv2.BORDER_REFLECT_101), np.uint8)


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


def _ripple(across: Floats, down: Floats, horizon: float, frame: int) -> None:
    """Move what lies on the water to and fro: not at all in a shot's first frame and in its last."""
    height = down.shape[0]
    v = (np.arange(height, dtype=np.float32) + 0.5) / height
    near = np.maximum(v - np.float32(horizon), 0) * np.float32(1 / max(1 - horizon, 0.05))
    push = np.zeros(height, np.float32)
    for waves, cycles, reach in _RIPPLES:
        phase = 2 * np.pi * (waves * np.sqrt(near) + cycles * frame / (SHOT - 1))
        push += np.float32(reach) * (np.sin(phase) - np.sin(2 * np.pi * waves * np.sqrt(near)))
    push *= smooth(near, 0.0, 0.08) * (np.float32(0.35) + near)
    down += push[:, None]
    across += push[:, None] * np.float32(0.6)


# -- ways

_WAYS = {
    "in": (0.0, 0.0, 1.24),
    "out": (0.0, 0.0, 0.80),
    "left": (-0.17, 0.0, 1.05),
    "right": (0.17, 0.0, 1.05),
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
