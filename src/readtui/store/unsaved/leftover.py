"""Leftover: unsaved text that is on disk: of sessions that ended unasked or still run, or let go by the reader."""

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from time import time
from typing import Literal

from readtui.model.printable import one_line
from readtui.model.unsaved import UnsavedText
from readtui.store.faults import Refused, Unwritable
from readtui.store.files.durable import put, sync_folder
from readtui.store.ownfolders import made_private
from readtui.store.statefolder import StateFolder
from readtui.store.unsaved.journalfolder import (
    UNSAVED,
    held,
    is_running,
    journal_folders,
    number_in,
    owner_of,
    records_in,
    remove_if_empty,
    remove_unfinished,
)
from readtui.store.unsaved.owner import Owner
from readtui.store.unsaved.textrecord import TextRecord, digest, version_in

_DISCARDED = "discarded"
"""The folder beside those of the sessions."""
_SHORTEST_ID = 4
_DAYS_DISCARDED = 90
_STOPS = ".,;:!?\u2026"
"""A word is the same with and without them."""
_DAY = 24 * 60 * 60

Fate = Literal["left", "running", "discarded"]
"""What became of it: its session has ended, or still runs, or the reader let it go."""


@dataclass(frozen=True, slots=True)
class Leftover:
    """An unsaved text that is on disk."""

    id: str
    """As short as is clear among all that there are, 4 characters or more: `a3f1`."""
    whole_id: str
    text: UnsavedText
    """Its path as in the opened log."""
    began: datetime
    """When the typing began, with its zone."""
    when: datetime
    """When the last key was typed, with its zone."""
    fate: Fate
    owner: Owner | None
    """Whose it is or was; None where that is not known."""
    files: tuple[Path, ...]
    """All that hold it, also earlier versions of it."""

    @property
    def words(self) -> int:
        """How many words were typed that its base does not have."""
        from readtui.grammar.inline import text_of  # markdown-it: 20 ms, and wanted where there is a leftover
        from readtui.grammar.words import count_words

        typed, base = (
            Counter(word.rstrip(_STOPS) for word in text_of(part).split()) for part in (self.text.typed, self.text.base)
        )
        return count_words(" ".join((typed - base).elements()))

    def sentence(self, today: date) -> str:
        """What it is, on one printable line: `What I read, JAX: 214 words unsaved since 21:04`."""
        from readtui.grammar.posts import read_post

        post = read_post(self.text.path, self.text.source)
        entry = post.entry(self.text.index)
        title = f"{post.name}, {one_line(entry.title)}" if entry else post.name
        began = self.began.astimezone()
        since = f"{began:%H:%M}" if began.date() == today else f"{began:%Y-%m-%d %H:%M}"
        much = {0: "a change", 1: "1 word"}.get(self.words, f"{self.words} words")
        return f"{title}: {much} unsaved since {since}"

    def is_meant_by(self, argument: str) -> bool:
        """Whether the reader may mean it by an id or the beginning of one."""
        return bool(argument) and (self.id == argument or self.whole_id.startswith(argument))


def leftover(state: StateFolder) -> list[Leftover]:
    """What sessions left that have ended, the latest first."""
    return [found for found in _of_sessions(state) if found.fate == "left"]


def running(state: StateFolder) -> list[Leftover]:
    """What is unsaved in sessions of other programs that still run, the latest first."""
    found = (found for found in _of_sessions(state) if found.fate == "running")
    return [each for each in found if each.owner is None or not each.owner.is_this_program]


def discarded(state: StateFolder) -> list[Leftover]:
    """What the reader let go of in the last 90 days, the latest first."""
    folder = state.folder / UNSAVED / _DISCARDED
    found: list[tuple[int, Leftover]] = []
    for files in records_in(folder).values():
        for file in files:  # each for itself: a text may be let go of, restored, typed on and let go of again
            with suppress(OSError, ValueError):
                record = TextRecord.read(file)
                opened = _opened(state, record, "discarded", None, (file,))
                if opened is not None:
                    found.append((record.sequence, opened))
    return _named(state, [each for _, each in sorted(found, key=lambda pair: pair[0], reverse=True)])


def unreadable(state: StateFolder) -> list[Path]:
    """The records of sessions that ended which are torn, or of a later readtui's making; they are left alone."""
    found = []
    for folder in journal_folders(state):
        for files in records_in(folder).values():
            try:
                TextRecord.read(files[0])
            except ValueError:
                found.append(files[0])
            except OSError:  # gone meanwhile: it runs
                continue
    return found


def discard(state: StateFolder, leftover: Leftover) -> None:
    """Let go of what a session left: it stays among those discarded for 90 days.

    Raises:
        Refused: it is not there any more, or its session still runs.
        Unwritable: it could not be put there, and is where it was.
    """
    kept = replace(leftover.text, path=state.kept(leftover.text.path))
    with removing(leftover):
        try:
            discard_record(state, TextRecord(leftover.whole_id, 0, kept, leftover.began, leftover.when))
        except OSError as error:
            raise Unwritable.because(leftover.text.path, error) from error


