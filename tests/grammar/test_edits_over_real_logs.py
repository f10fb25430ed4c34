"""Random edits over the real logs: no byte outside the edit changes, all else reads back, or it is refused.

READTUI_LONG=1 makes ten times as many, READTUI_SEED repeats a run.
"""

import os
import random
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from readtui.grammar.changing.buffer import Buffer
from readtui.grammar.changing.editing import (
    WouldLose,
    refusal,
    replacing,
    setting_bylines,
    setting_kind,
    setting_note,
    setting_title,
    setting_url,
)
from readtui.grammar.frontmatter import Unusual, setting
from readtui.grammar.posts import peek_post, read_post
from readtui.model.entry import Byline, Entry
from readtui.model.post import Post
from readtui.model.span import Span, Splice

IS_LONG = bool(os.environ.get("READTUI_LONG"))
ENTRY_EDITS = 10_000 if IS_LONG else 1_000
FIELD_EDITS = 2_000 if IS_LONG else 300
FRONT_MATTER_EDITS = 2_000 if IS_LONG else 300
SEED = int(os.environ.get("READTUI_SEED") or random.randrange(1 << 32))

LINES = [
    "A new line.",
    "",
    "> quoted",
    "- a point",
    "  - a nested one",
    "**Speaker**: Ann Lee and Bo Ray",
    "## A heading",
    "# Another",
    "## [Talk] [New](https://example.org/new)",
    "- [New](https://example.org/new) – of it",
    "**[New](https://example.org/new)** by X",
    "[label]: https://example.org/label",
    "```",
    "~~~ python",
    "<!-- a comment",
    "-->",
    "<div>",
    "</div>",
    "---",
    "+++",
    "===",
    "    code",
    "é 😀 日本語",
    "a [link](https://example.org/a) and `code`",
    "![picture](a.png)",
    "| a | b |",
    "[unclosed",
    "\\",
    "\u2028\x0c",
]
WORDS = [
    "Talk",
    "On Trees",
    "C# & *more*",
    "[a]",
    "日本語",
    "a_b_c",
    "x",
    "1.",
    "`b`",
    "#",
    "Ann Lee",
    "Bo Ray",
    "O'Neil",
]
LINKS = [
    "https://example.org/x",
    "https://example.org/a_(b)",
    "https://example.org/a?b=1&c=%20",
    "http://x.example/a*b_c",
]


@pytest.fixture(scope="module")
def posts(real_logs: Path) -> list[Post]:
    found = []
    for log in sorted(path for path in real_logs.iterdir() if path.is_dir()):
        for path in sorted(log.rglob("*.md")):
            found.append(read_post(str(path.relative_to(log)), path.read_bytes()))
    return found


@pytest.fixture
def chance() -> random.Random:
    say("seed", SEED)
    return random.Random(SEED)


def say(*words: object) -> None:
    """Tell what pytest shows with -rP, or when a test fails."""
    sys.stdout.write(" ".join(map(str, words)) + "\n")


def edited_text(text: str, chance: random.Random) -> str:
    """The text as a reader might leave it, or a mishap might."""
    lines = text.split("\n")
    for _ in range(chance.choice([1, 1, 1, 2, 3])):
        row = chance.randrange(len(lines))
        match chance.randrange(8):
            case 0 | 1:
                lines.insert(row, chance.choice(LINES))
            case 2:
                lines[row] = chance.choice(LINES)
            case 3:
                column = chance.randint(0, len(lines[row]))
                lines[row] = lines[row][:column] + chance.choice(LINES)[:4] + lines[row][column:]
            case 4:
                column = chance.randint(0, len(lines[row]))
                lines[row] = lines[row][:column] + lines[row][column + chance.randint(0, 8) :]
            case 5:
                del lines[row : row + chance.randint(1, 3)]
            case 6:
                lines += ["", chance.choice(LINES)]
            case _:
                column = chance.randint(0, len(lines[row]))
                lines[row : row + 1] = [lines[row][:column], lines[row][column:]]
        lines = lines or [""]
    return "" if chance.random() < 0.05 else "\n".join(lines)


def check_the_rest(before: Post, splice: Splice, after: Post, edited: int | None) -> None:
    """Not by the means of `refusal`: each other entry stands where it must, with its bytes and fields."""
    start, end = splice.span.start, splice.span.end
    by = len(splice.replacement) - (end - start)
    assert after.source[:start] == before.source[:start]
    assert after.source[end + by :] == before.source[end:]
    if not splice.replacement and after.form == "whole":
        return  # what is left of a post that lost an entry may be too little to show as a log
    there = {entry.span.start: entry for entry in after.entries}
    for entry in before.entries:
        if entry.index != edited:
            found = there[entry.span.start + (by if entry.span.start >= end else 0)]
            old, new = entry.span.of(before.source), found.span.of(after.source)
            assert new == old or (new.rstrip(b"\r\n"), len(before.source)) == (old, entry.span.end)
            assert fields_of(found) == fields_of(entry)


def fields_of(entry: Entry) -> tuple[object, ...]:
    return entry.kind, entry.title, entry.url, entry.bylines, entry.links


def with_entries(posts: list[Post]) -> list[tuple[Post, int]]:
    return [(post, entry.index) for post in posts if post.is_editable for entry in post.entries]


