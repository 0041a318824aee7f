"""Messages: what happened, what to do, and which remedy button; one table for every known error."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from mj_desktop.core.errors import LEFT_OVER, OWN_GONE, Failure
from mj_desktop.core.generation import Generation, State


class Remedy(StrEnum):
    """A button that a message can carry; the value is its label, filled as the message is."""

    NONE = ""
    TRY_AGAIN = "Try again"
    EDIT_PROMPT = "Edit prompt"
    FETCH = "Fetch picture"
    SEND_WAITING = "Send {count} waiting"
    SEND_NOW = "Send now"
    CANCEL = "Cancel"
    REPAINT = "Repaint region"
    COMPARE = "Compare with before"
    COPY_DETAILS = "Copy details"
    CONNECT = "Connect account"
    UNDO = "Undo"
    SPEND = "Send anyway"
    CHOOSE_TASK = "Choose task"
    REPAIR = "Repair"
    UPLOADS = "Set up uploads"
    ADD_AGAIN = "Add it again"
    SEND_AS_IS = "Send it as it is"
    TASKS = "Show tasks"
    RESTART = "Start again"


class Tone(StrEnum):
    """How a message is coloured."""

    PLAIN = "plain"
    WARN = "warn"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Message:
    """`what` and `todo` are templates for `tr()`, `values` fills their {names}; `about` is a generation's id, or one of
    the matters below."""

    what: str
    todo: str = ""
    remedy: Remedy = Remedy.NONE
    tone: Tone = Tone.PLAIN
    values: Mapping[str, str] = field(default_factory=dict)
    about: str | None = None
    details: str = ""


ENGINE, GIVEN, LIMIT = "the demo engine", "a picture from anywhere", "the day's limit"
"""Matters that messages are about, beside generations."""
ENGINE_STOPPED = Message("The demo engine stopped and is started again.", tone=Tone.WARN, about=ENGINE)
ENGINE_BACK = Message("The demo engine had stopped and was started again.", about=ENGINE)


@dataclass(frozen=True, slots=True)
class _Row:
    what: str
    todo: str
    remedy: Remedy = Remedy.TRY_AGAIN
    charged: str = "not charged"


# By code: the service's (contract 1.7) and ours. "Charged on success only" is contract 1.8.
_TABLE: dict[str, _Row] = {
    "bad_request": _Row("The service refused this request", "It said: {message}", Remedy.EDIT_PROMPT),
    "api_not_implemented": _Row("The service does not offer this", "It said: {message}", Remedy.EDIT_PROMPT),
    "no_token": _Row("The service got no token", "Connect the account, then try again.", Remedy.CONNECT),
    "invalid_token": _Row(
        "The service does not know this token", "Check the token in the settings, then try again.", Remedy.CONNECT
    ),
    "token_expired": _Row(
        "The token has expired", "Get a new one at platform.acedata.cloud, then try again.", Remedy.CONNECT
    ),
    "token_mismatched": _Row(
        "The token belongs to another service", "Get one for Midjourney at platform.acedata.cloud.", Remedy.CONNECT
    ),
    "used_up": _Row("The account's balance is used up", "Top it up at platform.acedata.cloud, then try again."),
    "disabled": _Row("The account is disabled", "Look at platform.acedata.cloud. It said: {message}"),
    "forbidden": _Row(
        "The service's moderation refused this", "Change the words. It said: {message}", Remedy.EDIT_PROMPT
    ),
    "not_applied": _Row(
        "The account has not applied for Midjourney",
        "Apply for it at platform.acedata.cloud, then try again. It said: {message}",
    ),
    "no_api": _Row(
        "There is no Midjourney at this address", "Check the service's address in the settings, then try again."
    ),
    "too_many_requests": _Row("The service is busy", "Wait a little, then try again."),
    "rate_limited": _Row("The account has too many tasks at once", "Wait until one of them has ended, then try again."),
    "api_error": _Row("The service had an error", "Try again in a minute. It said: {message}"),
    "timeout": _Row(
        "The service took too long and gave up", "Try again, or use a faster mode.", charged="perhaps charged"
    ),
    "gateway_timeout": _Row(
        "The service's gateway gave up waiting",
        "Look for its picture in your tasks, then try again.",
        charged="perhaps charged",
    ),
    "task_failed": _Row("The service could not draw this", "Try again. It said: {message}"),
    "content_too_large": _Row(
        "What was sent is too large for the service",
        "Shorten the prompt or use smaller pictures. It said: {message}",
        Remedy.EDIT_PROMPT,
    ),
    "busy": _Row("The service is overloaded", "Wait a minute, then try again. It said: {message}"),
    "duplication": _Row(
        "The service has this request already",
        "Look for its picture in the library, or change the prompt. It said: {message}",
        Remedy.EDIT_PROMPT,
    ),
    "canceled": _Row("The drawing was canceled", "Try again. It said: {message}"),
    "unknown": _Row("The service gave no reason", "Try again. If it stays so, tell the service its trace id: {trace}."),
    "bad_address": _Row("The service's address is wrong", "Check ACEDATACLOUD_API_BASE_URL. {message}"),
    "not_connected": _Row(
        "Its account is not connected",
        "Connect the account to go on. What the service has begun goes on there.",
        Remedy.CONNECT,
        charged="perhaps charged",
    ),
    "left_over": _Row("Not sent yet", "It is left from last time.", Remedy.SEND_NOW),
    "unreachable": _Row("The service cannot be reached", "Check the connection, then try again."),
    "unknown_host": _Row(
        "The service's address leads nowhere", "Check the address and the connection, then try again."
    ),
    "no_safe_connection": _Row(
        "No safe connection to the service can be made",
        "Check the address, the proxy and this computer's clock, then try again. It said: {message}",
    ),
    "connection_lost": _Row(
        "The connection broke before the service named the task",
        "It was looked for in your tasks and not found. Trying again is a new request, and paid for.",
        charged="perhaps charged",
    ),
    "task_unknown": _Row("The service no longer knows this task", "Try again.", charged="perhaps charged"),
    "bad_answer": _Row(
        "The service's answer could not be understood",
        "Trying again is a new request, and paid for. {message}",
        charged="perhaps charged",
    ),
    "bad_picture": _Row("The picture could not be fetched", "{message}", Remedy.FETCH, charged="finished"),
    "own_gone": _Row("This file of yours is gone", "Take it in again.", Remedy.NONE),
    "picture_unkept": _Row(
        "The picture could not be written here",
        "{message} Make room or allow it: it is held in memory, and written then.",
        Remedy.FETCH,
        charged="finished",
    ),
    "picture_too_large": _Row(
        "The picture is too large to be shown here", "{message}", Remedy.FETCH, charged="finished"
    ),
    "several_tasks": _Row(
        "Several tasks of your account could be this one",
        "There are {message}. Choose which one it is; nothing is sent until you have.",
        Remedy.CHOOSE_TASK,
        charged="perhaps charged",
    ),
    "not_saved": _Row("The picture could not be saved", "{message} Choose another place.", Remedy.COPY_DETAILS),
    "library": _Row("The library could not be used", "{message}", Remedy.COPY_DETAILS),
    "disk_full": _Row(
        "The disk is full", "Make room. What the service has drawn stays there. {message}", Remedy.COPY_DETAILS
    ),
    "disk_read_only": _Row(
        "The library's folder may not be written to",
        "Allow it. What the service has drawn stays there. {message}",
        Remedy.COPY_DETAILS,
    ),
    "library_gone": _Row(
        "Your library is not where it was", "{message} Connect its disk, or choose another folder.", Remedy.NONE
    ),
    "library_newer": _Row("The library belongs to a newer version of MJ Desktop", "{message}", Remedy.COPY_DETAILS),
    "library_locked": _Row(
        "Another program holds the library", "Close that program, then try again. {message}", Remedy.COPY_DETAILS
    ),
    "library_damaged": _Row(
        "The library's database is damaged",
        "Start MJ Desktop again: it is set aside then, and rebuilt from files and what it still tells. {message}",
        Remedy.RESTART,
    ),
    "input": _Row("This cannot be sent", "{message}", Remedy.EDIT_PROMPT),
    "bug": _Row(
        "Something went wrong in this program",
        "It is not your doing. {message}",
        Remedy.COPY_DETAILS,
        "perhaps charged",
    ),
}
_QUOTED = "It said: {message}"
_UNKNOWN = _Row("The service answered with an error", "It said: {message}")
_TRACED = _Row(_UNKNOWN.what, "It said: {message} Its trace id is {trace}.")


def explain(failure: Failure, about: str | None = None) -> Message:
    """What happened, what to do and which button, for any failure; an unknown code says what the service said."""
    row = _TABLE.get(failure.code, _TRACED if failure.trace_id else _UNKNOWN)
    if failure.message.rstrip(".!") == row.what:  # it would say the same twice
        row = replace(row, todo=row.todo.removesuffix(_QUOTED).strip())
    values = {"message": failure.message or failure.code, "code": failure.code, "trace": failure.trace_id or "-"}
    return Message(row.what, row.todo, row.remedy, Tone.BAD, values, about, details(failure))


def engine_failed(printed: str) -> Message:
    """What is said when the demo engine does not start, with what it printed."""
    todo = "Start MJ Desktop again. If it stays so, copy the details into a report."
    return Message(
        "The demo engine does not start.", todo, Remedy.COPY_DETAILS, Tone.BAD, about=ENGINE, details=printed
    )


def charge(failure: Failure) -> str:
    """Whether it was charged, in two words: "not charged" unless that cannot be known."""
    return _TABLE.get(failure.code, _UNKNOWN).charged


def details(failure: Failure) -> str:
    """The failure's facts in one line, for copying."""
    facts = (failure.code, f"HTTP {failure.status}" if failure.status else "", failure.message, failure.trace_id or "")
    return " · ".join(fact for fact in facts if fact)


