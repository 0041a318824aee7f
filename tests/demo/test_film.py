"""A camera that goes through a still."""

from __future__ import annotations

import json

import numpy as np
import numpy.typing as npt
import pytest

from mj_desktop.demo.artist import SHOT, Camera, Shot, Stage, View, frames, lie_of, paint, tile_scenes, ways

Bytes = npt.NDArray[np.uint8]

SQUARE = View(0, 0, 1, 1)
ROOM = 1.5


@pytest.fixture(scope="module")
def stage() -> Stage:
    """A lighthouse with what lies around it; its frame has 96 pixels."""
    scene, view = tile_scenes("a lighthouse on a cliff at dusk", 3)[0], SQUARE.zoomed_out(ROOM)
    horizon, near, water = lie_of(scene, view, 72, 72)
    return Stage(paint(scene, view, 144, 144), ROOM, 0.5 + (horizon - 0.5) * ROOM, near, water)


def apart(first: Bytes, second: Bytes) -> float:
    return float(np.abs(first.astype(np.float32) - second.astype(np.float32)).mean())


def test_a_camera_at_rest_sees_the_still(stage: Stage) -> None:
    seen = stage.frame(Camera(), 0, 96, 96)
    assert apart(seen, stage.picture[24:120, 24:120]) < 1.5


def test_water_moves_and_rock_does_not(stage: Stage) -> None:
    first, later = stage.frame(Camera(), 0, 96, 96), stage.frame(Camera(), 11, 96, 96)
    moved = np.abs(first.astype(int) - later).max(axis=2)
    assert moved[: int(stage.horizon * 96) - 4].max() <= 2
    assert stage.water is not None
    wet = stage.water[12:60, 12:60].repeat(2, 0).repeat(2, 1)
    assert moved[wet > 0.9].mean() > 3 * max(moved[wet < 0.05].mean(), 0.1)


def test_a_loop_ends_where_it_begins_and_goes_somewhere_between(stage: Stage) -> None:
    clip = list(frames([stage], Shot(Camera(), Camera(0.1, 0.0, 1.2), True), 96, 96))
    assert len(clip) == SHOT
    assert apart(clip[0], clip[-1]) < 0.5
    assert apart(clip[0], clip[SHOT // 2]) > 6


def test_a_shot_goes_on_smoothly(stage: Stage) -> None:
    clip = list(frames([stage], Shot(Camera(), Camera(0.15, 0.0, 1.2)), 96, 96))
    steps = [apart(one, other) for one, other in zip(clip, clip[1:], strict=False)]
    assert apart(clip[0], clip[-1]) > 8 and max(steps) < 0.25 * apart(clip[0], clip[-1]) + 2


def test_a_shot_into_another_picture_ends_with_it(stage: Stage) -> None:
    other = Stage(paint(tile_scenes("the sea at noon", 3)[0], SQUARE, 96, 96), 1.0, 0.57)
    clip = list(frames([stage, other], Shot(Camera(), Camera(0.1, 0, 1.1), into=1), 96, 96))
    assert apart(clip[0], stage.frame(Camera(), 0, 96, 96)) < 1
    assert apart(clip[-1], other.picture) < 1.5


def test_near_things_move_more_than_far_ones(stage: Stage) -> None:
    """The cliff, which reaches the lower edge, against the sky."""
    assert stage.near is not None
    assert stage.near[-1].max() > 0.9 > 0.2 > stage.near[2].max()


@pytest.mark.parametrize("room", [1.0, ROOM])
def test_ways_differ_and_stay_within_the_still(room: float) -> None:
    for seed in range(8):
        ends = ways("", Camera(), room, seed)
        assert len(set(ends)) == 4
        for camera in ends:
            assert abs(camera.x) <= (room - 1 / camera.zoom) / 2 and abs(camera.y) <= (room - 1 / camera.zoom) / 2


def test_words_say_where_the_camera_goes() -> None:
    assert all(camera.x < 0 for camera in ways("slowly pan left", Camera(), ROOM, 1))
    assert all(camera.x > 0 and camera.zoom > 1 for camera in ways("zoom in and drift right", Camera(), ROOM, 1))
    assert all(camera.y < 0 for camera in ways("the camera rises", Camera(), ROOM, 1))
    assert all(camera.zoom < 1 for camera in ways("zoom out", Camera(), ROOM, 1))
    assert all(camera.zoom > 1 for camera in ways("zoom out", Camera(), 1.0, 1)), "there is nothing around it"


def test_a_shot_survives_json() -> None:
    for shot in (Shot(Camera(), Camera(0.1, -0.2, 1.3), True), Shot(Camera(0.2), Camera(), False, 1, 2)):
        assert Shot.from_json(json.loads(json.dumps(shot.to_json()))) == shot
