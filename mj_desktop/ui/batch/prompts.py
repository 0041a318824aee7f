"""The prompts of a batch before it starts: a list, and above it how many the checks warn of, and their mending."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from mj_desktop.core.checks import Finding
from mj_desktop.ui import controls, icons, theme
from mj_desktop.ui.desk.fields import sentence

WARNING = Qt.ItemDataRole.UserRole
_GLYPH, _PAD = 14, 8
_WRAP = Qt.TextFlag.TextWordWrap
Index = QModelIndex | QPersistentModelIndex


class PromptList(QWidget):
    """Says of each prompt what is wrong with it; `mended` asks for all of them to be mended. Nothing is kept back."""

    mended = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.list = QListWidget()
        self.list.setObjectName("batch-prompts")
        self.list.setAccessibleName(self.tr("Prompts"))
        self.list.setItemDelegate(_Row(self.list))
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self._said = controls.Elided(tone="muted")
        self._said.setObjectName("batch-warnings")
        self.next = controls.Button(self.tr("Next"), "next-warning", variant="link")
        self.next.setToolTip(self.tr("Go to the next prompt with a warning"))
        self.mend = controls.Button(self.tr("Mend all"), "mend-batch", variant="link")
        self.mend.setToolTip(self.tr("Mend all prompts [Alt+M]"))
        self._lay_out()
        self.next.clicked.connect(self._go_on)
        self.mend.clicked.connect(self.mended)

    def show_prompts(self, prompts: Sequence[str]) -> None:
        """List these, of which nothing is known to be wrong yet."""
        self.list.clear()
        self.list.addItems(list(prompts))
        self.show_findings({})

    @property
    def has_findings(self) -> bool:
        """True while something is warned of, and to be seen."""
        return self._bar.isVisible()

    def show_findings(self, findings: Mapping[int, Sequence[Finding]]) -> None:
        """Take what the checks find, by the prompt's place in the list."""
        for row in range(self.list.count()):
            item = self.list.item(row)
            said = " ".join(sentence(finding.said) for finding in findings.get(row, ()))
            item.setData(WARNING, said)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{item.text()}. {said}" if said else item.text())
        self._bar.setVisible(bool(findings))
        self.mend.setVisible(any(each.is_mendable for found in findings.values() for each in found))
        words = self.tr("1 prompt has warnings") if len(findings) == 1 else self.tr("{count} of {all} have warnings")
        self._said.set_words(words.format(count=len(findings), all=self.list.count()))
        self.list.doItemsLayout()

    def _lay_out(self) -> None:
        self._bar = QWidget()
        row = QHBoxLayout(self._bar)
        row.setContentsMargins(0, 0, 0, 8)
        row.setSpacing(8)
        row.addWidget(controls.Glyph("triangle-alert", "warn", _GLYPH))
        row.addWidget(self._said, 1)
        row.addWidget(self.next)
        row.addWidget(self.mend)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        column.addWidget(self.list, 1)

    def _go_on(self) -> None:
        """To the next one that is warned of, after the last to the first."""
        count, here = self.list.count(), self.list.currentRow()
        for row in (*range(here + 1, count), *range(here + 1)):
            if self.list.item(row).data(WARNING):
                self.list.setCurrentRow(row)
                self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return


class _Row(QStyledItemDelegate):
    """A prompt in as many lines as it takes, and below it what is wrong with it."""

    def __init__(self, view: QListWidget) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As wide as the list, as high as its words."""
        wide = self._view.viewport().width()
        high = sum(box.height() for box in self._boxes(QRect(0, 0, wide, 0), index))
        return QSize(wide, high + _PAD)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One row."""
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accsoft"))
            painter.drawRoundedRect(option.rect, controls.RADIUS, controls.RADIUS)
        prompt, warning = self._boxes(option.rect, index)
        painter.setFont(theme.font())
        painter.setPen(theme.colour("text"))
        painter.drawText(prompt, _WRAP, str(index.data()))
        if index.data(WARNING):
            painter.setFont(theme.font(11))
            painter.setPen(theme.colour("muted"))
            painter.drawText(warning, _WRAP, str(index.data(WARNING)))
            glyph = QRect(option.rect.x() + _PAD, warning.y(), _GLYPH, _GLYPH)
            icons.paint(painter, "triangle-alert", theme.colour("warn"), glyph.toRectF())
        painter.restore()

    @staticmethod
    def _boxes(rect: QRect, index: Index) -> tuple[QRect, QRect]:
        """Where the prompt and its warning stand; the latter is empty without one."""
        left, top, wide = rect.x() + _PAD, rect.y() + _PAD // 2, rect.width() - 2 * _PAD
        prompt = QFontMetrics(theme.font()).boundingRect(QRect(left, top, wide, 9999), _WRAP, str(index.data()))
        if not index.data(WARNING):
            return QRect(left, top, wide, prompt.height()), QRect()
        room = QRect(left + _GLYPH + 6, top + prompt.height(), wide - _GLYPH - 6, 9999)
        warning = QFontMetrics(theme.font(11)).boundingRect(room, _WRAP, str(index.data(WARNING)))
        return QRect(left, top, wide, prompt.height()), QRect(room.x(), room.y(), room.width(), warning.height())
