"""Setting: one field of a post changed by one splice, which is proved before it is handed out."""

import datetime
import re

from readtui.grammar.frontmatter.places import Form, field_places, form_of
from readtui.grammar.frontmatter.reading import read_front_matter
from readtui.grammar.frontmatter.unusual import Unusual
from readtui.model.frontmatter import FrontMatter
from readtui.model.span import Span, Splice

_NEW_NAME = re.compile(r"[\w-]{1,100}")


def setting(source: bytes, front_matter: FrontMatter, key: str, value: object) -> Splice:
    """The splice that makes `value` the value of `key`, which is found in any case and added where it is missing.

    Values are text, truths, whole and real numbers, dates, times, and lists of these. A date takes the form of the
    value it replaces: in quotes it stays text. After the splice every other value reads back as it was, and so does
    the body. A value that is there already gives a splice that changes nothing.

    Raises:
        Unusual: that cannot be done safely; the sentence says why.
    """
    from readtui.grammar.frontmatter.adding import adding  # here, so that reading a log does not load them
    from readtui.grammar.frontmatter.replacing import replacing

    front_matter, problems = read_front_matter(source)
    if front_matter.language == "none":
        raise Unusual("this post has no front matter; edit it as text")
    if problems:
        raise Unusual("the front matter of this post cannot be read; edit it as text")
    value = list(value) if isinstance(value, tuple) else value
    form = form_of(source, front_matter)
    refuse_aliases(source, front_matter, form)
    fields = field_places(source, front_matter)
    folded = key.casefold()
    places = [field for field in fields if field.key.casefold() == folded]
    names = [name for name in front_matter.values if name.casefold() == folded]
    if len(places) > 1 or len(names) > 1:
        raise Unusual.because(f"{key} stands in it twice")
    if names and not places:
        raise Unusual.because(f"{key} holds fields of its own")
    if places:
        place, name = places[0], names[0]
        old = front_matter.values[name]
        value = _in_the_form_of(old, place.span.of(source), value, form)
        if _is_same(old, value):
            return Splice(place.span, place.span.of(source))
        splice = replacing(source, place, form, old, value)
    else:
        if not _NEW_NAME.fullmatch(key):
            raise Unusual(f"“{key}” is no name for a new field")
        name = key
        value = _in_the_form_of(None, b"", value, form)
        splice = adding(source, front_matter, form, fields, key, value)
    prove(source, front_matter, splice, name, value)
    return splice


def _in_the_form_of(old: object, written: bytes, value: object, form: Form) -> object:
    """The value as it will read back: a date in JSON, or in the quotes of the one before, is text."""
    if isinstance(value, datetime.date) and (form == "json" or (isinstance(old, str) and written[:1] in (b"'", b'"'))):
        return value.isoformat().replace("+00:00", "Z")
    return value


def refuse_aliases(source: bytes, front_matter: FrontMatter, form: Form) -> None:
    """Refuse a block with aliases: they make a few bytes into gigabytes of values, which are never compared.

    Raises:
        Unusual: it has one.
    """
    if form != "yaml" or b"*" not in (inside := front_matter.inside.of(source)):
        return
    from readtui.grammar.frontmatter.yaml_block import has_alias  # loads PyYAML

    if has_alias(inside.decode(errors="replace")):
        raise Unusual.because("an anchor")


def prove(source: bytes, before: FrontMatter, splice: Splice, name: str, value: object) -> None:
    """Refuse a splice that does not change the value, or anything else.

    Raises:
        Unusual: it is such a one.
    """
    changed = splice.apply(source)
    after, problems = read_front_matter(changed)
    expected = {**before.values, name: value}
    is_proved = (
        not problems
        and after.language == before.language
        and after.inside.start == before.inside.start
        and Span(after.block.end, len(changed)).of(changed) == Span(before.block.end, len(source)).of(source)
        and after.values.keys() == expected.keys()
        and all(_is_same(after.values[key], wanted) for key, wanted in expected.items())
    )
    if not is_proved:
        raise Unusual.because("the new value would not read back")


def _is_same(one: object, other: object) -> bool:
    """Whether two values are the same and of the same type; a number that is none is the same as itself."""
    if type(one) is not type(other):
        return False
    try:
        if isinstance(one, dict) and isinstance(other, dict):
            return list(one) == list(other) and all(_is_same(one[key], other[key]) for key in one)
        if isinstance(one, list) and isinstance(other, list):
            return len(one) == len(other) and all(map(_is_same, one, other))
        if isinstance(one, float | datetime.datetime):
            return repr(one) == repr(other)
        return one == other
    except RecursionError:
        return False
