"""Reading: from a post's bytes to its fields, whatever the bytes are."""

import re

from readtui.grammar.frontmatter.fences import BYTE_ORDER_MARK, Fences, find_fences, line_at
from readtui.grammar.frontmatter.plain import plain_text, plain_toml, plain_yaml
from readtui.grammar.frontmatter.unusual import Unreadable
from readtui.model.frontmatter import FrontMatter, Language
from readtui.model.problem import Problem
from readtui.model.span import Span

DEEPEST_NESTING = 100

_LANGUAGE_NAMES = {"toml": "TOML", "yaml": "YAML", "json": "JSON"}
_LEADING_MARKS = re.compile(r"^[ \t]*(?:[-?:][ \t]+)*", re.MULTILINE)
_A_FIELD = re.compile(r"""^[ \t]*["']?[\w. -]{1,80}["']?[ \t]*:(?:\s|$)""", re.MULTILINE)


def read_front_matter(source: bytes) -> tuple[FrontMatter, tuple[Problem, ...]]:
    """The block of fields on top of `source`, and what is wrong with it; never raises.

    A block that cannot be read has no values. It stays out of the body, except where it may be no block at all: not
    closed, or holding text or a list where fields should be.
    """
    fences = find_fences(source)
    language, inside = fences.language, fences.inside
    if fences.problem is not None:
        return FrontMatter(language, fences.block, inside, {}), (fences.problem,)
    if language == "none":
        return FrontMatter(language, fences.block, inside, {}), ()
    if language != "json" and (text := plain_text(inside.of(source))) is not None:
        values = plain_toml(text) if language == "toml" else plain_yaml(text)
        if values is not None:
            return FrontMatter(language, fences.block, inside, values), ()
    return _parse(source, fences)


def _parse(source: bytes, fences: Fences) -> tuple[FrontMatter, tuple[Problem, ...]]:
    """What the language's own parser makes of the block."""
    # A byte that is no UTF-8 costs its character and not the fields: the post is shown, its bytes are kept.
    text = fences.inside.of(source).decode(errors="replace")
    first_line = line_at(source, fences.inside.start)
    if _nesting(text, fences.language) > DEEPEST_NESTING:
        problem = Problem("front-matter-too-deep", first_line, "the front matter is nested too deep and was not read")
        return FrontMatter(fences.language, fences.block, fences.inside, {}), (problem,)
    # Here and not above: this loads PyYAML and python-frontmatter, 20 ms that a log of plain blocks never pays.
    from readtui.grammar.frontmatter.handlers import handler_of

    try:
        found = handler_of(fences.language, text).load(text)
    except Unreadable as unreadable:
        if fences.language == "yaml" and not _A_FIELD.search(text):
            return _no_fields(source, first_line)
        line = first_line + (unreadable.line or 1) - 1
        sentence = f"the front matter is not valid {_LANGUAGE_NAMES[fences.language]}: {unreadable}"
        problem = Problem("front-matter-invalid", line, sentence)
        return FrontMatter(fences.language, fences.block, fences.inside, {}), (problem,)
    if isinstance(found, dict):
        return FrontMatter(fences.language, fences.block, fences.inside, found), ()
    return _no_fields(source, first_line)


def _no_fields(source: bytes, first_line: int) -> tuple[FrontMatter, tuple[Problem, ...]]:
    """Text between two rules, which is the post's own: the body is whole, nothing of it disappears."""
    start = 3 if source.startswith(BYTE_ORDER_MARK) else 0
    problem = Problem("front-matter-not-fields", first_line, "there are no fields between the rules on top of the post")
    return FrontMatter("yaml", Span(0, start), Span(start, start), {}), (problem,)


def _nesting(text: str, language: Language) -> int:
    """How deep the block may be nested, in levels; brackets in quoted text count too, as if they were open."""
    deepest = 0
    if language == "toml" and text.count(".") > DEEPEST_NESTING:
        from readtui.grammar.frontmatter.toml_block import longest_key  # compiles what hardly a block needs

        deepest = longest_key(text)
    if text.count("[") + text.count("{") > DEEPEST_NESTING:
        depth = 0
        for bracket in re.finditer(r"[\[\]{}]", text):
            depth = depth + 1 if bracket[0] in "[{" else max(0, depth - 1)
            deepest = max(deepest, depth)
    leads = [lead.group() for lead in _LEADING_MARKS.finditer(text)]
    if any(len(lead) > DEEPEST_NESTING for lead in leads):
        columns: list[int] = []
        for lead in leads:
            starts = [place for place, mark in enumerate(lead) if mark not in " \t"]
            for column in [*starts, len(lead)]:
                while columns and columns[-1] >= column:
                    columns.pop()
                columns.append(column)
            deepest = max(deepest, len(columns))
    return deepest
