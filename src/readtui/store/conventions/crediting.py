"""Crediting: the role in which a log credits people, where only their names are given."""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache, partial

from readtui.model.entry import EntryRow
from readtui.model.post import Post, PostRow
from readtui.store.folder import LogFolder


def role_for(
    folder: LogFolder, rows: Iterable[PostRow], like: Post | None, kind: str | None, people: Sequence[str]
) -> str | None:
    """The role for these people in an entry of this kind, as `like` or else the log's newest posts have it.

    None where nobody is ever credited. Where the log tells one author from several, so does this.
    """
    settled = folder.chosen.role_of(kind)
    if settled:
        return settled
    own = like.entries if like else ()
    others = cache(partial(_entries, folder, rows))
    role = _of_kind(own, kind, people) or _of_kind(others(), kind, people)
    if role is None:
        from readtui.store.conventions.learning import conventions_of

        role = conventions_of(folder, rows).role_of(kind)
    return _numbered(role, (*own, *others()), people) if role else None


def _entries(folder: LogFolder, rows: Iterable[PostRow]) -> tuple[EntryRow, ...]:
    from readtui.store.conventions.learning import newest_of

    return tuple(entry for post in newest_of(folder, rows) for entry in post.entries)


def _of_kind(entries: Iterable[EntryRow], kind: str | None, people: Sequence[str]) -> str | None:
    """What most entries of the kind have, of those with as many people if there are any."""
    same = [entry for entry in entries if _folded(entry.kind) == _folded(kind)]
    credits_there = [(byline.role, len(byline.people) > 1) for entry in same for byline in entry.bylines[:1]]
    as_many = [role for role, is_many in credits_there if is_many == (len(people) > 1)]
    usual = Counter(as_many or [role for role, _ in credits_there]).most_common(1)
    return usual[0][0] if usual else None


def _numbered(role: str, entries: Iterable[EntryRow], people: Sequence[str]) -> str:
    """The role in the singular or plural, where the log writes it so for one or for several."""
    is_many = len(people) > 1
    other = f"{role}s" if is_many else role.removesuffix("s")
    roles = {(byline.role, len(byline.people) > 1) for entry in entries for byline in entry.bylines}
    if (role, is_many) in roles:
        return role
    is_for_several = not is_many and (role, True) in roles  # `Speakers`, of which the log has had no single one yet
    return other if (other, is_many) in roles or is_for_several else role


def _folded(kind: str | None) -> str | None:
    return kind.casefold() if kind is not None else None
