"""A log's rows stay in order when posts are put in, changed and taken out, one at a time."""

import datetime

from hypothesis import given
from hypothesis import strategies as st

from readtui.model.log import ReadingLog, hiding, showing
from readtui.model.packedrows import PackedRows
from readtui.model.post import PostRow

_DAYS = st.none() | st.dates(datetime.date(2024, 1, 1), datetime.date(2024, 1, 9))
_TIMES = st.sampled_from([None, datetime.datetime(2024, 1, 1, 9), datetime.datetime(2024, 1, 1, 21)])
_ROWS = st.builds(PostRow, path=st.sampled_from([f"{letter}.md" for letter in "abcdefgh"]), day=_DAYS, date=_TIMES)


@given(st.lists(_ROWS | st.sampled_from([f"{letter}.md" for letter in "abcdefgh"]), max_size=60))
def test_one_at_a_time_gives_the_order_of_all_at_once(changes: list[PostRow | str]) -> None:
    log: ReadingLog[PostRow] = ReadingLog(PackedRows())
    there: dict[str, PostRow] = {}
    for change in changes:
        if isinstance(change, str):
            log = hiding(log, change)
            there.pop(change, None)
        else:
            log = showing(log, change)
            there[change.path] = change
    assert list(log) == list(ReadingLog.of(there.values()))


def test_a_row_that_is_there_already_makes_no_new_log() -> None:
    row = PostRow(path="a.md")
    log = showing(ReadingLog(), row)
    assert showing(log, row) is log
    assert hiding(log, "b.md") is log
