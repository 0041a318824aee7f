import asyncio
import os
import signal
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from keyring.backend import KeyringBackend
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QTextEdit

from mj_desktop import app
from mj_desktop.core.generation import DEMO, Generation, State, new
from mj_desktop.core.intentions import Trigger
from mj_desktop.core.messages import Message
from mj_desktop.core.request import COMPOSITE, REGION, Imagine
from mj_desktop.core.settings import Settings
from mj_desktop.library import peek
from mj_desktop.library.library import Library
from mj_desktop.library.settings import SettingsFile
from mj_desktop.mask.pixels import Pixels
from mj_desktop.mask.region import RegionEdit
from mj_desktop.program import ADDRESS, TOKEN, Program
from mj_desktop.ui.controls_words import Elided
from mj_desktop.ui.desk.fields import Wish
from mj_desktop.ui.mask_editor.editor import MaskEditor
from mj_desktop.ui.window.window import Window
from tests.conftest import Run
from tests.desk import QUICK
from tests.engine import Engine
from tests.keyrings import InMemory
from tests.ui.mask_editor_stage import drag

SMALL = ("--pace", "0", "--pixels", "256")


class _Open:
    """A program behind an open window, and what it said and showed."""

    def __init__(self, window: Window, program: Program, sent: list[Mapping[str, Any]]) -> None:
        self.window, self.program, self.sent = window, program, sent
        self.said: list[Message] = []
        self.seen: dict[str, Generation] = {}
        program.studio.said.connect(self.said.append)
        program.studio.added.connect(self._see)
        program.studio.changed.connect(self._see)

    def _see(self, generation: Generation) -> None:
        self.seen[generation.id] = generation

    async def until(self, condition: Callable[[], bool]) -> None:
        while not condition():
            await asyncio.sleep(0.01)

    async def draw(self, words: str) -> Generation:
        prompt = self.window.findChild(QTextEdit, "prompt")
        assert isinstance(prompt, QTextEdit)
        prompt.selectAll()
        QTest.keyClicks(prompt, words)
        QTest.keyClick(prompt, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        (new,) = [found for found in self.seen.values() if found.state is not State.STORED]
        await self.until(lambda: not self.seen[new.id].state.is_open)
        return self.seen[new.id]

    async def act(self, wish: Trigger) -> Generation:
        """What an action came to."""
        child = self.program.studio.trigger(wish)
        assert child is not None
        await self.until(lambda: not self.seen[child.id].state.is_open)
        return self.seen[child.id]


@asynccontextmanager
async def _opened(
    profile: Path,
    environment: dict[str, str] | None = None,
    keyring: KeyringBackend | None = None,
    engine_options: Sequence[str] = SMALL,
) -> AsyncIterator[_Open]:
    app.application()
    window = Window()
    window.show()
    sent: list[Mapping[str, Any]] = []
    note = partial(_note, sent)
    program = Program(window, profile, environment or {}, engine_options, QUICK, note, keyring or InMemory())
    await program.open()
    program.listen()
    try:
        yield _Open(window, program, sent)
    finally:
        await program.close()
        window.close()
        window.deleteLater()


def _note(sent: list[Mapping[str, Any]], path: str, body: Mapping[str, Any]) -> None:
    if path.endswith("imagine"):
        sent.append(body)


def _said(window: Window) -> str:
    words = window.status.findChild(QLabel, "message")
    assert isinstance(words, Elided)
    return words.words()


def test_a_prompt_typed_into_the_window_is_drawn_kept_and_there_after_a_restart(
    run: Run[Any], qapp: QApplication, tmp_path: Path
) -> None:
    async def draw() -> Generation:
        async with _opened(tmp_path) as at:
            drawn = await at.draw("a lighthouse at dusk")
            assert drawn.state is State.STORED
            assert drawn.origin == DEMO
            return drawn

    async def come_back(drawn: Generation) -> None:
        async with _opened(tmp_path) as at:
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
        async with _opened(tmp_path) as at:
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
        async with _opened(tmp_path) as at:
            await at.until(lambda: bool(at.window.presets.presets))
            (preset,) = at.window.presets.presets
            assert (preset.name, preset.flags) == ("a cat", "--quality 2 --sref 123 --repeat 2 --ar 3:2")
            assert QImage.fromData(preset.look).width() == 96

    run(draw())
    run(come_back())


def test_the_rest_of_a_region_edit_is_kept_exact_from_the_window_and_is_there_after_a_restart(
    run: Run[Any], qapp: QApplication, tmp_path: Path
) -> None:
    async def keep() -> Generation:
        async with _opened(tmp_path) as at:
            grid = await at.draw("a lighthouse at dusk")
            single = await at.act(Trigger(grid.id, "upscale1"))
            assert single.file is not None
            mask = np.zeros((single.file.height, single.file.width), np.uint8)
            mask[30:90, 30:90] = 255
            at.program.studio.repaint(RegionEdit(single.id, "a balloon", mask))
            await at.until(lambda: any(_is_stored(found, REGION) for found in at.seen.values()))
            edit = next(found for found in at.seen.values() if found.request.action == REGION)
            at.window.library.chosen.emit(edit.id)
            await at.until(lambda: at.window.viewer.picture is not None)
            QTest.keyClick(at.window.viewer, Qt.Key.Key_C)
            await at.until(lambda: "exact" in _said(at.window))
            view = at.window.comparing.view
            assert view is not None
            QTest.keySequence(view.canvas, QKeySequence("3, K"))
            await at.until(lambda: at.window.shown not in (edit.id, None))
            made = at.program.library.get(at.window.shown or "")
            assert made is not None
            assert (made.request.action, made.parent) == (f"{COMPOSITE}3", edit.id)
            return made

    async def come_back(made: Generation) -> None:
        async with _opened(tmp_path) as at:
            assert at.window.shown == made.id
            await at.until(lambda: at.window.viewer.picture is not None)
            QTest.keyClick(at.window.viewer, Qt.Key.Key_C)
            await at.until(lambda: "exact" in _said(at.window))
            child = await at.act(Trigger(made.id, "upscale3"))
            assert (child.state, child.parent) == (State.STORED, made.parent)
            assert [body["image_id"] for body in at.sent] == [made.image_id]

    run(come_back(run(keep())))


def test_a_mask_begun_before_a_restart_is_there_again_and_is_carried_over_to_a_sibling(
    run: Run[Any], qapp: QApplication, tmp_path: Path
) -> None:
    async def begin() -> Pixels:
        async with _opened(tmp_path) as at:
            grid = await at.draw("a lighthouse at dusk")
            first, _ = await at.act(Trigger(grid.id, "upscale1")), await at.act(Trigger(grid.id, "upscale2"))
            editor = await _painting_on(at, first)
            drag(editor.canvas, [(300.0, 200.0), (380.0, 260.0)])
            editor.leave()
            return editor.painted.pixels.copy()

    async def carry(mask: Pixels) -> None:
        async with _opened(tmp_path) as at:
            second = next(each for each in at.window.library.model.known.values() if each.request.action == "upscale2")
            editor = await _painting_on(at, second)
            await at.until(lambda: editor.masks.sibling is not None)
            assert editor.painted.is_empty
            editor.do("carry")
            editor.do("confirm")
            await at.until(lambda: not editor.proposing.is_open)
            assert mask.any()
            assert np.array_equal(editor.painted.pixels, mask)
            editor.leave()

    run(carry(run(begin())))


async def _painting_on(at: _Open, single: Generation) -> MaskEditor:
    """The editor, open on a picture."""
    at.window.library.chosen.emit(single.id)
    await at.until(lambda: at.window.shown == single.id and at.window.viewer.picture is not None)
    at.window.open_editor(single.id)
    editor = at.window.editor
    assert editor is not None
    await at.until(lambda: editor.isVisible() and editor.generation is not None and editor.generation.id == single.id)
    return editor


def _is_stored(found: Generation, action: str) -> bool:
    return found.request.action == action and found.state is State.STORED


def test_a_reroll_by_key_is_taken_back_by_the_first_esc_also_with_the_settings_open(
    run: Run[Any], qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with _opened(tmp_path) as at:
            grid = await at.draw("a cat")
            await at.until(lambda: at.window.viewer.picture is not None)
            QTest.keyClick(at.window.viewer, Qt.Key.Key_R)
            assert "Esc takes it back" in _said(at.window)
            at.window.settings.open()
            QTest.keyClick(at.window.focusWidget(), Qt.Key.Key_Escape)
            assert _said(at.window) == "Taken back. Nothing was sent."
            assert at.window.settings.is_open
            QTest.keyClick(at.window.focusWidget(), Qt.Key.Key_Escape)
            assert not at.window.settings.is_open
            assert at.program.library.all() == [grid]
            assert len(at.sent) == 1

    run(work())


def test_an_engine_that_dies_is_started_again_and_the_window_says_so(
    run: Run[Any], qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with _opened(tmp_path) as at:
            first = await at.draw("a cat")
            os.kill(at.program.engine_pid, signal.SIGKILL)
            await at.until(lambda: "started again" in _said(at.window))
            second = await at.draw("a dog")
            assert (first.state, second.state) == (State.STORED, State.STORED)

    run(work())


def test_what_is_drawn_while_the_window_is_closed_goes_on_at_the_next_start(
    run: Run[Any], qapp: QApplication, tmp_path: Path
) -> None:
    slow = ("--pace", "2", "--pixels", "64")

    async def close_while_it_is_drawn() -> Generation:
        async with _opened(tmp_path, engine_options=slow) as at:
            begun = at.program.studio.submit(DEMO, Imagine(prompt="a cat"))
            await at.until(lambda: at.seen[begun.id].state is State.RUNNING)
        return begun

    async def come_back(begun: Generation) -> None:
        left = Library(tmp_path)
        assert (found := left.get(begun.id)) is not None
        left.close()
        assert (found.state, found.failure) == (State.RUNNING, None)
        async with _opened(tmp_path, engine_options=slow) as at:
            await at.until(lambda: begun.id in at.seen and not at.seen[begun.id].state.is_open)
            assert at.seen[begun.id].state is State.STORED
            assert at.sent == []

    run(come_back(run(close_while_it_is_drawn())))


def test_what_is_typed_is_on_disk_a_moment_later_should_the_program_be_killed(
    run: Run[Any], qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with _opened(tmp_path) as at:
            QTest.keyClicks(at.window.desk.edit, "a fox that is not sent")
            await at.until(lambda: "a fox that is not sent" in str(peek.peek(tmp_path).layout.get("desk")))

    run(work())


def test_closing_ends_the_engine(run: Run[Any], qapp: QApplication, tmp_path: Path) -> None:
    async def work() -> int:
        async with _opened(tmp_path) as at:
            await at.draw("a cat")
            return at.program.engine_pid

    with pytest.raises(ProcessLookupError):
        os.kill(run(work()), 0)


def test_a_token_in_the_environment_connects_the_service_and_demo_pictures_stay_with_the_demo_engine(
    run: Run[Any], qapp: QApplication, tmp_path: Path
) -> None:
    async def with_demo() -> Generation:
        async with _opened(tmp_path) as at:
            return await at.draw("a cat")

    async def with_service(service: Engine, demo: Generation) -> None:
        async with _opened(tmp_path, {TOKEN: service.token, ADDRESS: service.address + "/"}) as at:
            assert at.program.origin == service.address
            drawn = await at.draw("a dog")
            assert (drawn.state, drawn.origin) == (State.STORED, service.address)
            child = at.program.studio.trigger(Trigger(demo.id, "upscale1"))
            assert child is not None
            await at.until(lambda: not at.seen[child.id].state.is_open)
            assert (at.seen[child.id].state, child.origin) == (State.STORED, DEMO)
        listing = service.post("/midjourney/tasks", {"action": "retrieve_batch"}).json()
        assert [task["request"]["action"] for task in listing["items"]] == ["generate"]

    demo = run(with_demo())
    with Engine() as service:
        run(with_service(service, demo))


def test_a_service_address_without_tls_is_refused_and_gets_no_token(
    run: Run[Any], qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with _opened(tmp_path, {TOKEN: "secret", ADDRESS: "http://example.org"}) as at:
            assert at.program.origin == DEMO
            assert "cannot be sent" in _said(at.window)

    run(work())


@pytest.mark.parametrize("name", [ADDRESS, "ALL_PROXY"])
def test_a_setting_that_cannot_be_used_is_said_and_the_demo_engine_draws(
    run: Run[Any], qapp: QApplication, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if name == "ALL_PROXY":
        monkeypatch.setenv(name, "socks://127.0.0.1:9")
    wrong = {ADDRESS: "https://[bad"} if name == ADDRESS else {}

    async def work() -> None:
        async with _opened(tmp_path, {TOKEN: "secret", **wrong}) as at:
            assert at.program.origin == DEMO
            assert "cannot be sent" in _said(at.window)
            assert (await at.draw("a cat")).state is State.STORED

    run(work())


def test_the_prompt_just_sent_is_the_first_that_is_recalled(run: Run[Any], qapp: QApplication, tmp_path: Path) -> None:
    async def work() -> None:
        async with _opened(tmp_path) as at:
            await at.draw("a cat")
            prompt = at.window.findChild(QTextEdit, "prompt")
            assert isinstance(prompt, QTextEdit)
            prompt.selectAll()
            QTest.keyClicks(prompt, "half a thought")
            QTest.keyClick(prompt, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
            assert prompt.toPlainText().startswith("a cat")

    run(work())


@asynccontextmanager
async def _refused(profile: Path) -> AsyncIterator[tuple[Window, Program]]:
    """A program whose library does not open, in a shown window."""
    app.application()
    window = Window()
    window.show()
    program = Program(window, profile, {}, SMALL, QUICK, keyring=InMemory())
    try:
        assert not await program.open()
        yield window, program
    finally:
        await program.close()
        window.close()
        window.deleteLater()


def _shown(window: Window, name: str) -> str:
    found = window.findChild(QLabel, name)
    return found.text() if isinstance(found, QLabel) and found.isVisible() else ""


def _button(window: Window, name: str) -> QAbstractButton:
    found = window.findChild(QAbstractButton, name)
    assert isinstance(found, QAbstractButton)
    return found


def _click(window: Window, name: str) -> None:
    assert _button(window, name).isVisible()
    QTest.mouseClick(_button(window, name), Qt.MouseButton.LeftButton)


async def _until(condition: Callable[[], bool]) -> None:
    while not condition():
        await asyncio.sleep(0.01)


def _chosen_library(profile: Path, folder: Path) -> None:
    SettingsFile(profile).save(Settings(library=str(folder)))


def test_a_library_that_cannot_be_opened_is_said_in_the_window(
    run: Run[Any], qapp: QApplication, tmp_path: Path
) -> None:
    database = tmp_path / "library.sqlite"
    database.mkdir()

    async def work() -> None:
        async with _refused(tmp_path) as (window, program):
            assert "library" in _said(window).lower()
            assert "library" in _shown(window, "refused-title").lower()
            assert not _button(window, "refused-own").isVisible()  # it is the one that is refused
            _click(window, "refused-again")
            await _until(_button(window, "refused-again").isEnabled)
            database.rmdir()
            _click(window, "refused-again")
            await _until(lambda: not _shown(window, "refused-title"))
            assert program.library.all() == []

    run(work())


def test_a_library_whose_folder_is_gone_is_said_nothing_typed_is_lost_and_the_own_folder_is_a_way_out(
    run: Run[Any], qapp: QApplication, tmp_path: Path
) -> None:
    gone, profile = tmp_path / "disk" / "library", tmp_path / "profile"
    profile.mkdir()
    _chosen_library(profile, gone)

    async def type_and_close() -> None:
        async with _refused(profile) as (window, program):
            assert "not where it was" in _shown(window, "refused-title")
            assert str(gone) in _shown(window, "refused-body")
            QTest.keyClicks(window.desk.edit, "a fox in the snow")
            QTest.keyClick(window.desk.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
            assert _said(window) == "Nothing was sent: no library is open. Choose a folder for it first."
            assert window.desk.edit.toPlainText() == "a fox in the snow"
            assert not gone.exists()

    async def come_back() -> None:
        async with _refused(profile) as (window, program):
            window.restore_layout(peek.peek(profile).layout)
            assert window.desk.edit.toPlainText() == "a fox in the snow"
            _click(window, "refused-own")
            await _until(lambda: hasattr(program, "connection") and bool(program.engine_pid))
            assert _said(window) == f"The library in {profile} is used."
            QTest.keyClick(window.desk.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
            await _until(lambda: window.shown is not None)
            assert not _shown(window, "refused-title")
        assert SettingsFile(profile).load() == (Settings(), "")
        assert [each.request.prompt for each in _library(profile)] == ["a fox in the snow --v 8.2"]

    run(type_and_close())
    run(come_back())


def _says(window: Window, why: str) -> bool:
    return why in _shown(window, "note-library")


def _library(folder: Path) -> list[Generation]:
    library = Library(folder)
    found = library.all()
    library.close()
    return found


def test_a_library_folder_is_tried_where_it_is_entered_and_one_that_cannot_be_written_is_refused(
    run: Run[Any], qapp: QApplication, tmp_path: Path
) -> None:
    taken = tmp_path / "a file"
    taken.write_bytes(b"")

    async def work() -> None:
        async with _opened(tmp_path / "profile") as at:
            at.window.settings.open_part("library")
            field = at.window.findChild(QLineEdit, "setting-library")
            assert isinstance(field, QLineEdit)
            for wrong, why in (("/proc/nowhere/library", "cannot be written"), (str(taken), "is a file"),
                               (str(taken / "in it"), "cannot be written")):  # fmt: skip
                field.setText(wrong)
                QTest.keyClick(field, Qt.Key.Key_Return)
                await at.until(partial(_says, at.window, why))
                assert field.text() == wrong
                assert field.property("wrong") is True
                assert at.program.preferences.settings.library == ""
            good = tmp_path / "another" / "place"
            field.setText(str(good))
            QTest.keyClick(field, Qt.Key.Key_Return)
            await at.until(lambda: at.program.preferences.settings.library == str(good))
            assert _shown(at.window, "note-library") == ""
            assert "from the next start on" in _said(at.window)
        async with _opened(tmp_path / "profile") as at:
            assert (await at.draw("a cat")).state is State.STORED
        assert len(_library(good)) == 1

    run(work())


def test_what_is_open_is_asked_for_within_a_second_of_the_start(
    run: Run[Any], qapp: QApplication, tmp_path: Path
) -> None:
    asked: list[float] = []

    def note(path: str, body: Mapping[str, Any]) -> None:
        if "left" in body.get("ids", ()):
            asked.append(time.monotonic())

    async def work(service: Engine) -> None:
        library = Library(tmp_path)
        for name in ("left", "behind"):
            begun = new(service.address, Imagine(prompt=f"a cat {name}"), time.time())
            library.add(replace(begun, state=State.RUNNING, task_id=name))
        library.close()
        window = Window()
        window.show()
        begun_at = time.monotonic()
        program = Program(
            window, tmp_path, {TOKEN: service.token, ADDRESS: service.address}, SMALL, QUICK, note, InMemory()
        )
        await program.open()
        while not asked:
            await asyncio.sleep(0.005)
        assert asked[0] - begun_at < 1
        await program.close()
        window.close()
        window.deleteLater()

    with Engine(pixels=64) as service:
        run(work(service))
