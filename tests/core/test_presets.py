"""Presets: flags under a name, put on another prompt's words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mj_desktop.core import presets
from mj_desktop.core.order import Terms
from mj_desktop.core.presets import Preset
from mj_desktop.core.prompt import Prompt
from tests.core.test_prompt import texts

SEA = presets.made(
    " My  sea ", Prompt("a wide sea --ar 16:9 --no boats, people --raw"), Terms(mode="relax"), b"\xffjpg"
)


def test_a_preset_is_a_prompts_flags_without_its_words() -> None:
    assert (SEA.name, SEA.flags) == ("My sea", "--ar 16:9 --no boats, people --raw")
    assert presets.applied(SEA, Prompt("a fox --ar 1:2 at night")).text == f"a fox at night {SEA.flags}"
    assert presets.applied(Preset(name="plain"), Prompt("a fox --c 5")).text == "a fox --c 5"


@pytest.mark.parametrize(
    ("flags", "text", "after"),
    [
        ("--s 250", "a red bicycle --ar 4:3", "a red bicycle --ar 4:3 --s 250"),
        ("--s 250", "a red bicycle --stylize 100 --ar 4:3 --s 1", "a red bicycle --ar 4:3 --s 250"),
        ("--niji 6", "a fox --v 7 --c 5", "a fox --c 5 --niji 6"),
        ("--raw", "a fox --style cute --quux 3", "a fox --quux 3 --raw"),
        ("--relax", "a fox --turbo", "a fox --relax"),
        ("--tile", "--ar 4:3", "--ar 4:3 --tile"),
    ],
)
def test_a_preset_sets_what_it_names_and_leaves_what_else_was_typed(flags: str, text: str, after: str) -> None:
    assert presets.applied(Preset(name="one", flags=flags), Prompt(text)).text == after


def test_the_terms_of_a_preset_that_are_no_defaults_count_and_the_other_ones_stay() -> None:
    slow = Preset(name="slow", terms=Terms(mode="relax"))
    assert presets.termed(slow, Terms(translation=True, timeout=90)) == Terms("relax", True, False, 90)
    assert presets.termed(Preset(name="plain"), Terms(mode="turbo")) == Terms(mode="turbo")
    assert presets.applied(slow, Prompt("a fox --turbo --c 5")).text == "a fox --c 5"


def test_a_look_is_for_a_preset_without_one() -> None:
    two = (Preset(name="Fox"), SEA)
    with_looks = presets.looking(presets.looking(two, "fox", b"new"), "my sea", b"new")
    assert with_looks == (Preset(name="Fox", look=b"new"), SEA)


@given(texts)
def test_a_preset_put_on_a_prompt_twice_is_there_once(text: str) -> None:
    once = presets.applied(SEA, Prompt(text))
    assert once.fields().items() >= Prompt(SEA.flags).fields().items()
    assert presets.applied(SEA, once) == once


def test_presets_come_back_from_their_file_and_a_name_is_there_once() -> None:
    two = presets.kept(presets.kept((), SEA), Preset(name="Fox", terms=Terms(timeout=90, split_images=True)))
    assert presets.read(presets.written(two)) == two
    again = presets.kept(two, Preset(name="my SEA"))
    assert [preset.name for preset in again] == ["my SEA", "Fox"]
    assert presets.without(again, "FOX") == again[:1]


@given(st.lists(st.builds(presets.made, st.text(min_size=1).filter(str.strip), texts.map(Prompt), st.just(Terms()),
                          st.binary(max_size=9)), max_size=3))  # fmt: skip
def test_any_preset_survives_its_file(made: list[Preset]) -> None:
    assert [preset.look for preset in presets.read(presets.written(tuple(made)))] == [preset.look for preset in made]


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b"\xff", b'{"presets": 3}'])
def test_what_are_no_presets_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r".*"):
        presets.read(data)


def test_a_wrong_row_is_left_out_and_a_wrong_value_is_the_default() -> None:
    rows = b'{"presets": [3, {"name": " "}, {"name": "a", "flags": "cat --tile", "mode": "hover", "look": "?"}]}'
    assert presets.read(rows) == (Preset(name="a", flags="--tile"),)
