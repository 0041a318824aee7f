"""Whatever comes over the wire ends in a value or in an error of ours."""

import json
import random
import string
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mj_desktop.api import wire
from mj_desktop.api.ndjson import LineCutter
from mj_desktop.core.errors import MJError

_NAMES = (
    "task_id", "trace_id", "image_id", "progress", "image_url", "raw_image_url", "actions", "sub_image_urls", "success",
    "error", "code", "message", "detail", "id", "request", "response", "created_at", "finished_at", "items", "prompt",
    "action", "callback_url", "image_width", "raw_image_height", "email", "count",
)  # fmt: skip
_SCALARS: tuple[Any, ...] = (
    None, True, False, 0, -1, 100, 2**63, 1e308, "", "100", "100%", "NaN", "\ud800", "a@b.example",
    "2026-11-25T10:00:00", "https://a/b.png", "\x00", "upscale1", [], {},
)  # fmt: skip


def _value(chance: random.Random, depth: int) -> Any:
    kind = chance.random()
    if depth and kind < 0.35:
        return {_name(chance): _value(chance, depth - 1) for _ in range(chance.randint(0, 6))}
    if depth and kind < 0.5:
        return [_value(chance, depth - 1) for _ in range(chance.randint(0, 4))]
    return chance.choice(_SCALARS)


def _name(chance: random.Random) -> str:
    return chance.choice(_NAMES) if chance.random() < 0.95 else "".join(chance.choices(string.printable, k=5))


def _line(chance: random.Random) -> bytes:
    """Mostly JSON of the service's own words, sometimes cut, sprinkled with noise or no JSON at all."""
    line = json.dumps({_name(chance): _value(chance, 3) for _ in range(chance.randint(0, 8))}).encode()
    kind = chance.random()
    if kind < 0.1:
        return line[: chance.randint(0, len(line))]
    if kind < 0.2:
        at = chance.randint(0, len(line))
        return line[:at] + chance.randbytes(chance.randint(1, 4)) + line[at:]
    return chance.randbytes(chance.randint(0, 60)) if kind < 0.25 else line


def _read(line: bytes) -> None:
    """Read it in every way there is; only errors of ours may come."""
    try:
        found = wire.parse(line)
    except MJError:
        wire.http_error(500, line, None)
        return
    for read in (wire.result, wire.task, wire.tasks, wire.task_id):
        try:
            read(found)
        except MJError as error:
            assert "a@b.example" not in error.message


def _fuzz(count: int, seed: int) -> None:
    chance = random.Random(seed)
    lines, cutter = [_line(chance) for _ in range(count)], LineCutter()
    whole = b"\n".join(lines)
    cut, at = list[bytes](), 0
    while at < len(whole):
        size = chance.randint(1, 4000)
        cut += cutter.feed(whole[at : at + size])
        at += size
    cut += cutter.close()
    assert cut == [bare for line in lines for part in line.split(b"\n") if (bare := part.strip(b" \t\r"))]
    for line in cut:
        _read(line)


def test_what_comes_over_the_wire_ends_in_a_value_or_in_an_error_of_ours() -> None:
    _fuzz(5_000, seed=1)


@pytest.mark.long
def test_100000_lines_end_in_a_value_or_in_an_error_of_ours() -> None:
    _fuzz(100_000, seed=2)


@settings(max_examples=200)
@given(st.binary(max_size=400))
def test_any_bytes_end_in_a_value_or_in_an_error_of_ours(line: bytes) -> None:
    _read(line)
