"""The source view: a post's own text, line by line."""

from hypothesis import given, settings
from hypothesis import strategies as st

from readtui.tui.drawing.runs import Run, chopping, line_cells, wrapping
from readtui.tui.drawing.source import lay_out_source


def shown(text: str, width: int = 40) -> list[str]:
    return ["".join(run.text for run in line) for line in lay_out_source(text, width)]


def test_lines_stand_as_written():
    assert shown("# A  *b* \n\n- c\r\nd\re") == ["# A  *b* ", "", "- c", "d", "e"]


def test_long_lines_are_cut_by_characters():
    assert shown("one two three", 5) == ["one t", "wo th", "ree"]
    assert shown("漢字漢", 5) == ["漢字", "漢"]


def test_control_characters_are_marks_and_tabs_are_spaces():
    assert shown("\ta\x1b[2J\x0c") == ["    a␛[2J␌"]


def test_markup_has_a_look():
    assert [(run.text, run.look) for line in lay_out_source("## A\n> b\n- [ ] c\n1. d\n#e\n", 40) for run in line] == [
        ("##", "mark"),
        (" A", "heading"),
        ("> ", "mark"),
        ("b", "quote"),
        ("- [ ] ", "mark"),
        ("c", "text"),
        ("1. ", "mark"),
        ("d", "text"),
        ("#e", "text"),
    ]


def test_code_is_no_markup():
    assert [run.look for line in lay_out_source("```\n# a\n```\n# b", 40) for run in line] == [
        "mark",
        "code",
        "mark",
        "mark",
        "heading",
    ]


ONE_LINE = st.text(st.characters(min_codepoint=32, exclude_categories=["Cc", "Cf", "Cs"]), max_size=60)


@settings(max_examples=150, deadline=None)
@given(ONE_LINE, st.integers(2, 30))
def test_nothing_is_lost(text: str, width: int):
    assert "".join(shown(text, width)) == "".join(shown(text, 1_000))
    assert all(line_cells(line) <= width for line in lay_out_source(text, width))
    assert all(line_cells((Run(part),)) <= width for part in chopping(text, width))


def test_indents_stand_before_wrapped_lines():
    bullet, rest = (Run("• ", "mark"),), (Run("  "),)
    assert wrapping([Run("one two  three")], 9, bullet, rest) == [
        (Run("• ", "mark"), Run("one two")),
        (Run("  three"),),
    ]
    assert wrapping([], 9, bullet, rest) == [(Run("•", "mark"),)]
    assert wrapping([Run("one")], 3, bullet, rest) == [(Run("one"),)]


def test_words_of_several_looks_stay_together():
    assert wrapping([Run("a "), Run("bold", "strong"), Run("er c")], 7) == [
        (Run("a"),),
        (Run("bold", "strong"), Run("er")),
        (Run("c"),),
    ]
