"""What the detail tells of an entry or of a whole post, as lines."""

from readtui.grammar.inline import plain_text
from readtui.model.entry import Entry
from readtui.model.post import Post
from readtui.model.printable import one_line, visible
from readtui.model.span import Span
from readtui.model.week import Week
from readtui.tui.drawing.glyphs import Glyphs
from readtui.tui.drawing.inline import opened
from readtui.tui.drawing.markdown import definitions_in, lay_out
from readtui.tui.drawing.runs import Line, Run, wrapping
from readtui.tui.drawing.source import lay_out_source


def details(post: Post, entry: Entry | None, width: int, glyphs: Glyphs, *, is_source: bool) -> list[Line]:
    """The entry, or where there is none the whole post, laid out `width` cells wide."""
    if is_source:
        return [
            *_problems(post, width),
            *lay_out_source(_text(post, post.span_of(entry.index if entry else None)), width),
        ]
    head = _entry_head(post, entry, width, glyphs) if entry else _post_head(post, width, glyphs)
    body = entry.places.note if entry else post.body
    definitions = definitions_in(_text(post, post.body)) if entry else ""
    note = lay_out(_text(post, body), width, is_ascii=glyphs.cut.isascii(), definitions=definitions)
    if not note:
        note = [(Run(_nothing_to_read(post, entry), "dim"),)]
    return [*head, (), *note]


def _text(post: Post, span: Span) -> str:
    return span.of(post.source).decode("utf-8", "replace")


def _nothing_to_read(post: Post, entry: Entry | None) -> str:
    if not post.is_editable:
        return ""
    return "No note yet: e writes one." if entry else "This post is empty: e writes in it."


def _entry_head(post: Post, entry: Entry, width: int, glyphs: Glyphs) -> list[Line]:
    kind, is_fallback = entry.kind_or(post.kind)
    parts: list[Run] = []
    if kind:
        parts.append(Run(one_line(f"({kind})" if is_fallback else kind), "dim" if is_fallback else "kind"))
    for byline in entry.bylines:
        parts.append(Run(one_line(f"{byline.role}: {', '.join(byline.people)}")))
    if entry.places.aside:
        parts.append(Run(one_line(plain_text(entry.places.aside.of(post.source)))))
    lines = wrapping([Run(one_line(entry.title) or "Untitled", "strong")], width)
    lines += wrapping(_side_by_side(parts, glyphs), width)
    if entry.url:
        lines += wrapping(_address(entry.url), width)
    return lines


def _post_head(post: Post, width: int, glyphs: Glyphs) -> list[Line]:
    parts = [Run(week_in_words(post.week, glyphs))] if post.week else []
    parts.append(Run(_counted(len(post.entries), "entry", "entries"), "dim"))
    parts.append(Run(_counted(post.words, "word", "words"), "dim"))
    if post.draft:
        parts.append(Run("draft", "flag"))
    lines = _problems(post, width)
    lines += wrapping([Run(post.name, "strong")], width)
    lines += wrapping(_side_by_side(parts, glyphs), width)
    return lines + wrapping([Run(one_line(post.path), "url")], width)


def week_in_words(week: Week, glyphs: Glyphs) -> str:
    """A week with both its ends in full: `Sun 5 Jul 2020 – Sat 11 Jul 2020`."""
    return (
        f"{week.start:%a} {week.start.day} {week.start:%b %Y} {glyphs.to} {week.end:%a} {week.end.day} {week.end:%b %Y}"
    )


def _problems(post: Post, width: int) -> list[Line]:
    lines: list[Line] = []
    for problem in post.problems:
        lines += wrapping([Run(one_line(f"! {problem.text}"), "problem")], width)
    return lines


def _address(url: str) -> list[Run]:
    """The address in full, its site set off from the rest."""
    link = opened(url)
    before, slashes, rest = visible(url).partition("://")
    site, slash, path = rest.partition("/")
    if not slashes:
        return [Run(before, "url", link)]
    return [Run(before + slashes, "url", link), Run(site, "text", link), Run(slash + path, "url", link)]


def _side_by_side(parts: list[Run], glyphs: Glyphs) -> list[Run]:
    runs: list[Run] = []
    for part in parts:
        if part.text:
            runs += [Run(f" {glyphs.dot} ", "dim"), part] if runs else [part]
    return runs


def _counted(count: int, one: str, many: str) -> str:
    return f"{count or 'no'} {one if count == 1 else many}"
