"""The library's health in the settings: check it, see what was found, and repair what the service still has."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mj_desktop.core.health import Checkup, Health
from mj_desktop.ui import controls
from mj_desktop.ui.settings.row import Row


class HealthRow(QWidget):
    """Shows a `Checkup` value; reports what a person wants done."""

    check_wanted = Signal()
    repair_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._check = controls.Button(self.tr("Check"), "check-library")
        self._repair = controls.Button(self.tr("Repair"), "repair-library")
        sentence = self.tr(
            "Compares every picture with what was downloaded. Repair fetches what the service still has."
        )
        self._row = Row("health", self.tr("Library check"), sentence, [self._check, self._repair])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(controls.hairline())
        column.addWidget(self._row)
        self._check.clicked.connect(self.check_wanted)
        self._repair.clicked.connect(self.repair_wanted)
        self.show_checkup(Checkup())

    def show_checkup(self, checkup: Checkup) -> None:
        """Show what the last check found, or what goes on."""
        for button in (self._check, self._repair):
            button.setEnabled(not checkup.busy)
        if checkup.busy:
            words = self.tr("Checking…") if checkup.busy == "checking" else self.tr("Repairing…")
            self._row.note.say(words)
        elif checkup.health is not None:
            self._row.note.say(self._found(checkup.health), "good" if checkup.health.is_good else "warn")

    def _found(self, health: Health) -> str:
        if health.is_good:
            if not health.full:  # which looked at no picture: nobody asked how many there are
                return self.tr("No picture is missing.")
            one = health.pictures == 1
            words = self.tr("One picture checked, it is whole.") if one else self.tr("{count} checked, all whole.")
            return words.format(count=health.pictures)
        parts = [
            (one if count == 1 else many).format(count=count)
            for one, many, count in (
                (self.tr("{count} missing"), self.tr("{count} missing"), len(health.missing)),
                (self.tr("{count} damaged"), self.tr("{count} damaged"), len(health.damaged)),
                (self.tr("{count} not fetched"), self.tr("{count} not fetched"), len(health.unfetched)),
                (
                    self.tr("{count} without the facts beside it"),
                    self.tr("{count} without the facts beside them"),
                    len(health.untold),
                ),
                (
                    self.tr("{count} file that belongs to no picture"),
                    self.tr("{count} files that belong to no picture"),
                    len(health.orphaned),
                ),
            )
            if count
        ]
        if health.database:
            parts.append(self.tr("the database is damaged: start again first, it is rebuilt then"))
        return ", ".join(parts) + "."
