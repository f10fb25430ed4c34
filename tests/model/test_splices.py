"""Splices: bytes put where a span was, and nothing else touched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readtui.model.span import Span, Splice, splicing


def test_splices_are_places_in_the_source_as_given() -> None:
    splices = [Splice(Span(0, 1), b"AA"), Splice(Span(2, 2), b"+"), Splice(Span(3, 4), b"")]
    assert splicing(b"abcd", splices) == b"AAb+c"


def test_overlapping_splices_are_refused() -> None:
    with pytest.raises(ValueError, match="cannot be replaced"):
        splicing(b"abcd", [Splice(Span(0, 2), b""), Splice(Span(1, 3), b"")])


def test_places_outside_the_source_are_refused() -> None:
    with pytest.raises(ValueError, match="cannot be replaced"):
        splicing(b"abcd", [Splice(Span(3, 5), b"")])


@given(st.binary(), st.binary(), st.data())
def test_a_splice_changes_the_bytes_of_its_span_and_no_others(source: bytes, put: bytes, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(source)))
    end = data.draw(st.integers(start, len(source)))
    new = splicing(source, [Splice(Span(start, end), put)])
    assert new == source[:start] + put + source[end:]
