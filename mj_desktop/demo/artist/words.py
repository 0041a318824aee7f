"""What the words of a prompt ask for: place, mood, weather, colours, subjects."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, replace
from typing import TypeAlias

Table: TypeAlias = dict[str, str]

# Stems by what they name; a stem that ends in "$" must be the whole word (or its plural).
PLACES: Table = {
    "lighthouse": "lighthouse beacon",
    "city": (
        "city cities skyline skyscraper metropolis downtown urban tower street tokyo york hong "
        "shanghai apartment office building architect"
    ),
    "volcano": "volcan lava eruption erupt magma",
    "fjord": "fjord northern arctic iceland norway norwegian polar glacier iceberg polaris",
    "dunes": "dune desert sahara sand$ sandy mars martian oasis arid camel",
    "forest": ("forest wood$ woodland pine fir$ spruce jungle grove redwood conifer fairy elf elves"),
    "sea": (
        "sea$ ocean wave$ beach coast shore island sail harbor harbour lagoon bay$ tropic "
        "surf fish pirate water$ seascape"
    ),
    "hills": (
        "hill meadow field countryside farm village valley road$ grass prairie vineyard tuscan garden "
        "flower barn sheep lavender poppy poppies tulip orchard"
    ),
    "mountains": (
        "mountain alp$ alpine peak summit lake himalaya everest cliff canyon rock$ rocky eagle landscape fantasy"
    ),
}

# Places that are thought of where none is named.
IMPLIED: Table = {"fjord": "aurora borealis", "city": "neon cyberpunk"}

MOODS: Table = {
    "neon": "neon cyberpunk synthwave vaporwave",
    "aurora": "aurora borealis",
    "seasons": "season",
    "night": ("night midnight star$ starry moonlit moonlight dark$ nocturnal galaxy cosmic space$ milky dunkel"),
    "dusk": "dusk sunset twilight evening sundown afterglow gloaming romantic dramatic epic cinematic",
    "dawn": "dawn sunrise morning daybreak spring pastel peaceful serene calm$ dream",
    "storm": "storm thunder lightning tempest hurricane rain gloom moody overcast apocal",
    "fog": "fog mist$ misty haze$ hazy smoke$ winter snowfall ghost mysterious eerie",
    "gold": "golden warm autumn fall$ amber honey nostalg vintage harvest",
    "day": "day$ noon midday sunny daylight clear$ summer bright bluebird cheerful blossom",
}

WEATHER: Table = {
    "fog": "fog mist$ misty haze$ hazy",
    "rain": "rain drizzl downpour shower",
    "snowfall": "snowing snowfall blizzard snowflake snowy winter",
    "storm": "storm thunder tempest hurricane overcast",
    "lightning": "lightning thunder",
    "clear": "cloudless clear$",
    "clouds": "cloud cumulus",
    "snow": "snow ice$ icy frozen frost winter glacier arctic",
    "rays": "ray$ volumetric sunbeam godray shaft beam",
    "calm": "calm still$ mirror glassy tranquil",
    "river": "river canal harbor harbour lake reflection",
}

SUBJECTS: Table = {
    "balloon": "balloon airship zeppelin montgolf",
    "birds": "bird gull seagull crow$ raven swallow crane geese flock eagle",
    "moons": "moons planet",
    "moon": "moon",
    "ship": "ship boat sail yacht schooner pirate galleon vessel regatta canoe",
    "cottage": "cottage house cabin hut$ home$ farm barn village chalet",
    "cat": "cat$ kitten kitty feline",
    "person": (
        "person man$ woman girl boy$ people figure wanderer traveler traveller hiker lone$ human astronaut "
        "samurai wizard knight monk couple portrait child"
    ),
    "tree": "tree oak$ willow baobab maple sakura cherry olive",
    "car": "car$ automobile vehicle truck taxi van$ roadster porsche beetle",
    "dog": "dog$ doggy puppy puppies hound husky corgi wolf wolves",
    "cow": "cow$ bull$ cattle calf$ bison buffalo",
    "sheep": "sheep lamb$ goat",
    "fox": "fox$ foxes vixen",
    "bear": "bear$ grizzly panda",
    "rabbit": "rabbit bunny bunnies hare$",
    "elephant": "elephant mammoth",
    "owl": "owl$ owlet",
    "penguin": "penguin",
    "butterfly": "butterfl moth$",
    "bicycle": "bicycle bike$ cyclist",
    "horse": "horse pony unicorn stallion mustang",
    "deer": "deer$ stag$ elk$ moose reindeer antler",
    "whale": "whale orca dolphin",
    "dragon": "dragon wyvern phoenix griffin",
    "palm": "palm$ coconut tropic",
    "windmill": "windmill mill$",
    "plane": "plane$ airplane aeroplane aircraft airliner jet$",
    "rocket": "rocket spaceship spacecraft starship missile ufo$",
    "bridge": "bridge viaduct",
    "pagoda": "pagoda temple shrine japan japanese chinese kyoto torii",
    "pyramid": "pyramid egypt pharaoh sphinx",
    "robot": "robot android$ mech$ cyborg droid",
    "mushroom": "mushroom toadstool fungi fungus",
    "lighthouse": "lighthouse beacon",
    "pines": "pine conifer spruce",
    "flowers": "flower poppy poppies tulip wildflower rose$ daisy daisies",
    "castle": "castle fortress palace citadel ruin",
    "lanterns": "lantern firefl sparkle ember fairy",
    "stars": "star$ starry galaxy milky cosmos",
}

COLOURS: Table = {
    "red": "red$ crimson scarlet ruby poppy poppies",
    "orange": "orange tangerine copper",
    "gold": "gold$",
    "yellow": "yellow lemon",
    "green": "green$ emerald jade lime$",
    "teal": "teal turquoise cyan aqua$",
    "blue": "blue azure navy cobalt sapphire indigo",
    "purple": "purple violet lilac magenta amethyst lavender",
    "pink": "pink rose$ coral sakura",
    "white": "white ivory",
    "black": "black noir onyx monochrome",
    "brown": "brown sepia wooden",
    "silver": "silver chrome steel grey$ gray$",
}

# What stands in scenes unasked, for `--no`.
EXTRAS: Table = {
    "sun": "sun$ sunlight",
    "islands": "island isle",
    "clouds": "cloud",
    "stars": "star$",
    "moon": "moon",
    "tree": "tree wood$ grove",
    "pines": "tree pine conifer forest",
    "water": "water sea$ lake river",
    "reflections": "reflection mirror",
}

MATERIALS: Table = {
    "glass": "glass$ crystal",
    "ice": "ice$",
    "marble": "marble porcelain ceramic",
    "wood": "wooden timber carved",
    "paper": "paper origami cardboard",
    "metal": "metal steel chrome iron$",
    "gold": "gold$ gilded",
    "bronze": "bronze copper brass",
    "obsidian": "obsidian onyx",
    "stone": "stone granite concrete brick",
    "clay": "clay plasticine terracotta",
    "wool": "wool yarn knitted felt$ felted plush",
}

SEASONS = ("spring", "summer", "autumn", "winter")

_NUMBERS = {"a": 1, "an": 1, "one": 1, "single": 1, "lone": 1, "two": 2, "pair": 2, "couple": 2, "three": 3, "trio": 3,
            "few": 3, "some": 3, "four": 4, "several": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
            "many": 9, "dozen": 9, "dozens": 9}  # fmt: skip
_PLURALS = ("geese", "flock", "people", "regatta")
_BEFORE = 4  # words between a number and what it counts: "three large hot air balloons"
_COUNTED = re.compile(r"[^\W\d_]+|\d+", re.UNICODE)

_WORD = re.compile(r"[^\W\d_]+", re.UNICODE)
_LONGEST = 4000  # characters of a prompt that are read: a scene is told early


@dataclass(frozen=True)
class Wish:
    """What a prompt names, in its own order; empty where it names nothing."""

    places: tuple[str, ...]
    moods: tuple[str, ...]
    weather: tuple[str, ...]
    subjects: tuple[str, ...]
    colours: tuple[str, ...]

    def without(self, other: Wish) -> Wish:
        """The wish less what another names."""
        pairs = zip(self.parts(), other.parts(), strict=True)
        return Wish(*(tuple(name for name in own if name not in unwanted) for own, unwanted in pairs))

    def parts(self) -> tuple[tuple[str, ...], ...]:
        """All that is named, kind by kind."""
        return self.places, self.moods, self.weather, self.subjects, self.colours


def _matches(word: str, stem: str) -> bool:
    if stem.endswith("$"):
        whole = stem[:-1]
        return word in (whole, whole + "s", whole + "es")
    return word.startswith(stem)


def _named(words: list[str], table: Table) -> tuple[str, ...]:
    """The table's entries in the order in which the words name them, each once."""
    found = [
        name for word in words for name, stems in table.items() if any(_matches(word, stem) for stem in stems.split())
    ]
    return tuple(dict.fromkeys(found))


