"""The command `unsaved`: text that was typed and is not yet saved: listed, shown, put into its post, or let go."""

import argparse
import datetime
from contextlib import suppress

from readtui.commands.changing import answer
from readtui.commands.json_form import JsonObject, change_object
from readtui.commands.printing import (
    Column,
    complain,
    print_json,
    print_json_array,
    print_line,
    print_table,
    print_text,
)
from readtui.commands.refusal import UsageError
from readtui.commands.unified import unified
from readtui.commands.which import Surroundings, add_log_arguments, log_to_change, log_to_read
from readtui.grammar.changing.merging import merging
from readtui.grammar.inline import text_of
from readtui.grammar.posts import read_post
from readtui.store.changes.doing import Done
from readtui.store.faults import Conflict, NoSuchPost, NoSuchText, Refused
from readtui.store.folder import LogFolder
from readtui.store.statefolder import StateFolder
from readtui.store.unsaved.leftover import Leftover, discard, discarded, leftover, removing, running, unreadable
from readtui.store.unsaved.saving import save_text, settle
from readtui.store.walk import in_sections

_COLUMNS = (Column(), Column(), Column(least=20), Column())
_ACTS = ("show", "restore", "discard")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("act", metavar="ACT", nargs="?", choices=_ACTS, help="show, restore or discard one of them")
    parser.add_argument("id", metavar="ID", nargs="?", help="which one, as it is listed")
    parser.add_argument("--discarded", action="store_true", help="list what was discarded in the last 90 days")
    parser.add_argument("--new", action="store_true", help="restore into a new file, where the post's is gone")
    settling = parser.add_mutually_exclusive_group()
    settling.add_argument("--mine", action="store_true", help="restore it in place of lines that others changed too")
    settling.add_argument("--both", action="store_true", help="restore it below lines that others changed too")
    add_log_arguments(parser)


def run(arguments: argparse.Namespace, surroundings: Surroundings) -> int:
    """List the unsaved texts, or do with one of them what was asked for."""
    if (arguments.act is None) != (not arguments.id):
        raise UsageError(f"name a text to {arguments.act}, by its ID as in `readtui unsaved`")
    if arguments.act != "restore" and (arguments.new or arguments.mine or arguments.both):
        raise UsageError("--new, --mine and --both tell how to restore a text: readtui unsaved restore ID")
    if arguments.act in (None, "show"):
        folder = log_to_read(arguments, surroundings)
    else:
        folder = log_to_change(arguments, surroundings)
    state = StateFolder.of(folder.root, surroundings.environ)
    if arguments.act is None:
        return _list(arguments, folder, state)
    return {"show": _show, "restore": _restore, "discard": _discard}[arguments.act](arguments, folder, state)


def unsaved_object(found: Leftover) -> JsonObject:
    """An unsaved text as a row of `unsaved`."""
    post = read_post(found.text.path, found.text.source)
    entry = post.entry(found.text.index)
    return {
        "id": found.id,
        "post": post.path,
        "index": found.text.index,
        "title": entry.title if entry else post.title,
        "words": found.words,
        "date": post.date.isoformat() if post.date else None,
        "since": found.began.isoformat(),
        "when": found.when.isoformat(),
        "state": found.fate,
        "process": found.owner.pid if found.owner and found.fate == "running" else None,
    }


def _list(arguments: argparse.Namespace, folder: LogFolder, state: StateFolder) -> int:
    there = discarded(state) if arguments.discarded else [*leftover(state), *running(state)]
    there = _in_log(there, folder)
    if arguments.json:
        print_json_array(unsaved_object(found) for found in there)
    else:
        today = datetime.datetime.now().astimezone().date()
        print_table(_COLUMNS, ((found.id, _fate(found), found.sentence(today), _place(found)) for found in there))
    for file in unreadable(state):
        complain(f"{file}: an unsaved text that cannot be read: it is damaged, or a later readtui's; it is left alone")
    return 0


