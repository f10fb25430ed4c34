"""Texts are typed, saved, left, taken over and let go of in any order: what is on disk is what shall be there."""

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from readtui.model.span import Span
from readtui.model.unsaved import UnsavedText
from readtui.store.faults import Refused
from readtui.store.statefolder import StateFolder
from readtui.store.unsaved.journal import Journal
from readtui.store.unsaved.leftover import discard, discarded, leftover, tidy, unreadable
from readtui.store.unsaved.textrecord import TextRecord

IS_LONG = bool(os.environ.get("READTUI_LONG"))

PLACES = st.sampled_from([("a.md", None, b"One."), ("a.md", 1, b"One."), ("b.md", 1, b"Two"), ("b.md", 1, b"Three")])
TYPED = st.binary(max_size=12)


def text_at(place: tuple[str, int | None, bytes], typed: bytes) -> UnsavedText:
    path, index, base = place
    source = base if index is None else b"Above.\n" + base + b"\nBelow."
    start = source.index(base)
    return UnsavedText(path, index, source, Span(start, start + len(base)), typed)


class Typing(RuleBasedStateMachine):
    """One log; sessions come and go."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        (self.folder / "log").mkdir()
        self.state = StateFolder.of(self.folder / "log", {"XDG_STATE_HOME": str(self.folder / "state")})
        self.journal = Journal(self.state)
        self.settled: list[UnsavedText] = []
        self.typing: UnsavedText | None = None
        self.left: list[UnsavedText] = []
        self.gone: list[UnsavedText] = []

    def unsaved(self) -> list[UnsavedText]:
        """What is unsaved in the session that runs."""
        typing = self.typing
        others = [text for text in self.settled if typing is None or not text.is_over_the_same(typing)]
        return [text for text in (*others, *filter(None, [typing])) if text.is_changed]

    @rule(place=PLACES, typed=TYPED)
    def types(self, place: tuple[str, int | None, bytes], typed: bytes) -> None:
        if self.typing is not None and not self.typing.is_over_the_same(text_at(place, typed)):
            self.leaves_the_editor()
        text = self.typing = text_at(place, typed)
        self.journal.put(lambda: text)

    @rule()
    def leaves_the_editor(self) -> None:
        self.settled, self.typing = self.unsaved(), None
        self.journal.keep(tuple(self.settled), typing=False)

    @precondition(lambda self: self.settled)
    @rule(number=st.integers(0, 9))
    def saves_one(self, number: int) -> None:
        saved = self.settled.pop(number % len(self.settled))
        if self.typing is not None and saved.is_over_the_same(self.typing):
            self.typing = None
        self.journal.keep(tuple(self.settled), typing=self.typing is not None)

    @rule()
    def ends_unasked(self) -> None:
        self.journal.end(keep=True)
        self.left += self.unsaved()
        self.begins()

    @rule()
    def leaves_all_behind(self) -> None:
        self.journal.end(keep=False)
        self.gone += self.unsaved()
        self.begins()

    def begins(self) -> None:
        self.journal = Journal(self.state)
        self.settled, self.typing = [], None

    @precondition(lambda self: self.left or self.gone)
    @rule(number=st.integers(0, 9))
    def takes_one_over(self, number: int) -> None:
        there = [*leftover(self.state), *discarded(self.state)]
        found = there[number % len(there)]
        if any(text.is_over_the_same(found.text) and text != found.text for text in self.unsaved()):
            with pytest.raises(Refused):
                self.journal.adopt(found)
            return
        assert self.journal.adopt(found) == found.text
        (self.left if found.fate == "left" else self.gone).remove(found.text)
        self.settled = [text for text in self.settled if not text.is_over_the_same(found.text)]
        self.settled.append(found.text)

    @precondition(lambda self: self.left)
    @rule(number=st.integers(0, 9))
    def lets_go_of_one_left(self, number: int) -> None:
        found = leftover(self.state)[number % len(self.left)]
        discard(self.state, found)
        self.left.remove(found.text)
        self.gone.append(found.text)

    @precondition(lambda self: self.unsaved())
    @rule(number=st.integers(0, 9))
    def lets_go_of_one(self, number: int) -> None:
        text = self.unsaved()[number % len(self.unsaved())]
        self.journal.discard(text)
        if self.typing is not None and text.is_over_the_same(self.typing):
            self.typing = None
        self.settled = [other for other in self.settled if not other.is_over_the_same(text)]
        self.gone.append(text)

    @rule()
    def tidies(self) -> None:
        tidy(self.state)

    @invariant()
    def all_is_on_disk(self) -> None:
        assert self.journal.flush()
        left = leftover(self.state)
        assert by_bytes(found.text for found in left) == by_bytes(self.left)
        assert by_bytes(found.text for found in discarded(self.state)) == by_bytes(self.gone)
        files = {*self.state.folder.glob("unsaved/*-*/*.text")} - {file for found in left for file in found.files}
        assert by_bytes(TextRecord.read(file).text for file in files) == by_bytes(self.unsaved())
        assert not unreadable(self.state)
        ids = [found.id for found in left]
        assert len(set(ids)) == len(ids)

    def teardown(self) -> None:
        self.journal.end(keep=True)
        shutil.rmtree(self.folder)


def by_bytes(texts: object) -> list[str]:
    return sorted(map(repr, texts))  # type: ignore[call-overload, no-any-return]


TestTyping = Typing.TestCase
TestTyping.settings = settings(
    max_examples=2000 if IS_LONG else 20, stateful_step_count=50 if IS_LONG else 20, deadline=None
)
