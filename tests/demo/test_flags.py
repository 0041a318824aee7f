"""Prompts taken apart."""

import pytest

from mj_desktop.demo import flags
from mj_desktop.demo.errors import Refusal


def test_text_pictures_and_flags_are_told_apart() -> None:
    prompt = flags.read("https://a/x.png http://b/y.jpg a cat --ar 16:9 --no dogs, birds --v 8.2 --tile")
    assert prompt.references == ("https://a/x.png", "http://b/y.jpg")
    assert prompt.text == "a cat"
    assert prompt.flags == {"aspect": "16:9", "no": "dogs, birds", "version": "8.2", "tile": ""}
    assert prompt.ratio == 16 / 9


def test_a_dash_made_of_two_hyphens_counts_as_two_hyphens() -> None:
    assert flags.read("a cat —iw 2 –seed 5").flags == {"iw": "2", "seed": "5"}
    assert flags.read("a cat — in the rain").text == "a cat — in the rain"


@pytest.mark.parametrize(
    ("prompt", "listed"),
    [
        ("a cat --foo", "`--foo`"),
        ("a cat -c x", "`-c`, `x`"),
        ("a cat --ar 16:9 in the rain", "`in`, `the`, `rain`"),
        ("a cat --tile 3 --foo bar", "`3`, `--foo`, `bar`"),
    ],
)
def test_unknown_arguments_are_refused_in_the_documented_words(prompt: str, listed: str) -> None:
    with pytest.raises(Refusal) as refused:
        flags.read(prompt)
    assert refused.value.code == "bad_request"
    assert refused.value.message == f"Unrecognized argument(s): {listed}"


@pytest.mark.parametrize(
    "prompt",
    ["x --ar 0:9", "x --ar wide", "x --ar 99:1", "x --c 101", "x --seed -1", "x --seed 4294967296", "x --v new"]
    + ["x --q 3", "x --iw 4", "x --r 2", "x --niji 9", "x --ar", "x --no", "x --stop 5", "x --niji 5 --v 7"]
    + ["x --c ٣", "x --style odd", "http://only.one/x.png", " ".join(["http://a/b.png"] * 6)],
)
def test_values_out_of_range_are_refused(prompt: str) -> None:
    with pytest.raises(Refusal) as refused:
        flags.read(prompt)
    assert refused.value.code == "bad_request"


@pytest.mark.parametrize(
    "prompt",
    ["x --ar 3:2", "x --c 100", "x --seed 0", "x --v 9", "x --niji", "x --niji 6 --raw", "x --q .25", "x --iw .5"]
    + ["x --sref 1234 http://a/b.png --sw 1000", "x --p", "x --p abc", "x --sv 6", "x --turbo", "x --hd --exp 5"],
)
def test_values_within_range_are_taken(prompt: str) -> None:
    assert flags.read(prompt).text == "x"


def test_quality_depends_on_the_version() -> None:
    assert flags.qualities("8") == ("1", "4")
    assert flags.qualities("8.2") == ("1", "2")
    assert flags.qualities("5.2") == (".25", ".5", "1", "2")
    assert flags.qualities("8.1") is None
    assert set(flags.qualities(None) or ()) == {".25", ".5", "1", "2", "4"}
