"""Prices: what a request costs in credits, as far as that is known. Every number is an estimate, to be corrected.

The service's console is the truth; it charges on success only, and a grid is one charge (contract 1.8).
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from mj_desktop.core import actions, prompt
from mj_desktop.core.request import Imagine

CREDIT = 0.095
"""Dollars that a credit is about (contract 1.8)."""
LIMIT, DOLLARS = "limit", "credit"
"""What stands beside the prices: the most credits of a day, 0 for no limit; and what a credit is in dollars."""
_MOST = 1_000_000


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the price table: credits, or a factor (`times`) on them; `source` says where the number is from."""

    key: str
    words: str
    default: float
    source: str
    times: bool = False


_BILL = "A bill of October 2026"
_OLD = "An old price list in dollars, no longer published"
_GRID = "Taken to be a grid's price"
_OPEN = "No number is known"
_V8 = "The service's notes on version 8"
# The documents' numbers (contract 1.8); where they name none, the nearest.
ROWS = (
    Row("generate", "New grid", 0.27, _BILL),
    Row("upscale", "Upscale", 0.05, _OLD),
    Row("variation", "Variation", 0.27, _OLD),
    Row("reroll", "Reroll", 0.27, _GRID),
    Row("zoom_out", "Zoom out", 0.27, _GRID),
    Row("pan", "Pan", 0.27, _GRID),
    Row("square", "Make square", 0.27, _GRID),
    Row("variation_region", "Repaint region", 0.27, _OLD),
    Row("edits", "Edit of a picture", 0.27, _GRID),
    Row("videos", "Video", 1.05, _OLD),
    Row("describe", "Describe", 0.05, _OLD),
    Row("shorten", "Shorten", 0.18, _BILL),
    Row("translate", "Translate", 0.0, _OPEN),
    Row("seed", "Seed", 0.0, _OPEN),
    Row("other", "Anything else", 0.27, _GRID),
    Row("relax", "Relax mode", 1.0, f"{_OPEN}; it is cheaper", times=True),
    Row("turbo", "Turbo mode", 1.0, f"{_OPEN}; it is dearer", times=True),
    Row("8 hd", "Version 8, HD", 4.0, _V8, times=True),
    Row("8 quality", "Version 8, quality 4", 4.0, _V8, times=True),
    Row("8 references", "Version 8, style references", 4.0, _V8, times=True),
    Row("8.1 hd", "Version 8.1, HD", 1.6, "Its share of the machine's minutes", times=True),
)
_DEFAULTS = {row.key: row.default for row in ROWS} | {LIMIT: 0.0, DOLLARS: CREDIT}
_FORMER_VERBS = {"redo_upscale": "upscale"}
_HIGH_QUALITY = "4"


@dataclass(frozen=True, slots=True)
class Billed:
    """What a bill goes by: the action's row, the rows that multiply it, and how many tasks it makes."""

    key: str
    factors: tuple[str, ...] = ()
    times: int = 1


@dataclass(frozen=True, slots=True)
class Prices:
    """What a person changed of the table, by key; all else is the default."""

    changed: Mapping[str, float] = field(default_factory=dict)

    def of(self, key: str) -> float:
        """A row's number, or that of `LIMIT` or `DOLLARS`."""
        return self.changed.get(key, _DEFAULTS[key])

    @property
    def limit(self) -> float | None:
        """The most credits of a day, if there is a limit."""
        return self.of(LIMIT) or None

    def put(self, key: str, number: float) -> "Prices":
        """The table with another number, which has no `problem`."""
        rest = {name: value for name, value in self.changed.items() if name != key}
        return replace(self, changed=rest if number == _DEFAULTS[key] else rest | {key: number})


def problem(number: object) -> str:
    """What is wrong with a number of the table, as a sentence, or ""."""
    right = type(number) in (int, float) and math.isfinite(number) and 0 <= number <= _MOST  # type: ignore[arg-type,operator]
    return "" if right else "Give a number that is not below 0."


def billed(request: Imagine) -> Billed:
    """What a bill for a request goes by."""
    return Billed(_key(request.action), tuple(_factors(request)), _repeats(request.prompt or ""))


def price(billed: Billed, prices: Prices) -> float:
    """About how many credits that comes to, when it succeeds."""
    return prices.of(billed.key) * math.prod(map(prices.of, billed.factors)) * billed.times


def estimate(request: Imagine, prices: Prices) -> float:
    """About how many credits a request costs when it succeeds."""
    return price(billed(request), prices)


def credits_text(amount: float) -> str:
    """Credits in few digits."""
    return f"{amount:.2f}" if amount < 100 else f"{amount:,.0f}"


def written(prices: Prices) -> bytes:
    """What was changed, as JSON."""
    return (json.dumps(dict(sorted(prices.changed.items())), indent=1) + "\n").encode()


def read(data: bytes) -> Prices:
    """Prices out of JSON; unknown names and wrong numbers are left out, ValueError for what is no JSON object."""
    found = json.loads(data.decode("utf-8"))
    if not isinstance(found, Mapping):
        raise ValueError("it is no JSON object")
    prices = Prices()
    for key, number in found.items():
        if key in _DEFAULTS and not problem(number):
            prices = prices.put(key, float(number))
    return prices


def _key(action: str) -> str:
    endpoint = action.partition(":")[0]
    verb = endpoint if endpoint in _DEFAULTS else actions.parse(action).verb
    verb = _FORMER_VERBS.get(verb, verb)
    return verb if verb in _DEFAULTS else "other"


def _factors(request: Imagine) -> list[str]:
    """The rows that multiply: those of its mode, and those of its version for what is billed beside (contract 1.8)."""
    typed = prompt.flags(request.prompt or "")
    version = request.version or prompt.version(request.prompt or "") or ""
    quality = request.quality or typed.get("q") or typed.get("quality")
    billed = {
        request.mode: True,
        f"{version} hd": request.hd or "hd" in typed,
        f"{version} quality": quality == _HIGH_QUALITY,
        f"{version} references": request.style_reference or request.moodboard or "sref" in typed,
    }
    return [name for name, counts in billed.items() if counts and name in _DEFAULTS]


def _repeats(text: str) -> int:
    """How many tasks `--repeat` makes of one request, 1 to 40 (contract 4)."""
    typed = prompt.flags(text)
    number = typed.get("repeat") or typed.get("r") or "1"
    return min(40, max(1, int(number))) if number.isascii() and number.isdigit() else 1
