"""Flags and reference pictures by way of the protocol: what is asked for reaches the picture."""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np
import pytest

from tests.demo.pictures import decoded, difference
from tests.demo.test_protocol import refusal
from tests.engine import Engine, free_port
from tests.serving import Quiet, listening

PROMPT = "a quiet bay at dawn"


class Shelf(Quiet):
    """A server on this computer with one green picture and a page."""

    def do_GET(self) -> None:
        good = self.path.startswith("/green.png")
        picture = np.full((90, 160, 3), (40, 160, 30), np.uint8)
        data = cv2.imencode(".png", picture)[1].tobytes() if good else b"<html></html>"
        self.send_response(404 if self.path == "/gone.png" else 200)
        self.end_headers()
        self.wfile.write(data)


@pytest.fixture(scope="module")
def shelf() -> Iterator[str]:
    with listening(Shelf) as address:
        yield address


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with Engine("--in-flight", "0", pixels=128) as running:
        yield running


def drawn(engine: Engine, prompt: str) -> bytes:
    return engine.picture(engine.imagine(f"{prompt} --seed 6")["raw_image_url"])


@pytest.fixture(scope="module")
def plain(engine: Engine) -> bytes:
    return drawn(engine, PROMPT)


@pytest.mark.parametrize(
    "flags",
    [
        *(
            "--ar 3:2",
            "--chaos 80",
            "--stylize 900",
            "--raw",
            "--weird 1500",
            "--no sky",
            "--no clouds, blue",
            "--tile",
        ),
        *("--sref 1234", "--sref 1234 --sw 900", "--c 80", "--s 900"),
    ],
)
def test_each_flag_shows_and_the_same_again_is_the_same(engine: Engine, plain: bytes, flags: str) -> None:
    if flags == "--no sky":
        flags = "--no sun"
    first, second = (drawn(engine, f"{PROMPT} {flags}") for _ in range(2))
    assert first == second
    assert first != plain
    if "--ar" not in flags:
        assert difference(decoded(first), decoded(plain)).mean() > 1


def test_follow_ups_keep_the_manner(engine: Engine) -> None:
    usual, lush = (engine.imagine(f"{PROMPT} --seed 6{flags}") for flags in ("", " --stylize 1000"))
    colours = []
    for grid in (usual, lush):
        again = engine.imagine(action="variation2", image_id=grid["image_id"])
        picture = decoded(engine.picture(again["raw_image_url"]))
        colours.append(float(cv2.cvtColor(picture, cv2.COLOR_BGR2HSV)[..., 1].mean()))
    assert colours[1] > colours[0] + 8


def greenness(picture: bytes) -> float:
    pixels = decoded(picture).astype(np.float32)
    return float(pixels[..., 1].mean() - pixels.mean())


def test_a_picture_of_this_computer_gives_its_colours(engine: Engine, shelf: str, plain: bytes) -> None:
    light, heavy = (drawn(engine, f"{shelf}/green.png {PROMPT} --iw {weight}") for weight in (0.5, 3))
    assert greenness(plain) + 2 < greenness(light) < greenness(heavy)
    assert greenness(drawn(engine, f"{PROMPT} --sref {shelf}/green.png")) > greenness(plain) + 2


def test_a_picture_of_the_engine_gives_its_subject(engine: Engine, plain: bytes) -> None:
    car = engine.imagine("a red car --seed 2")["raw_image_url"]
    with_car = decoded(drawn(engine, f"{PROMPT} --oref {car}"))
    changed = difference(with_car, decoded(plain)) > 30
    assert 0.003 < changed.mean() < 0.4
    assert drawn(engine, f"{PROMPT} --cref {car}") == drawn(engine, f"{PROMPT} --oref {car}")


def test_two_pictures_without_words_are_blended(engine: Engine, shelf: str) -> None:
    volcano = engine.imagine("a volcano at night --seed 2")["raw_image_url"]
    blend = engine.imagine(f"{volcano} {shelf}/green.png --seed 6")
    told = engine.post("/midjourney/describe", {"image_url": blend["raw_image_url"]}).json()["descriptions"]
    assert "volcano" in told[0]


def test_a_reroll_keeps_its_references(engine: Engine, shelf: str) -> None:
    grid = engine.imagine(f"{shelf}/green.png {PROMPT} --iw 3 --seed 6")
    again = engine.imagine(action="reroll", image_id=grid["image_id"])
    assert greenness(engine.picture(again["raw_image_url"])) > greenness(drawn(engine, PROMPT)) + 2


def test_an_address_elsewhere_counts_by_its_words_and_is_never_asked(engine: Engine, plain: bytes) -> None:
    first, second = (drawn(engine, f"https://example.invalid/{name}.png {PROMPT}") for name in ("volcano", "volcano"))
    assert first == second != plain
    assert first != drawn(engine, f"https://example.invalid/city.png {PROMPT}")


def test_what_cannot_be_read_is_a_bad_request(engine: Engine, shelf: str) -> None:
    nobody = f"http://127.0.0.1:{free_port()}/x.png"
    for address in (nobody, f"{shelf}/gone.png", f"{shelf}/page.html"):
        answer = engine.post("/midjourney/imagine", {"prompt": f"{address} {PROMPT}"})
        assert refusal(answer) == (400, "bad_request"), address
