"""The command `fields`: the fields of a post's front matter, as they are written."""

import argparse
import datetime

from readtui.commands.json_form import JsonObject
from readtui.commands.printing import Column, complain, print_json, print_table
from readtui.commands.refusal import UsageError
from readtui.commands.which import Surroundings, add_log_arguments, chosen, log_to_read, split_number
from readtui.grammar.frontmatter import Unusual, places
from readtui.grammar.frontmatter.places import form_of
from readtui.grammar.frontmatter.setting import refuse_aliases
from readtui.grammar.inline import text_of
from readtui.model.post import Post


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("post", metavar="POST", help="the post")
    add_log_arguments(parser)


def run(arguments: argparse.Namespace, surroundings: Surroundings) -> int:
    """Show the fields."""
    if split_number(arguments.post)[1] is not None:
        raise UsageError(
            f"front matter is the post's, not an entry's: name the post alone, without #N: {arguments.post}"
        )
    post, _ = chosen(log_to_read(arguments, surroundings), arguments.post)
    written = places(post.source, post.front_matter)
    texts = {key: text_of(written[key].of(post.source)) if key in written else None for key in post.front_matter.values}
    if arguments.json:
        print_json({"post": post.path, "front_matter": post.language, "fields": _fields(post, texts)})
    elif not texts:
        complain(f"{post.path}: {_why_none(post)}")
    else:
        print_table(
            (Column(), Column(least=20)), [(key, " ".join((text or "…").split())) for key, text in texts.items()]
        )
    return 0


def _why_none(post: Post) -> str:
    """Why a post has no fields."""
    told = (problem.message for problem in post.problems if problem.code.startswith("front-matter"))
    return next(told, "this post has no front matter" if post.language == "none" else "its front matter has no fields")


def _fields(post: Post, texts: dict[str, str | None]) -> list[JsonObject]:
    """Each field with its value, and as it is written; the value is null where it is no text, truth, number or list."""
    try:
        if post.front_matter.values:
            refuse_aliases(post.source, post.front_matter, form_of(post.source, post.front_matter))
        values = dict(post.front_matter.values)
    except Unusual:  # a few bytes may be gigabytes of values
        values = {}
    return [{"key": key, "value": _plain(values.get(key)), "text": text} for key, text in texts.items()]


def _plain(value: object) -> object:
    if isinstance(value, list):
        items = [_plain(item) for item in value]
        return items if all(item is not None and not isinstance(item, list) for item in items) else None
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return value if isinstance(value, str | bool | int | float) else None
