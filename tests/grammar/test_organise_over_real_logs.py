"""Random merges, splits and renames over the real logs: every word survives, and nothing else changes.

READTUI_LONG=1 makes 20,000, READTUI_SEED repeats a run.
"""

import os
import random
import re
import sys
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_arranging_over_real_logs import made_up

from readtui.grammar.changing.joining import joining, merged_bylines
from readtui.grammar.changing.parting import begins_with_head, parting
from readtui.grammar.changing.refusing import WouldLose, refusal
from readtui.grammar.changing.renaming import renaming
from readtui.grammar.frontmatter import Unusual
from readtui.grammar.frontmatter.list_items import changing_items, listed, renaming_item
from readtui.grammar.lines import LineTable
from readtui.grammar.posts import read_post
from readtui.model.entry import Entry
from readtui.model.post import Post
from readtui.model.span import Splice, splicing

ACTS = 20_000 if os.environ.get("READTUI_LONG") else 250
EXAMPLES = 5_000 if os.environ.get("READTUI_LONG") else 100
SEED = int(os.environ.get("READTUI_SEED") or random.randrange(1 << 32))
MOST_REFUSED = {"merge": 0.05, "split": 0.15, "person": 0.05, "kind": 0.02, "tags": 0.1}
"""The share of each act that may be refused."""
WORD = re.compile(r"\w+")


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


def fields_of(post: Post, entry: Entry) -> tuple[object, ...]:
    return entry.kind, entry.title, entry.url, entry.bylines, entry.links, entry.section


def texts_of(post: Post, entries: list[Entry]) -> list[tuple[object, ...]]:
    return [(entry.span.of(post.source).rstrip(), *fields_of(post, entry)) for entry in entries]


def words_of(source: bytes) -> Counter[str]:
    return Counter(WORD.findall(source.decode(errors="ignore")))


def made(post: Post, splices: list[Splice], editing: int | frozenset[int] | None) -> Post:
    after = read_post(post.path, splicing(post.source, splices))
    assert refusal(post, after, editing, splices) is None
    return after


def check_merge(post: Post, index: int, other: int) -> None:
    after = made(post, joining(post, index, other), frozenset((index, other)))
    first, second = post.entries[index - 1], post.entries[other - 1]
    place = index - (other < index)
    found = after.entries[place - 1]
    assert (found.kind, found.title, found.url) == (first.kind, first.title, first.url)
    assert found.bylines == merged_bylines(first.bylines, second.bylines)
    assert {link.url for link in (*first.links, *second.links)} <= {link.url for link in found.links}
    if (second.title, second.url) != (first.title, first.url) and second.url:
        assert second.url in [link.url for link in found.links] or second.url == first.url
    lost = words_of(post.source) - words_of(after.source)
    number = post.source[second.span.start :][:5].partition(b" ")[0]  # of a list: `1.`
    heads = [entry.places.head.of(post.source) for entry in (first, second)]
    said = heads[0] if heads[0] == heads[1] else f"{second.kind} and".encode()
    known = words_of(b" ".join([said, number, *entry_words(first), *entry_words(second)]))
    assert not lost - known - known - known, lost
    if b"]:" not in post.source:
        rest = [entry for entry in post.entries if entry.index not in (index, other)]
        assert texts_of(after, [entry for entry in after.entries if entry.index != place]) == texts_of(post, rest)


def entry_words(entry: Entry) -> list[bytes]:
    """What both may have, and one of them is enough of."""
    names = [name for byline in entry.bylines for name in (byline.role, *byline.people)]
    return [" ".join([entry.title, entry.url or "", *names]).encode()]


def starts_in(post: Post, index: int) -> list[int]:
    """Where the paragraphs of the note begin, but for the first."""
    entry, lines = post.entries[index - 1], LineTable.of(post.source)
    below = [line for line in range(entry.line + 1, entry.last_line + 1) if lines.start(line) > entry.places.note.start]
    blank = {line for line in (*below, *(line - 1 for line in below)) if not lines.line(post.source, line).strip()}
    return [lines.start(line) for line in below if line - 1 in blank and line not in blank]


def check_split(post: Post, index: int, at: int) -> None:
    if begins_with_head(post, index, at):
        splices = parting(post, index, at)
    else:
        splices = parting(post, index, at, "Book", "A new title", "https://new.example/")
    after = made(post, splices, index)
    old, above, below = post.entries[index - 1], after.entries[index - 1], after.entries[index]
    assert (above.kind, above.title, above.url, above.bylines) == (old.kind, old.title, old.url, old.bylines)
    assert below.url
    assert not words_of(post.source) - words_of(after.source)
    added = words_of(after.source) - words_of(post.source)
    assert set(added) <= words_of(b"Book A new title https://new.example").keys() | added.keys() & {"2", "3", "4"}
    assert {link.url for link in old.links} <= {link.url for link in (*above.links, *below.links)} | {below.url}
    rest = [entry for entry in post.entries if entry.index != index]
    if b"]:" not in post.source:
        assert texts_of(after, [e for e in after.entries if e.index not in (index, index + 1)]) == texts_of(post, rest)


