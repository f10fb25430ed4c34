"""Text of an entry goes to the reader's clipboard, and its links to the browser, or over SSH to the clipboard too."""

import re
import shutil
import sys
from base64 import b64decode
from collections.abc import Callable
from pathlib import Path

import pytest

from terminal import Terminal

Browse = Callable[..., Terminal]

_OSC = re.compile(rb"\x1b\]52;c?;([A-Za-z0-9+/=]+)(?:\x07|\x1b\\)")
_FAR = {"SSH_CONNECTION": "192.0.2.1 1 192.0.2.2 22"}
_DESKTOP = {"DISPLAY": ":9", "WAYLAND_DISPLAY": ""}
_NO_DESKTOP = {"DISPLAY": "", "WAYLAND_DISPLAY": ""}
_TITLE, _LINK = "Trees that wait", "https://talks.example.org/trees"
_MARKDOWN = (
    "## [Talk] [Trees that wait](https://talks.example.org/trees)\n**Speaker**: Ann Lee\n\n"
    "A slow tree is **still** a tree. See [the slides](https://example.org/slides).\n\n"
    "> In my words: patience is a data structure.\n"
)


def copied(terminal: Terminal) -> list[str]:
    """What the terminal was given for its clipboard, oldest first."""
    return [b64decode(text).decode() for text in _OSC.findall(bytes(terminal.raw))]


@pytest.fixture
def opened(tmp_path: Path) -> Callable[[], list[str]]:
    """A browser, found as `xdg-open` and `open`: what it was told to open, a line for each argument."""
    programs, told = tmp_path / "programs", tmp_path / "told"
    programs.mkdir()
    for name in ("xdg-open", "open"):
        program = programs / name
        program.write_text(
            f'#!/bin/sh\nfor word; do echo "$word" >> {told}; done\n'
            # It has no terminal to draw on, and says so where it has.
            f"if [ -t 0 ] || [ -t 1 ] || [ -t 2 ] || (: > /dev/tty) 2> /dev/null; then echo terminal >> {told}; fi\n"
        )
        program.chmod(0o755)
    return lambda: told.read_text().split("\n")[:-1] if told.exists() else []


def _with_programs(tmp_path: Path, **more: str) -> dict[str, str]:
    return {"PATH": f"{tmp_path / 'programs'}:/usr/bin:/bin", **more}


def _wait_until(holds: Callable[[], object], terminal: Terminal) -> None:
    terminal.wait_for(lambda _: bool(holds()))


def test_each_part_is_copied_by_its_key(browse: Browse, log: Path) -> None:
    terminal = browse(log)
    terminal.press("2")
    parts = [
        ("l", "the link", _LINK),
        ("t", "the title", _TITLE),
        ("b", "both as markdown", f"[{_TITLE}]({_LINK})"),
        ("m", "the markdown", _MARKDOWN),
        ("n", "the note", _MARKDOWN.partition("Lee\n\n")[2]),
        ("q", "the quotes", "> In my words: patience is a data structure.\n"),
        ("p", "the place", "content/post/2020-07-11-what-i-read.md#1"),
        ("enter", "the link", _LINK),
    ]
    for key, what, text in parts:
        terminal.press("y")
        terminal.wait_for("Copy of")
        terminal.press(key)
        terminal.wait_for(f"Copied {what}: {len(text)} characters; your terminal must allow it (OSC 52)")
    assert copied(terminal) == [text for _, _, text in parts]


def test_the_menu_can_be_left(browse: Browse, log: Path) -> None:
    terminal = browse(log)
    terminal.press("y")
    terminal.wait_for("the title: What I read this week")
    terminal.press("l", "z", "esc")  # a post has no link of its own
    terminal.wait_for("Copy of", gone=True)
    assert copied(terminal) == []


def test_the_screen_is_as_it_was(browse: Browse, log: Path) -> None:
    terminal, untouched = browse(log), browse(log)
    terminal.press("2", "y", "t")
    terminal.wait_for("Copied the title")
    untouched.press("2")
    for each in (terminal, untouched):
        each.press("j", "j", "k")
        each.wait_for(lambda screen: "▸ Book" in screen.text and "Copied" not in screen.text and "3 d" in screen.text)
    assert terminal.lines == untouched.lines
    rows, columns = range(terminal.size.rows), range(terminal.size.columns)
    cells = [[each.screen.buffer[y][x] for y in rows for x in columns] for each in (terminal, untouched)]
    # The ink of a blank is any.
    assert [cell for cell in cells[0] if cell.data != " "] == [cell for cell in cells[1] if cell.data != " "]


