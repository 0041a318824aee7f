"""A request to draw: the fields of `imagine` as one value (contract 1.1)."""

from dataclasses import dataclass, replace

GENERATE = "generate"
REGION = "variation_region"
COMPOSITE = "local:composite"
"""What this program makes of a region edit itself; a tile's digit may follow. Nothing "local:" is ever sent."""

_LOCAL = "local:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Imagine:
    """One request to `/midjourney/imagine`; None and False fields are left out on the wire.

    `mask` is an encoded picture (JPEG bytes, one channel, white = repaint); `timeout` is in seconds, the service's
    default being 480. How the answer is received (stream, polling, one answer) is the client's choice, no field here.
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

    @property
    def objection(self) -> str:
        """Why the service would certainly refuse it, in a sentence; "" when nothing is known against it."""
        if self.action == GENERATE and not (self.prompt or "").strip():
            return "Write what the picture should show."
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

    def without_mask(self) -> "Imagine":
        """The same request without its mask's bytes, for places that keep those apart."""
        return replace(self, mask=None)
