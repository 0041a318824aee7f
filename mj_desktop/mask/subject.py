"""Subjects: what a person framed, cut out along its edges by GrabCut on a small copy, refined at full size."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from mj_desktop.mask.area import NOWHERE, Area, trimmed
from mj_desktop.mask.pixels import HALF, Pixels, Spot, as_pixels
from mj_desktop.mask.rect import Rect

PROXY = 448
"""Longest edge, in pixels, of the copy that GrabCut works on: full size takes seconds."""

# On a copy of this size GrabCut needs 0.1 s at worst; the larger one straight away took up to 15 where subject and
# ground look alike.
_COARSE = 144

_ITERATIONS = 3
# The same picture and strokes give the same subject: GrabCut begins with means at random.
_SEED = 7
# So much of the box's size round it tells what the ground looks like.
_MARGIN = 0.2
# Half the width of the band in which edges are refined, and how far round a pixel colours are averaged, in the
# copy's pixels.
_BAND = 2
_NEAR = 21
# Colours that lie so close to each other, in levels, do not tell subject from ground.
_ALIKE = 12.0

_CROSS = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (3, 3))

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Scribble:
    """A stroke that says: this belongs to the subject, or it does not. Spots and radius in the picture's pixels."""

    spots: tuple[Spot, ...]
    radius: int
    includes: bool


def _never() -> bool:
    return False


def find(
    picture: Pixels, box: Rect, scribbles: Sequence[Scribble] = (), is_cancelled: Callable[[], bool] = _never
) -> Area | None:
    """The subject inside `box` of `picture` (height x width x 4, blue first), or None when it was cancelled.

    `is_cancelled` is asked between steps of at most 0.1 s or so; all of it takes up to half a second. Strokes reach
    outside the box too. Call it in a thread.
    """
    height, width = picture.shape[:2]
    box = box.clipped(width, height)
    if box.is_empty:
        return NOWHERE
    around = _around(box, scribbles, width, height)
    part = cv2.cvtColor(picture[around.slices], cv2.COLOR_BGRA2BGR)
    small = _shrunk(as_pixels(part), PROXY)
    labels = _last(_cut(small, box, scribbles, around), is_cancelled)
    if labels is None:
        return None
    subject = as_pixels(np.negative(labels & 1))
    found = _refined(as_pixels(part), small, subject)
    return None if is_cancelled() else trimmed(found, around)


def _last(steps: Iterator[Pixels], is_cancelled: Callable[[], bool]) -> Pixels | None:
    """What the last step gave; None when it was cancelled on the way."""
    labels = None
    for better in steps:
        if is_cancelled():
            return None
        labels = better
    return labels


def _around(box: Rect, scribbles: Sequence[Scribble], width: int, height: int) -> Rect:
    around = box.grown(2 + round(_MARGIN * max(box.width, box.height)))
    for scribble in scribbles:
        for x, y in scribble.spots:
            around = around.united(Rect(x, y, x + 1, y + 1).grown(2 * scribble.radius))
    return around.clipped(width, height)


def _shrunk(part: Pixels, longest: int) -> Pixels:
    height, width = part.shape[:2]
    scale = min(1.0, longest / max(height, width))
    size = max(1, round(width * scale)), max(1, round(height * scale))
    return as_pixels(cv2.resize(part, size, interpolation=cv2.INTER_AREA))


def _cut(small: Pixels, box: Rect, scribbles: Sequence[Scribble], around: Rect) -> Iterator[Pixels]:
    """Labels of the copy `small`, better with every step: found on a smaller one first, then along its edges."""
    coarse = _shrunk(small, _COARSE)
    labels = np.full(coarse.shape[:2], cv2.GC_BGD, np.uint8)
    left, top, right, bottom = (round(edge * coarse.shape[1] / around.width) for edge in box.seen_from(around))
    labels[top : max(bottom, top + 1), left : max(right, left + 1)] = cv2.GC_PR_FGD
    _rim(labels)
    _mark(labels, scribbles, around)
    for _ in _grab_cut(coarse, labels, _ITERATIONS):
        yield labels
    labels = _along_edges(labels, small)
    _mark(labels, scribbles, around)
    for _ in _grab_cut(small, labels, 1):
        yield labels
    yield labels


def _rim(labels: Pixels) -> None:
    """A box that leaves no ground has it at the picture's border, but for its lower edge, where subjects stand."""
    if not (labels == cv2.GC_BGD).any():
        labels[:1] = labels[:, :1] = labels[:, -1:] = cv2.GC_BGD


def _mark(labels: Pixels, scribbles: Sequence[Scribble], around: Rect) -> None:
    """Strokes are right."""
    scale = labels.shape[1] / around.width
    for scribble in scribbles:
        spots = [((x - around.left) * scale, (y - around.top) * scale) for x, y in scribble.spots]
        label = cv2.GC_FGD if scribble.includes else cv2.GC_BGD
        thickness = max(1, round(2 * scribble.radius * scale))
        cv2.polylines(labels, [np.rint(spots).astype(np.int32)], False, label, thickness)