@functools.lru_cache(maxsize=64)
def read(prompt: str) -> Wish:
    """The wish that a prompt's words express; unknown words are no wish."""
    words = [word.casefold() for word in _WORD.findall(prompt[:_LONGEST])]
    tables = (PLACES, MOODS, WEATHER, SUBJECTS, COLOURS)
    wish = Wish(*(_named(words, table) for table in tables))
    wish = replace(wish, places=wish.places or _named(words, IMPLIED))
    # "palm trees" are no broad ones.
    return replace(
        wish, subjects=tuple(name for name in wish.subjects if name != "tree" or "palm" not in wish.subjects)
    )


_COATED = frozenset(
    {"cat", "dog", "horse", "deer", "dragon", "fox", "bear", "cow", "sheep", "rabbit", "elephant", "owl", "penguin"}
)


@functools.lru_cache(maxsize=64)
def coats(prompt: str) -> tuple[tuple[str, str], ...]:
    """Animals with the colour that stands right before them: "a white horse"."""
    words = [word.casefold() for word in _WORD.findall(prompt[:_LONGEST])]
    return tuple(
        (name, tone)
        for before, word in zip(words, words[1:], strict=False)
        for name in _named([word], SUBJECTS)
        for tone in _named([before], COLOURS)[:1]
        if name in _COATED
    )


