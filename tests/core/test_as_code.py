"""Requests as code: whatever the prompt holds, the token's place stands once and Python reads back the same body."""

import ast
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mj_desktop.core.as_code import LANGUAGES, TOKEN, Call, shortened, written

ADDRESS = "https://api.acedata.cloud/midjourney/imagine"


def call(**body: object) -> Call:
    return Call(address=ADDRESS, body=body, accept="application/x-ndjson", seconds=540)


def body_of(code: str) -> Any:
    (found,) = [node.value for node in ast.parse(code).body if isinstance(node, ast.Assign)
                and isinstance(node.targets[0], ast.Name) and node.targets[0].id == "body"]  # fmt: skip
    return ast.literal_eval(found)


HARD = "a {token} 'in' \\{token} \"quotes\" $(x) `y`\nJSON\n"


@given(st.text(st.characters(exclude_categories=["Cs"])) | st.just(HARD))
def test_any_prompt_is_read_back_as_it_was_and_the_tokens_place_stands_once(prompt: str) -> None:
    wish = call(prompt=prompt, translation=True, split_images=False, timeout=480.0)
    assert [written(language.id, wish).count(TOKEN) for language in LANGUAGES] == [1] * len(LANGUAGES)
    for language in ("httpx", "requests"):
        assert body_of(written(language, wish)) == wish.body


def test_half_a_surrogate_pair_which_cannot_be_sent_is_a_question_mark() -> None:
    assert body_of(written("httpx", call(prompt="a \ud83d b")))["prompt"] == "a ? b"


@pytest.mark.parametrize("language", [language.id for language in LANGUAGES])
def test_only_on_this_computer_proxies_are_passed_by(language: str) -> None:
    here = Call(address="http://127.0.0.1:8765/midjourney/imagine", body={}, accept="application/json", seconds=1)
    marks = ("trust_env", "--noproxy")
    assert not any(mark in written(language, call()) for mark in marks)
    assert any(mark in written(language, here) for mark in marks) or language == "javascript"


def test_a_mask_is_shortened_where_it_is_only_looked_at() -> None:
    wish = call(mask="/9j/" + "A" * 200_000, prompt="a fox")
    assert len(written("curl", wish)) > 200_000
    looked_at = written("curl", shortened(wish))
    assert len(looked_at) < 1_000
    assert "… (200,004 characters)" in looked_at
    assert '"prompt": "a fox"' in looked_at
