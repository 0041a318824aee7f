"""The page of batches, by the keyboard: counted and priced before it is started, then a sheet to walk through."""

import time
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from mj_desktop.core.batch import Place
from mj_desktop.core.errors import LEFT_OVER, Failure
from mj_desktop.core.generation import Generation, State
from mj_desktop.core.request import Imagine
from mj_desktop.pictures import Kind
from mj_desktop.ui.batch.page import BatchPage
from mj_desktop.ui.batch.prompts import WARNING
from mj_desktop.ui.window.office_place import OfficePlace
from mj_desktop.ui.window.window import Window
from tests.ui.conftest import make, picture
from tests.ui.finders import read

SERVICE = "https://api.acedata.cloud"
CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
Order = tuple[Imagine, Place]


@pytest.fixture
def office(window: Window) -> OfficePlace:
    return OfficePlace(window)


def opened(window: Window, office: OfficePlace) -> BatchPage:
    QTest.keyClick(window, Qt.Key.Key_B, CTRL_SHIFT)
    page = office.batches.page
    assert page is not None
    assert (page.isVisible(), page.form.prompt.hasFocus()) == (True, True)
    return page


def type_in(page: BatchPage, text: str) -> None:
    page.form.prompt.selectAll()
    QTest.keyClicks(page.form.prompt, text)


def prompts(page: BatchPage) -> list[str]:
    return [page.prompts.list.item(row).text() for row in range(page.prompts.list.count())]


def members(orders: list[Order]) -> list[Generation]:
    """Stored generations of a batch's orders."""
    return [replace(make(f"g{place.number}", created_at=place.number + 1.0), request=request, place=place)
            for request, place in orders]  # fmt: skip


