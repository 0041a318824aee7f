from hypothesis import given
from hypothesis import strategies as st

from mj_desktop.api.ndjson import LineCutter


def _cut(*pieces: bytes) -> list[bytes]:
    cutter = LineCutter()
    return [line for piece in pieces for line in cutter.feed(piece)] + cutter.close()


def test_lines_end_at_newlines_with_or_without_a_carriage_return() -> None:
    assert _cut(b'{"a":1}\r\n{"b":2}\n') == [b'{"a":1}', b'{"b":2}']


def test_blank_lines_are_passed_over_and_a_last_line_needs_no_newline() -> None:
    assert _cut(b"\n\r\n1\n\n  \n2") == [b"1", b"2"]


def test_the_line_ends_of_unicode_stay_inside_a_line() -> None:
    line = '"\u2028 \u2029 \u0085"'.encode()
    assert _cut(line + b"\n") == [line]


def test_a_line_is_there_as_soon_as_it_is_whole() -> None:
    cutter = LineCutter()
    assert cutter.feed(b"12") == []
    assert cutter.feed(b"3\n4") == [b"123"]


_line = st.binary(min_size=1).map(lambda b: b.replace(b"\n", b"").strip(b" \t\r")).filter(bool)


@given(st.lists(_line), st.data())
def test_lines_may_be_split_anywhere(lines: list[bytes], data: st.DataObject) -> None:
    whole = b"\n".join(lines)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(whole)), max_size=8)))
    pieces = [whole[a:b] for a, b in zip([0, *cuts], [*cuts, len(whole)], strict=True)]
    assert _cut(*pieces) == lines
