"""The words that a PNG file carries about itself, as the service's own files do: a text chunk named Description."""

from __future__ import annotations

import struct
import zlib

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_KEY = b"Description\0"
# Not compressed, of no language, its key not translated.
_PLAIN = b"\0\0\0\0"
_LONGEST = 8000


def described(png: bytes, words: str) -> bytes:
    """The PNG file with its words, at most 8000 characters of them, right after its head."""
    text = words[:_LONGEST].encode("utf-8", "replace")
    end = len(_SIGNATURE) + 25
    return png[:end] + _chunk(b"iTXt", _KEY + _PLAIN + text) + png[end:]


def description(data: bytes) -> str:
    """The words of a PNG file; empty for one without and for any other file."""
    at = len(_SIGNATURE)
    if not data.startswith(_SIGNATURE):
        return ""
    while at + 8 <= len(data):
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        body = data[at + 8 : at + 8 + length]
        if kind in (b"iTXt", b"tEXt") and body.startswith(_KEY):
            plain = kind == b"tEXt" or body[len(_KEY) :].startswith(_PLAIN)
            start = len(_KEY) + (len(_PLAIN) if kind == b"iTXt" else 0)
            return body[start:].decode("utf-8", "replace")[:_LONGEST] if plain else ""
        if kind == b"IDAT":
            return ""
        at += length + 12
    return ""


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
