"""What a client asks of `/midjourney/imagine`: read out of a body and checked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from . import fields, flags
from .errors import bad_request
from .translating import translate

_VERSION = re.compile(r"\d{1,3}(\.\d{1,3})?", re.ASCII)

REGION = "variation_region"


@dataclass(frozen=True)
class Imagine:
    """A checked request, with the contract's defaults (1.1)."""

    prompt: flags.Prompt
    action: str = "generate"
    image_id: str = ""
    mask: str = ""
    mode: str = "fast"
    timeout: float = 480
    split_images: bool = False
    version: str | None = None
    asynchronous: bool = False
    callback_url: str = ""

    @staticmethod
    def of(body: Mapping[str, Any]) -> Imagine:
        """Read a body; null is absent, unknown fields are ignored. Raises bad_request with one sentence."""
        given = fields.checked(body, _FIELDS)
        text = given.get("prompt", "")
        prompt = flags.read(translate(text) if given.get("translation") else text)
        request = Imagine(
            prompt=prompt,
            action=given.get("action", "generate"),
            image_id=given.get("image_id", ""),
            mask=given.get("mask", ""),
            mode=given.get("mode", "fast"),
            timeout=given.get("timeout", 480),
            split_images=given.get("split_images", False),
            version=prompt.flags.get("version") or given.get("version"),
            asynchronous=given.get("async", False) or bool(given.get("callback_url")),
            callback_url=given.get("callback_url", ""),
        )
        _check_needs(request)
        flags.check_version(prompt, request.version, request.mode, given.get("quality"))
        return request


def _version(name: str, value: Any) -> str:
    """Any number: models come monthly (contract 5.15)."""
    if not isinstance(value, str) or not _VERSION.fullmatch(value):
        raise bad_request(f'{name} must be a string such as "8.2"')
    return value


def _quality(name: str, value: Any) -> str:
    known = flags.qualities(None) or ()
    if value not in known:
        raise bad_request(f"{name} must be one of the strings {', '.join(known)}")
    return str(value)


_FIELDS: dict[str, fields.Reader] = {
    "prompt": fields.words,
    "action": fields.text,
    "image_id": fields.text,
    "mask": fields.text,
    "mode": fields.one_of("fast", "relax", "turbo"),
    "timeout": fields.seconds,
    "translation": fields.flag,
    "split_images": fields.flag,
    "callback_url": fields.web_address,
    "async": fields.flag,
    "version": _version,
    "hd": fields.flag,
    "quality": _quality,
    "style_reference": fields.flag,
    "moodboard": fields.flag,
}


def _check_needs(request: Imagine) -> None:
    """Contract 2: generate needs a prompt, everything else an image_id, a region a mask besides."""
    if request.action == "generate":
        if not request.prompt.text and not request.prompt.references:
            raise bad_request("prompt is required")
        return
    if not request.image_id:
        raise bad_request(f"image_id is required for {request.action or 'an action'}")
    if request.action == REGION and not request.mask:
        raise bad_request(f"mask is required for {REGION}")
