"""The worker's side of videos: a cover, then four clips that move through one picture."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from .artist import RATE, Camera, Shot, Stage, frames, lie_of, preview, see, unmarked, ways
from .encoding import write
from .noticing import picture
from .order import STEPS, Film, Still, files_folder, half_name, picture_name, preview_name, preview_steps, video_name
from .recipe import Recipe
from .rendering import Pixels, rendered, resized
from .sizes import Size

_ROOM = 1.5  # how much more than its frame is painted of a scene, for the camera to go into
_COARSE = 3  # pixels of a scene for one of what is known of its depths
_SAME = 3.0  # levels by which a picture may differ from what is painted after its recipe
_SOFT = 0.05  # of the shorter side, over which a picture that differs more turns into what is around it
_LONGEST = 1920  # of a clip's longer side, whatever its ratio
_PREVIEW = 4


def cover(film: Film) -> dict[str, Any]:
    """Write a video's cover and its previews; gives the facts that the next extension goes on from."""
    first = _still(film.stills[0], film.folder)
    size = _size(first.shape[1] / first.shape[0], film.short)
    image = resized(first, size)
    files, name = files_folder(film.folder), picture_name(film.stem)
    small = resized(image, size.over(_PREVIEW))
    for step in preview_steps():
        drawn, seen = preview(small, STEPS[step]), preview_name(film.stem, step)
        write(files / half_name(seen), resized(drawn, size.over(_PREVIEW * 2)))
        write(files / seen, drawn)
    write(files / half_name(name), resized(image, size.over(2)), film.words)
    write(files / name, image, film.words)
    reels = [[shot.to_json() for shot in reel] for reel in _reels(film)]
    return {"width": size.width, "height": size.height, "reels": reels}


def shoot(film: Film, facts: dict[str, Any]) -> None:
    """Write the four clips; frames that they share are drawn once."""
    size = Size(facts["width"], facts["height"])
    stages = [_stage(still, size, film.folder) for still in film.stills]
    reels = [[Shot.from_json(shot) for shot in reel] for reel in facts["reels"]]
    files = [files_folder(film.folder) / video_name(film.stem, number) for number in range(len(reels))]
    writers = [_writer(_part(file), size) for file in files]
    shared = len(film.before)
    for shot in reels[0][:shared]:
        for image in frames(stages, shot, *size):
            _put(image, writers)
    for reel, writer in zip(reels, writers, strict=True):
        for shot in reel[shared:]:
            for image in frames(stages, shot, *size):
                _put(image, [writer])
    for file, writer in zip(files, writers, strict=True):
        writer.release()
        _part(file).replace(file)


def _reels(film: Film) -> list[list[Shot]]:
    """The shots of the four clips: those before, and one more of its own for each."""
    before = [Shot.from_json(shot) for shot in film.before]
    stage, start = before[-1].last if before else (0, Camera())
    room = 1.0 if film.stills[stage].recipe is None else _ROOM
    ends = ways(film.words, start, room, film.seed)
    own = [Shot(start, end, film.loop and film.ends_on is None, stage, film.ends_on) for end in ends]
    if film.loop and before and film.ends_on is None:
        first = before[0]
        # A longer loop closes where its first frame is, which another still may show.
        into = None if first.stage == stage else first.stage
        own = [replace(shot, end=first.start, returns=False, into=into) for shot in own]
    return [[*before, shot] for shot in own]


def _size(ratio: float, short: int) -> Size:
    """480p and 720p are the shorter side; encoders want even numbers."""
    long = min(short * max(ratio, 1 / ratio), _LONGEST)
    short = round(min(short, long / max(ratio, 1 / ratio)) / 2) * 2
    sides = round(long / 2) * 2, max(2, short)
    return Size(*sides) if ratio >= 1 else Size(*reversed(sides))


def _still(still: Still, folder: Path) -> Pixels:
    return picture(still.given, folder)[0]


def _stage(still: Still, size: Size, folder: Path) -> Stage:
    """The engine's own single pictures are painted anew with what lies around them; others are as large as they are."""
    seen = _still(still, folder)
    if still.recipe is not None:
        return _painted_stage(still.recipe, still.tile or 0, size, seen, folder)
    image = resized(seen, size)
    return Stage(image, 1.0, see(image).horizon)


def _painted_stage(facts: dict[str, Any], number: int, size: Size, seen: Pixels, folder: Path) -> Stage:
    recipe = Recipe.from_json(facts)
    tile = recipe.tiles[number]
    wide = Recipe((tile.seen(tile.view.zoomed_out(_ROOM)),), size, recipe.ratio)
    larger = Size(round(size.width * _ROOM), round(size.height * _ROOM))
    view = wide.tiles[0].view
    horizon, near, water = lie_of(tile.scene, view, *larger.over(_COARSE))
    picture = _held(rendered(wide, larger, folder)[0], resized(unmarked(seen), size))
    return Stage(picture, _ROOM, 0.5 + (horizon - 0.5) * _ROOM, near, water)


def _held(stage: Pixels, still: Pixels) -> Pixels:
    """The stage with the still in its middle, where it came out otherwise; painted anew it is finer than enlarged."""
    height, width = still.shape[:2]
    top, left = (stage.shape[0] - height) // 2, (stage.shape[1] - width) // 2
    middle = stage[top : top + height, left : left + width]
    if cv2.absdiff(cv2.blur(middle, (9, 9)), cv2.blur(still, (9, 9))).mean() < _SAME:
        return stage
    edge = np.minimum.outer(_from_edge(height), _from_edge(width))
    share = np.clip(edge / (_SOFT * min(height, width)), 0, 1)[..., None]
    result = stage.copy()
    result[top : top + height, left : left + width] = middle + (still.astype(np.float32) - middle) * share
    return result


def _from_edge(length: int) -> npt.NDArray[np.float32]:
    """How far each of so many places is from the nearer end."""
    places = np.arange(length, dtype=np.float32)
    return np.minimum(places, places[::-1]) + np.float32(0.5)


def _part(file: Path) -> Path:
    """The name's end tells the encoder what to write."""
    return file.with_name(f"{file.stem}.part.mp4")


def _writer(file: Path, size: Size) -> cv2.VideoWriter:
    writer = cv2.VideoWriter(str(file), cv2.VideoWriter.fourcc(*"mp4v"), RATE, size)
    if not writer.isOpened():
        raise ValueError(f"{file.name} could not be written")
    return writer


def _put(image: Pixels, writers: list[cv2.VideoWriter]) -> None:
    turned = cv2.cvtColor(image, cv2.COLOR_RGB2BGR)
    for writer in writers:
        writer.write(turned)
