"""Where a new entry comes to stand: behind the last, or the last of its section, before what closes the post."""

from pathlib import Path

import pytest

from readtui.grammar.changing.arranging import adding
from readtui.grammar.changing.refusing import WouldLose, refusal
from readtui.grammar.making.composing import new_entry
from readtui.grammar.making.grouping import group_for, groups_of
from readtui.grammar.posts import read_post
from readtui.model.post import Post
from readtui.model.span import splicing

_HEAD = b"---\ntitle: x\n---\n\n"
_NEW = b"## [New](https://new.example)\n"


def placed(source: bytes, text: bytes = _NEW, under: str | None = None) -> bytes:
    """What a post becomes with an entry added."""
    post = read_post("a.md", source)
    splices = adding(post, text, under=under)
    assert refusal(post, read_post("a.md", splicing(source, splices)), None, splices) is None
    return splicing(source, splices)


_TWO = _HEAD + b"## [A](https://a.example)\n\nOne [a].\n\n## [B](https://b.example)\n\nTwo[^1].\n"


@pytest.mark.parametrize(
    "closing",
    [
        b"\n[a]: https://x.example\n",
        b"\n[^1]: A footnote.\n",
        b"\n[^1]: A [foot](https://z.example).\n\n[a]: https://x.example\n[b]: https://y.example\n",
        b"\n## Thanks\n\nTo all.\n",
        b"\n# Thanks\n\nTo all.\n",
        b"",
        b"\n\n",
    ],
    ids=["link", "footnote", "several", "thanks", "above", "nothing", "blank"],
)
@pytest.mark.parametrize("end", [b"\n", b"\r\n"], ids=["lf", "crlf"])
def test_it_stands_before_what_closes_the_post(closing: bytes, end: bytes) -> None:
    before = (_TWO + closing).replace(b"\n", end)
    assert placed(before) == (_TWO + b"\n" + _NEW + closing).replace(b"\n", end)


def test_a_definition_that_is_no_definition_stays_text() -> None:
    before = _TWO + b"[a]: goes on in the paragraph above\n"
    assert placed(before) == before + b"\n" + _NEW


def test_a_list_ends_before_its_rule_and_its_comment() -> None:
    before = _HEAD + b"- [A](https://a.example)\n- [B](https://b.example)\n"
    for closing in (b"\n---\n\nSee you.\n", b"\n<!-- on -->\n", b"\n[^1]: A footnote.\n", b"\n{{< signature >}}\n"):
        text = b"- [New](https://new.example)\n"
        assert placed(before + closing, text) == before + text + closing


_GROUPED = (
    _HEAD
    + b"### Articles\n\n- [A](https://a.example) -- one.\n\n- [B](https://b.example) -- two.\n\n"
    + b"### Movies and TV Shows\n\n- [C](https://c.example)\n\n### Misc\n\n- [D](https://d.example)\n"
)


def test_it_is_the_last_of_its_section() -> None:
    text, at = b"- [New](https://new.example)\n", _GROUPED.index(b"### Movies")
    assert placed(_GROUPED, text, "Articles") == _GROUPED[:at] + text + b"\n" + _GROUPED[at:]
    at = _GROUPED.index(b"### Misc")
    assert placed(_GROUPED, text, "Movies and TV Shows") == _GROUPED[:at] + text + b"\n" + _GROUPED[at:]
    assert placed(_GROUPED, text, "Misc") == _GROUPED + b"\n" + text


def test_sections_are_known_by_the_kind() -> None:
    post = read_post("a.md", _GROUPED)
    assert groups_of(post) == ("Articles", "Movies and TV Shows", "Misc")
    for kind, group in {
        "Articles": "Articles",
        "article": "Articles",
        "TV show": "Movies and TV Shows",
        "movie": "Movies and TV Shows",
        "Misc": "Misc",
        "Talk": None,
        "": None,
        None: None,
    }.items():
        assert group_for(post, kind) == group
    tagged = read_post("a.md", _GROUPED.replace(b"[D]", b"[Book] [D]"))
    assert group_for(tagged, "Articles") is None  # there the entries tell it themselves


def _posts(real_logs: Path) -> list[Post]:
    found = []
    for path in sorted(real_logs.rglob("*.md")):
        post = read_post(str(path.relative_to(real_logs)), path.read_bytes())
        if post.entries and post.is_editable:
            found.append(post)
    return found


@pytest.mark.logs
def test_in_each_real_post_it_reads_back_and_all_else_keeps_its_bytes(real_logs: Path) -> None:
    posts, refused, grouped = _posts(real_logs), [], 0
    for post in posts:
        for group in (None, *groups_of(post)):
            try:
                text = new_entry(post, kind=None, title="A *new* one", url="https://new.example/", note=b"Of [note].")
                splices = adding(post, text, under=group)
            except WouldLose as why:
                refused.append(f"{post.path} under {group}: {why}")
                continue
            assert not any(len(splice.span) for splice in splices)
            after = read_post(post.path, splicing(post.source, splices))
            assert refusal(post, after, None, splices) is None
            (new,) = [entry for entry in after.entries if entry.url == "https://new.example/"]
            assert (new.title, new.kind, new.index <= len(post.entries) + 1) == ("A *new* one", None, True)
            assert new.section == group or group is None
            assert b"Of [note]." in new.places.note.of(after.source)
            for ends in (b"\r\n", b"\n"):  # those of the post, and no others
                assert ends in post.source or ends not in text or b"\n" not in post.source
            grouped += group is not None
            closing = after.source[new.span.start :].partition(b"Of [note].")[2]
            assert post.source.endswith(closing.lstrip(b"\r\n")) or not closing.strip()
    assert len(refused) < 0.04 * (len(posts) + grouped), refused