def check_rename(post: Post, what: str, chance: random.Random) -> None:
    names = sorted(
        {entry.kind for entry in post.entries if entry.kind}
        if what == "kind"
        else {name for entry in post.entries for byline in entry.bylines for name in byline.people}
    )
    if not names:
        return
    old, new = chance.choice(names), chance.choice([*names, "Zoë Q. O'New"])
    if old == new:
        return
    splices, edited = renaming(post, what, old, new)  # type: ignore[arg-type]
    after = made(post, splices, edited)
    for one, other in zip(post.entries, after.entries, strict=True):
        assert other.places.note.of(after.source) == one.places.note.of(post.source)
        assert (other.title, other.url) == (one.title, one.url)
        people = [name for byline in other.bylines for name in byline.people]
        assert (other.kind if what == "kind" else people) != old
        assert old not in people or what == "kind"
        if one.index not in edited:
            assert other.span.of(after.source) == one.span.of(post.source)
    if new == "Zoë Q. O'New":  # and back again: the very bytes
        back, edited = renaming(after, what, new, old)  # type: ignore[arg-type]
        assert made(after, back, edited).source == post.source


def check_tags(post: Post, chance: random.Random) -> None:
    key = chance.choice(["tags", "categories"])
    before = listed(post.front_matter, key)
    after = made(post, changing_items(post.source, key, ["a new one"]), None)
    assert listed(after.front_matter, key) == (*before, "a new one")
    assert after.body.of(after.source) == post.body.of(post.source)
    if before:
        back = made(after, changing_items(after.source, key, [], ["a new one"]), None)
        assert back.source == post.source
        splice = renaming_item(post.source, key, before[0], "Another, one")
        renamed = made(post, [splice], None)
        assert listed(renamed.front_matter, key) == ("Another, one", *before[1:])
        gone = made(post, changing_items(post.source, key, [], [before[0]]), None)
        assert listed(gone.front_matter, key) == tuple(each for each in before if each != before[0])


def test_organising_over_real_logs_loses_no_word(posts: list[Post]) -> None:
    say("seed", SEED)
    chance = random.Random(SEED)
    told: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    entries = [(post, entry.index) for post in posts for entry in post.entries if len(post.entries) > 2]
    long = [(post, index) for post, index in entries if starts_in(post, index)]
    for _ in range(ACTS):
        post, index = chance.choice(entries)
        act = chance.choice([*MOST_REFUSED])
        try:
            if act == "merge":
                others = [entry.index for entry in post.entries if entry.index != index]
                near = [other for other in others if abs(other - index) == 1]
                check_merge(post, index, chance.choice([*near, chance.choice(others)]))
            elif act == "split":
                post, index = chance.choice(long)
                check_split(post, index, chance.choice(starts_in(post, index)))
            elif act == "tags":
                check_tags(post, chance)
            else:
                check_rename(post, act, chance)
        except (WouldLose, Unusual) as refused:
            told[f"{act} refused"] += 1
            reasons[f"{act} {post.path}#{index}: {refused}"] += 1
        except AssertionError:
            say(act, post.path, index)
            raise
        else:
            told[f"{act} done"] += 1
    say(dict(sorted(told.items())))
    for reason, times in reasons.most_common(60):
        say(times, reason)
    for act, most in MOST_REFUSED.items():
        refused = told[f"{act} refused"]
        assert refused <= 3 + most * (refused + told[f"{act} done"]), act


@settings(max_examples=EXAMPLES, deadline=None)
@given(made_up(), st.data())
def test_organising_any_post_loses_no_word(post: Post, data: st.DataObject) -> None:
    if len(post.entries) < 2:
        return
    index, other = data.draw(st.permutations(range(1, len(post.entries) + 1)))[:2]
    try:
        check_merge(post, index, other)
        if starts := starts_in(post, index):
            check_split(post, index, data.draw(st.sampled_from(starts)))
        check_rename(post, data.draw(st.sampled_from(["kind", "person"])), data.draw(st.randoms(use_true_random=False)))
    except WouldLose as refused:
        assert str(refused)  # noqa: PT017 - a refusal is an answer, if it says why
