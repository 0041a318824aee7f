"""Tasks of `/midjourney/edits`: a picture from elsewhere, repainted like one of the engine's own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from . import masks
from .edit import Edit
from .imagining import Imagining
from .order import files_folder, masks_folder
from .picture import Origin, Picture
from .request import REGION
from .running import Running
from .task_type import Prepared, Workshop
from .tasks import PICTURE, Product, Task


class Editing:
    """Takes the picture in, and has it repainted as a region edit of it."""

    delivers = True

    def __init__(self, workshop: Workshop) -> None:
        self._shop = workshop
        self._imagining = Imagining(workshop)

    def read(self, body: Mapping[str, Any]) -> Edit:
        """The checked request; raises a Refusal with one sentence."""
        return Edit.of(body)

    async def prepare(self, request: Edit) -> Prepared:
        """Fetch the picture and read the mask; both are kept at the size that they are worked on."""
        picture = await self._shop.fetch("image_url", request.image_url)
        mask = await masks.read(request.mask, self._shop) if request.mask else b""
        folders = files_folder(self._shop.folder), masks_folder(self._shop.folder)
        edge = self._shop.settings.edge
        kept: dict[str, str] = await self._shop.drawing.quickly("outside.keep", picture, mask, edge, *folders)
        return Prepared(request.prompt.seed, kept)

    async def carry_out(self, running: Running, request: Edit) -> None:
        """Repaint it; the result is a grid that offers what every grid offers."""
        parent = await self._taken_in(running.task, request)
        origin = Origin(REGION, request.prompt.text, parent.origin.ratio, parent.image_id, running.task.kept["mask"])
        order = self._imagining.order(running.task, origin, request.split_images)
        await self._imagining.draw(running, origin, order, request.prompt.flags.get("version"))

    async def _taken_in(self, task: Task, request: Edit) -> Picture:
        """The picture from elsewhere as one of the engine's, under an id that no client is ever told."""
        file = files_folder(self._shop.folder) / task.kept["picture"]
        text = request.prompt.text
        recipe: dict[str, Any] = await self._shop.drawing.quickly("outside.recipe", file, text, task.seed)
        width, height = recipe["size"]
        origin = Origin("generate", text, recipe["ratio"])
        name = f"given-{task.id}"
        picture = Picture(name, task.id, "single", file.name, width, height, False, None, origin, recipe)
        self._shop.tasks.keep(Product(name, task.id, PICTURE, picture.to_json()))
        return picture
