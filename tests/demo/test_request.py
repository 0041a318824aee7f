"""Bodies of `imagine`, checked."""

from typing import Any

import pytest

from mj_desktop.demo.errors import Refusal
from mj_desktop.demo.request import Imagine


def test_what_is_left_out_or_null_has_the_documented_default() -> None:
    names = ["action", "image_id", "mask", "mode", "timeout", "translation", "split_images", "callback_url", "async"]
    names += ["version", "hd", "quality", "style_reference", "moodboard"]
    nulls = dict.fromkeys(names)
    request = Imagine.of({"prompt": "a cat", **nulls, "application_id": 7, "stream": True})
    assert request == Imagine.of({"prompt": "a cat"})
    assert (request.action, request.mode, request.timeout) == ("generate", "fast", 480)
    assert not request.split_images and not request.asynchronous and request.version is None


@pytest.mark.parametrize(
    ("body", "word"),
    [
        ({}, "prompt is required"),
        ({"prompt": None}, "prompt is required"),
        ({"prompt": "  "}, "prompt is required"),
        ({"prompt": "--ar 16:9"}, "prompt is required"),
        ({"prompt": 5}, "prompt"),
        ({"action": 1, "prompt": "x"}, "action"),
        ({"action": "upscale1"}, "image_id"),
        ({"action": "upscale1", "image_id": 5}, "image_id"),
        ({"action": "variation_region", "image_id": "5"}, "mask"),
        ({"prompt": "x", "mode": "slow"}, "mode"),
        ({"prompt": "x", "mode": ["fast"]}, "mode"),
        ({"prompt": "x", "timeout": 0}, "timeout"),
        ({"prompt": "x", "timeout": "480"}, "timeout"),
        ({"prompt": "x", "timeout": True}, "timeout"),
        ({"prompt": "x", "split_images": 1}, "split_images"),
        ({"prompt": "x", "translation": "true"}, "translation"),
        ({"prompt": "x", "hd": {}}, "hd"),
        ({"prompt": "x", "style_reference": 0}, "style_reference"),
        ({"prompt": "x", "moodboard": []}, "moodboard"),
        ({"prompt": "x", "async": "yes"}, "async"),
        ({"prompt": "x", "callback_url": 1}, "callback_url"),
        ({"prompt": "x", "version": 8.2}, "version"),
        ({"prompt": "x", "version": "newest"}, "version"),
        ({"prompt": "x", "quality": 1}, "quality"),
        ({"prompt": "x", "quality": "3"}, "quality"),
        ({"prompt": "x", "quality": "2", "version": "8"}, "quality"),
        ({"prompt": "x", "quality": "1", "version": "8.1"}, "quality is not supported with version 8.1"),
        ({"prompt": "x --q 1 --v 8.1"}, "quality is not supported with version 8.1"),
        ({"prompt": "x --v 8.1", "quality": "1", "version": "8.2"}, "quality is not supported with version 8.1"),
        ({"prompt": "x", "mode": "turbo", "version": "8.1"}, "turbo is not supported with version 8.1"),
        ({"prompt": "x --turbo --v 8.1"}, "turbo is not supported with version 8.1"),
        ({"action": "reroll", "image_id": "5", "prompt": "x --foo"}, "Unrecognized argument(s): `--foo`"),
    ],
)
def test_what_cannot_work_is_a_bad_request_that_says_why(body: dict[str, Any], word: str) -> None:
    with pytest.raises(Refusal) as refused:
        Imagine.of(body)
    assert (refused.value.code, refused.value.status) == ("bad_request", 400)
    assert word in refused.value.message


def test_the_version_in_the_prompt_is_the_one_that_counts() -> None:
    assert Imagine.of({"prompt": "x --v 7", "version": "8.2"}).version == "7"
    assert Imagine.of({"prompt": "x", "version": "6.1"}).version == "6.1"
    assert Imagine.of({"prompt": "x", "version": "10"}).version == "10"


def test_a_callback_address_makes_the_call_asynchronous() -> None:
    assert Imagine.of({"prompt": "x", "callback_url": "http://127.0.0.1:1/done"}).asynchronous


def test_half_a_surrogate_pair_does_no_harm() -> None:
    assert Imagine.of({"prompt": "a \ud800 cat"}).prompt.text == "a ? cat"
