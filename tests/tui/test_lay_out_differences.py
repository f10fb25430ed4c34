"""Two texts side by side: what the one has alone, what the other has, and a little around."""

from hypothesis import given, settings
from hypothesis import strategies as st

from readtui.model.printable import one_row
from readtui.tui.drawing.differences import lay_out_differences
from readtui.tui.drawing.glyphs import ASCII, Glyphs
from readtui.tui.drawing.runs import line_cells


def shown(old: bytes, new: bytes, width: int = 40) -> list[str]:
    return ["".join(run.text for run in line).rstrip() for line in lay_out_differences(old, new, width, Glyphs())]


def lines(first: int, last: int) -> bytes:
    return b"".join(b"%d\n" % number for number in range(first, last))


def test_the_same_has_no_lines():
    assert shown(b"one\ntwo\n", b"one\ntwo\n") == []


def test_each_side_has_its_sign():
    assert shown(b"one\ntwo\n", b"one\nthree\nfour\n") == ["  one", "- two", "+ three", "+ four"]


def test_what_is_far_from_a_change_is_left_out():
    told = shown(lines(0, 20), lines(0, 10) + b"new\n" + lines(10, 20))
    assert told == ["  …", "  8", "  9", "+ new", "  10", "  11", "  …"]


def test_two_changes_far_apart_have_a_mark_between():
    told = shown(lines(0, 20), b"a\n" + lines(1, 19) + b"z\n")
    assert told == ["- 0", "+ a", "  1", "  2", "  …", "  17", "  18", "- 19", "+ z"]


def test_one_line_between_is_shown_instead_of_a_mark():
    told = shown(lines(0, 7), b"a\n" + lines(1, 6) + b"z\n")
    assert told == ["- 0", "+ a", "  1", "  2", "  3", "  4", "  5", "- 6", "+ z"]


def test_line_ends_that_alone_differ_are_marks():
    assert shown(b"one\r\n", b"one\n") == ["- one␍␊", "+ one␊"]
    assert shown(b"one", b"one\n") == ["- one", "+ one␊"]


def test_long_lines_go_on_below():
    assert shown(b"", b"abcdefgh\n", 5) == ["+ abc", "  def", "  gh"]


def test_nothing_reaches_the_terminal_raw():
    assert shown(b"", b"\x1b[2J\t\xff\n") == ["+ ␛[2J    �"]


@given(st.binary(max_size=60), st.binary(max_size=60), st.integers(3, 40))
@settings(max_examples=300)
def test_every_line_fits(old, new, width):
    told = lay_out_differences(old, new, width, ASCII)
    assert bool(told) == (old != new)
    assert all(line_cells(line) <= max(width, 4) for line in told)
    assert all(one_row(run.text) == run.text for line in told for run in line)
