"""The JSON of the service: the only file that knows its field names. Nulls are absent, numbers may come as strings."""

import base64
import json
import re
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple

from mj_desktop.core.asides import Aside
from mj_desktop.core.errors import AnswerError, ServiceError, service_error
from mj_desktop.core.generation import RemotePicture
from mj_desktop.core.request import GENERATE, Imagine

Json = dict[str, Any]

# The fields of the other endpoints (contract 1.2, 1.3).
_EVERYWHERE = ("action", "prompt", "image_url", "mode", "callback_url", "async")
_KNOWN = {
    "edits": (*_EVERYWHERE, "mask", "split_images"),
    "videos": (*_EVERYWHERE, "end_image_url", "video_id", "video_index", "resolution", "loop"),
}

# By what is asked: the field of the question and that of its answer (contract 1.4).
_ASIDES = {
    Aside.DESCRIBE: ("image_url", "descriptions"),
    Aside.SHORTEN: ("prompt", "prompts"),
    Aside.TRANSLATE: ("content", "content"),
    Aside.SEED: ("image_id", "seed"),
}

# What records hold in place of a version that was not asked for (contract 5).
_INTERNAL_VERSION = "1.0"
_EMAIL = re.compile(r"[^\s\"'<>@,;:()]+@[\w.-]*\w")