def test_saving_without_a_change_changes_no_byte(posts: list[Post]) -> None:
    for post in posts:
        shown = Buffer.of(post.source)
        assert shown.encoding_back(shown.text) == post.source
        for entry in post.entries:
            piece = entry.span.of(post.source)
            shown = Buffer.of(piece)
            splice = replacing(post, entry.index, shown.encoding_back(shown.text))
            assert splice == Splice(entry.span, piece)


def test_a_peek_agrees_with_the_post(posts: list[Post]) -> None:
    for post in posts:
        row = peek_post(post.path, post.source)
        assert (row.title, row.date, row.day, row.draft, row.week, row.language, row.problems) == (
            (post.title, post.date, post.day, post.draft, post.week, post.language, post.problems)
        )


def test_entry_edits_change_nothing_else(posts: list[Post], chance: random.Random) -> None:
    entries = with_entries(posts)
    told: Counter[str] = Counter()
    for _ in range(ENTRY_EDITS):
        post, index = chance.choice(entries)
        shown = Buffer.of(post.span_of(index).of(post.source))
        splice = replacing(post, index, shown.encoding_back(edited_text(shown.text, chance)))
        after = read_post(post.path, splice.apply(post.source))
        if refusal(post, after, index, [splice]):
            told["refused"] += 1
            continue
        told["done"] += 1
        check_the_rest(post, splice, after, index)
        assert after.front_matter.values == post.front_matter.values
    say("entry edits", dict(told))
    assert told["done"] > ENTRY_EDITS / 2


def a_field_edit(post: Post, index: int, chance: random.Random) -> tuple[str, object, Callable[[], Splice]]:
    """A field, what it shall become, and the edit that makes it so."""
    match chance.randrange(5):
        case 0:
            kind = chance.choice([None, *WORDS])
            return "kind", kind, lambda: setting_kind(post, index, kind)
        case 1:
            title = " ".join(chance.choices(WORDS, k=2))
            return "title", title, lambda: setting_title(post, index, title)
        case 2:
            url = chance.choice(LINKS)
            return "url", url, lambda: setting_url(post, index, url)
        case 3:
            names = [
                chance.choices(["Ann Lee", "Bo Ray", "Cy O'Neil", "日本 語"], k=chance.randint(1, 3)) for _ in range(2)
            ]
            bylines = tuple(
                Byline(role, tuple(people)) for role, people in zip(["Author", "Read by"], names, strict=True)
            )
            bylines = bylines[: chance.randint(0, 2)]
            return "bylines", bylines, lambda: setting_bylines(post, index, bylines)
        case _:
            note = "\n".join(chance.choices(LINES, k=chance.randint(0, 4))).encode()
            return "note", note, lambda: setting_note(post, index, note)


def test_field_edits_change_that_field_alone(posts: list[Post], chance: random.Random) -> None:
    entries = with_entries(posts)
    told: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    for _ in range(FIELD_EDITS):
        post, index = chance.choice(entries)
        entry = post.entries[index - 1]
        field, wanted, edit = a_field_edit(post, index, chance)
        try:
            splice = edit()
        except WouldLose as refused:
            told[f"{field} refused"] += 1
            reasons[str(refused)] += 1
            continue
        told[f"{field} done"] += 1
        after = read_post(post.path, splice.apply(post.source))
        assert refusal(post, after, index, [splice]) is None
        check_the_rest(post, splice, after, index)
        assert after.front_matter.values == post.front_matter.values
        found = next(other for other in after.entries if other.span.start == entry.span.start)
        if field != "note":
            assert getattr(found, field) == wanted
        for name in {"kind", "title", "url", "bylines"} - {field}:
            if (field, name) != ("url", "title") or entry.places.title:
                assert getattr(found, name) == getattr(entry, name)
    say("field edits", dict(sorted(told.items())), reasons.most_common(5))
    assert "" not in reasons
    for field in ("kind", "title", "url", "bylines", "note"):
        assert told[f"{field} done"] > told[f"{field} refused"] / 2


def test_front_matter_edits_change_that_value_alone(posts: list[Post], chance: random.Random) -> None:
    fronted = [post for post in posts if post.is_editable and post.front_matter.values]
    told: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    for _ in range(FRONT_MATTER_EDITS):
        post = chance.choice(fronted)
        key = chance.choice([*post.front_matter.values, "title", "draft", "rating"])
        value = chance.choice([chance.choice(WORDS), True, 7, chance.choices(WORDS, k=2)])
        try:
            splice = setting(post.source, post.front_matter, key, value)
        except Unusual as refused:
            told["refused"] += 1
            reasons[str(refused)] += 1
            continue
        told["done"] += 1
        after = read_post(post.path, splice.apply(post.source))
        assert refusal(post, after, None, [splice]) is None
        check_the_rest(post, splice, after, None)
        assert Span(0, post.body.start).holds(splice.span)
        old, new = dict(post.front_matter.values), dict(after.front_matter.values)
        name = next((name for name in new if name.casefold() == key.casefold()), key)
        old.pop(name, None)
        assert new.pop(name) == value
        assert new == old
    say("front matter edits", dict(told), reasons.most_common(5))
    assert "" not in reasons
    assert told["done"] > told["refused"]
