"""The whole program, from a prompt typed into its window to a picture that is kept."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTextEdit

from mj_desktop.core.generation import DEMO, Generation, State
from mj_desktop.core.messages import Remedy
from mj_desktop.library import peek
from mj_desktop.ui.desk.fields import Wish
from tests.conftest import Run
from tests.opened import opened
from tests.ui.finders import message


def test_a_prompt_typed_into_the_window_is_drawn_kept_and_there_after_a_restart(
    run: Run[Any], qapp: QApplication, tmp_path: Path
) -> None:
    async def draw() -> Generation:
        async with opened(tmp_path) as at:
            drawn = await at.draw("a lighthouse at dusk")
            assert drawn.state is State.STORED
            assert drawn.origin == DEMO
            return drawn

    async def come_back(drawn: Generation) -> None:
        async with opened(tmp_path) as at:
            assert at.window.shown == drawn.id
            assert at.program.library.all() == [drawn]
            await at.until(lambda: at.window.viewer.picture is not None)
            child = await at.draw("another one")
            assert child.state is State.STORED

    run(come_back(run(draw())))


def test_what_the_desks_fields_say_is_drawn_and_billed_and_presets_outlive_a_restart(
    run: Run[Any], qapp: QApplication, tmp_path: Path
) -> None:
    async def draw() -> None:
        async with opened(tmp_path) as at:
            at.window.desk.edit.show_text("a cat")
            for wish in (
                Wish("quality", "2"),
                Wish("sref", "123"),
                Wish("repeat", "2"),
                Wish("ar", "3:2"),
            ):
                at.window.desk.take(wish)
            at.window.desk.submit()
            await at.until(lambda: [each.state for each in at.seen.values()] == [State.STORED] * 2)
            body = {"prompt": "a cat --quality 2 --sref 123 --ar 3:2 --v 8.2", "version": "8.2",
                    "quality": "2", "style_reference": True, "mode": "fast", "action": "generate"}  # fmt: skip
            assert at.sent == [body, body]
            QTest.mouseClick(at.window.desk.presets, Qt.MouseButton.LeftButton)
            overlay = at.window.commands.overlay
            assert overlay is not None
            QTest.keyClick(overlay.field, Qt.Key.Key_Return)
            await at.until((tmp_path / "presets.json").exists)

    async def come_back() -> None:
        async with opened(tmp_path) as at:
            await at.until(lambda: bool(at.window.presets.presets))
            (preset,) = at.window.presets.presets
            assert (preset.name, preset.flags) == ("a cat", "--quality 2 --sref 123 --repeat 2 --ar 3:2")
            assert QImage.fromData(preset.look).width() == 96

    run(draw())
    run(come_back())


def test_a_reroll_by_key_is_taken_back_by_the_first_esc_also_with_the_settings_open(
    run: Run[Any], qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with opened(tmp_path) as at:
            grid = await at.draw("a cat")
            await at.until(lambda: at.window.viewer.picture is not None)
            QTest.keyClick(at.window.viewer, Qt.Key.Key_R)
            assert "Esc takes it back" in message(at.window)
            at.window.settings.open()
            QTest.keyClick(at.window.focusWidget(), Qt.Key.Key_Escape)
            assert message(at.window) == "Taken back. Nothing was sent."
            assert at.window.settings.is_open
            QTest.keyClick(at.window.focusWidget(), Qt.Key.Key_Escape)
            assert not at.window.settings.is_open
            assert at.program.library.all() == [grid]
            assert len(at.sent) == 1

    run(work())


def test_what_is_typed_is_on_disk_a_moment_later_should_the_program_be_killed(
    run: Run[Any], qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with opened(tmp_path) as at:
            QTest.keyClicks(at.window.desk.edit, "a fox that is not sent")
            await at.until(lambda: "a fox that is not sent" in str(peek.peek(tmp_path).layout.get("desk")))

    run(work())


def test_the_prompt_just_sent_is_the_first_that_is_recalled(run: Run[Any], qapp: QApplication, tmp_path: Path) -> None:
    async def work() -> None:
        async with opened(tmp_path) as at:
            await at.draw("a cat")
            prompt = at.window.findChild(QTextEdit, "prompt")
            assert isinstance(prompt, QTextEdit)
            prompt.selectAll()
            QTest.keyClicks(prompt, "half a thought")
            QTest.keyClick(prompt, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
            assert prompt.toPlainText().startswith("a cat")

    run(work())


def test_a_picture_whose_file_is_gone_is_fetched_again_by_the_button_of_the_message_that_says_so(
    run: Run[Any], qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with opened(tmp_path) as at:
            drawn = await at.draw("a cat")
            assert drawn.file is not None
            path = at.program.library.path(drawn.file)
            whole = path.read_bytes()
            path.unlink()
            at.program.loader.want_picture(drawn)
            await at.until(lambda: at.window.status.message.remedy is Remedy.REPAIR)
            at.window.status.remedy.click()
            await at.until(lambda: "Repaired. Fetched again: 1," in message(at.window))
            assert path.read_bytes() == whole

    run(work())
