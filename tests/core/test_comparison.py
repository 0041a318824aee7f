"""What is compared with what: sizes, tiles, lineages; and what a composite is."""

from dataclasses import replace

import pytest

from mj_desktop.core import actions, generation
from mj_desktop.core.comparison import Part, comparison
from mj_desktop.core.generation import DEMO, Generation, Sent, State, Stored, StoredPicture, advance
from mj_desktop.core.request import COMPOSITE, REGION, Imagine

TILES = (1, 2, 3, 4)
GRID = tuple(f"{verb}{tile}" for verb in ("upscale", "variation") for tile in TILES) + ("reroll",)


def made(name: str, action: str, width: int, height: int, parent: Generation | None = None) -> Generation:
    """A stored picture."""
    file = StoredPicture(name=f"{name}.png", width=width, height=height, size=1, sha256="")
    grid = actions.parse(action).yields == actions.GRID
    return Generation(
        id=name, origin=DEMO, request=Imagine(prompt="a fox", action=action), created_at=1.0, state=State.STORED,
        parent=parent.id if parent else None, file=file, image_id=f"image {name}",
        actions=GRID if grid else ("pan_up",),
    )  # fmt: skip


FIRST = made("first", "generate", 200, 100)
SINGLE = made("single", "upscale2", 100, 50, FIRST)
EDIT = made("edit", REGION, 200, 100, SINGLE)
FILE = StoredPicture(name="c.png", width=100, height=50, size=1, sha256="")
COMPOSED = advance(generation.composite(EDIT, 3, 9.0), Stored(FILE))


def test_a_region_edits_four_candidates_stand_beside_what_it_was_made_of() -> None:
    found = comparison(EDIT, [SINGLE, FIRST])
    assert found is not None
    assert (found.before, found.after) == (Part("single"), tuple(Part("edit", tile) for tile in TILES))
    assert (found.edit, found.has_candidates, found.shown, found.differ) == ("edit", True, "edit", False)


def test_an_upscale_of_a_tiles_own_size_stands_beside_that_tile() -> None:
    found = comparison(SINGLE, [FIRST])
    assert found is not None
    assert (found.before, found.after, found.edit) == (Part("first", 2), (Part("single"),), "")
    assert not found.has_candidates


def test_an_upscale_to_twice_the_size_is_compared_for_looking_only() -> None:
    larger = made("larger", "upscale_2x", 201, 100, SINGLE)
    found = comparison(larger, [SINGLE])
    assert found is not None
    assert (found.before, found.after, found.differ) == (Part("single"), (Part("larger"),), True)


def test_variations_of_a_tile_stand_beside_it() -> None:
    found = comparison(made("varied", "variation4", 200, 100, FIRST), [FIRST])
    assert found is not None
    assert (found.before, len(found.after)) == (Part("first", 4), 4)


def test_a_composite_stands_beside_what_its_region_edit_was_made_of_and_keeps_its_mask() -> None:
    found = comparison(COMPOSED, [EDIT, SINGLE, FIRST])
    assert found is not None
    assert (found.before, found.after, found.edit) == (Part("single"), (Part(COMPOSED.id),), "edit")


@pytest.mark.parametrize(
    ("shown", "ancestors"),
    [
        (None, []),
        (FIRST, []),
        (made("wide", "pan_left", 300, 100, SINGLE), [SINGLE]),
        (made("again", "reroll", 200, 100, FIRST), [FIRST]),
        (made("tall", "square", 200, 200, SINGLE), [SINGLE]),
        (made("odd", REGION, 201, 100, SINGLE), [SINGLE]),
        (EDIT, []),
        (EDIT, [replace(SINGLE, file=None)]),
        (replace(EDIT, file=None), [SINGLE]),
        (COMPOSED, [EDIT]),
        (COMPOSED, []),
    ],
)
def test_pictures_of_other_shapes_or_that_are_not_here_are_not_compared(
    shown: Generation | None, ancestors: list[Generation]
) -> None:
    assert comparison(shown, ancestors) is None


def test_a_composite_is_a_single_picture_whose_actions_are_those_of_the_services_tile() -> None:
    assert (COMPOSED.state, COMPOSED.parent, COMPOSED.acted_on) == (State.STORED, "edit", "edit")
    assert (COMPOSED.image_id, COMPOSED.actions) == ("image edit", ("upscale3", "variation3"))
    assert COMPOSED.can_act
    assert not COMPOSED.is_grid
    assert not COMPOSED.can_repaint
    assert actions.parse(COMPOSED.request.action).tile == 3
    assert COMPOSED.request.mask is None
    assert EDIT.acted_on == "edit"


def test_a_composite_of_an_only_result_has_all_its_actions_and_no_tile() -> None:
    whole = generation.composite(replace(EDIT, actions=("upscale_2x", "pan_up")), None, 9.0)
    assert (whole.request.action, whole.actions) == (COMPOSITE, ("upscale_2x", "pan_up"))


def test_a_composite_is_never_sent() -> None:
    assert COMPOSED.request.objection
    assert advance(COMPOSED, Sent(1.0)) == COMPOSED
    assert not EDIT.request.is_local