@functools.lru_cache(maxsize=64)
def material(prompt: str) -> str:
    """What the words say that things are made of; empty where they say nothing."""
    words = [word.casefold() for word in _WORD.findall(prompt[:_LONGEST])]
    return next(iter(_named(words, MATERIALS)), "")


@functools.lru_cache(maxsize=64)
def unwanted(prompt: str) -> frozenset[str]:
    """Everything that the words of a `--no` name, things that stand in scenes unasked included."""
    words = [word.casefold() for word in _WORD.findall(prompt[:_LONGEST])]
    named = (name for part in read(prompt).parts() for name in part)
    return frozenset((*named, *_named(words, EXTRAS)))


def counts(prompt: str) -> dict[str, int]:
    """How many of each subject the words ask for: 0 where they leave it open, -1 for "some"."""
    words = [word.casefold() for word in _COUNTED.findall(prompt[:_LONGEST])]
    found: dict[str, int] = {}
    for index, word in enumerate(words):
        for name in _named([word], SUBJECTS):
            count = _count(words[max(0, index - _BEFORE) : index], word, name)
            found[name] = count if found.get(name, 0) in (0, 1) and count else found.get(name, 0)
    return found


def _count(before: list[str], word: str, name: str) -> int:
    """The nearest number before a subject; "a flock" and the like are more than one."""
    number = 0
    for other in reversed(before):
        number = int(other[:3]) if other.isdecimal() else _NUMBERS.get(other, 0)
        if number or any(subject != name for subject in _named([other], SUBJECTS)):
            break
    plural = word in _PLURALS or (word.endswith("s") and not word.endswith("ss"))
    return -1 if plural and number < 2 else number
