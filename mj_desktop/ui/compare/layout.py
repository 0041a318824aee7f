"""Where things lie in a comparison: panes side by side and the column of candidates. Numbers only, no widgets."""

from collections.abc import Iterable

from mj_desktop.core.viewport import fitted
from mj_desktop.ui.viewer.place import MARGIN, Box, Size

GAP = 8.0
# Below this height of a candidate the column falls: keys and the other modes are left.
_SMALLEST = 28.0
# Columns and rows, the one to prefer first.
_ARRANGEMENTS = {1: ((1, 1),), 2: ((2, 1), (1, 2)), 4: ((2, 2), (4, 1), (1, 4))}


def panes(view: Size, picture: Size, count: int) -> list[Box]:
    """`count` (1, 2 or 4) equal boxes that fill `view` so that pictures of that size are shown the largest."""
    return max(_arranged(view, count), key=lambda boxes: _scale(boxes[0], picture))


def column(view: Size, picture: Size, count: int) -> list[Box]:
    """The boxes of `count` candidates at the right, together of the height that the picture beside them has.

    None when there is only one, or no room.
    """
    width, height = _thumb(view, picture, count) if count > 1 else (0.0, 0.0)
    if height < _SMALLEST:
        return []
    whole = height * count + GAP * (count - 1)
    x, top = view[0] - MARGIN - width, (view[1] - whole) / 2
    return [(x, top + place * (height + GAP), width, height) for place in range(count)]


def beside(view: Size, boxes: list[Box]) -> Box:
    """What a column leaves for the picture; MARGIN lies between them."""
    return (0.0, 0.0, boxes[0][0] if boxes else view[0], view[1])


def _thumb(view: Size, picture: Size, count: int) -> Size:
    """A candidate's size: the picture, a margin at each side and the column share the width."""
    ratio = picture[0] / picture[1]
    across = (view[0] - 3 * MARGIN + GAP * (count - 1) * ratio / count) / (ratio * (1 + 1 / count))
    whole = max(0.0, min(view[1] - 2 * MARGIN, across))
    height = max(0.0, (whole - GAP * (count - 1)) / count)
    return height * ratio, height


def _arranged(view: Size, count: int) -> Iterable[list[Box]]:
    for columns, rows in _ARRANGEMENTS[count]:
        width, height = view[0] / columns, view[1] / rows
        yield [(width * (place % columns), height * (place // columns), width, height) for place in range(count)]


def _scale(box: Box, picture: Size) -> float:
    return round(fitted((0.0, 0.0, *picture), box[2:], MARGIN).scale, 6)
