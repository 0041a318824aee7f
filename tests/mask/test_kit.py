"""The kit: tools, and sizes that stay with them."""

from mj_desktop.mask.kit import FAMILIES, Kit, Tool, fitting


def test_brush_and_eraser_each_remember_their_size() -> None:
    kit = Kit().sized(10).taken(Tool.ERASER).sized(77)
    assert (kit.brush.radius, kit.brush.adds) == (77, False)
    assert kit.taken(Tool.BRUSH).brush.radius == 10
    assert kit.taken(Tool.BRUSH).larger().taken(Tool.ERASER).brush.radius == 77


def test_swapping_turns_adding_into_taking_away_and_back() -> None:
    assert Kit().swapped().tool is Tool.ERASER
    assert Kit().swapped().swapped() == Kit()


def test_the_hand_keeps_what_painted_last_and_swapping_puts_it_away() -> None:
    held = Kit().taken(Tool.ERASER).taken(Tool.HAND)
    assert held.brush.adds is False
    assert held.swapped().tool is Tool.BRUSH


def test_a_kit_fits_the_picture_it_is_for() -> None:
    assert fitting(1024, 2048).brush.radius == 64
    assert fitting(1, 9000).brush.radius == 1


def test_brush_and_eraser_each_remember_their_hardness() -> None:
    kit = Kit().softer().taken(Tool.ERASER)
    assert kit.brush.hardness == 1
    assert kit.hardened(0.3).taken(Tool.BRUSH).brush.hardness == 0.75
    assert kit.taken(Tool.BRUSH).harder().brush.hardness == 1


def test_tools_of_one_family_follow_each_other_and_leave_the_brush_as_it_was() -> None:
    shapes = FAMILIES[0]
    kit = Kit().taken(Tool.ERASER).cycled(shapes)
    assert [kit.tool, kit.cycled(shapes).tool, kit.cycled(shapes).cycled(shapes).tool] == [*shapes, shapes[0]]
    assert kit.painting is Tool.ERASER


def test_the_wands_tolerance_stays_within_bounds() -> None:
    assert Kit().tolerating(-3).wand.tolerance == 0
    assert Kit().tolerating(1000).wand.tolerance == 255