def _grab_cut(copy: Pixels, labels: Pixels, iterations: int) -> Iterator[None]:
    """Run GrabCut on labels, in place, a step at a time; nothing where there is no ground or no subject to learn."""
    ground, subject = np.zeros((1, 65)), np.zeros((1, 65))
    cv2.setRNGSeed(_SEED)
    how = cv2.GC_INIT_WITH_MASK
    for _ in range(iterations):
        yield
        if not (labels & 1).any() or (labels & 1).all():
            return
        cv2.grabCut(copy, labels, (0, 0, 1, 1), ground, subject, 1, how)
        how = cv2.GC_EVAL


def _along_edges(labels: Pixels, small: Pixels) -> Pixels:
    """Labels for a larger copy: known away from the subject's edge, open along it."""
    height, width = small.shape[:2]
    subject = np.negative(labels & 1)
    inner = cv2.erode(subject, _CROSS, iterations=_BAND)
    outer = cv2.dilate(subject, _CROSS, iterations=_BAND)
    near = cv2.resize(subject, (width, height), interpolation=cv2.INTER_LINEAR)
    made = np.where(near >= HALF, cv2.GC_PR_FGD, cv2.GC_PR_BGD).astype(np.uint8)
    made[cv2.resize(inner, (width, height), interpolation=cv2.INTER_NEAREST) > 0] = cv2.GC_FGD
    made[cv2.resize(outer, (width, height), interpolation=cv2.INTER_NEAREST) == 0] = cv2.GC_BGD
    return as_pixels(made)


def _refined(part: Pixels, small: Pixels, subject: Pixels) -> Pixels:
    """The subject at the part's full size; along its edge each pixel goes to whichever side's colour it has."""
    height, width = part.shape[:2]
    rough = as_pixels(cv2.resize(subject, (width, height), interpolation=cv2.INTER_CUBIC))
    found = as_pixels(cv2.threshold(rough, 127, 255, cv2.THRESH_BINARY)[1])
    at = _edge(subject, width, height)
    if at.size:
        found.reshape(-1)[at] = _decided(part, small, subject, rough, at)
        found = as_pixels(cv2.medianBlur(found, 5))
    return found


def _edge(subject: Pixels, width: int, height: int) -> npt.NDArray[np.intp]:
    """Which pixels of the full size, counted along rows, lie near the subject's edge."""
    band = cv2.subtract(cv2.dilate(subject, _CROSS, iterations=_BAND), cv2.erode(subject, _CROSS, iterations=_BAND))
    return np.flatnonzero(cv2.resize(band, (width, height), interpolation=cv2.INTER_NEAREST))


def _decided(part: Pixels, small: Pixels, subject: Pixels, rough: Pixels, at: npt.NDArray[np.intp]) -> Pixels:
    """255 for each pixel of the edge that looks more like the subject nearby than like the ground nearby.

    Where the two look alike, and so far as they do, the rough edge decides.
    """
    height, width = part.shape[:2]
    rows, columns = at // width, at % width
    small_at = (rows * small.shape[0]) // height * small.shape[1] + (columns * small.shape[1]) // width
    colours = part.reshape(-1, 3)[at].astype(np.float32)
    inside, outside = (
        _mean(small, side).reshape(-1, 3)[small_at] for side in (subject, as_pixels(cv2.bitwise_not(subject)))
    )
    near, far = (np.square(colours - mean).sum(axis=1) for mean in (inside, outside))
    contrast = np.square(inside - outside).sum(axis=1)
    trust = contrast / (contrast + 3 * _ALIKE**2)
    looks = far / np.maximum(near + far, 1e-6) - 0.5
    score = trust * looks + (1 - trust) * (rough.reshape(-1)[at] / 255 - 0.5)
    return as_pixels(np.where(score > 0, 255, 0).astype(np.uint8))


def _mean(small: Pixels, side: Pixels) -> Floats:
    """The mean colour round each pixel of those that surely belong to one side; that of all where none does."""
    sure = cv2.erode(side, np.ones((3, 3), np.uint8), iterations=_BAND, borderType=cv2.BORDER_REPLICATE)
    weight = (sure if cv2.hasNonZero(sure) else side).astype(np.float32)[..., None] / 255
    size = _NEAR, _NEAR
    # A little of the whole side's mean, for where none of it is near.
    whole = (small * weight).sum(axis=(0, 1)) / max(float(weight.sum()), 1.0)
    total = cv2.blur((small * weight).astype(np.float32), size) + 1e-3 * whole.astype(np.float32)
    return np.asarray(total / (cv2.blur(weight, size)[..., None] + 1e-3), np.float32)
