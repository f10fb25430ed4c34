"""What is typed of a new entry makes a text of its post at any moment: as it would be added, or else word for word."""

import re

from hypothesis import given
from hypothesis import strategies as st

from readtui.grammar.posts import read_post
from readtui.model.post import Post
from readtui.model.span import Span
from readtui.tui.acts.adding import NewEntry
from readtui.tui.acts.sketch import Sketch

_HEADINGS = b"## [Talk] [One](https://one.example)\n**Speaker**: Ann Lee\n\nGood.\n"
_LIST = b"* [One](https://one.example): first.\n* [Two](https://two.example): second.\n"
_OPEN = b"## [Talk] [One](https://one.example)\n**Speaker**: Ann Lee\n\n```\nnever closed\n"
_SOURCES = [_HEADINGS, _LIST, _LIST.replace(b"\n", b"\r\n"), _OPEN, b"", b"No more.", b"---\ntitle: x\n---\n"]
_WORD = re.compile(r"[a-z0-9]+")

pieces = st.lists(
    st.sampled_from(
        ["ab", "c1", " ", "*", "[", "](", ")", "`", "<", "<!--", "#", ":", ";", ",", " and ", "https://x.example/y"]
    ),
    max_size=5,
).map("".join)


def sketch(source: bytes, new: NewEntry, model: Post | None = None) -> Sketch:
    post = read_post("a.md", source)
    return Sketch(post, lambda: model or post, new)


@given(st.sampled_from(_SOURCES), st.builds(NewEntry, pieces, pieces, pieces, pieces))
def test_it_never_fails_and_no_word_is_missing(source: bytes, new: NewEntry) -> None:
    text = sketch(source, new).text()
    assert (text.path, text.index, text.source, len(text.base)) == ("a.md", 0, source, 0)
    assert text.is_changed or new.is_blank
    for typed in (new.link, new.title, new.kind, new.by.replace(" and ", " ")):
        assert set(_WORD.findall(typed)) <= set(_WORD.findall(text.typed.decode())), text.typed
    whole = text.over_whole
    assert (whole.index, whole.span, whole.typed) == (None, Span(0, len(source)), text.whole)


def test_it_is_written_as_it_would_be_added() -> None:
    new = NewEntry("https://example.org/x", "A *thing] of", "Talk", "Di Fox, Ed Orr")
    added = b"\n## [Talk] [A \\*thing\\] of](https://example.org/x)\n**Speaker**: Di Fox and Ed Orr\n"
    assert sketch(_HEADINGS, new).text().typed == added


def test_a_post_without_entries_is_written_as_others_are() -> None:
    new = NewEntry("https://example.org/x", "A thing", "Talk", "Di Fox")
    text = sketch(b"---\ntitle: x\n---\n", new, read_post("b.md", _HEADINGS)).text()
    assert text.typed == b"\n## [Talk] [A thing](https://example.org/x)\n**Speaker**: Di Fox\n"


def test_in_a_long_post_it_is_not_composed_while_the_reader_types() -> None:
    new = NewEntry("https://example.org/x", "A *thing", "Talk", "Di Fox")
    text = sketch(_HEADINGS + b"\nMore.\n" * 20_000, new).text()
    assert text.typed == b"\n## [Talk] [A *thing](https://example.org/x)\nDi Fox\n"
