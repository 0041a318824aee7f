"""What each command of the window, the prompt panel and the library does: ids to deeds."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QAbstractButton, QWidget

from mj_desktop.core.generation import Generation
from mj_desktop.core.intentions import Remedied
from mj_desktop.core.messages import Remedy
from mj_desktop.core.prompt import MODES, RATIOS
from mj_desktop.ui.desk.fields import Wish
from mj_desktop.ui.desk.ratio import OTHER
from mj_desktop.ui.window.layout import Columns

if TYPE_CHECKING:
    from mj_desktop.ui.window.window import Window

Deed = Callable[[], object]
_BY_KEY = Qt.FocusReason.ShortcutFocusReason


class Deeds:
    """Does things to a window's parts as their own buttons would."""

    def __init__(self, window: "Window") -> None:
        self._window = window

    def table(self) -> dict[str, Deed]:
        """Ids to deeds, but for those of the picture and the mask editor, which are theirs."""
        window = self._window
        return {**self._of_prompt(), **self._of_generation(), **self._of_panels(), "newer": partial(self._step, -1),
                "older": partial(self._step, 1), "leave": window.leave, "message": window.status.remedy.click,
                "quit": window.close}  # fmt: skip

    def _of_prompt(self) -> dict[str, Deed]:
        desk = self._window.desk
        return {
            "generate": desk.submit, "former_prompt": partial(desk.edit.recall, 1),
            "newer_prompt": partial(desk.edit.recall, -1), "version": self._choose_version,
            "parameters": self._open_parameters, "presets": desk.presets_wanted.emit, "mend": self._mend,
            "mend_all": self._mend_all,
            **{f"ratio:{ratio}": partial(self._choose_ratio, ratio) for ratio in (*RATIOS, OTHER)},
            **{f"mode:{mode}": partial(self._choose_mode, mode) for mode in MODES},
        }  # fmt: skip

    def _of_panels(self) -> dict[str, Deed]:
        columns, settings = self._columns(), self._window.settings
        return {
            "fold_both": columns.fold_both, "fold_prompt": columns.fold_desk, "fold_library": columns.fold_library,
            "search": self._search, "settings": settings.open, "account": settings.open_account,
            "tasks": self._window.tasks.open,
            "about": settings.open_about,
            **{f"settings:{part}": partial(settings.open_part, part) for part in settings.PARTS},
            "go_prompt": self._go_to_prompt, "go_library": self._go_to_library, "go_picture": self._go_to_picture,
        }  # fmt: skip

    def _of_generation(self) -> dict[str, Deed]:
        viewer = self._window.viewer
        return {
            "parent": self._show_parent,
            "stop": partial(self._with_shown, lambda shown: viewer.stop_requested.emit(shown.id)),
            "wait_again": partial(self._with_shown, lambda shown: viewer.taken_up.emit(shown.id)),
            "send_now": partial(self._remedy, Remedy.SEND_NOW),
            "fetch": partial(self._remedy, Remedy.FETCH),
            "try_again": partial(self._remedy, Remedy.TRY_AGAIN),
            "edit_prompt": partial(self._remedy, Remedy.EDIT_PROMPT),
            "copy_details": partial(self._press, "copy_details"),
            "copy_trace": partial(self._press, "copy_trace"),
        }

    def _columns(self) -> Columns:
        found = self._window.findChild(Columns, "columns")
        assert isinstance(found, Columns)
        return found

    def _unfold_prompt(self) -> None:
        if self._columns().panels().desk_folded:
            self._columns().fold_desk()

    def _choose_ratio(self, ratio: str) -> None:
        self._unfold_prompt()
        self._window.desk.ratios.choose(ratio)

    def _choose_mode(self, mode: str) -> None:
        self._unfold_prompt()
        self._window.desk.take(Wish("mode", mode))

    def _open_parameters(self) -> None:
        self._unfold_prompt()
        self._window.desk.open_parameters()

    def _mend(self) -> None:
        self._unfold_prompt()
        self._window.desk.checker.mend()

    def _mend_all(self) -> None:
        self._unfold_prompt()
        self._window.desk.checker.mend_all()

    def _choose_version(self) -> None:
        self._unfold_prompt()
        self._window.desk.versions.setFocus(_BY_KEY)
        self._window.desk.versions.showPopup()

    def _go_to_prompt(self) -> None:
        self._unfold_prompt()
        self._window.desk.focus_prompt()

    def _go_to_library(self) -> None:
        if self._columns().panels().library_folded:
            self._columns().fold_library()
        self._window.library.view.setFocus(_BY_KEY)

    def _search(self) -> None:
        if self._columns().panels().library_folded:
            self._columns().fold_library()
        self._window.library.head.open_search()

    def _go_to_picture(self) -> None:
        self._window.viewer.setFocus(_BY_KEY)

    def _step(self, by: int) -> None:
        """To the next row of the library that can be chosen; at the end stay."""
        view = self._window.library.view
        model, row = view.model(), view.currentIndex().row() + by
        while 0 <= row < model.rowCount():
            index = model.index(row, 0)
            if index.flags() & Qt.ItemFlag.ItemIsSelectable:
                view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
                return
            row += by

    def _with_shown(self, deed: Callable[[Generation], object]) -> None:
        shown = self._window.viewer.generation
        if shown is not None:
            deed(shown)

    def _show_parent(self) -> None:
        shown = self._window.viewer.generation
        if shown is not None and shown.parent is not None:
            self._window.header.parent_requested.emit(shown.parent)

    def _remedy(self, remedy: Remedy) -> None:
        shown = self._window.viewer.generation
        if shown is not None:
            self._window.viewer.remedied.emit(Remedied(remedy, shown.id))

    def _press(self, name: str) -> None:
        found = self._window.viewer.findChild(QWidget, name)
        if isinstance(found, QAbstractButton):
            found.click()