def test_a_batch_is_counted_and_priced_before_it_starts_and_takes_the_prompt_panels_choices(
    window: Window, office: OfficePlace
) -> None:
    office.costs.show_origin(SERVICE)
    started: list[list[Order]] = []
    office.batches.started.connect(started.append)
    window.desk.edit.setPlainText("a {red, blue} fox --ar 16:9")
    window.desk.modes.segment("turbo").click()
    page = opened(window, office)
    assert (read(page, "batch-count"), page.prompts.list.count()) == ("2 prompts", 2)
    assert not page.prompts.has_findings
    type_in(page, "a {red, blue} fox --ar 16:9 --c {0..100..50}")
    assert read(page, "batch-count") == "2 × 3 = 6 prompts"
    assert "About 1.62 credits (estimate)" in [label.text() for label in page.form.findChildren(QLabel)]
    assert page.form.start.text() == "Start 6"
    QTest.keyClick(page.form.prompt, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (orders,) = started
    assert [request.prompt for request, _ in orders][:2] == [
        "a red fox --ar 16:9 --c 0 --v 8.2", "a red fox --ar 16:9 --c 50 --v 8.2",
    ]  # fmt: skip
    assert {request.mode for request, _ in orders} == {"turbo"}
    assert orders[5][1].at == ("blue", "100")


def test_a_start_is_used_up_by_its_first_press_whatever_comes_after_it(window: Window, office: OfficePlace) -> None:
    started: list[list[Order]] = []
    office.batches.started.connect(started.append)
    page = opened(window, office)
    type_in(page, "a {red, blue} fox")
    QTest.mouseClick(page.form.start, Qt.MouseButton.LeftButton)
    QTest.mouseDClick(page.form.start, Qt.MouseButton.LeftButton)
    QTest.keyClick(page.form.prompt, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    page.form.start.clicked.emit()
    assert (len(started), page.form.start.isEnabled(), page.form.start.text()) == (1, False, "Started")
    for each in started[0]:
        office.batches.see(replace(members([each])[0], state=State.WAITING, file=None))
    assert (page.shown, len(started)) == (started[0][0][1].batch, 1)
    page.which.setCurrentIndex(0)
    page.form.start.setFocus()
    for _ in range(3):
        QTest.keyClick(QApplication.focusWidget() or page, Qt.Key.Key_Return)
    assert len(started) == 2
    type_in(page, "a {red, blue} owl")
    assert (page.form.start.text(), page.form.start.isEnabled()) == ("Start 2", True)


def test_a_batch_that_a_limit_or_its_references_hold_back_can_be_started_again_until_it_is_begun(
    window: Window, office: OfficePlace
) -> None:
    started: list[list[Order]] = []
    office.batches.started.connect(started.append)
    page = opened(window, office)
    type_in(page, "a {red, blue} fox")
    office.batches.refer_by(lambda requests: [])  # which says why
    page.form.start.click()
    assert (page.form.start.isEnabled(), started) == (True, [])
    office.batches.refer_by(lambda requests: requests)
    page.form.start.click()
    assert not page.form.start.isEnabled()
    office.batches.hold_back()
    assert page.form.start.isEnabled()
    office.batches.see(replace(members(started[0])[0], state=State.WAITING, file=None))
    assert not page.form.start.isEnabled()
    office.batches.hold_back()
    assert not page.form.start.isEnabled()


def test_what_a_batch_and_the_panels_prompt_cost_counts_the_references_that_go_along(
    window: Window, office: OfficePlace
) -> None:
    office.costs.show_origin(SERVICE)
    window.desk.edit.setPlainText("a {red, blue} fox --v 8")
    page = opened(window, office)
    shown = [label for label in page.form.findChildren(QLabel) if label.text().startswith("About")]
    assert shown[0].text() == "About 0.54 credits (estimate)"
    office.costs.bill_by(lambda request: replace(request, moodboard=True))
    office.batches.show_references(2, lambda request: replace(request, moodboard=True))
    assert shown[0].text() == "About 2.16 credits (estimate)"
    assert "About 1.08 credits (estimate)" in [label.text() for label in window.desk.findChildren(QLabel)]
    assert read(page, "batch-count") == "2 prompts, each with 2 references"


def test_every_prompt_is_checked_and_all_are_mended_by_one_key_while_nothing_keeps_them_from_being_sent(
    window: Window, office: OfficePlace
) -> None:
    started: list[list[Order]] = []
    office.batches.started.connect(started.append)
    page = opened(window, office)
    type_in(page, "a {red, blue} fox --c {0..200..100} --choas 5")
    assert read(page, "batch-warnings") == "6 of 6 have warnings"
    assert (
        page.prompts.list.item(2).data(WARNING).endswith("--chaos takes 0 to 100. The service does not know --choas.")
    )
    assert page.form.start.isEnabled()
    page.form.prompt.setPlainText("a {red, blue} fox --c {0..200..100}")
    assert read(page, "batch-warnings") == "2 of 6 have warnings"
    for row in (2, 5, 2):
        QTest.keyClick(page.prompts.next, Qt.Key.Key_Space)
        assert page.prompts.list.currentRow() == row
    QTest.keyClick(page.prompts.list, Qt.Key.Key_M, Qt.KeyboardModifier.AltModifier)
    assert (prompts(page)[2], page.prompts.mend.isVisible()) == ("a red fox --c 100", False)
    page.form.start.click()
    assert started[0][2][0].prompt == "a red fox --c 100 --v 8.2"


def test_tab_goes_through_the_page_in_reading_order_and_back(window: Window, office: OfficePlace) -> None:
    page = opened(window, office)
    type_in(page, "a {red, blue} fox --choas 5")
    way = ["batch-prompt", "open-lines", "batch-lines", "start-batch", "batches", "next-warning", "mend-batch",
           "batch-prompts", "batch-page-done"]  # fmt: skip
    for key, names in ((Qt.Key.Key_Tab, way), (Qt.Key.Key_Backtab, way[::-1])):
        for name in names[1:]:
            QTest.keyClick(QApplication.focusWidget() or page, key)
            here = QApplication.focusWidget()
            assert here is not None
            assert here.objectName() == name


def test_a_mending_of_what_was_typed_is_written_there_and_can_be_undone(window: Window, office: OfficePlace) -> None:
    page = opened(window, office)
    page.form.prompt.setPlainText("a {red, blue} fox --choas 5")
    QTest.keyClick(page.prompts.mend, Qt.Key.Key_Space)
    assert page.form.prompt.toPlainText() == "a {red, blue} fox --chaos 5"
    assert not page.prompts.mend.isVisible()
    page.form.prompt.undo()
    assert prompts(page) == ["a red fox --choas 5", "a blue fox --choas 5"]


def test_what_is_repeated_is_counted_priced_and_sent_so_often(window: Window, office: OfficePlace) -> None:
    office.costs.show_origin(SERVICE)
    started: list[list[Order]] = []
    office.batches.started.connect(started.append)
    page = opened(window, office)
    page.form.prompt.setPlainText("a {red, blue} fox --repeat 3")
    assert (read(page, "batch-count"), page.form.start.text()) == ("2 prompts, 6 pictures", "Start 6")
    assert "About 1.62 credits (estimate)" in [label.text() for label in page.form.findChildren(QLabel)]
    page.form.start.click()
    assert [place.at for _, place in started[0]][:3] == [("red", "1"), ("red", "2"), ("red", "3")]
    page.form.prompt.setPlainText("a {1..3} fox --repeat 40")
    assert read(page, "batch-count") == "3 prompts, 120 pictures; at most 100 at once"
    assert not page.form.start.isEnabled()


@pytest.mark.parametrize(
    ("text", "lines", "said"),
    [
        ("", "", "No prompts yet"),
        ("a {1..50} {1..50}", "", "50 × 50 = 2,500 prompts; at most 100 at once"),
        ("a {1..500}", "", "1..500 has 500 steps; at most 100 are taken."),
        ("a fox", 'a "b\n"c', "The lines are no CSV: unexpected end of data."),
    ],
)
def test_what_cannot_be_sent_says_why_and_does_not_start(
    window: Window, office: OfficePlace, text: str, lines: str, said: str
) -> None:
    started: list[object] = []
    office.batches.started.connect(started.append)
    page = opened(window, office)
    page.form.prompt.setPlainText(text)
    page.form.lines.setPlainText(lines)
    QTest.keyClick(page.form.prompt, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert (read(page, "batch-count"), page.form.start.isEnabled(), started) == (said, False, [])


def test_lines_come_from_a_file_and_one_that_is_not_there_is_said(
    window: Window, office: OfficePlace, tmp_path: Path
) -> None:
    page = opened(window, office)
    page.form.prompt.setPlainText("a {what}")
    (tmp_path / "lines.csv").write_text("what\nfox\nowl\n", "utf-8-sig")
    page.form.read_file(str(tmp_path / "lines.csv"))
    assert prompts(page) == ["a fox", "a owl"]
    page.form.read_file(str(tmp_path / "none.csv"))
    assert read(page, "batch-count").startswith("The file cannot be read: No such file")


def test_the_sheet_has_the_axes_as_headers_is_walked_by_arrows_and_enter_shows_a_picture(
    window: Window, office: OfficePlace, qtbot: QtBot
) -> None:
    started: list[list[Order]] = []
    missed: list[str] = []
    office.batches.started.connect(started.append)
    window.thumbnail_wanted.connect(missed.append)
    page = opened(window, office)
    page.form.prompt.setPlainText("a {red, blue} {fox, owl, cat}")
    page.form.start.click()
    drawn = members(started[0])
    window.show_library(drawn)
    first = replace(drawn[0], state=State.WAITING, file=None)
    office.batches.see(first)
    for each in (*drawn[:4], replace(drawn[4], state=State.RUNNING, file=None, percent=40),
                 replace(drawn[5], state=State.WAITING, file=None)):  # fmt: skip
        office.batches.see(each)
    table = page.table
    qtbot.waitUntil(lambda: table.rowCount() == 2)
    header = table.model().headerData
    assert [header(column, Qt.Orientation.Horizontal) for column in range(3)] == ["fox", "owl", "cat"]
    assert header(1, Qt.Orientation.Vertical) == "blue"
    assert read(page, "batch-axes") == "Rows: red, blue. Columns: fox, owl, cat."
    assert read(page, "batch-progress") == "4 of 6 drawn · 1 being drawn · 1 waiting"
    table.repaint()
    assert "g3" in missed
    office.batches.show_thumbnail(picture("g3", Kind.THUMB))
    assert table.thumbnail(drawn[3]) is not None
    table.setFocus()
    table.setCurrentCell(0, 0)
    QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert (window.shown, page.isVisible()) == ("g3", False)


def test_a_batch_is_paused_resumed_and_cancelled_by_its_buttons(
    window: Window, office: OfficePlace, qtbot: QtBot
) -> None:
    told: list[tuple[str, str]] = []
    batches = office.batches
    for name, signal in (("pause", batches.paused), ("resume", batches.resumed), ("stop", batches.stopped)):
        signal.connect(lambda batch, name=name: told.append((name, batch)))
    page = opened(window, office)
    waiting = replace(make("w", State.WAITING), place=Place("b7", 0, "{1, 2}", ("Group 1",), ("1",)))
    batches.show_list([("b7", "{1, 2}", 1.7e9)])
    page.open_batch("b7", "{1, 2}", 1.7e9)
    batches.show_generations([waiting])
    assert (page.go.text(), page.go.isVisible(), read(page, "batch-paused")) == ("Pause", True, "")
    assert read(page, "batch-axes") == "Varied: 1."
    window.resize(900, 600)
    qtbot.waitUntil(lambda: not page.which.geometry().intersects(page.go.geometry()))
    QTest.keyClick(page.go, Qt.Key.Key_Space)
    for why, words in (
        (Failure(code="used_up"), "Paused because one failed: The account's balance is used up."),
        (Failure(code=LEFT_OVER), "Paused because the program was closed. Resume sends the rest."),
        (None, "Paused by you. Resume sends the rest."),
    ):
        batches.show_paused({"b7": why})
        assert (page.go.text(), read(page, "batch-paused")) == ("Resume", words)
    QTest.keyClick(page.go, Qt.Key.Key_Space)
    QTest.keyClick(page.stop, Qt.Key.Key_Space)
    assert told == [("pause", "b7"), ("resume", "b7"), ("stop", "b7")]
    batches.forget("w")
    qtbot.waitUntil(lambda: not page.go.isVisible())


def test_batches_of_one_prompt_are_told_apart_by_the_second_that_they_began_in(
    window: Window, office: OfficePlace
) -> None:
    page, now = opened(window, office), time.time()
    clock = time.strftime("%H:%M:%S", time.localtime(now))
    page.open_batch("b1", "a {red, blue} fox", now)
    assert page.which.currentText() == f"{clock}  ·  a {{red, blue}} fox"
    office.batches.show_list([("b1", "a {red, blue} fox", now), ("b0", "a {red, blue} fox", 1.7e9)])
    names = [page.which.itemText(row) for row in range(page.which.count())]
    assert names[1] == f"{clock}  ·  a {{red, blue}} fox"
    assert names[2].startswith("2023-11-1")
    assert page.which.fontMetrics().horizontalAdvance(names[2]) < page.which.width() - 48


def test_an_empty_prompt_takes_over_the_panels_also_while_a_former_batch_is_on_view(
    window: Window, office: OfficePlace
) -> None:
    office.batches.see(replace(make("w", State.WAITING), place=Place("b7", 0, "{1, 2}", ("Group 1",), ("1",))))
    page = opened(window, office)
    assert (page.shown, page.form.prompt.toPlainText()) == ("b7", "")
    QTest.keyClick(page, Qt.Key.Key_B, CTRL_SHIFT)
    window.desk.edit.setPlainText("a {red, blue} fox")
    page = opened(window, office)
    assert (page.form.prompt.toPlainText(), prompts(page)) == ("a {red, blue} fox", ["a red fox", "a blue fox"])
    assert (page.form.start.text(), page.shown, page.table.isVisible()) == ("Start 2", "b7", True)
    type_in(page, "mine")
    assert (page.shown, page.prompts.isVisible()) == ("", True)
    QTest.keyClick(page, Qt.Key.Key_B, CTRL_SHIFT)
    assert opened(window, office).form.prompt.toPlainText() == "mine"


def test_nothing_of_the_form_overlaps_in_the_smallest_window_and_the_prompt_has_its_height_in_a_larger_one(
    window: Window, office: OfficePlace, qtbot: QtBot
) -> None:
    window.resize(900, 600)
    page = opened(window, office)
    page.form.prompt.setPlainText("a {1..3} {1..7} {1..9} {1..11} {1..13} {1..15} fox --repeat 2")
    parts = page.form.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    qtbot.waitUntil(lambda: all(each.height() >= each.heightForWidth(each.width()) for each in parts))
    clashes = [(one, other) for one, other in combinations(parts, 2) if one.geometry().intersects(other.geometry())]
    assert (window.height(), clashes) == (600, [])
    assert page.form.rect().contains(page.form.childrenRect())
    window.resize(1280, 800)
    qtbot.waitUntil(lambda: page.form.prompt.height() == 112)
