"""Process of a benchmark: what the editor does besides strokes, in ms: opening, undo, changes with preview, encoding.

Also the longest time for which the GUI thread was held while tools look, and the memory of editing in MB.
"""

import base64
import gc
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import cv2
import numpy as np
from PySide6.QtCore import QBuffer, QIODevice, QPointF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter, QPen
from PySide6.QtWidgets import QApplication

from mj_desktop import pictures
from mj_desktop.core.generation import StoredPicture
from mj_desktop.loop import share_heap
from mj_desktop.mask.brush import Brush
from mj_desktop.mask.encoding import outgoing
from mj_desktop.mask.kit import Tool
from mj_desktop.mask.lossless import to_png
from mj_desktop.mask.mask import Mask
from mj_desktop.mask.morphology import MAX_RADIUS
from mj_desktop.mask.scissors import Wire
from mj_desktop.ui import theme
from mj_desktop.ui.mask_editor.proposals import Adjustment, Change
from mj_desktop.ui.mask_editor.scene import Keys
from tests.bench.processes import tell
from tests.bench.stroke_stage import Pool, Window, generation, picture

WHOLE = ("all", "clear", "invert")
"""What changes every pixel of a mask."""
_PATIENCE = 20.0
_LEFT, _NO_KEY = Qt.MouseButton.LeftButton, Keys.NoModifier