# The error code when a status comes without the service's envelope (contract 1.7).
_STATUS_CODES = {
    400: "bad_request",
    401: "invalid_token",
    402: "used_up",
    403: "forbidden",
    404: "no_api",
    429: "too_many_requests",
    504: "timeout",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One result object: a stream line, the one JSON answer, or a task's `response`. `percent` 100 means finished."""

    task_id: str | None
    trace_id: str | None
    image_id: str | None
    percent: int
    picture: RemotePicture | None
    actions: tuple[str, ...] = ()
    sub_images: tuple[str, ...] = ()
    video_id: str | None = None
    videos: tuple[str, ...] = ()
    cost: float | None = None  # credits; live answers of some endpoints name them (contract 1.4)

    @property
    def is_finished(self) -> bool:
        """Progress 100, filled actions or clips mean finished; `success: true` does not (contract 1.6)."""
        return self.picture is not None and (self.percent >= 100 or bool(self.actions) or bool(self.videos))


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRecord:
    """A task as the account's list holds it (contract 1.5). Times are seconds since the epoch; no e-mail is kept.

    `mask` is what was sent beside the `request`, still encoded: most records are never asked for theirs.
    """

    id: str
    trace_id: str | None
    type: str
    created_at: float | None
    started_at: float | None
    finished_at: float | None
    request: Imagine
    result: Result | None
    error: ServiceError | None
    mask: str | None = None

    @property
    def prompt(self) -> str | None:
        """What was asked for in words."""
        return self.request.prompt

    @property
    def action(self) -> str:
        """What was to be done."""
        return self.request.action

    @property
    def image_id(self) -> str | None:
        """The picture that it was to be done with."""
        return self.request.image_id

    @property
    def callback_url(self) -> str | None:
        """Where its results are posted."""
        return self.request.callback_url


def body(request: Imagine, *, asynchronous: bool = False) -> Json:
    """The JSON body of a request; what is unset or not its endpoint's is left out, the mask is plain base64 without a
    prefix (contract 3)."""
    fields: Json = {
        "action": request.action.rpartition(":")[2],
        "prompt": request.prompt,
        "image_id": request.image_id,
        "mask": base64.b64encode(request.mask).decode() if request.mask is not None else None,
        "mode": request.mode,
        "timeout": request.timeout,
        "translation": request.translation or None,
        "split_images": request.split_images or None,
        "callback_url": request.callback_url,
        "async": asynchronous or None,
        "version": request.version,
        "hd": request.hd or None,
        "quality": request.quality,
        "style_reference": request.style_reference or None,
        "moodboard": request.moodboard or None,
        "image_url": request.image_url,
        "end_image_url": request.end_image_url,
        "video_id": request.video_id,
        "video_index": request.video_index,
        "resolution": request.resolution,
        "loop": request.loop or None,
    }
    known = _KNOWN.get(request.endpoint, fields)
    return {name: value for name, value in fields.items() if value is not None and name in known}


def question(aside: Aside, subject: str) -> Json:
    """The JSON body of an aside."""
    return {_ASIDES[aside][0]: subject}


class Told(NamedTuple):
    """What an aside was answered: its texts, and the credits where the answer names them."""

    texts: tuple[str, ...]
    cost: float | None = None


def told(aside: Aside, found: Json) -> Told:
    """What was answered to an aside, without empty texts; raises the service's error or AnswerError."""
    refusal = error_in(found)
    if refusal is not None:
        raise refusal
    name = _ASIDES[aside][1]
    texts = _texts(found, name) or tuple(text for text in (_text(found, name),) if text and text.strip())
    if not texts:
        raise AnswerError("It is empty.")
    return Told(tuple(text.strip() for text in texts if text.strip()), _cost(found))


def uploaded(found: Json) -> str:
    """The address of an uploaded file, "" where there is none; raises the endpoint's error (contract 1.9)."""
    refusal = error_in(found)
    if refusal is not None:
        raise refusal
    return _text(found, "url") or _text(found, "file_url") or ""


def parse(line: bytes) -> Json:
    """A JSON object out of bytes; raises AnswerError for anything else."""
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise AnswerError(f"It is not JSON: {_start(line)}") from error
    if not isinstance(value, dict):
        raise AnswerError(f"It is no JSON object: {_start(line)}")
    return value


def result(found: Json) -> Result:
    """A result object; raises the service's error when it is a refusal inside a good answer."""
    refusal = error_in(found)
    if refusal is not None:
        raise refusal
    return Result(
        task_id=_text(found, "task_id"),
        trace_id=_text(found, "trace_id"),
        image_id=_text(found, "image_id"),
        percent=int(_number(found, "progress") or 0),
        picture=_picture(found),
        actions=_texts(found, "actions") or _texts(found, "available_actions"),
        sub_images=_texts(found, "sub_image_urls"),
        video_id=_text(found, "video_id"),
        videos=_texts(found, "video_urls"),
        cost=_cost(found),
    )


def error_in(found: Json, status: int | None = None) -> ServiceError | None:
    """The service's error in an answer: envelope, bare string or the flat form of 2023; None when there is none."""
    error, code, message = found.get("error"), _text(found, "code"), _text(found, "detail")
    if isinstance(error, dict):
        code, message = _text(error, "code") or code, _text(error, "message") or message
    elif isinstance(error, str):
        message = error or message
    said = bool(code or message) if error else bool(code and message)
    if not said and found.get("success") is not False:
        return None
    words = without_addresses(message or "")
    return service_error(code or _status_code(status), words, status, _text(found, "trace_id"))


def without_addresses(words: str) -> str:
    """Words of the service without the e-mail addresses in them: none is kept, logged or shown."""
    return _EMAIL.sub("(e-mail)", words)


def http_error(status: int, content: bytes, trace_id: str | None) -> ServiceError:
    """The error of an answer by HTTP status, whatever its body holds: envelope, HTML or nothing."""
    found = enveloped(status, content)
    if found is None:
        found = service_error(_status_code(status), f"HTTP {status} {_start(content)}".strip(), status)
    found.trace_id = found.trace_id or trace_id
    return found


def enveloped(status: int, content: bytes) -> ServiceError | None:
    """The error in the service's own envelope; None when something before the service answered (a gateway's page)."""
    try:
        return error_in(parse(content), status)
    except AnswerError:
        return None


def task(found: Json) -> TaskRecord | None:
    """A task record; None for the service's `{}`, which means that it does not know the id; raises its error."""
    task_id = _text(found, "id")
    if task_id is None:
        refusal = error_in(found)
        if refusal is not None:
            raise refusal
        return None
    request, response = _object(found, "request"), _object(found, "response")
    error = error_in(response) or error_in(found)
    return TaskRecord(
        id=task_id,
        trace_id=_text(found, "trace_id"),
        type=_text(found, "type") or "",
        created_at=_time(found, "created_at"),
        started_at=_time(found, "started_at"),
        finished_at=_time(found, "finished_at"),
        request=_request(request, _text(found, "type") or ""),
        mask=_text(request, "mask"),
        result=result(response) if response and error is None else None,
        error=error,
    )


def _request(found: Json, kind: str) -> Imagine:
    """What was asked for, as far as a record tells."""
    version = _text(found, "version")
    return Imagine(
        prompt=_text(found, "prompt"),
        action=(f"{kind}:" if kind in _KNOWN else "") + (_text(found, "action") or GENERATE),
        image_id=_text(found, "image_id"),
        mode=_text(found, "mode") or "fast",
        timeout=_number(found, "timeout"),
        translation=found.get("translation") is True,
        split_images=found.get("split_images") is True,
        callback_url=_text(found, "callback_url"),
        version=None if version == _INTERNAL_VERSION else version,
        hd=found.get("hd") is True,
        quality=_text(found, "quality"),
        style_reference=found.get("style_reference") is True,
        moodboard=found.get("moodboard") is True,
        image_url=_text(found, "image_url"),
        end_image_url=_text(found, "end_image_url"),
        video_id=_text(found, "video_id"),
        video_index=int(index) if (index := _number(found, "video_index")) is not None else None,
        resolution=_text(found, "resolution"),
        loop=found.get("loop") is True,
    )


def asked(record: TaskRecord) -> Imagine:
    """The whole request of a task; a mask that is named by its address, or cut short, is left out."""
    try:
        return replace(record.request, mask=base64.b64decode(record.mask or "", validate=True) or None)
    except ValueError:
        return record.request


def tasks(found: Json) -> list[TaskRecord]:
    """The records of a batch or listing; what is no record is passed over."""
    items = found.get("items")
    if not isinstance(items, list):
        raise AnswerError("The task list has no items.")
    return [record for item in items if isinstance(item, dict) and (record := task(item)) is not None]


def task_id(found: Json) -> str:
    """The task id of an asynchronous answer; raises the service's error or AnswerError."""
    refusal = error_in(found)
    if refusal is not None:
        raise refusal
    return named_task(found)


def named_task(found: Json) -> str:
    """The task id that a result or a failure names; raises AnswerError where there is none."""
    named = _text(found, "task_id")
    if named is None:
        raise AnswerError("The answer names no task.")
    return named


def _picture(found: Json) -> RemotePicture | None:
    thumb = _text(found, "image_url") or ""
    raw = _text(found, "raw_image_url") or thumb
    if not raw:
        return None
    sizes = {
        ours: int(_number(found, theirs) or 0)
        for ours, theirs in {
            "raw_width": "raw_image_width",
            "raw_height": "raw_image_height",
            "thumb_width": "image_width",
            "thumb_height": "image_height",
        }.items()
    }
    return RemotePicture(raw_url=raw, thumb_url=thumb, **sizes)


def _cost(found: Json) -> float | None:
    cost = _number(found, "cost")
    return cost if cost is not None and cost >= 0 else None


def _status_code(status: int | None) -> str:
    return _STATUS_CODES.get(status or 0, "api_error")


def _object(found: Json, name: str) -> Json:
    value = found.get(name)
    return value if isinstance(value, dict) else {}


def _text(found: Json, name: str) -> str | None:
    value = found.get(name)
    if isinstance(value, bool) or value is None:
        return None
    return str(value) if isinstance(value, str | int | float) and str(value) else None


def _texts(found: Json, name: str) -> tuple[str, ...]:
    value = found.get(name)
    return tuple(item for item in value if isinstance(item, str) and item) if isinstance(value, list) else ()


def _number(found: Json, name: str) -> float | None:
    value = found.get(name)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    try:
        number = float(str(value).strip().rstrip("%"))
    except ValueError:
        return None
    return number if abs(number) < 2**53 else None


def _time(found: Json, name: str) -> float | None:
    number = _number(found, name)
    if number is not None or not isinstance(found.get(name), str):
        return number
    try:
        return datetime.fromisoformat(found[name]).timestamp()
    except (ValueError, OverflowError):
        return None


def _start(content: bytes) -> str:
    return without_addresses(" ".join(content[:200].decode("utf-8", "replace").split()))[:120]
