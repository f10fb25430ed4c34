import pytest
from hypothesis import given
from hypothesis import strategies as st

from readtui.grammar.changing.arranging import adding
from readtui.grammar.changing.editing import WouldLose
from readtui.grammar.making.composing import new_entry
from readtui.grammar.posts import read_post
from readtui.model.entry import Byline
from readtui.model.post import Post
from readtui.model.span import splicing

ANN = (Byline("Author", ("Ann Lee",)),)
NOTE = b"A note.\n\n> quoted"


def post_of(source: bytes) -> Post:
    return read_post("2020-07-11.md", source)


HEADINGS = post_of(b"+++\n+++\n\n### [Book] [One](https://a.example)\n**Author:** Bo Ray\n\nRead.\n")
TIGHT = post_of(b"* [One](https://a.example) - short\n* [Two](https://b.example) - shorter\n")
LOOSE = post_of(b"1.  [One](https://a.example)\n\n    Below.\n\n2.  [Two](https://b.example)\n\n    Below.\n")
BOLD = post_of(b"**[One](https://a.example)**\n\nRead.\n\n**[Two](https://b.example)**\n\nRead.\n")
LONE = post_of(b"[One](https://a.example)\n\n> Read.\n\n[Two](https://b.example)\n\n> Read.\n")
TAGGED = post_of(b"- **[Book]** [One](https://a.example)\n- **[Talk]** [Two](https://b.example)\n")
ALL = [HEADINGS, TIGHT, LOOSE, BOLD, LONE, TAGGED, post_of(b""), post_of(b"+++\r\n+++\r\n")]


@pytest.mark.parametrize(
    ("like", "expected"),
    [
        (None, b"## [Talk] [New](https://n.example)\n**Author**: Ann Lee\n\nA note.\n\n> quoted\n"),
        (
            post_of(b"Text.\r\n"),
            b"## [Talk] [New](https://n.example)\r\n**Author**: Ann Lee\r\n\r\nA note.\r\n\r\n> quoted\r\n",
        ),
        (HEADINGS, b"### [Talk] [New](https://n.example)\n**Author:** Ann Lee\n\nA note.\n\n> quoted\n"),
        (TIGHT, b"* [Talk] [New](https://n.example)\n  **Author**: Ann Lee\n\n  A note.\n\n  > quoted\n"),
        (LOOSE, b"3.  [Talk] [New](https://n.example)\n    **Author**: Ann Lee\n\n    A note.\n\n    > quoted\n"),
        (BOLD, b"**[Talk] [New](https://n.example)**\n**Author**: Ann Lee\n\nA note.\n\n> quoted\n"),
        (LONE, b"**[Talk] [New](https://n.example)**\n**Author**: Ann Lee\n\nA note.\n\n> quoted\n"),
        (TAGGED, b"- **[Talk]** [New](https://n.example)\n  **Author**: Ann Lee\n\n  A note.\n\n  > quoted\n"),
    ],
)
def test_an_entry_is_written_as_the_post_writes_its_own(like: Post | None, expected: bytes) -> None:
    assert new_entry(like, kind="Talk", title="New", url="https://n.example", bylines=ANN, note=NOTE) == expected


@pytest.mark.parametrize(
    ("like", "expected"),
    [
        (HEADINGS, b"### [New](https://n.example)\n\nShort.\n"),
        (TIGHT, b"* [New](https://n.example) - Short.\n"),
        (LOOSE, b"3.  [New](https://n.example)\n\n    Short.\n"),
        (BOLD, b"**[New](https://n.example)**\n\nShort.\n"),
        (LONE, b"[New](https://n.example)\n\nShort.\n"),
    ],
)
def test_a_short_note_stands_where_the_post_has_its_notes(like: Post, expected: bytes) -> None:
    assert new_entry(like, kind=None, title="New", url="https://n.example", note=b"Short.") == expected


def test_a_title_without_a_link_needs_a_heading_and_a_kind_or_a_credit() -> None:
    assert new_entry(None, kind="Talk", title="Heard", url=None) == b"## [Talk] Heard\n"
    assert new_entry(HEADINGS, kind=None, title="Heard", url=None, bylines=ANN) == b"### Heard\n**Author:** Ann Lee\n"
    with pytest.raises(WouldLose, match="give it a link or a kind"):
        new_entry(HEADINGS, kind=None, title="Heard", url=None)
    for like in (TIGHT, BOLD):
        with pytest.raises(WouldLose, match="an entry begins with a link; give one"):
            new_entry(like, kind="Talk", title="Heard", url=None)


def test_marks_in_a_title_are_escaped_only_where_they_would_be_read() -> None:
    def line(title: str, url: str = "https://n.example") -> bytes:
        return new_entry(None, kind=None, title=title, url=url)

    assert line("C# & a_b, 3 * 4") == b"## [C# & a_b, 3 * 4](https://n.example)\n"
    assert line("*All* of [it]") == b"## [\\*All\\* of \\[it\\]](https://n.example)\n"
    assert line("Trees", "https://n.example/a_(b)") == b"## [Trees](https://n.example/a_(b))\n"
    assert line("Trees", "https://n.example/a)b") == b"## [Trees](https://n.example/a\\)b)\n"


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "a]b"},
        {"kind": "x"},
        {"kind": ""},
        {"title": " "},
        {"title": "two\nlines"},
        {"title": "\x1b[31m"},
        {"url": ""},
        {"url": "not a link"},
        {"url": "/relative"},
        {"bylines": (Byline("Au:thor", ("Ann",)),)},
        {"bylines": (Byline("Author", ()),)},
        {"note": b"## [Other](https://o.example)"},
        {"note": b"# Section"},
        {"note": b"<!-- open"},
        {"note": b"~~~\nopen"},
    ],
)
def test_what_would_not_read_back_is_refused(wrong: dict[str, object]) -> None:
    good: dict[str, object] = {"kind": "Talk", "title": "New", "url": "https://n.example"}
    with pytest.raises(WouldLose) as refused:
        new_entry(HEADINGS, **(good | wrong))  # type: ignore[arg-type]
    assert str(refused.value)


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp", "Co", "Cn"]), min_size=1, max_size=40
)
NAMES = st.sampled_from(["Ann Lee", "Bo O'Neil", "日本 語", "Cy de la Ray"])
NOTES = st.lists(
    st.sampled_from(
        [b"Text.", b"", b"> quoted", b"- a point", b"    code", "é 日本".encode(), b"[a](https://a.example)"]
    )
)


@given(
    st.sampled_from(ALL),
    st.none() | st.sampled_from(["Talk", "Book review", "日本"]),
    WORDS.map(str.strip).filter(bool),
    st.sampled_from(["https://n.example", "https://n.example/a_(b)?c=d&e=*f*", "http://n.example/<x>"]),
    st.lists(
        st.builds(Byline, st.sampled_from(["Author", "Read by"]), st.lists(NAMES, min_size=1, unique=True).map(tuple)),
        max_size=2,
    ),
    NOTES.map(b"\n".join),
)
def test_what_is_written_reads_back(
    like: Post, kind: str | None, title: str, url: str, bylines: list[Byline], note: bytes
) -> None:
    try:
        text = new_entry(like, kind=kind, title=title, url=url, bylines=bylines, note=note)
    except WouldLose:
        return
    after = post_of(splicing(like.source, adding(like, text)))
    entry = after.entries[-1]
    assert len(after.entries) == len(like.entries) + 1
    assert (entry.kind, entry.url, entry.bylines) == (kind, url, tuple(bylines))
    assert entry.title == " ".join(title.split())
    found = entry.places.note.of(after.source).split()
    assert found == note.split()
