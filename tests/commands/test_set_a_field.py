"""`readtui set`: one field of a post's front matter."""

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Ask = Callable[..., tuple[int, str, str]]
Run = Callable[..., "subprocess.CompletedProcess[bytes]"]

TOML = "2023-02-11-read.md"
YAML = "2023-02-18-read.md"


@pytest.mark.parametrize(
    ("post", "key", "value", "old", "new"),
    [
        (TOML, "draft", "true", b"draft = false", b"draft = true"),
        (TOML, "title", 'Say "hi"', b'"Read this week (February 5 - February 11)"', b'"Say \\"hi\\""'),
        (TOML, "date", "2023-02-12", b"date = 2023-02-11", b"date = 2023-02-12"),
        (TOML, "categories", "reading, walks", b'["reading"]', b'["reading", "walks"]'),
        (YAML, "draft", "false", b"draft: true", b"draft: false"),
        (YAML, "title", "Papers", b"Papers and posts", b"Papers"),
    ],
)
def test_a_value_changes_its_bytes_and_no_others(
    log: Path, ask: Ask, post: str, key: str, value: str, old: bytes, new: bytes
) -> None:
    source = (log / post).read_bytes()
    code, out, err = ask("set", post, key, value)
    assert (code, out, err) == (0, f"{post}: set {key}\n", "")
    assert (log / post).read_bytes() == source.replace(old, new)


@pytest.mark.parametrize("time", ["2024-02-29T23:59:59+05:30", "2024-02-29T23:59:59", "2024-02-29T23:59:59Z"])
def test_a_time_that_is_typed_over_a_bare_date_stays(log: Path, ask: Ask, time: str) -> None:
    (log / "yaml.md").write_bytes(b"---\ndate: 2023-02-11\n---\n")
    for post in (TOML, "yaml.md"):
        source = (log / post).read_bytes()
        assert ask("set", post, "date", time)[0] == 0
        assert (log / post).read_bytes() == source.replace(b" 2023-02-11\n", f" {time}\n".encode())


def test_a_day_that_is_typed_over_a_time_is_a_day(log: Path, ask: Ask) -> None:
    source = (log / YAML).read_bytes()
    assert ask("set", YAML, "date", "2023-02-19")[0] == 0
    assert (log / YAML).read_bytes() == source.replace(b"2023-02-18T09:30:00+01:00", b"2023-02-19")


def test_a_weight_is_a_number(log: Path, ask: Ask) -> None:
    assert ask("set", TOML, "weight", "-3")[0] == 0
    assert b"\nweight = -3\n" in (log / TOML).read_bytes()
    assert ask("set", TOML, "weight", "much")[0] == 4


def test_a_key_that_is_missing_is_added(log: Path, ask: Ask, ask_json: Callable[..., Any]) -> None:
    source = (log / TOML).read_bytes()
    assert ask("set", TOML, "slug", "glass")[0] == 0
    lines = (log / TOML).read_bytes().split(b"\n")
    assert b'slug = "glass"' in lines
    lines.remove(b'slug = "glass"')
    assert b"\n".join(lines) == source


def test_programs_read_what_was_done(ask_json: Callable[..., Any]) -> None:
    answer = ask_json("set", TOML, "draft", "true")
    assert list(answer) == ["done", "posts", "entry", "undo"]
    assert (answer["posts"], answer["entry"], answer["undo"]) == ([TOML], None, 1)
    assert next(week for week in ask_json("weeks") if week["post"] == TOML)["draft"] is True


def test_a_field_is_taken_back(log: Path, ask: Ask, ask_json: Callable[..., Any]) -> None:
    before = {path: path.read_bytes() for path in log.iterdir()}
    ask("set", TOML, "slug", "glass")
    ask("set", YAML, "draft", "false")
    assert [row["what"] for row in ask_json("history")] == [f"set draft of {YAML}", f"set slug of {TOML}"]
    assert ask("undo", "1")[0] == ask("undo")[0] == 0
    assert {path: path.read_bytes() for path in log.iterdir()} == before


def test_what_is_there_already_writes_nothing(log: Path, ask: Ask) -> None:
    before = (log / TOML).stat().st_ctime_ns
    assert ask("set", TOML, "draft", "false")[:2] == (0, f"{TOML}: nothing to change\n")
    assert (log / TOML).stat().st_ctime_ns == before


@pytest.mark.parametrize(
    ("post", "key", "value"),
    [
        (TOML, "date", "someday"),
        (TOML, "draft", "perhaps"),
        ("about.md", "title", "About"),
        ("broken.md", "title", "Mended"),
    ],
    ids=["no date", "no truth", "no front matter", "broken front matter"],
)
def test_a_refusal_changes_nothing(log: Path, ask: Ask, post: str, key: str, value: str) -> None:
    source = (log / post).read_bytes()
    code, out, err = ask("set", post, key, value)
    assert (code, out) == (4, "")
    assert err.startswith(f"readtui: {post}: ")
    assert err.count("\n") == 1
    assert (log / post).read_bytes() == source


def test_unusual_front_matter_is_refused_with_a_sentence(log: Path, ask: Ask) -> None:
    (log / "unusual.md").write_bytes(b"---\ntitle: &t Anchored\nother: *t\n---\n\nText.\n")
    code, _, err = ask("set", "unusual.md", "title", "Plain")
    assert code == 4
    assert "unusual" in err


def test_front_matter_is_no_entrys(ask: Ask) -> None:
    assert ask("set", f"{TOML}#1", "draft", "true")[0] == 2


def test_a_post_that_is_not_there(ask: Ask) -> None:
    assert ask("set", "nowhere.md", "draft", "true")[0] == 3


def test_the_sample_log_is_never_changed(run: Run) -> None:
    assert run("set", TOML, "draft", "true").returncode == 3
