"""Rows packed: the same rows in the same places, whatever is replaced."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readtui.model.packedrows import CHUNK, PackedRows, packed
from readtui.model.post import PostRow

_SIZES = st.integers(0, 3 * CHUNK + 1)


def _rows(count: int) -> list[PostRow]:
    return [PostRow(path=f"{number}.md", words=number) for number in range(count)]


@given(_SIZES)
def test_rows_stand_where_they_stood(count: int) -> None:
    rows = PackedRows.of(_rows(count))
    assert len(rows) == count
    assert list(rows) == _rows(count)
    assert rows[1:70] == tuple(_rows(count)[1:70])
    if count:
        assert rows[-1] == _rows(count)[-1]


@given(_SIZES, st.data())
def test_a_replaced_row_stands_alone(count: int, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, count))
    rows = PackedRows.of(_rows(count + 1)).replacing(place, PostRow(path="new.md"))
    assert [row.path for row in rows if row.path == "new.md"] == ["new.md"]
    assert rows[place].path == "new.md"


def test_a_replaced_chunk_leaves_replaced_rows() -> None:
    rows = PackedRows.of(_rows(2 * CHUNK)).replacing(CHUNK, PostRow(path="mine.md"))
    counted = [PostRow(path=row.path, entry_count=3) for row in _rows(2 * CHUNK)[CHUNK:]]
    rows = rows.replacing_chunks({1: packed(counted)})
    assert rows[CHUNK].path == "mine.md"
    assert rows[CHUNK + 1].entry_count == 3
    assert rows[0].entry_count == 0


def test_there_is_nothing_beyond_the_end() -> None:
    with pytest.raises(IndexError):
        PackedRows.of(_rows(2))[2]
