"""Videos and edits in the window, drawn by the real engine: journalled, fetched, played, saved, made longer."""

from collections.abc import Callable
from filecmp import cmp
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QTextEdit,
    QWidget,
)

from mj_desktop import clips
from mj_desktop.core.errors import PictureError
from mj_desktop.core.generation import DEMO, Generation, State
from mj_desktop.core.request import EDIT, EXTEND, VIDEO, Imagine
from mj_desktop.projector import Frames
from mj_desktop.ui.strip import words as library_words
from tests.conftest import Run
from tests.desk import desk
from tests.engine import Engine
from tests.opened import Open, opened
from tests.serving import serving


def _press(widget: QWidget, key: str) -> None:
    QTest.keySequence(widget, QKeySequence(key))


def _click(at: Open, name: str) -> None:
    button = at.window.findChild(QAbstractButton, name)
    assert isinstance(button, QAbstractButton)
    button.click()


async def _newest(at: Open, action: str) -> Generation:
    """What was asked for by that action, once nothing more comes by itself."""

    def found() -> list[Generation]:
        return [each for each in at.seen.values() if each.request.action == action and not each.state.is_open]

    await at.until(lambda: bool(found()))
    return found()[-1]


def test_a_video_of_a_picture_is_asked_for_by_keys_and_plays_its_four_clips_mute_and_looping(
    run: Run[Any], qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with opened(tmp_path) as at:
            other = await at.draw("a storm")
            grid = await at.draw("a lighthouse")
            _press(at.window.viewer, "M")
            others = at.window.findChild(QComboBox, "video_others")
            assert isinstance(others, QComboBox)
            others.setCurrentIndex(1)
            others.activated.emit(1)
            words = at.window.findChild(QLineEdit, "video_words")
            assert isinstance(words, QLineEdit)
            assert words.text() == "a lighthouse"
            words.clear()
            assert _words(at, "video_cost") == "Free with the demo engine"
            _click(at, "video_send")
            problem = at.window.findChild(QLabel, "video_problem")
            assert isinstance(problem, QLabel)
            assert problem.text() == "Write what is to happen."
            words.setText("waves roll in")
            _click(at, "video_loop")
            QTest.keyClick(words, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
            assert at.window.pages.currentWidget() is at.window.viewer
            video = await _newest(at, VIDEO)
            assert (video.state, video.parent, len(video.clip_files)) == (State.STORED, grid.id, 4)
            assert (video.request.loop, video.request.resolution) == (True, "480p")
            assert other.picture is not None
            assert video.request.end_image_url == other.picture.raw_url
            await at.until(lambda: at.window.shown == video.id)
            await _plays(at, video, tmp_path)

    run(work())


async def _plays(at: Open, video: Generation, folder: Path) -> None:
    """It moves, stands still when told to, and its chosen clip is saved as the service sent it."""
    seen: list[Frames] = []
    at.program.further.projector.shown.connect(seen.append)
    # It may begin anew while the window is still laid out: the first frame is there twice then.
    await at.until(lambda: any(frames.images[0] != seen[0].images[0] for frames in seen))
    assert len(seen[-1].images) == 4
    assert not any(image.isNull() for image in seen[-1].images)
    face = at.program.further.videos.face
    assert face is not None
    assert len({(box.x(), box.y()) for box in face.boxes()}) == 4
    _press(at.window.viewer, "K")
    pause = at.window.action_bar.findChild(QAbstractButton, "video_pause")
    assert isinstance(pause, QAbstractButton)
    assert pause.text() == "Play"
    _press(at.window, "Ctrl+D")
    assert not face.isVisible()
    _press(at.window, "Esc")
    assert face.isVisible()
    _press(at.window.viewer, "K")
    count = len(seen)
    await at.until(lambda: len(seen) > count + 1)
    _press(at.window.viewer, "3")
    assert face.chosen == 2
    _press(at.window.viewer, "Shift+S")
    dialog = at.window.findChild(QFileDialog, "save-clip")
    assert isinstance(dialog, QFileDialog)
    target = folder / "clip.mp4"
    dialog.fileSelected.emit(str(target))
    dialog.close()
    source = at.program.library.clip_paths(video)[2]
    await at.until(lambda: target.exists() and target.read_bytes() == source.read_bytes())
    QGuiApplication.clipboard().setText("words")
    _press(at.window.viewer, "Ctrl+C")
    await at.until(lambda: bool(QGuiApplication.clipboard().mimeData().urls()))
    copied = QGuiApplication.clipboard().mimeData().urls()[0].toLocalFile()
    assert copied.endswith(".mp4")
    assert cmp(copied, source, shallow=False)


def test_a_video_is_made_longer_from_the_clip_that_is_chosen_and_survives_a_restart(
    run: Run[Any], qapp: QApplication, tmp_path: Path, engine: Engine
) -> None:
    async def work() -> tuple[Generation, Generation]:
        async with desk(tmp_path, (DEMO, engine)) as at:
            grid = await at.draw("a fox")
            assert grid.picture is not None
            wish = Imagine(
                action=VIDEO, prompt="it runs", image_url=grid.picture.raw_url, end_image_url=grid.picture.raw_url,
                resolution="480p",
            )  # fmt: skip
            video = await at.end(at.studio.submit(DEMO, wish, grid.id))
            longer = Imagine(action=EXTEND, prompt="on", video_id=video.video_id, video_index=2)
            return video, await at.end(at.studio.submit(DEMO, longer, video.id))

    async def come_back(expected: Generation) -> None:
        async with desk(tmp_path, (DEMO, engine)) as at:
            found = at.library.get(expected.id)
            assert found == expected
            assert all(path.is_file() for path in at.library.clip_paths(expected))
            at.library.delete([expected.id], 1.0)
            at.library.empty_trash()
            assert not any(path.exists() for path in at.library.clip_paths(expected))

    video, longer = run(work())
    assert (video.state, longer.state, len(longer.clip_files)) == (State.STORED, State.STORED, 4)
    assert video.can_extend
    assert longer.video_id != video.video_id
    run(come_back(longer))


@pytest.mark.parametrize(
    "wish",
    [
        lambda url: Imagine(action=VIDEO, prompt="it runs", image_url=url, resolution="480p"),
        lambda url: Imagine(action=EDIT, prompt="a hat", image_url=url),
    ],
    ids=["video", "edit"],
)
def test_what_other_endpoints_draw_is_found_again_after_its_connection_broke_before_the_task_was_named(
    run: Run[Any], qapp: QApplication, tmp_path: Path, engine: Engine, wish: Callable[[str], Imagine]
) -> None:
    async def work() -> Generation:
        with Engine() as own:
            async with desk(tmp_path, (DEMO, own)) as at:
                grid = await at.draw("a fox")
                assert grid.picture is not None
                own.fault("drop-before-line", 1, times=1)
                return await at.end(at.studio.submit(DEMO, wish(grid.picture.raw_url), grid.id))

    found = run(work())
    assert (found.state, found.stream_lost) == (State.STORED, True)


def test_an_own_picture_is_edited_by_its_address_in_the_mask_editor(
    run: Run[Any], qapp: QApplication, tmp_path: Path, engine: Engine
) -> None:
    picture = np.full((128, 192, 3), 200, np.uint8)
    cv2.imwrite(str(tmp_path / "own.png"), picture)
    (tmp_path / "page.html").write_text("<html><body>a picture is here</body></html>")

    async def work() -> None:
        with serving(tmp_path) as address:
            async with opened(tmp_path / "profile") as at:
                await _name(at, f"{address}/page.html")
                await at.until(lambda: at.window.status.message.what.startswith("There is no picture"))
                await _name(at, f"{address}/own.png")
                editor = at.window.editor
                assert editor is not None
                await at.until(lambda: editor.isVisible() and editor.generation is not None)
                editor.do("all")
                assert editor.generation is not None
                outside = editor.generation
                assert (outside.is_outside, outside.request.image_url) == (True, f"{address}/own.png")
                assert library_words.title(outside, {}) == "own.png"
                assert at.program.library.search("own") == {outside.id}
                await at.until(lambda: editor.painted is not None and not editor.painted.is_empty)
                words = editor.findChild(QTextEdit, "region-prompt")
                assert isinstance(words, QTextEdit)
                words.setPlainText("a green hill")
                editor.do("submit")
                made = await _newest(at, EDIT)
                assert (made.state, made.parent, made.request.image_url) == (
                    State.STORED, outside.id, f"{address}/own.png",
                )  # fmt: skip
                await at.until(lambda: at.window.shown == made.id)

    run(work())


async def _name(at: Open, address: str) -> None:
    """Where nothing was taken another address can be given at once."""
    if at.window.findChild(QLineEdit, "address-field") is None:
        _press(at.window, "Ctrl+E")
    field = at.window.findChild(QLineEdit, "address-field")
    assert isinstance(field, QLineEdit)
    field.setText(address)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert _words(at, "address-said") == f"Looking at {address}"


def test_what_is_no_video_is_refused() -> None:
    with pytest.raises(PictureError, match="no video"):
        clips.verify(b"<html>")


def _words(at: Open, name: str) -> str:
    label = at.window.findChild(QLabel, name)
    assert isinstance(label, QLabel)
    return label.text()
