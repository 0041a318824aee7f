"""A request to draw: the fields of `imagine`, `edits` and `videos` as one value (contract 1.1 to 1.3)."""

from dataclasses import dataclass, replace

GENERATE = "generate"
REGION = "variation_region"
COMPOSITE = "local:composite"
"""What this program makes of a region edit itself; a tile's digit may follow. Nothing "local:" is ever sent."""
OUTSIDE = "local:outside"
"""A picture from elsewhere that was taken into the library: nothing is drawn."""
EDIT, VIDEO, EXTEND = "edits:generate", "videos:generate", "videos:extend"
"""Actions of the other endpoints, with the endpoint before the colon."""

_LOCAL = "local:"
_NO_PROMPT = {
    GENERATE: "Write what the picture should show.", EDIT: "Write what is to be there.",
    VIDEO: "Write what is to happen.", EXTEND: "Write what is to happen next.",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Imagine:
    """One request to `/midjourney/imagine`, or by its action to another endpoint; None and False are left out.

    `mask` is an encoded picture (JPEG bytes, one channel, white = repaint); `timeout` is in seconds, the service's
    default being 480; `turn` tells requests apart that are otherwise alike, and is not sent. How the answer is received
    (stream, polling, one answer) is the client's choice, no field here.
    """

    prompt: str | None = None
    action: str = GENERATE
    image_id: str | None = None
    mask: bytes | None = None
    mode: str = "fast"
    timeout: float | None = None
    translation: bool = False
    split_images: bool = False
    callback_url: str | None = None
    version: str | None = None
    hd: bool = False
    quality: str | None = None
    style_reference: bool = False
    moodboard: bool = False
    turn: int = 0
    image_url: str | None = None
    end_image_url: str | None = None
    video_id: str | None = None
    video_index: int | None = None
    resolution: str | None = None
    loop: bool = False

    @property
    def endpoint(self) -> str:
        """Where it is sent."""
        return self.action.partition(":")[0] if self.action in (EDIT, VIDEO, EXTEND) else "imagine"

    @property
    def objection(self) -> str:
        """Why the service would certainly refuse it, in a sentence; "" when nothing is known against it."""
        if self.action in _NO_PROMPT and not (self.prompt or "").strip():
            return _NO_PROMPT[self.action]
        if self.action in (EDIT, VIDEO) and not self.image_url:
            return "It needs the address of a picture."
        if self.is_local:
            return "It is made on this computer and never sent."
        return ""

    @property
    def is_local(self) -> bool:
        """True for what this program makes itself: no service knows such an action."""
        return self.action.startswith(_LOCAL)

    def follow_up(
        self, action: str, image_id: str, *, prompt: str | None = None, mask: bytes | None = None
    ) -> "Imagine":
        """A request for `action` on the picture `image_id` that this one made: mode and version go on."""
        return Imagine(
            action=action, image_id=image_id, prompt=prompt, mask=mask, mode=self.mode, timeout=self.timeout,
            version=self.version, hd=self.hd, quality=self.quality,
        )  # fmt: skip

    def without_callback(self) -> "Imagine":
        """The same request, whoever is told of its result."""
        return replace(self, callback_url=None)

    def without_mask(self) -> "Imagine":
        """The same request without its mask's bytes, for places that keep those apart."""
        return replace(self, mask=None)
