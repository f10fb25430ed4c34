"""readtui in a shell: exit codes, pipes, terminals, and text that tries to command them."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from readtui import __version__
from readtui.__main__ import main
from readtui.commands import COMMANDS
from readtui.commands.which import split_number
from terminal import Terminal

Ask = Callable[..., tuple[int, str, str]]
Run = Callable[..., "subprocess.CompletedProcess[bytes]"]

CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e\u2066\ufeff\ud800-\udfff]")
EVIL = "a\x1b]52;c;Y3VybA==\x07b\x1b[31mc\x9b2Jd\u202ee\rf\x7fg\ufeffh"
"""A clipboard write, colours, a C1 sequence, a text turned round, and more."""


# Exit codes and errors


@pytest.mark.parametrize(
    ("argv", "code"),
    [
        (["--nope"], 2),
        (["weeks", "--nope"], 2),
        (["weeks", "surplus"], 2),
        (["show"], 2),
        (["--section", "x", "weeks"], 2),
        (["weeks", "--log", "nowhere"], 3),
        (["nowhere"], 2),  # without a terminal nothing is looked for
        (["demo", "surplus"], 2),
    ],
)
def test_what_is_wrong_is_one_sentence_on_stderr(
    argv: list[str], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(argv) == code
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("readtui: ")
    assert err.count("\n") == 1


def test_a_section_without_posts_is_no_log(ask: Ask) -> None:
    for command in ("weeks", "entries"):
        for form in ((), ("--json",)):
            code, out, err = ask(command, "--section", "nope", "--section", "nor\x1bthis", *form)
            assert (code, out) == (3, "")
            assert err.startswith("readtui: there is no post in a section nope or nor\u241bthis")
            assert err.count("\n") == 1


def test_a_folder_that_was_deleted_under_the_shell(tmp_path: Path) -> None:
    line = 'mkdir gone && cd gone && rmdir ../gone && exec "$0" -m readtui weeks'
    ran = subprocess.run(["sh", "-c", line, sys.executable], cwd=tmp_path, capture_output=True, check=False)
    assert (ran.returncode, ran.stdout) == (3, b"")
    assert ran.stderr.startswith(b"readtui: the folder that you are in was deleted")


def test_a_log_that_a_variable_or_the_configuration_names(log: Path, run: Run, tmp_path: Path) -> None:
    assert len(json.loads(run("weeks", "--json", READTUI_LOG=str(log)).stdout)) == 4
    (tmp_path / "config.toml").write_text('log = "log"\n')
    assert len(json.loads(run("weeks", "--json", READTUI_CONFIG=str(tmp_path / "config.toml")).stdout)) == 4


def test_a_configuration_that_cannot_be_read(run: Run, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("log = [")
    ran = run("weeks", READTUI_CONFIG=str(tmp_path / "config.toml"))
    assert (ran.returncode, ran.stdout, ran.stderr.count(b"\n")) == (2, b"", 1)


def test_without_a_log_the_sample_is_listed_and_said_to_be_it(run: Run) -> None:
    ran = run("weeks", "--json")
    assert ran.returncode == 0
    assert json.loads(ran.stdout)
    assert b"sample" in ran.stderr
    assert ran.stderr.count(b"\n") == 1


@pytest.mark.parametrize(
    ("argument", "post", "index"),
    [
        ("a.md#3", "a.md", 3),
        ("a#1.md", "a#1.md", None),
        ("a#1.md#2", "a#1.md", 2),
        ("a.md#", "a.md#", None),
        ("a.md#x1", "a.md#x1", None),
        ("a.md#-1", "a.md#-1", None),
        ("a.md#٣", "a.md#٣", None),
        ("#1", "#1", None),
    ],
)
def test_a_number_counts_only_where_digits_end_the_argument(argument: str, post: str, index: int | None) -> None:
    assert split_number(argument) == (post, index)


# Help and version


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    help_page = capsys.readouterr().out
    for name in (*COMMANDS, "demo"):
        assert re.search(rf"^  {name} ", help_page, re.MULTILINE), name


@pytest.mark.parametrize("name", [*COMMANDS, "demo"])
def test_each_command_has_its_help(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([name, "--help"]) == 0
    out, err = capsys.readouterr()
    assert out.startswith(f"usage: readtui {name} ")
    assert err == ""


def test_the_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"readtui {__version__}\n"


# Streams


@pytest.mark.parametrize("command", ["weeks", "entries", "--help"])
def test_a_closed_pipe_ends_quietly(log: Path, command: str, tmp_path: Path) -> None:
    argv = [sys.executable, "-m", "readtui", command, *(() if command == "--help" else ("--log", str(log)))]
    reading, writing = os.pipe()
    os.close(reading)
    ran = subprocess.run(argv, stdout=writing, stderr=subprocess.PIPE, cwd=tmp_path, check=False)
    os.close(writing)
    assert (ran.returncode, ran.stderr) == (0, b"")


def test_a_reader_that_leaves_midway_ends_it_quietly(log: Path) -> None:
    text = "\n\n".join(f"## [Talk] [Number {n}](https://one.example/{n})" for n in range(5000))
    (log / "long.md").write_bytes(text.encode())
    argv = [sys.executable, "-m", "readtui", "entries", "--log", str(log)]
    with subprocess.Popen(argv, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
@pytest.mark.may_skip("only Linux has a device that is always full")
def test_a_full_disk_is_said(log: Path, tmp_path: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run(
            [sys.executable, "-m", "readtui", "weeks", "--log", str(log)],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert ran.returncode == 3
    assert ran.stderr.startswith(b"readtui: ")
    assert ran.stderr.count(b"\n") == 1


def test_closed_streams_are_no_crash(log: Path) -> None:
    line = 'exec "$0" -m readtui weeks --log "$1" {}'
    for closed in (">&-", "2>&-", "<&- >&- 2>&-"):
        ran = subprocess.run(["sh", "-c", line.format(closed), sys.executable, str(log)], check=False, timeout=60)
        assert ran.returncode == 0, closed


def test_ctrl_c_ends_it_without_a_traceback(log: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "note")
    argv = [sys.executable, "-m", "readtui", "edit", "2023-02-11-read.md#1", "--note-file", str(tmp_path / "note")]
    # Its own group and default handling, as a shell starts what stands in the foreground.
    with subprocess.Popen(
        [*argv, "--log", str(log)],
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    ) as process:
        writing = _opened_once_read(tmp_path / "note")  # the command now waits for the note
        process.send_signal(signal.SIGINT)
        assert process.stderr is not None
        assert process.stderr.read() == b""
        os.close(writing)
    assert process.returncode == 130


def _opened_once_read(pipe: Path) -> int:
    """The writing end of a pipe, once somebody has opened the other."""
    end = time.monotonic() + 30
    while True:
        try:
            return os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
        except OSError:
            assert time.monotonic() < end, "nobody reads"


@pytest.mark.parametrize("command", ["weeks", "entries"])
def test_a_terminal_without_unicode_gets_marks_and_json_escapes(log: Path, run: Run, command: str) -> None:
    (log / "2023-02-25.md").write_bytes(
        '+++\ntitle = "Caf\u00e9 \u65e5"\n+++\n\n## [Talk] [\u65e5](https://a.example/)\n'.encode()
    )
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    ran = run(command, "--log", str(log), **plain)
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert rb"\u65e5" in ran.stdout
    rows = json.loads(run(command, "--json", "--log", str(log), **plain).stdout)
    assert any("\u65e5" in row["title"] for row in rows if row["title"])


# Text that is hostile


@pytest.fixture
def evil(log: Path) -> str:
    """The name of a post whose name, front matter and entries all try to command the terminal."""
    name = f"{EVIL}.md"
    title = json.dumps(EVIL)
    body = f"## [{EVIL}] [{EVIL}](https://evil.example/)\n**Author{EVIL[:8]}**: {EVIL}\n\n{EVIL}\n"
    (log / name).write_bytes(f'{{"title": {title}, "date": "2024-01-01"}}\n\n{body}'.encode())
    (log / "bad.md").write_bytes(f"+++\ntitle = {EVIL}\n+++\n\n{EVIL}\n".encode())
    return name


@pytest.mark.parametrize(
    "argv",
    [
        ["weeks"],
        ["entries"],
        ["show", "{}"],
        ["show", "{}#1"],
        ["show", "bad.md"],
        ["show", "{}#7"],
        ["show", EVIL],
        ["edit", "{}#1", "--title", EVIL],
        ["edit", "{}#1", "--by", EVIL],
        ["edit", "{}#1", "--kind", "Talk"],
        ["set", "{}", "title", "plain"],
        ["set", "bad.md", "title", "plain"],
        ["set", "{}", "draft", EVIL],
        ["add", "https://evil.example/", "--post", "{}", "--title", EVIL],
        ["add", "https://evil.example/", "--post", "{}", "--note", EVIL],
        ["add", "https://evil.example/", "--post", "{}", "--kind", EVIL],
        ["add", "https://evil.example/", "--post", "{}", "--by", f"Author: {EVIL}"],
        ["add", f"https://evil.example/{EVIL}", "--post", "{}", "--title", "x"],
        ["add", EVIL],
        ["add", "https://evil.example/", "--week", EVIL],
        ["new", EVIL],
        ["new", "2024-01-03"],
        ["move", "{}#1", "2023-02-11-read.md"],
        ["move", "{}#1", "2023-02-22"],
        ["move", "{}#1", EVIL],
        ["reorder", "{}#1", "up"],
        ["reorder", "{}#1", EVIL],
        ["delete", "{}#1"],
        ["delete", "{}"],
        ["delete", EVIL],
        ["undo"],
        ["undo", EVIL],
        ["redo"],
        ["history"],
        ["history", "--post", EVIL],
        [f"--{EVIL}"],
        ["weeks", f"--{EVIL}"],
        ["entries", "--since", EVIL],
        ["weeks", "--log", EVIL],
        [EVIL],
    ],
    ids=lambda argv: " ".join(argv).replace(EVIL, "EVIL"),
)
def test_no_control_byte_reaches_the_terminal(log: Path, evil: str, run: Run, argv: list[str]) -> None:
    words = [word.replace("{}", evil) for word in argv]
    named = ["--log", str(log)] if argv[0] in COMMANDS and "--log" not in argv else []
    if argv[0] in ("undo", "redo", "history"):
        run("delete", f"{evil}#1", *named)
        run("delete", evil, *named)
        run(*(["undo"] if argv[0] == "redo" else ["weeks"]), *named)
    ran = run(*words[:1], *named, *words[1:])
    assert b"Traceback" not in ran.stderr
    for printed in (ran.stdout, ran.stderr):
        assert not CONTROL.search(printed.decode())
    json_too = run(*words[:1], *named, "--json", *words[1:]).stdout if named else b""
    assert not CONTROL.search(json_too.decode())


def test_json_is_exact_where_text_is_not(log: Path, evil: str, run: Run) -> None:
    week = next(row for row in json.loads(run("weeks", "--json", "--log", str(log)).stdout) if row["post"] == evil)
    assert week["title"] == EVIL
    shown = json.loads(run("show", evil, "--json", "--log", str(log)).stdout)
    assert shown["text"].encode() == (log / evil).read_bytes()


def test_a_file_name_that_is_no_utf8(log: Path, run: Run) -> None:
    name = b"caf\xe9.md"
    Path(os.fsdecode(bytes(log) + b"/" + name)).write_bytes(b"## [Talk] [One](https://one.example/)\n\nNote.\n")
    (week,) = (
        row for row in json.loads(run("weeks", "--json", "--log", str(log)).stdout) if row["post"].startswith("caf")
    )
    assert os.fsencode(week["post"]) == name
    assert run("show", name + b"#1", "--raw", "--log", str(log)).stdout.endswith(b"Note.\n")
    assert run("edit", name + b"#1", "--title", "Two", "--log", str(log)).returncode == 0
    assert b"[Two]" in Path(os.fsdecode(bytes(log) + b"/" + name)).read_bytes()


# The screen wants a terminal


@pytest.mark.parametrize("argv", [[], ["demo"], ["--ascii"]])
def test_without_a_terminal_there_is_no_screen(run: Run, argv: list[str]) -> None:
    ran = run(*argv)
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert ran.stderr.startswith(b"readtui: the screen needs a terminal")


def test_a_dumb_terminal_is_none(start_terminal: Callable[..., Terminal]) -> None:
    terminal = start_terminal([sys.executable, "-m", "readtui"], env={"TERM": "dumb"})
    assert terminal.wait_for_exit() == 2
    assert "TERM is dumb" in " ".join(terminal.lines)
    assert "needs a terminal" not in terminal.text
