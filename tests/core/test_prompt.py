import pytest
from hypothesis import given
from hypothesis import strategies as st

from mj_desktop.core import prompt


@pytest.mark.parametrize(
    ("text", "ratio", "version", "sent"),
    [
        ("a cat", "1:1", "8.2", "a cat --v 8.2"),
        ("a cat", "16:9", "7", "a cat --ar 16:9 --v 7"),
        ("a cat --ar 4:3", "16:9", "7", "a cat --ar 4:3 --v 7"),
        ("a cat --aspect 4:3 --version 6.1", "16:9", "7", "a cat --aspect 4:3 --version 6.1"),
        ("a cat —ar 4:3", "16:9", "7", "a cat —ar 4:3 --v 7"),
        ("a cat --niji 6", "1:1", "8.2", "a cat --niji 6"),
        ("  a cat\n", "1:1", "", "a cat"),
        ("a well-known cat -- or not", "3:4", "", "a well-known cat -- or not --ar 3:4"),
    ],
)
def test_chosen_values_become_flags_and_a_typed_flag_wins(text: str, ratio: str, version: str, sent: str) -> None:
    assert prompt.written(text, ratio, version) == sent


def test_a_title_is_the_words_before_the_flags() -> None:
    assert prompt.words("a cat\non a wall --ar 16:9 --no dogs, cars") == "a cat on a wall"
    assert prompt.words("portrait of a fox, --c x") == "portrait of a fox"


def test_flags_are_read_with_their_values() -> None:
    assert prompt.flags("a --AR 16:9 --tile --c 30") == {"ar": "16:9", "tile": "", "c": "30"}
    assert prompt.ratio("a --aspect 3:2") == "3:2"
    assert prompt.version("a --v 6.1") == "6.1"
    assert prompt.version("a --niji 5") is None
    assert prompt.version("a --v") is None


@pytest.mark.parametrize(
    ("text", "good"), [("16:9", True), ("0:3", False), ("a:b", False), ("4:", False), ("4:3x", False)]
)
def test_a_ratio_is_two_whole_numbers(text: str, good: bool) -> None:
    assert prompt.is_ratio(text) is good


@given(st.text(), st.sampled_from(prompt.RATIOS), st.sampled_from(prompt.VERSIONS))
def test_writing_a_written_prompt_again_changes_nothing(text: str, ratio: str, version: str) -> None:
    sent = prompt.written(text, ratio, version)
    assert prompt.written(sent, ratio, version) == sent
    assert sent.startswith(text.strip())
