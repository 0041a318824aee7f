"""Uploads: a file from elsewhere becomes a picture with an address here (contract 1.9)."""

from __future__ import annotations

import re

from starlette.requests import Request

from .errors import Refusal, bad_request

LARGEST = 25 * 1024 * 1024
_FORM = 4096  # bytes around the file
_BOUNDARY = re.compile(r'boundary="?([^";]+)"?')


async def read(request: Request) -> bytes:
    """The bytes of the form's part `file`; bad_request where there is none, content_too_large beyond 25 MB."""
    boundary = _BOUNDARY.search(request.headers.get("content-type", ""))
    if boundary is None:
        raise bad_request("the body must be a multipart form")
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > LARGEST + _FORM:
            raise Refusal("content_too_large", f"The file is larger than {LARGEST // 1024 // 1024} MB")
    return _part(bytes(body), boundary[1].encode())


def _part(body: bytes, boundary: bytes) -> bytes:
    for part in (b"\r\n" + body).split(b"\r\n--" + boundary):
        head, found, data = part.partition(b"\r\n\r\n")
        if found and b'name="file"' in head:
            return data
    raise bad_request("file is required")
