"""Watch: what others do to the files of a log, told as it is found out.

What the system says of changes is a hint and no more: some are never said, and on a network drive none is. The truth
is in the files' stamps, and then in their bytes. So a hint leads to a look at what it names, a look at all files comes
some time after it, and where there are no hints such looks come more often.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from threading import Event
from time import monotonic

from readtui.model.news import News
from readtui.model.post import Post
from readtui.model.session import Session
from readtui.store.faults import NoSuchPost, Unreadable
from readtui.store.files.reading import read_bytes
from readtui.store.folder import LogFolder
from readtui.store.site import site_at
from readtui.store.watching.gathering import Gathering
from readtui.store.watching.hints import Hints, NoHintsError
from readtui.store.watching.looking import Look, look_at_all, worth_watching
from readtui.store.watching.pace import Pace
from readtui.store.watching.stamps import NOTHING, Stamps, stamp_of

_TICK = 2.0
"""Seconds between two looks at the post that is shown, and at whether the folders are still the same."""
_AT_LEAST = {"asked": 0.3, "hinted": 2.0, "unwatched": 2.0, "watched": 30.0}
"""Seconds between two looks at all files, by what leads to the second."""
_TIMES = {"asked": 20, "hinted": 100, "unwatched": 500, "watched": 1000}
"""The same in times of what the first one took, so that a long log or a slow drive is looked at less often."""


class Watch:
    """Looks out for what others do to the posts of one log."""

    def __init__(
        self, folder: LogFolder, stamps: Stamps, folders: tuple[str, ...], session: Callable[[], Session]
    ) -> None:
        """Over posts that were read when they had these stamps, and the folders in which they are worth watching.

        `session` tells what the reader looks at; it is asked from the thread that waits for news.
        """
        self._folder = folder
        self._stamps = stamps
        self._session = session
        self._root = os.path.realpath(folder.root)
        self._site = site_at(folder.root)  # as it was found: a checkout may take its configuration away for a moment
        self._awake = Event()
        self._ending = Event()
        self._hints: Hints | None = None
        self._watched = folders
        self._ground: object = None
        self._told = ""
        self._seen: Post | None = None
        self._arrived: dict[int, tuple[str, float]] = {}
        self._looked = self._cost = 0.0
        self._due = 0.0

    def end(self) -> None:
        """Have the news end soon; from any thread."""
        self._ending.set()
        self._awake.set()

    def look(self) -> None:
        """Have a folder that cannot be watched looked at now; from any thread."""
        if self._hints is None:
            self._awake.set()

    def news(self) -> Iterator[News]:
        """What others do, as it is found out, until `end`."""
        yield from self._glance_at_shown()
        while not self._ending.is_set():
            if monotonic() < self._due:
                yield from self._wait(min(_TICK, self._due - monotonic()))
            elif self._is_there():
                yield from self._look_at_all()
            else:
                yield from self._miss_the_folder()
        self._hints = None

    def confirmed(self, news: News) -> News:
        """The news without what is not so any more: the screen may have saved a post since it was read for them."""
        stale = {post.path for post in news.posts if self._bytes_of(post.path) != post.source}
        back = {path for path in news.gone if os.path.lexists(self._file(path))}
        if not stale and not back:
            return news
        rows = tuple(row for row in news.rows if row.path not in stale)
        posts = tuple(post for post in news.posts if post.path not in stale)
        return replace(news, rows=rows, posts=posts, gone=news.gone - back, before=None)

    def glance(self, post: Post) -> News:
        """What others made of this one post since it was read; that its file is gone is for `news` to say."""
        if self._bytes_of(post.path) in (None, post.source):
            return News()
        now = self._folder.open(post.path)
        return News((now.row,), (now,))

    def _bytes_of(self, path: str) -> bytes | None:
        try:
            return read_bytes(self._root, path)
        except NoSuchPost:
            return None
        except Unreadable:
            return b""

    def _wait(self, seconds: float) -> Iterator[News]:
        """Wait for hints, and look at what they name, and in any case at the post that is shown."""
        hinted: set[str] | None = set()
        if self._hints:
            hinted = self._hints.within(seconds)
        else:
            self._awake.wait(seconds)
        if self._awake.is_set() and not self._ending.is_set():
            self._awake.clear()
            self._look_after("asked")
        if hinted is None or self._ground != self._found_ground():
            self._hints = None  # it says no more, or speaks of folders that are not these
            self._look_after("asked")
        yield from self._look_at(hinted or set())

    def _look_at(self, hinted: set[str]) -> Iterator[News]:
        if hinted:
            self._look_after("hinted")  # what was said while the hints were taken is lost
        shown = self._session().path
        named = {*map(self._below, hinted)}
        look = Look()
        for path in {*named, *([shown] if shown else [])}:
            known, stamp = self._stamps.get(path), stamp_of(self._file(path))
            if known is not None and stamp not in (known, NOTHING):
                look.changed.append(path)
            elif known != stamp and (known or path in named) and self._may_hold_posts(path):
                self._look_after("asked")
        yield from self._gathering(Pace()).news(look)
        yield from self._glance_at_shown()

    def _glance_at_shown(self) -> Iterator[News]:
        """Compare bytes once for each post that is shown: it may have been read before its stamp was taken."""
        post = self._session().post
        if post is not None and post is not self._seen:
            self._seen = post
            news = self.glance(post)
            if news.rows:
                yield news

    def _may_hold_posts(self, path: str) -> bool:
        """Whether something new or gone at `path` may be a post, or a folder of posts."""
        inside = f"{path}/" if path else ""
        if inside in self._watched:  # one that came back can have the number of one that went, and be watched no more
            self._hints = None
            return True
        name = path.rpartition("/")[2]
        return name[:1] != "." and (name.lower().endswith((".md", ".markdown")) or os.path.isdir(self._file(path)))

    def _look_at_all(self) -> Iterator[News]:
        trouble = self._listen() if self._hints is None else ""
        if trouble != self._told:
            self._told = trouble
            yield News(trouble=trouble)
        self._ground = self._found_ground()
        pace = Pace()
        look = look_at_all(self._root, self._folder, self._site, self._stamps, self._known, pace)
        self._cost, self._looked = pace.worked, monotonic()
        watched = worth_watching(look.folders)
        is_watched = self._hints and len(watched) == len(look.folders)
        self._due = self._looked + self._pause("watched" if is_watched else "unwatched")
        if look.is_torn:
            self._look_after("asked")
        if watched != self._watched:
            self._watched, self._hints = watched, None
            self._look_after("asked")  # they were not watched while they were looked at
        yield from self._gathering(pace).news(look)

    def _listen(self) -> str:
        """Ask for hints; why there are none, in a sentence."""
        try:
            self._hints = Hints([self._file(inside).rstrip("/") for inside in self._watched], self._awake)
        except NoHintsError as error:
            return f"This folder cannot be watched: {error}. What others change in it shows after some seconds"
        return ""

    def _miss_the_folder(self) -> Iterator[News]:
        """Keep what was read till the folder is back: a drive may be away, or a checkout under way."""
        self._hints = None
        self._looked, self._due = monotonic(), monotonic() + _TICK
        trouble = f"{self._root}: the folder is no longer there; what was read of it stays until it is back"
        if trouble != self._told:
            self._told = trouble
            yield News(trouble=trouble)

    def _look_after(self, reason: str) -> None:
        since = monotonic() if reason == "hinted" else self._looked
        self._due = min(self._due, since + self._pause(reason))

    def _pause(self, reason: str) -> float:
        return max(_AT_LEAST[reason], _TIMES[reason] * self._cost)

    def _found_ground(self) -> tuple[tuple[int, ...], ...]:
        """Which folders these are; where there are no hints, also when names in them changed."""
        found: list[tuple[int, ...]] = []
        for inside in self._site.content if self._hints else self._watched:
            try:
                status = os.stat(self._file(inside))
            except OSError:
                found.append((0,))
            else:
                found.append((status.st_dev, status.st_ino, 0 if self._hints else status.st_mtime_ns))
        return tuple(found)

    def _is_there(self) -> bool:
        return any(os.path.isdir(self._file(top)) for top in self._site.content)

    def _known(self) -> Iterator[str]:
        return (row.path for row in self._session().log)

    def _gathering(self, pace: Pace) -> Gathering:
        return Gathering(
            self._root, self._folder, self._stamps, self._session, self._ending, pace, self._is_there, self._arrived
        )

    def _file(self, path: str) -> str:
        return f"{self._root}/{path}"

    def _below(self, file: str) -> str:
        return file.removeprefix(self._root).replace(os.sep, "/").lstrip("/")
