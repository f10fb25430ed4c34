"""JournalFiles: what of the journal is on disk, and how it is made like what shall be there."""

import os
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from readtui.model.unsaved import UnsavedText
from readtui.store.files.durable import put, sync_folder
from readtui.store.statefolder import StateFolder
from readtui.store.unsaved.journalfolder import JournalFolder, records_in, remove_if_empty
from readtui.store.unsaved.leftover import Leftover
from readtui.store.unsaved.textrecord import TextRecord, digest, post_file, put_post


@dataclass(slots=True)
class _Kept:
    """A text that is on disk, or about to be."""

    id: str
    began: datetime
    text: UnsavedText | None = None
    """As it was last written."""
    file: Path | None = None
    post: str = ""
    """The digest of the post it was typed into."""


class JournalFiles:
    """The texts of one session on disk.

    Each act may be interrupted between any two of its steps by another of the same kind, in a handler of signals: that
    one then wants the same texts on disk. What both do is at worst done twice, and put right by the next.
    """

    def __init__(self, state: StateFolder) -> None:
        self.folder: JournalFolder | None = None
        """Where they lie; None until there is one."""
        self._state = state
        self._kept: dict[str, _Kept] = {}
        self._posts: set[str] = set()
        """The digests of the posts that lie there."""
        self._sequence = 0
        self._taken: list[Leftover] = []

    def bring(self, texts: list[UnsavedText], when: datetime) -> None:
        """Have these texts on disk and no others; `when` is the time of the last key.

        Raises:
            OSError: it cannot be done; what was there before is there still.
        """
        try:
            self._bring(texts, when)
        except FileNotFoundError:  # somebody cleared the state folder away beneath us
            self._begin_anew()
            self._bring(texts, when)

    def taking(self, leftover: Leftover) -> None:
        """Know a text that comes from a session which has ended: it keeps its id, and the time it was begun."""
        self._taken.append(leftover)

    def record_of(self, text: UnsavedText) -> TextRecord:
        """The record of a text of this session, without a number."""
        kept = self._kept_for(text)
        return TextRecord(kept.id, 0, self._as_kept(text), kept.began, datetime.now().astimezone())

    def end(self) -> None:
        """Let go of what is on disk: the next start finds it."""
        folder, self.folder = self.folder, None
        if folder is None:
            return
        try:
            if not self._kept:
                remove_if_empty(folder.path)
        except OSError:
            pass  # an empty folder is tidied up at a later start
        finally:
            folder.let_go()

    def _bring(self, texts: list[UnsavedText], when: datetime) -> None:
        if texts and self.folder is None:
            folder = JournalFolder.opened(self._state)
            if self.folder is None:
                self.folder = folder
            else:  # an interruption made one
                remove_if_empty(folder.path)
                folder.let_go()
        if self.folder is not None:
            path = self.folder.path
            stay = {self._put(path, text, when).id for text in texts}
            self._remove_others(path, stay)

    def _kept_for(self, text: UnsavedText) -> _Kept:
        """What is on disk of this text by now."""
        for kept in list(self._kept.values()):
            if kept.text is not None and kept.text.is_over_the_same(text):
                return kept
        for leftover in self._taken:
            if leftover.whole_id not in self._kept and leftover.text.is_over_the_same(text):
                return _Kept(leftover.whole_id, leftover.began)
        return _Kept(os.urandom(4).hex(), datetime.now().astimezone())

    def _put(self, folder: Path, text: UnsavedText, when: datetime) -> _Kept:
        """Have this text in the folder as it is now."""
        kept = self._kept_for(text)
        if kept.text == text:
            return kept
        if kept.text is None or kept.text.source is not text.source:
            kept.post = digest(text.source)
        if kept.post not in self._posts:
            put_post(folder, text.source, kept.post)
            self._posts.add(kept.post)
        self._kept[kept.id] = kept
        self._sequence += 1
        when = next((taken.when for taken in self._taken if taken.text == text), when)  # nothing was typed since
        record = TextRecord(kept.id, self._sequence, self._as_kept(text), min(kept.began, when), when)
        put(folder / record.name, record.encoded(kept.post))
        before, kept.file, kept.text = kept.file, folder / record.name, text
        if before is not None:
            before.unlink(missing_ok=True)
        return kept

    def _as_kept(self, text: UnsavedText) -> UnsavedText:
        return replace(text, path=self._state.kept(text.path))

    def _remove_others(self, folder: Path, stay: set[str]) -> None:
        """Remove all texts but those that stay, and the posts that nothing was typed into any more."""
        gone = [file for text, files in records_in(folder).items() if text not in stay for file in files]
        self._kept = {text: kept for text, kept in self._kept.items() if text in stay}
        posts = {kept.post for kept in self._kept.values()}
        gone += [post_file(folder, post) for post in self._posts - posts]
        self._posts &= posts
        for file in gone:
            file.unlink(missing_ok=True)
        if gone:
            sync_folder(folder)

    def _begin_anew(self) -> None:
        """Forget a folder that is no longer there."""
        folder, self.folder = self.folder, None
        self._kept, self._posts = {}, set()
        if folder is not None:
            folder.let_go()
