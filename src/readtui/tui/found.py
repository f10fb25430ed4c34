"""Found: what a search found, in words."""

from readtui.model.narrowing import Narrowing

_HOW = 'Words, "phrases", -not, kind: by: site: tag: link: year: since: week: is: has:'


def told(narrowing: Narrowing) -> str:
    """How much fits and in which order, or what can be asked."""
    if narrowing.search.is_empty:
        return _HOW
    if narrowing.found is None or not narrowing.is_answered:
        return "Searching"
    found = narrowing.found
    if not found.log.posts:
        return "Nothing fits"
    more = "" if found.is_all else "more than "
    posts, hits = len(found.log), found.hit_count
    order = "the best first (s: the newest)" if found.order == "best" else "the newest first (s: the best)"
    return f"{more}{hits:,} {'hit' if hits == 1 else 'hits'} in {posts:,} {'post' if posts == 1 else 'posts'}, {order}"
