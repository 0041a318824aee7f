import pytest
from hypothesis import given
from hypothesis import strategies as st

from mj_desktop.core import parameters, prompt
from mj_desktop.core.parameters import PARAMETERS, Kind
from mj_desktop.core.prompt import Prompt, cleaned

_NUMBERS = (Kind.WHOLE, Kind.NUMBER)
_WRITTEN = [
    "a cat", "--ar", "16:9", "--v 7", "--v 8.2", "--niji 6", "--c 30", "—s 50", "－－ｗ　５", "--tile",
    "--no dogs, cars", "-c", "--oops x", "--sref https://a.de/b.png 12", "--turbo", "--raw", "😀 —the big one", "\n",
    "--q",
]  # fmt: skip
texts = st.one_of(st.text(max_size=40), st.lists(st.sampled_from(_WRITTEN), max_size=6).map(" ".join))


def right(name: str) -> st.SearchStrategy[str]:
    """Values that the flag takes."""
    parameter = PARAMETERS[name]
    if parameter.kind is Kind.RATIO:
        return st.tuples(st.integers(1, 50), st.integers(1, 50)).map(lambda pair: f"{pair[0]}:{pair[1]}")
    if parameter.kind in _NUMBERS:
        return st.integers(parameter.least, parameter.most).map(str)
    if parameter.kind is Kind.ONE_OF:
        return st.sampled_from(parameter.choices)
    if parameter.kind is Kind.PICTURES:
        return st.sampled_from(["https://a.de/b.png", "123 456", "random"])
    return {Kind.SWITCH: st.just(""), Kind.CODE: st.sampled_from(["", "m123"])}.get(
        parameter.kind, st.text(min_size=1, max_size=20).filter(lambda text: bool(cleaned(parameter, text)))
    )


wishes = st.sampled_from(list(PARAMETERS)).flatmap(lambda name: st.tuples(st.just(name), right(name)))


@given(texts, wishes)
def test_a_field_that_is_set_says_what_it_was_set_to(text: str, wish: tuple[str, str]) -> None:
    name, value = wish
    kept = cleaned(PARAMETERS[name], value)
    shown = Prompt(text).with_value(name, value)
    assert (shown.value(name) or "") == ("" if parameters.is_default(PARAMETERS[name], kept) else kept) or (
        shown.text == text and Prompt(text).value(name) == kept
    )


@given(texts, wishes)
def test_setting_a_field_leaves_all_others_as_they_are(text: str, wish: tuple[str, str]) -> None:
    before, after = Prompt(text), Prompt(text).with_value(*wish)
    assert {n: v for n, v in before.fields().items() if n != wish[0]}.items() <= after.fields().items()
    assert prompt.words(after.text).startswith(prompt.words(text))


@given(texts)
def test_writing_back_what_the_fields_say_changes_no_letter(text: str) -> None:
    again = Prompt(text)
    for name, value in Prompt(text).fields().items():
        again = again.with_value(name, value)
    assert again.text == text


@given(texts, wishes)
def test_a_field_that_was_set_and_taken_back_leaves_the_text_as_it_was(text: str, wish: tuple[str, str]) -> None:
    if Prompt(text).value(wish[0]) is None:
        assert Prompt(text).with_value(*wish).with_value(wish[0], None).text.split() == text.split()


@given(texts, st.sampled_from([*parameters.VERSIONS, *parameters.NIJIS]))
def test_the_version_that_is_chosen_counts(text: str, model: str) -> None:
    chosen = Prompt(text).with_model(model)
    assert chosen.model == model
    assert chosen.sent().model == model


@given(texts)
def test_a_prompt_that_was_sent_is_sent_alike_again(text: str) -> None:
    sent = Prompt(text).sent()
    assert sent.sent() == sent
    assert sent.unsent().sent() == sent


