"""The library strip: newest first, thumbnails on demand, what is chosen is reported."""

import time

import pytest
from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from mj_desktop.core.errors import Failure
from mj_desktop.core.generation import Generation, State
from mj_desktop.pictures import Kind, Loaded
from mj_desktop.ui import theme
from mj_desktop.ui.strip.cell import GAP, cells
from mj_desktop.ui.strip.strip import LibraryStrip
from tests.ui.conftest import Made

DAY = 86_400.0


def picture(name: str, colour: str = "#ff0000", kind: Kind = Kind.THUMB) -> Loaded:
    image = QImage(64, 64, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor(colour))
    return Loaded(name, image, kind)


@pytest.fixture
def strip(qtbot: QtBot) -> LibraryStrip:
    made = LibraryStrip()
    qtbot.addWidget(made)
    made.resize(264, 700)
    made.show()
    return made


def order(strip: LibraryStrip) -> list[str]:
    """Ids in the order shown, with a dash for each day's caption."""
    entries = [strip.model.entry(strip.model.index(row)) for row in range(strip.model.rowCount())]
    return [entry.id if isinstance(entry, Generation) else "-" for entry in entries]


def spot(strip: LibraryStrip, name: str) -> QPoint:
    row = strip.model.row(name)
    assert row is not None
    return strip.view.visualRect(strip.model.index(row)).center()


def red_points(strip: LibraryStrip) -> int:
    image = strip.grab().toImage()
    points = ((x, y) for x in range(0, image.width(), 4) for y in range(0, image.height(), 4))
    return sum(image.pixelColor(x, y) == QColor("#ff0000") for x, y in points)


@pytest.mark.parametrize(
    ("width", "columns", "edge"),
    [(104, 1, 80), (264, 2, 112), (304, 2, 132), (440, 3, 130), (720, 5, 131), (10, 1, 48)],
)
def test_cells_fill_the_panel(width: int, columns: int, edge: int) -> None:
    fitting = cells(width)
    assert (fitting.columns, fitting.edge) == (columns, edge)


def test_the_newest_stands_first_under_its_day(strip: LibraryStrip, made: Made) -> None:
    now = time.time()
    strip.show_all(
        [made("old", created_at=now - 3 * DAY), made("new", created_at=now), made("mid", created_at=now - 1)]
    )
    assert order(strip) in (["-", "new", "mid", "-", "old"], ["-", "new", "-", "mid", "-", "old"])


def test_what_is_added_later_finds_its_place(strip: LibraryStrip, made: Made) -> None:
    noon = 1_700_000_000.0
    strip.show_all([made("b", created_at=noon)])
    for name, at in (("c", noon + 60), ("d", noon + 2 * DAY), ("a", noon - 2 * DAY)):
        strip.show_generation(made(name, created_at=at))
    assert order(strip) == ["-", "d", "-", "c", "b", "-", "a"]
    for name in ("d", "b", "a", "gone"):
        strip.remove(name)
    assert order(strip) == ["-", "c"]


def test_without_generations_it_says_what_will_be_here(strip: LibraryStrip, made: Made) -> None:
    face = strip.findChild(QWidget, "library-empty")
    assert isinstance(face, QWidget)
    assert face.isVisible()
    strip.show_generation(made("a"))
    assert strip.view.isVisible()
    strip.remove("a")
    assert not strip.view.isVisible()


def test_a_click_and_the_arrow_keys_report_what_is_chosen(strip: LibraryStrip, made: Made) -> None:
    strip.show_all([made(name, created_at=1_700_000_000.0 - at) for at, name in enumerate("abcd")])
    told: list[str] = []
    strip.chosen.connect(told.append)
    QTest.mouseClick(strip.view.viewport(), Qt.MouseButton.LeftButton, pos=spot(strip, "b"))
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Up):
        QTest.keyClick(strip.view, key)
    assert told == ["b", "d", "c", "a"]
    assert strip.selected() == "a"


def test_selecting_from_outside_is_not_reported(qtbot: QtBot, strip: LibraryStrip, made: Made) -> None:
    strip.show_all([made("a"), made("b")])
    with qtbot.assertNotEmitted(strip.chosen):
        strip.select("b")
    assert strip.selected() == "b"
    strip.select("gone")
    assert strip.selected() is None


def test_removing_what_is_selected_reports_nothing(qtbot: QtBot, strip: LibraryStrip, made: Made) -> None:
    strip.show_all([made("a"), made("b")])
    strip.select("b")
    with qtbot.assertNotEmitted(strip.chosen):
        strip.remove("b")


def test_captions_cannot_be_chosen(qtbot: QtBot, strip: LibraryStrip, made: Made) -> None:
    strip.show_all([made("a")])
    caption = strip.view.visualRect(strip.model.index(0)).center()
    with qtbot.assertNotEmitted(strip.chosen):
        QTest.mouseClick(strip.view.viewport(), Qt.MouseButton.LeftButton, pos=caption)


def test_each_visible_cell_asks_once_for_its_thumbnail(qtbot: QtBot, strip: LibraryStrip, made: Made) -> None:
    asked: list[str] = []
    strip.thumbnail_wanted.connect(asked.append)
    names = [f"g{number:03}" for number in range(200)]
    strip.show_all([made(name, created_at=1_700_000_000.0 - at) for at, name in enumerate(names)])
    strip.show_generation(made("busy", State.RUNNING, created_at=1_700_000_001.0))
    qtbot.waitUntil(lambda: "g000" in asked)
    strip.grab()
    qtbot.waitUntil(lambda: len(asked) >= 6)
    assert len(asked) == len(set(asked)) < 20
    assert "busy" not in asked
    strip.view.scrollToBottom()
    strip.grab()
    qtbot.waitUntil(lambda: "g199" in asked)
    assert len(asked) == len(set(asked)) < 40


