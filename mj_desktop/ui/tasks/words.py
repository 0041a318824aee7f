"""Words about tasks: states, times and places in sentences of the interface's language."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from mj_desktop.core import actions
from mj_desktop.core.request import GENERATE
from mj_desktop.core.tasks import DRAWN, Here, Progress, Stage, Task

# Stage: words, glyph, colour of both.
STAGES = {
    Stage.DRAWING: ("Drawing", "clock", "acctext"),
    Stage.FINISHED: ("Finished", "check", "good"),
    Stage.FAILED: ("Failed", "triangle-alert", "bad"),
    Stage.EMPTY: ("No picture", "minus", "faint"),
}
# Place: words in the list, colour.
PLACES = {
    Here.KEPT: ("In the library", "faint"),
    Here.TRASH: ("In the trash", "faint"),
    Here.COMING: ("Being fetched", "acctext"),
    Here.UNFETCHED: ("Picture not fetched", "warn"),
    Here.MISSING: ("Not here", "text"),
    Here.NOTHING: ("", "faint"),
}
# Types of the service's (contract 1.5).
_TYPES = {"imagine": "Picture", "edits": "Edit", "videos": "Video", "describe": "Describe"}
_SENTENCES = {
    Here.KEPT: "It is in the library.",
    Here.TRASH: "It is in the library's trash.",
    Here.COMING: "Its picture is being fetched.",
    Here.UNFETCHED: "It is in the library, but its picture could not be fetched.",
}
_MISSING = {
    Stage.FINISHED: "It is not in the library.",
    Stage.DRAWING: "It is not in the library. It can be taken up while it is drawn.",
}
_NOTHING = {
    Stage.FINISHED: "Only pictures and videos have a place in the library.",
    Stage.DRAWING: "Only pictures and videos have a place in the library.",
    Stage.FAILED: "Nothing was drawn, so there is nothing to fetch.",
    Stage.EMPTY: "It ended without a picture, and the service does not say why.",
}


def tr(words: str) -> str:
    """Words of the tables in the interface's language."""
    return QCoreApplication.translate("Tasks", words) if words else ""


def title(task: Task, prompt: str) -> str:
    """What was asked for: the prompt, its own or an ancestor's; without one, the action."""
    return " ".join(prompt.split()) or label(task)


def label(task: Task) -> str:
    """What was to be done, as everywhere in the window; of a type that draws nothing its name."""
    id_of_it = (task.action or GENERATE) if task.type in (*DRAWN, "") else task.type
    return tr(actions.parse(id_of_it).label)


def kind(name: str) -> str:
    """A type of tasks; one that is not known as the service calls it."""
    return tr(_TYPES.get(name, name))


def stage(task: Task) -> str:
    """How far the service is."""
    if task.stage is Stage.DRAWING:
        begun = task.percent or task.started_at is not None
        return tr("Drawing {percent} %").format(percent=task.percent) if begun else tr("Waiting")
    return tr(STAGES[task.stage][0])


def moment(at: float | None) -> str:
    """A time on the service's clock, in this computer's zone."""
    try:
        return f"{datetime.fromtimestamp(at):%Y-%m-%d %H:%M:%S}" if at is not None else ""
    except (ValueError, OverflowError, OSError):
        return ""


def took(task: Task) -> str:
    """How long it took."""
    seconds = task.seconds
    if seconds is None:
        return ""
    whole = max(0, round(seconds))
    return (
        tr("{minutes} min {seconds} s").format(minutes=whole // 60, seconds=whole % 60)
        if whole >= 60
        else (tr("{seconds} s").format(seconds=whole))
    )


def place(task: Task, here: Here) -> str:
    """Where it stands, in a sentence."""
    if here is Here.MISSING:
        return tr(_MISSING[task.stage])
    return tr(_NOTHING[task.stage] if here is Here.NOTHING else _SENTENCES[here])


def spoken(task: Task, prompt: str, here: Here) -> str:
    """A row in one line, for a screen reader."""
    parts = title(task, prompt), label(task), stage(task), moment(task.created_at), tr(PLACES[here][0])
    return ", ".join(part for part in parts if part)


def progress(now: Progress) -> str:
    """How far fetching has come."""
    if not now.total:
        return tr("Looking through the account: {count} tasks").format(count=now.read)
    return tr("{done} of {total} fetched").format(done=now.done, total=now.total)
