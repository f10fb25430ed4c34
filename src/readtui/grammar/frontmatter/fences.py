"""Fences: where the block of fields begins and ends, by Hugo's rule."""

import re
from dataclasses import dataclass

from readtui.model.frontmatter import Language
from readtui.model.problem import Problem
from readtui.model.span import Span

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
LARGEST_BLOCK = 64 * 1024
"""Bytes; a longer block is not read: PyYAML needs a second for each megabyte."""

_OPENING = re.compile(rb"[ \t\r\n]*+(?:(\+\+\+|---)|(?=\{))")
_CLOSING: dict[bytes, re.Pattern[bytes]] = {
    b"+++": re.compile(rb"(?<=[\r\n])\+\+\+"),
    b"---": re.compile(rb"(?<=[\r\n])---"),
}
_LANGUAGES: dict[bytes, Language] = {b"+++": "toml", b"---": "yaml"}
_LINE_END = re.compile(rb"\r\n|\n|\r")
_REST_OF_FENCE = re.compile(rb"[-+ \t]*(?:\r\n|\n|\r|\Z)")
_OBJECT_BEGINS = re.compile(rb"\{\s*[\"}]")
_REST_OF_OBJECT = re.compile(rb"[ \t]*(?:\r\n|\n|\r|\Z)")
_JSON_MARK = re.compile(rb'\\.?|["{}]', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Fences:
    """Where the block stands; with a problem, it cannot be read."""

    language: Language
    block: Span
    inside: Span
    problem: Problem | None = None


def find_fences(source: bytes) -> Fences:
    """The block on top of `source`.

    As Hugo does it: after an optional byte order mark and blank space come three characters, and the first line
    that starts with the same three ends the block. Two readings of ours are kinder, where Hugo refuses the page: a
    first line of `----` is a rule, and a brace that no JSON follows is text.
    """
    start = 3 if source.startswith(BYTE_ORDER_MARK) else 0
    opening = _OPENING.match(source, start)
    if opening is None:
        return _no_block("none", start)
    delimiter: bytes | None = opening[1]
    if delimiter is None:
        return _find_object(source, start, opening.end())
    begin = opening.end()
    if source.startswith(delimiter[:1], begin):
        return _no_block("none", start)
    language = _LANGUAGES[delimiter]
    if first_end := _LINE_END.match(source, begin):
        begin = first_end.end()
    closing = _CLOSING[delimiter].search(source, begin)
    if closing is None:
        line = line_at(source, opening.end())
        sentence = f"the front matter is not closed: no line below begins with {delimiter.decode()}"
        return _no_block(language, start, Problem("front-matter-unclosed", line, sentence))
    rest = _REST_OF_FENCE.match(source, closing.end())
    block = Span(0, rest.end() if rest else closing.end())
    return _bounded(source, language, block, Span(begin, closing.start()))


def line_at(source: bytes, offset: int) -> int:
    """The line that holds the byte at `offset`, counted from 1; lines end as in `bytes.splitlines`."""
    above = source[:offset]
    return 1 + above.count(b"\n") + above.count(b"\r") - above.count(b"\r\n")


def _no_block(language: Language, start: int, problem: Problem | None = None) -> Fences:
    # The byte order mark belongs to the block, so that the body begins with text.
    return Fences(language, Span(0, start), Span(start, start), problem)


def _find_object(source: bytes, start: int, begin: int) -> Fences:
    """A JSON object, which ends with the brace that closes its first."""
    if _OBJECT_BEGINS.match(source, begin) is None:
        return _no_block("none", start)
    depth, quoted = 0, False
    for mark in _JSON_MARK.finditer(source, begin, begin + LARGEST_BLOCK + 1):
        if mark[0] == b'"':
            quoted = not quoted
        elif not quoted and mark[0] in (b"{", b"}"):
            depth += 1 if mark[0] == b"{" else -1
            if depth == 0:
                rest = _REST_OF_OBJECT.match(source, mark.end())
                return Fences("json", Span(0, rest.end() if rest else mark.end()), Span(begin, mark.end()))
    line = line_at(source, begin)
    if len(source) - begin > LARGEST_BLOCK:
        return _no_block("json", start, _too_large(line))
    sentence = "the front matter is not closed: its first brace has no partner"
    return _no_block("json", start, Problem("front-matter-unclosed", line, sentence))


def _bounded(source: bytes, language: Language, block: Span, inside: Span) -> Fences:
    if len(inside) <= LARGEST_BLOCK:
        return Fences(language, block, inside)
    return Fences(language, block, inside, _too_large(line_at(source, inside.start)))


def _too_large(line: int) -> Problem:
    return Problem("front-matter-too-large", line, "the front matter is longer than 64 KiB and was not read")
