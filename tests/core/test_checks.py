"""Checks of a prompt: each trouble where it stands, and each mending rids it of its trouble."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mj_desktop.core import checks, parameters
from mj_desktop.core.checks import Trouble
from mj_desktop.core.prompt import Prompt
from tests.core.test_prompt import texts


@pytest.mark.parametrize(
    ("text", "trouble", "where", "after"),
    [
        ("a cat —ar 16:9", Trouble.DASH, "—", "a cat --ar 16:9"),
        ("a cat –v 7", Trouble.DASH, "–", "a cat --v 7"),
        ("a cat -ar 16:9", Trouble.DASH, "-", "a cat --ar 16:9"),
        ("vitamin -d", Trouble.DASH, "-d", "vitamin d"),
        ("a cat —the big one", Trouble.DASH, "—", "a cat — the big one"),
        ("a cat －－ａｒ　１６：９", Trouble.FULL_WIDTH, "－－ａｒ", "a cat --ar　１６：９"),
        ("a cat --ar １６：９", Trouble.FULL_WIDTH, "１６：９", "a cat --ar 16:9"),
        ("ａ cat, 猫：犬", Trouble.FULL_WIDTH, "ａ", "a cat, 猫：犬"),
        ("a cat --ar 1:2 --aspect 16:9", Trouble.DUPLICATE, "--ar 1:2", "a cat --aspect 16:9"),
        ("a cat --fast --turbo", Trouble.DUPLICATE, "--fast", "a cat --turbo"),
        ("a cat --stylise 50", Trouble.UNKNOWN, "--stylise", "a cat --stylize 50"),
        ("a --stylise 3 cat", Trouble.UNKNOWN, "--stylise", "a --stylize 3 cat"),
        ("a cat --stylise 100 --choas 20", Trouble.UNKNOWN, "--stylise", "a cat --stylize 100 --choas 20"),
        ("a cat --choas 20, --tile", Trouble.UNKNOWN, "--choas", "a cat --chaos 20, --tile"),
        ("a cat --styl 50", Trouble.UNKNOWN, "--styl", "a cat --stylize 50"),
        ("a cat --styl raw", Trouble.UNKNOWN, "--styl", "a cat --style raw"),
        ("a cat --qual 2", Trouble.UNKNOWN, "--qual", "a cat --quality 2"),
        ("a cat --titel", Trouble.UNKNOWN, "--titel", "a cat --tile"),
        ("a cat --arr 3:2", Trouble.UNKNOWN, "--arr", "a cat --ar 3:2"),
        ("a cat --art", Trouble.UNKNOWN, "--art", "a cat"),
        ("a cat --hdd", Trouble.UNKNOWN, "--hdd", "a cat --hd"),
        ("a cat --aspect-ratio 16:9", Trouble.UNKNOWN, "--aspect-ratio", "a cat --aspect 16:9"),
        ("a cat --styleraw", Trouble.UNKNOWN, "--styleraw", "a cat --style raw"),
        (
            "a cat --sref=https://a.de/B.png",
            Trouble.UNKNOWN,
            "--sref=https://a.de/B.png",
            "a cat --sref https://a.de/B.png",
        ),
        ("a cat --no-text", Trouble.UNKNOWN, "--no-text", "a cat --no text"),
        ("a cat --tile=1", Trouble.UNKNOWN, "--tile=1", "a cat --tile"),
        ("a cat --steps 30", Trouble.UNKNOWN, "--steps", "a cat"),
        ("a cat —choas 20", Trouble.DASH, "—choas", "a cat --chaos 20"),
        ("a cat -stylise 20", Trouble.DASH, "-stylise", "a cat --stylize 20"),
        ("a book —title 3", Trouble.DASH, "—", "a book — title 3"),
        ("a cat --c 20, --tile", Trouble.VALUE, "20,", "a cat --c 20 --tile"),
        ("a cat --style rwa", Trouble.VALUE, "rwa", "a cat --style raw"),
        ("a cat --ar16:9", Trouble.UNKNOWN, "--ar16:9", "a cat --ar 16:9"),
        ("a cat --AR 16:9", Trouble.UNKNOWN, "--AR", "a cat --ar 16:9"),
        ("a --no dogs --hd cat --v 7", Trouble.VERSION, "--hd", "a cat --no dogs --v 7"),
        ("a cat --xyzzy 5 --tile", Trouble.UNKNOWN, "--xyzzy", "a cat --tile"),
        ("a cat --c 101", Trouble.VALUE, "101", "a cat --c 100"),
        ("a cat --c x", Trouble.VALUE, "x", "a cat"),
        ("a cat --c 2.6", Trouble.VALUE, "2.6", "a cat --c 3"),
        ("a cat --c -3", Trouble.VALUE, "-3", "a cat --c 0"),
        ("a cat --seed", Trouble.VALUE, "--seed", "a cat"),
        ("a cat --ar 16x9", Trouble.VALUE, "16x9", "a cat --ar 16:9"),
        ("a cat --ar 1.85:1", Trouble.VALUE, "1.85:1", "a cat --ar 37:20"),
        ("a cat --ar 16:9:9", Trouble.VALUE, "16:9:9", "a cat --ar 16:9"),
        ("a cat --ar 16x9x", Trouble.VALUE, "16x9x", "a cat --ar 16:9"),
        ("a cat --ar 0:1", Trouble.VALUE, "0:1", "a cat"),
        ("a cat --q 3", Trouble.VALUE, "3", "a cat --q 2"),
        ("a cat --v 8 --q 2", Trouble.VALUE, "2", "a cat --v 8 --q 1"),
        ("a cat --iw 2.5 --v 6", Trouble.VALUE, "2.5", "a cat --iw 2 --v 6"),
        ("a cat --style raw --niji 5", Trouble.VALUE, "raw", "a cat --niji 5"),
        ("--ar 16:9 a cat on a wall", Trouble.ORDER, "a cat on a wall", "a cat on a wall --ar 16:9"),
        ("a cat --tile asleep --c 5", Trouble.ORDER, "asleep", "a cat asleep --tile --c 5"),
        ("a cat --v 7 --niji 6", Trouble.VERSION, "--v 7", "a cat --niji 6"),
        ("a cat --v 8.1 --quality 2", Trouble.VERSION, "--quality 2", "a cat --v 8.1"),
        ("a cat --cref https://a.de/b.png", Trouble.VERSION, "--cref https://a.de/b.png", "a cat"),
        ("a cat --v 8.1 --turbo", Trouble.VERSION, "--turbo", "a cat --v 8.1"),
        ("😀 cat --hd --v 7", Trouble.VERSION, "--hd", "😀 cat --v 7"),
    ],
)
def test_each_trouble_is_found_where_it_stands_and_mended(text: str, trouble: Trouble, where: str, after: str) -> None:
    found = [each for each in checks.findings(Prompt(text)) if each.trouble is trouble]
    assert text[found[0].start : found[0].end] == where
    assert found[0].said.words.format(**found[0].said.values)
    assert checks.mended(text, found[0]) == after


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a well-known cat - or not -- 3:2",
        "猫，在墙上：一只猫 --ar 16:9 --no dogs, big cats --v 9.7 --hd --iw 3 --q 4",
        "https://a.de/b.png a cat --iw 1.5 --v 7 --oref https://a.de/c.png --ow 1000 --exp 5 --draft",
        "a cat --niji 5 --style cute --weird 3000",
        "a cat --sref https://a.de/b.png 123 --sw 0 --sv 7 --p m1 --hd --seed 4294967295 --repeat 40",
        "a cat--ar 16:9 cat—dog",
    ],
)
def test_a_prompt_that_the_service_takes_has_no_findings(text: str) -> None:
    assert checks.findings(Prompt(text)) == ()


@given(texts, st.sampled_from([*parameters.VERSIONS, "niji 6", "9"]), st.sampled_from(["fast", "turbo"]))
def test_a_mending_rids_the_prompt_of_its_finding(text: str, default: str, mode: str) -> None:
    found = checks.findings(Prompt(text, default), mode)
    for finding in found:
        assert 0 <= finding.start <= finding.end <= len(text)
        after = checks.mended(text, finding)
        left = checks.findings(Prompt(after, default), finding.mode or mode)
        assert _same(left, finding, after) < _same(found, finding, text)


def _same(found: tuple[checks.Finding, ...], one: checks.Finding, text: str) -> int:
    return sum((each.trouble, each.said) == (one.trouble, one.said) for each in found)


@settings(max_examples=50)
@given(texts)
def test_mending_one_after_the_other_comes_to_an_end(text: str) -> None:
    for _ in range(3 * len(checks.findings(Prompt(text))) + 3):
        found = [each for each in checks.findings(Prompt(text)) if each.edits]
        if not found:
            return
        text = checks.mended(text, found[0])
    assert not [each for each in checks.findings(Prompt(text)) if each.edits]


def test_turbo_that_was_chosen_is_told_of_at_the_version_that_has_none() -> None:
    text = "a cat --v 8.1"
    (found,) = checks.findings(Prompt(text), "turbo")
    assert (text[found.start : found.end], found.mode, found.edits) == ("--v 8.1", "fast", ())
    assert checks.findings(Prompt("a cat", "8.1"), "turbo")
    assert checks.findings(Prompt("a cat --relax", "8.1"), "turbo") == ()


@pytest.mark.parametrize(
    ("text", "where", "said"),
    [
        ("a {red, blue} fox", ["{red, blue}"], "a batch of 2 prompts of it."),
        ("a {red, blue} fox {1..3}", ["{red, blue}", "{1..3}"], "a batch of 6 prompts of it."),
        ("a fox {1..500}", ["{1..500}"], "no batch comes of them: 1..500 has 500 steps; at most 100 are taken."),
        (r"a \{red, blue\} fox", [], ""),
        ("a {red} fox", [], ""),
    ],
)
def test_braces_of_a_prompt_that_is_sent_alone_are_warned_of_where_a_batch_would_spread_them(
    text: str, where: list[str], said: str
) -> None:
    found = checks.findings_alone(Prompt(text))
    assert [text[each.start : each.end] for each in found] == where
    assert all(each.said.words.format(**each.said.values).endswith(said) for each in found)
    assert (checks.findings(Prompt(text)), checks.settled(Prompt(text))) == ((), text)
