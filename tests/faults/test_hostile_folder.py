"""A folder full of traps: it opens, every post can be gone to, nothing hangs, nothing outside is read or written."""

import json
import os
import re
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from terminal import READTUI, Terminal

SECRET = b"+++\ntitle = 'Private'\n+++\n\n## [Talk] [Private](https://private.example)\n\nPrivate.\n"
HEAD = b"+++\ntitle = 'T%d'\ndate = 2024-01-%02d\n+++\n\n"
ENTRY = b"## [Talk] [One](https://one.example)\n\nGood.\n"

TEXTS = {
    "brackets.md": b"[\n" * 100_000,
    "one-line-of-brackets.md": b"[" * 100_000,
    "yaml-brackets.md": b"---\nx: " + b"[" * 30_000 + b"\n---\n\ntext\n",
    "toml-brackets.md": b"+++\nx = " + b"[" * 30_000 + b"\n+++\n\ntext\n",
    "json-brackets.md": b'{"x": ' + b"[" * 30_000 + b"}\n\ntext\n",
    "bomb.md": b"---\na: &a [1,1,1,1,1,1,1,1,1]\n"
    + b"".join(b"%c: &%c [%s]\n" % (c, c, b",".join([b"*%c" % (c - 1)] * 9)) for c in range(98, 106))
    + b"---\n\ntext\n",
    "python.md": b"---\nx: !!python/object/apply:os.system ['touch pwned']\n---\n\ntext\n",
    "quotes.md": b">" * 5_000 + b" deep\n",
    "lists.md": b"".join(b" " * (2 * depth) + b"- deep\n" for depth in range(400)),
    "emphasis.md": b"*a **b " * 20_000,
    "links.md": b"[a](" * 20_000,
    "table.md": b"|a|b|\n|-|-|\n" + b"|1|2|\n" * 20_000,
    "fences.md": b"```\n" * 20_001,
    "comment.md": HEAD % (1, 1) + b"<!-- never closed\n" + ENTRY,
    "nul.md": HEAD % (2, 2) + b"## [Talk] [One\0](https://one.example)\n\n\0\0\0\n",
    "mixed-ends.md": HEAD % (3, 3) + b"## [A](https://a.example)\r\n\r\none\rtwo\n\x0cthree\xe2\x80\xa8four\n",
    "bom.md": b"\xef\xbb\xbf" + HEAD % (4, 4) + ENTRY,
    "utf-16.md": (HEAD % (5, 5) + ENTRY).decode().encode("utf-16"),
    "latin.md": b"caf\xe9\n",
    "escapes.md": HEAD % (6, 6)
    + b"## [\x1b[2J] [\x1b]52;c;cHdu\x07](https://x.example)\n\n\x9b31m \xc2\x9b31m \x1b[6n\n",
    "markup.md": HEAD % (7, 7) + b"## [[/]] [[@click=app.quit]x[/]](https://x.example)\n\n[red]a [/] b\n",
    "wide.md": HEAD % (8, 8) + "## [漢字 👩‍👩‍👧‍👦](https://x.example)\n\n".encode() + b"\xe2\x80\xae" * 1_000 + b"\n",
    "long-line.md": HEAD % (9, 9) + ENTRY + b"word " * 200_000,
    "keys.md": b"+++\ncontent = 1\nhandler = 2\ndate = '2020-02-30'\n+++\n\ntext\n",
    "rules.md": b"---\nsome text\n\n---\nmore\n",
    "empty.md": b"",
    "new\nline.md": ENTRY,
    "esc\x1b[2Jape.md": ENTRY,
    "-rf.md": ENTRY,
    "surrogate\udcff.md": ENTRY,
    "rlo\u202edm.md": ENTRY,
    "x" * 251 + ".md": ENTRY,
    ".hidden.md": SECRET,
}


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """The folder; beside it lies what must not be touched."""
    root = tmp_path / "site" / "content" / "post"
    root.mkdir(parents=True)
    for name, source in TEXTS.items():
        (root / name).write_bytes(source)
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.md").write_bytes(SECRET)
    os.mkfifo(root / "fifo.md")
    (root / "folder.md").mkdir()
    (root / "zero.md").symlink_to("/dev/zero")
    (root / "passwd.md").symlink_to("/etc/passwd")
    (root / "secret.md").symlink_to(outside / "secret.md")
    (root / "outside").symlink_to(outside)
    (root / "loop.md").symlink_to("loop.md")
    (root / "ring").mkdir()
    (root / "ring" / "up").symlink_to("..")
    (root / "ring" / "there.md").symlink_to("../ring/back.md")
    (root / "ring" / "back.md").symlink_to("../ring/there.md")
    for name, size in (("fifty-megabytes.md", 50 << 20), ("sparse.md", 50 << 30)):
        with (root / name).open("wb") as file:
            file.truncate(size)
    (root / "zz-good.md").write_bytes(HEAD % (10, 31) + ENTRY)
    return root.parents[1]


