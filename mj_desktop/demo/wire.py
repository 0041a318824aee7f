"""Bodies in and out: JSON read with limits, addresses made with the base that the request itself used."""

from __future__ import annotations

import json
from typing import Any

from starlette.requests import Request

from .errors import Refusal, bad_request

BODY_LIMIT = 32 * 1024 * 1024
_INVALID = "The json payload is not valid to request the API"


async def body(request: Request) -> dict[str, Any]:
    """The request's JSON object; bad_request for anything else, content_too_large as soon as that is known."""
    if not _is_json(request.headers.get("content-type", "application/json")):
        raise bad_request(f"{_INVALID}: its content-type must be application/json")
    if int(_digits(request.headers.get("content-length", ""))) > BODY_LIMIT:
        raise _too_large()
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > BODY_LIMIT:
            raise _too_large()
        parts.append(part)
    return _object(b"".join(parts))


def _is_json(content_type: str) -> bool:
    kind = content_type.partition(";")[0].strip().lower()
    return kind == "application/json" or (kind.startswith("application/") and kind.endswith("+json"))


def _digits(text: str) -> str:
    return text if text.isascii() and text.isdigit() and len(text) < 20 else "0"


def _too_large() -> Refusal:
    return Refusal("content_too_large", f"The body is larger than {BODY_LIMIT // 1024 // 1024} MB")


def _object(data: bytes) -> dict[str, Any]:
    try:
        value = json.loads(data.decode("utf-8-sig"), parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        raise bad_request(_INVALID) from None
    if not isinstance(value, dict):
        raise bad_request(f"{_INVALID}: it must be an object")
    return value


def _refuse_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON")


def addressed(value: Any, base: str) -> Any:
    """The same answer with the relative addresses below any `..._url` and `..._urls` completed by `base`."""
    if isinstance(value, list):
        return [addressed(each, base) for each in value]
    if isinstance(value, dict):
        return {name: _completed(name, each, base) for name, each in value.items()}
    return value


def _completed(name: str, value: Any, base: str) -> Any:
    if name == "request":
        return value  # as it was sent
    if name.endswith("_url") and isinstance(value, str) and value.startswith("files/"):
        return f"{base}{value}"
    if name.endswith("_urls") and isinstance(value, list):
        return [f"{base}{each}" for each in value]
    return addressed(value, base)


def base(request: Request) -> str:
    """Scheme, host and port as this client wrote them, so that addresses work for it, after a restart elsewhere too."""
    return str(request.base_url)


def encoded(value: Any) -> bytes:
    """Compact JSON; ASCII, so that whatever text was sent can be sent back."""
    return json.dumps(value, separators=(",", ":")).encode("ascii")
