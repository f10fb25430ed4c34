"""A log of 500 hostile posts: whatever is done with it, no byte of theirs commands the terminal, and nothing acts.

The real program is driven over them, and each byte that it sends is looked at by `terminal_grammar`, which has what the
program may send. READTUI_LONG=1 takes more logs, and looks at more of each; READTUI_SEED begins elsewhere.
"""

import json
import os
import re
import signal
from collections.abc import Callable
from functools import partial
from itertools import islice
from pathlib import Path

import pytest
from hostile_posts import TRIES, HostilePost, hostile_posts

from pseudo_terminal import Size, private_environment
from readtui import open_log
from readtui.__main__ import main
from readtui.commands import COMMANDS
from readtui.grammar.posts import read_post
from terminal import READTUI, Terminal
from terminal_grammar import AT_THE_END, BEFORE_THE_FIRST_FRAME, hidden, strays
from unsaved_on_disk import is_kept

IS_LONG = bool(os.environ.get("READTUI_LONG"))
FIRST = int(os.environ.get("READTUI_SEED", "0"))
SEEDS = range(FIRST, FIRST + (10 if IS_LONG else 1))
SECRET = b"+++\ntitle = 'Private'\n+++\n\n## [Talk] [Private](https://private.example)\n\nPrivate.\n"
LITERALS = ("[red]", "[/]", "[@click=app.quit]x[/]", "{{< evil >}}", ":skull:", "%s %(x)s {0}", "␛]52;c;", "\ufffd")
"""What is to be read as it is written."""
SIGN = "▸"
PASTE = "[red]\x1b]52;c;Y3VybA==\x07\x1b[5m\x9b2Jd\u202ee\x0bf\x7fg\u200bh\u2028i\u200dj"

Start = Callable[..., Terminal]


class Log:
    """A hostile log on disk, and what lies beside it."""

    def __init__(self, folder: Path, posts: list[HostilePost]) -> None:
        self.site = folder / "a\x1b]0;evil\x07[red]\u202eb"
        self.root = self.site / "content" / "post"
        self.posts = posts
        for number, post in enumerate(posts):
            file = self.file(number)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(post.source)
        self._outside = folder / "outside"
        self._outside.mkdir()
        (self._outside / "secret.md").write_bytes(SECRET)
        self._before = self._files()

    def file(self, number: int) -> Path:
        """The file of a post, which are counted from 0."""
        return self.root / os.fsdecode(self.posts[number].path)

    def check_untouched(self) -> None:
        """Fail where a file was changed, made or taken away, in the log or beside it."""
        assert self._files() == self._before

    def check_outside(self) -> None:
        """Fail where anything beside the log was touched."""
        outside = {path: source for path, source in self._files().items() if self._outside in path.parents}
        assert outside == {path: source for path, source in self._before.items() if self._outside in path.parents}

    def _files(self) -> dict[Path, bytes]:
        return {
            path: path.read_bytes() for top in (self.site, self._outside) for path in top.rglob("*") if path.is_file()
        }


@pytest.fixture(params=SEEDS)
def log(request: pytest.FixtureRequest, tmp_path: Path) -> Log:
    return Log(tmp_path, list(hostile_posts(request.param)))


@pytest.fixture
def start(start_terminal: Start, log: Log) -> Start:
    def opened(**options: object) -> Terminal:
        terminal = start_terminal([*READTUI, str(log.site)], **options)
        terminal.wait_for(f"1/{len(log.posts)}")
        terminal.wait_for("enter Open")
        return terminal

    return opened


def leave(terminal: Terminal, *keys: str, **had: bool | int) -> None:
    """End the program, with these keys where it asks what shall become of a text, and look at all that it has sent."""
    terminal.press("ctrl+q")
    for key in keys:
        terminal.wait_for("and quit")
        terminal.press(key)
    assert terminal.wait_for_exit() == 0
    assert strays(bytes(terminal.raw), terminal.size, **had) == []  # type: ignore[arg-type]


