"""Random acts over the real logs and over posts made up: every other entry keeps its bytes, and all else stays.

READTUI_LONG=1 makes 50,000, READTUI_SEED repeats a run.
"""

import os
import random
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readtui.grammar.changing.arranging import adding, carrying, deleting, reordering
from readtui.grammar.changing.editing import WouldLose, refusal
from readtui.grammar.posts import read_post
from readtui.model.entry import Entry
from readtui.model.post import Post
from readtui.model.span import Splice, splicing

IS_LONG = bool(os.environ.get("READTUI_LONG"))
ACTS = 50_000 if IS_LONG else 300
EXAMPLES = 5_000 if IS_LONG else 100
SEED = int(os.environ.get("READTUI_SEED") or random.randrange(1 << 32))
MOST_REFUSED = 0.02
"""The share of acts that may be refused: linked headings of sections do not move, paragraphs hold no headings."""


@pytest.fixture(scope="module")
def posts(real_logs: Path) -> list[Post]:
    found = []
    for log in sorted(path for path in real_logs.iterdir() if path.is_dir()):
        for path in sorted(log.rglob("*.md")):
            post = read_post(str(path.relative_to(real_logs)), path.read_bytes())
            if post.entries and post.is_editable:
                found.append(post)
    return found


def say(*words: object) -> None:
    """Tell what pytest shows with -rP, or when a test fails."""
    sys.stdout.write(" ".join(map(str, words)) + "\n")


def fields_of(entry: Entry) -> tuple[object, ...]:
    return entry.kind, entry.title, entry.url, entry.bylines, entry.links


def texts_of(post: Post) -> list[bytes]:
    return [entry.span.of(post.source).rstrip() for entry in post.entries]


def rest_of(post: Post) -> bytes:
    """All that no entry holds, without the lines that are blank."""
    pieces, at = [], 0
    for entry in post.entries:
        pieces.append(post.source[at : entry.span.start])
        at = entry.span.end
    lines = b"".join([*pieces, post.source[at:]]).splitlines()
    return b"\n".join(line for line in lines if line.strip())


def made(post: Post, splices: list[Splice], *, editing: int | None) -> Post:
    """The post with the splices made, which no save may refuse."""
    after = read_post(post.path, splicing(post.source, splices))
    assert refusal(post, after, editing, splices) is None
    assert after.front_matter.values == post.front_matter.values
    return after


def check_delete(post: Post, index: int) -> None:
    after = made(post, deleting(post, index), editing=index)
    removed = len(post.source) - len(after.source)
    gone = post.source[post.entries[index - 1].span.start :][: len(post.entries[index - 1].span)]
    assert removed <= len(gone) + len(post.source) - len(b"".join(post.source.split()))
    kept = [entry for entry in post.entries if entry.index != index]
    at = 0
    for entry in kept:  # their bytes are there, in their order, also where the post shows no entries any more
        at = after.source.index(entry.span.of(post.source).rstrip(b"\r\n"), at)
    if after.form == post.form:
        assert len(after.entries) == len(kept)
        assert [fields_of(entry) for entry in after.entries] == [fields_of(entry) for entry in kept]
        if b"]:" not in gone:  # definitions stay with the entry above
            assert texts_of(after) == [entry.span.of(post.source).rstrip() for entry in kept]
            assert rest_of(after) == rest_of(post)
    assert after.front_matter.block.of(after.source) == post.front_matter.block.of(post.source)


def check_reorder(post: Post, index: int, to: int) -> None:
    after = made(post, reordering(post, index, to), editing=None)
    order = list(post.entries)
    order.insert(to - 1, order.pop(index - 1))
    assert [fields_of(entry) for entry in after.entries] == [fields_of(entry) for entry in order]
    assert [entry.section for entry in after.entries if entry.index != to] == [
        entry.section for entry in post.entries if entry.index != index
    ]
    if b"]:" not in post.source:
        assert texts_of(after) == [entry.span.of(post.source).rstrip() for entry in order]
        assert rest_of(after) == rest_of(post)
    assert after.source.endswith((b"\n", b"\r")) == post.source.endswith((b"\n", b"\r"))
    assert sorted(after.source.split()) == sorted(post.source.split())
    back = made(after, reordering(after, to, index), editing=None)
    passed = post.entries[min(index, to) - 1 : max(index, to)]
    gaps = [post.source[one.span.end : other.span.start] for one, other in pairwise(passed)]
    if b"]:" not in post.source and not any(gap.strip() for gap in gaps):
        assert back.source == post.source
    assert [fields_of(entry) for entry in back.entries] == [fields_of(entry) for entry in post.entries]


