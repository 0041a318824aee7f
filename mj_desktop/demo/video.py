"""What a client asks of `/midjourney/videos`: read out of a body and checked (contract 1.3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from . import fields, flags
from .errors import bad_request

CLIPS = 4  # of every video


@dataclass(frozen=True)
class Video:
    """A checked request with the contract's defaults; `short` is the shorter side in pixels."""

    prompt: flags.Prompt
    action: str = "generate"
    image_url: str = ""
    end_image_url: str = ""
    video_id: str = ""
    video_index: int = 0
    short: int = 720
    loop: bool = False
    asynchronous: bool = False
    callback_url: str = ""
    timeout: float = 480  # the documents give this endpoint none of its own

    @staticmethod
    def of(body: Mapping[str, Any]) -> Video:
        """Read a body; null is absent, unknown fields are ignored. Raises bad_request with one sentence."""
        given = fields.checked(body, _FIELDS)
        callback_url = given.get("callback_url", "")
        video = Video(
            prompt=flags.read(given.get("prompt", "")),
            action=given.get("action", "generate"),
            image_url=given.get("image_url", ""),
            end_image_url=given.get("end_image_url", ""),
            video_id=given.get("video_id", ""),
            video_index=given.get("video_index", 0),
            short=int(given.get("resolution", "720p").removesuffix("p")),
            loop=given.get("loop", False),
            asynchronous=given.get("async", False) or bool(callback_url),
            callback_url=callback_url,
        )
        _check_needs(video)
        flags.check_version(video.prompt, video.prompt.flags.get("version"), given.get("mode", "fast"))
        return video


def _index(name: str, value: Any) -> int:
    """Which of a video's clips; a whole number may come as a float."""
    if isinstance(value, bool) or not isinstance(value, int | float) or value not in range(CLIPS):
        raise bad_request(f"{name} must be a whole number from 0 to {CLIPS - 1}")
    return int(value)


_FIELDS: dict[str, fields.Reader] = {
    "action": fields.one_of("generate", "extend"),
    "prompt": fields.words,
    "image_url": fields.web_address,
    "end_image_url": fields.web_address,
    "video_id": fields.text,
    "video_index": _index,
    "mode": fields.one_of("fast", "turbo"),
    "resolution": fields.one_of("480p", "720p"),
    "loop": fields.flag,
    "async": fields.flag,
    "callback_url": fields.web_address,
}


def _check_needs(video: Video) -> None:
    """A first frame and words for a new video, a former one and words to go on from it; text alone makes none.

    There is no relax, as a field or as a flag.
    """
    if "relax" in video.prompt.flags:
        raise bad_request("mode must be one of fast, turbo")
    if not video.prompt.text:
        raise bad_request("prompt is required")
    if video.action == "generate" and not video.image_url:
        raise bad_request("image_url is required: it is the first frame")
    if video.action == "extend" and not video.video_id:
        raise bad_request("video_id is required for extend")
