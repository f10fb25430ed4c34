"""What an entry or a post links to and quotes is found in its text."""

from hypothesis import given
from hypothesis import strategies as st

from readtui.grammar.mentions import links_of, quotes_of
from readtui.grammar.posts import read_post
from readtui.model.post import Post

_SOURCE = """+++
title = "x"
+++

See [the rules](https://rules.example/).

## [Talk] [One](https://one.example)
**Speaker**: [Ann Lee](https://ann.example/)

A note with [a label][l], <https://auto.example/>, https://bare.example/x, mail to <mailto:me@example.org>,
[one again](https://one.example) and ![an image](https://image.example/x.png).

    [in code](https://code.example/)

> First, [quoted](https://quoted.example/).

* item

  > Second,
  > of two lines.

## [Two](https://two.example)

No more.

[l]: https://label.example/ü
"""


def post(source: str = _SOURCE) -> Post:
    return read_post("a.md", source.encode())


def test_an_entry_has_its_own_link_first_and_each_once() -> None:
    found = [(link.text, link.url) for link in links_of(post(), post().entries[0])]
    assert found == [
        ("One", "https://one.example"),
        ("Ann Lee", "https://ann.example/"),
        ("a label", "https://label.example/ü"),
        ("https://auto.example/", "https://auto.example/"),
        ("https://bare.example/x", "https://bare.example/x"),
        ("mailto:me@example.org", "mailto:me@example.org"),
        ("quoted", "https://quoted.example/"),
    ]


def test_a_whole_post_has_all_of_them() -> None:
    urls = [link.url for link in links_of(post(), None)]
    assert urls[:2] == ["https://rules.example/", "https://one.example"]
    assert urls[-1] == "https://two.example"
    assert len(urls) == 9


def test_a_long_post_is_not_parsed() -> None:
    long = post("[One](https://one.example)\n" + "words and words\n" * 100_000)
    assert [link.url for link in links_of(long, None)] == ["https://one.example"]


def test_quotes_stand_as_they_were_written() -> None:
    first, second = post().entries
    assert quotes_of(post(), first) == (
        b"> First, [quoted](https://quoted.example/).\n\n  > Second,\n  > of two lines.\n"
    )
    assert quotes_of(post(), second) == b""


def test_a_quote_in_the_last_line() -> None:
    last = post("## [One](https://one.example)\n\n> a\n> b")
    assert quotes_of(last, last.entries[0]) == b"> a\n> b\n"


@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"## [One](https://one.example)\n\n", b"* [One](https://x.example)\n"]),
)
def test_no_bytes_make_it_fail(body: bytes, opening: bytes) -> None:
    found = read_post("a.md", opening + body)
    links_of(found, None)
    for entry in found.entries:
        assert not entry.url or links_of(found, entry)[0].url == entry.url or not entry.url.strip()
        assert all(line.lstrip()[:1] for line in quotes_of(found, entry).split(b"\n") if line.strip())
