"""What a client asks of `/midjourney/edits`: read out of a body and checked (contract 1.2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from . import fields, flags
from .errors import bad_request


@dataclass(frozen=True)
class Edit:
    """A checked request with the contract's defaults; a mask of "" is the whole picture."""

    prompt: flags.Prompt
    image_url: str
    mask: str = ""
    action: str = "generate"
    split_images: bool = False
    asynchronous: bool = False
    callback_url: str = ""
    timeout: float = 480  # the documents give this endpoint none of its own

    @staticmethod
    def of(body: Mapping[str, Any]) -> Edit:
        """Read a body; null is absent, unknown fields are ignored. Raises bad_request with one sentence."""
        given = fields.checked(body, _FIELDS)
        callback_url = given.get("callback_url", "")
        edit = Edit(
            prompt=flags.read(given.get("prompt", "")),
            image_url=given.get("image_url", ""),
            mask=given.get("mask", ""),
            action=given.get("action", "generate"),
            split_images=given.get("split_images", False),
            asynchronous=given.get("async", False) or bool(callback_url),
            callback_url=callback_url,
        )
        _check(edit)
        flags.check_version(edit.prompt, edit.prompt.flags.get("version"), given.get("mode", "fast"))
        return edit


_FIELDS: dict[str, fields.Reader] = {
    "prompt": fields.words,
    "image_url": fields.web_address,
    "mask": fields.text,
    "action": fields.text,
    "mode": fields.one_of("fast", "relax", "turbo"),
    "split_images": fields.flag,
    "async": fields.flag,
    "callback_url": fields.web_address,
}


def _check(edit: Edit) -> None:
    """The guides need both prompt and picture; no action but `generate` is documented."""
    if edit.action != "generate":
        raise bad_request("action must be generate")
    if not edit.prompt.text:
        raise bad_request("prompt is required")
    if not edit.image_url:
        raise bad_request("image_url is required")
