"""Take the README's screenshots: `make screenshots` runs the program on its sample log and draws what it shows, as SVG.

Nothing is drawn by hand: the program runs on a pseudo-terminal, and its cells become rectangles and text.
"""

import html
import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from pyte.screens import Char, Screen

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent / "tests")]

from benchmarks.measuring import READTUI, Run, scratch  # noqa: E402 - found by the lines above
from pseudo_terminal import Size  # noqa: E402


class Shot(NamedTuple):
    """A picture: its file's name, the terminal's size, and the keys that lead there."""

    name: str
    size: Size
    keys: tuple[str, ...] = ()


SHOTS = (
    Shot("weeks-120x40", Size(120, 40)),
    Shot("weeks-80x24", Size(80, 24)),
    Shot("editor-120x40", Size(120, 40), ("j", "j", "2", "j", "e")),
    Shot("editor-80x24", Size(80, 24), ("j", "j", "2", "j", "e")),
    Shot("search-80x24", Size(80, 24), ("/", *"program has:quote")),
    Shot("add-80x24", Size(80, 24), ("2", "a", *"https://www.noidea.dog/glue/", "\t", *"Being Glue")),
    Shot("help-80x24", Size(80, 24), ("?",)),
)

_WIDE, _HIGH, _MARGIN = 8.4, 18, 12  # pixels of a cell, and around all
_FOREGROUND, _BACKGROUND = "#d8d8d8", "#1b1d22"
_NAMED = {
    "black": "#1b1d22",
    "red": "#e06c75",
    "green": "#98c379",
    "brown": "#e5c07b",
    "blue": "#61afef",
    "magenta": "#c678dd",
    "cyan": "#56b6c2",
    "white": "#d8d8d8",
}


def drawn(screen: Screen) -> str:
    """What a screen shows, as SVG."""
    wide, high = round(screen.columns * _WIDE) + 2 * _MARGIN, screen.lines * _HIGH + 2 * _MARGIN
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}" viewBox="0 0 {wide} {high}">',
        f'<rect width="100%" height="100%" rx="6" fill="{_BACKGROUND}"/>',
        '<g font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="14" xml:space="preserve">',
    ]
    for row in range(screen.lines):
        parts += _row(screen, row)
    return "\n".join([*parts, "</g>", "</svg>", ""])


def _row(screen: Screen, row: int) -> Iterator[str]:
    """The runs of cells that look alike."""
    cells = [(column, screen.buffer[row][column]) for column in range(screen.columns)]
    for _, run in groupby(cells, key=lambda cell: cell[1]._replace(data="")):
        alike = list(run)
        column, look = alike[0]
        text = "".join(cell.data for _, cell in alike)  # behind a wide character stands a cell without one
        x, y, width = _MARGIN + column * _WIDE, _MARGIN + row * _HIGH, len(alike) * _WIDE
        foreground, background = _colours(look)
        if background != _BACKGROUND:
            yield f'<rect x="{x:.1f}" y="{y}" width="{width:.1f}" height="{_HIGH}" fill="{background}"/>'
        if text.strip():
            style = f'fill="{foreground}"{_attributes(look)} textLength="{width:.1f}"'
            yield f'<text x="{x:.1f}" y="{y + 13}" {style}>{html.escape(text)}</text>'


def _colours(look: Char) -> tuple[str, str]:
    foreground, background = _colour(look.fg, _FOREGROUND), _colour(look.bg, _BACKGROUND)
    return (background, foreground) if look.reverse else (foreground, background)


def _colour(name: str, default: str) -> str:
    if name == "default":
        return default
    return _NAMED.get(name.removeprefix("bright")) or f"#{name}"


def _attributes(look: Char) -> str:
    bold = ' font-weight="bold"' if look.bold else ""
    italic = ' font-style="italic"' if look.italics else ""
    lines = ["underline"] * look.underscore + ["line-through"] * look.strikethrough
    return bold + italic + (f' text-decoration="{" ".join(lines)}"' if lines else "")


def main() -> None:
    """Take every screenshot anew."""
    for shot in SHOTS:
        with scratch() as home, Run([*READTUI, "demo"], shot.size, home, {"COLORTERM": "truecolor"}) as run:
            run.until_settled()
            for key in shot.keys:
                run.press(key)
            (HERE / f"{shot.name}.svg").write_text(drawn(run.emulated().screen), encoding="utf-8")


if __name__ == "__main__":
    main()
