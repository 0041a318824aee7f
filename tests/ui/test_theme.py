"""The look: every token in both schemes, readable words, the bundled font, a live change."""

import pytest
from PySide6.QtGui import QColor, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mj_desktop.ui import theme
from mj_desktop.ui.controls import Button


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2."""

    def light(channel: float) -> float:
        return channel / 12.92 if channel <= 0.03928 else float(((channel + 0.055) / 1.055) ** 2.4)

    def luminance(colour: str) -> float:
        seen = QColor(colour)
        return 0.2126 * light(seen.redF()) + 0.7152 * light(seen.greenF()) + 0.0722 * light(seen.blueF())

    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["dark", "light"])
@pytest.mark.parametrize("words", ["text", "muted", "faint", "acctext", "good", "warn", "bad"])
@pytest.mark.parametrize("ground", ["panel", "viewer"])
def test_words_stand_out_from_their_ground(scheme: int, words: str, ground: str) -> None:
    assert contrast(theme.TOKENS[words][scheme], theme.TOKENS[ground][scheme]) >= 4.5


@pytest.mark.parametrize("scheme", [0, 1], ids=["dark", "light"])
@pytest.mark.parametrize(("words", "ground"), [("on_accent", "accent"), ("on_accent", "accent_hover"),
                                               ("acctext", "accsoft"), ("bad", "badsoft")])  # fmt: skip
def test_words_on_coloured_grounds_stand_out(scheme: int, words: str, ground: str) -> None:
    assert contrast(theme.TOKENS[words][scheme], theme.TOKENS[ground][scheme]) >= 4.5


def test_greys_have_no_cast() -> None:
    greys = ("viewer", "panel", "field", "cell", "raised", "hover", "press", "line", "ctl", "text", "muted",
             "faint")  # fmt: skip
    for name in greys:
        for value in theme.TOKENS[name]:
            colour = QColor(value)
            assert colour.red() == colour.green() == colour.blue(), name


def test_the_interface_speaks_inter_in_three_weights(qapp: QApplication) -> None:
    assert QFontInfo(qapp.font()).family() == "Inter"
    for weight in (400, 500, 600):
        assert QFontInfo(theme.font(weight=weight)).weight() == weight


def test_a_change_of_scheme_restyles_what_is_open(qtbot: QtBot, qapp: QApplication) -> None:
    button = Button("Go", "go")
    qtbot.addWidget(button)
    button.show()
    dark = button.grab().toImage().pixelColor(5, button.height() // 2)
    with qtbot.waitSignal(theme.notifier().changed) as told:
        theme.set_scheme(theme.LIGHT)
    assert told.args == ["light"]
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor("#f4f4f4")
    light = button.grab().toImage().pixelColor(5, button.height() // 2)
    assert dark == QColor("#333333")
    assert light == QColor("#ffffff")


def test_the_same_scheme_again_says_nothing(qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(theme.notifier().changed):
        theme.set_scheme(theme.DARK)


def test_an_unknown_token_is_an_error() -> None:
    with pytest.raises(KeyError):
        theme.colour("mauve")
