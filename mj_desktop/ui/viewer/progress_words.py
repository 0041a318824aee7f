"""What is said while a picture is being made: per state an icon, words, a hint, and whether waiting can be stopped."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from mj_desktop.core.errors import ConnectionLost
from mj_desktop.core.generation import DEMO, Generation, State
from mj_desktop.core.messages import explain


@dataclass(frozen=True, slots=True)
class Phase:
    """One open state: `pill` stands on the picture, `title` and `hint` in its place while there is none."""

    icon: str
    pill: str
    title: str = ""
    hint: str = ""
    stop: str = ""  # the button that ends waiting; "" where there is nothing to end
    stop_hint: str = ""


def phase(generation: Generation) -> Phase | None:
    """The phase of an open generation, in the interface's language; None for any other, and where a notice says it."""
    if generation.is_parked or needs_fetching(generation) or generation.waits_for_person:
        return None
    if generation.is_searched:
        return _searched(generation.origin == DEMO)
    return _phases(generation.origin == DEMO).get(generation.state)


def _phases(demo: bool) -> dict[State, Phase]:
    """A finished one is only being fetched: there is nothing to stop."""
    said = QCoreApplication.translate
    sending, accepted = said("Progress", "Sending"), said("Progress", "Accepted")
    waiting, soon = said("Progress", "Waiting for a free place"), said("Progress", "Accepted, drawing starts soon")
    hint = said("Progress", "Nothing has been sent or charged yet.")
    goes_on = said("Progress", "Stop waiting: the service goes on drawing and charging")
    free = said("Progress", "Stop waiting: the demo engine goes on drawing")
    stop = said("Progress", "Stop waiting"), free if demo else goes_on
    cancel = said("Progress", "Cancel"), said("Progress", "Cancel: nothing has been sent or charged")
    return {
        State.WAITING: Phase("clock", "", waiting, hint, *cancel),
        State.SENT: Phase("clock", sending, sending, "", *stop),
        State.ACCEPTED: Phase("clock", accepted, soon, "", *stop),
        State.RUNNING: Phase("clock", said("Progress", "Drawing"), "", "", *stop),
        State.FINISHED: Phase("download", said("Progress", "Fetching the picture")),
    }


def _searched(demo: bool) -> Phase:
    said = QCoreApplication.translate
    words = said("Progress", "Looking for it in your tasks")
    hint = said("Progress", "The connection broke before its task was named. It is not sent again by itself.")
    stop = _phases(demo)[State.SENT]
    return Phase("search", words, words, hint, stop.stop, stop.stop_hint)


def trouble(generation: Generation) -> str:
    """What passing trouble an open generation has, or ""."""
    if generation.failure is None or not generation.state.is_open:
        return ""
    if generation.failure.code == ConnectionLost.code:
        if generation.is_searched:
            return ""  # that is why it is searched for
        return QCoreApplication.translate("Progress", "The connection broke")
    return QCoreApplication.translate("Messages", explain(generation.failure).what)


def asked(generation: Generation, now: float) -> str:
    """What is known of one whose task is asked for: when the service last answered, and why it is not streamed; ""
    for one that is streamed."""
    if generation.state not in (State.ACCEPTED, State.RUNNING):
        return ""
    lost, at = generation.stream_lost, generation.asked_at
    said = QCoreApplication.translate
    if at is None:
        return said("Progress", "Stream lost, still being drawn") if lost else ""
    words = (
        said("Progress", "Stream lost, still being drawn, asked {ago} ago")
        if lost
        else said("Progress", "Being drawn, asked {ago} ago")
    )
    return words.format(ago=_ago(now - at))


def _ago(seconds: float) -> str:
    whole = max(0, int(seconds))
    return f"{whole} s" if whole < 60 else f"{whole // 60} min"


def needs_fetching(generation: Generation) -> bool:
    """True when the service has drawn it and the picture could not be fetched, for whatever reason."""
    return generation.state is State.FINISHED and generation.failure is not None


def elapsed(seconds: float) -> str:
    """Minutes and seconds as on a clock, 0:14; hours too when there are any."""
    whole = max(0, int(seconds))
    minutes, rest = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
