"""Smoke: drives the real window, through its own widgets, from prompt to repainted region, and writes down what came.

Offscreen, on a demo engine of its own, with no token and no address but loopback: prompt, grid, upscale 1, mask
strokes, region edit, every other page, and a video.
"""

import asyncio
import base64
import hashlib
import json
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QTextEdit, QWidget

from mj_desktop import bugs, tour
from mj_desktop.api.addresses import stay_on_loopback
from mj_desktop.core.generation import Generation, State
from mj_desktop.core.messages import Message
from mj_desktop.core.request import GENERATE, REGION, VIDEO
from mj_desktop.projector import Frames

Json = dict[str, Any]
W = TypeVar("W", bound=QWidget)

_PROMPT = "a lighthouse on a basalt cliff at dusk, storm clearing, calm sea"
_REGION_PROMPT = "three hot air balloons"
_LEVELS = 8
_PATIENCE = 600.0  # seconds; a busy machine may let a program stand still for minutes


def run(out: Path, profile: Path | None) -> int:
    """Do it all once, leaving pictures and `smoke.json` in `out`; 0 only if every check held."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    stay_on_loopback()
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="mj-smoke-", ignore_cleanup_errors=True) as fresh:
        report = Smoke(out, profile or Path(fresh)).run()
    (out / "smoke.json").write_text(json.dumps(report, indent=1), encoding="utf-8")
    for check in report["checks"]:
        print("ok  " if check["ok"] else "FAIL", check["name"], check["detail"])
    return 0 if report["ok"] else 1


class Smoke:
    """One run: the window under test, and the report that grows."""

    def __init__(self, out: Path, profile: Path) -> None:
        self._out, self._profile = out, profile
        self._seen: dict[str, Generation] = {}
        self._sizes: dict[str, list[int]] = {}
        self._checks: list[Json] = []
        self._requests: list[Json] = []
        self._seconds: dict[str, float] = {}
        self._changed: dict[str, float] = {}
        self._modules: list[str] = []
        self._frames = 0
        self._bugs: list[Message] = []
        self._begun = time.monotonic()

    def run(self) -> Json:
        """The report; an error becomes a failed check."""
        from mj_desktop import app
        from mj_desktop.loop import Loop

        application = app.application()
        with asyncio.Runner(loop_factory=lambda: Loop(application)) as runner:
            try:
                runner.run(self._window_and_all())
            except (Exception, TimeoutError) as error:
                self._check("no error", False, f"{type(error).__name__}: {error}")
        return {
            "ok": bool(self._checks) and all(check["ok"] for check in self._checks),
            "checks": self._checks,
            "pictures": self._sizes,
            "requests": self._requests,
            "seconds": self._seconds,
            "changed": self._changed,
            "modules": self._modules,
        }

    async def _window_and_all(self) -> None:
        from keyring.backends.fail import Keyring as NoKeyring

        from mj_desktop.program import Program
        from mj_desktop.ui.window.window import Window

        watch = bugs.Watch()
        watch.watch_loop(asyncio.get_running_loop())
        watch.said.connect(self._bugs.append)
        window = Window()
        window.show()
        pace = ("--pace", "1", "--seed", "7")
        program = Program(window, self._profile, {}, pace, sent=self._note, keyring=NoKeyring())  # type: ignore[no-untyped-call]
        try:
            await program.open()
            program.listen()
            program.studio.added.connect(self._see)
            program.studio.changed.connect(self._see)
            self._window, self._program = window, program
            self._time("window")
            await self._everything()
        finally:
            await program.close()
            window.close()
            window.deleteLater()
            watch.close()

    async def _everything(self) -> None:
        grid = await self._draw_grid()
        single = await self._upscale(grid)
        mask = await self._paint(single)
        region = await self._submit(single)
        self._compare(single, region, mask)
        await asyncio.sleep(0.3)  # the last cross-fade
        self._window.grab().save(str(self._out / "window.png"))
        await self._tour()
        await self._film()

    # -- what a person does

    async def _draw_grid(self) -> Generation:
        prompt = self._find(QTextEdit, "prompt")
        prompt.setFocus()
        QTest.keyClicks(prompt, _PROMPT)
        QTest.keyClick(prompt, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        grid = await self._stored("grid", lambda found: found.request.action == GENERATE)
        self._check("the prompt became a grid", grid.is_grid and "upscale1" in grid.actions, ", ".join(grid.actions))
        offered = [self._action(action) for action in grid.actions]
        self._check("every action is a button", all(offered), f"{len(offered)} actions")
        return grid

    async def _upscale(self, grid: Generation) -> Generation:
        button = self._action("upscale1")
        assert button is not None
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        single = await self._stored("upscale", lambda found: found.request.action == "upscale1")
        self._check("upscale 1 is a single picture of the grid", not single.is_grid and single.parent == grid.id, "")
        return single

    async def _paint(self, single: Generation) -> Any:
        button = self._find(QAbstractButton, "repaint_region")
        await self._until("repaint is offered", lambda: _usable(button))
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        await self._until("the mask editor is open", lambda: self._find(QWidget, "mask-canvas").isVisible())
        canvas = self._find(QWidget, "mask-canvas")
        await asyncio.sleep(0.05)
        for row in (0.42, 0.50, 0.58):
            _stroke(canvas, 0.40, 0.62, row)
        prompt = self._find(QTextEdit, "region-prompt")
        prompt.setFocus()
        QTest.keyClicks(prompt, _REGION_PROMPT)
        assert self._window.editor is not None
        mask = self._window.editor.painted.pixels.copy()
        self._check("strokes are in the mask", bool(mask.any()), f"{(mask > 0).mean():.1%} of the picture")
        return mask

    async def _submit(self, single: Generation) -> Generation:
        button = self._find(QAbstractButton, "repaint")
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        return await self._stored("region", lambda found: found.request.action == REGION)

    async def _tour(self) -> None:
        painted = await tour.visit(self._window, self._until)
        self._check("every page opens", painted == list(tour.PAGES), ", ".join(painted))
        self._time("pages")
        self._modules = tour.modules()
        self._check("every module can be imported", bool(self._modules), f"{len(self._modules)} modules")
        self._time("modules")

    async def _film(self) -> None:
        self._window.viewer.setFocus()
        tour.press("M")
        self._program.further.projector.shown.connect(self._count)
        await self._until("a video is asked for", lambda: self._find(QWidget, "video-composer").isVisible())
        tour.press("Ctrl+Return")
        video = await self._stored("video", lambda found: found.request.action == VIDEO)
        self._check("the video has four clips", len(video.clip_files) == 4, ", ".join(video.clip_files))
        await self._until("the clips play", lambda: self._frames > 1)
        self._check("the clips play", not self._bugs, f"{self._frames} frames of all four")

    # -- what is looked at

    def _compare(self, single: Generation, region: Generation, mask: Any) -> None:
        """The sent mask is the painted one; tile 1 of the region differs inside it and nowhere else."""
        import cv2
        import numpy as np

        assert single.file is not None
        assert region.request.mask is not None
        cv2.imwrite(str(self._out / "mask.png"), mask)
        sent = cv2.imdecode(np.frombuffer(region.request.mask, np.uint8), cv2.IMREAD_UNCHANGED)
        size = (single.file.height, single.file.width)
        same = sent is not None and sent.shape == size and np.array_equal(sent >= 128, mask >= 128)
        self._check("the mask sent is the mask painted, one channel, of the picture's size", bool(same), f"{size}")
        before, after = (cv2.imread(str(self._out / f"{name}.png")) for name in ("upscale", "region"))
        assert before is not None
        assert after is not None
        tile = after[: size[0], : size[1]].astype(int)
        differs = np.abs(tile - before.astype(int)).max(axis=2)
        inside = float((differs[mask >= 128] > _LEVELS).mean())
        outside = float((differs[mask < 128] > 0).mean())
        self._changed = {"inside": inside, "outside": outside}
        self._check("at least half of the masked pixels changed", inside >= 0.5, f"{inside:.1%}")
        self._check("nothing changed outside the mask", outside == 0, f"{outside:.4%}")

    # -- the report

    def _see(self, generation: Generation) -> None:
        self._seen[generation.id] = generation

    def _count(self, frames: Frames) -> None:
        self._frames += len(frames.images) == 4 and not any(image.isNull() for image in frames.images)

    def _note(self, path: str, body: Mapping[str, Any]) -> None:
        shown = dict(body)
        if "mask" in shown:
            data = base64.b64decode(shown["mask"])
            shown["mask"] = {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        self._requests.append({"path": path, "body": shown})

    def _check(self, name: str, ok: bool, detail: str) -> None:
        self._checks.append({"name": name, "ok": ok, "detail": detail})

    def _time(self, name: str) -> None:
        self._seconds[name] = round(time.monotonic() - self._begun, 3)

    async def _stored(self, name: str, is_it: Callable[[Generation], bool]) -> Generation:
        """The generation that `is_it`, once stored and on view; its raw picture goes to `<name>.png` as received."""

        def find() -> Generation | None:
            return next((found for found in self._seen.values() if is_it(found)), None)

        await self._until(f"{name} is drawn", lambda: (found := find()) is not None and not found.state.is_open)
        found = find()
        assert found is not None
        self._check(f"{name} is stored", found.state is State.STORED, str(found.failure or ""))
        assert found.file is not None
        shutil.copyfile(self._program.library.path(found.file), self._out / f"{name}.png")
        self._sizes[name] = [found.file.width, found.file.height]
        self._time(name)
        await self._until(f"{name} is on view", lambda: self._window.shown == found.id)
        return found

    async def _until(self, what: str, condition: Callable[[], bool]) -> None:
        deadline = time.monotonic() + _PATIENCE
        while not condition():
            if self._bugs:
                raise RuntimeError(f"until {what}: {self._bugs[0].details}")
            if time.monotonic() > deadline:
                seen = ", ".join(f"{each.request.action} {each.state}" for each in self._seen.values())
                raise TimeoutError(f"waited {_PATIENCE:.0f} s until {what}; seen: {seen}")
            await asyncio.sleep(0.01)

    def _find(self, kind: type[W], name: str) -> W:
        found = self._window.findChild(kind, name)
        assert isinstance(found, kind), f"the window has no {name}"
        return found

    def _action(self, action: str) -> QAbstractButton | None:
        found: QObject | None = self._window.action_bar.findChild(QAbstractButton, f"action_{action}")
        return found if isinstance(found, QAbstractButton) else None


def _usable(button: QAbstractButton | None) -> bool:
    return button is not None and button.isVisible() and button.isEnabled()


def _stroke(canvas: QWidget, left: float, right: float, row: float) -> None:
    """A stroke from left to right over the canvas, in parts of its size."""
    width, y = canvas.width(), round(canvas.height() * row)
    points = [QPoint(round(width * (left + (right - left) * step / 20)), y) for step in range(21)]
    button = Qt.MouseButton.LeftButton
    QTest.mousePress(canvas, button, pos=points[0])
    for point in points[1:]:
        QTest.mouseMove(canvas, point)
    QTest.mouseRelease(canvas, button, pos=points[-1])
