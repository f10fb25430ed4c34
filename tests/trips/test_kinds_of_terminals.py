"""On every kind of terminal each screen shows, by nothing but what that terminal knows."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from terminal import Terminal

Browse = Callable[..., Terminal]

_SEQUENCE = re.compile(rb"\x1b(?:\[[<=>?]?[0-9;:]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|P[^\x1b]*\x1b\\|[^[\]P])")
_PARTS = re.compile(r"[34]8;(?:5;\d+|2;\d+;\d+;\d+)|\d+")


def looks(raw: bytes) -> set[str]:
    """The looks that were asked for: each parameter of each SGR, colours of 256 and more as one."""
    asked: set[str] = set()
    for sequence in _SEQUENCE.findall(raw):
        if sequence.startswith(b"\x1b[") and sequence.endswith(b"m") and sequence[2:3] not in b"<=>?":
            asked.update(_PARTS.findall(sequence[2:-1].decode()) or ["0"])
    return asked


def is_color(look: str) -> bool:
    number = int(look.partition(";")[0])
    return (30 <= number < 50 and number not in (39, 49)) or 90 <= number < 108


def go_through(terminal: Terminal) -> None:
    """Open every screen and dialog there is, type into each that takes text, and leave."""

    def shown(*keys: str, by: str, hides: str = "") -> None:
        terminal.press(*keys)
        terminal.wait_for(lambda screen: by in screen.text and not (hides and hides in screen.text))

    def left(sign: str) -> None:
        terminal.press("esc")  # what comes right behind it would be a part of its sequence
        terminal.wait_for(sign, gone=True)

    terminal.wait_for("A slow tree")
    shown("v", by="**still**")
    shown("v", by="A slow tree", hides="**still**")
    shown("?", by="j k scroll")
    shown("G", by="text that was typed and is not yet saved")
    left("text that was typed")
    shown(":", by="Half a page down")
    shown(*"undo", by="Undo", hides="Half a page")
    shown(*"xqz", by="No matches")
    left("No matches")
    shown("A", by="Which week")
    shown(*"Tm", by="Tm")
    left("Which week")
    shown("2", "m", by="enter moves it there")
    left("enter moves it")
    shown("d", by="delete it")
    left("delete it")
    shown("a", by="ctrl+s add")
    shown(*"Tm", by="Tm")
    left("ctrl+s add")
    shown("e", by="3 Editor")
    shown(*"Zu ", by="Zu ")
    shown("ctrl+f", by="Replace by:")
    left("Replace by:")
    shown("ctrl+q", by="discard and quit")
    terminal.press("D")
    assert terminal.wait_for_exit() == 0


def glance(terminal: Terminal) -> None:
    """Look at the log, at a dialog, and leave."""
    terminal.wait_for("A slow tree")
    terminal.press(":")
    terminal.wait_for("Half a page down")
    terminal.press("esc")
    terminal.wait_for("Half a page", gone=True)
    terminal.press("a")
    terminal.wait_for("ctrl+s add")
    terminal.press("esc")
    terminal.wait_for("ctrl+s add", gone=True)
    terminal.press("q")
    assert terminal.wait_for_exit() == 0


def themed(folder: Path, theme: str) -> dict[str, str]:
    config = folder / "config.toml"
    config.write_text(f'theme = "{theme}"\n')
    return {"READTUI_CONFIG": str(config)}


@pytest.mark.parametrize(
    ("env", "theme", "most"),
    [
        ({"TERM": "xterm", "COLORTERM": ""}, "auto", "sixteen"),
        ({"TERM": "screen"}, "dark", "sixteen"),  # COLORTERM is from where screen was begun, which knows less
        ({"TERM": "linux"}, "dark", "sixteen"),
        ({"TERM": "xterm-256color", "COLORTERM": ""}, "dark", "256"),
        ({"TERM": "tmux-256color", "COLORTERM": "", "TMUX": "/tmp/none,1,0"}, "light", "256"),
        ({"TERM": "xterm-256color"}, "dark", "all"),
        ({"TERM": "xterm-256color", "NO_COLOR": ""}, "dark", "all"),  # empty it says nothing
    ],
)
def test_no_colours_are_sent_that_it_does_not_know(
    browse: Browse, log: Path, tmp_path: Path, env: dict[str, str], theme: str, most: str
) -> None:
    terminal = browse(log, env=env | themed(tmp_path, theme))
    glance(terminal)
    colors = {look for look in looks(bytes(terminal.raw)) if is_color(look)}
    kinds = {"all" if ";2;" in color else "256" if ";5;" in color else "sixteen" for color in colors}
    assert most in kinds
    assert kinds <= {"sixteen", most}


@pytest.mark.parametrize("theme", ["auto", "dark"])
def test_no_colours_at_all_in_any_screen(browse: Browse, log: Path, tmp_path: Path, theme: str) -> None:
    terminal = browse(log, env={"NO_COLOR": "1"} | themed(tmp_path, theme))
    go_through(terminal)
    assert not {look for look in looks(bytes(terminal.raw)) if is_color(look)}


def test_a_vt100_gets_no_look_that_it_does_not_know(browse: Browse, log: Path, tmp_path: Path) -> None:
    terminal = browse(log, env={"TERM": "vt100"} | themed(tmp_path, "dark"))
    go_through(terminal)
    assert looks(bytes(terminal.raw)) <= {"0", "1", "4", "7"}


@pytest.mark.parametrize(
    ("arguments", "env"),
    [(["--ascii"], {}), ([], {"LANG": "C"}), ([], {"LANG": "C", "LC_ALL": "POSIX"})],
    ids=["--ascii", "LANG", "LC_ALL"],
)
def test_ascii_alone_in_every_screen(
    browse: Browse, log: Path, newest: Path, arguments: list[str], env: dict[str, str]
) -> None:
    letters = "Né “漢字” — Σ 👩\u200d👩\u200d👧 e\u0301 …".encode()
    newest.write_bytes(newest.read_bytes().replace(b"Trees that wait", b"Trees " + letters) + letters + b"\n")
    terminal = browse(*arguments, log, env=env)
    go_through(terminal) if arguments else glance(terminal)
    assert bytes(terminal.raw).isascii()
    assert letters in newest.read_bytes()


def test_what_is_no_ascii_takes_its_cells_and_is_kept(browse: Browse, log: Path, newest: Path) -> None:
    words = "Né “漢” —|"
    newest.write_bytes(newest.read_bytes().replace(b"A slow tree", words.encode() + b" A slow tree"))
    terminal = browse("--ascii", log)
    terminal.wait_for('Ne "??" -| A slow tree')
    terminal.press("2", "e")
    terminal.wait_for("3 Editor")
    terminal.wait_for('Ne "??" -| A slow tree')
    terminal.type("é")
    terminal.press("ctrl+s")
    terminal.wait_for("Saved")
    assert "é## [Talk]".encode() in newest.read_bytes()
    assert words.encode() + b" A slow tree" in newest.read_bytes()


@pytest.mark.parametrize("env", [{"NO_COLOR": "1"}, {"TERM": "vt100"}], ids=["NO_COLOR", "vt100"])
def test_without_colours_the_cursor_and_what_is_chosen_still_show(
    browse: Browse, log: Path, env: dict[str, str]
) -> None:
    def text_with(terminal: Terminal, look: str) -> str:
        rows = (terminal.screen.buffer[row] for row in range(terminal.size.rows))
        return "".join(row[x].data for row in rows for x in range(terminal.size.columns) if getattr(row[x], look))

    terminal = browse(log, env=env)
    terminal.wait_for("A slow tree")
    terminal.press("2", "e")
    terminal.wait_for("3 Editor")
    terminal.wait_for(lambda screen: "#" in text_with(screen, "reverse"))  # the cursor is on it
    terminal.send(b"\x1b[1;2C\x1b[1;2C\x1b[1;2C\x1b[1;2C")  # shift and right: what is chosen
    terminal.wait_for(lambda screen: "## [" in text_with(screen, "reverse"))
    terminal.press("esc")
    terminal.wait_for("3 Editor", gone=True)
    terminal.press(":")
    terminal.wait_for("Half a page down")
    terminal.press("down")
    terminal.wait_for(lambda screen: " Up " in text_with(screen, "underscore"))


@pytest.mark.parametrize("term", ["dumb", "unknown", "", None])
def test_one_sentence_where_nothing_can_be_drawn(
    start_terminal: Callable[..., Terminal], log: Path, term: str | None
) -> None:
    import sys

    argv = [sys.executable, "-m", "readtui", str(log)]
    argv = ["env", "-u", "TERM", *argv] if term is None else argv
    terminal = start_terminal(argv, env={"TERM": term or ""})
    assert terminal.wait_for_exit() == 2
    said = bytes(terminal.raw)
    assert b"\x1b" not in said
    assert b"TERM" in said
    assert said.count(b"\n") == 1
