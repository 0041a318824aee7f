"""NDJSON: bytes in any pieces to whole lines."""


class LineCutter:
    """Cuts a byte stream at `\\n` only: U+2028, U+2029 and U+0085 are legal inside JSON strings.

    `\\r\\n` and blank lines are accepted, lines may be split anywhere, the last line needs no newline.
    """

    def __init__(self) -> None:
        self._rest = bytearray()

    def feed(self, piece: bytes) -> list[bytes]:
        """The whole, non-blank lines that `piece` completes."""
        self._rest += piece
        *lines, rest = self._rest.split(b"\n")
        self._rest = bytearray(rest)
        return [line for line in map(_bare, lines) if line]

    def close(self) -> list[bytes]:
        """The last line, when the stream ended without a newline."""
        last, self._rest = _bare(self._rest), bytearray()
        return [last] if last else []


def _bare(line: bytearray | bytes) -> bytes:
    return bytes(line).strip(b" \t\r")
