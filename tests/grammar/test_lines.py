"""Lines are counted as markdown-it counts them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readtui.grammar.lines import LineTable
from readtui.model.span import Span

texts = st.lists(st.sampled_from([b"a", b"\n", b"\r", b"\r\n", b"\x0b", b"\x0c", b"\xc2\x85", b"\xe2\x80\xa8"])).map(
    b"".join
)


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        (b"", 0),
        (b"a", 1),
        (b"a\n", 1),
        (b"a\nb", 2),
        (b"a\r\nb\rc\n\n", 4),
        ("a\u2028b\x0cc\x85d".encode(), 1),
    ],
)
def test_only_these_three_end_a_line(source: bytes, lines: int) -> None:
    assert len(LineTable.of(source)) == lines


def test_places_of_lines() -> None:
    lines = LineTable.of(b"one\r\ntwo\rthree")
    assert [lines.start(line) for line in (1, 2, 3)] == [0, 5, 9]
    assert [lines.end(line) for line in (1, 2, 3)] == [5, 9, 14]
    assert lines.span(2, 3) == Span(5, 14)
    assert [lines.line_of(offset) for offset in (0, 4, 5, 8, 9, 13)] == [1, 1, 2, 2, 3, 3]


def test_a_place_outside_belongs_to_the_nearest_line() -> None:
    lines = LineTable.of(b"one\ntwo")
    assert (lines.line_of(-1), lines.line_of(99)) == (1, 2)
    assert LineTable.of(b"").line_of(0) == 1


@given(texts)
def test_lines_cover_every_byte_once(source: bytes) -> None:
    lines = LineTable.of(source)
    spans = [lines.span(line, line) for line in range(1, len(lines) + 1)]
    assert b"".join(span.of(source) for span in spans) == source
    assert all(lines.line_of(offset) == line for line, span in enumerate(spans, 1) for offset in range(*_ends(span)))


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end