def test_what_is_too_long_is_refused(browse: Browse, log: Path, newest: Path) -> None:
    newest.write_bytes(newest.read_bytes() + b"More words. " * 6000)
    terminal = browse(log)
    terminal.press("2", "G", "y", "m")
    terminal.wait_for("--raw prints it")
    told = " ".join(terminal.text.split())
    assert re.search("Not copied: it has 72,[0-9]{3} bytes, and a clipboard surely takes 65,536; ", told)
    assert "readtui show content/post/2020-07-11-what-i-read.md#3 --raw" in told
    assert copied(terminal) == []


def test_in_the_editor_the_keys_are_text(browse: Browse, log: Path) -> None:
    terminal = browse(log)
    terminal.press("2", "e")
    terminal.wait_for("3 Editor")
    terminal.type("yoyo")
    terminal.wait_for("yoyo")
    assert copied(terminal) == []


def test_control_characters_are_copied_as_marks(browse: Browse, log: Path, newest: Path) -> None:
    newest.write_bytes(newest.read_bytes() + b"\nA\x1b[2Jb\x07\n")
    terminal = browse(log)
    terminal.press("2", "G", "y", "n")
    terminal.wait_for("2 control characters as visible marks")
    assert copied(terminal) == ["Third and last.\n\nA␛[2Jb␇\n"]


def test_a_link_is_chosen_by_its_number(
    browse: Browse, log: Path, tmp_path: Path, opened: Callable[[], list[str]]
) -> None:
    terminal = browse(log, env=_with_programs(tmp_path, **_DESKTOP))
    terminal.press("2", "o")
    terminal.wait_for("Links  1/2")
    assert "1  Trees that wait" in terminal.text
    assert "opens the chosen link" in terminal.text
    terminal.press("2")
    terminal.wait_for("Handed to the browser: https://example.org/slides")
    _wait_until(opened, terminal)
    terminal.press("o", "enter")
    terminal.wait_for(f"Handed to the browser: {_LINK}")
    _wait_until(lambda: len(opened()) > 1, terminal)
    assert opened() == ["https://example.org/slides", _LINK]
    terminal.press("o", "j", "y")
    terminal.wait_for("Copied the link: 26 characters")
    assert copied(terminal) == ["https://example.org/slides"]
    assert opened() == ["https://example.org/slides", _LINK]


def test_the_only_link_is_opened_at_once(
    browse: Browse, log: Path, tmp_path: Path, opened: Callable[[], list[str]]
) -> None:
    terminal = browse(log, env=_with_programs(tmp_path, **_DESKTOP))
    terminal.press("2", "G", "o")
    terminal.wait_for("Handed to the browser: https://example.org/nothing")
    _wait_until(opened, terminal)
    assert opened() == ["https://example.org/nothing"]


def test_the_only_link_is_shown_first_where_it_looks_like_another(
    browse: Browse, log: Path, newest: Path, tmp_path: Path, opened: Callable[[], list[str]]
) -> None:
    newest.write_bytes(newest.read_bytes().replace(b"example.org/nothing", "exаmple.org/nothing".encode()))
    terminal = browse(log, env=_with_programs(tmp_path, **_DESKTOP))
    terminal.press("2", "G", "o")
    terminal.wait_for("https://xn--exmple-4nf.org/nothing")
    terminal.press("1")
    terminal.wait_for("Handed to the browser")
    _wait_until(opened, terminal)
    assert opened() == ["https://xn--exmple-4nf.org/nothing"]


@pytest.mark.parametrize(
    ("env", "why"),
    [(_DESKTOP | _FAR, "you are at another machine"), (_NO_DESKTOP, "there is no desktop here")],
    ids=["over SSH", "no desktop"],
)
@pytest.mark.skipif(sys.platform == "darwin", reason="a Mac has a desktop")
@pytest.mark.may_skip("a Mac has a desktop")
def test_without_a_browser_here_it_is_copied(
    browse: Browse, log: Path, tmp_path: Path, opened: Callable[[], list[str]], env: dict[str, str], why: str
) -> None:
    terminal = browse(log, env=_with_programs(tmp_path, **env))
    terminal.press("2", "o")
    terminal.wait_for(f"copies it, since {why}")
    terminal.press("1")
    terminal.wait_for(f"Copied the link: 31 characters; not opened, since {why}")
    assert copied(terminal) == [_LINK]
    assert opened() == []