def went_on(left: Iterable[Generation]) -> list[Message]:
    """What is said at a start of those of an earlier one's that were sent and that go on by themselves."""
    sent = [each for each in left if each.state is not State.WAITING and not _is_given_up(each)]
    lost = sum(each.task_id is None for each in sent)
    what, todo = "{count} from last time went on without this window.", "What is drawn is fetched now."
    if lost:
        todo = "{lost} of them had no task yet: it is looked for in the task list."
    return [Message(what, todo, values={"count": str(len(sent)), "lost": str(lost)})] if sent else []


def _is_given_up(found: Generation) -> bool:
    return found.failure is not None and found.failure.code in ("picture_too_large", OWN_GONE)


def left_behind(waiting: int) -> Message:
    """What is said at a start of those that were never sent."""
    what, todo = "{count} from last time not sent yet.", "Nothing was charged."
    return Message(what, todo, Remedy.SEND_WAITING, Tone.WARN, {"count": str(waiting)})


def waits(found: Iterable[Generation]) -> Message:
    """What is said to who asks what waits: what was never sent, or whose account is away, is offered; all else goes on
    by itself, except of a batch while a person or an empty account paused it."""
    waiting = [each for each in found if each.state is State.WAITING]
    left = sum(each.failure is not None and each.failure.code == LEFT_OVER for each in waiting)
    if left:
        return left_behind(left)
    here = [each for each in waiting if not each.is_away]
    if waiting and not here:
        return away(len(waiting))
    what, todo, unless = _TURN if len(here) != 1 else _ONE_TURN
    in_batch = any(each.place is not None for each in here)
    return Message(what, unless if in_batch else todo, values={"count": str(len(here))})


