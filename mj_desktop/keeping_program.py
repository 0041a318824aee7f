"""Keeping in the program: the library's acts and the account's tasks, connected with their places in the window."""

from functools import partial

from mj_desktop.core.generation import Generation
from mj_desktop.core.intentions import Remedied
from mj_desktop.core.messages import Remedy
from mj_desktop.doctor import Doctor
from mj_desktop.keeper import Keeper
from mj_desktop.preferences import Preferences
from mj_desktop.studio import Studio
from mj_desktop.tasks import Tasks
from mj_desktop.ui.window.library_acts import LibraryActs
from mj_desktop.ui.window.tasks_place import TasksPlace
from mj_desktop.ui.window.window import Window


def connect(keeper: Keeper, tasks: Tasks, window: Window, acts: LibraryActs, studio: Studio) -> None:
    """Give both their places in the window."""
    _connect_keeper(keeper, window, acts)
    _connect_tasks(tasks, keeper, window)
    window.remedied.connect(partial(_show_tasks, window.tasks))
    studio.adopted.connect(partial(_add, window, studio))


def connect_doctor(doctor: Doctor, window: Window, acts: LibraryActs, keeper: Keeper, studio: Studio) -> None:
    """Give the library's check its place in the settings."""
    place = window.settings
    studio.changed.connect(doctor.see)
    for change in (studio.adopted, keeper.deleted, keeper.restored, keeper.emptied):
        change.connect(doctor.note_change)
    place.opened.connect(doctor.look_again)
    place.check_wanted.connect(doctor.check)
    place.repair_wanted.connect(doctor.repair)
    doctor.changed.connect(place.show_checkup)
    doctor.said.connect(window.show_message)
    doctor.restored.connect(acts.put_back)


def connect_kept(preferences: Preferences, window: Window) -> None:
    """Have presets and what a person changes of the keys kept, and what was kept taken."""
    window.presets.changed.connect(preferences.keep_presets)
    preferences.presets.connect(window.presets.show_presets)
    place = window.commands.keys
    place.changed.connect(preferences.keep_keys)
    place.saved.connect(lambda path: preferences.save_keys(place.keymap, path))
    place.wanted.connect(preferences.want_keys)
    preferences.keys.connect(place.show_keys)
    preferences.given_keys.connect(place.take_keys)


def _add(window: Window, studio: Studio, found: Generation) -> None:
    window.add_generation(found)
    studio.jobs.start(f"parents of {found.id}", _remember_parents(window, studio, found))


async def _remember_parents(window: Window, studio: Studio, found: Generation) -> None:
    """Those that are not shown lie in the trash, and lend their prompts from now on."""
    lineage, current = window.library.lineage, found
    while current.parent is not None and current.parent not in lineage:
        if (parent := await studio.look_up(current.parent)) is None:
            return
        window.library.remember([current := parent])


def _show_tasks(place: TasksPlace, chosen: Remedied) -> None:
    if chosen.remedy is Remedy.TASKS and not place.is_open:
        place.open()


def _connect_keeper(keeper: Keeper, window: Window, acts: LibraryActs) -> None:
    strip = window.library
    acts.asked.connect(keeper.ask)
    keeper.said.connect(window.show_message)
    keeper.older.connect(strip.show_older)
    keeper.found.connect(strip.show_found)
    keeper.trash_opened.connect(strip.show_trash)
    keeper.deleted.connect(acts.take_out)
    keeper.restored.connect(acts.put_back)
    keeper.exported.connect(acts.finish)
    keeper.copied.connect(acts.copy)


def _connect_tasks(tasks: Tasks, keeper: Keeper, window: Window) -> None:
    place = window.tasks
    place.show_list(tasks.list)
    place.asked.connect(tasks.ask)
    place.seen.connect(tasks.watch)
    place.restored.connect(keeper.ask)
    tasks.changed.connect(place.show_list)
    tasks.said.connect(window.show_message)
    keeper.deleted.connect(tasks.look_again)
    keeper.restored.connect(tasks.look_again)
