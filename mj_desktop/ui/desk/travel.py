"""Travel by Tab: in reading order, also over what is made late, which Qt would put at the end of its chain."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QWidget

_ROW = 10  # what stands in one row has its middle at about one height, in points


def neighbour(parts: tuple[QWidget, ...], here: QWidget | None, forward: bool) -> QWidget | None:
    """Where Tab leads from `here` through parts that follow each other; None where it leads out of them."""
    order = [stop for part in parts for stop in stops(part)]
    if here not in order:
        return None
    to = order.index(here) + (1 if forward else -1)
    return order[to] if 0 <= to < len(order) else None


def stops(part: QWidget) -> list[QWidget]:
    """What Tab stops at, row by row from the left; of buttons that exclude each other the one that is on."""
    placed = [(each.mapTo(part, QPoint(0, each.height() // 2)), each) for each in part.findChildren(QWidget)]
    found = sorted(((at.y(), at.x(), each) for at, each in placed if _is_stop(each)), key=lambda one: one[:2])
    rows: list[list[tuple[int, int, QWidget]]] = []
    for one in found:
        if rows and one[0] - rows[-1][0][0] < _ROW:
            rows[-1].append(one)
        else:
            rows.append([one])
    return [each for row in rows for _, _, each in sorted(row, key=lambda one: one[1])]


def _is_stop(widget: QWidget) -> bool:
    if not (widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible() and widget.isEnabled()):
        return False
    if widget.focusProxy() is not None:  # the line inside a spin box hands the keyboard back to it
        return False
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    return group is None or not group.exclusive() or group.checkedButton() in (None, widget)
