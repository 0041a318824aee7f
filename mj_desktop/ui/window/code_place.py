"""Requests as code, between the window's parts: commands and menus ask for one, the clipboard or the page gets it."""

from dataclasses import replace
from functools import partial
from pathlib import PurePath
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtGui import QGuiApplication

from mj_desktop.core import as_code
from mj_desktop.core.as_code import LANGUAGES, Call, written
from mj_desktop.core.intentions import AsCode
from mj_desktop.core.messages import Message
from mj_desktop.core.situation import Situation
from mj_desktop.core.where import Where
from mj_desktop.ui.window import save_dialog
from mj_desktop.ui.window.page_place import PagePlace

if TYPE_CHECKING:
    from mj_desktop.ui.code.page import CodePage
    from mj_desktop.ui.window.window import Window


class CodePlace(PagePlace):
    """Reports which request is `wanted` (AsCode) and takes it; owns the page, made when it is first opened.

    `saved` carries a language, the file that its code is to be, and the code.
    """

    wanted = Signal(object)
    saved = Signal(str, str, str)

    def __init__(self, window: "Window") -> None:
        super().__init__(window.place, window.let_keys)
        self._window = window
        self._call: Call | None = None
        self._folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        self.page: CodePage | None = None
        copies = {f"copy_{language.id}": partial(self._ask, language.id) for language in LANGUAGES}
        window.commands.add({"as_code": self._toggle, **copies})
        window.commands.add({f"code:{name}": partial(self._do, name) for name in ("save", "copy", "next")})
        window.commands.see_by(self._situation)

    def take(self, wish: AsCode, call: Call) -> None:
        """Copy the request that was asked for, or show it."""
        self._call = call
        if wish.language:
            self._copy(wish.language)
        else:
            self._show(call)

    def _situation(self, now: Situation) -> Situation:
        return replace(now, page=Where.CODE) if self.is_open else now

    def _do(self, name: str) -> None:
        if self.page is not None:
            self.page.do(name)

    def _toggle(self) -> None:
        if self.is_open:
            self.leave()
        else:
            self._ask("")

    def _ask(self, language: str) -> None:
        shown = self._window.viewer.generation
        if shown is not None:
            self.wanted.emit(AsCode(shown.id, language))

    def _copy(self, language: str) -> None:
        if self._call is None:
            return
        QGuiApplication.clipboard().setText(written(language, self._call))
        told = self.tr("Copied as {language}."), self.tr("Put your token in place of {token}.")
        self._window.show_message(Message(*told, values={"language": as_code.language(language).words}))

    def _ask_file(self, language: str) -> None:
        file = PurePath(self._folder, as_code.language(language).file)
        save_dialog.ask(self._window, self.tr("Save the code"), file, f"*{file.suffix}", partial(self._save, language))

    def _save(self, language: str, path: str) -> None:
        if self._call is not None and path:
            self._folder = str(PurePath(path).parent)
            self.saved.emit(language, path, written(language, self._call))

    def _show(self, call: Call) -> None:
        page = self.page or self._made()
        page.show_call(call)
        self.give(page, page.copy)

    def _made(self) -> "CodePage":
        from mj_desktop.ui.code.page import CodePage  # nothing that the first paint needs

        self.page = CodePage()
        self.page.copied.connect(self._copy)
        self.page.saved.connect(self._ask_file)
        self.page.done.clicked.connect(self.leave)
        return self.page
