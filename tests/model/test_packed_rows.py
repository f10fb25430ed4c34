"""Rows packed: the same rows in the same places, whatever is replaced, put in and taken out."""

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


@given(_SIZES, st.lists(st.tuples(st.sampled_from(["replace", "insert", "remove"]), st.floats(0, 1)), max_size=150))
def test_rows_change_as_a_list_does(count: int, changes: list[tuple[str, float]]) -> None:
    rows, model = PackedRows.of(_rows(count)), _rows(count)
    for number, (change, where) in enumerate(changes):
        row = PostRow(path=f"new {number}.md")
        place = int(where * (len(model) - (0 if change == "insert" else 1)))
        if change == "insert":
            rows = rows.inserting(place, row)
            model.insert(place, row)
        elif model and change == "replace":
            rows = rows.replacing(place, row)
            model[place] = row
        elif model:
            rows = rows.removing(place)
            del model[place]
    assert len(rows) == len(model)
    assert list(rows) == model


def test_many_rows_go_in_at_one_place() -> None:
    rows = PackedRows.of(_rows(CHUNK))
    for number in range(3 * CHUNK):
        rows = rows.inserting(0, PostRow(path=f"new {number}.md"))
    assert rows[0].path == f"new {3 * CHUNK - 1}.md"
    assert rows[3 * CHUNK].path == "0.md"
    assert len(rows.chunks) > 1


@given(st.lists(st.text(min_size=1), unique=True, max_size=3 * CHUNK))
def test_a_row_is_found_by_its_path(paths: list[str]) -> None:
    rows = PackedRows.of(PostRow(path=path, title=path[::-1]) for path in paths)
    assert [rows.place_of(path) for path in paths] == [*range(len(paths))]
    assert rows.place_of("none of them\0") is None


def test_a_path_that_is_no_utf_8_is_found() -> None:
    paths = ["caf\udce9.md", "café.md"]
    rows = PackedRows.of(PostRow(path=path) for path in paths)
    assert [rows.place_of(path) for path in paths] == [0, 1]


def test_a_replaced_chunk_has_other_rows() -> None:
    counted = [PostRow(path=row.path, entry_count=3) for row in _rows(2 * CHUNK)[CHUNK:]]
    rows = PackedRows.of(_rows(2 * CHUNK)).replacing_chunks({1: packed(counted)})
    assert rows[CHUNK + 1].entry_count == 3
    assert rows[0].entry_count == 0


def test_there_is_nothing_beyond_the_end() -> None:
    with pytest.raises(IndexError):
        PackedRows.of(_rows(2))[2]
