"""The settings that are values: one row each, made from a table; reports what a person changes."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from mj_desktop.core import settings
from mj_desktop.core.prompt import VERSIONS
from mj_desktop.core.settings import Change, Settings, Verdict
from mj_desktop.ui import controls, folders
from mj_desktop.ui.settings.row import Field, Row, tr
from mj_desktop.ui.status_line import sentence

_WIDE = 400
_NARROW = 72


@dataclass(frozen=True, slots=True)
class Spec:
    """A setting as it is shown: `choices` are (value, words); without them it is a field with a unit behind it."""

    name: str
    title: str
    sentence: str
    choices: tuple[tuple[str, str], ...] = ()
    unit: str = ""
    hint: str = ""
    folder: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the page."""

    name: str
    title: str
    icon: str
    sentence: str
    rows: tuple[Spec, ...] = ()


_MODES = (("relax", "Relax"), ("fast", "Fast"), ("turbo", "Turbo"))
_WAYS = (("automatic", "Automatic"), ("stream", "Stream"), ("polling", "Polling"), ("one_answer", "One answer"))
_SWITCH = (("off", "Off"), ("on", "On"))
_FORMATS = (("jpeg", "JPEG"), ("png", "PNG"))
_EDGES = (("hard", "Hard"), ("soft", "Soft"))
_WHEELS = (("alt", "Alt+wheel"), ("ctrl", "Ctrl+wheel"))
_THEMES = (("system", "System"), ("dark", "Dark"), ("light", "Light"))
_VERSIONS = tuple((version, f"Version {version}") for version in VERSIONS)
PARTS = (
    Part("account", "Account", "key-round", "MJ Desktop draws through the Midjourney API of Ace Data Cloud."),
    Part(
        "drawing", "New pictures", "sparkles", "What a new prompt begins with, and how its picture arrives.",
        (
            Spec("mode", "Default mode", "Relax is slower and cheaper, turbo faster and dearer than fast.", _MODES),
            Spec("version", "Default version", "The Midjourney version used unless the prompt names one.", _VERSIONS),
            Spec(
                "receive", "Receive by",
                "A stream shows the picture while it is drawn. Automatic streams, and polls in relax mode, where "
                "waiting is long.", _WAYS,
            ),
            Spec(
                "mask_format", "Masks as", "The service asks for JPEG. PNG is exact, but may be refused.", _FORMATS
            ),
            Spec("mask_edges", "Edges of masks", "Soft edges are sent as greys, else all is black and white.", _EDGES),
            Spec("brush_wheel", "Brush size by", "In the mask editor; the wheel without it zooms.", _WHEELS),
        ),
    ),
    Part(
        "appearance", "Appearance", "sun-moon", "How the window looks.",
        (Spec("theme", "Theme", "System follows the desktop's own choice. It changes at once.", _THEMES),),
    ),
    Part(
        "library", "Library and files", "hard-drive", "Where pictures are kept, and how saved files are named.",
        (
            Spec(
                "library", "Library folder",
                "Pictures and their history. A new folder is used from the next start on; the old one is left as it "
                "is.", hint="The profile's own folder", folder=True,
            ),
            Spec(
                "template", "File names",
                "For pictures that you save. {date}, {prompt} and {tile} are filled in; the ending is added.",
            ),
        ),
    ),
    Part(
        "network", "Network", "globe", "How the service is reached. Changes count from the next request on.",
        (
            Spec(
                "proxy", "Proxy", "Left empty, the system's is used. Nothing on this computer goes through it.",
                hint="http://host:port",
            ),
            Spec("connect", "Connecting", "How long to wait for a connection.", unit="seconds"),
            Spec("tasks", "Questions", "How long to wait for an answer about a task.", unit="seconds"),
            Spec("drawing", "Drawing", "How long one picture may take before it is given up.", unit="seconds"),
        ),
    ),
    Part(
        "webhooks", "Webhooks", "plug",
        "The service can post results to an address. What does not arrive is asked for.",
        (
            Spec(
                "public_address", "Public address",
                "Of a tunnel or server that leads to this computer. Requests then carry a path below it that nobody "
                "can guess.", hint="https://example.org/results",
            ),
            Spec(
                "receiver_port", "Receiver's port",
                "Where the tunnel is to lead: 127.0.0.1 at this port. It is open only while a public address is set.",
            ),
            Spec(
                "callback_url", "Callback of your own",
                "The service posts results there instead, to your own automation. MJ Desktop asks for its pictures.",
                hint="https://example.org/hook",
            ),
        ),
    ),
    Part(
        "updates", "Updates", "download", "Whether to look for newer releases. Nothing is ever downloaded or run.",
        (
            Spec("updates", "Look for releases", "Once at each start; a newer one is said, and no more.", _SWITCH),
            Spec(
                "updates_address", "Where to look", "Left empty, nothing is looked for. It is sent nothing of yours.",
                hint="https://...",
            ),
        ),
    ),
)  # fmt: skip


