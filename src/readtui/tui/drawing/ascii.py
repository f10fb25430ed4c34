"""ASCII: any text in the characters that every terminal shows, cell for cell."""

from functools import lru_cache
from unicodedata import normalize

from rich.cells import cell_len

from readtui.tui.drawing.clusters import clusters

_UNKNOWN = "?"
_ALIKE = {
    "'": "‘’‚‛′",
    '"': "“”„‟″",
    "<": "‹«←◀◂",
    ">": "›»→▶▸▹►",
    "-": "–—‐‑‒―−─━═▔▁",
    "|": "│┃║▏▕▎▊",
    "+": "┌┐└┘├┤┬┴┼╭╮╰╯",
    "*": "•‣◦",
    "#": "▇█▌▐▀▄▆▅▃▂",
    ".": "…·",
    "x": "×",
    "^": "↑",
    "v": "↓",
    "s": "ß",
    "o": "ø",
    "O": "Ø",
    "l": "ł",
    "L": "Ł",
}
_LIKE = {ord(character): like for like, characters in _ALIKE.items() for character in characters}


@lru_cache(1024)
def in_ascii(text: str) -> str:
    """`text` with what is no ASCII as the letter or sign that is most like it; it takes as many cells as before.

    Control characters stay.
    """
    return text if text.isascii() else "".join(map(_alike, clusters(text)))


def _alike(cluster: str) -> str:
    if cluster.isascii():
        return cluster
    width = cell_len(cluster)
    like = normalize("NFKD", cluster[0].translate(_LIKE))[:1]
    if like.isascii() and like.isprintable() and width == 1:
        return like
    return _UNKNOWN * width