def discard_record(state: StateFolder, record: TextRecord) -> None:
    """Put a text among those discarded, durably.

    Raises:
        OSError: it cannot be written.
    """
    folder = made_private(state.made(UNSAVED) / _DISCARDED)
    last = max((version_in(files[0].name) for files in records_in(folder).values()), default=0)
    record = replace(record, sequence=last + 1)
    put(folder / record.name, record.encoded(digest(record.text.source), with_post=True))


@contextmanager
def removing(leftover: Leftover) -> Iterator[None]:
    """Hold what a session left while it is put elsewhere, and then remove it, durably.

    Raises:
        Refused: it is not there any more, or its session still runs.
        OSError: it cannot be looked at.
    """
    folders = {file.parent for file in leftover.files}
    with ExitStack() as stack:
        for folder in folders if leftover.fate != "discarded" else ():
            if folder.is_dir() and not stack.enter_context(held(folder)):
                raise Refused(f"{leftover.id}: the readtui that it is typed in still runs: save it there")
        if not any(file.exists() for file in leftover.files):
            raise Refused(f"{leftover.id}: this text is not there any more: another readtui took it")
        yield
        with suppress(OSError):  # then it is offered again: rather twice than not at all
            for file in leftover.files:
                file.unlink(missing_ok=True)
            for folder in folders:
                if folder.exists() and (leftover.fate == "discarded" or not remove_if_empty(folder)):
                    sync_folder(folder)


def tidy(state: StateFolder) -> None:
    """Remove what nobody needs: folders of sessions that ended and left no text, what was let go of 90 days ago."""
    for folder in journal_folders(state):
        with suppress(OSError):
            if not records_in(folder) and not is_running(folder):
                with held(folder, 0) as is_held:
                    if is_held:
                        remove_if_empty(folder)
    remove_unfinished(state)
    for files in records_in(state.folder / UNSAVED / _DISCARDED).values():
        for file in files:
            with suppress(OSError):
                if file.stat().st_mtime < time() - _DAYS_DISCARDED * _DAY:
                    file.unlink()


def _of_sessions(state: StateFolder) -> list[Leftover]:
    """What is unsaved in all sessions, the latest first; a text that was being moved when the program ended is one."""
    found: dict[tuple[str, UnsavedText], tuple[tuple[int, int], Leftover]] = {}
    for folder in journal_folders(state):
        fate: Fate = "running" if is_running(folder) else "left"
        owner = owner_of(folder)
        for name, files in records_in(folder).items():
            record = _latest(files)
            if record is None and fate == "running":  # typed on between the two looks
                record = _latest(records_in(folder).get(name, []))
            opened = _opened(state, record, fate, owner, tuple(files)) if record else None
            if record is None or opened is None:
                continue
            place = number_in(folder), record.sequence
            twin = found.get((record.id, opened.text))
            if twin is not None and twin[1].fate == "running":
                continue  # it is being taken over
            if twin is not None and fate == "left":  # a session ended while it took it over
                opened = replace(opened, files=(*twin[1].files, *opened.files))
            found[record.id, opened.text] = place, opened
    return _named(state, [each for _, each in sorted(found.values(), key=lambda pair: pair[0], reverse=True)])


def _latest(files: list[Path]) -> TextRecord | None:
    """The latest version that is whole; what is not is left where it is."""
    for file in files:
        with suppress(OSError, ValueError):
            return TextRecord.read(file)
    return None


def _opened(
    state: StateFolder, record: TextRecord, fate: Fate, owner: Owner | None, files: tuple[Path, ...]
) -> Leftover | None:
    """The text by its path in the opened log; None where it lies outside of it."""
    path = state.opened(record.text.path)
    if path is None:
        return None
    text = replace(record.text, path=path).over_whole  # a new entry's has no place of its own once its session ended
    return Leftover(record.id, record.id, text, record.began, record.when, fate, owner, files)


def _named(state: StateFolder, found: list[Leftover]) -> list[Leftover]:
    """The same with ids as short as is clear among all that are on disk."""
    folders = [*journal_folders(state), state.folder / UNSAVED / _DISCARDED]
    every = {text for folder in folders for text in records_in(folder)}
    named: dict[str, Leftover] = {}
    for each in found:
        length = _SHORTEST_ID
        while sum(other.startswith(each.whole_id[:length]) for other in every) > 1 and length < len(each.whole_id):
            length += 1
        name = short = each.whole_id[:length]
        number = 1
        while name in named:  # two versions that both count: one text let go of twice, or taken over by two
            number += 1
            name = f"{short}-{number}"
        named[name] = replace(each, id=name)
    return list(named.values())
