"""Merging by lines: what two sides changed in one text, put together."""

import os
import time
from itertools import pairwise

from hypothesis import example, given, settings
from hypothesis import strategies as st

from readtui.grammar.changing.merging import difference, differences, keeping_both, merging, taking_mine
from readtui.model.span import Span, Splice, splicing

EXAMPLES = 20_000 if os.environ.get("READTUI_LONG") else 500
ENDS = [b"\n", b"\n", b"\n", b"\r\n", b"\r"]
LINES = st.builds(bytes.__add__, st.sampled_from([b"", b"a", b"b", b"c", b"\xff", b"\x0c"]), st.sampled_from(ENDS))
TEXTS = st.builds(
    lambda lines, last: b"".join([*lines, last]), st.lists(LINES, max_size=12), st.sampled_from([b"", b"", b"z"])
)
POST = b"one\ntwo\nthree\nfour\nfive\nsix\n"


@st.composite
def sides(draw: st.DrawFn) -> tuple[bytes, bytes, bytes]:
    """A text, and what two sides made of it by some changes of its lines."""
    base = draw(TEXTS)
    return base, draw(edited(base)), draw(edited(base))


@st.composite
def edited(draw: st.DrawFn, base: bytes) -> bytes:
    lines = base.splitlines(keepends=True)
    for _ in range(draw(st.integers(0, 3))):
        start = draw(st.integers(0, len(lines)))
        end = draw(st.integers(start, min(len(lines), start + 3)))
        lines[start:end] = draw(st.lists(LINES, max_size=3))
    return b"".join(lines)


def lines_of(text: bytes) -> list[bytes]:
    return [line.rstrip(b"\r\n") for line in text.splitlines(keepends=True)]


# Differences


def test_differences_are_runs_of_whole_lines() -> None:
    assert differences(POST, b"one\nTWO\nthree\nfour\nfive\nsix\nseven\n") == (
        Splice(Span(4, 8), b"TWO\n"),
        Splice(Span(28, 28), b"seven\n"),
    )
    assert differences(POST, POST) == ()


def test_a_line_whose_end_changes_has_changed() -> None:
    assert differences(b"a\nb\n", b"a\nb") == (Splice(Span(2, 4), b"b"),)
    assert differences(b"a\r\nb\r", b"a\nb\r") == (Splice(Span(0, 3), b"a\n"),)


def test_the_same_addition_is_told_the_same_wherever_else_something_changed() -> None:
    added = b"a\n\nb\n\nb\n\nc\n"
    (alone,) = differences(b"a\n\nb\n\nc\n", added)
    assert alone in differences(b"a\n\nb\n\nc\n", b"A\n" + added[2:])


@settings(max_examples=EXAMPLES, deadline=None)
@given(TEXTS, TEXTS)
@example(b"a\r", b"a\r\n")
@example(b"", b"a")
def test_differences_make_the_new_text_of_the_old(old: bytes, new: bytes) -> None:
    found = differences(old, new)
    assert splicing(old, found) == new
    assert splicing(old, [difference(old, new)]) == new
    assert all(above.span.end < below.span.start for above, below in pairwise(found))


def test_the_difference_of_two_texts_is_one_splice() -> None:
    assert difference(b"abcdef", b"abXdef") == Splice(Span(2, 3), b"X")
    assert difference(b"aaa", b"aaaa") == Splice(Span(3, 3), b"a")
    assert difference(b"ab", b"ab").replacement == b""
    assert difference(b"", b"x") == Splice(Span(0, 0), b"x")


# Merging


def test_changes_of_two_lines_come_together() -> None:
    mine, theirs = POST.replace(b"two", b"TWO"), POST.replace(b"five", b"FIVE")
    assert merging(POST, mine, theirs) == b"one\nTWO\nthree\nfour\nFIVE\nsix\n"


def test_changes_of_one_line_do_not() -> None:
    assert merging(POST, POST.replace(b"two", b"TWO"), POST.replace(b"two", b"2")) is None


def test_changes_of_neighbouring_lines_touch() -> None:
    assert merging(POST, POST.replace(b"two", b"TWO"), POST.replace(b"three", b"THREE")) is None
    assert merging(POST, POST.replace(b"two", b"TWO"), POST.replace(b"four", b"FOUR")) is not None


def test_additions_at_one_place_touch() -> None:
    assert merging(POST, POST + b"seven\n", POST + b"eight\n") is None


def test_the_same_change_on_both_sides_counts_once() -> None:
    mine = POST.replace(b"one", b"ONE") + b"seven\n"
    theirs = POST.replace(b"four", b"FOUR") + b"seven\n"
    assert merging(POST, mine, theirs) == b"ONE\ntwo\nthree\nFOUR\nfive\nsix\nseven\n"


def test_a_changed_line_that_the_other_side_removed_touches() -> None:
    assert merging(POST, POST.replace(b"three\n", b""), POST.replace(b"three", b"THREE")) is None


def test_line_ends_are_kept_as_they_are() -> None:
    base = b"a\r\nb\r\nc\r\nd\re\n"
    assert merging(base, base.replace(b"a\r\n", b"A\r\n"), base.replace(b"e\n", b"E")) == b"A\r\nb\r\nc\r\nd\rE"


@settings(max_examples=EXAMPLES, deadline=None)
@given(sides())
def test_a_side_that_changed_nothing_lets_the_other_have_its_way(texts: tuple[bytes, bytes, bytes]) -> None:
    base, mine, theirs = texts
    assert merging(base, base, theirs) == theirs
    assert merging(base, mine, base) == mine
    assert merging(base, mine, mine) == mine
    for settle in (keeping_both, taking_mine):
        assert settle(base, base, theirs) == theirs
        assert settle(base, mine, base) == mine
        assert settle(base, mine, mine) == mine