class Rows(QWidget):
    """The rows of one section; `changed` carries a Change, only right ones."""

    changed = Signal(object)

    def __init__(self, part: Part) -> None:
        super().__init__()
        self._settings = Settings()
        self._setters: dict[str, Callable[[str], object]] = {}
        self._fields: dict[str, Field] = {}
        self._rows: dict[str, Row] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for index, spec in enumerate(part.rows):
            if index:
                column.addSpacing(8)
                column.addWidget(controls.hairline())
                column.addSpacing(8)
            row = Row(spec.name, tr(spec.title), tr(spec.sentence), self._parts(spec))
            self._rows[spec.name] = row
            column.addWidget(row)

    def show_settings(self, shown: Settings) -> None:
        """Show the settings as they are; what was wrong goes."""
        self._settings = shown
        for name, put in self._setters.items():
            if name not in self._fields or not self._rows[name].note.words():
                put(_text(getattr(shown, name)))

    def show_verdict(self, verdict: Verdict) -> None:
        """Say why a change was not taken, at its own row; what was typed stays to be corrected."""
        field = self._fields.get(verdict.name)
        if field is None:
            return
        stays = self.tr("The one in use stays.")
        self._rows[verdict.name].note.say(f"{sentence(verdict.refusal)} {stays}" if verdict.refusal else "", "bad")
        field.show_wrong(verdict.refusal is not None)

    def _parts(self, spec: Spec) -> list[QWidget]:
        if spec.choices and len(spec.choices) <= 4:
            return [self._segments(spec)]
        return [self._choice(spec)] if spec.choices else self._field(spec)

    def _segments(self, spec: Spec) -> QWidget:
        words = [(value, tr(text)) for value, text in spec.choices]
        made = controls.Segments(words, f"setting-{spec.name}", tr(spec.title), width=84)
        made.chosen.connect(self._chosen)
        self._setters[spec.name] = made.select
        return made

    def _choice(self, spec: Spec) -> QWidget:
        made = controls.Choice(f"setting-{spec.name}", tr(spec.title))
        made.setMinimumWidth(168)
        for value, text in spec.choices:
            made.addItem(tr(text), value)
        self._setters[spec.name] = lambda value: made.setCurrentIndex(made.findData(value))
        made.activated.connect(self._chosen)
        return made

    def _field(self, spec: Spec) -> list[QWidget]:
        made = Field(f"setting-{spec.name}", tr(spec.title), _NARROW if spec.unit else _WIDE, tr(spec.hint))
        made.editingFinished.connect(self._typed)
        self._fields[spec.name] = made
        self._setters[spec.name] = made.setText
        if spec.unit:
            return [made, controls.label(tr(spec.unit), tone="muted")]
        if not spec.folder:
            return [made]
        made.setFixedWidth(280)
        choose = controls.Button(self.tr("Choose"), "choose-folder")
        choose.clicked.connect(self._choose_folder)
        return [made, choose]

    def _chosen(self) -> None:
        chosen = self.sender()
        if isinstance(chosen, controls.Segments):
            self._report(_name(chosen), chosen.value())
        elif isinstance(chosen, controls.Choice):
            self._report(_name(chosen), str(chosen.currentData()))

    def _typed(self) -> None:
        field = self.sender()
        if isinstance(field, Field):
            self._take(field)

    def _take(self, field: Field) -> None:
        """Report what was typed when it is right, else say what is wrong with it."""
        name = _name(field)
        value: str | float = field.text()
        if isinstance(getattr(self._settings, name), int | float):
            value = _number(field.text())
        wrong = settings.problem(name, value)
        self._rows[name].note.say(tr(wrong), "bad")
        field.show_wrong(bool(wrong))
        if not wrong:
            self._report(name, value)

    def _report(self, name: str, value: str | float) -> None:
        if getattr(self._settings, name) == value:
            return
        if name == "library":
            self._rows[name].note.say(self.tr("Trying to write there…"))
        self.changed.emit(Change(name, value))

    def _choose_folder(self) -> None:
        dialog = QFileDialog(self, self.tr("Library folder"), self._fields["library"].text() or folders.pictures())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self._folder_chosen)
        dialog.setModal(True)
        dialog.open()
        dialog.finished.connect(dialog.deleteLater)

    def _folder_chosen(self, folder: str) -> None:
        self._fields["library"].setText(folder)
        self._take(self._fields["library"])


def _name(widget: QWidget) -> str:
    return widget.objectName().removeprefix("setting-")


def _text(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _number(text: str) -> str | float:
    try:
        return float(text.strip().replace(",", "."))
    except ValueError:
        return text
