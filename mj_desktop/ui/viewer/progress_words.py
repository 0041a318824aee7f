"""What is said while a picture is being made: per state an icon, words, a hint, and whether waiting can be stopped."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from mj_desktop.core.generation import Generation, State
from mj_desktop.core.messages import explain


@dataclass(frozen=True, slots=True)
class Phase:
    """One open state: `pill` stands on the picture, `title` and `hint` in its place while there is none."""

    icon: str
    pill: str
    title: str = ""
    hint: str = ""
    can_stop: bool = True


def phase(generation: Generation) -> Phase | None:
    """The phase of an open generation, in the interface's language; None for any other."""
    return _phases().get(generation.state)


def _phases() -> dict[State, Phase]:
    """A finished one is only being fetched; one that waits has not been sent: neither needs stopping."""
    said = QCoreApplication.translate
    sending, accepted = said("Progress", "Sending"), said("Progress", "Accepted")
    waiting, soon = said("Progress", "Waiting for a free place"), said("Progress", "Accepted, drawing starts soon")
    hint = said("Progress", "Nothing has been sent or charged yet.")
    return {
        State.WAITING: Phase("clock", "", waiting, hint, can_stop=False),
        State.SENT: Phase("clock", sending, sending),
        State.ACCEPTED: Phase("clock", accepted, soon),
        State.RUNNING: Phase("clock", said("Progress", "Drawing")),
        State.FINISHED: Phase("download", said("Progress", "Fetching the picture"), can_stop=False),
    }


def trouble(generation: Generation) -> str:
    """What passing trouble an open generation has, or ""."""
    if generation.failure is None or not generation.state.is_open:
        return ""
    return QCoreApplication.translate("Message", explain(generation.failure).what)


def needs_fetching(generation: Generation) -> bool:
    """True when the service has drawn it and the picture could not be fetched, for whatever reason."""
    return generation.state is State.FINISHED and generation.failure is not None


def elapsed(seconds: float) -> str:
    """Minutes and seconds as on a clock, 0:14; hours too when there are any."""
    whole = max(0, int(seconds))
    minutes, rest = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
