"""`readtui show`: a post or one of its entries, as text, as JSON or as its very bytes."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Ask = Callable[..., tuple[int, str, str]]
Run = Callable[..., "subprocess.CompletedProcess[bytes]"]


def test_an_entry_as_text(ask: Ask) -> None:
    code, out, err = ask("show", "2023-02-11-read.md#1")
    assert (code, err) == (0, "")
    assert out == (
        "Gardens of Glass\n"
        "Talk\n"
        "Speakers: Ada Moss, Ben Reed, Cy Lund\n"
        "https://talks.example/glass\n"
        "2023-02-05 to 2023-02-11, 2023-02-11-read.md#1\n"
        "\n"
        "Greenhouses as machines, see [the plans](https://plans.example/1).\n"
        "\n"
        "> Glass is slow water.\n"
    )


def test_a_post_as_text(ask: Ask) -> None:
    code, out, err = ask("show", "about.md")
    assert (code, err) == (0, "")
    assert out == "(no title)\nabout.md\n\n# About\n\nNo entries here.\n"


def test_a_broken_post_tells_its_problem_and_its_text(ask: Ask) -> None:
    code, out, err = ask("show", "broken.md")
    assert (code, err) == (0, "")
    assert "1 problem, broken.md" in out
    assert "Still text." in out


def test_a_post_that_is_not_utf8_is_shown_with_its_problem(ask: Ask, log: Path) -> None:
    (log / "latin.md").write_bytes(b"# Caf\xe9\n\n\x1b\x9b\n")
    code, out, err = ask("show", "latin.md")
    assert (code, err) == (0, "")
    assert out == (
        "(no title)\n1 problem, latin.md\n"
        "line 1 is not UTF-8; the post can be read, save it as UTF-8 to edit it\n"
        "\n# Caf\u00e9\n\n\u241b\ufffd\n"
    )


@pytest.mark.parametrize("form", [[], ["--raw"], ["--json"]])
def test_a_post_that_cannot_be_read(ask: Ask, log: Path, form: list[str]) -> None:
    os.mkfifo(log / "pipe.md")
    (log / "dangling.md").symlink_to("nowhere")
    (log / "outside.md").symlink_to("/etc/hostname")
    (log / "folder.md").mkdir()
    for name in ("pipe.md", "dangling.md", "outside.md", "folder.md", "pipe.md#1"):
        code, out, err = ask("show", name, *form)
        assert (code, out) == (3, "")
        assert err.startswith(f"readtui: {name.removesuffix('#1')}: it ")
        assert err.count("\n") == 1


def test_bytes_and_an_object_at_once_are_a_usage_error(ask: Ask) -> None:
    code, out, err = ask("show", "2023-02-11-read.md", "--raw", "--json")
    assert (code, out) == (2, "")
    assert "--raw" in err
    assert "--json" in err


def test_the_very_bytes(log: Path, run: Run) -> None:
    source = b'\xef\xbb\xbf+++\r\ntitle = "x"\r\n+++\r\n\x1b[31m\xff\x00 mixed\nends\rhere'
    (log / "odd.md").write_bytes(source)
    ran = run("show", "odd.md", "--raw", "--log", str(log))
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, source, b"")


def test_the_very_bytes_of_an_entry(log: Path, run: Run) -> None:
    ran = run("show", "2023-02-11-read.md#2", "--raw", "--log", str(log))
    assert ran.stdout == b"## [Paper] [On Moss](https://journal.example/moss.pdf)\n**Author**: Ada Moss\n\nShort.\n"


def test_as_json_it_is_the_listings_object_and_its_text(ask_json: Callable[..., Any], log: Path) -> None:
    week = next(week for week in ask_json("weeks") if week["post"] == "2023-02-11-read.md")
    shown = ask_json("show", "2023-02-11-read.md")
    assert list(shown) == [*week, "text"]
    assert shown == week | {"text": (log / "2023-02-11-read.md").read_text()}
    entry = ask_json("entries", "--post", "2023-02-11-read.md")[2]
    shown = ask_json("show", "2023-02-11-read.md#3")
    assert list(shown) == [*entry, "text"]
    assert shown == entry | {"text": "## [A Walk](https://walks.example/a)\n\nNo kind at all.\n"}


def test_bytes_that_are_no_utf8_can_be_had_back_from_json(ask_json: Callable[..., Any], log: Path) -> None:
    source = b"# Caf\xe9\n\n\xff\xfe\n"
    (log / "latin.md").write_bytes(source)
    assert ask_json("show", "latin.md")["text"].encode("utf-8", "surrogateescape") == source


@pytest.mark.parametrize("number", ["0", "4", "99999999999999999999"])
def test_an_entry_that_is_not_there(ask: Ask, number: str) -> None:
    code, out, err = ask("show", f"2023-02-11-read.md#{number}")
    assert (code, out) == (3, "")
    assert err.startswith("readtui: 2023-02-11-read.md")


def test_a_post_that_is_not_there(ask: Ask) -> None:
    code, out, err = ask("show", "nowhere.md")
    assert (code, out) == (3, "")
    assert err.startswith("readtui: nowhere.md: no such post")


def test_a_number_sign_in_a_file_name(ask: Ask, log: Path) -> None:
    (log / "issue #7.md").write_bytes((log / "2023-02-11-read.md").read_bytes())
    assert ask("show", "issue #7.md")[0] == 0
    code, out, _ = ask("show", "issue #7.md#2")
    assert code == 0
    assert out.startswith("On Moss\n")


def test_line_ends_of_any_kind_are_lines_on_the_terminal(ask: Ask, log: Path) -> None:
    (log / "ends.md").write_bytes(b"one\r\ntwo\rthree\n")
    assert ask("show", "ends.md")[1].endswith("\n\none\ntwo\nthree\n")
