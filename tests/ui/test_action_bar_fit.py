"""Which words fit into the action bar."""

from hypothesis import given
from hypothesis import strategies as st

from mj_desktop.ui.action_bar.fit import MENU, Shape, faces

UPSCALE = Shape((160,), pinned=True)
VARY = Shape((150,), pinned=True)
REROLL = Shape((80, 28), (1,))
PAN = Shape((140,))
REPAINT = Shape((140, 90, 28), (0, 2), pinned=True)
ALL = (UPSCALE, VARY, REROLL, PAN, REPAINT)


def test_everything_is_said_where_there_is_room() -> None:
    assert faces(ALL, 1000, 12, 28) == [0, 0, 0, 0, 0]


def test_words_fall_in_order_and_then_the_last_goes_to_the_menu() -> None:
    seen = [faces(ALL, room, 12, 28) for room in (720, 690, 640, 600, 540)]
    assert seen == [[0, 0, 0, 0, 0], [0, 0, 0, 0, 1], [0, 0, 1, 0, 1], [0, 0, 1, 0, 2], [0, 0, 1, MENU, 2]]


@given(st.integers(0, 1200))
def test_pinned_pieces_never_fall_and_what_is_shown_fits_if_it_can(room: int) -> None:
    worn = faces(ALL, room, 12, 28)
    assert MENU not in (worn[0], worn[1], worn[4])
    shown = [shape.widths[face] for shape, face in zip(ALL, worn, strict=True) if face != MENU]
    width = sum(shown) + 12 * (len(shown) - 1) + (40 if MENU in worn else 0)
    assert width <= room or worn == [0, 0, MENU, MENU, 2]