class Reader:
    """Goes through all posts at a terminal, and into their entries."""

    def __init__(self, terminal: Terminal, log: Log) -> None:
        self._terminal = terminal
        self._counts = [len(post.entries) for post in open_log(log.site).posts]
        self.unseen = set(LITERALS)

    def read(self, key: str, *, part: int) -> None:
        """Go from one end to the other, and into each sixteenth post, from `part` on; or in the long form into each."""
        count = len(self._counts)
        numbers = range(2, count + 1) if key == "j" else range(count - 1, 0, -1)
        for number in numbers:
            self._terminal.press(key)
            self._terminal.wait_for(partial(is_at, number=number, count=count))
            self._see()
            if self._counts[number - 1] and (IS_LONG or number % 16 == part):
                self._read_entries(self._counts[number - 1])

    def _read_entries(self, count: int) -> None:
        for entry in range(1, count + 1):
            self._terminal.press("j" if entry > 1 else "2")
            self._terminal.wait_for(partial(is_at_entry, entry=entry))
            self._see()
        self._terminal.press("1")

    def _see(self) -> None:
        if self.unseen:
            screen = self._terminal.text
            self.unseen = {literal for literal in self.unseen if literal not in screen}


def row(terminal: Terminal, number: int, start: int = 0) -> str:
    """A row of the screen; of all that is waited for this is asked most."""
    cells = terminal.screen.buffer[number]
    return "".join(cells[column].data for column in range(start, terminal.size.columns))


def is_at(terminal: Terminal, number: int, count: int) -> bool:
    """Whether a post is chosen."""
    return f" {number}/{count} " in row(terminal, 0)


def is_at_entry(terminal: Terminal, entry: int) -> bool:
    """Whether an entry is chosen, and shown."""
    return f"{SIGN} " in row(terminal, 1 + entry, 20) and any(
        " Entry " in row(terminal, below, 20) for below in range(2 + entry, terminal.size.rows)
    )


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_every_post_and_entry_is_shown_and_none_commands(start: Start, log: Log, size: tuple[int, int]) -> None:
    terminal = start(size=size)
    reader = Reader(terminal, log)
    reader.read("j", part=0)
    terminal.press("v")
    terminal.wait_for("source")
    reader.read("k", part=1)
    leave(terminal)
    assert not reader.unseen
    log.check_untouched()


# Dialogs, the editor, and what is told


@pytest.fixture
def few(tmp_path: Path) -> Log:
    """A log of few posts, all of which can be edited, and have entries."""
    readable = (post for post in hostile_posts(FIRST) if has_entries(post))
    return Log(tmp_path, list(islice(readable, 5, 50, 3 if IS_LONG else 18)))


@pytest.fixture(params=SEEDS)
def readable(request: pytest.FixtureRequest, tmp_path: Path) -> Log:
    """A log of more of them."""
    return Log(tmp_path, list(islice((post for post in hostile_posts(request.param) if has_entries(post)), 40)))


def has_entries(post: HostilePost) -> bool:
    """Whether it can be edited, and has two entries or more."""
    read = read_post("2025.md", post.source)
    return read.is_editable and len(read.entries) > 1


@pytest.fixture
def open_few(start_terminal: Start, few: Log, tmp_path: Path) -> Start:
    def opened(sign: str = "enter Open", **options: object) -> Terminal:
        config = tmp_path / "config.toml"
        config.write_text('editor = "/nowhere/\\u001b]0;evil\\u0007[red]\\u202e"\n')
        env = {"READTUI_CONFIG": str(config)}
        terminal = start_terminal([*READTUI, str(few.site)], env=env, **options)
        terminal.wait_for(sign)
        return terminal

    return opened


def put_away(terminal: Terminal, sign: str) -> None:
    """Wait for what a dialog says, and leave it."""
    terminal.wait_for(sign)
    terminal.press("esc")
    terminal.wait_for(sign, gone=True)