@settings(max_examples=EXAMPLES, deadline=None)
@given(sides())
def test_both_sides_find_all_of_theirs_and_nothing_else(texts: tuple[bytes, bytes, bytes]) -> None:
    base, mine, theirs = texts
    merged = merging(base, mine, theirs)
    assert merged == merging(base, theirs, mine)
    if merged is None:
        return
    my_splices, their_splices = differences(base, mine), differences(base, theirs)
    both = sorted({*my_splices, *their_splices})
    for one, other in pairwise(both):
        assert one.span.end < other.span.start or merging(base, mine, theirs) in (mine, theirs)
    place = 0  # the result is the base, with the changed lines of either side each in its place
    for splice in both if merged not in (mine, theirs) else ():
        unchanged = base[place : splice.span.start]
        assert merged.startswith(unchanged + splice.replacement)
        merged = merged[len(unchanged) + len(splice.replacement) :]
        place = splice.span.end
    if place:
        assert merged == base[place:]


@settings(max_examples=EXAMPLES, deadline=None)
@given(sides())
def test_keeping_both_keeps_every_line_that_either_wrote(texts: tuple[bytes, bytes, bytes]) -> None:
    base, mine, theirs = texts
    kept = keeping_both(base, mine, theirs)
    merged = merging(base, mine, theirs)
    if merged is not None:
        assert kept == merged
    for side in (mine, theirs):
        for splice in differences(base, side):
            assert_runs_in(lines_of(splice.replacement), lines_of(kept))


def assert_runs_in(part: list[bytes], whole: list[bytes]) -> None:
    """Each line of `part` stands in `whole`, in its order."""
    left = iter(whole)
    assert all(line in left for line in part), (part, whole)


def test_keeping_both_puts_theirs_above_mine() -> None:
    mine, theirs = POST.replace(b"two", b"TWO"), POST.replace(b"two\nthree", b"2\n3")
    assert keeping_both(POST, mine, theirs) == b"one\n2\n3\nTWO\nthree\nfour\nfive\nsix\n"


def test_keeping_both_never_makes_one_line_of_two() -> None:
    assert keeping_both(b"a\r\nb", b"a\r\nmine", b"a\r\ntheirs") == b"a\r\ntheirs\r\nmine"
    assert keeping_both(b"", b"\nmine", b"theirs\r") == b"theirs\r\n\nmine"


def test_taking_mine_leaves_what_others_changed_elsewhere() -> None:
    mine, theirs = POST.replace(b"two", b"TWO"), POST.replace(b"two", b"2").replace(b"six", b"6")
    assert taking_mine(POST, mine, theirs) == b"one\nTWO\nthree\nfour\nfive\n6\n"
    assert taking_mine(POST, theirs, mine) == theirs


def test_taking_mine_leaves_what_others_changed_right_beside_it() -> None:
    mine, theirs = (
        POST.replace(b"two", b"TWO"),
        POST.replace(b"three", b"3").replace(b"one\n", b"one\none and a half\n"),
    )
    assert taking_mine(POST, mine, theirs) == b"one\none and a half\nTWO\n3\nfour\nfive\nsix\n"
    added = POST + b"seven\n"
    assert taking_mine(added, POST, added + b"eight\n") == POST + b"eight\n"
    assert taking_mine(POST, POST[:-1], POST + b"seven\n") == POST + b"seven\n"


@settings(max_examples=EXAMPLES, deadline=None)
@given(sides())
def test_taking_mine_keeps_every_line_that_i_wrote(texts: tuple[bytes, bytes, bytes]) -> None:
    base, mine, theirs = texts
    taken = taking_mine(base, mine, theirs)
    merged = merging(base, mine, theirs)
    if merged is not None:
        assert taken == merged
    for splice in differences(base, mine):
        assert_runs_in(lines_of(splice.replacement), lines_of(taken))


# Size


def test_a_great_post_is_merged_at_once() -> None:
    base = b"".join(b"line %d, as long as lines of a log are on average\n" % number for number in range(100_000))
    mine = base.replace(b"line 1,", b"Line 1,") + b"mine\n"
    theirs = base.replace(b"line 99000,", b"Line,").replace(b"line 50,", b"Line\n\n50,")
    merged, seconds = timed(base, mine, theirs)
    assert merged == theirs.replace(b"line 1,", b"Line 1,") + b"mine\n"
    assert seconds < 5


def test_a_great_post_that_nobody_recognises_is_told_at_once() -> None:
    base = b"".join(b"%d\n" % (number * number % 1009) for number in range(100_000))
    mine = b"".join(b"%d\n" % (number * number * number % 1013) for number in range(100_000))
    assert timed(base, mine, base)[0] == mine
    merged, seconds = timed(base, mine, base[:-1])
    assert merged is None
    assert seconds < 10


def test_a_great_post_of_which_every_other_line_changed_is_merged_at_once() -> None:
    base = b"".join(b"line %d, as long as lines of a log are on average\n" % number for number in range(100_000))
    mine = base.replace(b"0, as", b"zero, as")
    theirs = base.replace(b"5, as", b"five, as")
    merged, seconds = timed(base, mine, theirs)
    assert merged == mine.replace(b"5, as", b"five, as")
    assert seconds < 10


def timed(base: bytes, mine: bytes, theirs: bytes) -> tuple[bytes | None, float]:
    begin = time.process_time()
    return merging(base, mine, theirs), time.process_time() - begin
