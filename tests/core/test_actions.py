import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mj_desktop import paths
from mj_desktop.core import actions

TABLE = json.loads((paths.resources() / "contract" / "actions.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", TABLE["actions"], ids=lambda row: row["action"])
def test_every_documented_action_has_a_label_and_yields_what_the_table_says(row: dict[str, str]) -> None:
    action = actions.parse(row["action"])
    assert action.group != actions.OTHER
    assert action.label
    assert action.yields == row["yields"]


@pytest.mark.parametrize(
    ("action_id", "label", "short", "tile"),
    [
        ("upscale3", "Upscale 3", "3", 3),
        ("zoom_out_1_5x", "Zoom out 1.5x", "1.5x", None),
        ("redo_upscale_2x", "Redo upscale 2x", "2x", None),
        ("variation_subtle", "Vary subtle", "Subtle", None),
        ("reroll", "Reroll", "Reroll", None),
        ("variation_region", "Repaint region", "Repaint region", None),
        ("high_variation", "Vary strong", "Strong", None),
        ("upsample2", "Upscale 2", "2", 2),
        ("upscale_8x", "Upscale 8x", "8x", None),
    ],
)
def test_an_id_is_read_by_its_verb_and_tile_or_amount(action_id: str, label: str, short: str, tile: int | None) -> None:
    action = actions.parse(action_id)
    assert (action.id, action.label, action.short, action.tile) == (action_id, label, short, tile)


def test_an_unknown_id_gets_its_words_and_the_group_other() -> None:
    action = actions.parse("make_it_pop")
    assert (action.id, action.label, action.group) == ("make_it_pop", "Make it pop", actions.OTHER)


def test_no_action_has_more_than_four_tiles() -> None:
    assert actions.parse("upscale5").tile is None


@given(st.text())
def test_any_string_has_a_defined_fate_and_goes_back_unchanged(action_id: str) -> None:
    assert actions.parse(action_id).id == action_id


@given(st.lists(st.sampled_from([row["action"] for row in TABLE["actions"]] + ["make_it_pop", ""])))
def test_grouping_loses_nothing_and_repeats_nothing(ids: list[str]) -> None:
    shown = [action.id for _, group in actions.grouped(ids) for action in group]
    assert sorted(shown) == sorted(set(ids))


def test_groups_stand_in_a_fixed_order_with_unknown_ones_last() -> None:
    ids = [
        "make_it_pop",
        "pan_left",
        "variation1",
        "upscale_4x",
        "upscale_2x",
        "reroll",
        "zoom_out_2x",
        "zoom_out_1_5x",
    ]
    groups = actions.grouped(ids)
    assert [name for name, _ in groups] == ["Upscale", "Vary", "Reroll", "Zoom out", "Pan", "Other"]
    assert [a.short for a in groups[0][1]] == ["2x", "4x"]
    assert [a.short for a in groups[3][1]] == ["1.5x", "2x"]


def test_a_tile_has_only_the_actions_that_the_service_offers() -> None:
    assert actions.for_tile(["upscale1", "variation2"], "upscale", 1) == "upscale1"
    assert actions.for_tile(["upscale1", "variation2"], "upscale", 2) is None
