"""Shared controls: what a person does with them, and that nothing moves when they take the focus."""

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QListWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from mj_desktop.ui import controls, theme
from mj_desktop.ui.compare.candidates import Candidate
from mj_desktop.ui.costs.table import LedgerTable
from mj_desktop.ui.desk.fields import Toggle
from mj_desktop.ui.desk.ratio import RatioChip
from mj_desktop.ui.mask_editor.overlay_part import Swatch
from mj_desktop.ui.settings.page import Entry
from mj_desktop.ui.settings.settings import PARTS
from mj_desktop.ui.viewer.first_run import ExampleButton, examples
from mj_desktop.ui.viewer.tile_pill import Face, Pill

MODES = [("relax", "Relax"), ("fast", "Fast"), ("turbo", "Turbo")]


def test_exclusive_segments_report_and_keep_the_choice(qtbot: QtBot) -> None:
    segments = controls.Segments(MODES, "modes", "Mode")
    qtbot.addWidget(segments)
    segments.select("fast")
    assert segments.value() == "fast"
    with qtbot.waitSignal(segments.chosen) as told:
        QTest.mouseClick(segments.segment("turbo"), Qt.MouseButton.LeftButton)
    assert told.args == ["turbo"]
    assert segments.value() == "turbo"


@pytest.mark.parametrize("scheme", [theme.DARK, theme.LIGHT])
def test_words_that_are_not_chosen_are_parted(qtbot: QtBot, scheme: str) -> None:
    theme.set_scheme(scheme)
    segments = controls.Segments(MODES, "modes", "Mode")
    qtbot.addWidget(segments)
    segments.select("relax")
    segments.resize(300, controls.CONTROL)
    segments.show()
    seen, between = segments.grab().toImage(), segments.segment("turbo").x()
    row = [seen.pixelColor(x, 5).name() for x in range(between - 3, between + 3)]
    assert len(set(row)) == 2
    assert row.count(theme.colour("raised").name()) == 5


def test_push_digits_report_every_push_and_keep_nothing(qtbot: QtBot) -> None:
    digits = controls.Segments([("1", "1"), ("2", "2")], "upscale", "Upscale", exclusive=False, width=26)
    qtbot.addWidget(digits)
    told: list[str] = []
    digits.chosen.connect(told.append)
    for _ in range(2):
        QTest.mouseClick(digits.segment("2"), Qt.MouseButton.LeftButton)
    assert told == ["2", "2"]
    assert digits.value() == ""


