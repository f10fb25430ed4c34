"""Gathering: what posts that changed, came and went are now, told in portions."""

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from threading import Event
from time import monotonic, time

from readtui.model.log import changing
from readtui.model.news import News
from readtui.model.post import Post, PostRow
from readtui.model.session import Session
from readtui.store.faults import NoSuchPost, Unreadable
from readtui.store.folder import LogFolder
from readtui.store.walk import newest_first
from readtui.store.watching.looking import Look
from readtui.store.watching.pace import Pace
from readtui.store.watching.stamps import NOTHING, Stamp, Stamps, stamp_of

_SETTLING = 0.3
"""Seconds in which what vanished or was emptied is there again: many programs write by taking away or cutting first."""
_PORTION = 0.1
"""Seconds of reading before the first news, twice as many before each next: each has the screen look what to draw."""
_LATE = 10.0
_MOST_LATE = 64


@dataclass(frozen=True, slots=True)
class Gathering:
    """Reads posts that changed, and keeps their stamps."""

    root: str
    """The real path of the log's folder."""
    folder: LogFolder
    stamps: Stamps
    session: Callable[[], Session]
    """What the reader is looking at; asked from another thread than the screen's."""
    ending: Event
    """Set when nobody waits for news any more."""
    pace: Pace
    is_there: Callable[[], bool]
    """Whether the log's folder is there: if not, its posts are not told as gone, for they may come back with it."""
    arrived: dict[int, tuple[str, float]]
    """Posts that came of late, and when, by a hash of their bytes: one may be a copy of another that goes next."""

    def news(self, look: Look) -> Iterator[News]:
        """What the session is to know of a look."""
        gone = self._settled(look)
        held = self._held()
        if look.new or gone:
            yield self._moves(look.new, gone, held)
        rows: list[PostRow] = []
        posts: list[Post] = []
        told, portion = monotonic(), _PORTION
        for path in self._nearest_first(look.changed, held):
            if self.ending.is_set():
                return
            if (rows and path not in held and posts) or monotonic() - told > portion:
                yield self._portion(rows, posts)
                rows, posts, told, portion = [], [], monotonic(), 2 * portion
            post = self._read(path, held)
            if post is not None:
                rows.append(post.row)
                posts += [post] if path in held else []
        if rows:
            yield self._portion(rows, posts)

    def _nearest_first(self, paths: Collection[str], held: Collection[str]) -> list[str]:
        """What is shown, then what is listed around it: of a thousand posts that were touched, the reader sees few."""
        shown = self.session().path or ""
        in_order = newest_first([*{*paths, shown}])
        here = in_order.index(shown)
        distance = {path: abs(place - here) for place, path in enumerate(in_order)}
        return sorted(paths, key=lambda path: (path not in held, distance[path]))

    def _settled(self, look: Look) -> dict[str, Stamp]:
        """The posts that are still gone after a moment; those that came back are new ones."""
        if not look.gone:
            return {}
        self.ending.wait(_SETTLING)
        back = {path for path in look.gone if os.path.lexists(f"{self.root}/{path}")}
        look.new += back
        gone = {path: stamp for path, stamp in look.gone.items() if path not in back}
        if not self.is_there():
            return {}
        self.stamps.drop(gone)
        return gone

    def _held(self) -> dict[str, bytes]:
        """The posts that the session holds on to, with what they held when it read them."""
        session = self.session()
        held = {text.path: text.source for text in session.unsaved}
        if session.lost:
            held[session.lost.path] = b""
        if session.post:
            held[session.post.path] = session.post.source
        return held

    def _moves(self, new: Iterable[str], gone: Mapping[str, Stamp], held: Mapping[str, bytes]) -> News:
        """What came and went, in one, so that what got another name is not first missed."""
        rows: list[PostRow] = []
        posts: list[Post] = []
        renamed: dict[str, str] = {}
        by_identity = {stamp.identity: path for path, stamp in gone.items() if stamp != NOTHING}
        by_bytes = {hash(held[path]): path for path in gone if held.get(path)}
        for source, name in by_bytes.items():
            path, when = self.arrived.get(source, ("", 0.0))
            if path and path != name and monotonic() - when < _LATE:
                renamed[name] = path
                new = {*new, path}
        for path in newest_first([*new]):
            post = None if self.ending.is_set() else self._read(path, held)
            if post is None:
                continue
            stamp = self.stamps.get(path) or NOTHING
            old = by_identity.get(stamp.identity) or by_bytes.get(hash(post.source))
            is_renamed = old is not None and renamed.setdefault(old, path) == path
            rows.append(post.row)
            posts += [post] if path in held or (is_renamed and old in held) else []
        there = {row.path for row in rows}
        return self._portion(rows, posts, gone, {old: path for old, path in renamed.items() if path in there})

    def _read(self, path: str, held: Mapping[str, bytes]) -> Post | None:
        """The post as it is now; None where it is gone again."""
        post = self._read_once(path)
        if post is not None and not post.source and self._age(path) < _SETTLING:
            self.ending.wait(_SETTLING)
            post = self._read_once(path)
        self.pace.breathe()
        if post is not None and path not in held:
            self.arrived[hash(post.source)] = path, monotonic()
            while len(self.arrived) > _MOST_LATE:
                del self.arrived[next(iter(self.arrived))]
        return post

    def _age(self, path: str) -> float:
        """Seconds since the file was written last."""
        try:
            return max(0.0, time() - os.stat(f"{self.root}/{path}").st_mtime)
        except OSError:
            return 0.0

    def _read_once(self, path: str) -> Post | None:
        stamp = stamp_of(f"{self.root}/{path}")  # before the bytes: who writes in between is found the next time
        try:
            post = self.folder.read(path)
        except NoSuchPost:
            return None
        except Unreadable:
            post = self.folder.open(path)
        self.stamps.put(path, stamp)
        return post

    def _portion(
        self,
        rows: list[PostRow],
        posts: list[Post],
        gone: Collection[str] = (),
        renamed: Mapping[str, str] | None = None,
    ) -> News:
        log = self.session().log
        after = changing(log, rows, gone, self.pace.breathe)
        return News(tuple(rows), tuple(posts), frozenset(gone), renamed or {}, before=log, after=after)
