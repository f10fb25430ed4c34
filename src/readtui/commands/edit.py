"""The command `edit`: fields of an entry, or its text in the reader's editor."""

import argparse

from readtui.commands.changing import Change, answer, changing, check_names_entry, report
from readtui.commands.given import byline_from, note_in_file
from readtui.commands.refusal import UsageError
from readtui.commands.which import Surroundings, add_log_arguments, chosen, chosen_entries, log_to_change, split_number
from readtui.config import read_config
from readtui.grammar.changing.editing import (
    replacing,
    setting_bylines,
    setting_kind,
    setting_note,
    setting_title,
    setting_url,
)
from readtui.model.post import Post
from readtui.store.acts import set_kind
from readtui.store.changes.doing import Done
from readtui.store.changes.edits import check_editable
from readtui.store.editor import NoEditorError, Scratch, as_meant, editor_command, run_editor
from readtui.store.faults import Fault, Refused, Unreadable
from readtui.store.folder import LogFolder

_FIELDS = {"kind": "kind", "title": "title", "url": "url", "by": "byline", "note_file": "note"}
"""The options that change a field, and what the field is called."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument(
        "post",
        metavar="POST[#N]",
        nargs="+",
        help="the post's Nth entry, or in an editor all of the post; several for --kind",
    )
    parser.add_argument("--kind", help='what sort of thing it is; "" takes the kind away')
    parser.add_argument("--title", help="its title, as it shall read")
    parser.add_argument("--url", help="what its title links to")
    parser.add_argument(
        "--by",
        metavar="'ROLE: A, B and C'",
        action="append",
        help='who made it, instead of all who are credited now; repeatable; "" credits nobody',
    )
    parser.add_argument("--note-file", metavar="FILE", help="the note, from a file of markdown; - for standard input")
    add_log_arguments(parser)


def run(arguments: argparse.Namespace, surroundings: Surroundings) -> int:
    """Edit the entry."""
    if len(arguments.post) > 1:
        return _set_kinds(arguments, surroundings)
    argument = arguments.post[0]
    changes = _changes(arguments, surroundings)
    if changes:
        check_names_entry(argument, "fields are those of an entry")
    folder = log_to_change(arguments, surroundings)
    post, entry = chosen(folder, argument)
    index = entry.index if entry else None
    place = post.path if index is None else f"{post.path}#{index}"
    if not changes:
        return answer(arguments, "edited", _edited_by_hand(folder, post, index, surroundings), place)
    given = [said for name, said in _FIELDS.items() if getattr(arguments, name) is not None]
    told = f"changed {', '.join(given)}"
    what = f"{told} of “{entry.title if entry else ''}” in {post.path}"
    return answer(arguments, told, changing(folder, post, changes, index, what), place)


def _set_kinds(arguments: argparse.Namespace, surroundings: Surroundings) -> int:
    """Set the kind of several entries at once.

    Raises:
        UsageError: another field is to be set, or none, or one of the arguments names no entry.
    """
    others = [
        f"--{name.replace('_', '-')}" for name in _FIELDS if name != "kind" and getattr(arguments, name) is not None
    ]
    if others or arguments.kind is None:
        raise UsageError("of several entries --kind is set and nothing else: name one, or give --kind alone")
    for argument in arguments.post:
        check_names_entry(argument, "kinds are those of entries")
    folder = log_to_change(arguments, surroundings)
    done = set_kind(folder, chosen_entries(folder, arguments.post), arguments.kind or None)
    return report(arguments, done.what if done.is_changed else "nothing to change", done)


def _changes(arguments: argparse.Namespace, surroundings: Surroundings) -> list[Change]:
    """What the options ask for; what is taken away comes last, for an entry may hang on it."""
    changes: list[Change] = []
    index = split_number(arguments.post[0])[1] or 0
    if arguments.title is not None:
        changes.append(lambda post: setting_title(post, index, arguments.title))
    if arguments.kind:
        changes.append(lambda post: setting_kind(post, index, arguments.kind))
    if arguments.url is not None:
        changes.append(lambda post: setting_url(post, index, arguments.url))
    if arguments.by is not None:
        bylines = tuple(byline_from(line) for line in arguments.by if line.strip())
        changes.append(lambda post: setting_bylines(post, index, bylines))
    if arguments.note_file is not None:
        note = note_in_file(arguments.note_file, surroundings.here, "--note-file")
        changes.append(lambda post: setting_note(post, index, note))
    if arguments.kind == "":
        changes.append(lambda post: setting_kind(post, index, None))
    return changes


def _edited_by_hand(folder: LogFolder, post: Post, index: int | None, surroundings: Surroundings) -> Done:
    """Make the entry, or all of the post, what the reader's editor leaves."""
    check_editable(post)
    try:
        command = editor_command(read_config(surroundings.environ).editor, surroundings.environ)
    except NoEditorError as error:
        raise UsageError(str(error)) from error
    before = post.span_of(index).of(post.source)
    scratch = Scratch.holding(before, post.path if index is None else f"{post.path}-{index}")
    try:
        typed = _typed(command, scratch, before)
        done = changing(folder, post, [lambda post: replacing(post, index, typed)], index)
    except (Fault, UsageError) as fault:
        if scratch.was_written(before):  # what was typed is never lost
            fault.add_note(f"what you typed is kept in {scratch.path}")
        else:
            scratch.discard()
        raise
    scratch.discard()
    return done


def _typed(command: list[str], scratch: Scratch, before: bytes) -> bytes:
    """What the editor left of the bytes `before`."""
    try:
        code = run_editor(command, scratch.path)
    except OSError as error:
        raise UsageError(f"the editor {command[0]} cannot be started: {error.strerror}") from error
    if code:
        raise Refused(f"the editor ended with {code}; nothing was changed")
    try:
        typed = scratch.read()
    except OSError as error:
        raise Unreadable.because(str(scratch.path), error) from error
    if not typed.strip():
        raise Refused("the editor left no text; nothing was changed")
    return as_meant(before, typed)
