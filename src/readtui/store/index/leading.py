"""Leading: the posts whose entries link to a page, as the index has them."""

from contextlib import closing

from readtui.store.index.columns import path_of
from readtui.store.index.indexfile import IndexFile, troubles

_NUMBER = 8
"""Bytes of a page's number: two of a million pages share one in 30 million logs, and the posts tell them apart."""

_PATIENCE = 0.5
"""Seconds that another readtui may keep the index busy."""


def number_of(page: str) -> int:
    """The number that stands in the index for a page's canonical address."""
    from hashlib import blake2b  # with OpenSSL, which few commands need

    text = page.encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(text, digest_size=_NUMBER).digest(), "big", signed=True)


def posts_leading_to(file: IndexFile, page: str) -> list[str]:
    """The posts with entries that link to the page of this canonical address, or may; as the index has them.

    Raises:
        IndexTrouble: there is no index that can be used.
    """
    with troubles(), closing(file.opened(may_make=False, patience=_PATIENCE)) as connection:
        found = connection.execute(
            "SELECT DISTINCT p.path FROM leads l JOIN entry e ON e.id = l.place JOIN post p ON p.id = e.post"
            " WHERE l.page = ?",
            (number_of(page),),
        ).fetchall()
    return [path_of(path) for (path,) in found]
