"""The command `set`: one field of a post's front matter."""

import argparse
from functools import partial

from readtui.commands.changing import answer, changing
from readtui.commands.refusal import UsageError
from readtui.commands.which import Surroundings, add_log_arguments, chosen, log_to_change, split_number
from readtui.grammar.frontmatter import setting, value_from_text
from readtui.model.post import Post
from readtui.model.span import Splice


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("post", metavar="POST", help="the post")
    parser.add_argument("key", metavar="KEY", help="draft, title, date, tags, and so on")
    parser.add_argument("value", metavar="VALUE", help="true, a text, a date, or for a list words with commas between")
    add_log_arguments(parser)


def run(arguments: argparse.Namespace, surroundings: Surroundings) -> int:
    """Set the field."""
    if split_number(arguments.post)[1] is not None:
        raise UsageError(
            f"front matter is the post's, not an entry's: name the post alone, without #N: {arguments.post}"
        )
    folder = log_to_change(arguments, surroundings)
    post, _ = chosen(folder, arguments.post)
    change = partial(_setting, key=arguments.key, text=arguments.value)
    done = changing(folder, post, [change], None, f"set {arguments.key} of {post.path}")
    return answer(arguments, f"set {arguments.key}", done, post.path)


def _setting(post: Post, key: str, text: str) -> Splice:
    value = value_from_text(key, text, post.front_matter.value(key))
    return setting(post.source, post.front_matter, key, value)
