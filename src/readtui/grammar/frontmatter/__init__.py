"""Front matter: the block of fields on top of a post, from bytes to values and back to bytes."""

from readtui.grammar.frontmatter.asking import value_from_text
from readtui.grammar.frontmatter.places import line_of, places
from readtui.grammar.frontmatter.reading import read_front_matter
from readtui.grammar.frontmatter.setting import setting
from readtui.grammar.frontmatter.telling import date_problem, draft_of, kind_of, title_of
from readtui.grammar.frontmatter.unusual import Unusual

__all__ = [
    "Unusual",
    "date_problem",
    "draft_of",
    "kind_of",
    "line_of",
    "places",
    "read_front_matter",
    "setting",
    "title_of",
    "value_from_text",
]
