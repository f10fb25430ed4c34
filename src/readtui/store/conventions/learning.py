"""Learning: the conventions of a log, learned from its newest posts when somebody asks for them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import islice

from readtui.model.conventions import Convention, Conventions
from readtui.model.post import Post, PostRow
from readtui.model.series import series_of
from readtui.store.folder import LogFolder

_MOST = 32
"""Posts that are read: some 50 ms, and what a log did before them it may do no more."""


def conventions_of(folder: LogFolder, rows: Iterable[PostRow]) -> Conventions:
    """How the log writes things, from its newest posts, read whole; `rows` are all there are, newest first.

    What the reader settled in the configuration goes first.
    """
    return _shown_by(newest_of(folder, rows), folder)


def _shown_by(posts: Iterable[Post], folder: LogFolder) -> Conventions:
    """What the posts show, behind what the reader settled."""
    kinds: Counter[str] = Counter()
    roles: defaultdict[str | None, Counter[str]] = defaultdict(Counter)
    for post in posts:
        for entry in post.entries:
            if entry.kind is not None:
                kinds[entry.kind] += 1
            roles[entry.kind].update(byline.role for byline in entry.bylines[:1])
    used = sorted((kind for kind in roles if roles[kind]), key=lambda kind: -roles[kind].total())
    chosen = folder.chosen
    others = chosen.role_of(None)  # which goes before what was learned of any kind
    learned = () if others else tuple((kind, roles[kind].most_common(1)[0][0]) for kind in used)
    return folder.conventions._replace(
        kinds=tuple(dict.fromkeys((*chosen.kinds, *(kind for kind, _ in kinds.most_common())))),
        roles=(*chosen.roles, *learned),
        usual_role=others,
    )


def conventions_in_words(folder: LogFolder, rows: Iterable[PostRow]) -> Conventions:
    """How the log writes things, as `conventions_of`, with all of it told in words."""
    from readtui.grammar.making.tellingconventions import told

    rows = list(rows)
    posts = newest_of(folder, rows)
    conventions = _shown_by(posts, folder)
    lines = told(posts, series_of(rows) or rows, conventions, folder.chosen)
    return conventions._replace(told=(*lines, *_archetype(folder, posts)))


def newest_of(folder: LogFolder, rows: Iterable[PostRow], most: int = _MOST) -> list[Post]:
    """The newest posts of the log's series, read whole; without a series the newest that have a day.

    `rows` are the log's, newest first.
    """
    rows = list(rows)
    posts = (folder.open(row.path) for row in series_of(rows) or rows if row.day is not None)
    return list(islice((post for post in posts if post.is_editable), most))


def _archetype(folder: LogFolder, posts: Sequence[Post]) -> tuple[Convention, ...]:
    """What the site begins such posts with, where it has an archetype for them."""
    from readtui.store.conventions.archetype import archetype_for, trouble_with_archetype

    if not posts:
        return ()
    if found := archetype_for(folder, posts[0].path):
        return (Convention("archetype", f"{found.path} gives the fields", source="archetype"),)
    trouble = trouble_with_archetype(folder, posts[0].path)
    told = f"not used, the posts' own fields are: {trouble}"
    return (Convention("archetype", told, source="archetype"),) if trouble else ()
