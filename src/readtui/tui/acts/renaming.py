"""Renaming: a tag, category, kind or person, chosen among those of the log, and what calling it otherwise does."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from readtui.model.printable import one_line
from readtui.model.session import Session
from readtui.store import acts
from readtui.store.acts import Passed, Preview, Renamed
from readtui.store.faults import Refused
from readtui.store.folder import LogFolder
from readtui.store.names import Names, names_in
from readtui.tui.acts.acted import Acted, refuse_alone, seen_after

if TYPE_CHECKING:
    from readtui.grammar.changing.renaming import What

_FEW = 32
"""Posts that tell which names there are, till all of them do."""


class Called(NamedTuple):
    """A name that the log has."""

    what: "What"
    name: str
    uses: int
    """How many posts have it, or of kinds and people how many entries."""


class Renaming(NamedTuple):
    """What is to be called otherwise, and how."""

    what: "What"
    old: str
    new: str

    @property
    def told(self) -> str:
        """It in a few words."""
        return f"{self.what} “{one_line(self.old)}” to “{one_line(self.new)}”"


@dataclass(frozen=True, slots=True)
class Previewed:
    """What a rename would change, ready to be shown."""

    preview: Preview
    lines: Sequence[Renamed]

    @property
    def passed(self) -> tuple[Passed, ...]:
        """The posts that stay as they are."""
        return self.preview.passed

    @property
    def told(self) -> str:
        """How much it is."""
        posts, lines = len(self.preview.edits), len(self.lines)
        if not posts:
            return "no post that can be edited has it"
        changes = "1 line" if lines == 1 else f"{lines:,} lines"
        return f"{changes} in {'1 post' if posts == 1 else f'{posts:,} posts'}"


def names_now(folder: LogFolder, session: Session) -> Names:
    """The names of the newest posts, which are there at once.

    Raises:
        Refused: there are no others, since a single post is open.
    """
    refuse_alone(folder)
    return names_in(folder.open(row.path) for row in islice(session.log.posts, _FEW))


def called(names: Names, typed: str) -> list[Called]:
    """The names that hold the words, in any case, or are what they say; of each sort those that are had most first."""
    sorts: tuple[tuple[What, Mapping[str, int]], ...] = (
        ("tag", names.tags),
        ("category", names.categories),
        ("kind", names.kinds),
        ("person", names.people),
    )
    words = typed.casefold().split()
    found = [
        Called(what, name, uses)
        for what, counts in sorts
        for name, uses in sorted(counts.items(), key=lambda each: (-each[1], each[0].casefold()))
        if all(word in f"{what} {name}".casefold() for word in words)
    ]
    found.sort(key=lambda each: each.name.casefold() != typed.casefold())
    return found


def checked(names: Names, renaming: Renaming) -> tuple[str, str]:
    """Why it cannot be called so, or nothing; and what the reader should know of the new name, or nothing."""
    from readtui.grammar.changing.refusing import WouldLose
    from readtui.grammar.changing.renaming import checked_name

    try:
        new = checked_name(renaming.what, renaming.new)
    except WouldLose as refused:
        return str(refused), ""
    if new == renaming.old:
        return "That is its name already", ""
    uses = next((each.uses for each in called(names, new) if (each.what, each.name) == (renaming.what, new)), 0)
    return "", f"The log has “{one_line(new)}” already ({uses:,}): both become one" if uses else ""


def previewing(
    folder: LogFolder, environ: Mapping[str, str] | None, renaming: Renaming, looked_at: Callable[[int, int], bool]
) -> Previewed | None:
    """What the rename would change; None where the reader went away.

    `looked_at` is told how many posts of how many are looked at, and says whether to go on. `environ` tells where the
    index is, if there is any.

    Raises:
        Refused: the new name would not read back as one.
    """
    what, old, new = renaming
    paths = acts.paths_naming(folder, environ, what, old) if environ is not None else folder.paths()
    is_wanted = True

    def told() -> Iterator[str]:
        nonlocal is_wanted
        for number, path in enumerate(paths):
            is_wanted = looked_at(number, len(paths))
            if not is_wanted:
                return
            yield path

    preview = acts.previewing(folder, told(), what, old, new)
    return Previewed(preview, [*preview.lines()]) if is_wanted else None


def renamed(folder: LogFolder, session: Session, previewed: Previewed) -> Acted:
    """What was shown, done as one change.

    Raises:
        Fault: it could not be done, and nothing was changed.
    """
    if not previewed.preview.edits:
        raise Refused("Nothing to rename")
    return seen_after(folder, session, acts.rename_across(folder, previewed.preview))
