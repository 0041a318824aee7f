"""The style sheet of plain controls, made from the colour tokens; pictures, cells, chips and rings paint themselves.

Traps it steers around: min-height leaves out padding and border, and a focus outline of 2 px takes 1 px of padding and
height back in each class by itself, so that nothing moves.
"""

from string import Template

_SHEET = Template("""
QMainWindow, QDialog { background: $panel; }
QLabel { background: transparent; }
QLabel[tone="muted"] { color: $muted; }
QLabel[tone="faint"] { color: $faint; }
QLabel[tone="accent"] { color: $acctext; }
QLabel[tone="good"] { color: $good; }
QLabel[tone="warn"] { color: $warn; }
QLabel[tone="bad"] { color: $bad; }
QLabel:disabled { color: $off; }

QWidget[ground="panel"] { background: $panel; }
QWidget[ground="viewer"] { background: $viewer; }
QFrame[hairline="true"] { background: $line; border: none; }
QFrame[card="true"] { background: $panel; border: 1px solid $line; border-radius: 8px; }

QAbstractScrollArea { background: transparent; border: none; }
QSplitter::handle { background: $line; }

QPushButton {
    background: $raised; border: 1px solid $edge; border-radius: 6px;
    padding: 0 11px; min-height: 26px;
}
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $press; }
QPushButton:checked { background: $accsoft; color: $acctext; border-color: $accsoft; }
QPushButton:disabled { background: $panel; border-color: $line; color: $off; }
QPushButton:focus { border: 2px solid $acctext; padding: 0 10px; min-height: 24px; }

QPushButton[variant="filled"], QPushButton[variant="main"] {
    background: $accent; border-color: $accent; color: $on_accent; font-weight: 600;
}
QPushButton[variant="filled"]:hover, QPushButton[variant="main"]:hover {
    background: $accent_hover; border-color: $accent_hover;
}
QPushButton[variant="filled"]:disabled, QPushButton[variant="main"]:disabled {
    background: $panel; border-color: $line; color: $off;
}
QPushButton[variant="filled"]:focus { border: 2px solid $text; }
QPushButton[variant="main"], QPushButton[variant="unready"] { border-radius: 8px; min-height: 38px; }
QPushButton[variant="unready"]:focus { border: 2px solid $acctext; min-height: 36px; }
QPushButton[variant="main"]:focus { border: 2px solid $text; min-height: 36px; }

QPushButton[variant="quiet"] { background: transparent; border-color: transparent; padding: 0 7px; }
QPushButton[variant="quiet"]:hover { background: $hover; }
QPushButton[variant="quiet"]:pressed { background: $press; }
QPushButton[variant="quiet"]:disabled { background: transparent; }
QPushButton[variant="quiet"]:focus { border: 2px solid $acctext; padding: 0 6px; }

QPushButton[variant="nav"] {
    background: transparent; border-color: transparent; padding: 0 9px; min-height: 28px; text-align: left;
}
QPushButton[variant="nav"]:hover { background: $hover; }
QPushButton[variant="nav"]:checked { background: $accsoft; border-color: $accsoft; color: $acctext; }
QPushButton[variant="nav"]:focus { border: 2px solid $acctext; padding: 0 8px; min-height: 26px; }

QPushButton[variant="link"] {
    background: transparent; border-color: transparent; color: $acctext; padding: 0 5px; min-height: 22px;
}
QPushButton[variant="link"]:hover { background: $hover; }
QPushButton[variant="link"]:pressed { background: $press; }
QPushButton[variant="link"]:focus { border: 2px solid $acctext; padding: 0 4px; min-height: 20px; }

QPushButton[variant="chip"] { background: transparent; border-color: $ctl; }
QPushButton[variant="chip"]:hover { background: $hover; }
QPushButton[variant="chip"]:checked { background: $accsoft; border-color: $acctext; color: $acctext; }
QPushButton[variant="chip"]:focus { border: 2px solid $acctext; }
QPushButton[variant="chip"]:checked:focus { border-color: $text; }

QToolButton {
    background: transparent; border: 1px solid transparent; border-radius: 6px; padding: 0;
}
QToolButton:hover { background: $hover; }
QToolButton:pressed { background: $press; }
QToolButton:checked { background: $accsoft; }
QToolButton:disabled { background: transparent; }
QToolButton:focus { border: 2px solid $acctext; }
QToolButton[variant="filled"]:checked { background: $accent; }
QToolButton::menu-indicator { image: none; width: 0; }

QLineEdit, QPlainTextEdit, QTextEdit {
    background: $field; border: 1px solid $ctl; border-radius: 6px;
    selection-background-color: $accent; selection-color: $on_accent;
}
QPlainTextEdit, QTextEdit { padding: 3px; }
QPlainTextEdit:focus, QTextEdit:focus { border: 2px solid $acctext; padding: 2px; }
QLineEdit { padding: 0 7px; min-height: 26px; }
QLineEdit:focus { border: 2px solid $acctext; padding: 0 6px; min-height: 24px; }
QLineEdit[bare="true"], QLineEdit[bare="true"]:focus { background: transparent; border: none; padding: 0 2px; }
QLineEdit[wrong="true"] { border-color: $bad; }
QLineEdit:disabled, QPlainTextEdit:disabled { color: $off; border-color: $line; }

QAbstractSpinBox {
    background: $field; border: 1px solid $ctl; border-radius: 6px; padding: 0 7px; min-height: 26px;
    selection-background-color: $accent; selection-color: $on_accent;
}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { width: 0; border: none; }
QAbstractSpinBox:focus { border: 2px solid $acctext; padding: 0 6px; min-height: 24px; }
QAbstractSpinBox QLineEdit, QAbstractSpinBox QLineEdit:focus {
    background: transparent; border: none; padding: 0; min-height: 0;
}

QComboBox {
    background: $field; border: 1px solid $ctl; border-radius: 6px; padding: 0 27px 0 9px; min-height: 26px;
}
QComboBox:hover { background: $hover; }
QComboBox:focus, QComboBox:on { border: 2px solid $acctext; padding: 0 26px 0 8px; min-height: 24px; }
QComboBox:disabled { color: $off; border-color: $line; }
QComboBox::drop-down { border: none; width: 0; }
QComboBox::down-arrow { image: none; }
QComboBox QAbstractItemView {
    background: $panel; border: 1px solid $ctl; outline: none; padding: 4px;
    selection-background-color: $accsoft; selection-color: $acctext;
}
QComboBox QAbstractItemView::item { min-height: 26px; padding: 0 5px; border: none; border-radius: 4px; }
QComboBox QAbstractItemView::item:selected { background: $accsoft; color: $acctext; }

QMenu { background: $panel; border: 1px solid $ctl; padding: 4px; }
QMenu::item { padding: 5px 24px 5px 8px; border-radius: 4px; }
QMenu::item:selected { background: $hover; }
QMenu::item:disabled { color: $off; }
QMenu::icon { padding-left: 8px; }
QMenu::separator { height: 1px; background: $line; margin: 4px 0; }
QToolTip { background: $raised; color: $text; border: 1px solid $ctl; padding: 3px 6px; }

QTableView { alternate-background-color: $panel; selection-background-color: $accsoft; selection-color: $text; }
.QListView { background: $panel; color: $text; }  /* the names that a file dialog offers: a window without ground */
QTableView, QListWidget { border: 2px solid transparent; border-radius: 6px; outline: none; }
QTableView:focus, QListWidget:focus { border-color: $acctext; }
QHeaderView { background: transparent; }
QHeaderView::section {
    background: transparent; color: $muted; border: none; padding: 4px 3px;
}
QHeaderView::section:horizontal { border-bottom: 1px solid $line; }
QTableCornerButton::section { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: $ctl; border-radius: 3px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $off; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
""")


def sheet(values: dict[str, str]) -> str:
    """The sheet for one scheme; `values` maps every token to "#rrggbb"."""
    return _SHEET.substitute(values)
