"""Tasks of `/midjourney/imagine`: checks what is asked, draws it at the engine's pace, keeps the picture."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Mapping
from typing import Any

from . import given, masks
from .errors import bad_request
from .order import STEPS, Order, Sheet, Source, masks_folder, picture_name, preview_name, split_name
from .picture import Origin, Picture
from .request import REGION, Imagine
from .running import Running
from .task_type import Prepared, Workshop
from .tasks import PICTURE, STORED_ONLY, Product, Task

HALF = "?imageMogr2/thumbnail/!50p"
_PREVIEW = 4


class Imagining:
    """Everything that only `imagine` does."""

    delivers = True

    def __init__(self, workshop: Workshop) -> None:
        self._shop = workshop

    def read(self, body: Mapping[str, Any]) -> Imagine:
        """The checked request; raises a Refusal with one sentence."""
        return Imagine.of(body)

    async def prepare(self, request: Imagine) -> Prepared:
        """Check a request against what the engine has, and keep its mask if it has one."""
        parent = self._parent(request)
        if parent is None:
            return Prepared(request.prompt.seed, await given.keep_references(self._shop, request.prompt))
        if request.action != REGION:
            return Prepared()
        data = await masks.read(request.mask, self._shop)
        folder = masks_folder(self._shop.folder)
        edge = self._shop.settings.edge
        name: str = await self._shop.drawing.quickly("stencil.keep", data, _source(parent), edge, folder)
        return Prepared(kept={"mask": name})

    def _parent(self, request: Imagine) -> Picture | None:
        """The picture that an action is applied to: it must offer the action, or the action be a region edit."""
        if request.action == "generate":
            return None
        picture = self._shop.tasks.picture(request.image_id)
        if picture is None:
            raise bad_request("image_id is unknown: it names no finished picture of this engine")
        if request.action != REGION and request.action not in picture.actions(self._shop.settings.offers):
            raise bad_request(f"action `{request.action}` is not offered on this picture")
        return picture

    async def carry_out(self, running: Running, request: Imagine) -> None:
        """Draw it; a follow-up that names no version has its parent's."""
        origin = self._origin(running.task, request)
        parent = self._shop.tasks.picture(request.image_id)
        version = request.version or (parent.version if parent is not None else None)
        await self.draw(running, origin, self.order(running.task, origin, request.split_images), version)

    async def draw(self, running: Running, origin: Origin, order: Order, version: str | None) -> None:
        """Show previews at the engine's pace while the picture is drawn, then the picture."""
        begun = asyncio.get_running_loop().time()
        running.start()
        sheet: Sheet = await self._shop.drawing.quickly("painting.sketch", order)
        picture = _started(self._shop.drawing.thoroughly("painting.finish", order, sheet.recipe))
        try:
            await self._show_previews(running, order, sheet, begun)
            await picture
        finally:
            picture.cancel()
        await self._shop.due(begun, 100)
        self._finish(running, order, sheet, self._picture(running.task, sheet, origin, version))

    async def _show_previews(self, running: Running, order: Order, sheet: Sheet, begun: float) -> None:
        refined = _started(self._shop.drawing.quickly("painting.refine", order, sheet.recipe))
        try:
            for step, percent in enumerate(STEPS):
                if step == 1:
                    await refined
                await self._shop.due(begun, percent)
                running.show(self._result(running.task, sheet, preview_name(order.stem, step), percent, _PREVIEW))
        finally:
            refined.cancel()

    def _origin(self, task: Task, request: Imagine) -> Origin:
        """What the picture comes from. A reroll does again, with another seed, what its own picture came from."""
        if request.action == "reroll":
            return self._known(request.image_id).origin
        prompt, mask = request.prompt, task.kept.get("mask", "")
        references = given.references(prompt, task.kept)
        return Origin(request.action, prompt.text, prompt.ratio, request.image_id, mask, prompt.flags, references)

    def order(self, task: Task, origin: Origin, split: bool) -> Order:
        """What to draw."""
        parent = None if origin.action == "generate" else self._known(origin.parent)
        return Order(
            folder=self._shop.folder,
            stem=task.id,
            action=origin.action,
            seed=task.seed,
            edge=self._shop.settings.edge,
            text=origin.text,
            ratio=origin.ratio,
            source=None if parent is None else _source(parent),
            mask=origin.mask,
            split=split,
            flags=origin.flags,
            references=origin.references,
        )

    def _known(self, image_id: str) -> Picture:
        picture = self._shop.tasks.picture(image_id)
        if picture is None:
            raise bad_request("image_id is unknown: it names no finished picture of this engine")
        return picture

    def _result(self, task: Task, sheet: Sheet, name: str, percent: int, divisor: int = 1) -> dict[str, Any]:
        """One result object (contract 1.1) with relative addresses; the thumbnail is exactly half the raw picture.

        Of an edit it is the raw picture itself (1.2).
        """
        width, height = sheet.width // divisor, sheet.height // divisor
        query, share = ("", 1) if task.type == "edits" else (HALF, 2)
        return {
            "image_url": f"files/{name}{query}",
            "image_width": width // share,
            "image_height": height // share,
            "image_id": self._shop.ids.new(),
            "raw_image_url": f"files/{name}",
            "raw_image_width": width,
            "raw_image_height": height,
            "progress": percent,
            "actions": [],
            "task_id": task.id,
            "trace_id": task.trace_id,
            "success": True,
        }

    def _picture(self, task: Task, sheet: Sheet, origin: Origin, version: str | None) -> Picture:
        """The facts to be kept."""
        return Picture(
            image_id=self._shop.ids.new(),
            task_id=task.id,
            kind=sheet.kind,
            name=picture_name(task.id),
            width=sheet.width,
            height=sheet.height,
            upscaled=sheet.upscaled,
            version=version,
            origin=origin,
            recipe=sheet.recipe,
        )

    def _finish(self, running: Running, order: Order, sheet: Sheet, picture: Picture) -> None:
        """Keep picture and task in one step, and give out the final result."""
        result = self._result(running.task, sheet, picture.name, 100)
        result |= {"image_id": picture.image_id, "actions": picture.actions(self._shop.settings.offers)}
        if order.split and sheet.kind == "grid":
            result["sub_image_urls"] = [f"files/{split_name(order.stem, tile)}" for tile in range(4)]
        more = (str(uuid.uuid5(uuid.UUID(running.task.id), "job")), False)
        stored = {**result, **dict(zip(STORED_ONLY, more, strict=True))}
        product = Product(picture.image_id, picture.task_id, PICTURE, picture.to_json())
        self._shop.tasks.finish(running.end(stored), product)
        running.show(result)


def _started(drawing: Any) -> asyncio.Future[Any]:
    """A drawing that goes on beside; if it fails after nobody waits for it any more, nobody needs to know."""
    job: asyncio.Future[Any] = asyncio.ensure_future(drawing)
    job.add_done_callback(lambda done: None if done.cancelled() else done.exception())
    return job


def _source(picture: Picture) -> Source:
    return Source(picture.kind, picture.name, picture.recipe)