def test_a_click_leaves_the_focus_where_a_person_works(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    field, button = QLineEdit(), controls.Button("Go", "go")
    column.addWidget(field)
    column.addWidget(button)
    window.show()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert field.hasFocus()
    QTest.keyClick(field, Qt.Key.Key_Tab)
    assert button.hasFocus()


def test_enter_alone_presses_the_button_that_has_the_keyboard(qtbot: QtBot) -> None:
    """Every kind of button that the program has."""
    icon, holder = controls.IconButton("settings", "Settings", "gear"), QWidget()
    qtbot.addWidget(holder)
    parts: tuple[QAbstractButton, ...] = (
        controls.Button("Go", "go"), icon, controls.Chip("Raw", "raw"), RatioChip("16:9", "16:9"), Entry(PARTS[0]),
        controls.Segment("2", "2", (True, True), checkable=True, width=0), Toggle("raw", "Raw", ""),
        Swatch((255, 0, 0), "Red"), ExampleButton(examples()[0]), Candidate(0, holder),
        Pill(Face(words="Go"), "pill", "Go", holder),
    )  # fmt: skip
    for part in parts:
        qtbot.addWidget(part)
        pushes: list[str] = []
        part.clicked.connect(lambda checked, pushes=pushes: pushes.append("pushed"))
        QTest.keyClick(part, Qt.Key.Key_Return)
        QTest.keyClick(part, Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
        assert len(pushes) == 2
        QTest.keyClick(part, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert len(pushes) == 2


@pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing)")  # of a popup list, offscreen
@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_enter_opens_a_list_of_choices_as_the_space_bar_does(qtbot: QtBot, key: Qt.Key) -> None:
    choice = controls.Choice("v", "Version")
    qtbot.addWidget(choice)
    choice.addItems(["8.2", "8.1"])
    choice.show()
    QTest.keyClick(choice, key)
    assert choice.view().isVisible()
    choice.hidePopup()


def test_a_clicked_segment_takes_the_keyboard_from_its_neighbour_only(qtbot: QtBot) -> None:
    window, field, segments = QWidget(), QLineEdit(), controls.Segments(MODES, "modes", "Mode")
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    column.addWidget(field)
    column.addWidget(segments)
    segments.select("fast")
    window.show()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    QTest.mouseClick(segments.segment("turbo"), Qt.MouseButton.LeftButton)
    assert field.hasFocus()
    segments.segment("turbo").setFocus(Qt.FocusReason.TabFocusReason)
    QTest.mouseClick(segments.segment("relax"), Qt.MouseButton.LeftButton)
    assert segments.segment("relax").hasFocus()


def test_taking_the_focus_moves_nothing(qtbot: QtBot) -> None:
    parts: list[QWidget] = [controls.Button("Go", v, variant=v) for v in ("plain", "filled", "main", "quiet", "link")]
    parts += [QLineEdit("words"), controls.Choice("versions", "Version"), controls.Chip("Chip", "chip")]
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    for part in parts:
        column.addWidget(part)
    window.show()
    before = [part.sizeHint() for part in parts]
    for part, size in zip(parts, before, strict=True):
        part.setFocus(Qt.FocusReason.TabFocusReason)
        qtbot.waitUntil(part.hasFocus)
        part.updateGeometry()
        assert part.sizeHint() == size, part.objectName()


@pytest.mark.parametrize("make", [LedgerTable, QListWidget])
def test_a_table_or_a_list_shows_that_it_has_the_keyboard_though_nothing_in_it_is_chosen(
    qtbot: QtBot, make: type[QWidget]
) -> None:
    window, part, other = QWidget(), make(), controls.Button("Go", "go")
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    column.addWidget(part)
    column.addWidget(other)
    window.show()
    other.setFocus()
    qtbot.waitUntil(other.hasFocus)
    before = part.grab().toImage()
    part.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(part.hasFocus)
    assert part.grab().toImage() != before


def test_controls_have_the_heights_of_the_design(qtbot: QtBot) -> None:
    heights = {"plain": 28, "filled": 28, "main": 40, "quiet": 28, "link": 24}
    for variant, height in heights.items():
        button = controls.Button("Go", "go", "sparkles", variant)
        qtbot.addWidget(button)
        button.ensurePolished()
        assert button.sizeHint().height() == height
    for part in (QLineEdit(), controls.Choice("v", "Version")):
        qtbot.addWidget(part)
        part.ensurePolished()
        assert part.sizeHint().height() == 28


def test_an_icon_button_says_its_words_to_those_who_cannot_see_it(qtbot: QtBot) -> None:
    button = controls.IconButton("panel-left", "Fold the prompt panel [F]", "fold-left")
    qtbot.addWidget(button)
    assert button.accessibleName() == "Fold the prompt panel"
    assert button.toolTip() == "Fold the prompt panel [F]"
    assert button.size().width() == button.size().height() == 28


def test_an_elided_label_keeps_its_whole_words_in_the_tooltip(qtbot: QtBot) -> None:
    label = controls.Elided("a lighthouse on a basalt cliff at dusk")
    qtbot.addWidget(label)
    label.resize(80, 20)
    label.show()
    assert label.text().endswith("…")
    assert label.toolTip() == label.words() == "a lighthouse on a basalt cliff at dusk"
    label.resize(600, 20)
    assert label.text() == label.words()
    assert label.toolTip() == ""


def test_a_ring_is_as_full_as_its_percent() -> None:
    def lit(percent: int | None) -> int:
        image = QImage(68, 68, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(QColor(0, 0, 0))
        painter = QPainter(image)
        controls.draw_ring(painter, QRectF(0, 0, 68, 68), percent)
        painter.end()
        return sum(image.pixelColor(x, y).lightness() > 200 for x in range(68) for y in range(68))

    counts = [lit(percent) for percent in (None, 25, 50, 100)]
    assert counts[0] == 0
    assert counts == sorted(counts)
    assert abs(counts[2] / counts[3] - 0.5) < 0.1


def test_a_glyph_follows_the_theme(qtbot: QtBot) -> None:
    glyph = controls.Glyph("square", "text")
    qtbot.addWidget(glyph)
    dark = glyph.grab().toImage()
    theme.set_scheme(theme.LIGHT)
    assert glyph.grab().toImage() != dark
