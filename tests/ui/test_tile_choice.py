"""Which tile is spoken of, by pointer and by key."""

from mj_desktop.ui.viewer.tile_choice import TileChoice


def test_the_pointed_tile_is_spoken_of_until_the_pointer_leaves() -> None:
    choice = TileChoice()
    choice.point(2)
    assert choice.tile == 2
    choice.point(None)
    assert choice.tile is None


def test_a_chosen_tile_stays_when_the_pointer_leaves_and_yields_to_another_tile() -> None:
    choice = TileChoice()
    choice.point(1)
    choice.choose(3)
    choice.point(None)
    assert (choice.tile, choice.chosen) == (3, 3)
    choice.point(2)
    assert (choice.tile, choice.chosen) == (2, None)


def test_leaving_tells_whether_there_was_a_choice() -> None:
    choice = TileChoice()
    choice.point(1)
    assert not choice.leave()
    choice.choose(4)
    assert choice.leave()
    assert choice.tile is None
