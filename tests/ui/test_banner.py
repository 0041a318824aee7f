"""The banner says who draws the pictures."""

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from mj_desktop.core.generation import DEMO
from mj_desktop.ui.banner import Banner


def words(banner: Banner) -> str:
    banner.resize(1280, 36)
    banner.show()
    return " ".join(label.text() for label in banner.findChildren(QLabel) if label.text())


def test_the_demo_engine_is_named_as_not_midjourney(qtbot: QtBot) -> None:
    banner = Banner()
    qtbot.addWidget(banner)
    assert words(banner) == (
        "Demo engine Pictures are drawn on this computer, not by Midjourney. Nothing is charged."
    )  # fmt: skip


def test_a_service_is_named_by_its_host_and_by_no_secret(qtbot: QtBot) -> None:
    banner = Banner()
    qtbot.addWidget(banner)
    banner.show_origin("https://someone:secret@api.example.com:8443/midjourney")
    assert words(banner) == "Connected to api.example.com:8443"
    banner.show_origin(DEMO)
    assert words(banner).startswith("Demo engine")
