"""What a notice says: for what an open or set aside generation waits, and the way on from there."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from mj_desktop.core.errors import OWN_GONE, SEVERAL, UNKEPT
from mj_desktop.core.generation import DEMO, Generation, State
from mj_desktop.core.messages import Remedy
from mj_desktop.ui.viewer import progress_words


@dataclass(frozen=True, slots=True)
class Words:
    """An icon in a token's colour, title and hint, and one button or two with what they do (NONE: wait for it again).

    The second button is `CANCEL` where there is one.
    """

    icon: tuple[str, str]
    title: str
    hint: str
    button: str
    remedy: Remedy = Remedy.NONE
    second: str = ""


def notice(generation: Generation, now: float) -> Words | None:
    """The notice of a generation at `now` (seconds since the epoch); None where none is due."""
    if generation.state is State.SET_ASIDE:
        return _set_aside(generation)
    if generation.failure is not None and generation.failure.code == OWN_GONE:
        return _gone()
    if generation.waits_for_person:
        several = generation.failure is not None and generation.failure.code == SEVERAL
        return _several() if several else _away()
    if generation.is_parked:
        return _left_over() if generation.not_before is None else _deferred(generation.not_before - now)
    return _unfetched(generation) if progress_words.needs_fetching(generation) else None


def _tr(words: str) -> str:
    return QCoreApplication.translate("Notice", words)


def _set_aside(generation: Generation) -> Words:
    demo = generation.origin == DEMO
    goes_on = "The demo engine goes on drawing." if demo else "The service goes on drawing and charging."
    return Words(("clock", "muted"), _tr("You stopped waiting."), _tr(goes_on), _tr("Wait for it again"))


def _unfetched(generation: Generation) -> Words:
    held = generation.failure is not None and generation.failure.code == UNKEPT
    known = _tr("It is drawn and kept at the service for some time.")
    hint = _tr("It is held in memory, and written as soon as that is possible.") if held else known
    trouble = progress_words.trouble(generation)
    return Words(("triangle-alert", "warn"), trouble, hint, _tr("Fetch picture"), Remedy.FETCH)


def _gone() -> Words:
    hint = _tr("It is not at its address any more either. Take it in again.")
    return Words(("triangle-alert", "warn"), _tr("This file of yours is gone."), hint, _tr("Look again"), Remedy.FETCH)


def _away() -> Words:
    hint = _tr("Connect it to go on. What the service has begun goes on there.")
    return Words(
        ("plug", "warn"), _tr("Its account is not connected."), hint, _tr("Connect account"), Remedy.CONNECT,
        _tr("Stop waiting"),
    )  # fmt: skip


def _several() -> Words:
    hint = _tr("Nothing is sent until you have chosen which it is, or that none is.")
    title = _tr("Several tasks of your account could be this one.")
    return Words(
        ("search", "warn"), title, hint, _tr("Choose task"), Remedy.CHOOSE_TASK, _tr("Stop waiting")
    )  # fmt: skip


def _left_over() -> Words:
    hint = _tr("It is left from last time. Nothing was charged.")
    return Words(("clock", "muted"), _tr("Not sent yet."), hint, _tr("Send now"), Remedy.SEND_NOW, _tr("Cancel"))


def _deferred(seconds: float) -> Words:
    """Nothing was drawn or charged, and it is sent again by itself: the seconds until then are counted."""
    hint = _tr("Nothing was charged. It is sent again in {left}.").format(left=progress_words.elapsed(seconds))
    return Words(
        ("clock", "muted"), _tr("The service is busy."), hint, _tr("Send now"), Remedy.SEND_NOW, _tr("Cancel")
    )  # fmt: skip
