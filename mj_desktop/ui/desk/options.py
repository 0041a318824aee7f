"""What stands below the prompt: aspect ratio, version and mode; and at the desk's foot the button and what it costs."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mj_desktop.core import prompt
from mj_desktop.core.origin import DEMO
from mj_desktop.core.prompt import MODES
from mj_desktop.ui import controls
from mj_desktop.ui.desk.ratio import RatioChoice


class Options(QWidget):
    """How a picture is to be drawn, unless flags in the prompt say it."""

    def __init__(self) -> None:
        super().__init__()
        self.ratios = RatioChoice()
        self.versions = controls.Choice("versions", self.tr("Version"))
        self.modes = controls.Segments(self._mode_words(), "modes", self.tr("Mode"))
        self._ratio_note = controls.label("", 11, tone="faint")
        self._version_note = controls.label("", 11, tone="faint")
        self._fill()
        self._lay_out()

    def show_version(self, version: object) -> None:
        """Choose a version; an unknown one chooses nothing."""
        if (place := self.versions.findData(version)) >= 0:
            self.versions.setCurrentIndex(place)

    def show_typed(self, text: str) -> None:
        """Show which flags typed in the prompt win."""
        ratio, version = prompt.ratio(text), prompt.version(text)
        niji = prompt.flags(text).get("niji")
        self.ratios.show_typed(ratio)
        self._ratio_note.setText(self.tr("typed in the prompt") if ratio is not None else "")
        shown = self.tr("Version {version}").format(version=version) if version is not None else None
        self.versions.show_instead(f"Niji {niji}".strip() if niji is not None else shown)
        typed = f"--niji {niji}" if niji is not None else f"--v {version}" if version is not None else ""
        self._version_note.setText(self.tr("The version typed in the prompt is used.") if typed else "")

    def _mode_words(self) -> list[tuple[str, str]]:
        words = {"relax": self.tr("Relax"), "fast": self.tr("Fast"), "turbo": self.tr("Turbo")}
        return [(mode, words[mode]) for mode in MODES]

    def _fill(self) -> None:
        for version in prompt.VERSIONS:
            self.versions.addItem(self.tr("Version {version}").format(version=version), version)
        self.show_version(prompt.DEFAULT_VERSION)
        self.modes.select(prompt.DEFAULT_MODE)
        self.modes.segment("relax").setToolTip(self.tr("Slower, at the lowest price"))
        self.modes.segment("turbo").setToolTip(self.tr("Fastest, at the highest price"))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(_ends(controls.label(self.tr("Aspect ratio"), weight=600), self._ratio_note))
        column.addSpacing(8)
        column.addWidget(self.ratios)
        column.addSpacing(12)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.versions, 3)
        row.addWidget(self.modes, 4)
        column.addLayout(row)
        column.addSpacing(4)
        self._version_note.setFixedHeight(16)
        column.addWidget(self._version_note)


class Foot(QWidget):
    """The one main button, what a picture costs and the keys; reports `pushed`."""

    pushed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.generate = controls.Button(self.tr("Generate"), "generate", "sparkles", "main")
        self.generate.clicked.connect(self.pushed)
        self._cost = controls.label("", 11, tone="faint")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.generate)
        keys = QKeySequence("Ctrl+Return").toString(QKeySequence.SequenceFormat.NativeText).replace("Return", "Enter")
        column.addLayout(_ends(self._cost, controls.label(keys, 11, tone="faint")))

    def show_origin(self, origin: str) -> None:
        """Say whether a picture costs anything with `origin`."""
        free = origin == DEMO
        self._cost.setText(self.tr("Free with the demo engine") if free else self.tr("Charged when it succeeds"))

    def show_cost(self, words: str) -> None:
        """Say what a picture costs."""
        self._cost.setText(words)


def _ends(left: QWidget, right: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(left)
    row.addStretch(1)
    row.addWidget(right)
    return row
