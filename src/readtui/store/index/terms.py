"""Terms: a document as the columns that FTS5 searches, and a search as what FTS5 is asked.

What is searched is folded here, and split by FTS5's `ascii` tokenizer: so a text is searched by the same rules on every
system, and each Chinese, Japanese or Thai character is a word. Marks are words that no text can have, for they
begin with a sign that folding takes away; by them kinds, tags and states cost no more than words do.
"""

from typing import TYPE_CHECKING

from readtui.grammar.searching.folding import folded, is_unspaced, words_of
from readtui.model.search import Search, Term

if TYPE_CHECKING:
    from readtui.model.document import Document

_MARK = "\u00b7"
_ALONE = f"{_MARK}alone"
_GAP = f" {_MARK} "
"""Between two people or links: no phrase goes over it."""
_TEXT = "{title people links about note}"
WEIGHTS = "10.0, 6.0, 4.0, 3.0, 1.0, 0.0"
"""How much a word counts in each column where what fits best comes first."""


def columns_of(document: "Document") -> tuple[str, str, str, str, str, str]:
    """What is kept of a document: title, people, links, what it is about, text, and marks."""
    marks = [_ALONE] if document.stands_alone else []
    marks += [f"{_MARK}k{_squashed(document.kind)}"] if document.kind else []
    marks += [f"{_MARK}t{_squashed(tag)}" for tag in document.tags]
    states = (("draft", document.is_draft), ("problem", document.is_problem), ("quote", document.has_quote))
    marks += [f"{_MARK}{state}" for state, holds in states if holds]
    return (
        document.title,
        "\n".join(document.people),
        "\n".join(document.links),
        "\n".join(document.about),
        document.text,
        f"{' '.join(marks)} {' '.join(words_of(document.host))}",
    )


def searched(columns: tuple[str, ...]) -> tuple[str, ...]:
    """The same as FTS5 is given them."""
    *texts, marks = columns
    return (*(_GAP.join(map(folded, text.split("\n"))) for text in texts[:4]), folded(texts[4]), marks)


def expression(search: Search) -> str:
    """What FTS5 is asked: the words and fields of the search. Days are none of its business."""
    asked = [term for term in search.terms if term.what not in ("days", "week")]
    wanted = [_term(term) for term in asked if not term.is_not]
    unwanted = [_term(term) for term in asked if term.is_not]
    if not search.words:
        wanted.append(f'marks : "{_ALONE}"')
    every = " AND ".join(wanted)
    return f"({every}) NOT ({' OR '.join(unwanted)})" if unwanted else every


def _term(term: Term) -> str:
    if term.what in ("kind", "tag"):
        return f'marks : "{_MARK}{term.what[0]}{_squashed(term.text)}"{" *" if term.is_prefix else ""}'
    if term.what in ("is", "has"):
        return f'marks : "{_MARK}{term.text}"'
    words = words_of(term.text)
    column = {"by": "people", "site": "marks", "link": "links"}.get(term.what, _TEXT)
    may_go_on = (term.is_prefix or term.what != "text") and not is_unspaced(words[-1])
    return f'{column} : "{" ".join(words)}"{" *" if may_go_on else ""}'


def _squashed(name: str | None) -> str:
    """A name as one word: its letters and digits; of one that has none the numbers of its signs."""
    words = "".join(words_of(name or ""))
    return words or "".join(f"{ord(character):x}" for character in (name or "").casefold())
