"""Process of a benchmark: the whole program on a profile; prints how quickly its library shows, scrolls and searches.

Memory is the process's own (its private and shared resident pages, /proc/self/smaps_rollup's Pss), in MB.
"""

import asyncio
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from mj_desktop import app
from mj_desktop.loop import Loop
from mj_desktop.program import Program
from mj_desktop.ui.window.window import Window
from tests.bench.processes import tell

_PATIENCE = 60.0  # seconds
_SETTLED = 2.0
_NOTCHES = 300
_BETWEEN = 0.02
_TYPED = ("lighthouse", "night rain", "number 77", "fox dusk")


class Gallery:
    """One window on one profile, and what is measured in it."""

    def __init__(self, profile: Path, count: int) -> None:
        self._profile, self._count = profile, count
        self._window = Window()
        self._strip = self._window.library
        self._figures: dict[str, float] = {}

    async def measure(self) -> dict[str, float]:
        """Show, wait until all is there, scroll, search; figures in ms and MB."""
        self._window.resize(1600, 1000)
        self._window.show()
        await asyncio.sleep(0.5)
        program = Program(self._window, self._profile, {})
        try:
            self._window.library.model.modelAboutToBeReset.connect(self._note_shown)
            await program.open()
            program.listen()
            await self._until(lambda: len(self._strip.model.known) == self._count)
            await asyncio.sleep(_SETTLED)
            if self._count:
                await self._scroll()
                await self._search()
            self._figures["memory"] = _memory()
        finally:
            await program.close()
            self._window.close()
        return self._figures

    def _note_shown(self) -> None:
        """The first cells were handed to the view: how long until they are painted?"""
        if "shown" not in self._figures:
            begun = time.perf_counter()
            self._figures["shown"] = 0.0
            asyncio.get_running_loop().call_soon(self._note_painted, begun)

    def _note_painted(self, begun: float) -> None:
        self._strip.view.viewport().repaint()
        self._figures["shown"] = (time.perf_counter() - begun) * 1e3

    async def _scroll(self) -> None:
        """Notch by notch down; each repaint is timed once for what came into view and once for its pictures."""
        viewport, times = self._strip.view.viewport(), list[float]()
        for _ in range(_NOTCHES):
            QApplication.sendEvent(viewport, _notch(viewport.rect().center(), viewport.mapToGlobal(QPoint())))
            for wait in (_BETWEEN, 0.0):
                begun = time.perf_counter()
                QApplication.sendPostedEvents(self._window, QEvent.Type.UpdateRequest.value)
                times.append((time.perf_counter() - begun) * 1e3)
                await asyncio.sleep(wait)
        self._figures["repaint"] = _p95(times)

    async def _search(self) -> None:
        """Type word by word; from each key press until the cells it leaves are painted."""
        field, model, times = self._strip.head.field, self._strip.model, list[float]()
        for typed in _TYPED:
            for letter in typed:
                shown = asyncio.Event()
                model.modelReset.connect(shown.set)
                begun = time.perf_counter()
                QTest.keyClicks(field, letter)
                await asyncio.wait_for(shown.wait(), _PATIENCE)
                self._strip.view.viewport().repaint()
                times.append((time.perf_counter() - begun) * 1e3)
                model.modelReset.disconnect(shown.set)
                await asyncio.sleep(0.1)
            field.clear()
            await asyncio.sleep(0.3)
        self._figures["search"] = _p95(times)

    async def _until(self, there: Callable[[], bool]) -> None:
        async with asyncio.timeout(_PATIENCE):
            while not there():
                await asyncio.sleep(0.05)


def _notch(at: QPoint, corner: QPoint) -> QWheelEvent:
    none, plain = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    phase = Qt.ScrollPhase.NoScrollPhase
    return QWheelEvent(QPointF(at), QPointF(at + corner), QPoint(), QPoint(0, -120), none, plain, phase, False)


def _p95(times: list[float]) -> float:
    return sorted(times)[len(times) * 95 // 100]


def _memory() -> float:
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


async def _measured(profile: Path, count: int) -> dict[str, float]:
    return await Gallery(profile, count).measure()


if __name__ == "__main__":
    application = app.application()
    with asyncio.Runner(loop_factory=lambda: Loop(application)) as runner:
        tell(runner.run(_measured(Path(sys.argv[1]), int(sys.argv[2]))))
