"""The mask editor in the window: when it opens, and where it leads back to."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from mj_desktop.core.generation import State
from mj_desktop.core.intentions import Trigger
from mj_desktop.pictures import Kind
from mj_desktop.ui.mask_editor.editor import MaskEditor
from mj_desktop.ui.window.window import Window
from tests.ui.conftest import Made, picture
from tests.ui.finders import button, click


def test_the_editor_opens_on_a_stored_single_picture_and_leads_back(window: Window, made: Made) -> None:
    editor = MaskEditor()
    window.set_editor(editor)
    window.show_library([made("a", action="upscale1", parent="x", size=64)])
    window.show_picture(picture("a"))
    window.open_editor("a")
    assert editor.isVisible()
    assert not window.viewer.isVisible()
    QTest.keyClick(editor.canvas, Qt.Key.Key_Escape)
    assert not editor.isVisible()
    assert window.viewer.isVisible()
    assert window.viewer.hasFocus()


def test_the_settings_give_the_mask_editor_back_with_its_picture_and_what_was_painted(
    window: Window, made: Made
) -> None:
    editor = MaskEditor()
    window.set_editor(editor)
    window.show_library([made("a", action="upscale1", size=64)])
    window.show_picture(picture("a"))
    window.open_editor("a")
    editor.painted.invert()
    click(button(window, "open-settings"))
    assert not editor.isVisible()
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Escape)
    assert editor.isVisible()
    assert editor.canvas.painted is editor.painted
    assert editor.painted.pixels.all()
    assert window.focusWidget() is editor.canvas
    QTest.keyClick(editor.canvas, Qt.Key.Key_Escape)
    assert not editor.isVisible()
    assert window.viewer.isVisible()


def test_feathering_in_vain_leads_to_the_setting_and_back(window: Window, made: Made) -> None:
    editor = MaskEditor()
    window.set_editor(editor)
    window.show_library([made("a", action="upscale1", size=64)])
    window.show_picture(picture("a"))
    window.open_editor("a")
    editor.painted.invert()
    click(button(window, "panel-feather"))
    click(button(window, "mask-feather-note"))
    assert not editor.isVisible()
    assert button(window, "nav-drawing").isChecked() and button(window, "nav-drawing").isVisible()
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Escape)
    assert editor.isVisible() and editor.painted.pixels.all()


def test_the_editor_waits_for_itself_and_for_the_picture(window: Window, made: Made) -> None:
    window.show_library([made("a", action="upscale1", parent="x", size=64)])
    window.open_editor("a")
    window.show_picture(picture("a"))
    assert window.viewer.isVisible()
    editor = MaskEditor()
    window.set_editor(editor)
    assert editor.isVisible()


def test_no_editor_opens_on_a_grid(window: Window, made: Made) -> None:
    editor = MaskEditor()
    window.set_editor(editor)
    window.show_library([made("a")])
    window.show_picture(picture("a"))
    window.open_editor("a")
    assert not editor.isVisible()


def test_upscale_and_repaint_opens_the_editor_on_the_result(window: Window, made: Made) -> None:
    editor = MaskEditor()
    window.set_editor(editor)
    window.show_library([made("a")])
    window.viewer.triggered.emit(Trigger("a", "upscale2", then_repaint=True))
    window.show_generation(made("b", State.RUNNING, action="upscale2", parent="a"))
    window.show_picture(picture("b", Kind.PREVIEW))
    assert window.shown == "b"
    assert not editor.isVisible()
    window.show_generation(made("b", action="upscale2", parent="a", size=64))
    window.show_picture(picture("b"))
    assert editor.isVisible()