def check_add(post: Post, text: bytes, at: int | None) -> None:
    splices = adding(post, text, at)
    assert all(not len(splice.span) for splice in splices)
    after = made(post, splices, editing=None)
    place = len(post.entries) + 1 if at is None else at
    found = list(after.entries)
    new = found.pop(place - 1)
    words, wanted = new.span.of(after.source).split(), text.split()
    below = words[len(wanted) :]  # definitions that close the post: they stand below its last entry, whichever that is
    assert words == wanted + below
    assert post.source.split()[len(post.source.split()) - len(below) :] == below
    kept = len(fields_of(new)) - bool(below)  # the links of these definitions go to the entry above them
    assert [fields_of(entry)[:kept] for entry in found] == [fields_of(entry)[:kept] for entry in post.entries]
    assert [entry.section for entry in found] == [entry.section for entry in post.entries]
    assert after.source.endswith((b"\n", b"\r")) == post.source.endswith((b"\n", b"\r"))
    if b"]:" not in post.source + text:
        assert [entry.span.of(after.source).rstrip() for entry in found] == texts_of(post)
        assert rest_of(after) == rest_of(post)


def check_carry(post: Post, index: int, to: Post) -> None:
    text = carrying(post, index, to)
    after = made(to, adding(to, text), editing=None)
    old, new = post.entries[index - 1], after.entries[-1]
    assert (new.kind, new.title, new.url, new.bylines) == (old.kind, old.title, old.url, old.bylines)
    assert set(old.links) <= set(new.links)
    words = old.places.note.of(post.source).split()
    found = new.places.note.of(after.source).split()
    if b"]:" not in post.source + to.source and not any(word.strip(b"#") == b"" for word in words):
        assert found[-len(words) :] == words or not words


def test_acts_over_real_logs_harm_nothing_else(posts: list[Post]) -> None:
    say("seed", SEED)
    chance = random.Random(SEED)
    told: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    entries = [(post, entry.index) for post in posts for entry in post.entries]
    for _ in range(ACTS):
        post, index = chance.choice(entries)
        act = chance.choice(["delete", "reorder", "reorder", "add", "carry"])
        try:
            if act == "delete":
                check_delete(post, index)
            elif act == "reorder":
                check_reorder(post, index, chance.randint(1, len(post.entries)))
            elif act == "carry":
                check_carry(post, index, chance.choice(posts))
            else:
                other, place = chance.choice(entries)
                text = carrying(other, place, post)
                check_add(post, text, chance.choice([None, chance.randint(1, len(post.entries) + 1)]))
        except WouldLose as refused:
            told[f"{act} refused"] += 1
            reasons[f"{act} {post.path}: {refused}"] += 1
        else:
            told[f"{act} done"] += 1
    say(dict(sorted(told.items())))
    for reason, times in reasons.most_common(40):
        say(times, reason)
    assert sum(count for name, count in told.items() if name.endswith("refused")) <= MOST_REFUSED * ACTS


# Posts that nobody wrote: any mixture of what posts hold.

ENDS = st.sampled_from([b"\n", b"\r\n"])
HEADS = {
    "heading": [b"## [Talk] [A](https://a.example)", b"## [B & C](https://b.example)", b"## [Book] Without a link"],
    "list": [
        b"- [A](https://a.example)",
        b"- [Book] [B](https://b.example) - short",
        b"* [C](https://c.example)",
        b"1. [D](https://d.example)",
    ],
    "paragraph": [
        b"**[A](https://a.example)**",
        b"**[B](https://b.example) by Ann Lee**",
        b"**[Talk] [C](https://c.example)**",
    ],
}
NOTES = [
    b"",
    b"\n\nA note.",
    b"\n**Author**: Ann Lee\n\nRead.",
    b"\n\n> quoted\n>\n> more",
    b"\n\n```\n## code\n```",
    b"\n\n- a point\n- another",
]
BETWEEN = [b"", b"\n", b"\n\n", b"\n  \n", b"\n# Section\n\n", b"\nText between.\n\n", b"\n<!-- vale off -->\n\n"]


@st.composite
def made_up(draw: st.DrawFn) -> Post:
    form = draw(st.sampled_from(sorted(HEADS)))
    pieces = [draw(st.sampled_from([b"", b"+++\n+++\n", b"+++\n+++\n\n", b"Words.\n\n", b"# Section\n\n"]))]
    for _ in range(draw(st.integers(1, 5))):
        note = draw(st.sampled_from(NOTES))
        if form == "list":
            note = note.replace(b"\n", b"\n  ").replace(b"\n  \n", b"\n\n")
        gap = draw(st.sampled_from(BETWEEN))
        pieces += [draw(st.sampled_from(HEADS[form])), note, b"\n", gap if form == "list" else gap or b"\n"]
    source = b"".join(pieces)
    if draw(st.booleans()):
        source = source.rstrip(b"\n")
    return read_post("made-up.md", source.replace(b"\n", draw(ENDS)))


@settings(max_examples=EXAMPLES, deadline=None)
@given(made_up(), made_up(), st.data())
def test_acts_over_any_post_harm_nothing_else(post: Post, other: Post, data: st.DataObject) -> None:
    if not post.entries:
        return
    index = data.draw(st.integers(1, len(post.entries)))
    try:
        check_delete(post, index)
        check_reorder(post, index, data.draw(st.integers(1, len(post.entries))))
        if other.entries:
            check_carry(post, index, other)
            place = data.draw(st.integers(1, len(other.entries) + 1))
            check_add(other, carrying(post, index, other), place)
    except WouldLose as refused:
        assert str(refused)  # noqa: PT017 - a refusal is an answer, if it says why
