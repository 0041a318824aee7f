"""From a scene to a plan: which place, light, weather and subjects are painted, and where the sun stands."""

from __future__ import annotations

from dataclasses import dataclass, replace

from .focus import Focus
from .noise import Seeds, stable_hash
from .palettes import MOODS, TINTS, Palette, avoiding, lit_like, shifted, tinted, turned
from .scene import Region, Scene
from .words import SEASONS, Wish, coats, counts, material, read, unwanted

# Lights that suit a place when the words name none, one for each tile.
_LIGHTS: dict[str, tuple[str, str, str, str]] = {
    "mountains": ("dawn", "dusk", "day", "gold"),
    "sea": ("dusk", "dawn", "day", "gold"),
    "lighthouse": ("dusk", "dawn", "storm", "day"),
    "city": ("neon", "dusk", "night", "neon"),
    "dunes": ("gold", "dusk", "dawn", "day"),
    "fjord": ("aurora", "aurora", "aurora", "aurora"),
    "forest": ("fog", "gold", "fog", "dawn"),
    "volcano": ("dusk", "night", "storm", "dusk"),
    "hills": ("gold", "day", "dawn", "dusk"),
}
_HORIZON = {"mountains": 0.60, "sea": 0.57, "lighthouse": 0.63, "city": 0.70, "dunes": 0.50, "fjord": 0.66,
            "forest": 0.72, "volcano": 0.62, "hills": 0.52}  # fmt: skip
# Which place a bare subject stands in, when the words name none.
_HOMES = {
    "ship": "sea",
    "balloon": "mountains",
    "birds": "sea",
    "moons": "dunes",
    "castle": "mountains",
    "cat": "hills",
    "dog": "hills",
    "horse": "hills",
    "deer": "forest",
    "fox": "forest",
    "cow": "hills",
    "sheep": "hills",
    "bear": "forest",
    "rabbit": "hills",
    "elephant": "dunes",
    "owl": "forest",
    "penguin": "fjord",
    "butterfly": "hills",
    "bicycle": "hills",
    "whale": "sea",
    "dragon": "mountains",
    "palm": "sea",
    "windmill": "hills",
    "plane": "sea",
    "rocket": "dunes",
    "bridge": "city",
    "pagoda": "mountains",
    "pyramid": "dunes",
    "robot": "hills",
    "mushroom": "forest",
    "person": "mountains",
    "car": "dunes",
    "cottage": "hills",
    "flowers": "hills",
    "tree": "hills",
    "pines": "forest",
    "lanterns": "forest",
    "stars": "fjord",
    "moon": "sea",
}
_COMPANY = {"sea": ("ship", "birds"), "hills": ("tree", "cottage"), "mountains": ("birds",), "lighthouse": ("birds",)}
_NEW_IDEAS = ("balloon", "birds", "moon")
# How a region edit without a mood of its own turns the light: brightness, tint, how much of it.
_SHIFTS = ((0.72, "blue", 0.22), (1.26, "gold", 0.22), (0.76, "purple", 0.25), (1.24, "pink", 0.2))
# And how little with a focus: what surrounds the mask stays as it was, so the seam must not show.
_NUDGES = ((0.985, "blue", 0.08), (0.99, "gold", 0.08), (0.98, "purple", 0.08), (0.99, "pink", 0.08))
_FALLS = {"fog", "rain", "snowfall", "storm", "lightning", "clouds"}  # weather that is something to see by itself
_PAINTED = ("car", "flowers", "robot", "mushroom", "rocket", "butterfly", "bicycle")
_SPREAD = ("stars", "flowers")  # subjects that stand nowhere in particular
_COVER = {"storm": -0.35, "rain": -0.2, "clouds": 0.0, "clear": 1.6}


@dataclass(frozen=True)
class Edit:
    """What a region edit puts where its mask leaves room: subjects with their numbers, see `words.counts`."""

    focus: Focus
    wanted: tuple[tuple[str, int], ...]
    open: bool  # nothing particular is asked for: something that suits the place may stand there
    paint: str
    seed: int


