"""Tasks of `/midjourney/videos`: four clips that move through a picture, or that go on from a former one."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from . import given
from .errors import bad_request
from .order import STEPS, Film, Given, Still, picture_name, preview_name, video_name
from .running import Running
from .task_type import Prepared, Workshop
from .tasks import VIDEO, Product, Task
from .video import CLIPS, Video

_PREVIEW = 4
_NOTHING: dict[str, Any] = {"stills": [], "reels": [[]] * CLIPS}  # is what a new video goes on from
_SHOTS = 5  # of a clip at most: what can be extended four times


class Animating:
    """Finds the pictures and the former clip, has the video drawn at the engine's pace, keeps what made it."""

    delivers = True

    def __init__(self, workshop: Workshop) -> None:
        self._shop = workshop

    def read(self, body: Mapping[str, Any]) -> Video:
        """The checked request; raises a Refusal with one sentence."""
        return Video.of(body)

    async def prepare(self, request: Video) -> Prepared:
        """Find the former video, and have the pictures ready."""
        if request.action == "extend" and len(self._former(request)["reels"][request.video_index]) >= _SHOTS:
            raise bad_request(f"this video was extended {_SHOTS - 1} times already")
        kept = {}
        for field, address in (("image_url", request.image_url), ("end_image_url", request.end_image_url)):
            if address and (field == "end_image_url" or request.action == "generate"):
                kept[field] = await given.keep(self._shop, field, address)
                await self._shop.drawing.quickly("noticing.check", field, kept[field], self._shop.folder)
        return Prepared(request.prompt.seed, kept)

    def _former(self, request: Video) -> dict[str, Any]:
        facts = self._shop.tasks.product(request.video_id, VIDEO)
        if facts is None:
            raise bad_request("video_id is unknown: it names no finished video of this engine")
        return facts

    async def carry_out(self, running: Running, request: Video) -> None:
        """Show previews of the cover at the engine's pace while the clips are drawn, then the video."""
        begun = asyncio.get_running_loop().time()
        film = self._film(running.task, request)
        running.start()
        facts: dict[str, Any] = await self._shop.drawing.quickly("filming.cover", film)
        clips = asyncio.ensure_future(self._shop.drawing.thoroughly("filming.shoot", film, facts))
        try:
            for step, percent in enumerate(STEPS):
                await self._shop.due(begun, percent)
                running.show(_result(running.task, facts, preview_name(film.stem, step), percent))
            await clips
        finally:
            clips.cancel()
        await self._shop.due(begun, 100)
        self._finish(running, film, facts)

    def _film(self, task: Task, request: Video) -> Film:
        """What to draw: with the stills and shots of the former clip where it goes on from one."""
        former = self._former(request) if request.action == "extend" else _NOTHING
        stills = [_still(facts) for facts in former["stills"]]
        stills += [self._found(task.kept[field]) for field in ("image_url", "end_image_url") if field in task.kept]
        return Film(
            folder=self._shop.folder,
            stem=task.id,
            seed=task.seed,
            short=min(request.short, self._shop.settings.most_of_a_video),
            words=request.prompt.text,
            loop=request.loop,
            stills=tuple(stills),
            ends_on=len(stills) - 1 if "end_image_url" in task.kept else None,
            before=tuple(former["reels"][request.video_index]),
        )

    def _found(self, file: str) -> Still:
        """Of one of the engine's own pictures also how it was made, where it shows one scene."""
        stem, _, number = file.rpartition("/")[2].removesuffix(".png").partition("_")
        picture = self._shop.tasks.picture_of(stem)
        if picture is None or (picture.kind == "grid" and not number):
            return Still(Given("", file))
        return Still(Given("", file), picture.recipe, int(number or 0))

    def _finish(self, running: Running, film: Film, facts: dict[str, Any]) -> None:
        """Keep the video and its task in one step, and give out the final result."""
        video_id = self._shop.ids.new_video()
        urls = [f"files/{video_name(film.stem, number)}" for number in range(CLIPS)]
        result = _result(running.task, facts, picture_name(film.stem), 100)
        result |= {"video_id": video_id, "video_urls": urls}
        left = {"stills": [asdict(still) for still in film.stills], "reels": facts["reels"]}
        self._shop.tasks.finish(running.end(result), Product(video_id, film.stem, VIDEO, left))
        running.show(result)


def _result(task: Task, facts: dict[str, Any], name: str, percent: int) -> dict[str, Any]:
    """One result object (contract 1.3) with relative addresses; a preview of the cover is a quarter of its size."""
    divisor = _PREVIEW if percent < 100 else 1
    return {
        "image_url": f"files/{name}",
        "image_width": facts["width"] // divisor,
        "image_height": facts["height"] // divisor,
        "progress": percent,
        "video_urls": [],
        "task_id": task.id,
        "trace_id": task.trace_id,
        "success": True,
    }


def _still(facts: dict[str, Any]) -> Still:
    return Still(Given(**facts["given"]), facts["recipe"], facts["tile"])
