"""Much text at once, many sizes, and sequences that nobody knows."""

from collections.abc import Callable
from pathlib import Path

import pytest

from terminal import Terminal

Browse = Callable[..., Terminal]
SIZES = [(80, 24), (40, 10), (300, 100), (41, 10), (120, 40), (70, 11), (119, 50), (80, 24)]


def in_the_editor(terminal: Terminal) -> Terminal:
    terminal.wait_for("A slow tree")
    terminal.press("2", "e")
    terminal.wait_for("3 Editor")
    return terminal


def test_a_megabyte_is_pasted_exactly(browse: Browse, log: Path, newest: Path) -> None:
    terminal = browse(log)
    terminal.wait_for("A slow tree")
    terminal.press("e")  # the whole post: so much in an entry would make the post look like an essay
    terminal.wait_for("3 Editor")
    terminal.press("ctrl+end")
    pasted = "\n".join(f"{number:6} words é 漢 in a line that is pasted" for number in range(22_500)) + "\nLast."
    assert len(pasted.encode()) > 1_000_000
    terminal.paste(pasted)
    terminal.wait_for("Last.")
    terminal.type(" Typed.")
    terminal.wait_for("Last. Typed.")
    terminal.press("ctrl+s")
    terminal.wait_for("Saved")
    assert pasted.encode() + b" Typed." in newest.read_bytes()


def test_what_is_pasted_in_a_list_presses_no_keys(browse: Browse, log: Path, files: Callable[[], object]) -> None:
    before = files()
    terminal = browse(log)
    terminal.wait_for("A slow tree")
    terminal.paste("d\rd\rejq\x1bqA" * 100_000)
    terminal.press("j")
    terminal.wait_for("Keys should answer")
    assert files() == before
    terminal.press("q")
    assert terminal.wait_for_exit() == 0


def test_typing_goes_on_over_all_sizes(browse: Browse, log: Path, newest: Path) -> None:
    terminal = in_the_editor(browse(log))
    words = ""
    for size in SIZES:
        terminal.resize(*size)
        words += f"{size[0]} "
        terminal.type(f"{size[0]} ")
        terminal.wait_for(
            lambda screen, words=words: words[-8:] in screen.text and len(screen.lines) == screen.size.rows
        )
    terminal.press("ctrl+s")
    terminal.wait_for("Saved")
    assert words.encode() + b"## [Talk]" in newest.read_bytes()


@pytest.mark.parametrize(
    "sequence",
    [
        b"\x1b[<35;10;10M\x1b[<0;3;3m\x1b[M !!",  # a mouse that nobody asked about
        b"\x1b[I\x1b[O",  # the focus
        b"\x1b]11;rgb:ffff/ffff/ffff\x1b\\\x1b]52;c;cXEK\x07",
        b"\x1bP1+r544e=787465726d\x1b\\",
        b"\x1b[?62;22c\x1b[>41;354;0c",
        b"\x1b[57358u\x1b[57441;1:3u",  # kitty's keys: caps lock, shift let go
    ],
    ids=["mouse", "focus", "OSC", "DCS", "attributes", "kitty"],
)
def test_what_no_key_is_does_nothing(browse: Browse, log: Path, newest: Path, sequence: bytes) -> None:
    terminal = in_the_editor(browse(log))
    terminal.type("Before.")
    terminal.wait_for("Before.")
    terminal.send(sequence)
    terminal.type("After.")
    terminal.wait_for("Before.After.##")
