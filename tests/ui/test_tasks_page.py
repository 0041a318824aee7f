"""The tasks page: opened, read, walked through and acted on by keys alone, and what it says where there is no list."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from mj_desktop.core.errors import Failure
from mj_desktop.core.generation import DEMO, State
from mj_desktop.core.keeping import Restore
from mj_desktop.core.messages import explain
from mj_desktop.core.tasks import (
    Holding,
    Look,
    Older,
    Progress,
    Recover,
    Stage,
    StopRecovery,
    Task,
    TaskList,
)
from mj_desktop.ui.tasks.page import TasksPage
from mj_desktop.ui.window.window import Window
from tests.ui.finders import button, gather, read

CTRL = Qt.KeyboardModifier.ControlModifier
SERVICE = "https://api.example.org"
TASKS = tuple(
    Task(
        id=f"task-{number}", stage=Stage.FINISHED, trace_id=f"trace-{number}", type="imagine", action="generate",
        prompt=f"a lighthouse {number}", image_id=f"12345678901234567{number}", created_at=1.7e9 - number,
        finished_at=1.7e9 - number + 75, percent=100, has_picture=True,
    )
    for number in range(6)
)  # fmt: skip
FAILED = Task(
    id="task-f", stage=Stage.FAILED, type="imagine", action="upscale2", made_from="99", created_at=1.6e9,
    failure=Failure(code="forbidden", message="The prompt was refused."),
)  # fmt: skip
HELD = {
    "task-1": Holding("generation-1", State.STORED),
    "task-2": Holding("generation-2", State.STORED, deleted=True),
    "task-3": Holding("generation-3", State.FINISHED),
    "task-4": Holding("generation-4", State.FINISHED, failed=True),
}
LIST = TaskList(look=Look(DEMO), is_connected=True, tasks=(*TASKS, FAILED), holdings=HELD)


@pytest.fixture
def page(window: Window) -> TasksPage:
    window.tasks.show_list(LIST)
    QTest.keyClick(window, Qt.Key.Key_J, CTRL)
    assert window.tasks.page is not None
    return window.tasks.page


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def press(window: Window, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """A key at whatever has the focus."""
    QTest.keyClick(focused(), key, modifiers)


def test_its_key_its_button_and_the_palette_open_it_and_esc_leads_back(window: Window) -> None:
    before = window.focusWidget()
    seen = gather(window.tasks.seen)
    QTest.keyClick(window, Qt.Key.Key_J, CTRL)
    assert window.tasks.is_open
    press(window, Qt.Key.Key_Escape)
    assert not window.tasks.is_open
    assert window.focusWidget() is before
    QTest.mouseClick(button(window, "open-tasks"), Qt.MouseButton.LeftButton)
    assert window.tasks.is_open and seen == [True, False, True]
    QTest.keyClick(window, Qt.Key.Key_J, CTRL)
    assert not window.tasks.is_open
    window.commands.open_palette()
    assert window.commands.overlay is not None
    QTest.keyClicks(window.commands.overlay.field, "tasks of")
    QTest.keyClick(window.commands.overlay.field, Qt.Key.Key_Return)
    assert window.tasks.is_open


def test_settings_opened_from_it_lead_back_to_it_and_it_leads_back_to_the_pictures(window: Window) -> None:
    window.tasks.show_list(TaskList(look=Look("")))
    QTest.keyClick(window, Qt.Key.Key_J, CTRL)
    assert window.tasks.page is not None
    window.tasks.page.face.button.click()
    assert window.settings.is_open
    press(window, Qt.Key.Key_Escape)
    assert window.tasks.is_open
    press(window, Qt.Key.Key_Escape)
    assert window.place.currentIndex() == 0


def test_each_place_has_its_words_and_its_deed(window: Window, page: TasksPage) -> None:
    asked, chosen, restored = gather(page.asked), gather(window.tasks.chosen), gather(window.tasks.restored)
    deeds = {
        "task-0": "Fetch into the library", "task-1": "Show in the library", "task-2": "Restore from the trash",
        "task-4": "Fetch picture", "task-5": "Fetch into the library",
    }  # fmt: skip
    for row, task in enumerate(LIST.tasks):
        page.view.setCurrentIndex(page.model.index(row))
        deed = page.details.deed
        assert (deed.text() if deed.isVisible() else "") == deeds.get(task.id, "")
        assert read(page, "task-place").endswith(".")
    for row in (0, 3, 4, 5):
        page.view.setCurrentIndex(page.model.index(row))
        press(window, Qt.Key.Key_Return)
    assert asked == [Recover(("task-0",)), Recover(("task-4",)), Recover(("task-5",))]
    page.view.setCurrentIndex(page.model.index(1))
    press(window, Qt.Key.Key_Return)
    assert chosen == ["generation-1"] and not window.tasks.is_open
    QTest.keyClick(window, Qt.Key.Key_J, CTRL)
    page.view.setCurrentIndex(page.model.index(2))
    press(window, Qt.Key.Key_Return)
    assert restored == [Restore(("generation-2",))] and not window.tasks.is_open


def test_a_task_is_told_in_full_and_its_ids_are_copied(window: Window, page: TasksPage) -> None:
    messages = gather(window.tasks.said)
    assert read(page, "task-prompt") == "a lighthouse 0"
    assert read(page, "task-took") == "1 min 15 s"
    for name, text in (("id-task", "task-0"), ("id-trace", "trace-0"), ("id-image", "123456789012345670")):
        assert button(page, f"copy-{name}").accessibleName().startswith("Copy")
        button(page, f"copy-{name}").click()
        assert QGuiApplication.clipboard().text() == text
    button(page, "copy-task-prompt").click()
    assert QGuiApplication.clipboard().text() == "a lighthouse 0"
    press(window, Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "task-0"
    assert len(messages) == 5
    press(window, Qt.Key.Key_End)
    assert read(page, "task-error") == "forbidden: The prompt was refused."
    assert read(page, "id-image") == ""
    assert read(page, "id-made-from") == "99"


def test_every_row_is_spoken(page: TasksPage) -> None:
    model: QAbstractItemModel = page.model
    rows = [str(model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)) for row in range(model.rowCount())]
    assert "a lighthouse 0, Generate, Finished" in rows[0] and rows[0].endswith("Not here")
    assert "In the library" in rows[1] and "In the trash" in rows[2]
    assert "upscale2" not in rows[6] and "Upscale 2" in rows[6] and "Failed" in rows[6]


@pytest.mark.parametrize(
    ("kind", "action", "said"),
    [
        ("imagine", "generate", ("Picture", "Generate")),
        ("imagine", "zoom_out_1_5x", ("Picture", "Zoom out 1.5x")),
        ("edits", "edits:generate", ("Edit", "Edit")),
        ("videos", "videos:extend", ("Video", "Longer video")),
        ("describe", "generate", ("Describe", "Describe")),
        ("vorstellen", "", ("vorstellen", "Vorstellen")),
        ("", "", ("–", "Generate")),
    ],
)
def test_what_was_done_is_called_as_everywhere_in_the_window(
    page: TasksPage, kind: str, action: str, said: tuple[str, str]
) -> None:
    page.show_list(replace(LIST, tasks=(replace(TASKS[0], type=kind, action=action, prompt=""),)))
    assert (read(page, "task-type"), read(page, "task-action")) == said
    spoken = str(page.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole))
    assert spoken.startswith(f"{said[1]}, {said[1]}, Finished")


def test_a_follow_up_has_the_prompt_of_what_it_came_from(page: TasksPage) -> None:
    single = replace(FAILED, id="single", image_id="2", made_from=TASKS[0].image_id, failure=None)
    page.show_list(replace(LIST, tasks=(replace(FAILED, made_from="2"), single, *TASKS)))
    assert read(page, "task-prompt") == "a lighthouse 0"
    assert str(page.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)).startswith("a lighthouse 0, Upscale 2")


def test_what_is_chosen_stays_chosen_while_the_list_grows_and_changes(page: TasksPage) -> None:
    page.view.setCurrentIndex(page.model.index(1))
    new = replace(TASKS[0], id="task-new", stage=Stage.DRAWING, percent=40)
    page.show_list(replace(LIST, tasks=(new, *LIST.tasks)))
    assert page.chosen_task() == TASKS[1]
    page.show_list(replace(LIST, tasks=(replace(new, percent=60), *LIST.tasks, replace(FAILED, id="older"))))
    assert page.chosen_task() == TASKS[1]
    assert page.model.rowCount() == 9


def test_types_ids_owners_and_asking_again(window: Window, page: TasksPage) -> None:
    asked = gather(page.asked)
    page.show_list(replace(LIST, service=SERVICE))
    press(window, Qt.Key.Key_F5)
    press(window, Qt.Key.Key_F, CTRL)
    QTest.keyClicks(focused(), "task-1, task-2 task-1")
    press(window, Qt.Key.Key_Return)
    page.show_list(replace(LIST, look=Look(DEMO, ids=("task-1", "task-2")), service=SERVICE))
    press(window, Qt.Key.Key_Escape)
    page.show_list(replace(LIST, service=SERVICE))
    assert page.isVisible()
    button(page, "tasks-of-account").click()
    assert asked == [Look(DEMO), Look(DEMO, "", ("task-1", "task-2")), Look(DEMO), Look(SERVICE)]


def test_fetching_all_shows_how_far_it_is_and_can_be_stopped(window: Window, page: TasksPage) -> None:
    asked = gather(page.asked)
    press(window, Qt.Key.Key_Return, CTRL)
    assert asked == [Recover()]
    page.show_list(replace(LIST, progress=Progress(read=150)))
    assert "150" in read(page, "tasks-progress")
    assert not page.details.deed.isEnabled()
    page.show_list(replace(LIST, progress=Progress(3, 17, 200)))
    assert read(page, "tasks-progress") == "3 of 17 fetched"
    button(page, "tasks-stop").click()
    assert asked == [Recover(), StopRecovery()]


def test_fetching_all_stands_out_only_where_something_is_known_to_be_missing(page: TasksPage) -> None:
    fetch = button(page, "tasks-fetch-all")
    assert fetch.property("variant") == "filled"
    page.show_list(replace(LIST, tasks=TASKS[1:3]))
    assert (fetch.property("variant"), fetch.isEnabled()) == ("plain", True)


def test_older_ones_are_asked_for_when_the_end_comes_into_view(window: Window, page: TasksPage) -> None:
    asked = gather(page.asked)
    many = tuple(replace(TASKS[0], id=f"task-{number}") for number in range(50))
    page.show_list(replace(LIST, tasks=many, has_older=True))
    assert asked == []
    press(window, Qt.Key.Key_End)
    assert set(asked) == {Older()}


TROUBLE = explain(Failure(code="unreachable"))


@pytest.mark.parametrize(
    ("shown", "words", "does"),
    [
        (TaskList(look=Look(DEMO), is_connected=True), "No tasks yet", ""),
        (TaskList(look=Look(DEMO, "videos"), is_connected=True), "No tasks of this type", ""),
        (TaskList(look=Look(DEMO, "", ("x",)), is_connected=True), "No such task", ""),
        (TaskList(look=Look(DEMO), is_connected=True, busy=True), "Asking for the tasks", ""),
        (TaskList(look=Look(DEMO)), "The demo engine is starting", ""),
        (TaskList(look=Look("")), "No account is connected", "Connect account"),
        (TaskList(look=Look(DEMO), is_connected=True, trouble=TROUBLE), "cannot be reached", "Ask again"),
    ],
)
def test_where_there_is_no_list_it_says_why(page: TasksPage, shown: TaskList, words: str, does: str) -> None:
    page.show_list(shown)
    assert words in read(page, "tasks-face-words")
    assert (page.face.button.text() if page.face.button.isVisible() else "") == does


def test_trouble_stands_above_a_list_that_is_there(page: TasksPage) -> None:
    page.show_list(replace(LIST, trouble=TROUBLE))
    assert page.model.rowCount() == 7
    assert "cannot be reached" in read(page, "tasks-notice")
    page.show_list(LIST)
    assert read(page, "tasks-notice") == ""


def test_every_part_is_reached_by_tab(window: Window, page: TasksPage) -> None:
    reached: set[str] = set()
    for _ in range(40):
        press(window, Qt.Key.Key_Tab)
        reached.add(focused().objectName())
    assert {
        "tasks-back", "tasks-of-account", "tasks-type", "tasks-ids", "tasks-again", "tasks-fetch-all", "tasks-list",
        "copy-task-prompt", "copy-id-task", "copy-id-trace", "copy-id-image", "task-deed",
    } <= reached  # fmt: skip
    assert isinstance(page.findChild(QLineEdit, "tasks-ids"), QLineEdit)
