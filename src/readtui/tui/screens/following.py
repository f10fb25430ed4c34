"""FollowingScreen: the log acted on while others write in its files: the screen follows, and keeps the place."""

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual import events, on, work

from readtui.model.session import Session
from readtui.tui.reading import Snapshot
from readtui.tui.screens.describing import DescribingScreen
from readtui.tui.setting import Setting

if TYPE_CHECKING:
    from readtui.model.news import News
    from readtui.model.unsaved import UnsavedText
    from readtui.store.rowprocess import Stamped
    from readtui.store.watching.watch import Watch


class FollowingScreen(DescribingScreen):
    """The log, browsed, edited and acted on, as others leave it."""

    def __init__(self, setting: Setting) -> None:
        super().__init__(setting)
        self._watch: Watch | None = None
        self._stamped: Stamped | None = None
        self._is_left = False
        self._put_off: list[News] = []
        """What came while a question was asked: what that is about shall stay chosen until it is answered."""

    def on_mount(self) -> None:
        """Look again at what is shown, when the reader comes back to this terminal."""
        self.watch(self.app, "app_focus", self._come_back, init=False)

    def on_unmount(self) -> None:
        """Let go of the thread that waits for news, or the program could not end."""
        self._is_left = True
        if self._watch:
            self._watch.end()

    def act(self) -> None:
        """Be told that the reader pressed a key: where what was chosen is gone, they make do with what is there."""
        super().act()
        if self.session.lost:
            self.session = self.session.staying()

    @work(thread=True, exclusive=True)
    def _read_log(self, snapshots: Iterator[Snapshot]) -> None:
        for snapshot in snapshots:
            self.app.call_from_thread(self._take, snapshot)
        if self._stamped and not self._is_left:
            self._wait_for_news(self._stamped)  # in this same thread: another would cost 0.2 MB

    def _take(self, snapshot: Snapshot) -> None:
        super()._take(snapshot)
        self._stamped = snapshot.stamped  # the first snapshot can be the last

    def _wait_for_news(self, stamped: "Stamped") -> None:
        from readtui.store.watching.watch import Watch  # once the rows are there

        self._watch = Watch(self.setting.folder, stamped.stamps, stamped.folders, lambda: self.session)
        if self._is_left:  # after it is there to be ended by who leaves, so that one of the two does
            self._watch.end()
        for news in self._watch.news():
            if self._is_left:
                return
            self.app.call_from_thread(self._hear, news)

    def _hear(self, news: "News") -> None:
        if self._watch is None or self._is_left:
            return
        if self.is_current:
            self.follow(self._watch.confirmed(news))
        else:
            self._put_off.append(news)

    @on(events.ScreenResume)
    def _hear_what_was_put_off(self) -> None:
        put_off, self._put_off = self._put_off, []
        for news in put_off:
            self._hear(news)

    def _come_back(self) -> None:
        if self.app.app_focus:
            self.look()
            if self._watch:
                self._watch.look()

    def look(self) -> None:
        """Look now whether the chosen post is as it was read."""
        if self.session.post and self._watch and self.is_current:
            self.follow(self._watch.glance(self.session.post))

    def follow(self, news: "News") -> None:
        """Show what others did; the choice, the place and what is typed stay."""
        from readtui.tui.following import told

        if news.trouble:
            self.tell(news.trouble, is_problem=True)
        self._rename_sketch(news.renamed)
        typed = self._typed()
        before = self.session.typing(typed) if typed else self.session
        after = before.following(news)
        if after is before:
            return
        if after.post is None and after.path is not None:
            after = after.arriving(self.setting.folder.open(after.path))
        if typed:
            self._is_typing = False  # from here on the session has it
        self.session = after
        notice = told(before, after, typed)
        if notice:
            self.tell(notice.text, is_problem=notice.is_problem)
        if typed:
            self._follow_in_editor(before, typed)

    def _typed(self) -> "UnsavedText | None":
        """What the editor holds, where one is open."""
        if not self.query("Editor"):
            return None
        from readtui.tui.panes.writing import Writing

        return self.query_one(Writing).typed

    def _follow_in_editor(self, before: Session, typed: "UnsavedText") -> None:
        from readtui.tui.following import edited_now
        from readtui.tui.panes.writing import Writing
        from readtui.tui.texts.editing import Editing

        writing = self.query_one(Writing)
        if typed.is_changed:
            writing.go_on_over(self.session.unsaved[-1])
            return
        there = edited_now(before, self.session, typed)
        if there is None:
            self._stop_writing()
        else:
            writing.go_on_from(Editing.of(*there, None))

    def _choose(self, path: str) -> None:
        from readtui.tui.following import reopened

        super()._choose(path)
        if self.session.path == path and self.session.post:
            post = reopened(self.session.post, self.session.unsaved)
            if post is not self.session.post:
                self.session = self.session.choosing_week(post)

    def _drop(self, text: "UnsavedText") -> None:
        super()._drop(text)
        if self.session.post and not os.path.lexists(self.setting.folder.file_of(text.path)):
            from readtui.model.news import News

            self.follow(News(gone=frozenset((text.path,))))

    async def action_edit(self) -> None:
        """Edit the chosen entry, or from the week list the whole post, as it is on disk now."""
        self.look()
        await super().action_edit()

    def action_edit_outside(self) -> None:
        """Open the chosen post in the reader's own editor, at the line where the chosen entry is now."""
        self.look()
        super().action_edit_outside()
