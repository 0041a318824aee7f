"""Masks in the whole program: painted before a restart, carried over, and the rest of a region edit kept exact."""

import shutil
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from mj_desktop.core.generation import Generation, State
from mj_desktop.core.intentions import Trigger
from mj_desktop.core.messages import Remedy
from mj_desktop.core.prices import LIMIT, Prices
from mj_desktop.core.request import COMPOSITE, REGION
from mj_desktop.core.settings import Change
from mj_desktop.mask.pixels import Pixels
from mj_desktop.mask.region import RegionEdit
from mj_desktop.program import ADDRESS, TOKEN
from mj_desktop.ui.mask_editor.editor import MaskEditor
from mj_desktop.ui.slider import Slider
from tests.conftest import Run
from tests.engine import Engine
from tests.opened import Open, opened
from tests.ui.finders import message
from tests.ui.mask_editor_stage import drag, label


def test_the_rest_of_a_region_edit_is_kept_exact_from_the_window_and_is_there_after_a_restart(
    run: Run[Any], qapp: QApplication, tmp_path: Path
) -> None:
    async def keep() -> Generation:
        async with opened(tmp_path) as at:
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
            await at.until(lambda: "exact" in message(at.window))
            view = at.window.comparing.view
            assert view is not None
            QTest.keySequence(view.canvas, QKeySequence("3, K"))
            await at.until(lambda: at.window.shown not in (edit.id, None))
            made = at.program.library.get(at.window.shown or "")
            assert made is not None
            assert (made.request.action, made.parent) == (f"{COMPOSITE}3", edit.id)
            return made

    async def come_back(made: Generation) -> None:
        async with opened(tmp_path) as at:
            assert at.window.shown == made.id
            await at.until(lambda: at.window.viewer.picture is not None)
            QTest.keyClick(at.window.viewer, Qt.Key.Key_C)
            await at.until(lambda: "exact" in message(at.window))
            child = await at.act(Trigger(made.id, "upscale3"))
            assert (child.state, child.parent) == (State.STORED, made.parent)
            assert [body["image_id"] for body in at.sent] == [made.image_id]

    run(come_back(run(keep())))


def test_the_editor_comes_back_where_a_repaint_would_pass_the_days_limit_and_goes_when_it_is_sent(
    run: Run[Any], qapp: QApplication, tmp_path: Path
) -> None:
    async def work(service: Engine) -> None:
        async with opened(tmp_path, {TOKEN: service.token, ADDRESS: service.address}) as at:
            grid = await at.draw("a lighthouse at dusk")
            editor = await _painting_on(at, await at.act(Trigger(grid.id, "upscale1")))
            at.program.office.costs.take(Prices({LIMIT: 0.1}))
            drag(editor.canvas, [(300.0, 200.0), (380.0, 260.0)])
            painted = editor.painted.pixels.copy()
            editor.submit()
            await at.until(lambda: at.window.status.message.remedy is Remedy.SPEND)
            assert at.window.place.currentWidget() is editor
            assert np.array_equal(editor.painted.pixels, painted)
            QTest.keyClick(at.window, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
            await at.until(lambda: any(_is_stored(found, REGION) for found in at.seen.values()))
            assert at.window.place.currentWidget() is not editor

    with Engine(pixels=64) as service:
        run(work(service))


def test_a_feather_being_adjusted_is_there_again_after_a_look_into_the_settings(
    run: Run[Any], qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with opened(tmp_path) as at:
            grid = await at.draw("a lighthouse at dusk")
            editor = await _painting_on(at, await at.act(Trigger(grid.id, "upscale1")))
            drag(editor.canvas, [(300.0, 200.0), (380.0, 260.0)])
            editor.do("feather")
            slider = editor.findChild(Slider, "mask-proposal-radius")
            assert slider is not None
            slider.setValue(13)
            await at.until(lambda: not editor.proposing.is_due)
            adjusted, seen = editor.proposing.proposal, editor.painted.pixels.copy()
            editor.settings_wanted.emit("drawing")
            assert at.window.settings.is_open and not editor.proposing.is_open
            QTest.keyClick(at.window.focusWidget(), Qt.Key.Key_Escape)
            await at.until(lambda: editor.proposing.is_open and not editor.proposing.is_due)
            assert editor.proposing.proposal == adjusted and slider.value() == 13
            assert np.array_equal(editor.painted.pixels, seen)
            editor.leave()

    run(work())


def test_a_mask_and_its_words_are_there_again_after_a_crash_and_the_mask_is_carried_over_to_a_sibling(
    run: Run[Any], qapp: QApplication, tmp_path: Path
) -> None:
    crashed = tmp_path / "as a crash leaves it"

    async def begin() -> Pixels:
        async with opened(tmp_path / "profile") as at:
            grid = await at.draw("a lighthouse at dusk")
            first, _ = await at.act(Trigger(grid.id, "upscale1")), await at.act(Trigger(grid.id, "upscale2"))
            editor = await _painting_on(at, first)
            drag(editor.canvas, [(300.0, 200.0), (380.0, 260.0)])
            at.window.settings.changed.emit(Change("brush_wheel", "ctrl"))
            await at.until(lambda: editor.canvas.sizes_by is Qt.KeyboardModifier.ControlModifier)
            await at.until(lambda: label(editor, "mask-saved").isVisible())
            QTest.keyClicks(editor.panel.edit, "a red boat")
            assert not label(editor, "mask-saved").isVisible()
            await at.until(lambda: label(editor, "mask-saved").isVisible())
            shutil.copytree(tmp_path / "profile", crashed)
            return editor.painted.pixels.copy()

    async def carry(mask: Pixels) -> None:
        async with opened(crashed) as at:
            made = {each.request.action: each for each in at.window.library.model.known.values()}
            editor = await _painting_on(at, made["upscale1"])
            await at.until(lambda: editor.panel.prompt() == "a red boat")
            editor.leave()
            editor = await _painting_on(at, made["upscale2"])
            await at.until(lambda: editor.masks.sibling is not None)
            assert editor.painted.is_empty and not editor.panel.prompt()
            assert editor.canvas.sizes_by is Qt.KeyboardModifier.ControlModifier
            editor.do("carry")
            editor.do("confirm")
            await at.until(lambda: not editor.proposing.is_open)
            assert mask.any()
            assert np.array_equal(editor.painted.pixels, mask)
            editor.leave()

    run(carry(run(begin())))


async def _painting_on(at: Open, single: Generation) -> MaskEditor:
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
