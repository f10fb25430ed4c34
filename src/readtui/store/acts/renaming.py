"""Renaming: a tag, a category, a kind or a person called otherwise across the log, with a look at it before."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from readtui.model.post import Post
from readtui.model.search import Search, Term
from readtui.store.changes.doing import Done
from readtui.store.changes.edits import Edit
from readtui.store.faults import Refused
from readtui.store.folder import LogFolder

if TYPE_CHECKING:
    from readtui.grammar.changing.renaming import What
    from readtui.store.index.index import Index

_ANY_NUMBER = 1 << 30


@dataclass(frozen=True, slots=True)
class Renamed:
    """A line of a post that a rename changes."""

    post: str
    """The post's path."""
    line: int
    """Counted from 1, as the post is now."""
    before: str
    after: str | None
    """None where the line goes: a post that has the new name already loses the old one."""


@dataclass(frozen=True, slots=True)
class Passed:
    """A post that has the name and cannot be edited."""

    post: str
    why: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What a rename would change."""

    what: "What"
    old: str
    new: str
    edits: tuple[Edit, ...]
    """One for each post, in the log's order."""
    passed: tuple[Passed, ...] = ()

    @property
    def sentence(self) -> str:
        """What is done, for a list."""
        posts = "1 post" if len(self.edits) == 1 else f"{len(self.edits)} posts"
        return f"renamed {self.what} “{self.old}” to “{self.new}” in {posts}"

    def lines(self) -> Iterable[Renamed]:
        """Each line that it changes."""
        from readtui.grammar.inline import text_of

        for edit in self.edits:
            source = edit.post.source
            for splice in edit.splices:
                start = max(source.rfind(b"\n", 0, splice.span.start), source.rfind(b"\r", 0, splice.span.start)) + 1
                old = source[start : splice.span.end] + _rest_of_line(source, splice.span.end)
                new = source[start : splice.span.start] + splice.replacement + _rest_of_line(source, splice.span.end)
                number = len(source[:start].splitlines()) + 1
                yield Renamed(edit.path, number, text_of(old.strip()), text_of(new.strip()) or None)


def previewing(folder: LogFolder, paths: Iterable[str], what: "What", old: str, new: str) -> Preview:
    """What it would change to call `old` by the name of `new` in the posts at `paths`; nothing is written.

    Only posts that have this very name are changed, a person only in credits and never in notes.

    Raises:
        Refused: the new name would not read back as one, or it is the old one.
    """
    from readtui.grammar.changing.refusing import WouldLose
    from readtui.grammar.changing.renaming import checked_name, is_named

    try:
        new = checked_name(what, new)
    except WouldLose as refused:
        raise Refused(str(refused)) from refused
    if new == old:
        raise Refused(f"“{old}” is its name already; nothing was changed")
    edits, passed = [], []
    for path in paths:
        post = folder.open(path)
        if not is_named(post, what, old):
            continue
        found = _edit(post, what, old, new)
        if isinstance(found, Edit):
            edits.append(found)
        else:
            passed.append(found)
    return Preview(what, old, new, tuple(edits), tuple(passed))


def paths_naming(folder: LogFolder, environ: Mapping[str, str], what: "What", name: str) -> Sequence[str]:
    """The posts that may have this name, and perhaps others: by the index where one is up to date; else all."""
    from readtui.store.index.whereabouts import has_index

    if has_index(folder.root, folder.sections, environ):
        from readtui.store.index.indexfile import IndexFile  # SQLite: 10 ms, where reading the posts takes longer
        from readtui.store.index.serving import asked_of_warm_index

        file = IndexFile.of(folder.root, folder.sections, environ)
        found = asked_of_warm_index(folder, file, lambda index: _paths_in(index, what, name))
        if found is not None:
            return found
    return folder.paths()


def refuse_unnamed(preview: Preview) -> None:
    """Refuse a rename that would change nothing.

    Raises:
        Refused: no post that can be edited has the name.
    """
    if not preview.edits:
        raise Refused(f"no post that can be edited has the {preview.what} “{preview.old}”; nothing was changed")


def rename_across(folder: LogFolder, preview: Preview) -> Done:
    """Make the changes of the preview, as one change over all its posts.

    Raises:
        Refused: there is nothing to change.
        Fault: it could not be done, and nothing was changed.
    """
    refuse_unnamed(preview)
    return replace(folder.change(preview.edits, preview.sentence), index=None)


def _paths_in(index: "Index", what: "What", name: str) -> list[str]:
    """The posts that the index knows by this name, in any case."""
    if what == "kind":
        return list(dict.fromkeys(post.path for post, _, _ in index.entries(kind=name)))
    if what == "person":
        return list(dict.fromkeys(post.path for post, _, _ in index.entries(person=name)))
    found = index.fitting(Search(name, (Term("tag", name),)), "newest", _ANY_NUMBER)
    return [row.path for row in found.log] if found else []


def _edit(post: Post, what: "What", old: str, new: str) -> Edit | Passed:
    from readtui.grammar.changing.refusing import WouldLose
    from readtui.grammar.changing.renaming import renaming
    from readtui.grammar.frontmatter import Unusual

    why = next((problem.message for problem in post.problems if problem.forbids_editing), None)
    if why is not None:
        return Passed(post.path, why)
    try:
        splices, edited = renaming(post, what, old, new)
    except (WouldLose, Unusual) as refused:
        return Passed(post.path, str(refused))
    return Edit(post, splices, edited or None)


def _rest_of_line(source: bytes, place: int) -> bytes:
    if source[max(0, place - 1) : place] in (b"\n", b"\r"):
        return b""
    rest = source[place : place + 10_000].splitlines()
    return rest[0] if rest else b""
