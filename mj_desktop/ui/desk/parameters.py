"""The further parameters of the desk: all that is not drawn with every prompt, in rows of some fields each."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mj_desktop.core.order import Terms
from mj_desktop.core.parameters import PARAMETERS
from mj_desktop.core.prompt import Prompt
from mj_desktop.ui.desk.fields import ChoiceField, LineField, Toggle

ROWS = 8
HEIGHT = ROWS * 28 + (ROWS - 1) * 4

Field = LineField | ChoiceField | Toggle


class ParameterPanel(QWidget):
    """The fields, by name. Passes on what they `wished`."""

    wished = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("parameters")
        self.setAccessibleName(self.tr("More parameters"))
        self.setFixedHeight(HEIGHT)
        self.fields: dict[str, Field] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for row in (
            self._looks(),
            self._numbers(),
            self._counts(),
            self._words(),
            *self._references(),
            self._switches(),
        ):
            column.addLayout(row)

    def show_order(self, prompt: Prompt, terms: Terms) -> None:
        """Show in every field what prompt and terms say."""
        for field in self.fields.values():
            field.show_order(prompt, terms)

    def first(self) -> QWidget:
        """Where the keyboard begins."""
        return next(field for field in self.fields.values() if field.isEnabled())

    def _looks(self) -> QHBoxLayout:
        no_style, raw = self.tr("No style"), self.tr("Raw")
        styles = [
            ("", no_style),
            ("raw", raw),
            *((name, name.capitalize()) for name in PARAMETERS["style"].choices[1:]),
        ]
        shown = self.tr("Quality {value}")
        levels = [(value, shown.format(value=value)) for value in ("1", ".25", ".5", "2", "4")]
        return self._row(
            (ChoiceField("style", self.tr("Style"), styles, self.tr("Raw, or a style of Niji  (--raw, --style)")), 1),
            (ChoiceField("quality", self.tr("Quality"), levels, self.tr("Time spent on details  (--quality)")), 1),
        )

    def _numbers(self) -> QHBoxLayout:
        seed = self.tr("The same number begins from the same noise  (--seed, 0 to 4294967295)")
        stop = self.tr("End drawing early, in percent  (--stop, 10 to 100)")
        return self._row(
            (LineField("seed", self.tr("Seed"), self.tr("random"), seed), 1),
            (LineField("stop", self.tr("Stop"), "100", stop), 1),
        )

    def _counts(self) -> QHBoxLayout:
        weight = self.tr("How much pictures at the prompt's head count  (--iw)")
        repeat = self.tr("Draw the prompt so often: as many requests, each charged  (--repeat, 1 to 40)")
        return self._row(
            (LineField("iw", self.tr("Image weight"), "1", weight), 7),
            (LineField("repeat", self.tr("Repeat"), "1", repeat), 4),
        )

    def _words(self) -> QHBoxLayout:
        hint = self.tr("Words for what is not to be seen, with commas between  (--no)")
        timeout = self.tr("Seconds after which the service gives up; empty: as in the settings")
        return self._row(
            (LineField("no", self.tr("Exclude"), self.tr("words"), hint), 5),
            (LineField("timeout", self.tr("Timeout"), self.tr("auto"), timeout), 4),
        )

    def _references(self) -> list[QHBoxLayout]:
        address, weight = self.tr("address"), self.tr("Weight")
        rows = [
            ("sref", self.tr("Style ref"), self.tr("URL, code"), "sw",
             self.tr("A style to follow: an address or a code  (--sref)"),
             self.tr("How much the style counts  (--sw, 0 to 1000)")),
            ("cref", self.tr("Character"), address, "cw", self.tr("A person to draw again  (--cref)"),
             self.tr("How much of the person counts  (--cw, 0 to 100)")),
            ("oref", self.tr("Omni"), address, "ow", self.tr("Anything to put into the picture  (--oref)"),
             self.tr("How much it counts  (--ow, 1 to 1000)")),
        ]  # fmt: skip
        return [
            self._row((LineField(name, words, empty, hint), 3), (LineField(of, weight, "100", counts), 2))
            for name, words, empty, of, hint, counts in rows
        ]

    def _switches(self) -> QHBoxLayout:
        hd = self.tr("Twice the pixels; costs more  (--hd)")
        translate = self.tr("Let the service translate the prompt into English first")
        split = self.tr("Let the service send the four tiles as files of their own, too")
        return self._row(
            (Toggle("tile", self.tr("Tile"), self.tr("A pattern without a seam  (--tile)")), 0),
            (Toggle("hd", self.tr("HD"), hd), 0),
            (Toggle("translation", self.tr("Translate"), translate), 0),
            (Toggle("split_images", self.tr("Split"), split), 0),
            (None, 1),
        )

    def _row(self, *parts: tuple[Field | None, int]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4 if len(parts) > 3 else 8)
        for field, share in parts:
            if field is None:
                row.addStretch(share)
                continue
            self.fields[field.name] = field
            field.wished.connect(self.wished)
            row.addWidget(field, share)
        return row
