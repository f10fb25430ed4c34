"""The command `rename`: a tag, a category, a kind or a person called otherwise across the log."""

import argparse

from readtui.commands.changing import report
from readtui.commands.json_form import JsonObject, change_object
from readtui.commands.printing import complain, print_json, print_line
from readtui.commands.unified import unified
from readtui.commands.which import Surroundings, add_log_arguments, log_to_change
from readtui.model.span import splicing
from readtui.store.acts import Preview, paths_naming, previewing, refuse_unnamed, rename_across


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument(
        "what", metavar="tag|category|kind|person", choices=("tag", "category", "kind", "person"), help="what it is"
    )
    parser.add_argument("old", metavar="OLD", help="its name, just as it is written")
    parser.add_argument("new", metavar="NEW", help="the name it gets; where that is there already both become one")
    parser.add_argument("--dry-run", action="store_true", help="show every change and make none")
    add_log_arguments(parser)


def run(arguments: argparse.Namespace, surroundings: Surroundings) -> int:
    """Rename it, or show what that would change."""
    folder = log_to_change(arguments, surroundings)
    paths = paths_naming(folder, surroundings.environ, arguments.what, arguments.old)
    preview = previewing(folder, paths, arguments.what, arguments.old, arguments.new)
    for passed in preview.passed:
        complain(f"{passed.post}: stays as it is: {passed.why}")
    refuse_unnamed(preview)
    if not arguments.dry_run:
        done = rename_across(folder, preview)
        return report(arguments, done.what, done, {"refused": _refused(preview)})
    if arguments.json:
        print_json(_object(preview))
        return 0
    for edit in preview.edits:
        after = splicing(edit.post.source, edit.splices)
        for line in unified(edit.post.source, after, f"a/{edit.path}", f"b/{edit.path}"):
            print_line(line)
    return 0


def _object(preview: Preview) -> JsonObject:
    """What is answered where nothing is done: each line that would change, and the posts that would stay."""
    lines = [
        {"post": line.post, "line": line.line, "before": line.before, "after": line.after} for line in preview.lines()
    ]
    answer = change_object("nothing: this is a dry run", (), None, None)
    return answer | {"lines": lines, "refused": _refused(preview)}


def _refused(preview: Preview) -> list[JsonObject]:
    return [{"post": each.post, "reason": each.why} for each in preview.passed]
