"""The page of a request as code: four forms, one at a time, and a button that copies the one shown."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit

from mj_desktop.core.as_code import LANGUAGES, Call, language, shortened, written
from mj_desktop.ui import controls
from mj_desktop.ui.page import Page


class CodePage(Page):
    """Shows a `Call`; `copied` and `saved` carry the language whose whole code is wanted."""

    copied = Signal(str)
    saved = Signal(str)

    def __init__(self) -> None:
        words = self.tr("What was sent, as a program sends it. Put your token in place of {token}.")
        super().__init__("code-page", self.tr("As code"), words)
        forms = [(each.id, tr(each.words)) for each in LANGUAGES]
        self.languages = controls.Segments(forms, "languages", self.tr("Language"), width=136)
        self.copy = controls.Button(self.tr("Copy"), "copy-code", "copy", "filled", self.tr("Copy [Ctrl+Shift+C]"))
        self.save = controls.Button(self.tr("Save"), "save-code", "download", tip=self.tr("Save as a file [Ctrl+S]"))
        self.code = QPlainTextEdit()
        self._run = controls.Elided(size=11, tone="faint")
        self._run.setObjectName("how-to-run")
        self._call: Call | None = None
        self._lay_out()
        self.languages.select(LANGUAGES[0].id)
        self.languages.chosen.connect(self._show)
        self.copy.clicked.connect(self._report)
        self.save.clicked.connect(self._report_saved)

    def show_call(self, call: Call) -> None:
        """Show a request, in the language that was chosen last."""
        self._call = call
        self._show()

    def do(self, name: str) -> None:
        """What a command of the page does."""
        {"save": self.save.click, "copy": self.copy.click, "next": self._go_on}[name]()

    def _go_on(self) -> None:
        """The next language, after the last the first."""
        forms = [each.id for each in LANGUAGES]
        self.languages.select(forms[(forms.index(self.languages.value()) + 1) % len(forms)])
        self._show()

    def _lay_out(self) -> None:
        self.code.setObjectName("code")
        self.code.setAccessibleName(self.tr("Code"))
        self.code.setReadOnly(True)
        self.code.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.code.setTabChangesFocus(True)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.languages)
        row.addStretch(1)
        row.addWidget(self.save)
        row.addWidget(self.copy)
        self.column.addLayout(row)
        self.column.addSpacing(8)
        self.column.addWidget(self.code, 1)
        self.column.addSpacing(8)
        self.column.addWidget(self._run)

    def _show(self) -> None:
        if self._call is None:
            return
        form, short = language(self.languages.value()), shortened(self._call)
        self.code.setPlainText(written(form.id, short))
        self.save.setText(self.tr("Save as {file}").format(file=form.file))
        cut = self.tr("Long values are shortened here; Copy and Save take them whole.") if short != self._call else ""
        self._run.set_words("  ·  ".join(words for words in (tr(form.run), cut) if words))

    def _report(self) -> None:
        self.copied.emit(self.languages.value())

    def _report_saved(self) -> None:
        self.saved.emit(self.languages.value())


def tr(words: str) -> str:
    """Words of the table of languages in the interface's language."""
    return QCoreApplication.translate("AsCode", words)
