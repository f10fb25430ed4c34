"""Given: what a command line gives of an entry: who made it, and the note."""

import sys
from pathlib import Path

from readtui.commands.refusal import UsageError
from readtui.grammar.bylines import split_people
from readtui.model.entry import Byline
from readtui.store.faults import Unreadable

_INPUT = "standard input"


def byline_from(line: str) -> Byline:
    """The credit that `Role: A, B and C` means.

    Raises:
        UsageError: it has no role or nobody.
    """
    role, _, names = line.partition(":")
    people = split_people(names)
    if not role.strip() or not people:
        raise UsageError(f"--by wants a role and people, as in 'Speaker: Ann Lee and Bo Ray', not {line!r}")
    return Byline(role.strip(), people)


def credit_from(line: str) -> tuple[str | None, tuple[str, ...]]:
    """The role and the people that `Role: A, B and C` means, or `A, B and C`, which leaves the role to the log.

    Raises:
        UsageError: it has nobody, or an empty role.
    """
    if ":" in line:
        byline = byline_from(line)
        return byline.role, byline.people
    people = split_people(line)
    if not people:
        raise UsageError(f"--by wants people, with their role or without, as in 'Speaker: Ann Lee', not {line!r}")
    return None, people


def note_in_file(file: str, here: Path, option: str) -> bytes:
    """The note in a file, from standard input where that is `-`; `option` is what named it.

    Raises:
        UsageError: standard input is closed.
        Unreadable: it cannot be read, or is no UTF-8.
    """
    if file == "-":
        return note_in_input(option)
    named = file or option
    try:
        return _checked((here / file).read_bytes(), named)
    except FileNotFoundError as error:
        raise Unreadable(named, "no-such-file", "there is no such file; look at how it is written") from error
    except IsADirectoryError as error:
        raise Unreadable(named, "not-a-file", "it is a folder and no file; name a file") from error
    except OSError as error:
        raise Unreadable.because(named, error) from error


def note_in_input(option: str) -> bytes:
    """The note from standard input, which `option` asked for.

    Raises:
        UsageError: standard input is closed.
        Unreadable: it cannot be read, or is no UTF-8.
    """
    if sys.stdin is None:
        raise UsageError(f"{option} - reads standard input, which is closed")
    try:
        return _checked(sys.stdin.buffer.read(), _INPUT)
    except OSError as error:
        raise Unreadable.because(_INPUT, error) from error


def note_in_words(words: str, option: str) -> bytes:
    """The note that stands on the command line, behind `option`.

    Raises:
        Unreadable: it is no UTF-8.
    """
    return _checked(words.encode(errors="surrogateescape"), option)


def _checked(source: bytes, named: str) -> bytes:
    try:
        source.decode()
    except UnicodeDecodeError as error:
        raise Unreadable(named, "not-utf8", "it is not UTF-8") from error
    return source
