"""What a terminal can show, as its environment tells, and text in ASCII."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from readtui.model.printable import one_row
from readtui.tui.drawing.ascii import in_ascii
from readtui.tui.wire.kind import answers_queries, colors_of, is_simple, shows_utf_8


@pytest.mark.parametrize(
    ("environ", "colors"),
    [
        ({"TERM": "xterm"}, "standard"),
        ({"TERM": "xterm", "COLORTERM": "truecolor"}, "truecolor"),
        ({"TERM": "xterm-256color"}, "256"),
        ({"TERM": "xterm-kitty"}, "256"),
        ({"TERM": "xterm-direct"}, "truecolor"),
        ({"TERM": "screen", "COLORTERM": "truecolor"}, "standard"),
        ({"TERM": "screen-256color", "COLORTERM": "24bit"}, "256"),
        ({"TERM": "screen-256color", "COLORTERM": "24bit", "TMUX": "/tmp/tmux,1,0"}, "truecolor"),
        ({"TERM": "tmux-256color"}, "256"),
        ({"TERM": "linux", "COLORTERM": "truecolor"}, "standard"),
        ({"TERM": "vt100", "COLORTERM": "truecolor"}, "none"),
        ({"TERM": "vt220"}, "none"),
        ({"TERM": "xterm-mono"}, "none"),
        ({"TERM": "xterm", "NO_COLOR": "1"}, "none"),
        ({"TERM": "xterm", "NO_COLOR": ""}, "standard"),
        ({}, "standard"),
    ],
)
def test_colours(environ, colors):
    assert colors_of(environ) == colors


def test_old_terminals_are_asked_nothing():
    assert [answers_queries({"TERM": term}) for term in ("xterm", "screen", "linux", "vt100")] == [
        True,
        True,
        False,
        False,
    ]
    assert is_simple({"TERM": "vt220"})
    assert not is_simple({"TERM": "xterm"})


@pytest.mark.parametrize(
    ("environ", "shows"),
    [
        ({"LANG": "de_DE.UTF-8"}, True),
        ({"LANG": "C"}, False),
        ({"LANG": "C", "LC_CTYPE": "C.UTF-8"}, False),  # what Python makes of the line above
        ({"LANG": "C", "LC_CTYPE": "en_US.UTF-8"}, True),
        ({"LANG": "C", "LC_ALL": "C.UTF-8"}, True),
        ({"LANG": "C.UTF-8", "LC_ALL": "POSIX"}, False),
        ({"LC_CTYPE": "UTF-8"}, True),
        ({}, True),
    ],
)
def test_which_characters_show(environ, shows):
    assert shows_utf_8(environ, "utf-8") is shows
    assert not shows_utf_8(environ, "ANSI_X3.4-1968")


def test_letters_and_signs_become_those_most_like_them():
    assert in_ascii("Né “so” – ‘yes’ … ▸ │ Ø") == "Ne \"so\" - 'yes' . > | O"
    assert in_ascii("漢字 👩\u200d👩\u200d👧 e\u0301 Σ") == "???? ?? e ?"


@given(st.text())
def test_it_is_ascii_and_takes_as_many_cells(text):
    row = one_row(text)
    assert in_ascii(row).isascii()
    assert len(in_ascii(row)) == cell_len(row)