def edit(terminal: Terminal) -> None:
    """Open the chosen entry in the editor, with hostile text pasted at its end, beside what stands there."""
    terminal.press("e")
    terminal.wait_for("3 Editor")
    terminal.press("ctrl+end")
    terminal.paste(PASTE)
    terminal.wait_for("* unsaved")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_dialogs_and_the_editor_show_hostile_text_and_none_commands(
    open_few: Start, few: Log, size: tuple[int, int]
) -> None:
    terminal = open_few(size=size)
    terminal.wait_for(f"1/{len(few.posts)}")
    for number in range(1, len(few.posts) + 1):
        terminal.press(*(["j"] if number > 1 else []))
        terminal.wait_for(partial(is_at, number=number, count=len(few.posts)))
        terminal.press("2")
        terminal.wait_for(partial(is_at_entry, entry=1))
        terminal.press("m")
        terminal.wait_for("enter moves it there")
        terminal.paste(PASTE)
        terminal.wait_for("[red]")
        put_away(terminal, "enter moves it there")
        terminal.press("d")
        put_away(terminal, "delete it (or enter)")
        if len(read_post("2025.md", few.posts[number - 1].source).entries[0].links) > 2:  # a single one is followed
            terminal.press("o")
            put_away(terminal, " Links ")
        terminal.press("y")
        terminal.wait_for("Copy of")
        since = len(terminal.raw)
        terminal.press("enter")
        terminal.wait_for_bytes(b"\x1b]52;c;", since=since)
        terminal.wait_for("Copy of", gone=True)
        terminal.press("a")
        put_away(terminal, "Add an entry to")
        terminal.press("A")
        terminal.wait_for("Which week")
        terminal.paste(PASTE)
        terminal.wait_for("[red]")
        put_away(terminal, "Which week")
        edit(terminal)
        terminal.press("ctrl+f")
        terminal.wait_for("Find:")
        terminal.paste(PASTE)
        terminal.press("enter")
        put_away(terminal, "Find:")
        put_away(terminal, "3 Editor")
        terminal.press("E")
        terminal.wait_for("not yet saved")
        terminal.press(":")
        terminal.wait_for("Search")
        terminal.paste(PASTE)
        put_away(terminal, "No matches")
        terminal.press("z", "v", "v", "z", "u", "1")
    terminal.press("?")
    put_away(terminal, "j k scroll")
    leave(terminal, "D", copied=True)
    few.check_untouched()


def test_an_editor_with_a_hostile_name_is_told_of(open_few: Start, few: Log) -> None:
    terminal = open_few()
    terminal.press("E")
    terminal.wait_for("could not be started")
    assert "␛]0;evil␇[red]" in terminal.text
    leave(terminal, stops=1)
    few.check_untouched()


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_conflicts_and_leftovers_show_hostile_text_and_none_commands(
    open_few: Start, few: Log, tmp_path: Path, size: tuple[int, int]
) -> None:
    terminal = open_few(size=size)
    terminal.wait_for(f"1/{len(few.posts)}")
    terminal.press("2")
    terminal.wait_for(partial(is_at_entry, entry=1))
    edit(terminal)
    file = few.file(0)
    file.write_bytes(b"".join(line + PASTE.encode() + b"\n" for line in file.read_bytes().split(b"\n")))
    terminal.press("ctrl+s")
    put_away(terminal, "Others changed what you edited")
    terminal.wait_for(is_kept(tmp_path / "home", PASTE.encode()))
    terminal.signal(signal.SIGKILL)
    assert terminal.wait_for_exit() == -signal.SIGKILL
    assert strays(bytes(terminal.raw), terminal.size, is_ended=False) == []
    terminal = open_few("restore it", size=size)
    terminal.wait_for("[red]␛]52;c;")
    terminal.press("J", "K", "r")
    terminal.wait_for("3 Editor")
    leave(terminal, "D")
    few.check_outside()


def test_what_is_pasted_beside_hostile_text_is_kept_and_copied_as_it_is_seen(open_few: Start, few: Log) -> None:
    file = few.file(0)
    before = b"A \x1b[31m \xe2\x80\xae \xe2\x90\x9b\n"
    file.write_bytes(before)
    terminal = open_few()
    terminal.wait_for("A ␛[31m")
    terminal.press("e")
    terminal.wait_for("3 Editor")
    terminal.press("ctrl+home")
    terminal.paste(PASTE)
    terminal.wait_for("[red]⣿]52;c;")  # ␛ stands there for itself, so another mark stands for what it is a picture of
    terminal.type("typed ␛")
    terminal.paste("⣿")
    terminal.press("ctrl+s")
    terminal.wait_for("Saved")
    assert file.read_bytes() == PASTE.encode() + "typed ␛⣿".encode() + before
    terminal.send(b"\x1b[18~")  # F7: all of it
    terminal.press("ctrl+c")
    terminal.wait_for_bytes(b"\x1b]52;c;")
    put_away(terminal, "3 Editor")
    leave(terminal, copied=True)


# Commands


