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
    assert presets.applied(SEA, Prompt("a fox --c 5 at night")).text == f"a fox at night {SEA.flags}"
    assert presets.applied(Preset(name="plain"), Prompt("a fox --c 5")).text == "a fox"


@given(texts)
def test_a_preset_put_on_a_prompt_twice_is_there_once(text: str) -> None:
    once = presets.applied(SEA, Prompt(text))
    assert once.fields() == Prompt(SEA.flags).fields()
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