def _show(arguments: argparse.Namespace, folder: LogFolder, state: StateFolder) -> int:
    found = _chosen(arguments.id, folder, state)
    text = found.text
    now = b""
    with suppress(NoSuchPost):
        now = folder.read(text.path).source
    merged = merging(text.source, text.whole, now) if now else None
    if now and merged is None:
        complain(f"{text.path}: others changed the same lines since; this is how theirs differ from yours")
    lines = unified(now, text.whole if merged is None else merged, text.path, f"{text.path} with {found.id}")
    if arguments.json:
        told = {"text": text_of(text.typed), "difference": "\n".join(lines)}
        print_json({**unsaved_object(found), **told})
    else:
        print_text("\n".join(lines))
    return 0


def _restore(arguments: argparse.Namespace, folder: LogFolder, state: StateFolder) -> int:
    found = _chosen(arguments.id, folder, state)
    _check_ended(found)
    with removing(found):
        done = _put(arguments, folder, found)
    return answer(arguments, "restored what was typed", done, _place(found))


def _put(arguments: argparse.Namespace, folder: LogFolder, found: Leftover) -> Done:
    """Put the text into its post, as that is now.

    Raises:
        Refused: the post is gone, or others changed the same lines, and it was not said what to do then.
    """
    text, what = found.text, f"restored what was typed in {_place(found)}"
    if arguments.new:
        return folder.create(text.path, text.whole, what)
    try:
        return save_text(folder, text, what).done
    except Conflict as conflict:
        if conflict.theirs is None:
            raise Refused(
                f"{text.path}: the post is gone; "
                f"`readtui unsaved restore {found.id} --new` makes it again with this text"
            ) from None
        if not arguments.mine and not arguments.both:
            raise Refused(
                f"{text.path}: others changed the same lines since; nothing was changed: restore it with "
                "--mine, which replaces theirs, or with --both, which keeps theirs above yours"
            ) from conflict
        return settle(folder, text, conflict, "mine" if arguments.mine else "both", what).done


def _discard(arguments: argparse.Namespace, folder: LogFolder, state: StateFolder) -> int:
    found = _chosen(arguments.id, folder, state)
    _check_ended(found)
    if found.fate == "discarded":
        raise Refused(f"{found.id}: it is discarded already; `readtui unsaved restore {found.id}` gets it back")
    discard(state, found)
    line = f"{_place(found)}: discarded what was typed; `readtui unsaved restore {found.id}` gets it back for 90 days"
    if arguments.json:
        print_json(change_object(line, [], None, None))
    else:
        print_line(line)
    return 0


def _chosen(argument: str, folder: LogFolder, state: StateFolder) -> Leftover:
    """The one that the reader means: those that wait come before those that were let go.

    Raises:
        NoSuchText: there is none.
        UsageError: it may be several.
    """
    for there in ([*leftover(state), *running(state)], discarded(state)):
        there = _in_log(there, folder)
        for found in there:
            if found.id == argument:
                return found
        meant = [found for found in there if found.is_meant_by(argument)]
        if len(meant) > 1:
            raise UsageError(f"{argument} may be {' or '.join(found.id for found in meant)}: write more of it")
        if meant:
            return meant[0]
    raise NoSuchText(argument)


def _in_log(there: list[Leftover], folder: LogFolder) -> list[Leftover]:
    """Those in posts of the log as it was opened; the file of such a post may be gone."""
    if folder.only is not None:
        return [found for found in there if found.text.path == folder.only]
    return [found for found in there if in_sections(found.text.path, folder.sections)]


def _check_ended(found: Leftover) -> None:
    """Refuse a text that is still being typed.

    Raises:
        Refused: it is.
    """
    if found.fate == "running":
        raise Refused(f"{found.id}: nothing was changed: it is {_fate(found)}; save it there, or leave that readtui")


def _fate(found: Leftover) -> str:
    if found.fate != "running":
        return "discarded" if found.fate == "discarded" else ""
    owner = found.owner
    where = f" (process {owner.pid}{f', {owner.tty}' if owner.tty else ''})" if owner else ""
    return f"in a readtui that runs{where}"


def _place(found: Leftover) -> str:
    return found.text.path if found.text.index is None else f"{found.text.path}#{found.text.index}"
