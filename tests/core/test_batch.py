"""Batches: groups, ranges and lines become prompts, as many as the product says, each once and in order."""

import math

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mj_desktop.core.batch import MOST, NotABatch, parse

WORD = st.text(st.characters(categories=["L", "N", "P", "Zs"]), max_size=8)
SIGNS = ("\\", "{", "}", ",")


def escaped(word: str) -> str:
    return "".join(f"\\{sign}" if sign in SIGNS else sign for sign in word)


@example([("", ["a\\", "\\"]), ("\\", ["", "{"])], "\\")
@given(st.lists(st.tuples(WORD, st.lists(WORD, min_size=1, max_size=4)), max_size=4), WORD)
def test_there_are_as_many_prompts_as_the_product_of_the_groups_whatever_signs_they_hold(
    parts: list[tuple[str, list[str]]], end: str
) -> None:
    text = "".join(f"{escaped(before)}{{{','.join(map(escaped, options))}}}" for before, options in parts)
    batch = parse(f"x{text}{escaped(end)}")
    spread = [option for _, options in parts for option in options if ".." in option]
    variants = list(batch.variants())
    assert batch.count == len(variants) == math.prod(len(axis.values) for axis in batch.axes)
    if not spread:
        assert batch.count == math.prod(len(options) for _, options in parts)
        assert [axis.values for axis in batch.axes] == [tuple(word.strip() for word in options) for _, options in parts]
    assert len({variant.at for variant in variants}) == math.prod(len(set(axis.values)) for axis in batch.axes)


@pytest.mark.parametrize(
    ("text", "prompts"),
    [
        ("a cat", ["a cat"]),
        ("", []),
        ("a {red, blue} {cat, dog}", ["a red cat", "a red dog", "a blue cat", "a blue dog"]),
        ("a {, very} red fox", ["a red fox", "a very red fox"]),
        ("a fox --c {0..100..50}", ["a fox --c 0", "a fox --c 50", "a fox --c 100"]),
        ("--s {3..1}", ["--s 3", "--s 2", "--s 1"]),
        ("--iw {0.5..1.5..0.5, 3}", ["--iw 0.5", "--iw 1.0", "--iw 1.5", "--iw 3"]),
        ("--ar {1:1, 16:9}", ["--ar 1:1", "--ar 16:9"]),
        ("\\{a, b\\} {c\\, d, e}", ["{a, b} c, d", "{a, b} e"]),
        ("\\{a, b}", ["{a, b}"]),
        ("an open { brace", ["an open { brace"]),
        ("{a {b, c}", ["{a b", "{a c"]),
    ],
)
def test_groups_and_ranges_are_spread_out_the_first_turning_slowest(text: str, prompts: list[str]) -> None:
    assert [variant.prompt for variant in parse(text).variants()] == prompts


def test_columns_of_csv_fill_the_prompt_line_by_line_and_multiply_with_its_groups() -> None:
    lines = 'animal, place\n"a fox, red", a forest\nan owl,\n\n'
    batch = parse("{animal} in {place}, {dawn, dusk}", lines)
    assert [variant.prompt for variant in batch.variants()] == [
        "a fox, red in a forest, dawn", "a fox, red in a forest, dusk", "an owl in , dawn", "an owl in , dusk",
    ]  # fmt: skip
    assert [(axis.name, axis.values) for axis in batch.axes] == [
        ("Line", ("a fox, red", "an owl")), ("Group 2", ("dawn", "dusk")),
    ]  # fmt: skip


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_tables_of_other_programs_are_read_too(sign: str) -> None:
    batch = parse("{a} {b}", f"a{sign}b\nred{sign}fox\n")
    assert [variant.prompt for variant in batch.variants()] == ["red fox"]


def test_lines_whose_columns_the_prompt_does_not_name_are_prompts_of_their_own() -> None:
    batch = parse("--ar {1:1, 2:3}", "a fox {not a group}\nan owl")
    assert [variant.prompt for variant in batch.variants()] == [
        "a fox {not a group} --ar 1:1", "a fox {not a group} --ar 2:3", "an owl --ar 1:1", "an owl --ar 2:3",
    ]  # fmt: skip
    assert [axis.name for axis in batch.axes] == ["Line", "--ar"]
    assert parse("", "a fox\nan owl").count == 2


def test_what_is_huge_is_counted_without_being_made() -> None:
    assert parse("{1..90} {1..90} {1..90} {1..90} {1..90} {1..90}").count == 90**6
    with pytest.raises(NotABatch, match=f"steps; at most {MOST}"):
        parse("{1..9000000000}")
    with pytest.raises(NotABatch, match="step of 1..2..0 is 0"):
        parse("{1..2..0}")
    with pytest.raises(NotABatch, match="no CSV"):
        parse("", 'a "b\n"c')
