"""What flags and reference pictures ask of the artist: each of them shows."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable
from dataclasses import replace

import cv2
import numpy as np
import numpy.typing as npt
import pytest

from mj_desktop.demo.artist import Manner, Reference, Scene, View, animals, creatures, figures, paint, see, tile_scenes
from mj_desktop.demo.artist.canvas import Canvas
from mj_desktop.demo.artist.creatures import CREATURES
from mj_desktop.demo.artist.palettes import MOODS as MOOD_LIGHTS
from mj_desktop.demo.artist.palettes import TINTS, style_of
from mj_desktop.demo.artist.plan import Plan, plan_of
from mj_desktop.demo.artist.words import MATERIALS, MOODS, PLACES, SUBJECTS

Bytes = npt.NDArray[np.uint8]

SQUARE = View(0, 0, 1, 1)


def tiles(prompt: str, manner: Manner, seed: int = 3, size: int = 48) -> list[Bytes]:
    return [paint(scene, SQUARE, size, size) for scene in tile_scenes(prompt, seed, manner)]


def apart(first: Bytes, second: Bytes) -> float:
    """Mean distance of two pictures of a size, in levels."""
    return float(np.abs(first.astype(np.float32) - second.astype(np.float32)).mean())


def spread(pictures: list[Bytes]) -> float:
    """Mean distance of each two of four."""
    return float(np.mean([apart(one, other) for k, one in enumerate(pictures) for other in pictures[:k]]))


def saturation(pictures: list[Bytes]) -> float:
    return float(np.mean([cv2.cvtColor(picture, cv2.COLOR_RGB2HSV)[..., 1].mean() for picture in pictures]))


def likeness(first: Bytes, second: Bytes) -> float:
    return float(np.corrcoef(first.mean(axis=2).ravel(), second.mean(axis=2).ravel())[0, 1])


@pytest.mark.parametrize("prompt", ["the sea at dusk", "hills with a tree", "a quiet place"])
def test_chaos_drives_the_tiles_apart(prompt: str) -> None:
    orderly, wild = (spread(tiles(prompt, Manner(chaos=chaos))) for chaos in (0, 100))
    assert wild > 1.15 * orderly


def test_stylize_makes_colours_stronger_and_leaves_the_forms() -> None:
    plain, usual, lush = (tiles("mountains at dawn", Manner(stylize=value)) for value in (0, 100, 1000))
    assert saturation(plain) < saturation(usual) < saturation(lush)
    assert all(likeness(one, other) > 0.8 for one, other in zip(plain, lush, strict=True))
    assert all((a == b).all() for a, b in zip(usual, tiles("mountains at dawn", Manner()), strict=True))


def test_weird_turns_the_colours() -> None:
    usual, odd = (np.stack(tiles("the sea at dusk", Manner(weird=value))) for value in (0, 2000))
    assert apart(usual, odd) > 12


@pytest.mark.parametrize(
    ("prompt", "without"),
    [
        ("hills with a tree and a cat", "cat"),
        ("hills with a tree", "trees"),
        ("the sea", "clouds, sun"),
        ("a lighthouse", "house"),
        ("mountains in snow", "snow"),
        ("city at night", "moon, stars"),
        ("the sea", "islands"),
    ],
)
def test_what_is_not_wanted_is_left_out(prompt: str, without: str) -> None:
    kept, bare = (np.stack(tiles(prompt, Manner(without=words))) for words in ("", without))
    assert apart(kept, bare) > 0.25


def test_a_place_that_is_not_wanted_gives_way_to_another() -> None:
    city, other = (Scene("a city by the sea", 3, manner=Manner(without=words)) for words in ("", "city"))
    assert apart(paint(city, SQUARE, 64, 64), paint(other, SQUARE, 64, 64)) > 8


def test_an_unwanted_colour_leaves_the_light() -> None:
    usual, less = (np.stack(tiles("mountains at sunset", Manner(without=words))) for words in ("", "red, orange"))
    red, blue = (float(usual[..., k].mean() - less[..., k].mean()) for k in (0, 2))
    assert red > blue + 5


def seam(picture: Bytes, axis: int) -> float:
    """How the step in the middle compares with the steps just beside it."""
    steps = np.abs(np.diff(picture.astype(np.float32), axis=axis)).mean(axis=(1 - axis, 2))
    middle = len(steps) // 2
    return float(steps[middle] / np.concatenate([steps[middle - 9 : middle], steps[middle + 1 : middle + 10]]).mean())


@pytest.mark.parametrize("prompt", ["mountains at dawn", "night city over a river", "hills with flowers"])
def test_a_tiled_picture_has_no_seam(prompt: str) -> None:
    around_the_corner = View(-0.5, -0.5, 1, 1)
    tiled = paint(tile_scenes(prompt, 5, Manner(torus=SQUARE))[1], around_the_corner, 128, 128)
    assert seam(tiled, 1) < 2.5 and seam(tiled, 0) < 2.5
    plain = np.roll(paint(tile_scenes(prompt, 5)[1], SQUARE, 128, 128), 64, axis=0)
    assert seam(plain, 0) > 4, "a plain picture's sky begins hard above its own ground"


def test_a_tiled_picture_goes_on_for_ever() -> None:
    scene = tile_scenes("mountains at dawn", 5, Manner(torus=SQUARE))[0]
    wide = paint(scene, View(-1, -1, 3, 3), 144, 144)
    cells = [wide[y : y + 40, x : x + 40] for y in (0, 48, 96) for x in (0, 48, 96)]
    assert all((cell == cells[0]).all() for cell in cells)
    moved = paint(scene, SQUARE.moved(1, 2), 96, 96)
    assert apart(moved, paint(scene, SQUARE, 96, 96)) < 0.01


def flat(colour: tuple[int, int, int]) -> Bytes:
    """A picture of one colour, lighter above than below."""
    shade = np.linspace(1.0, 0.5, 64)[:, None, None]
    return np.asarray(np.broadcast_to(np.array(colour) * shade, (64, 64, 3)), np.uint8)


def seen(colour: tuple[int, int, int], role: str, weight: float) -> Manner:
    sight = see(flat(colour))
    return Manner(references=(Reference(role, weight, sight.light, sight.night, "", sight.paint),))


@pytest.mark.parametrize("colour", [(230, 60, 40), (40, 80, 230), (40, 190, 70)])
@pytest.mark.parametrize("role", ["image", "style"])
def test_a_reference_gives_its_light_the_more_the_heavier_it_is(colour: tuple[int, int, int], role: str) -> None:
    channel = int(np.argmax(colour))

    def lead(weight: float) -> float:
        picture = np.stack(tiles("hills and a lake", seen(colour, role, weight))).astype(np.float32)
        return float(picture[..., channel].mean() - picture.mean())

    assert lead(0.0) + 4 < lead(0.5) < lead(0.9) - 2


def test_a_subject_reference_brings_its_subject_and_paint() -> None:
    sight = see(flat((40, 80, 230)))
    brought = Manner(
        references=(Reference("subject", 1.0, sight.light, sight.night, "a car in the city", sight.paint),)
    )
    bare, with_car = paint(Scene("dunes", 3), SQUARE, 96, 96), paint(Scene("dunes", 3, manner=brought), SQUARE, 96, 96)
    changed = np.abs(with_car.astype(int) - bare).max(axis=2) > 24
    assert 0.005 < changed.mean() < 0.2, "the car, and nothing else"
    blue = with_car[changed].astype(np.float32)
    assert blue[:, 2].mean() > blue[:, 0].mean()


def test_a_reference_brings_its_words() -> None:
    light, night = style_of("x")
    brought = Manner(references=(Reference("image", 0.1, light, night, "a lighthouse on a cliff"),))
    assert (
        apart(
            paint(Scene("stillness", 3), SQUARE, 64, 64), paint(Scene("stillness", 3, manner=brought), SQUARE, 64, 64)
        )
        > 10
    )


def test_styles_by_code_differ_and_stay() -> None:
    assert style_of("1234") == style_of("1234")
    assert len({style_of(str(code)) for code in range(12)}) > 9


def test_a_manner_survives_json() -> None:
    light, night = style_of("9")
    manner = Manner(
        250, 40, 900, "cars, red", View(-0.3, 0, 1.6, 1), (Reference("image", 0.3, light, night, "a cat", "#aabbcc"),)
    )
    scene = tile_scenes("the sea", 5, manner)[2]
    assert Scene.from_json(json.loads(json.dumps(scene.to_json()))) == scene
    assert Manner.from_json({}) == Manner()


ANIMALS: dict[str, Callable[[Canvas, Plan, float, float, float], None]] = {
    "cat": figures.cat,
    "dog": animals.dog,
    "horse": animals.horse,
    "deer": animals.deer,
    "dragon": functools.partial(animals.dragon, seed=0),
    "fox": functools.partial(creatures.draw, name="fox"),
}
NOUNS = (
    *("balloon", "birds", "ship", "cottage", "cat", "person", "tree", "car", "flowers", "castle", "lanterns"),
    *("dog", "horse", "deer", "whale", "dragon", "palm", "windmill", "plane", "rocket", "bridge", "two moons"),
    *("pagoda", "pyramid", "robot", "mushroom", "bicycle", *CREATURES),
)


def test_there_are_words_enough() -> None:
    assert len(set(SUBJECTS) | set(PLACES)) >= 30
    assert len(MOODS) >= 10 and len(MATERIALS) >= 10


def test_every_noun_shows_by_day_and_by_night() -> None:
    """On land or on water; where there is none, the same picture has rays instead, which hardly show."""

    @functools.cache
    def bare(ground: str, mood: str) -> Bytes:
        return paint(Scene(f"{ground} {mood}, rays", 3), SQUARE, 64, 64)

    for index, noun in enumerate(NOUNS):
        ground, mood = "sea" if noun in ("ship", "whale", "bridge") else "hills", ("at dawn", "at night")[index % 2]
        with_it = paint(Scene(f"{ground} {mood}, {noun}", 3), SQUARE, 64, 64)
        changed = np.abs(with_it.astype(int) - bare(ground, mood)).max(axis=2) > 14
        assert changed.mean() > 0.004, noun


def test_each_mood_has_a_light_of_its_own() -> None:
    words = {"seasons": "four seasons", "neon": "cyberpunk", "gold": "golden", "aurora": "aurora", "day": "noon"}
    lights = [np.stack(tiles(f"hills, {words.get(name, name)}", Manner(), size=32)) for name in MOODS]
    for index, one in enumerate(lights):
        for other in lights[:index]:
            assert apart(one, other) > 2


@pytest.mark.parametrize("thing", ["castle, hills", "mountains", "city"])
def test_a_material_shows_on_things_and_on_places(thing: str) -> None:
    plain = paint(Scene(f"a {thing}", 3), SQUARE, 48, 48)
    for material in MATERIALS:
        made = paint(Scene(f"a {'wooden' if material == 'wood' else material} {thing}", 3), SQUARE, 48, 48)
        assert apart(made, plain) > 0.6, material


@pytest.mark.parametrize(
    "prompt", ["a gold cat", "a bridge, city in the rain", "paper mountains in a blizzard", "a whale"]
)
def test_what_is_asked_for_stays_where_it_is_in_a_wider_view(prompt: str) -> None:
    scene = tile_scenes(prompt, 4)[2]
    near, wide = paint(scene, SQUARE, 96, 96), paint(scene, SQUARE.zoomed_out(2), 192, 192)
    middle = np.array(wide[48:144, 48:144])
    near[84:, 72:] = middle[84:, 72:] = 0  # the mark belongs to the picture
    assert likeness(near, middle) > 0.95


@pytest.mark.parametrize("animal", ANIMALS)
def test_an_animals_own_colour_is_the_animals_and_not_the_lights(animal: str) -> None:
    light = plan_of(Scene(f"hills at noon, a white {animal}", 3))
    assert light.coats == ((animal, TINTS["white"]),)
    assert light.palette in MOOD_LIGHTS["day"]
    flag = plan_of(Scene(f"hills at noon, white, a {animal}", 3))
    assert flag.coats == () and flag.palette not in MOOD_LIGHTS["day"]
    levels = []
    for plan in (light, replace(light, coats=())):
        canvas = Canvas(SQUARE, 72, 72)
        ANIMALS[animal](canvas, plan, 0.5, 0.8, 0.5)
        levels.append(float(np.median(canvas.image[1][canvas.image[1] > 0])))
    assert levels[0] > 2 * levels[1]
