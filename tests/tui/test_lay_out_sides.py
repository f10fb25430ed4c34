"""Both sides of a conflict: where they part, and what each changed."""

from hypothesis import given, settings
from hypothesis import strategies as st

from readtui.model.printable import one_row
from readtui.tui.drawing.glyphs import Glyphs
from readtui.tui.drawing.runs import line_cells
from readtui.tui.drawing.sides import lay_out_sides

BASE = b"one\ntwo\nthree\nfour\nfive\n"
MINE = BASE.replace(b"two", b"mine")
THEIRS = BASE.replace(b"two", b"theirs").replace(b"five", b"5")


def shown(base: bytes | None, mine: bytes | None, theirs: bytes | None, width: int = 60) -> list[str]:
    laid_out = lay_out_sides(base, mine, theirs, width, Glyphs())
    return ["".join(run.text for run in line).rstrip() for line in laid_out]


def test_where_they_part_comes_first_then_what_each_changed():
    assert shown(BASE, MINE, THEIRS) == [
        " Where both changed the same   - theirs  + yours",
        "   one",
        " - theirs",
        " + mine",
        "   three",
        "   four",
        "   5",
        "",
        " Their change   - before  + after",
        "   one",
        " - two",
        " + theirs",
        "   three",
        "   four",
        " - five",
        " + 5",
        "",
        " Your change   - before  + after",
        "   one",
        " - two",
        " + mine",
        "   three",
        "   four",
        "   five",
    ]


def test_on_a_wide_screen_the_sides_stand_beside_each_other():
    lines = shown(BASE, MINE, THEIRS, 120)
    (title,) = (line for line in lines if "Their change" in line)
    assert title.index("│") == 59
    assert "Your change" in title
    assert any(" + theirs" in line and "│ + mine" in line for line in lines)


def test_a_file_that_is_gone_is_told_in_a_line():
    assert shown(BASE, MINE, None) == [
        " Their change",
        " - the whole file",
        "",
        " Your change   - before  + after",
        "   one",
        " - two",
        " + mine",
        "   three",
        "   four",
        "   five",
    ]


def test_a_file_that_both_made_is_all_new():
    assert " + mine" in shown(None, b"mine\n", b"theirs\n")
    assert " - theirs" in shown(None, b"mine\n", b"theirs\n")


@settings(max_examples=100, deadline=None)
@given(*[st.one_of(st.none(), st.binary(max_size=60), st.text(max_size=60).map(str.encode))] * 3, st.integers(20, 140))
def test_lines_fit_and_are_printable(base: bytes | None, mine: bytes | None, theirs: bytes | None, width: int):
    for line in lay_out_sides(base, mine, theirs, width, Glyphs()):
        assert line_cells(line) <= width
        assert all(one_row(run.text) == run.text for run in line)