@pytest.mark.parametrize(
    ("before", "name", "value", "after"),
    [
        ("a cat", "ar", "16:9", "a cat --ar 16:9"),
        ("a cat --ar 4:3 --c 5", "ar", "16:9", "a cat --ar 16:9 --c 5"),
        ("a cat --aspect 4:3", "ar", "1:1", "a cat"),
        ("a cat --ar 1:1", "ar", "1:1", "a cat --ar 1:1"),
        ("--tile a cat", "tile", None, "a cat"),
        ("a cat", "chaos", "0", "a cat"),
        ("a cat —c 5", "chaos", "9", "a cat —c 9"),
        ("a cat", "no", "dogs, --big\nbirds", "a cat --no dogs, big birds"),
        ("a cat --no dogs --tile", "no", "", "a cat --tile"),
        ("", "ar", "3:2", " --ar 3:2"),
        ("a --c --hd", "chaos", "7", "a --c 7 --hd"),
        ("a --c 1 b --c 2", "chaos", None, "a b"),
        ("a --no dogs --tile b", "tile", None, "a b --no dogs"),
    ],
)
def test_a_field_changes_only_its_own_flag(before: str, name: str, value: str | None, after: str) -> None:
    assert Prompt(before).with_value(name, value).text == after


@pytest.mark.parametrize(
    ("text", "default", "sent"),
    [
        ("a cat", "8.2", "a cat --v 8.2"),
        ("a cat --ar 4:3", "7", "a cat --ar 4:3 --v 7"),
        ("a cat --aspect 4:3 --version 6.1", "7", "a cat --aspect 4:3 --version 6.1"),
        ("a cat —ar 4:3", "7", "a cat —ar 4:3 --v 7"),
        ("a cat --niji 6", "8.2", "a cat --niji 6"),
        ("a cat", "niji 6", "a cat --niji 6"),
        ("a cat --turbo --c 3", "8.2", "a cat --c 3 --v 8.2"),
        ("  a cat\n", "", "a cat"),
        ("a well-known cat -- or not", "", "a well-known cat -- or not"),
    ],
)
def test_the_version_is_always_said_and_a_typed_one_wins(text: str, default: str, sent: str) -> None:
    assert Prompt(text, default).sent().text == sent


def test_raw_is_a_flag_of_its_own_from_version_7_on_and_a_style_before() -> None:
    assert Prompt("a cat").with_style("raw").text == "a cat --raw"
    assert Prompt("a cat --v 6").with_style("raw").text == "a cat --v 6 --style raw"
    assert Prompt("a cat --niji 5 --style raw").with_style("cute").text == "a cat --niji 5 --style cute"
    assert Prompt("a cat --raw --c 5").with_style("").text == "a cat --c 5"
    assert [Prompt(text).style for text in ("a", "a --raw", "a --style cute")] == ["", "raw", "cute"]


def test_niji_and_version_are_one_field() -> None:
    assert Prompt("a cat --v 7").with_model("niji 6").text == "a cat --niji 6"
    assert Prompt("a cat --niji 6").with_model("8.2").text == "a cat"
    assert Prompt("a cat --niji").model == "niji"
    assert Prompt("a cat --v 6.0").model == "6"


def test_a_title_is_the_words_before_the_flags() -> None:
    assert prompt.words("a cat\non a wall --ar 16:9 --no dogs, cars") == "a cat on a wall"
    assert prompt.words("portrait of a fox, --c x") == "portrait of a fox"


def test_flags_are_read_with_their_values() -> None:
    assert prompt.flags("a --AR 16:9 --tile --c 30") == {"ar": "16:9", "tile": "", "c": "30"}
    assert prompt.ratio("a --aspect 3:2") == "3:2"
    assert prompt.version("a --v 6.1") == "6.1"
    assert prompt.version("a --niji 5") is None
    assert prompt.version("a --v") is None
    assert Prompt("a --sref https://a.de/b.png 12 --p --raw a dog").fields() == {
        "sref": "https://a.de/b.png 12", "p": "", "raw": ""}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "good"), [("16:9", True), ("0:3", False), ("a:b", False), ("4:", False), ("4:3x", False)]
)
def test_a_ratio_is_two_whole_numbers(text: str, good: bool) -> None:
    assert prompt.is_ratio(text) is good
