"""Icons: what is vendored is what is named, tinted, sharp at every pixel ratio."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon

from mj_desktop import paths
from mj_desktop.core import actions
from mj_desktop.ui import icons, theme

FOLDER = paths.resources() / "icons"


def names() -> list[str]:
    lines = (FOLDER / "names.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


def test_the_folder_holds_exactly_the_named_glyphs_with_version_and_licences() -> None:
    assert sorted(file.stem for file in FOLDER.glob("*.svg")) == names()
    first = (FOLDER / "names.txt").read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("# lucide-static ")
    licence = (FOLDER / "LICENSE").read_text(encoding="utf-8")
    assert "ISC License" in licence
    assert "Cole Bemis" in licence


def test_every_action_has_its_glyph() -> None:
    for row in actions.VERBS.values():
        assert {row.icon, *(icon for _, icon in row.icons)} <= set(names())
    assert actions.parse("something_new").icon in names()
    assert actions.parse("variation_region").icon in names()


@pytest.mark.parametrize("name", names())
def test_every_glyph_draws_in_the_colour_asked_for(name: str) -> None:
    image = icons.pixmap(name, QColor("#ff0000"), 16, 2.0).toImage()
    assert (image.width(), image.height(), image.devicePixelRatio()) == (32, 32, 2.0)
    seen = {image.pixelColor(x, y).name() for x in range(32) for y in range(32) if image.pixelColor(x, y).alpha() > 200}
    assert seen == {"#ff0000"}


def test_an_unknown_name_gives_the_ellipsis() -> None:
    colour = QColor("#ffffff")
    assert icons.pixmap("no-such", colour, 16, 1).toImage() == icons.pixmap("ellipsis", colour, 16, 1).toImage()


def test_a_disabled_icon_is_off_and_one_that_is_on_wears_the_accent() -> None:
    icon = icons.icon("square", "muted", 48, on="acctext")

    def colours(mode: QIcon.Mode, state: QIcon.State) -> set[str]:
        image = icon.pixmap(QSize(48, 48), 1.0, mode, state).toImage()
        points = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
        return {point.name() for point in points if point.alpha() == 255}

    assert theme.TOKENS["muted"][0] in colours(QIcon.Mode.Normal, QIcon.State.Off)
    assert theme.TOKENS["acctext"][0] in colours(QIcon.Mode.Normal, QIcon.State.On)
    assert theme.TOKENS["off"][0] in colours(QIcon.Mode.Disabled, QIcon.State.Off)