@dataclass(frozen=True)
class Plan:
    """Decisions for one picture; everything painted follows from it and the position."""

    place: str
    palette: Palette
    seeds: Seeds
    weather: frozenset[str]
    subjects: tuple[str, ...]
    horizon: float
    sun: tuple[float, float]
    cover: float
    mirrored: bool
    season: str
    aurora: bool
    scattered: frozenset[str]  # subjects of a region edit without focus stand everywhere
    strength: float  # of light and colour, the manner's
    paint: str  # what a car or the like is painted in
    bare: frozenset[str] = frozenset()  # what is left out
    material: str = ""  # what things are made of
    coats: tuple[tuple[str, str], ...] = ()  # animals and their colours
    pointed: bool = False  # the material is meant for the subjects alone
    idea: int = 0  # changes with each region edit
    edits: tuple[Edit, ...] = ()  # region edits with a focus
    disc: bool = True  # whether sun or moon stand where they stood

    @property
    def moving(self) -> Seeds:
        """The seeds of waves, patches and the like, which a region edit with a focus does not leave as they were."""
        return self.seeds.salted(self.idea) if self.edits else self.seeds


def plan_of(scene: Scene) -> Plan:
    """The plan of a scene, region edits applied in their order."""
    wish = _wish(scene)
    place = _place(scene, wish)
    palette = _mannered(scene, _palette(scene, wish, place))
    plan = _composed(scene, wish, place, palette)
    for index, region in enumerate(scene.regions):
        plan = _repainted(plan, region, stable_hash(region.seed, index))
    return plan


def _wish(scene: Scene) -> Wish:
    """What the words ask for and reference pictures bring along, less what is not wanted."""
    wish, manner = read(scene.prompt), scene.manner
    worn = {tone for _, tone in coats(scene.prompt)}
    wish = replace(wish, colours=tuple(name for name in wish.colours if name not in worn))
    for reference in manner.references:
        found = read(reference.words)
        subjects = wish.subjects if reference.role == "style" else (*wish.subjects, *found.subjects)
        wish = replace(wish, subjects=tuple(dict.fromkeys(subjects)))
        if reference.role == "image":
            wish = replace(wish, places=wish.places or found.places, weather=(*wish.weather, *found.weather))
    return wish.without(read(manner.without))


def _wild(scene: Scene, key: str, share: float = 1.0) -> bool:
    """Whether chaos changes something in this tile."""
    return scene.choice("chaos", scene.tile, key) % 1000 < 10 * share * scene.manner.chaos


def _place(scene: Scene, wish: Wish) -> str:
    unwelcome = read(scene.manner.without).places
    if wish.places:
        wild = scene.choice("place", scene.tile) if _wild(scene, "place") else 0
        return wish.places[wild % len(wish.places)]
    homes = [_HOMES[subject] for subject in wish.subjects if subject in _HOMES and _HOMES[subject] not in unwelcome]
    if homes and not _wild(scene, "home", 0.7):
        return homes[0]
    if "snow" in wish.weather and "mountains" not in unwelcome:
        return "mountains"
    places = [place for place in sorted(_LIGHTS) if place not in unwelcome] or ["sea"]
    key = scene.choice("place", scene.tile) if _wild(scene, "place") else scene.prompt.strip().casefold()
    return places[stable_hash("place", key) % len(places)]


def _palette(scene: Scene, wish: Wish, place: str) -> Palette:
    """The light of the words, or one that suits the place; colours by name lean it their way."""
    turn = scene.choice("palette") + scene.tile
    mood = _mood(wish)
    if _wild(scene, "mood", 0.5 if mood else 1.0):
        moods = [name for name in sorted(MOODS) if name not in read(scene.manner.without).moods] or ["day"]
        mood = moods[scene.choice("mood", scene.tile) % len(moods)]
    if mood == "seasons":
        palette = MOODS["seasons"][scene.tile % 4]
    elif mood:
        palette = MOODS[mood][turn % len(MOODS[mood])]
    else:
        lights = _LIGHTS[place]
        palette = MOODS[lights[scene.tile % 4]][turn % 4]
    if place == "city" and mood == "night" and turn % 2:
        palette = MOODS["neon"][turn % 4]
    for name in _tints(wish):
        palette = tinted(palette, name, 0.5)
    return palette


