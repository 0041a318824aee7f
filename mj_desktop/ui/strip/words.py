"""The words of a library cell: title, kind, state line and day; pure functions of values."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from mj_desktop.core import actions, messages, prompt
from mj_desktop.core.errors import AWAY, LEFT_OVER, OWN_GONE, SEVERAL
from mj_desktop.core.generation import Generation, State
from mj_desktop.core.references import without_pictures
from mj_desktop.core.request import EDIT, EXTEND, GENERATE, OUTSIDE, REGION, VIDEO

_DEPTH = 1000


def tr(words: str) -> str:
    """`words` in the interface's language."""
    return QCoreApplication.translate("Library", words)


def prompt_of(generation: Generation, known: Mapping[str, Generation]) -> str:
    """The prompt that a generation stands for: its own, or that of its nearest ancestor that has one, or ""."""
    current: Generation | None = generation
    for _ in range(_DEPTH):
        if current is None or current.request.prompt:
            break
        current = known.get(current.parent or "")
    return (current.request.prompt or "") if current else ""


def title(generation: Generation, known: Mapping[str, Generation]) -> str:
    """What a generation is called: the words of its prompt, or what it is where no prompt is known."""
    written = prompt_of(generation, known)
    return without_pictures(prompt.words(written)) or " ".join(written.split()) or generation.name or kind(generation)


def kind(generation: Generation) -> str:
    """What made it: "Grid", "Upscale of 2", "Zoom out 2x"; follow-ups in the service's words.

    Short enough to stand with the time below a cell of 112 points, but for few of the service's.
    """
    if generation.request.action in _KINDS:
        return tr(_KINDS[generation.request.action])
    action = actions.parse(generation.request.action)
    if action.tile is not None and not generation.is_composite:
        return tr("{what} of {tile}").format(what=tr(action.group), tile=action.tile)
    return tr(action.label)


def state_line(generation: Generation, now: float, brief: bool = False) -> tuple[str, str]:
    """The state in a few words and the colour token for them; `brief` leaves out what follows the dot."""
    first, second, token = _facts(generation, now)
    return (first if brief or not second else f"{first} · {second}"), token


def day_words(day: date, today: date) -> str:
    """A day as a caption."""
    if day == today:
        return tr("Today")
    if day == today - timedelta(days=1):
        return tr("Yesterday")
    return QLocale().toString(QDate(day.year, day.month, day.day), QLocale.FormatType.LongFormat)


def clock(seconds: float) -> str:
    """A span as m:ss."""
    whole = max(0, int(seconds))
    return f"{whole // 60}:{whole % 60:02d}"


_KINDS = {
    GENERATE: "Grid",
    REGION: "Region edit",
    EDIT: "Edit",
    OUTSIDE: "From outside",
    VIDEO: "Video",
    EXTEND: "Longer video",
    "reroll": "Reroll",
}
_STATES = {
    State.WAITING: ("Waiting", "faint"),
    State.SENT: ("Sending", "faint"),
    State.ACCEPTED: ("Starting", "acctext"),
    State.FINISHED: ("Fetching", "acctext"),
    State.SET_ASIDE: ("Set aside", "faint"),
}


_CHARGED = {"not charged": "not charged", "perhaps charged": "charged?", "finished": "drawn"}
# What an open one waits for that does not go on by itself.
_WAITS = {LEFT_OVER: ("Not sent yet", ""), SEVERAL: ("Which task?", "choose"), AWAY: ("Connect to go on", "")}


def _troubled(generation: Generation, code: str) -> tuple[str, str, str]:
    if code in _WAITS:
        first, second = _WAITS[code]
        return tr(first), tr(second) if second else "", "warn"
    if generation.state is State.WAITING:
        return tr("Service busy"), tr("waits"), "faint"
    if code == OWN_GONE:
        return tr("Your file"), tr("gone"), "warn"
    if generation.state is State.FINISHED:
        return tr("Drawn"), tr("not here yet"), "warn"  # true while it is tried again, and after that was given up
    return tr("Trouble"), tr("trying again"), "warn"


def _facts(generation: Generation, now: float) -> tuple[str, str, str]:
    if generation.state is State.STORED:
        at = datetime.fromtimestamp(generation.created_at)
        return kind(generation), f"{at.hour}:{at.minute:02d}", "faint"
    if generation.state is State.FAILED:
        return tr("Failed"), tr(_CHARGED[messages.charge(generation.failure)]) if generation.failure else "", "bad"
    if generation.is_searched and not generation.waits_for_person:
        return tr("Searching"), tr("in tasks"), "warn"
    if generation.failure is not None and generation.state.is_open:
        return _troubled(generation, generation.failure.code)
    if generation.state is State.RUNNING:
        since = clock(now - (generation.sent_at or generation.created_at))
        return tr("{percent} %").format(percent=generation.percent), since, "acctext"
    words, token = _STATES[generation.state]
    return tr(words), "", token
