"""What a batch comes to: a repeated prompt as so many places, and all prompts mended in what was typed or beside it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mj_desktop.core import checks, order
from mj_desktop.core.batch import Batch, parse
from mj_desktop.core.batch_orders import REPEAT, mended, orders, pictures
from mj_desktop.core.generation import DEMO, Generation, State
from mj_desktop.core.order import Terms
from mj_desktop.core.prompt import Prompt
from mj_desktop.core.request import Imagine
from mj_desktop.core.sheet import laid_out


def asked(text: str) -> list[Imagine]:
    return order.requests(Prompt(text), Terms())


def mend(text: str) -> str:
    return checks.settled(Prompt(text))


def drawn(text: str, lines: str = "") -> list[Generation]:
    return [Generation(id=f"g{number}", request=request, origin=DEMO, state=State.STORED, created_at=1.0, place=place)
            for number, (request, place) in enumerate(orders(parse(text, lines), "b", asked))]  # fmt: skip


def test_what_is_repeated_is_drawn_counted_and_shown_so_often() -> None:
    text = "a {red, blue} fox --repeat 3 --c 5"
    made = orders(parse(text), "b", asked)
    assert (pictures(parse(text)), len(made), len({request for request, _ in made})) == (6, 6, 6)
    assert {request.prompt for request, _ in made} == {"a red fox --c 5 --v 8.2", "a blue fox --c 5 --v 8.2"}
    sheet = laid_out(drawn(text))
    assert (sheet.rows, sheet.columns, sheet.names) == (("red", "blue"), ("1", "2", "3"), ("Group 1", REPEAT))
    assert len(sheet.cells) == 6


def test_each_prompt_of_a_batch_may_be_repeated_a_different_number_of_times() -> None:
    sheet = laid_out(drawn("a fox --repeat {1..3}"))
    assert sheet.rows == ("1", "2", "3")
    assert sorted(sheet.cells) == [(0, 0), (1, 0), (1, 1), (2, 0), (2, 1), (2, 2)]
    assert [place.number for _, place in orders(parse("a fox --repeat {1..3}"), "b", asked)] == list(range(6))


@given(st.lists(st.sampled_from(["a", "b"]), min_size=1, max_size=4), st.integers(1, 3), st.booleans())
def test_no_picture_of_a_batch_is_missing_from_its_sheet(options: list[str], repeat: int, both: bool) -> None:
    text = f"x {{{','.join(options)}}} {'{1, 1, 2}' if both else ''} --repeat {repeat}"
    held = drawn(text)
    assert len(held) == pictures(parse(text))
    assert set(laid_out(held).cells.values()) == set(held)


@pytest.mark.parametrize(
    ("text", "lines", "after"),
    [
        ("a {red, blue} fox --choas 20", "", ("a {red, blue} fox --chaos 20", "")),
        ("a {fox, owl} —ar 16:9 --xyzzy 3 --s {1..3}", "", ("a {fox, owl} --ar 16:9 --s {1..3}", "")),
        ("{what} --tile", "what\na fox\nan owl —c 5", ("{what} --tile", "what\na fox\nan owl --c 5")),
        ("", "a fox --choas 2, red\nan owl", ("", "a fox --chaos 2, red\nan owl")),
        ("--ar 3:2 a {fox, owl}", "", ["a fox --ar 3:2", "a owl --ar 3:2"]),
        ("a fox --c {50..150..50}", "", ["a fox --c 50", "a fox --c 100", "a fox --c 100"]),
    ],
)
def test_prompts_are_mended_in_what_was_typed_or_else_in_what_is_sent(
    text: str, lines: str, after: tuple[str, str] | list[str]
) -> None:
    found = mended(parse(text, lines), lines, mend)
    made = [variant.prompt for variant in found.variants()] if isinstance(found, Batch) else found
    assert made == after


parts = st.sampled_from(
    ["a fox", "{red, blue}", "--choas 5", "—ar 3:2", "--c {1..200..99}", "--tile", "--xyzzy 3", "b"]
)


@given(st.lists(parts, min_size=1, max_size=5).map(" ".join))
def test_a_mended_batch_has_no_findings_left_and_as_many_prompts_with_the_same_axes(text: str) -> None:
    before, found = parse(text), mended(parse(text), "", mend)
    after = found if isinstance(found, Batch) else parse(*found)
    made = [variant.prompt for variant in after.variants()]
    assert made == [mend(variant.prompt) for variant in before.variants()]
    assert [each for prompt in made for each in checks.findings(Prompt(prompt)) if each.edits] == []
    assert [axis.values for axis in after.axes] == [axis.values for axis in before.axes]


def test_a_mode_that_the_version_has_not_is_mended_in_the_text() -> None:
    assert checks.settled(Prompt("a cat --v 8.1"), "turbo") == "a cat --v 8.1 --fast"
    assert checks.findings(Prompt("a cat --v 8.1 --fast"), "turbo") == ()