def _mannered(scene: Scene, palette: Palette) -> Palette:
    """The light as flags and reference pictures bend it."""
    manner = scene.manner
    for reference in manner.references:
        if reference.role != "subject":
            palette = lit_like(palette, reference.light, reference.night, reference.weight)
    for name in read(manner.without).colours:
        palette = avoiding(palette, name)
    way = 1 if scene.choice("weird", scene.tile) & 1 else -1
    return turned(palette, way * 150 * manner.weird / 3000) if manner.weird else palette


def _tints(wish: Wish) -> tuple[str, ...]:
    """Colours for the light; the first one paints what can be painted, where there is such a thing."""
    painted = any(name in wish.subjects for name in _PAINTED)
    return wish.colours[1:3] if painted else wish.colours[:2]


def _mood(wish: Wish) -> str:
    """The first mood named; seasons, aurora and neon are more particular than the hour and go before it."""
    for particular in ("seasons", "aurora", "neon"):
        if particular in wish.moods:
            return particular
    return wish.moods[0] if wish.moods else ""


def _season(scene: Scene, wish: Wish) -> str:
    if "seasons" in wish.moods:
        return SEASONS[scene.tile % 4]
    lowered = scene.prompt.casefold()
    return next((name for name in SEASONS if name in lowered), "")


def _composed(scene: Scene, wish: Wish, place: str, palette: Palette) -> Plan:
    seeds, bare = scene.seeds(), unwanted(scene.manner.without)
    loose = scene.manner.chaos / 100
    horizon = _HORIZON[place] + (0.05 + 0.16 * loose) * (seeds.number("horizon") - 0.5)
    reach = 0.26 + 0.5 * loose
    sun_x = 0.56 - 0.3 * loose + reach * seeds.number("sun")
    weather = frozenset(wish.weather)
    season = _season(scene, wish)
    if season == "winter":
        weather |= {"snow", "snowfall"} - bare
    return Plan(
        place=place,
        palette=palette,
        seeds=seeds,
        weather=weather,
        subjects=wish.subjects or tuple(name for name in _company(place, seeds) if name not in bare),
        horizon=horizon,
        sun=(sun_x, horizon - palette.elevation - 0.05 * seeds.number("height")),
        cover=_cover(wish, bare, 0.25 + 0.55 * seeds.number("cover")),
        mirrored=bool((scene.choice("side") ^ scene.tile) & 1),
        season=season,
        aurora="aurora" not in bare and ("aurora" in wish.moods or (place == "fjord" and palette.night > 0.5)),
        scattered=frozenset(),
        strength=scene.manner.strength,
        paint=_paint(wish) or _brought(scene),
        bare=bare,
        disc=not bare & {"sun", "moon"},
        coats=tuple((name, TINTS[tone]) for name, tone in coats(scene.prompt)),
        material=made if (made := material(scene.prompt)) not in bare else "",
        pointed=bool(wish.subjects)
        and place != "lighthouse"
        and not (place == "mountains" and "castle" in wish.subjects),
    )


def _cover(wish: Wish, bare: frozenset[str], usual: float) -> float:
    """Few clouds (above 1: none) to many (below 0)."""
    if "clear" in wish.weather or "clouds" in bare:
        return 1.6
    return min([usual, *(_COVER[name] for name in wish.weather if name in _COVER)])


def _brought(scene: Scene) -> str:
    """The paint of whom a reference picture shows."""
    return next((one.paint for one in scene.manner.references if one.role == "subject"), "")