def test_a_thumbnail_appears_in_its_cell(strip: LibraryStrip, made: Made) -> None:
    strip.show_all([made("a", action="upscale1", parent="x")])
    assert red_points(strip) == 0
    strip.show_thumbnail(picture("a"))
    assert red_points(strip) > 400


def test_a_preview_gives_way_to_the_thumbnail_and_never_comes_back(
    qtbot: QtBot, strip: LibraryStrip, made: Made
) -> None:
    running = made("a", State.RUNNING, percent=40)
    strip.show_all([running])
    strip.show_thumbnail(picture("a", "#0000ff", Kind.PREVIEW))
    with qtbot.waitSignal(strip.thumbnail_wanted) as told:
        strip.show_generation(made("a"))
        strip.grab()
    assert told.args == ["a"]
    strip.show_thumbnail(picture("a"))
    strip.show_thumbnail(picture("a", "#0000ff", Kind.PREVIEW))
    assert red_points(strip) > 400


@pytest.mark.parametrize("width", [104, 264, 440])
def test_every_state_paints_its_own_face(strip: LibraryStrip, made: Made, width: int) -> None:
    strip.resize(width, 400)
    faces = []
    for state in State:
        failure = Failure(code="bad_request") if state is State.FAILED else None
        strip.show_all([made("a", state, percent=30, failure=failure)])
        faces.append(strip.grab().toImage())
    assert all(one != other for place, one in enumerate(faces) for other in faces[:place])


def test_the_clock_ticks_only_while_something_is_drawn(strip: LibraryStrip, made: Made) -> None:
    strip.show_generation(made("a", State.RUNNING, percent=10))
    changed: list[int] = []

    def note(first: QModelIndex) -> None:
        changed.append(first.row())

    strip.model.dataChanged.connect(note)
    strip._ticking.timeout.emit()
    assert changed == [strip.model.row("a")]
    strip.show_generation(made("a"))
    assert not strip._ticking.isActive()


def test_screen_readers_hear_title_and_state(strip: LibraryStrip, made: Made) -> None:
    strip.show_all([made("a", State.WAITING)])
    index = strip.model.index(1)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "a lighthouse on a basalt cliff\nWaiting"


def test_ten_thousand_generations_are_shown_within_a_second(strip: LibraryStrip, made: Made) -> None:
    many = [made(f"g{number}", created_at=1_700_000_000.0 - 600 * number) for number in range(10_000)]
    begun = time.process_time()  # however busy the machine is
    strip.show_all(many)
    strip.grab()
    assert time.process_time() - begun < 1.0


def points(strip: LibraryStrip, colour: str) -> int:
    image = strip.grab().toImage()
    places = ((x, y) for x in range(0, image.width(), 4) for y in range(0, image.height(), 4))
    return sum(image.pixelColor(x, y) == QColor(colour) for x, y in places)


def test_a_cell_that_is_kept_is_painted_anew_when_its_picture_or_the_theme_changes(
    strip: LibraryStrip, made: Made
) -> None:
    strip.show_all([made("a", origin="https://x")])
    strip.show_thumbnail(picture("a"))
    assert points(strip, "#ff0000") > 100
    assert points(strip, "#ff0000") == points(strip, "#ff0000")
    strip.show_thumbnail(picture("a", "#0000ff"))
    assert points(strip, "#ff0000") == 0
    assert points(strip, "#0000ff") > 100
    theme.set_scheme(theme.LIGHT)
    below = strip.view.visualRect(strip.model.index(1)).bottomLeft() + QPoint(1, -1)
    place = strip.view.viewport().mapTo(strip, below)
    assert strip.grab().toImage().pixelColor(place) == theme.colour("panel")


def test_a_kept_cell_follows_the_title_that_its_parent_lends_it(strip: LibraryStrip, made: Made) -> None:
    strip.show_all([made("a"), made("b", action="reroll", parent="a", prompt="", created_at=1_700_000_001.0)])
    strip.show_thumbnail(picture("b"))
    titled = strip.grab(QRect(0, 0, 132, 300)).toImage()
    assert strip.grab(QRect(0, 0, 132, 300)).toImage() == titled
    strip.model.known["a"] = made("a", prompt="another thing")
    assert strip.grab(QRect(0, 0, 132, 300)).toImage() != titled


def hovered(strip: LibraryStrip) -> list[str]:
    """The cells that wear the border of what the pointer is on."""
    image = strip.view.viewport().grab().toImage()
    places = {name: strip.view.visualRect(strip.model.index(strip.model.row(name) or 0)) for name in strip.model.known}
    return [
        name for name, rect in places.items()
        if image.pixelColor(rect.x() + GAP // 2, rect.y() + rect.width() // 2) == theme.colour("muted")
    ]  # fmt: skip


def test_the_pointers_border_stays_under_the_pointer_when_a_new_tile_moves_the_others(
    qtbot: QtBot, strip: LibraryStrip, made: Made
) -> None:
    strip.show_all([made("a", created_at=2.0), made("b", created_at=1.0)])
    strip.grab()
    QTest.mouseMove(strip.view.viewport(), spot(strip, "a"))
    qtbot.waitUntil(lambda: hovered(strip) == ["a"])
    strip.show_generation(made("new", created_at=3.0))
    qtbot.waitUntil(lambda: hovered(strip) == ["new"])
    strip.remove("new")
    qtbot.waitUntil(lambda: hovered(strip) == ["a"])
