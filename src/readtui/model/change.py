"""Change: what one act did to the log, so that it can be told and taken back."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class FileChange:
    """One post's file before an act and after it."""

    path: str
    """The post's, as in its row."""
    before: bytes | None
    """What it held; None where there was no such file."""
    after: bytes | None
    """What it holds; None where there is none any more."""


@dataclass(frozen=True, slots=True)
class Change:
    """What one act does to the log: one step of undo, over however many files."""

    what: str
    """What is done, for a list: `deleted “On keys” from 2020-07-04.md`."""
    files: tuple[FileChange, ...]
    """In the order in which they are written: where something moves, its target first."""
    is_loss: bool = False
    """Whether it takes away what no file would hold any more: then it is not made unless it can be undone."""


RecordKind = Literal["change", "undo", "redo", "torn"]
"""`torn` keeps what a file held that was found torn and finished; it is no step of undo."""


@dataclass(frozen=True, slots=True)
class Record:
    """A change as the history keeps it; without the bytes, which are fetched when it is taken back."""

    id: int
    """Counts from 1; later ones are greater, also after a clock was set back."""
    what: str
    when: datetime.datetime
    """With the zone it was made in."""
    kind: RecordKind
    of: int | None
    """The record that an undo or a redo took back; None for a change."""
    paths: tuple[str, ...]
    """The posts that it wrote, made or deleted, in the order in which they were written."""


@dataclass(frozen=True, slots=True)
class Steps:
    """Which changes can be taken back and made again, in the order in which that is done: the last first."""

    undo: tuple[int, ...]
    """Records to be taken back by undo."""
    redo: tuple[int, ...]
    """Records, each an undo, to be taken back by redo."""


def steps_of(records: Iterable[Record]) -> Steps:
    """What stands to be undone and redone after these records, oldest first; some before them may be forgotten."""
    undo: dict[int, None] = {}  # in order, and quick to take one out of: a history may be long
    redo: dict[int, None] = {}
    for record in records:
        if record.kind == "undo":
            undo.pop(record.of or 0, None)
            redo[record.id] = None
        elif record.kind != "torn":
            if record.kind == "redo":
                redo.pop(record.of or 0, None)
            else:
                redo.clear()
            undo[record.id] = None
    return Steps(tuple(reversed(undo)), tuple(reversed(redo)))


def what_stands(records: Iterable[Record]) -> dict[int, int]:
    """Of these records, oldest first, each that stands, with the one by which it does: itself, or the last redo of it.

    An undo is a change too: it stands until it is redone.
    """
    by: dict[int, int] = {}
    taken_back: dict[int, int] = {}
    for record in reversed(list(records)):
        if record.of is not None:
            taken_back[record.of] = record.id
        undo = taken_back.get(record.id)
        last = record.id if undo is None else by.get(taken_back.get(undo, 0))
        if last is not None:
            by[record.id] = last
    return by
