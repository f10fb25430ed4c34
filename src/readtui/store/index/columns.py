"""Columns: which the index has of posts and entries, and what becomes of text in them; a sum tells damage.

No value of the model is known here: loading these takes longer than SQLite does to tell 520 rows.
"""

import marshal
import zlib
from typing import TypeVar, cast

Value = str | bytes | int | None
Columns = tuple[Value, ...]
_Sound = TypeVar("_Sound", bound=tuple[object, ...])

POST_COLUMNS = "path, title, date, day, draft, starts, ends, language, form, entries, words, problems, kind, sum"
ENTRY_COLUMNS = "number, line, last_line, start, stop, kind, section, title, url, bylines, links, words, quoted, sum"
POST_WIDTH = len(POST_COLUMNS.split(", "))
ENTRY_WIDTH = len(ENTRY_COLUMNS.split(", "))


def prefixed(table: str, columns: str) -> str:
    """The columns of a table by that name, as SQL asks for them."""
    return ", ".join(f"{table}.{name}" for name in columns.split(", "))


def summed(*columns: Value) -> Columns:
    """The columns with their sum behind them."""
    return (*columns, _sum(columns))


def sound(columns: _Sound) -> tuple[object, ...]:
    """The columns without their sum.

    Raises:
        ValueError: they are not those that were summed.
    """
    if columns[-1] != _sum(columns[:-1]):
        raise ValueError("a row is not as it was written")
    return columns[:-1]


def path_bytes(path: str) -> bytes:
    """A path as it is kept: so that bytes stand in the order of the text, and any name can be kept."""
    return path.encode() if path.isascii() else path.encode("utf-8", "surrogatepass")


def path_of(kept: bytes) -> str:
    """The path that is kept as these bytes."""
    return kept.decode("utf-8", "surrogatepass")


def stored(text: str | None) -> str | bytes | None:
    """A text as it is kept: where it is no Unicode, as bytes."""
    if text is None or text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")
    return text


def told(value: object) -> str | None:
    """The text that was stored."""
    return value.decode("utf-8", "surrogatepass") if isinstance(value, bytes) else cast("str | None", value)


def sought(text: str) -> str:
    """A text as parts of it are sought: in any case, and as Unicode at all events."""
    return text.casefold().encode(errors="replace").decode()


def _sum(columns: tuple[object, ...]) -> int:
    # The second form: what later ones write depends on how often a text is in use.
    return zlib.crc32(marshal.dumps(cast(Columns, columns), 2))
