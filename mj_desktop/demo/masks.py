"""Masks as clients send them: text that holds a picture file."""

from __future__ import annotations

import asyncio
import base64
import binascii
import re

from .errors import bad_request
from .task_type import Workshop

_PREFIX = re.compile(r"\s*data:[^,]{0,200},", re.IGNORECASE)
_ADDRESS = re.compile(r"\s*https?://", re.IGNORECASE)
_KINDS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")


async def read(text: str, workshop: Workshop) -> bytes:
    """The picture file in a mask field or, as some documents have it (contract 3), behind the address in it."""
    if _ADDRESS.match(text):
        return await workshop.fetch("mask", text.strip())
    return await asyncio.to_thread(decode, text)


def decode(text: str) -> bytes:
    """The picture file in a mask field (contract 3); prefix, line breaks, padding and alphabet do not matter."""
    prefix = _PREFIX.match(text)
    plain = "".join((text[prefix.end() :] if prefix else text).split()).rstrip("=")
    plain = plain.replace("-", "+").replace("_", "/")
    try:
        data = base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True)
    except (binascii.Error, ValueError):
        raise bad_request("mask is not valid base64") from None
    if not data.startswith(_KINDS):
        raise bad_request("mask must be a JPEG or PNG picture in base64")
    return data