def test_what_is_no_web_or_mail_address_is_never_opened(
    browse: Browse, log: Path, newest: Path, tmp_path: Path, opened: Callable[[], list[str]]
) -> None:
    bad = ["javascript:alert(1)", "file:///etc/passwd", "ssh://-oProxyCommand=x", "--help", "https://a\\\\@b.example"]
    note = "".join(f"* [number {place}](<{url}>)\n" for place, url in enumerate(bad))
    newest.write_bytes(newest.read_bytes() + b"\n" + note.encode())
    terminal = browse(log, env=_with_programs(tmp_path, **_DESKTOP))
    for place, url in enumerate(bad):
        terminal.press("2", "G", "o")
        terminal.wait_for("is copied only: neither web nor mail")
        terminal.press(str(place + 2))
        terminal.wait_for("since it is neither web nor mail")
        assert copied(terminal)[-1] == url.replace("\\\\", "\\")  # in markdown the first is an escape
        terminal.press("k", "j")
        terminal.wait_for("neither web", gone=True)
    assert opened() == []


def test_a_post_lists_all_its_links(browse: Browse, log: Path, newest: Path, tmp_path: Path) -> None:
    more = "".join(f"See [number {place}](https://n{place}.example/).\n" for place in range(20))
    newest.write_bytes(newest.read_bytes() + b"\n" + more.encode())
    terminal = browse(log, env=_FAR)
    terminal.press("o")
    terminal.wait_for("1/24")
    terminal.press("1", "2")
    terminal.wait_for("12/24")
    assert re.search(r"▸ +12 +number 7", terminal.text)
    terminal.press("G")
    terminal.wait_for("24/24")
    terminal.press("enter")
    terminal.wait_for("Copied the link")
    assert copied(terminal) == ["https://n19.example/"]


def test_a_browser_that_fails_is_told_of(browse: Browse, log: Path, tmp_path: Path) -> None:
    programs = tmp_path / "programs"
    programs.mkdir()
    for name in ("xdg-open", "open"):
        (programs / name).write_text("#!/bin/sh\nexit 3\n")
        (programs / name).chmod(0o755)
    terminal = browse(log, env=_with_programs(tmp_path, **_DESKTOP))
    terminal.press("2", "G", "o")
    terminal.wait_for("The link was not opened: ")
    assert "ended with code 3" in terminal.text


def test_nothing_to_copy_and_no_link(browse: Browse, log: Path, newest: Path) -> None:
    newest.write_bytes(newest.read_bytes().replace(b"[Nothing to see](https://example.org/nothing)", b"[Talk] Nothing"))
    terminal = browse(log)
    terminal.press("2", "G", "o")
    terminal.wait_for("There is no link in this entry")


# Through tmux and GNU screen, which stand between.


def _copied_by(terminal: Terminal, text: str) -> None:
    terminal.wait_for("2 Entries")
    terminal.press("2", "y", "m")
    terminal.wait_for("Copied the markdown")
    terminal.wait_for(lambda screen: copied(screen) != [])
    assert set(copied(terminal)) == {text}


@pytest.mark.skipif(not shutil.which("tmux"), reason="no tmux")
@pytest.mark.may_skip("tmux may not be installed")
@pytest.mark.parametrize(
    "settings",
    ["", "set -s set-clipboard on", "set -s set-clipboard off", "set -g allow-passthrough on"],
    ids=["as it comes", "on", "off", "passing"],
)
def test_tmux_passes_it_on(start_terminal: Callable[..., Terminal], log: Path, tmp_path: Path, settings: str) -> None:
    config = tmp_path / "tmux.conf"
    config.write_text(f"{settings}\n")
    program = f"{sys.executable} -m readtui {log}"
    command = ["tmux", "-S", str(tmp_path / "socket"), "-f", str(config), "new-session", program]
    terminal = start_terminal(command)
    _copied_by(terminal, _MARKDOWN)
    assert len(copied(terminal)) == 1
    assert "tmux has it too" in terminal.text
    terminal.press("q")
    terminal.wait_for_exit()


@pytest.mark.skipif(not shutil.which("screen"), reason="no GNU screen")
@pytest.mark.may_skip("GNU screen may not be installed")
def test_gnu_screen_passes_it_on(
    start_terminal: Callable[..., Terminal], log: Path, newest: Path, tmp_path: Path
) -> None:
    source = newest.read_bytes()
    long = b"\n" + b"Patience and more of it. " * 2000 + b"\n"
    newest.write_bytes(source.replace(b"\n\n## [Book]", b"\n" + long + b"\n## [Book]"))
    folder = tmp_path / "s"
    folder.mkdir(mode=0o700)
    command = ["screen", "-c", "/dev/null", "-U", sys.executable, "-m", "readtui", str(log)]
    terminal = start_terminal(command, env={"SCREENDIR": str(folder)})
    _copied_by(terminal, _MARKDOWN + long.decode())
    terminal.press("q")
    terminal.wait_for_exit()