def _outside(site: Path) -> dict[str, object]:
    """What lies beside the site, to the last attribute."""
    folder = site.parent / "outside"
    return {file.name: (file.read_bytes(), file.stat().st_mtime_ns) for file in folder.iterdir()}


def _posts(site: Path) -> dict[str, bytes]:
    root = site / "content" / "post"
    small = (file for file in root.iterdir() if file.is_file() and not file.is_symlink())
    return {file.name: file.read_bytes() for file in small if file.stat().st_size < 10 << 20}


def _opened(trace: Path) -> set[str]:
    """The paths that were opened, below no folder of Python's or the system's own."""
    text = trace.read_bytes().decode("utf-8", "surrogateescape")
    return set(re.findall(r'open(?:at|at2)?\((?:[^"(]*, )?"([^"]*)"[^\n]*= \d+', text))


def test_commands_open_nothing_outside(hostile: Path, tmp_path: Path) -> None:
    outside, posts = _outside(hostile), _posts(hostile)
    trace = tmp_path / "trace"
    env = {"PATH": os.environ["PATH"], "HOME": str(tmp_path / "home"), "LANG": "C.UTF-8"}
    for command in (["weeks", "--json"], ["entries", "--json"], ["weeks"]):
        started = time.monotonic()
        strace = ["strace", "-f", "-s", "4096", "-e", "trace=open,openat,openat2", "-o", str(trace)]
        ran = subprocess.run(
            [*strace, *READTUI, *command, "--log", str(hostile)], env=env, capture_output=True, check=False, timeout=120
        )
        assert ran.returncode == 0, ran.stderr
        assert b"\x1b" not in ran.stdout
        assert time.monotonic() - started < 60
        opened = _opened(trace)
        assert not [path for path in opened if path.endswith(("passwd", "zero", "outside/secret.md", "up/ring"))]
        if command == ["weeks", "--json"]:
            rows = {row["post"].rpartition("/")[2]: row for row in json.loads(ran.stdout)}
    assert {"zz-good.md", "fifo.md", "passwd.md", "fifty-megabytes.md", "loop.md"} <= set(rows)
    assert [problem["code"] for problem in rows["passwd.md"]["problems"]] == ["outside-the-log"]
    assert not rows["zz-good.md"]["problems"]
    assert ".hidden.md" not in rows
    assert (_outside(hostile), _posts(hostile)) == (outside, posts)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_every_post_can_be_gone_to_and_none_is_harmed(
    hostile: Path, start_terminal: Callable[..., Terminal], size: tuple[int, int]
) -> None:
    outside, posts = _outside(hostile), _posts(hostile)
    terminal = start_terminal([*READTUI, str(hostile)], size=size)
    terminal.wait_for("2024 Jan 29")  # the week of the good one, newest of all
    terminal.wait_for("Good.")
    terminal.wait_for(lambda screen: "/4" in screen.lines[0])  # how many there are
    count = int(re.search(r"1/(\d+)", terminal.lines[0])[1])  # type: ignore[index]
    for number in range(2, count + 1):
        terminal.press("j")
        terminal.wait_for(f"{number}/{count}", timeout=30)
        terminal.press("J", "v", "K", "v")
    terminal.press("e")
    terminal.wait_for("3 Editor")
    terminal.press("esc")
    terminal.wait_for("3 Editor", gone=True)
    terminal.press("1", "g")
    terminal.wait_for(f" 1/{count}", timeout=30)
    terminal.wait_for("Good.", timeout=30)
    for payload in (b"\x1b]52;", b"\x1b]0;", b"\x1b[6n", b"\xc2\x9b"):
        assert payload not in terminal.raw
    terminal.press("ctrl+q")
    assert terminal.wait_for_exit() == 0
    assert (_outside(hostile), _posts(hostile)) == (outside, posts)
    assert not (hostile / "pwned").exists()