Ask = Callable[..., tuple[int, str, str]]


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Asks in this process; the exit code, and what was said, in which nothing may command a terminal."""
    for name, value in private_environment(tmp_path / "home").items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("EDITOR", raising=False)
    monkeypatch.delenv("VISUAL", raising=False)

    def asked(*argv: str) -> tuple[int, str, str]:
        try:
            code = main([*argv])
        finally:
            printed = capsys.readouterr()
        for said in printed:
            assert hidden(re.sub("[\n\t]", "", said)) == [], argv
        assert printed.err.count("\n") <= 2, argv
        return code, printed.out, printed.err

    return asked


def test_listings_are_safe_and_json_is_exact(ask: Ask, log: Log) -> None:
    named = ("--log", str(log.site))
    paths = {os.fsdecode(b"content/post/" + post.path): post for post in log.posts}
    for command in ("weeks", "entries", "history", "unsaved"):
        assert ask(command, *named)[0] == 0
        ask(command, "--json", *named)
    rows = json.loads(ask("weeks", "--json", *named)[1])
    assert {row["post"] for row in rows} == {*paths}
    for row in rows:
        unread = {"front-matter-invalid", "not-markdown"}.intersection(problem["code"] for problem in row["problems"])
        assert unread or paths[row["post"]].title in (None, row["title"])
    for row in rows if IS_LONG else rows[::50]:
        assert ask("show", row["post"], *named)[0] == 0
        shown = json.loads(ask("show", row["post"], "--json", *named)[1])
        assert shown["text"].encode("utf-8", "surrogateescape") == paths[row["post"]].source
        for number in range(1, 1 + row["entries"]):
            assert ask("show", f"{row['post']}#{number}", *named)[0] == 0
    log.check_untouched()


def test_changes_and_refusals_are_told_safely(ask: Ask, readable: Log) -> None:
    named = ("--log", str(readable.site))
    rows = json.loads(ask("weeks", "--json", *named)[1])
    with_entries = [row["post"] for row in rows if row["entries"] > 1]
    for number, path in enumerate(with_entries[:: 2 if IS_LONG else 7]):
        evil = TRIES[(number * 17 + FIRST) % len(TRIES)].decode("utf-8", "surrogateescape")
        lines = [
            ("edit", f"{path}#1", "--title", evil),
            ("edit", f"{path}#1", "--title", f"plain {number}"),
            ("edit", f"{path}#2", "--by", f"{evil}: {evil}"),
            ("edit", f"{path}#2", "--url", evil),
            ("set", path, "title", evil),
            ("set", path, evil, evil),
            ("set", path, "tags", evil),
            ("add", "https://a.example/", "--title", "x", "--post", path, "--note", evil),
            ("reorder", f"{path}#2", "up"),
            ("move", f"{path}#1", with_entries[-1]),
            ("move", f"{path}#1", evil),
            ("new", evil),
            ("undo",),
            ("redo",),
            ("delete", f"{path}#1"),
            ("undo", evil),
            ("delete", path),
            ("undo",),
            ("show", f"{evil}{path}"),
            ("show", f"{path}#99"),
            ("entries", "--since", evil),
            ("entries", "--section", evil),
            ("unsaved", "restore", evil),
            (f"--{evil}",),
        ]
        for line in lines:
            line = tuple(word.replace("\0", "") for word in line)  # no argument can have it
            code, out, err = ask(*line, *(named if line[0] in COMMANDS else ()))
            assert code in (0, 1, 2, 3, 4), line
            assert bool(out) != (code > 1), (line, err)
    for command in ("history", "doctor"):
        ask(command, "--json", *named)
    ask("history", *named)
    assert ask("doctor", "--verbose", *named)[0] == 0
    readable.check_outside()


def test_a_hostile_configuration_is_told_of_safely(ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config = tmp_path / "config\x1b]0;evil\x07[red].toml"
    monkeypatch.setenv("READTUI_CONFIG", str(config))
    for number, evil in enumerate(TRIES):
        quoted = json.dumps(evil.decode("utf-8", "replace"))
        texts = [b"log = %s" % evil, b'"%s" = 1' % evil]
        texts += [f"{key} = {quoted}".encode() for key in (quoted, "theme", "first-day", "sections", "log", "lean")]
        for text in texts if IS_LONG else texts[number % len(texts) :][:2]:
            config.write_bytes(text)
            assert ask("weeks")[0] in (0, 2, 3)


def test_what_a_post_may_try_is_found_where_it_is_sent() -> None:
    size = Size(80, 24)
    start, end = (b"".join(map(str.encode, modes)) for modes in (BEFORE_THE_FIRST_FRAME, AT_THE_END))
    assert strays(start + b"\x1b[m\x1b[2JA post\x1b[K" + end, size) == []
    for evil in TRIES:
        text = evil.decode("utf-8", "replace")
        acts = set(text) - set("\t\n\r\b") != set() and any(map(hidden, set(text) - set("\t\n\r\b")))
        assert bool(strays(start + b"x" + text.encode() + b"y" + end, size)) or not acts, evil
