"""A comparison in a real window: what each way of looking shows, and what pointer, wheel and keys do."""

from collections.abc import Callable, Iterator
from functools import partial

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mj_desktop.core.commands import COMMANDS
from mj_desktop.core.comparison import Comparison, Part
from mj_desktop.core.where import Where
from mj_desktop.mask.compared import Compared, examine
from mj_desktop.mask.pixels import Pixels
from mj_desktop.ui.compare.canvas import BLINK_MS
from mj_desktop.ui.compare.mode import Mode, drift_words
from mj_desktop.ui.compare.view import ZOOMS, CompareView

EDGE = 64
BEFORE, AFTER = 40, (80, 120, 160, 200)


def flat(level: int) -> Pixels:
    made = np.full((EDGE, EDGE, 4), level, np.uint8)
    made[..., 3] = 255
    return made


def compared(count: int = 4, masked: bool = True) -> Compared:
    """Grey pictures, each of its own brightness; the mask is the left half."""
    mask = np.zeros((EDGE, EDGE), np.uint8)
    mask[:, : EDGE // 2] = 255
    tiles = (1, 2, 3, 4) if count == 4 else (None,)
    of = Comparison(Part("a"), tuple(Part("b", tile) for tile in tiles), "b" if masked else "")
    return Compared(of, flat(BEFORE), tuple(map(flat, AFTER[:count])), mask if masked else None)


class Stage:
    """A view with a comparison, whose wishes are noted."""

    def __init__(self, qtbot: QtBot) -> None:
        self.passed: list[str] = []
        self.view = CompareView(self._take)
        self.canvas = self.view.canvas
        self.kept: list[int] = []
        self.chosen: list[int] = []
        self.back: list[bool] = []
        self.view.keep_wished.connect(self.kept.append)
        self.view.chosen.connect(self.chosen.append)
        self.view.left.connect(lambda: self.back.append(True))
        self.view.examine_wished.connect(self._examine)
        qtbot.addWidget(self.view)
        self.view.resize(720, 640)
        self.view.show()
        self.view.activateWindow()
        qtbot.waitUntil(self.view.isActiveWindow)

    def show(self, shown: Compared) -> None:
        self.view.show_compared(shown, 0, can_keep=True)
        self.view.setFocus()

    def press(self, key: str) -> None:
        QTest.keySequence(self.canvas, QKeySequence(key))

    def level(self, across: float, down: float = 0.5, pane: int = 0) -> int:
        """How bright the canvas is at a part of the picture in a pane."""
        seen = self.canvas.seen(self.canvas.pane_boxes[pane])
        at = QPointF(seen.x() + across * seen.width(), seen.y() + down * seen.height())
        return QColor(self.canvas.grab().toImage().pixel(at.toPoint())).red()

    def at(self, across: float, down: float = 0.5, pane: int = 0) -> QPoint:
        seen = self.canvas.seen(self.canvas.pane_boxes[pane])
        return QPointF(seen.x() + across * seen.width(), seen.y() + down * seen.height()).toPoint()

    def _take(self, event: QKeyEvent) -> bool:
        self.passed.append(event.text())
        return True

    def _examine(self, place: int) -> None:
        assert self.canvas.compared is not None
        self.view.show_examined(examine(self.canvas.compared, place))


@pytest.fixture
def stage(qtbot: QtBot) -> Iterator[Stage]:
    made = Stage(qtbot)
    made.show(compared())
    yield made


def test_before_lies_left_of_the_divider_and_the_candidate_right_of_it(stage: Stage) -> None:
    assert (stage.level(0.25), stage.level(0.75)) == (BEFORE, AFTER[0])
    assert stage.level(0.5) == 255
    QTest.mousePress(stage.canvas, Qt.MouseButton.LeftButton, pos=stage.at(0.5))
    QTest.mouseMove(stage.canvas, stage.at(0.2))
    QTest.mouseRelease(stage.canvas, Qt.MouseButton.LeftButton, pos=stage.at(0.2))
    assert stage.canvas.split == pytest.approx(0.2, abs=0.01)
    assert (stage.level(0.1), stage.level(0.35)) == (BEFORE, AFTER[0])


def test_holding_o_shows_the_picture_before_until_the_key_or_the_window_is_left(stage: Stage) -> None:
    QTest.keyPress(stage.canvas, Qt.Key.Key_O)
    assert stage.level(0.75) == BEFORE
    QTest.keyRelease(stage.canvas, Qt.Key.Key_O)
    assert stage.level(0.75) == AFTER[0]
    QTest.keyPress(stage.canvas, Qt.Key.Key_O)
    stage.canvas.clearFocus()
    assert stage.level(0.75) == AFTER[0]
    assert stage.passed == []


def test_blinking_shows_both_in_turn_and_ends_with_another_way_of_looking(stage: Stage, qtbot: QtBot) -> None:
    stage.press("X")
    seen = [stage.level(0.75)]
    for _ in range(2):
        before = seen[-1]
        qtbot.waitUntil(partial(_differs, stage, before), timeout=4 * BLINK_MS)
        seen.append(stage.level(0.75))
    assert seen == [BEFORE, AFTER[0], BEFORE]
    stage.press("S")
    assert (stage.level(0.25), stage.level(0.75)) == (BEFORE, AFTER[0])


def _differs(stage: Stage, former: int) -> bool:
    return stage.level(0.75) != former


def test_the_difference_is_shown_four_times_as_strong(stage: Stage) -> None:
    stage.press("D")
    assert stage.level(0.75) == 4 * (AFTER[0] - BEFORE)
    stage.press("4")
    assert stage.level(0.75) == 255


def test_the_heat_map_is_hot_outside_the_mask_only_and_says_how_much_drifted(stage: Stage) -> None:
    stage.press("H")
    assert stage.level(0.25) == AFTER[0]
    assert stage.level(0.75) not in (AFTER[0], BEFORE)
    assert "by 40 of 255 levels" in stage.canvas.accessibleDescription()
    assert "100 %" in stage.canvas.accessibleDescription()


def test_the_mask_that_was_sent_is_seen_in_black_and_white(stage: Stage) -> None:
    stage.press("M")
    assert (stage.level(0.25, 0.2), stage.level(0.75, 0.2)) == (255, 0)
    stage.press("3")
    assert (stage.level(0.25, 0.2), stage.level(0.75, 0.2)) == (255, 0)


def test_all_candidates_stand_side_by_side_at_one_zoom(stage: Stage) -> None:
    stage.press("A")
    assert [stage.level(0.5, pane=pane) for pane in range(4)] == list(AFTER)
    at = QPointF(stage.at(0.3, pane=3))
    turn = QWheelEvent(at, stage.canvas.mapToGlobal(at), QPoint(), QPoint(0, 480), Qt.MouseButton.NoButton,
                       Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False)  # fmt: skip
    before = stage.canvas.zoom
    QApplication.sendEvent(stage.canvas, turn)
    assert stage.canvas.zoom == pytest.approx(before * 1.25**4)
    assert [stage.level(0.9, 0.9, pane=pane) for pane in range(4)] == list(AFTER)
    QTest.mouseClick(stage.canvas, Qt.MouseButton.LeftButton, pos=stage.at(0.5, pane=2))
    assert (stage.view.place, stage.chosen[-1]) == (2, 3)


def test_one_result_stands_beside_the_picture_before(stage: Stage) -> None:
    stage.show(compared(1))
    stage.press("A")
    assert (stage.level(0.5, pane=0), stage.level(0.5, pane=1)) == (BEFORE, AFTER[0])
    assert not any(button.isVisible() for button in stage.canvas.findChildren(type(stage.canvas._column.buttons[0])))


def test_another_candidate_is_seen_at_the_same_zoom_and_place(stage: Stage) -> None:
    stage.press("Ctrl+2")
    zoom = stage.canvas.zoom
    QTest.mousePress(stage.canvas, Qt.MouseButton.MiddleButton, pos=QPoint(300, 300))
    QTest.mouseMove(stage.canvas, QPoint(340, 320))
    QTest.mouseRelease(stage.canvas, Qt.MouseButton.MiddleButton, pos=QPoint(340, 320))
    seen = stage.canvas.seen(stage.canvas.pane_boxes[0])
    QTest.mouseClick(stage.canvas._column.buttons[3], Qt.MouseButton.LeftButton)
    assert (stage.canvas.zoom, stage.canvas.seen(stage.canvas.pane_boxes[0])) == (zoom, seen)
    assert (stage.level(0.9), stage.chosen) == (AFTER[3], [1, 4])
    assert stage.canvas._column.buttons[3].isChecked()


def test_without_a_mask_there_is_neither_heat_map_nor_anything_to_keep(stage: Stage) -> None:
    stage.press("H")
    stage.show(compared(masked=False))
    assert stage.canvas.mode is Mode.SLIDER
    stage.press("H")
    stage.press("M")
    stage.press("K")
    assert (stage.canvas.mode, stage.kept) == (Mode.SLIDER, [])
    assert not stage.view.options.keep.isVisible()
    assert not any(stage.view.options.modes.segment(name).isEnabled() for name in ("heat", "mask"))


def test_at_rest_nothing_is_held(stage: Stage) -> None:
    stage.press("X")
    stage.view.rest()
    assert stage.canvas.compared is None
    stage.canvas.grab()
    stage.press("2")
    stage.press("Right")
    assert stage.view.place == 0


@pytest.mark.parametrize(("width", "words"), [(480, ""), (620, "Keep exact"), (900, "Keep the rest exact")])
def test_the_row_above_sheds_words_before_it_needs_more_room(stage: Stage, width: int, words: str) -> None:
    stage.view.resize(width, 640)
    options = stage.view.options
    assert (stage.view.width(), options.keep.text()) == (width, words)
    assert options.keep.x() + options.keep.width() <= options.width()
    assert options.keep.accessibleName() == "Keep the rest exact"


def test_keys_that_mean_nothing_here_go_on(stage: Stage) -> None:
    stage.press("U")
    assert stage.passed == ["u"]


# What is looked at, after the key of a command: its value then.
SEEN: dict[str, Callable[[Stage], bool]] = {
    "compare:slider": lambda at: at.canvas.mode is Mode.SLIDER,
    "compare:blink": lambda at: at.canvas.mode is Mode.BLINK,
    "compare:difference": lambda at: at.canvas.mode is Mode.DIFFERENCE,
    "compare:heat": lambda at: at.canvas.mode is Mode.HEAT,
    "compare:mask": lambda at: at.canvas.mode is Mode.MASK,
    "compare:all": lambda at: at.canvas.mode is Mode.ALL,
    "compare:candidate1": lambda at: at.view.place == 0,
    "compare:candidate2": lambda at: at.view.place == 1,
    "compare:candidate3": lambda at: at.view.place == 2,
    "compare:candidate4": lambda at: at.view.place == 3,
    "compare:next": lambda at: at.view.place == 2,
    "compare:former": lambda at: at.view.place == 0,
    "compare:left": lambda at: at.canvas.split < 0.5,
    "compare:right": lambda at: at.canvas.split > 0.5,
    "compare:keep": lambda at: at.kept == [1],
    "compare:back": lambda at: at.back == [True],
    "fit": lambda at: at.canvas.is_fitted,
    "actual": lambda at: at.canvas.zoom == 1,
    "double": lambda at: at.canvas.zoom == 2,
    "zoom_in": lambda at: at.canvas.zoom == 6,
    "zoom_out": lambda at: at.canvas.zoom == 1.5,
}


def test_every_command_of_a_comparison_is_looked_at() -> None:
    assert {command.id for command in COMMANDS if command.where is Where.COMPARE} | set(ZOOMS) == set(SEEN)


@pytest.mark.parametrize(("command", "key"),
                         [(c.id, key) for c in COMMANDS if c.id in SEEN for key in c.keys])  # fmt: skip
def test_a_key_does_what_the_table_says(stage: Stage, command: str, key: str) -> None:
    stage.press("1" if command == "compare:candidate2" else "2")
    if command == "compare:slider":
        stage.press("D")
    stage.canvas.scale_to(3.0)
    looked = SEEN[command]
    assert not looked(stage)
    stage.press(key)
    assert looked(stage)


def test_drift_is_said_in_words_that_never_round_it_away() -> None:
    from mj_desktop.mask.drift import Drift

    assert "exact" in drift_words(Drift(0, 0, 0))
    assert "nothing visible changed: by 7 of 255" in drift_words(Drift(0.1, 7, 0))
    assert "less than 0.1 % changed visibly, by 9" in drift_words(Drift(0.1, 9, 0.00001))
    assert " 3.2 % " in drift_words(Drift(1, 41, 0.0321))
