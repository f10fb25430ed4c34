"""EntryList: the entries of the chosen post, below a line for the post as a whole."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.message import Message
from textual.reactive import var

from readtui.model.entry import Entry
from readtui.model.marking import marked_in
from readtui.model.printable import one_line
from readtui.model.session import Session
from readtui.tui.drawing.fitting import fitted
from readtui.tui.drawing.hits import marked
from readtui.tui.drawing.runs import Line, Run, cells
from readtui.tui.panes.line_list import MARK, LineList

_KIND_WIDTH = 9


class EntryList(LineList):
    """The entries of the chosen post, in its order; the first line stands for the whole post."""

    session: var[Session] = var(Session(), init=False)
    _marked: frozenset[int] = frozenset()
    _indexes: Sequence[int] = ()
    """Of each line the entry, counted from 1, and 0 for the whole post."""

    @dataclass
    class EntryHighlighted(Message):
        """The cursor goes to an entry, or for None to the whole post."""

        index: int | None

    class EntryOpened(Message):
        """The reader went deeper into the chosen entry."""

    def watch_session(self, old: Session, new: Session) -> None:
        """Draw what changed: another post, another entry, what is marked or unsaved."""
        if old.marked is not new.marked or (new.marked and old.post is not new.post):
            self._marked = marked_in(new, new.post)
        before, self._indexes = self._indexes, _listed(new)
        is_other_list = old.post is not new.post or before != self._indexes
        if old.turn != new.turn and old.path != new.path:
            self.top = 0
            self.refresh()
        elif is_other_list or _signs(old) != _signs(new) or _found(old) is not _found(new):
            self.scroll_to_line(self.top)
            self.refresh_changed()
        chosen = new.index or 0
        self.place_cursor(self._indexes.index(chosen) if chosen in self._indexes else 0)

    def line_count(self) -> int:
        """A line for the whole post and one for each entry, or in a search for each that fits."""
        return len(self._indexes)

    def heading(self) -> Line:
        """The chosen post's title, or how to get one."""
        post = self.session.post
        if post is None:
            return (Run(" 2 Entries ", self.heading_look),)
        return (
            Run(" 2 Entries ", self.heading_look),
            Run(" "),
            Run(fitted(post.name, max(0, self.room - 12), self.glyphs.cut), "dim"),
        )

    def line(self, number: int) -> Line:
        """An entry's line: `▸ Talk      JAX: Accelerated…  Jake VanderPlas *`."""
        session, index = self.session, self._indexes[number]
        post = session.post
        assert post is not None
        is_unsaved = session.unsaved_for(index or None) is not None
        unsaved = Run(" *" if is_unsaved else "  ", "flag")
        width = max(4, self.room - 3 - len(unsaved.text))
        signs = (Run(self.pointer(number)), Run(MARK, "flag") if index in self._marked else Run(" "))
        if index == 0:
            return (*signs, Run(fitted("The whole post", width, self.glyphs.cut), "dim"), unsaved)
        told = self._told(post.entries[index - 1], width, post.kind)
        return (*signs, *marked(told, session.narrowing.marked if session.narrowing else None), unsaved)

    def line_chosen(self, line: int) -> None:
        """Tell which entry the cursor goes to."""
        self.post_message(self.EntryHighlighted(self._indexes[line] or None))

    def action_go_deeper(self) -> None:
        """Tell that the reader wants to read the chosen entry."""
        self.post_message(self.EntryOpened())

    def _told(self, entry: Entry, width: int, fallback: str | None) -> Line:
        kind, is_fallback = entry.kind_or(fallback)
        shown = one_line(f"({kind})" if is_fallback and kind else kind or "")
        people = one_line(", ".join(name for byline in entry.bylines for name in byline.people))
        people_width = min(cells(people), width // 4)
        title_width = width - _KIND_WIDTH - people_width - 2
        return (
            Run(fitted(shown, _KIND_WIDTH - 1, self.glyphs.cut) + " ", "dim" if is_fallback else "kind"),
            Run(fitted(one_line(entry.title), title_width, self.glyphs.cut)),
            Run("  " + fitted(people, people_width, self.glyphs.cut), "dim"),
        )


def _listed(session: Session) -> Sequence[int]:
    """The entries that are listed, counted from 1, behind 0 for the whole post."""
    post, fitting = session.post, session.fitting
    if post is None:
        return ()
    return range(len(post.entries) + 1) if fitting is None else sorted({0, *fitting, session.index or 0})


def _found(session: Session) -> object:
    return session.narrowing and session.narrowing.found


def _signs(session: Session) -> object:
    return session.unsaved, session.marked
