"""The command `tag`: values put into the tags or categories of posts, and taken out."""

import argparse

from readtui.commands.changing import report
from readtui.commands.refusal import UsageError
from readtui.commands.which import Surroundings, add_log_arguments, chosen, log_to_change, split_number
from readtui.store.acts import retag

_WITH_VALUE = ("--add", "--remove", "--log", "--section")
_NO_TAG = ("-h",)


def protected(argv: list[str]) -> list[str]:
    """The command line with `+word` and `-word` as the options that they stand for."""
    words, before = [], ""
    for word in argv:
        is_tag = before not in _WITH_VALUE and word not in _NO_TAG and len(word) > 1 and word[:2] != "--"
        sign = word[0] if is_tag else ""
        words.append({"+": "--add=", "-": "--remove="}.get(sign, "") + word[1:] if sign in "+-" and sign else word)
        before = word
    return words


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument(
        "post", metavar="POST", nargs="+", help="the posts; among them +TAG adds one and -TAG takes one away"
    )
    parser.add_argument("--add", metavar="TAG", action="append", default=[], help="as +TAG; repeatable")
    parser.add_argument("--remove", metavar="TAG", action="append", default=[], help="as -TAG; repeatable")
    parser.add_argument("--category", action="store_true", help="categories instead of tags")
    add_log_arguments(parser)


def run(arguments: argparse.Namespace, surroundings: Surroundings) -> int:
    """Tag the posts."""
    if not arguments.add and not arguments.remove:
        raise UsageError("say which tags: +TAG adds one, -TAG takes one away")
    both = next((each for each in arguments.add if each in arguments.remove), None)
    if both is not None:
        raise UsageError(f"{both!r} is to be added and taken away: say one of the two")
    for argument in arguments.post:
        if split_number(argument)[1] is not None:
            raise UsageError(f"tags are the post's, not an entry's: name the post alone, without #N: {argument}")
    folder = log_to_change(arguments, surroundings)
    posts = [chosen(folder, argument)[0] for argument in arguments.post]
    key = "categories" if arguments.category else "tags"
    done = retag(folder, posts, key, arguments.add, arguments.remove)
    return report(arguments, done.what if done.is_changed else "nothing to change", done)
