"""Tasks of `/midjourney/describe`: four prompts for a picture, from what is seen in it and what its file says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from . import fields, given
from .errors import bad_request
from .order import Given
from .running import Running
from .task_type import Prepared, Workshop


@dataclass(frozen=True)
class Describe:
    """A checked request (contract 1.4)."""

    image_url: str
    action: str = "describe"
    timeout: float = 60
    asynchronous: bool = False
    callback_url: str = ""


class Describing:
    """Has the picture looked at; the answer is one JSON document."""

    delivers = False

    def __init__(self, workshop: Workshop) -> None:
        self._shop = workshop

    def read(self, body: Mapping[str, Any]) -> Describe:
        """The checked request; raises a Refusal with one sentence."""
        address = fields.checked(body, {"image_url": fields.web_address}).get("image_url", "")
        if not address:
            raise bad_request("image_url is required")
        return Describe(address)

    async def prepare(self, request: Describe) -> Prepared:
        """Have the picture ready."""
        kept = await given.keep(self._shop, "image_url", request.image_url)
        await self._shop.drawing.quickly("noticing.check", "image_url", kept, self._shop.folder)
        return Prepared(kept={"image_url": kept})

    async def carry_out(self, running: Running, request: Describe) -> None:
        """Look at it; the stored response has no `success` (contract 1.4)."""
        running.start()
        picture = Given("", running.task.kept["image_url"])
        prompts: list[str] = await self._shop.drawing.quickly("captions.prompts", picture, self._shop.folder)
        running.befall()
        result = {"descriptions": prompts}
        self._shop.tasks.finish(running.end(result))
        running.show(result)
