"""The command `show`: a post or one of its entries, as text, as JSON or as its very bytes."""

import argparse

from readtui.commands.json_form import JsonObject, days_object, entry_object, week_object
from readtui.commands.kinds import kind_text
from readtui.commands.printing import print_bytes, print_json, print_line, print_text
from readtui.commands.refusal import UsageError
from readtui.commands.weeks import marks, week_text
from readtui.commands.which import Surroundings, add_log_arguments, chosen, log_to_read
from readtui.grammar.inline import plain_text, text_of
from readtui.model.entry import Entry
from readtui.model.post import Post


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("post", metavar="POST[#N]", help="a post, or its Nth entry, counted from 1")
    parser.add_argument("--raw", action="store_true", help="its very bytes and nothing else")
    add_log_arguments(parser)


def run(arguments: argparse.Namespace, surroundings: Surroundings) -> int:
    """Show what was asked for."""
    if arguments.raw and arguments.json:
        raise UsageError("--raw gives the very bytes, --json an object: ask for one of them")
    post, entry = chosen(log_to_read(arguments, surroundings), arguments.post)
    source = post.span_of(entry.index if entry else None).of(post.source)
    if arguments.raw:
        print_bytes(source)
    elif arguments.json:
        about = entry_object(post, entry) if entry else week_object(post)
        print_json(_with_text(about, source))
    elif entry:
        _print_entry(post, entry)
    else:
        _print_post(post)
    return 0


def _with_text(about: JsonObject, source: bytes) -> JsonObject:
    # surrogateescape: the bytes of a post that is not UTF-8 can be had back from the JSON
    return {**about, "text": source.decode("utf-8", "surrogateescape")}


def _print_entry(post: Post, entry: Entry) -> None:
    print_line(entry.title)
    kind = kind_text(entry_object(post, entry), post.kind)
    if kind:
        print_line(kind)
    for byline in entry.bylines:
        print_line(f"{byline.role}: {', '.join(byline.people)}")
    if entry.places.aside:
        print_line(plain_text(entry.places.aside.of(post.source)))
    if entry.url:
        print_line(entry.url)
    print_line(", ".join(part for part in (week_text(days_object(post.week)), f"{post.path}#{entry.index}") if part))
    _print_below(entry.places.note.of(post.source))


def _print_post(post: Post) -> None:
    print_line(post.title or "(no title)")
    row = week_object(post)
    print_line(", ".join(part for part in (week_text(row["week"]), *marks(row), post.path) if part))
    for problem in post.problems:
        print_line(problem.text)
    _print_below(post.body.of(post.source))


def _print_below(source: bytes) -> None:
    text = text_of(source).strip("\r\n")
    if text.strip():
        print()
        print_text(text)
