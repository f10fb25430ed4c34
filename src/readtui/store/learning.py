"""Learning: the conventions of a log, learned from its newest posts when somebody asks for them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import islice

from readtui.model.conventions import Conventions
from readtui.model.post import Post, PostRow
from readtui.model.series import series_of
from readtui.store.folder import LogFolder

_MOST = 32
"""Posts that are read: some 50 ms, and what a log did before them it may do no more."""


def conventions_of(folder: LogFolder, rows: Iterable[PostRow]) -> Conventions:
    """How the log writes things, from its newest posts, read whole; `rows` are all there are, newest first."""
    posts = newest_of(folder, rows)
    kinds: Counter[str] = Counter()
    roles: defaultdict[str | None, Counter[str]] = defaultdict(Counter)
    for post in posts:
        for entry in post.entries:
            if entry.kind is not None:
                kinds[entry.kind] += 1
            roles[entry.kind].update(byline.role for byline in entry.bylines[:1])
    used = sorted((kind for kind in roles if roles[kind]), key=lambda kind: -roles[kind].total())
    return replace(
        folder.conventions,
        kinds=tuple(kind for kind, _ in kinds.most_common()),
        roles=tuple((kind, roles[kind].most_common(1)[0][0]) for kind in used),
    )


def newest_of(folder: LogFolder, rows: Iterable[PostRow]) -> Sequence[Post]:
    """The newest posts of the log's series, read whole; without a series the newest that have a day."""
    rows = list(rows)
    posts = (folder.open(row.path) for row in series_of(rows) or rows if row.day is not None)
    return list(islice((post for post in posts if post.is_editable), _MOST))
