"""Presets: saved with the look of what is on view, found, applied, deleted and brought back, by keys and by clicks."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mj_desktop.core.order import Terms
from mj_desktop.core.presets import Preset
from mj_desktop.pictures import Kind, Loaded
from mj_desktop.ui.desk.presets import PresetOverlay
from mj_desktop.ui.window.window import Window
from tests.ui.conftest import make, picture
from tests.ui.finders import message

SEA = Preset(name="Sea", flags="--ar 16:9 --stylize 250")
FOX = Preset(name="Fox", flags="--raw --v 7")


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    made = Window()
    qtbot.addWidget(made)
    made.show()
    made.presets.show_presets((SEA, FOX))
    yield made


@pytest.fixture
def kept(window: Window) -> list[tuple[Preset, ...]]:
    told: list[tuple[Preset, ...]] = []
    window.presets.changed.connect(told.append)
    return told


def opened(window: Window) -> PresetOverlay:
    window.presets.open()
    overlay = window.commands.overlay
    assert isinstance(overlay, PresetOverlay)
    return overlay


def shown(overlay: PresetOverlay) -> list[str]:
    return [overlay.rows.item(row).text() for row in range(overlay.rows.rowCount())]


def middle(overlay: PresetOverlay, row: int) -> QPoint:
    return overlay.list.visualRect(overlay.rows.index(row, 0)).center()


def test_saving_keeps_the_flags_and_the_look_of_the_picture_on_view_that_was_made_with_them(
    window: Window, kept: list[tuple[Preset, ...]]
) -> None:
    picture = QImage(640, 320, QImage.Format.Format_ARGB32_Premultiplied)
    picture.fill(QColor("#aa7766"))
    window.show_library([make("a", prompt="a lighthouse at dusk --chaos 9 --v 8.2")])
    window.show_picture(Loaded("a", picture, Kind.RAW))
    window.desk.edit.show_text("a lighthouse at dusk --chaos 9")
    overlay = opened(window)
    QTest.keyClicks(overlay.field, "Dusk")
    QTest.keyClick(overlay.field, Qt.Key.Key_Return)
    (after,) = kept
    assert [(preset.name, preset.flags) for preset in after] == [
        ("Dusk", "--chaos 9"), ("Sea", SEA.flags), ("Fox", FOX.flags)]  # fmt: skip
    look = QImage.fromData(after[0].look)
    assert (look.width(), look.height()) == (96, 96)
    assert abs(look.pixelColor(48, 48).red() - 0xAA) < 8
    assert window.status.message.what.startswith("Saved as preset")


def test_two_clicks_save_under_the_prompts_own_words(window: Window, kept: list[tuple[Preset, ...]]) -> None:
    window.desk.edit.show_text("a lighthouse at dusk --chaos 9")
    QTest.mouseClick(window.desk.presets, Qt.MouseButton.LeftButton)
    overlay = window.commands.overlay
    assert isinstance(overlay, PresetOverlay)
    assert shown(overlay) == ["Sea", "Fox", "Save as “a lighthouse at dusk”"]
    QTest.mouseClick(overlay.list.viewport(), Qt.MouseButton.LeftButton, pos=middle(overlay, 2))
    assert kept[0][0] == Preset(name="a lighthouse at dusk", flags="--chaos 9")


def test_a_preset_is_applied_to_the_words_that_stand_there_and_can_be_undone(window: Window) -> None:
    window.desk.edit.show_text("a cat --chaos 9")
    overlay = opened(window)
    QTest.keyClicks(overlay.field, "fo")
    assert shown(overlay) == ["Save as “fo”", "Fox"]
    QTest.keyClick(overlay.field, Qt.Key.Key_Down)
    QTest.keyClick(overlay.field, Qt.Key.Key_Return)
    assert window.desk.edit.toPlainText() == "a cat --chaos 9 --raw --v 7"
    assert (window.desk.versions.currentData(), message(window)) == ("7", "“Fox” is set. Ctrl+Z takes it back.")
    QTest.keyClick(window.desk.edit, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.desk.edit.toPlainText() == "a cat --chaos 9"


def test_what_gives_way_to_a_preset_is_named_and_ctrl_z_takes_the_mode_back_too(window: Window) -> None:
    window.presets.show_presets((Preset(name="Slow", flags="--s 250", terms=Terms(mode="relax")),))
    window.desk.edit.show_text("a red bicycle --ar 4:3 --s 100")
    overlay = opened(window)
    QTest.keyClicks(overlay.field, "slo")
    QTest.keyClick(overlay.field, Qt.Key.Key_Down)
    QTest.keyClick(overlay.field, Qt.Key.Key_Return)
    assert window.desk.edit.toPlainText() == "a red bicycle --ar 4:3 --s 250"
    assert (window.desk.modes.value(), message(window)) == ("relax", "“Slow” replaced --s 100. Ctrl+Z takes it back.")
    QTest.keyClick(window.desk.edit, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.desk.edit.toPlainText() == "a red bicycle --ar 4:3 --s 100"
    assert window.desk.modes.value() == "fast"


def test_a_preset_has_no_picture_of_something_else_and_gets_the_first_one_that_is_made_with_it(
    window: Window, kept: list[tuple[Preset, ...]]
) -> None:
    window.show_library([make("a")])
    window.show_picture(picture("a"))
    window.desk.edit.show_text("a quiet castle")
    overlay = opened(window)
    QTest.keyClicks(overlay.field, "Castle")
    QTest.keyClick(overlay.field, Qt.Key.Key_Return)
    assert kept[-1][0] == Preset(name="Castle")
    for name, words in (("b", "a fox"), ("c", "a quiet castle"), ("d", "a quiet castle")):
        window.desk.edit.show_text(words)
        window.desk.submit()
        window.show_generation(make(name, prompt=f"{words} --v 8.2"))
        window.show_thumbnail(picture(name, Kind.THUMB))
        assert bool(kept[-1][0].look) is (name != "b")
    assert len(kept) == 2


def test_a_deleted_preset_can_be_brought_back(window: Window, kept: list[tuple[Preset, ...]]) -> None:
    overlay = opened(window)
    QTest.keyClick(overlay.field, Qt.Key.Key_Delete)
    assert (shown(overlay), kept[-1]) == (["Fox"], (FOX,))
    rect = overlay.list.visualRect(overlay.rows.index(0, 0))
    QTest.mouseClick(
        overlay.list.viewport(), Qt.MouseButton.LeftButton, pos=rect.center() + QPoint(rect.width() // 2 - 24, 0)
    )
    assert kept[-1] == ()
    QTest.keyClick(overlay.field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(overlay.field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert kept[-1] == window.presets.presets == (SEA, FOX)
    QTest.keyClick(overlay.field, Qt.Key.Key_Escape)
    assert window.commands.overlay is None


def test_what_is_saved_before_the_file_was_read_comes_first(window: Window) -> None:
    window.presets.show_presets((Preset(name="old"), Preset(name="sea")))
    assert [preset.name for preset in window.presets.presets] == ["Sea", "Fox", "old"]


def test_a_preset_that_is_applied_to_other_words_gets_its_picture_from_what_is_drawn_so(
    window: Window, kept: list[tuple[Preset, ...]]
) -> None:
    window.presets.show_presets((Preset(name="Wide", flags="--ar 16:9 --turbo"),))
    window.desk.edit.show_text("a cat")
    overlay = opened(window)
    QTest.keyClicks(overlay.field, "wid")
    QTest.keyClick(overlay.field, Qt.Key.Key_Down)
    QTest.keyClick(overlay.field, Qt.Key.Key_Return)
    window.desk.edit.show_text("a dog --chaos 5 --ar 16:9")
    window.desk.submit()
    window.show_generation(make("g", prompt="a dog --chaos 5 --ar 16:9 --v 8.2"))
    window.show_thumbnail(picture("g", Kind.THUMB))
    assert {preset.name: QImage.fromData(preset.look).width() for preset in kept[0]} == {"Sea": 0, "Fox": 0, "Wide": 96}