_TURN = (
    "{count} wait their turn.",
    "They are sent by themselves, as many at a time as the service allows.",
    "They are sent by themselves, as many at a time as the service allows, those of a batch unless it is paused.",
)
_ONE_TURN = (
    "{count} waits its turn.",
    "It is sent by itself, once the service allows.",
    "It is sent by itself, once the service allows, unless its batch is paused.",
)


def away(count: int) -> Message:
    """What is said of open ones whose account is not connected."""
    what, todo = "{count} of your account go on when it is connected.", "Until then nobody asks for them."
    if count == 1:
        what, todo = "{count} of your account goes on when it is connected.", "Until then nobody asks for it."
    return Message(what, todo, Remedy.CONNECT, Tone.WARN, {"count": str(count)})


def stopped_waiting(about: str, demo: bool) -> Message:
    """A person waits no longer for one that was sent; who draws it goes on."""
    goes_on = "The demo engine goes on drawing." if demo else "The service goes on drawing and charging."
    return Message(f"You stopped waiting. {goes_on}", about=about)


def not_connected(origin: str, about: str) -> Message:
    """Only its own origin can act on a picture, and that is not connected."""
    what, todo = "This picture was made at {origin}, which is not connected.", "Connect its account first."
    return Message(what, todo, Remedy.CONNECT, Tone.WARN, {"origin": origin}, about)
