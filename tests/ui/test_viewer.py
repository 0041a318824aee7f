"""The viewer: what the mouse, the wheel and the keys do; what is asked, and how often."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from mj_desktop.core import commands
from mj_desktop.core.generation import Generation, State
from mj_desktop.core.intentions import Repaint, Trigger
from mj_desktop.core.situation import Need
from mj_desktop.pictures import Kind, Loaded
from mj_desktop.ui.viewer.viewer import Viewer
from tests.ui.conftest import Made
from tests.ui.finders import pause

Shown = Callable[..., Viewer]
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def image(edge: int = 64, colour: Qt.GlobalColor = Qt.GlobalColor.darkCyan) -> QImage:
    made = QImage(edge, edge, QImage.Format.Format_ARGB32_Premultiplied)
    made.fill(colour)
    return made


@pytest.fixture
def shown(qtbot: QtBot) -> Shown:
    """Makes a viewer of 710 x 640 that shows a generation and its raw picture."""

    def show(generation: Generation, picture: QImage | None = None) -> Viewer:
        viewer = Viewer()
        qtbot.addWidget(viewer)
        viewer.resize(710, 640)
        viewer.show()
        viewer.show_generation(generation)
        viewer.show_picture(Loaded(generation.id, picture or image(), Kind.RAW))
        return viewer

    return show


def point(viewer: Viewer, x: float, y: float) -> None:
    """Move the pointer, no button down."""
    at = QPointF(x, y)
    moved = QMouseEvent(QEvent.Type.MouseMove, at, viewer.mapToGlobal(at), Qt.MouseButton.NoButton,
                        Qt.MouseButton.NoButton, NONE)  # fmt: skip
    QApplication.sendEvent(viewer, moved)


def turn(viewer: Viewer, x: float, y: float, notches: float) -> None:
    """Turn the wheel."""
    at = QPointF(x, y)
    turned = QWheelEvent(at, viewer.mapToGlobal(at), QPoint(), QPoint(0, round(120 * notches)), Qt.MouseButton.NoButton,
                         NONE, Qt.ScrollPhase.NoScrollPhase, False)  # fmt: skip
    QApplication.sendEvent(viewer, turned)


def button(viewer: Viewer, name: str) -> QPushButton:
    found = viewer.findChild(QPushButton, name)
    assert found is not None
    return found


def triggers(viewer: Viewer) -> list[Trigger]:
    kept: list[Trigger] = []
    viewer.triggered.connect(kept.append)
    return kept


def test_the_hovered_tile_offers_its_actions(made: Made, shown: Shown) -> None:
    viewer = shown(made())
    point(viewer, 600, 100)
    assert viewer.tile == 2
    assert all(button(viewer, name).isVisible() for name in ("tile_upscale", "tile_vary", "tile_repaint", "tile_alone"))
    assert button(viewer, "tile_upscale").toolTip() == "Upscale tile 2 [U]"
    assert button(viewer, "tile_upscale").accessibleName() == "Upscale tile 2"


def test_a_click_on_a_tiles_button_asks_once_even_when_clicked_twice(made: Made, shown: Shown) -> None:
    viewer = shown(made())
    asked = triggers(viewer)
    point(viewer, 600, 600)
    QTest.mouseClick(button(viewer, "tile_vary"), LEFT)
    QTest.mouseDClick(button(viewer, "tile_vary"), LEFT)
    assert asked == [Trigger("one", "variation4")]


def test_upscale_and_repaint_is_one_step(made: Made, shown: Shown) -> None:
    viewer = shown(made())
    asked = triggers(viewer)
    point(viewer, 100, 100)
    QTest.mouseClick(button(viewer, "tile_repaint"), LEFT)
    assert asked == [Trigger("one", "upscale1", then_repaint=True)]


def test_only_what_the_service_offers_for_the_tile_is_on_it(made: Made, shown: Shown) -> None:
    viewer = shown(made(actions=("upscale1", "variation2", "reroll")))
    asked = triggers(viewer)
    point(viewer, 600, 100)
    assert not button(viewer, "tile_upscale").isVisible()
    assert not button(viewer, "tile_repaint").isVisible()
    QTest.keyClicks(viewer, "u")
    assert asked == []
    pause()
    QTest.keyClicks(viewer, "v")
    assert asked == [Trigger("one", "variation2", held=True)]


@pytest.mark.parametrize(
    ("keys", "action"), [("3u", "upscale3"), ("1v", "variation1"), ("4U", "upscale4"), ("r", "reroll")]
)
def test_keys_choose_a_tile_and_act_held(made: Made, shown: Shown, keys: str, action: str) -> None:
    viewer = shown(made())
    asked = triggers(viewer)
    QTest.keyClicks(viewer, keys)
    assert asked == [Trigger("one", action, held=True)]


def test_b_opens_the_mask_editor_on_a_stored_single_picture_only(made: Made, shown: Shown, qtbot: QtBot) -> None:
    grid, single = shown(made("grid")), shown(made("single", action="upscale1"))
    with qtbot.assertNotEmitted(grid.repaint_requested):
        QTest.keyClicks(grid, "b")
    with qtbot.waitSignal(single.repaint_requested) as told:
        QTest.keyClicks(single, "b")
    assert told.args == [Repaint("single")]


def test_a_held_key_and_a_key_hit_twice_ask_once(made: Made, shown: Shown) -> None:
    viewer = shown(made())
    asked = triggers(viewer)
    QTest.keyClicks(viewer, "2")
    QTest.keyClicks(viewer, "u")
    for _ in range(3):
        held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_V, NONE, "v", True)
        QApplication.sendEvent(viewer, held)
    QTest.keyClicks(viewer, "u")
    assert asked == [Trigger("one", "upscale2", held=True)]


def test_a_key_with_ctrl_is_not_an_action(made: Made, shown: Shown) -> None:
    viewer = shown(made())
    asked = triggers(viewer)
    QTest.keyClick(viewer, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert asked == []


def test_a_resting_mouse_does_not_undo_a_chosen_tile_but_another_tile_does(
    made: Made, shown: Shown, qtbot: QtBot
) -> None:
    viewer = shown(made())
    point(viewer, 600, 100)
    QTest.keyClicks(viewer, "3")
    point(viewer, 601, 101)
    assert viewer.tile == 3
    point(viewer, 600, 600)
    assert viewer.tile == 4


def test_esc_leaves_the_tile(made: Made, shown: Shown) -> None:
    viewer = shown(made())
    QTest.keyClicks(viewer, "3")
    QTest.keyClick(viewer, Qt.Key.Key_Escape)
    assert viewer.tile is None
    assert not button(viewer, "tile_upscale").isVisible()
    assert not viewer.leave_tile()


def test_a_running_grid_and_a_single_picture_have_no_tiles(made: Made, shown: Shown) -> None:
    for generation in (made("run", State.RUNNING, percent=40), made("single", action="upscale1")):
        viewer = shown(generation)
        point(viewer, 600, 100)
        assert viewer.tile is None


def test_the_wheel_zooms_at_the_cursor(made: Made, shown: Shown, qtbot: QtBot) -> None:
    viewer = shown(made())
    before = viewer.picture_rect()
    with qtbot.waitSignal(viewer.zoomed) as told:
        turn(viewer, 200, 200, 4)
    after = viewer.picture_rect()
    assert after.width() == pytest.approx(before.width() * 1.25**4, abs=2)
    assert (200 - after.x()) / after.width() == pytest.approx((200 - before.x()) / before.width(), abs=0.01)
    assert told.args[0] == pytest.approx(after.width() / 2048, rel=0.01)


def test_ctrl_1_shows_pixel_for_pixel_and_ctrl_0_fits(made: Made, shown: Shown, qtbot: QtBot) -> None:
    viewer = shown(made())
    viewer.activateWindow()
    qtbot.waitUntil(viewer.isActiveWindow)
    fitted = viewer.picture_rect()
    QTest.keyClick(viewer, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert viewer.picture_rect().width() * viewer.devicePixelRatioF() == 2048
    QTest.keyClick(viewer, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert viewer.picture_rect() == fitted


@pytest.mark.parametrize("by", ["middle", "space"])
def test_dragging_with_the_middle_button_or_space_pans(made: Made, shown: Shown, by: str) -> None:
    viewer = shown(made())
    viewer.show_actual_size()
    before = viewer.picture_rect()
    used = Qt.MouseButton.MiddleButton if by == "middle" else LEFT
    if by == "space":
        QTest.keyPress(viewer, Qt.Key.Key_Space)
    QTest.mousePress(viewer, used, pos=QPoint(300, 300))
    QTest.mouseMove(viewer, QPoint(330, 280))
    QTest.mouseRelease(viewer, used, pos=QPoint(330, 280))
    assert viewer.picture_rect().topLeft() - before.topLeft() == QPointF(30, -20)
    assert viewer.tile is None


def test_enter_leaves_a_grid_alone_that_is_still_drawn(made: Made, shown: Shown) -> None:
    viewer = shown(made(state=State.RUNNING, percent=40))
    before = viewer.picture_rect()
    QTest.keyClick(viewer, Qt.Key.Key_Return)
    assert viewer.picture_rect() == before
    assert commands.named("alone").reason(viewer.situation()) == Need.DRAWN


def test_a_double_click_shows_the_tile_alone_and_the_next_fits(made: Made, shown: Shown) -> None:
    viewer = shown(made())
    fitted = viewer.picture_rect()
    QTest.mouseDClick(viewer, LEFT, pos=QPoint(600, 100))
    assert viewer.picture_rect().width() == pytest.approx(2 * fitted.width(), abs=2)
    assert viewer.tile == 2
    QTest.mouseDClick(viewer, LEFT, pos=QPoint(300, 300))
    assert viewer.picture_rect() == fitted


def test_the_rectangle_does_not_move_from_placeholder_to_preview_to_raw(made: Made, shown: Shown) -> None:
    viewer = shown(made("first"))
    rects = []
    wide = {"prompt": "a fox --ar 16:9"}
    viewer.show_generation(made("two", State.WAITING, **wide))
    rects.append(viewer.picture_rect())
    viewer.show_generation(made("two", State.RUNNING, percent=20, **wide))
    viewer.show_picture(Loaded("two", image().scaled(128, 72), Kind.PREVIEW))
    rects.append(viewer.picture_rect())
    viewer.show_picture(Loaded("two", image().scaled(1456, 819), Kind.RAW))
    rects.append(viewer.picture_rect())
    assert rects[0].width() == 686
    assert rects[1:] == rects[:1] * 2


def test_a_late_preview_and_a_strangers_picture_are_not_shown(made: Made, shown: Shown) -> None:
    viewer = shown(made())
    raw = viewer.picture
    viewer.show_picture(Loaded("one", image(8), Kind.PREVIEW))
    viewer.show_picture(Loaded("other", image(8), Kind.RAW))
    assert viewer.picture is raw


def test_the_picture_is_painted_and_the_others_are_dimmed(made: Made, shown: Shown) -> None:
    viewer = shown(made(), image(64, Qt.GlobalColor.white))
    plain = viewer.grab().toImage().pixelColor(100, 100)
    point(viewer, 600, 100)
    seen = viewer.grab().toImage()
    assert plain.lightness() == 255
    assert seen.pixelColor(100, 100).lightness() == pytest.approx(209, abs=2)
    assert seen.pixelColor(600, 120).lightness() == 255


def test_waiting_sending_and_accepted_are_told_in_words(made: Made, shown: Shown) -> None:
    viewer = shown(made())
    for state, words in (
        (State.WAITING, "Waiting for a free place"),
        (State.SENT, "Sending"),
        (State.ACCEPTED, "Accepted"),
    ):
        viewer.show_generation(made(f"g{state}", state))
        assert viewer.accessibleDescription() == words
        assert not viewer.grab().isNull()


def test_tab_reaches_the_tiles_buttons(made: Made, shown: Shown, qtbot: QtBot) -> None:
    viewer = shown(made())
    viewer.activateWindow()
    qtbot.waitUntil(viewer.isActiveWindow)
    viewer.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClicks(viewer, "1")
    QTest.keyClick(viewer, Qt.Key.Key_Tab)
    qtbot.waitUntil(button(viewer, "tile_upscale").hasFocus)
    asked = triggers(viewer)
    QTest.keyClick(button(viewer, "tile_upscale"), Qt.Key.Key_Space)
    assert asked == [Trigger("one", "upscale1")]


@pytest.mark.parametrize(
    ("begin", "key", "tile"),
    [
        ("", Qt.Key.Key_Right, 1), ("1", Qt.Key.Key_Right, 2), ("2", Qt.Key.Key_Right, 3), ("4", Qt.Key.Key_Right, 4),
        ("1", Qt.Key.Key_Left, 1), ("1", Qt.Key.Key_Down, 3), ("2", Qt.Key.Key_Up, 2), ("3", Qt.Key.Key_Up, 1),
        ("3", Qt.Key.Key_Home, 1), ("1", Qt.Key.Key_End, 4),
    ],
)  # fmt: skip
def test_arrows_home_and_end_step_from_tile_to_tile(
    made: Made, shown: Shown, begin: str, key: Qt.Key, tile: int
) -> None:
    viewer = shown(made())
    fitted = viewer.picture_rect()
    QTest.keyClicks(viewer, begin)
    QTest.keyClick(viewer, key)
    assert viewer.tile == tile
    assert viewer.picture_rect() == fitted


def test_arrows_show_the_same_part_of_the_next_tile_at_the_same_scale(made: Made, shown: Shown) -> None:
    viewer = shown(made())
    viewer.show_tile(1)
    turn(viewer, 300, 250, 3)
    before = viewer.picture_rect()
    QTest.keyClick(viewer, Qt.Key.Key_Right)
    after = viewer.picture_rect()
    assert after.size() == before.size()
    assert before.x() - after.x() == pytest.approx(before.width() / 2, abs=1.5)
    assert after.y() == before.y()
    QTest.keyClick(viewer, Qt.Key.Key_End)
    assert before.y() - viewer.picture_rect().y() == pytest.approx(before.height() / 2, abs=1.5)
    assert viewer.tile == 4


def test_a_tile_seen_alone_stays_in_the_middle_from_tile_to_tile_and_esc_shows_all(made: Made, shown: Shown) -> None:
    viewer = shown(made())
    fitted = viewer.picture_rect()
    QTest.keyClick(viewer, Qt.Key.Key_Return)
    alone = viewer.picture_rect()
    QTest.keyClick(viewer, Qt.Key.Key_Down)
    moved = viewer.picture_rect()
    assert (moved.x(), moved.width()) == (alone.x(), alone.width())
    assert alone.y() - moved.y() == pytest.approx(alone.height() / 2, abs=1.5)
    QTest.keyClick(viewer, Qt.Key.Key_Escape)
    assert (viewer.tile, viewer.picture_rect()) == (None, fitted)


def test_arrows_move_an_enlarged_single_picture_and_leave_a_fitted_one(made: Made, shown: Shown) -> None:
    viewer = shown(made(action="upscale1"))
    fitted = viewer.picture_rect()
    QTest.keyClick(viewer, Qt.Key.Key_Right)
    assert viewer.picture_rect() == fitted
    viewer.show_actual_size()
    before = viewer.picture_rect()
    QTest.keyClick(viewer, Qt.Key.Key_Right)
    QTest.keyClick(viewer, Qt.Key.Key_Down)
    assert viewer.picture_rect().topLeft() - before.topLeft() == QPointF(-64, -64)


def test_a_thumbnail_is_better_than_a_preview_and_the_raw_picture_better_than_both(made: Made, shown: Shown) -> None:
    viewer = shown(made("first"))
    viewer.show_generation(made("two", State.FINISHED))
    for edge, kind in ((8, Kind.PREVIEW), (32, Kind.THUMB), (9, Kind.PREVIEW), (64, Kind.RAW), (33, Kind.THUMB)):
        viewer.show_picture(Loaded("two", image(edge), kind))
    assert viewer.picture is not None
    assert (viewer.picture.kind, viewer.picture.image.width()) == (Kind.RAW, 64)
