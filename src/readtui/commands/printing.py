"""Printing: what a command says, safe for any terminal, as aligned text or as JSON."""

import os
import re
import sys
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from readtui.commands.json_form import JsonObject, json_line, json_lines
from readtui.model.printable import one_line, visible

GAP = "  "
_WIDEST_PADDED = 60
"""How many cells wide a column is at most where nothing is cut: one long title must not move all other lines."""
_NO_ASCII = re.compile(r"[^\x00-\x7f]")
_LINE_ENDS = re.compile("\r\n?")


class Column(NamedTuple):
    """How a column of a table is laid out."""

    align: Literal["left", "right"] = "left"
    least: int | None = None
    """How many cells are left of it where the terminal is too narrow; None where it is never cut."""
    may_go: bool = False
    """Whether it is left out where the terminal is too narrow for even that."""


def print_line(text: str) -> None:
    """Print `text` on one line."""
    print(one_line(text))


def print_text(text: str) -> None:
    """Print `text` with its lines and tabs; all other control characters as visible marks."""
    print(visible(_LINE_ENDS.sub("\n", text)))


def print_json(each: JsonObject) -> None:
    """Print one object as JSON."""
    print(json_line(each, ascii_only=not _speaks_unicode()))


def print_json_array(objects: Iterable[JsonObject]) -> None:
    """Print an array of objects as JSON, one on a line."""
    print(json_lines(objects, ascii_only=not _speaks_unicode()))


def print_bytes(source: bytes) -> None:
    """Print these very bytes."""
    if sys.stdout is not None:  # None: the shell closed it
        sys.stdout.flush()
        sys.stdout.buffer.write(source)
        sys.stdout.buffer.flush()


def complain(sentence: str) -> None:
    """Say on standard error what is wrong."""
    if sys.stderr is not None:
        print(f"readtui: {one_line(sentence)}", file=sys.stderr)


def print_table(columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> None:
    """Print rows with their columns aligned, cut to the terminal's width if it is a terminal."""
    lines = table_lines(columns, rows, _terminal_width(), ellipsis="…" if _speaks_unicode() else "~")
    if lines:
        print("\n".join(lines))


def table_lines(
    columns: Sequence[Column], rows: Iterable[Sequence[str]], width: int | None, ellipsis: str = "…"
) -> list[str]:
    """The lines of a table `width` cells wide; its last column is not padded.

    For None nothing is cut, and a cell that is longer than its column moves the rest of its own line alone.
    """
    table = [[one_line(cell) for cell in row] for row in rows]
    if not table:
        return []
    cells = [[cell_width(cell) for cell in row] for row in table]
    natural = [max(widths) for widths in zip(*cells, strict=True)]
    shown = [place for place, widest in enumerate(natural) if widest]
    if width is None:
        wide = [min(widest, _WIDEST_PADDED) for widest in natural]
        return _aligned(columns, shown, wide, table, cells)
    shown = _fewer(columns, natural, shown, width)
    wide = _narrowed(columns, natural, shown, width)
    cut = [[_fitted(cell, most, ellipsis) for cell, most in zip(row, wide, strict=True)] for row in table]
    return _aligned(columns, shown, wide, cut, [[cell_width(cell) for cell in row] for row in cut])


def _aligned(
    columns: Sequence[Column],
    shown: Sequence[int],
    wide: Sequence[int],
    table: Sequence[Sequence[str]],
    cells: Sequence[Sequence[int]],
) -> list[str]:
    """The lines of the columns to show, each as wide as is said; `cells` are the widths of the texts."""
    lines = []
    for row, widths in zip(table, cells, strict=True):
        padded = [_padded(row[place], wide[place] - widths[place], columns[place].align) for place in shown]
        lines.append(GAP.join(padded).rstrip())
    return lines


def cell_width(text: str) -> int:
    """How many cells printable text takes on a terminal."""
    if text.isascii():
        return len(text)
    return len(text) + sum(_character_width(character) - 1 for character in _NO_ASCII.findall(text))


def _character_width(character: str) -> int:
    import unicodedata  # with the first text that is not ASCII

    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _fewer(columns: Sequence[Column], natural: Sequence[int], shown: list[int], width: int) -> list[int]:
    """The columns to show: the last that may go is left out as long as the others, cut, do not fit beside it."""
    shown = list(shown)
    while (goers := [place for place in shown if columns[place].may_go]) and width < sum(
        len(GAP) + min(natural[place], columns[place].least or natural[place]) for place in shown
    ) - len(GAP):
        shown.remove(goers[-1])
    return shown


def _narrowed(columns: Sequence[Column], natural: Sequence[int], shown: Sequence[int], width: int) -> list[int]:
    """Widths that fit: cells are taken from the widest column that may lose some, until the line fits."""
    wide = list(natural)
    excess = sum(wide[place] for place in shown) + len(GAP) * (len(shown) - 1) - width
    while excess > 0:
        losers = [place for place in shown if (least := columns[place].least) is not None and wide[place] > least]
        if not losers:
            break  # what is left must not be cut; the terminal wraps it
        widest = max(losers, key=lambda place: wide[place])
        wide[widest] -= 1
        excess -= 1
    return wide


def _fitted(text: str, width: int, ellipsis: str) -> str:
    return text if cell_width(text) <= width else _cut(text, width - 1) + ellipsis


def _padded(text: str, short: int, align: Literal["left", "right"]) -> str:
    missing = " " * short  # none where the text is longer
    return missing + text if align == "right" else text + missing


def _cut(text: str, width: int) -> str:
    """As much of the beginning of `text` as `width` cells hold."""
    taken = 0
    for place, character in enumerate(text):
        taken += _character_width(character)
        if taken > width:
            return text[:place]
    return text


def _terminal_width() -> int | None:
    """The width of the terminal that is printed to, in cells; None where it is none."""
    if sys.stdout is None or not sys.stdout.isatty():
        return None
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or None
    except OSError:
        return None


def _speaks_unicode() -> bool:
    return sys.stdout is not None and (sys.stdout.encoding or "utf-8").casefold().startswith("utf")
