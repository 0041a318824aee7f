"""What a picture without a name of its own is called."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from mj_desktop.core.local_picture import LocalPicture
from mj_desktop.uploader import name_of

GERMAN = "Das eingefügte Bild"


class _German(QTranslator):
    """Knows one name."""

    def translate(self, context: str, text: str, disambiguation: str | None = None, n: int = -1) -> str:
        """The name in German, and nothing else."""
        return GERMAN if text == "The pasted picture" else ""

    def isEmpty(self) -> bool:
        """It would not be asked otherwise."""
        return False


@pytest.fixture
def german(qapp: QApplication) -> Iterator[None]:
    translator = _German()
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)


@pytest.mark.usefixtures("german")
def test_a_pasted_picture_is_named_in_the_language_of_the_window_and_a_file_by_its_own_name() -> None:
    assert name_of(QImage(1, 1, QImage.Format.Format_RGB32)) == GERMAN
    assert name_of(LocalPicture("hill.png", "/tmp/hill.png")) == "hill.png"
