"""What is sent makes a terminal show the same as all of it sent anew: text, looks and cursor."""

from collections.abc import Iterable
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from emulator import Emulator
from pseudo_terminal import Size
from readtui.tui.wire.pens import Pens
from readtui.tui.wire.picture import Picture

WIDTH, HEIGHT = 24, 6
LOOKS = [
    "none",
    "bold",
    "dim italic",
    "reverse",
    "underline",
    "bold dim",
    "strike",
    "red",
    "bold red",
    "on blue",
    "bold white on blue",
    "reverse red on blue",
    "#102030 on #fefefe",
    "color(200)",
    "bright_red on bright_blue",
    "default on default",
    "underline on red",
]
TEXTS = ["a", "word ", "     ", "      ", "What I read", "漢字", "…", "e\u0301", "▸ –", "x漢y", " ", "              "]


def _segment(text: str, look: str) -> Segment:
    return Segment(text, Style.parse(look))


SEGMENTS = st.lists(st.builds(_segment, st.sampled_from(TEXTS), st.sampled_from(LOOKS)), max_size=5)
PUTS = st.tuples(st.integers(0, HEIGHT - 1), st.integers(0, WIDTH - 1), SEGMENTS)
CURSORS = st.tuples(st.integers(0, WIDTH + 5), st.integers(0, HEIGHT + 2))  # for a size that is no more, too
FRAMES = st.lists(st.tuples(st.lists(PUTS, max_size=4), CURSORS), max_size=6)


def looks_of(emulator: Emulator, rows: Iterable[int]) -> list[list[tuple[Any, ...]]]:
    """Each cell of some rows as it is seen: of a blank, its colours where they show."""
    columns = range(emulator.screen.columns)
    return [[_seen(emulator.screen.buffer[row][column]) for column in columns] for row in rows]


def _seen(cell: Any) -> tuple[Any, ...]:
    if cell.data == " " and not (cell.reverse or cell.underscore or cell.strikethrough):
        return (" ", cell.bg)
    return tuple(cell)


def sent_whole(strip: Strip, row: int, column: int) -> str:
    codes = "".join(Strip.render_style(style or Style(), text, ColorSystem.TRUECOLOR) for text, style, _ in strip)
    return f"\x1b[{row + 1};{column + 1}H{codes}"


@settings(max_examples=400, deadline=None)
@given(FRAMES)
def test_every_frame_looks_the_same(frames):
    size = Size(WIDTH, HEIGHT)
    picture = Picture(WIDTH, HEIGHT, Pens(ColorSystem.TRUECOLOR))
    sparing, whole = Emulator(size), Emulator(size)
    for terminal in (sparing, whole):
        terminal.feed(b"\x1b[?7l")
    for puts, (x, y) in frames:
        for row, column, segments in puts:
            strip = Strip(segments).crop(0, WIDTH - column)
            # A wide character that is cut in two leaves a blank: where one stands before, the compositor cuts there.
            before = looks_of(whole, [row])[0][column - 1 : column + 1]
            if column and len(before) == 2 and before[1][0] == "":
                continue
            after = column + strip.cell_length
            if after < WIDTH and looks_of(whole, [row])[0][after][0] == "":
                continue
            picture.put(row, column, WIDTH, strip)
            whole.feed(sent_whole(strip, row, column).encode())
        whole.feed(f"\x1b[{y + 1};{x + 1}H".encode())
        sparing.feed(picture.changes((x, y)).encode())
        assert looks_of(sparing, range(HEIGHT)) == looks_of(whole, range(HEIGHT))
        assert (sparing.screen.cursor.x, sparing.screen.cursor.y) == (min(x, WIDTH - 1), min(y, HEIGHT - 1))


def test_what_stays_is_not_sent() -> None:
    picture = Picture(WIDTH, HEIGHT, Pens(ColorSystem.TRUECOLOR))
    strip = Strip([Segment("What I read", Style.parse("bold"))])
    picture.put(1, 0, WIDTH, strip)
    assert "What I read" in picture.changes((0, 0))
    picture.put(1, 0, WIDTH, strip)
    assert picture.changes((0, 0)) == ""


def test_only_the_cells_that_differ_are_sent() -> None:
    picture = Picture(WIDTH, HEIGHT, Pens(ColorSystem.TRUECOLOR))
    picture.put(2, 0, WIDTH, [Segment("What I read this week")])
    picture.changes((0, 2))
    picture.put(2, 0, WIDTH, [Segment("What I head this weed")])
    assert picture.changes((0, 2)) == "\x1b[7Ch\x1b[12Cd\x1b[3H"


def test_what_stands_behind_a_character_of_uncertain_width_is_placed_anew() -> None:
    picture = Picture(WIDTH, HEIGHT, Pens(ColorSystem.TRUECOLOR))
    picture.put(0, 0, WIDTH, [Segment("a\U0001f1e6b e\u0301c 漢d")])
    assert picture.changes((0, 0)) == "\x1b[m\x1b[2J\x1b[Ha\U0001f1e6\x1b[1;3Hb e\u0301\x1b[1;6Hc 漢d\x1b[H"


def test_a_tail_of_blanks_is_erased() -> None:
    picture = Picture(WIDTH, HEIGHT, Pens(ColorSystem.TRUECOLOR))
    picture.put(0, 0, WIDTH, [Segment("What I read this week")])
    picture.changes((0, 0))
    picture.put(0, 0, WIDTH, [Segment("What".ljust(WIDTH))])
    assert picture.changes((5, 0)) == "\x1b[5C\x1b[K"


def test_a_terminal_of_which_nothing_is_known_is_drawn_whole() -> None:
    picture = Picture(WIDTH, HEIGHT, Pens(ColorSystem.TRUECOLOR))
    picture.put(0, 0, WIDTH, [Segment("first")])
    picture.put(5, 0, WIDTH, [Segment("last")])
    picture.changes((0, 0))
    picture.forget()
    terminal = Emulator(Size(WIDTH, HEIGHT))
    terminal.feed(b"rubbish everywhere\r\nand here")
    terminal.feed(picture.changes((0, 0)).encode())
    assert terminal.lines == ["first", "", "", "", "", "last"]
