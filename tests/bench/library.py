"""A library of many pictures for benchmarks: real rows in SQLite, real files of which many rows share one."""

import sqlite3
from contextlib import closing
from pathlib import Path

from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter

from mj_desktop.core.generation import DEMO, Generation, State, StoredPicture
from mj_desktop.core.request import Imagine
from mj_desktop.library import DATABASE, record
from mj_desktop.library.library import Library

_FILES = 48
_EDGE = 1024
_NEWEST = 1_760_000_000.0
_APART = 900.0  # seconds from one picture to the next: some hundred days in 10,000
_SUBJECTS = ("lighthouse", "harbour", "fox in the snow", "night city", "orchard", "glacier", "market", "cathedral")
_PLACES = ("on a basalt cliff", "by the sea", "under an aurora", "in the rain", "at dusk", "seen from above", "in fog")
_GRID = (*(f"{verb}{tile}" for verb in ("upscale", "variation") for tile in (1, 2, 3, 4)), "reroll")


def fill(profile: Path, count: int) -> None:
    """Make a profile whose library holds `count` pictures, the newest first in time."""
    Library(profile).close()
    folder = profile / "pictures" / "shared"
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(_FILES):
        _picture(number).save(str(folder / f"{number}.jpg"), quality=90)
    sizes = [(folder / f"{number}.jpg").stat().st_size for number in range(_FILES)]  # the library's check compares them
    with closing(sqlite3.connect(profile / DATABASE)) as database, database:
        database.executemany(
            "INSERT INTO generations (id, origin, created_at, state, action, prompt, facts)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (_row(number, sizes[number % _FILES]) for number in reversed(range(count))),
        )


def prompt(number: int) -> str:
    """What the picture of that number shows, the newest being 0."""
    subject, place = _SUBJECTS[number % len(_SUBJECTS)], _PLACES[number // 3 % len(_PLACES)]
    return f"a {subject} {place}, number {number}, soft volumetric light, wide shot --ar 1:1 --v 8.2"


def _row(number: int, size: int) -> tuple[object, ...]:
    made = _generation(number, size)
    request = made.request
    return made.id, made.origin, made.created_at, made.state, request.action, request.prompt, record.to_json(made)


def _generation(number: int, size: int) -> Generation:
    at = _NEWEST - number * _APART
    return Generation(
        id=f"{number:032x}", origin=DEMO, request=Imagine(prompt=prompt(number), version="8.2"), created_at=at,
        state=State.STORED, percent=100, task_id=str(number), image_id=str(2**60 + number), sent_at=at,
        finished_at=at + 30, actions=_GRID,
        file=StoredPicture(name=f"shared/{number % _FILES}.jpg", width=_EDGE, height=_EDGE, size=size, sha256=""),
    )  # fmt: skip


def _picture(number: int) -> QImage:
    image = QImage(_EDGE, _EDGE, QImage.Format.Format_RGB32)
    ground = QLinearGradient(0, 0, _EDGE, _EDGE)
    ground.setColorAt(0, QColor.fromHsv(number * 360 // _FILES, 200, 230))
    ground.setColorAt(1, QColor.fromHsv((number * 97) % 360, 160, 60))
    painter = QPainter(image)
    painter.fillRect(image.rect(), ground)
    for ring in range(40):
        painter.drawEllipse(image.rect().center(), 12 * ring + number, 8 * ring + number)
    painter.end()
    return image