def _paint(wish: Wish) -> str:
    """The colour of a car or of flowers; empty where none is named."""
    return TINTS.get(next(iter(wish.colours), ""), "")


def _company(place: str, seeds: Seeds) -> tuple[str, ...]:
    """What may stand in a place when the words name nothing."""
    return tuple(name for name in _COMPANY.get(place, ()) if seeds.number("company", name) > 0.45)


def _repainted(plan: Plan, region: Region, seed: int) -> Plan:
    """The plan of a region edit: the same ground in another light, other clouds, and what its words name."""
    wish = read(region.words)
    if region.focus is not None:
        return _edited(plan, wish, region, region.focus.mirrored() if plan.mirrored else region.focus, seed)
    palette = _shone(plan, wish, seed, _SHIFTS)
    for name in _tints(wish):
        palette = tinted(palette, name, 0.6)
    named = wish.subjects or (() if region.words.strip() else (_NEW_IDEAS[seed // 4 % 3],))
    elevation = palette.elevation - plan.palette.elevation
    return replace(
        plan,
        place=wish.places[0] if wish.places and not wish.subjects else plan.place,
        palette=palette,
        weather=plan.weather | set(wish.weather),
        subjects=(*plan.subjects, *(name for name in named if name not in plan.subjects)),
        scattered=frozenset(named),
        sun=(plan.sun[0], plan.sun[1] - elevation),
        cover=max(-0.2, 0.9 - plan.cover),
        paint=_paint(wish) or plan.paint,
        idea=seed,
    )


def _shone(plan: Plan, wish: Wish, seed: int, shifts: tuple[tuple[float, str, float], ...]) -> Palette:
    """The light of the mood that is named, or the plan's own moved a little."""
    mood = _mood(wish)
    return MOODS[mood][seed % len(MOODS[mood])] if mood else shifted(plan.palette, *shifts[seed % len(shifts)])


def _edited(plan: Plan, wish: Wish, region: Region, focus: Focus, seed: int) -> Plan:
    """The plan of a region edit that knows its mask: light and sun stay as they were where no mood is named."""
    mood, palette = _mood(wish), _shone(plan, wish, seed, _NUDGES)
    for name in () if wish.subjects else _tints(wish):
        palette = tinted(palette, name, 0.5)
    numbers = counts(region.words)
    # Northern lights are a mood here, though they also name a place.
    # Another place takes room, and ground to be seen.
    roomy = focus.view.width * focus.view.height > 0.3 and focus.view.y + focus.view.height > plan.horizon + 0.05
    moved = roomy and wish.places and not (wish.subjects or (mood == "aurora" and wish.places[0] == "fjord"))
    other_moon = "moon" in wish.subjects and (bool(mood) or plan.palette.night > 0.5)
    standing = any(name not in _SPREAD for name in wish.subjects)
    edit = Edit(
        focus=focus,
        wanted=tuple((name, numbers.get(name, 0)) for name in wish.subjects),
        open=standing or not (wish.subjects or wish.moods or wish.colours or _FALLS & set(wish.weather)),
        paint=_paint(wish),
        seed=seed,
    )
    return replace(
        plan,
        place=wish.places[0] if moved else plan.place,
        palette=palette,
        weather=plan.weather | set(wish.weather),
        subjects=(*(() if moved else plan.subjects), *(name for name in _SPREAD if name in wish.subjects)),
        cover=_clouded(plan, wish),
        aurora=mood == "aurora" or (plan.aurora and not mood),
        idea=seed,
        edits=(*plan.edits, edit),
        disc=plan.disc and not other_moon and (not mood or focus.holds(*plan.sun)),
    )


def _clouded(plan: Plan, wish: Wish) -> float:
    """About as many clouds as before, at least a few where there may be some."""
    if "clear" in wish.weather:
        return 1.6
    before = plan.cover if plan.cover > 1 else min(plan.cover - 0.1, 0.3)
    return min([before, *(_COVER[name] for name in wish.weather if name in _COVER)])
