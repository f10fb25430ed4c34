"""Linking: an address that is pasted over words becomes their link, and one that stands in the text gets words."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from readtui.tui.texts.linking import address_at, link, lone_address, may_be_linked
from terminal import Terminal

Browse = Callable[..., Terminal]

_ADDRESS = "https://example.org/wood_(forest)?a=1&b=2"


def with_selected(terminal: Terminal, words: str) -> Terminal:
    """With words selected in the editor."""
    terminal.wait_for("A slow tree")
    terminal.press("2", "e")
    terminal.wait_for("3 Editor")
    terminal.press("ctrl+f")
    terminal.wait_for("Replace by:")
    terminal.type(f"{words}\r")
    terminal.wait_for("1 of 1")
    terminal.press("esc")
    terminal.wait_for("Replace by:", gone=True)
    return terminal


def saved(terminal: Terminal) -> None:
    terminal.press("ctrl+s")
    terminal.wait_for("Saved")


def test_an_address_over_words_becomes_their_link(browse: Browse, log: Path, newest: Path) -> None:
    before = newest.read_bytes()
    terminal = with_selected(browse(log), "patience")
    terminal.paste(_ADDRESS + "\n")
    terminal.wait_for("[patience]")
    saved(terminal)
    assert newest.read_bytes() == before.replace(b"patience", f"[patience]({_ADDRESS})".encode())
    terminal.press("ctrl+z")
    terminal.wait_for("[patience]", gone=True)
    saved(terminal)
    assert newest.read_bytes() == before


@pytest.mark.parametrize(
    ("selected", "pasted"), [("patience", "two words"), ("https://example.org/slides", "https://example.org/other")]
)
def test_anything_else_stands_in_their_place(
    browse: Browse, log: Path, newest: Path, selected: str, pasted: str
) -> None:
    before = newest.read_bytes()
    terminal = with_selected(browse(log), selected)
    terminal.paste(pasted)
    terminal.wait_for("* unsaved")
    saved(terminal)
    assert newest.read_bytes() == before.replace(selected.encode(), pasted.encode())


def test_a_pasted_address_stays_as_it_is_until_it_is_named(browse: Browse, log: Path, newest: Path) -> None:
    before = newest.read_bytes()
    terminal = browse(log)
    terminal.wait_for("A slow tree")
    terminal.press("2", "e")
    terminal.wait_for("3 Editor")
    terminal.press("ctrl+end")
    terminal.type("\rSee ")
    terminal.paste("https://example.org/wood")
    saved(terminal)
    end = b"patience is a data structure.\n"
    assert newest.read_bytes() == before.replace(end, end + b"\nSee https://example.org/wood\n")
    terminal.press("ctrl+o")
    terminal.wait_for("See [](https")
    terminal.type("the wood")
    saved(terminal)
    assert newest.read_bytes() == before.replace(end, end + b"\nSee [the wood](https://example.org/wood)\n")


def test_selected_words_wait_for_an_address(browse: Browse, log: Path, newest: Path) -> None:
    before = newest.read_bytes()
    terminal = with_selected(browse(log), "patience")
    terminal.press("ctrl+o")
    terminal.wait_for("[patience]()")
    terminal.paste("https://example.org/wood")
    saved(terminal)
    assert newest.read_bytes() == before.replace(b"patience", b"[patience](https://example.org/wood)")


def test_where_nothing_is_to_link_it_says_so(browse: Browse, log: Path) -> None:
    terminal = browse(log)
    terminal.wait_for("A slow tree")
    terminal.press("2", "e")
    terminal.wait_for("3 Editor")
    terminal.press("ctrl+end", "ctrl+o")
    terminal.wait_for("Paste an address first, or select words")
    terminal.wait_for("unchanged")


@pytest.mark.parametrize(
    ("text", "address"),
    [
        (" https://e.example/a\n", "https://e.example/a"),
        ("mailto:a@e.example", "mailto:a@e.example"),
        ("HTTP://E.EXAMPLE", "HTTP://E.EXAMPLE"),
        ("https://e.example/a b", None),
        ("https://e.example\nhttps://f.example", None),
        ("javascript:alert(1)", None),
        ("e.example", None),
        ("https://", None),
        ("see https://e.example", None),
    ],
)
def test_what_is_an_address(text: str, address: str | None) -> None:
    assert lone_address(text) == address


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("See https://e.example/a.", "https://e.example/a"),
        ("(https://e.example/a)", "https://e.example/a"),
        ("https://e.example/a_(b)", "https://e.example/a_(b)"),
        ("https://e.example/a, b", "https://e.example/a"),
        ("none", None),
    ],
)
def test_the_address_at_the_cursor(line: str, found: str | None) -> None:
    place = address_at(line, line.find("e.e"))
    assert (place and line[slice(*place)]) == found


def test_brackets_without_end_cost_no_time() -> None:
    """Looked through anew for each of them these would take a day."""
    assert address_at(f"https://e.example/{')' * 1_000_000}", 1) == (0, len("https://e.example/"))


_WORDS = st.text(st.sampled_from("ab []\\"), min_size=1, max_size=8)
_ADDRESSES = st.text(st.sampled_from("ab()[]%&=é漢_*"), max_size=10).map(lambda end: f"https://e.example/{end}")


@given(_WORDS, _ADDRESSES)
def test_markdown_reads_one_link_to_it(words: str, address: str) -> None:
    if not may_be_linked(words):
        return
    markdown = MarkdownIt()
    assert lone_address(address) == address
    inline = markdown.parseInline(link(words, address))[0].children or []
    assert [token.type for token in inline if token.type == "link_open"] == ["link_open"]
    assert inline[0].attrs["href"] == markdown.normalizeLink(address)
    assert inline[-1].type == "link_close"
