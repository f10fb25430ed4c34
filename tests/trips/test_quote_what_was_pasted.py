"""Quoting: what was pasted or selected becomes a quote in a block of its own, as one step that can be undone."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from readtui.tui.texts.quoting import attributing, quoting, whole_lines
from terminal import Terminal

Browse = Callable[..., Terminal]

_WORDS = "Trees wait.\n\n  They always do."


def pasted_below(terminal: Terminal, text: str) -> Terminal:
    """With a text pasted at the end of the first entry."""
    terminal.wait_for("A slow tree")
    terminal.press("2", "e")
    terminal.wait_for("3 Editor")
    terminal.press("ctrl+end")
    terminal.type("\r")
    terminal.paste(text)
    terminal.wait_for(text.split("\n")[-1].strip())
    return terminal


def test_a_paste_becomes_a_quote(browse: Browse, log: Path, newest: Path) -> None:
    before = newest.read_bytes()
    terminal = pasted_below(browse(log), _WORDS)
    terminal.press("ctrl+n")
    terminal.wait_for(">   They always do.")
    terminal.type(" So it is.")
    terminal.press("ctrl+s")
    terminal.wait_for("Saved")
    quote = b"> In my words: patience is a data structure.\n"
    added = b"\n> Trees wait.\n>\n>   They always do. So it is.\n"
    assert newest.read_bytes() == before.replace(quote, quote + added)


def test_asked_again_it_says_whose_it_is(browse: Browse, log: Path, newest: Path) -> None:
    before = newest.read_bytes()
    terminal = pasted_below(browse(log), _WORDS)
    terminal.press("ctrl+n")
    terminal.wait_for(">   They always do.")
    terminal.press("ctrl+n")
    terminal.wait_for("> — Ann Lee")
    terminal.press("ctrl+s")
    terminal.wait_for("Saved")
    assert b">   They always do.\n>\n> \xe2\x80\x94 Ann Lee\n" in newest.read_bytes()
    terminal.press("ctrl+z")
    terminal.wait_for("> — Ann Lee", gone=True)
    terminal.wait_for(">   They always do.")
    terminal.press("ctrl+z")
    terminal.wait_for(">   They always do.", gone=True)
    terminal.wait_for("They always do.")
    terminal.press("ctrl+z")
    terminal.wait_for("They always do.", gone=True)
    terminal.press("ctrl+s")
    terminal.wait_for("unchanged")
    assert newest.read_bytes() == before


def test_selected_lines_become_a_quote(browse: Browse, log: Path, newest: Path) -> None:
    before = newest.read_bytes()
    terminal = browse(log)
    terminal.wait_for("A slow tree")
    terminal.press("2", "e")
    terminal.wait_for("3 Editor")
    terminal.press("ctrl+f")
    terminal.wait_for("Replace by:")
    terminal.type("still\r")
    terminal.wait_for("1 of 1")
    terminal.press("esc")
    terminal.wait_for("Replace by:", gone=True)
    terminal.press("ctrl+n")
    terminal.wait_for("> A slow tree")
    terminal.press("ctrl+s")
    terminal.wait_for("Saved")
    assert newest.read_bytes() == before.replace(b"A slow tree", b"> A slow tree")


def test_with_nothing_to_quote_it_says_so(browse: Browse, log: Path) -> None:
    terminal = browse(log)
    terminal.wait_for("A slow tree")
    terminal.press("2", "e")
    terminal.wait_for("3 Editor")
    terminal.press("ctrl+n")
    terminal.wait_for("Paste or select what shall be quoted first")
    terminal.wait_for("unchanged")


def quoted(text: str, *, is_selected: bool = False) -> str | None:
    """A text in which what stands between braces was quoted, with `|` for the cursor."""
    before, _, rest = text.partition("{")
    part, _, behind = rest.partition("}")
    text, start, end = before + part + behind, len(before), len(before + part)
    if is_selected:
        start, end = whole_lines(text, start, end)
    made = quoting(text, start, end)
    if made is None:
        return None
    return f"{text[: made.start]}{made.text[: made.cursor]}|{made.text[made.cursor :]}{text[made.end :]}"


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("{one\n\ntwo\n}rest", "> one\n>\n> two|\n\nrest"),
        ("foo {bar} baz", "foo \n\n> bar|\n\nbaz"),
        ("foo\n{bar}\nbaz", "foo\n\n> bar|\n\nbaz"),
        ("foo\n\n{bar}\n\nbaz", "foo\n\n> bar|\n\nbaz"),
        ("foo\n\n{bar\n}\nbaz", "foo\n\n> bar|\n\nbaz"),
        ("- {x\ny}\n", "- > x\n  > y|\n"),
        ("- item\n  {x\ny}\n  z", "- item\n\n  > x\n  > y|\n\n  z"),
        ("1. item{x\ny}\n", "1. item\n\n   > x\n   > y|\n"),
        ("{a\n}", "> a|\n"),
        ("{\n \n}", None),
    ],
)
def test_it_stands_in_a_block_of_its_own(text: str, right: str | None) -> None:
    assert quoted(text) == right


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("a\nb{b\nc}c\nd", "a\n\n> bb\n> cc|\n\nd"),
        ("- a\n\n  b{b\n  c}c\n\n  d", "- a\n\n  > bb\n  > cc|\n\n  d"),
        ("a\n\n{b\n}c", "a\n\n> b|\n\nc"),
    ],
)
def test_a_selection_is_quoted_by_whole_lines(text: str, right: str) -> None:
    assert quoted(text, is_selected=True) == right


@pytest.mark.parametrize(
    ("like", "right"),
    [
        ("", "> a\n>\n> — Ann"),
        ("> b\n> -- Bo Wei", "> a\n>\n> -- Ann"),
        ("> b\n> —[Bo](https://e.example)", "> a\n>\n> —Ann"),
        ("> - a list\n> --- a rule", "> a\n>\n> — Ann"),
    ],
)
def test_whose_it_is_stands_as_the_post_has_it(like: str, right: str) -> None:
    made = attributing("> a", 3, "Ann", like)
    assert made is not None
    assert "> a" + made.text == right
    assert attributing(right, len(right), "Ann", like) is None


def test_what_is_no_quote_is_nobodys() -> None:
    assert attributing("a > b", 5, "Ann", "") is None
    assert attributing("> a", 3, "", "") is None


_PLAIN = st.text(st.sampled_from("ab \n"), max_size=12)


@given(_PLAIN, _PLAIN, _PLAIN)
def test_markdown_reads_one_quote_of_these_words(before: str, part: str, behind: str) -> None:
    text = before + part + behind
    made = quoting(text, len(before), len(before + part))
    if made is None:
        assert not part.strip()
        return
    new = text[: made.start] + made.text + text[made.end :]
    tokens = MarkdownIt().parse(new)
    quotes = [token for token in tokens if token.type == "blockquote_open"]
    if any(token.type == "code_block" for token in tokens):
        return  # four blanks before it: a block of code already
    assert len(quotes) == 1
    first, after = quotes[0].map or (0, 0)
    lines = new.split("\n")
    assert "".join(" ".join(lines[first:after]).replace(">", "").split()) == "".join(part.split())
    assert "".join(new.replace(">", "").split()) == "".join(text.split())
