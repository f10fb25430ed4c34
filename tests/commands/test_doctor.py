"""`readtui doctor`: what it proves over a whole log, and that it writes nothing at all."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from readtui.commands.doctor import Findings, tell
from readtui.grammar.changing.trying import Trial
from readtui.grammar.posts import read_post

Ask = Callable[..., tuple[int, str, str]]
Run = Callable[..., "subprocess.CompletedProcess[bytes]"]
LONG_AGO = 1_000_000_000_000_000_000
"""A time of change, in nanoseconds since 1970, that no write of today leaves as it is."""


@pytest.fixture
def log(log: Path) -> Path:
    """Two posts more: one that cannot be edited, and one with front matter and a title that are not set."""
    (log / "latin.md").write_bytes("Caf\xe9.\n".encode("latin-1"))
    (log / "unusual.md").write_bytes(
        b"---\ntitle: &a Read\nother: *a\n---\n\n- <https://a.example/1>\n- <https://a.example/2>\n"
    )
    return log


def everything(folder: Path) -> dict[str, tuple[object, ...]]:
    """Each file and folder there is: which it is, when it was changed, what it holds."""
    found: dict[str, tuple[object, ...]] = {}
    for path in [folder, *sorted(folder.rglob("*"))]:
        stat = path.stat()
        held = path.read_bytes() if path.is_file() else b""
        found[str(path.relative_to(folder))] = (stat.st_ino, stat.st_mtime_ns, stat.st_ctime_ns, held)
    return found


def test_it_tells_what_was_proved_refused_and_not_editable(ask: Ask) -> None:
    code, out, err = ask("doctor")
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert "6 posts, 8 entries: edits were tried in memory, nothing was written" in lines
    assert "proved        14  saved unchanged, the very same bytes" in lines
    assert "proved        13  a letter typed into the text, that letter alone" in lines
    assert "proved         6  an entry's title set, that title alone" in lines
    assert "proved         2  a post's title set, that value alone" in lines
    assert "proved         2  a draft flag turned, that value alone" in lines
    refused = [line for line in lines if line.startswith("refused")]
    assert sum("an entry's title: the title of an entry is its link's address" in line for line in refused) == 1
    assert sum("a draft flag: this front matter is unusual (an anchor)" in line for line in refused) == 1
    assert any(line.startswith("not editable") and "not UTF-8" in line for line in lines)
    assert lines[-1] == "wrong          0"


def test_each_post_with_verbose(ask: Ask) -> None:
    code, out, _ = ask("doctor", "--verbose")
    assert code == 0
    assert "2023-02-11-read.md: 3 entries: 13 proved\n" in out
    assert "latin.md: 0 entries: 1 proved; not editable\n" in out
    assert "unusual.md#2: refused: an entry's title: the title of entry 2 is its link's address" in out


def test_the_same_for_programs(ask_json: Callable[..., Any]) -> None:
    found = ask_json("doctor", "--verbose")
    each = found.pop("each")
    assert (found["posts"], found["entries"], found["untried"], found["wrong"]) == (6, 8, 0, [])
    assert found["proved"] == {"nothing": 14, "text": 13, "entry-title": 6, "title": 2, "draft": 2}
    assert [post["post"] for post in found["not_editable"]] == ["latin.md"]
    assert {"unusual.md", "broken.md"} == {refused["post"] for refused in found["refused"]}
    assert all(list(refused) == ["post", "index", "act", "reason"] for refused in found["refused"])
    assert {post["post"]: post["proved"] for post in each}["2023-02-11-read.md"] == 13
    assert "each" not in ask_json("doctor")


def test_nothing_is_written(run: Run, log: Path, tmp_path: Path) -> None:
    for path in [*log.rglob("*"), log]:
        os.utime(path, ns=(LONG_AGO, LONG_AGO))
    before = everything(log), everything(tmp_path / "home")
    for options in ([], ["--verbose"], ["--json"]):
        assert run("doctor", "--log", str(log), *options).returncode == 0
    assert (everything(log), everything(tmp_path / "home")) == before


def test_what_a_killed_readtui_had_begun_is_not_finished_by_it(run: Run, log: Path, tmp_path: Path) -> None:
    post = log / "2023-02-11-read.md"
    assert run("set", post.name, "draft", "true", "--log", str(log)).returncode == 0
    locks = [path for path in (tmp_path / "home").rglob("lock") if path.is_file()]
    assert locks
    for lock in locks:
        lock.write_bytes(b"1")  # as one leaves it who dies with it
    before = everything(log), everything(tmp_path / "home")
    assert run("doctor", "--log", str(log)).returncode == 0
    assert (everything(log), everything(tmp_path / "home")) == before


def test_a_section_without_posts_is_named(ask: Ask) -> None:
    code, _, err = ask("doctor", "--section", "nowhere")
    assert code == 3
    assert "nowhere" in err


def test_an_empty_log_is_all_right(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    ran = run("doctor", "--log", str(tmp_path / "empty"))
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert ran.stdout.startswith(b"0 posts, 0 entries")


def test_what_is_wrong_is_named_and_is_the_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    findings = Findings()
    assert findings.exit_code == 0
    findings.take(read_post("a\x1b.md", b"Text.\n"), [Trial("text", 2, "wrong", "entry 3 reads differently")])
    assert findings.exit_code == 1
    tell(findings)
    assert capsys.readouterr().out.endswith("a␛.md#2: a letter typed: entry 3 reads differently\n")


def test_a_textual_that_the_wire_does_not_know_is_named(log: Path, tmp_path: Path) -> None:
    (tmp_path / "other" / "textual").mkdir(parents=True)
    (tmp_path / "other" / "textual" / "__init__.py").write_text("raise SystemExit('loaded')\n")
    (tmp_path / "other" / "textual-8.3.0.dist-info").mkdir()
    path = os.pathsep.join(filter(None, (str(tmp_path / "other"), os.environ.get("PYTHONPATH"))))
    argv = [sys.executable, "-m", "readtui", "doctor", "--log", str(log)]
    ran = subprocess.run(argv, capture_output=True, env={**os.environ, "PYTHONPATH": path}, check=False)
    assert ran.returncode == 0
    told = b"frames are sent as Textual sends them: Textual 8.3.0 is not known to the wire"
    assert ran.stdout.splitlines()[-1] == told


@pytest.mark.logs
def test_every_promise_holds_over_the_real_logs(run: Run, real_logs: Path) -> None:
    ran = run("doctor", "--log", str(real_logs))
    assert ran.returncode == 0, ran.stdout.decode()
    assert ran.stdout.rstrip().endswith(b"0")