class Stage:
    """One window, and a clock that knows when it is through."""

    def __init__(self) -> None:
        self.pool = Pool()
        self.window = Window(self.pool)
        self.editor = self.window.editor
        self.window.move(0, 0)
        self.window.show()
        self.rest()

    def rest(self, seconds: float = 0.5) -> None:
        """Let everything come to rest."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            QGuiApplication.sync()

    def time(self, deed: Callable[[], object], is_done: Callable[[], bool] = lambda: True) -> tuple[float, float]:
        """How long a deed takes until its repaint is with the X server; the longest turn of the event loop."""
        begun = last = time.perf_counter()
        longest = 0.0
        deed()
        while True:
            QGuiApplication.sync()
            now = time.perf_counter()
            longest, last = max(longest, now - last), now
            if is_done():
                break
            time.sleep(0.0005)  # else this would keep a core from the thread that is waited for
            assert now - begun < _PATIENCE
        QGuiApplication.sync()
        return (time.perf_counter() - begun) * 1000, longest * 1000

    def paint(self) -> None:
        """A stroke through the middle."""
        hand = self.editor.canvas.hand
        hand.press((300.0, 300.0), _LEFT, _NO_KEY)
        for x in range(300, 800, 7):
            hand.move(float(x), 300.0 + x % 90, _NO_KEY)
        hand.release((800.0, 400.0), _NO_KEY)


def opening(stage: Stage) -> dict[str, float]:
    """A picture of 4096 x 4096 of which the viewer holds a small copy."""
    with tempfile.TemporaryDirectory(prefix="mj-bench-") as folder:
        path = Path(folder, "picture.png")
        rng = np.random.default_rng(1)
        noise = cv2.resize(rng.integers(0, 256, (256, 256, 3), np.uint8), (4096, 4096), interpolation=cv2.INTER_CUBIC)
        cv2.imwrite(str(path), noise)
        small = pictures.thumbnail(path, 1024)
        file = StoredPicture(name="picture.png", width=4096, height=4096, size=1, sha256="")
        single = replace(generation("large"), file=file)
        editor, canvas = stage.editor, stage.editor.canvas

        def begin() -> None:
            editor.open(single, small, None)
            canvas.hand.press((600.0, 400.0), _LEFT, _NO_KEY)

        begun = time.perf_counter()
        shown, _ = stage.time(begin)
        assert editor.painted.rect.width == 4096 and not editor.painted.is_empty
        canvas.hand.release((600.0, 400.0), _NO_KEY)
        stage.pool.run("decode", lambda: pictures.load(path), lambda image: editor.show_picture("large", image))
        _, gap = stage.time(lambda: None, lambda: canvas.is_whole)
        whole = (time.perf_counter() - begun) * 1000
    return {"opening": shown, "whole": whole, "opening gap": gap}


def changes(stage: Stage) -> dict[str, float]:
    """At 4096 x 4096 undo, all, none and invert; at 2048 x 2048 what is proposed, until it is seen."""
    editor = stage.editor
    stage.paint()
    stage.rest()
    found = {"undo": stage.time(lambda: editor.do("undo"))[0]}
    for deed in WHOLE:
        stage.paint()
        stage.rest()
        found[f"{deed} gap"] = stage.time(partial(editor.do, deed))[1]
        stage.rest()
    editor.open(generation("middle"), picture(2048, 2048), None)
    editor.kit.size(150)
    stage.rest()
    stage.paint()
    stage.rest()
    found["invert"] = stage.time(lambda: editor.do("invert"))[0]
    editor.do("invert")
    stage.rest()
    for change in Change:
        wish = Adjustment(change, MAX_RADIUS)
        found[change], found[f"{change} gap"] = stage.time(
            partial(editor.offer, wish), lambda: not editor.proposing.is_due
        )
        editor.do("back")
        stage.rest()
    return found


def gaps(stage: Stage) -> dict[str, float]:
    """How long tools that look at a picture hold the GUI thread, and how long they take; a box of nearly all of it."""
    editor, canvas = stage.editor, stage.editor.canvas
    seen = mottled(2048)
    editor.open(generation("mottled"), seen, None)
    stage.rest()
    pixels = canvas.scene.picture
    found = {"magnetic map": _middle(lambda: Wire(pixels, (1000, 1000)))}
    looking: list[bool] = []
    canvas.searching.connect(looking.append)
    for tool in (Tool.WAND, Tool.MAGNETIC, Tool.SUBJECT):
        editor.kit.take(tool)
        looking.clear()
        until = time.perf_counter() + 0.4

        def is_found(tool: Tool = tool, until: float = until) -> bool:
            return time.perf_counter() > until if tool is Tool.MAGNETIC else looking[-1:] == [False]

        found[f"{tool} time"], found[f"{tool} gap"] = stage.time(partial(_drag, stage), is_found)
        editor.break_off()
        stage.rest()
    found |= {f"{tool} line": _longest_move(stage, tool) for tool in (Tool.LASSO, Tool.MAGNETIC)}
    editor.kit.take(Tool.BRUSH)
    return found


def _longest_move(stage: Stage, tool: Tool) -> float:
    """The longest that one of 3000 moves round nearly all of the picture takes, until it is seen."""
    hand, worst = stage.editor.canvas.hand, 0.0
    stage.editor.kit.take(tool)
    turns = np.linspace(0, 6, 3000)
    waves = 0.95 - 0.1 * np.sin(60 * turns) ** 2
    way = np.stack([600 + 350 * waves * np.cos(turns), 400 + 350 * waves * np.sin(turns)], axis=1).tolist()
    hand.press(tuple(way[0]), _LEFT, _NO_KEY)
    for x, y in way:
        begun = time.perf_counter()
        hand.move(x, y, _NO_KEY)
        QGuiApplication.sync()
        worst = max(worst, time.perf_counter() - begun)
    stage.editor.break_off()
    return worst * 1000


def mottled(edge: int) -> QImage:
    """Blobs of three sizes: edges everywhere, and nothing that is clearly a subject."""
    rng = np.random.default_rng(1)
    pixels = np.full((edge, edge, 4), 255, np.uint8)
    grown = [
        cv2.resize(rng.integers(0, 256, (n, n, 3), np.uint8), (edge, edge), interpolation=cv2.INTER_CUBIC) // share
        for n, share in ((8, 2), (64, 4), (512, 4))
    ]
    pixels[..., :3] = grown[0] + grown[1] + grown[2]
    return QImage(pixels.data, edge, edge, 4 * edge, QImage.Format.Format_ARGB32_Premultiplied).copy()


def _drag(stage: Stage) -> None:
    hand = stage.editor.canvas.hand
    hand.press((230.0, 40.0), _LEFT, _NO_KEY)
    hand.move(970.0, 760.0, _NO_KEY)
    hand.release((970.0, 760.0), _NO_KEY)


def encoding() -> dict[str, float]:
    """Mask to PNG and base64, ours and the way of the documents' sample, which builds and saves an image of Qt's."""
    found: dict[str, float] = {}
    for edge in (2048, 4096):
        mask = Mask(edge, edge)
        mask.begin(edge * 0.2, edge * 0.3, Brush(edge // 12))
        mask.extend(edge * 0.7, edge * 0.6)
        overlay = QImage(edge, edge, QImage.Format.Format_ARGB32_Premultiplied)
        overlay.fill(Qt.GlobalColor.transparent)
        painter = QPainter(overlay)
        painter.setPen(QPen(QColor(255, 255, 255), edge // 6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(QPointF(edge * 0.2, edge * 0.3), QPointF(edge * 0.7, edge * 0.6))
        painter.end()
        found[f"ours {edge}"] = _middle(partial(_ours, mask))
        found[f"sample {edge}"] = _middle(partial(_sample, overlay))
    return found


def _ours(mask: Mask) -> bytes:
    return base64.b64encode(to_png(outgoing(mask.pixels)))


def _sample(overlay: QImage) -> bytes:
    plain = QImage(overlay.size(), QImage.Format.Format_RGB32)
    plain.fill(Qt.GlobalColor.black)
    painter = QPainter(plain)
    painter.drawImage(0, 0, overlay)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    plain.convertToFormat(QImage.Format.Format_Grayscale8).save(buffer, "PNG")  # type: ignore[call-overload]
    return base64.b64encode(buffer.data().data())


def _middle(deed: Callable[[], object], times: int = 5) -> float:
    took = []
    for _ in range(times):
        begun = time.perf_counter()
        deed()
        took.append((time.perf_counter() - begun) * 1000)
    return sorted(took)[times // 2]


def memory(stage: Stage) -> dict[str, float]:
    """Editing 4096 x 4096, over the idle window."""
    gc.collect()
    before = _resident()
    stage.editor.open(generation("heavy"), picture(4096, 4096), None)
    for _ in range(20):
        stage.paint()
    stage.rest(1.0)
    gc.collect()
    return {"memory": _resident() - before}


def _resident() -> float:
    """MB of this process."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


if __name__ == "__main__":
    share_heap()
    application = QApplication(sys.argv[:1])
    theme.apply(application)
    _stage = Stage()
    facts = (
        memory(_stage) if "memory" in sys.argv else {**opening(_stage), **changes(_stage), **gaps(_stage), **encoding()}
    )
    tell(facts)
    _stage.window.close()
    _stage.pool.close()
