"""Searching: the steps of a session in which something is searched for."""

from dataclasses import dataclass, replace

from readtui.model.mark import Mark
from readtui.model.narrowing import Found, Narrowing, Origin
from readtui.model.search import Order, Search
from readtui.model.session import Session


@dataclass(frozen=True, slots=True)
class Target:
    """An entry that fits the search, to be gone to."""

    path: str
    index: int | None
    """None for the post as a whole."""
    is_round: bool
    """Whether the way to it led over an end of the list, and on from the other."""


def searching(session: Session, search: Search, order: Order = "newest") -> Session:
    """The session once something is searched for, while the answer is on its way.

    Where nothing is asked for all posts are listed, and the choice goes back to where it was before.
    """
    mark = Mark.of(session.post, session.index) if session.post else None
    narrowing = session.narrowing or Narrowing(Origin(session.path, mark))
    here = replace(session, narrowing=narrowing.asking(search, order))
    return _going_back(here) if search.is_empty else here


def told_of_reading(session: Session, *, is_reading: bool) -> Session:
    """The session once it is known whether posts are still being read for its search."""
    narrowing = session.narrowing
    if narrowing is None or narrowing.is_reading == is_reading:
        return session
    return replace(session, narrowing=replace(narrowing, is_reading=is_reading))


def leaving_search(session: Session) -> Session:
    """The session once nothing is searched for; the choice stays."""
    return replace(session, narrowing=None)


def finding(session: Session, found: Found) -> Session:
    """The session once this was found; a late answer to what is no longer asked changes nothing.

    The choice stays where it was before the search, if that fits, else it goes to the first that does.
    """
    narrowing = session.narrowing
    if narrowing is None or (found.search, found.order) != (narrowing.search, narrowing.order):
        return session
    here = replace(session, narrowing=narrowing.finding(found, session.log, session.path))
    if narrowing.is_answered and session.path is not None:
        return here
    if found.order == "newest" and narrowing.origin.path in found.fitting:
        return _going_back(here)
    return _going_to(here, here.listing.posts[0].path if here.listing.posts else None)


def next_hit(session: Session, by: int) -> Target | None:
    """The next entry that fits, or for -1 the one before, round the list's ends; None where nothing fits."""
    found = session.narrowing.found if session.narrowing else None
    if found is None or session.path is None:
        return None
    current = session.index or 0
    ahead = [index for index in session.fitting or () if (index > current if by > 0 else index < current)]
    if ahead:
        return Target(session.path, (ahead[0] if by > 0 else ahead[-1]) or None, is_round=False)
    start = found.log.place_of(session.path) or 0
    for step in range(1, len(found.log) + 1):
        place = start + by * step
        path = found.log.posts[place % len(found.log)].path
        if fits := found.fitting.get(path):
            return Target(path, (fits[0] if by > 0 else fits[-1]) or None, not 0 <= place < len(found.log))
    return None


def _going_back(session: Session) -> Session:
    """The session with the choice where it was before the search; where that is gone, it stays."""
    origin = session.narrowing.origin if session.narrowing else None
    if origin is None or session.log.place_of(origin.path) is None:
        return _going_to(session, session.path or (session.log.posts[0].path if session.log.posts else None))
    if origin.path != session.path or session.post is None:
        return _going_to(session, origin.path)
    index = origin.mark.found_in(session.post) if origin.mark else None
    fitting = session.fitting
    return session.choosing_entry(fitting[0] or None if fitting and (index or 0) not in fitting else index)


def _going_to(session: Session, path: str | None) -> Session:
    """The session with this post chosen, to be read where it is another than before."""
    if path != session.path or session.post is None:
        return replace(session, path=path, post=None, index=None, lost=None, turn=session.turn + 1)
    fitting = session.fitting
    is_listed = not fitting or (session.index or 0) in fitting
    return session if is_listed else session.choosing_entry(fitting[0] or None if fitting else None)
