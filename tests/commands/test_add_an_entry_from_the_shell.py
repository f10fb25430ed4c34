"""`readtui add` and `readtui new`: an entry in a week's post, and a post where there is none."""

import datetime
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

Ask = Callable[..., tuple[int, str, str]]
Run = Callable[..., "subprocess.CompletedProcess[bytes]"]

POST = "2023-02-11-read.md"
LIST = "2023-02-18-read.md"
NEXT = "2023-02-25-read.md"
WEEK = ("--week", "2023-02-08")


def files(log: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in log.iterdir()}


# add


def test_an_entry_stands_behind_the_last_in_the_posts_own_form(log: Path, ask: Ask) -> None:
    source = (log / POST).read_bytes()
    code, out, err = ask(
        *("add", "https://talks.example/ice", "--title", "Ice", "--kind", "Talk", *WEEK),
        *("--by", "Speaker: Ada Moss and Bo Ray", "--by", "Host: Cy Lund", "--note", "Cold.\n\n> As *ice*."),
    )
    assert (code, err) == (0, "")
    assert out == f"added “Ice” to {POST}: it is #4\n"
    assert (log / POST).read_bytes() == source + (
        b"\n## [Talk] [Ice](https://talks.example/ice)\n"
        b"**Speakers**: Ada Moss and Bo Ray\n**Host**: Cy Lund\n\nCold.\n\n> As *ice*.\n"
    ).replace(b"Speakers", b"Speaker")
    assert ask("undo")[0] == 0
    assert (log / POST).read_bytes() == source


def test_a_list_gets_an_item(log: Path, ask: Ask) -> None:
    source = (log / LIST).read_bytes()
    assert ask("add", "https://video.example/4", "--title", "Fourth", "--post", LIST)[0] == 0
    assert (log / LIST).read_bytes() == source + b"- [Fourth](https://video.example/4)\n"


def test_the_form_that_was_settled_begins_a_post(
    log: Path, ask: Ask, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    settled = tmp_path / "config.toml"
    settled.write_text('entry-form = "list"\nroles = {Talk = "Voice"}\n')
    monkeypatch.setenv("READTUI_CONFIG", str(settled))
    before, day = set(files(log)), ("--week", "2023-03-08")
    assert ask("add", "https://talks.example/ice", "--title", "Ice", "--kind", "Talk", "--by", "Ada Moss", *day)[0] == 0
    (made,) = set(files(log)) - before
    assert (log / made).read_bytes().endswith(b"\n- [Talk] [Ice](https://talks.example/ice)\n  **Voice**: Ada Moss\n")


def test_programs_read_the_entry(log: Path, ask_json: Callable[..., Any]) -> None:
    answer = ask_json("add", "https://talks.example/ice", "--title", "Ice [and] more", *WEEK)
    assert list(answer) == ["done", "posts", "entry", "undo"]
    assert (answer["posts"], answer["undo"]) == ([POST], 1)
    assert answer["entry"] == ask_json("entries", "--post", POST)[3]
    assert (answer["entry"]["title"], answer["entry"]["url"]) == ("Ice [and] more", "https://talks.example/ice")


def test_without_a_title_the_link_stands_for_it(ask_json: Callable[..., Any]) -> None:
    entry = ask_json("add", "https://talks.example/a_b*c?d=1&e=(2)", *WEEK)["entry"]
    assert entry["title"] == entry["url"] == "https://talks.example/a_b*c?d=1&e=(2)"


def test_a_title_with_a_kind_needs_no_link(ask_json: Callable[..., Any]) -> None:
    entry = ask_json("add", "--title", "Walden", "--kind", "Book", "--by", "Author: H. D. Thoreau", *WEEK)["entry"]
    assert (entry["title"], entry["kind"], entry["url"]) == ("Walden", "Book", None)
    assert entry["byline"] == [{"role": "Author", "people": ["H. D. Thoreau"]}]


def test_a_note_from_standard_input(log: Path, run: Run) -> None:
    options = ("--title", "Ice", *WEEK, "--log", str(log))
    ran = run("add", "https://talks.example/ice", "--note", "-", *options, stdin="Größer.\n".encode())
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert (log / POST).read_bytes().endswith("(https://talks.example/ice)\n\nGrößer.\n".encode())


def test_the_weeks_post_is_made_and_both_are_one_change(log: Path, ask: Ask) -> None:
    (log / LIST).unlink()  # which is written in another way
    before = files(log)
    code, out, _ = ask("add", "https://talks.example/ice", "--title", "Ice", "--week", "2023-W08")
    assert (code, out) == (0, f"added “Ice” to {NEXT}, a new post: it is #1\n")
    assert (log / NEXT).read_bytes() == (
        b'+++\ntitle = "Read this week (February 19 - February 25)"\ndate = 2023-02-25\n'
        b'categories = ["reading"]\ndraft = true\n+++\n\n## [Ice](https://talks.example/ice)\n'
    )
    assert len(json.loads(ask("history", "--json")[1])) == 1
    assert ask("undo")[0] == 0
    assert files(log) == before


def test_this_week_is_meant_where_none_is_said(log: Path, ask_json: Callable[..., Any]) -> None:
    (post,) = ask_json("add", "https://talks.example/ice", "--title", "Ice")["posts"]
    today = datetime.datetime.now().astimezone().date()
    week = next(week["week"] for week in ask_json("weeks") if week["post"] == post)
    assert week["start"] <= today.isoformat() <= week["end"]
    assert ask_json("add", "https://talks.example/snow", "--title", "Snow")["posts"] == [post]
    last = ask_json("add", "https://talks.example/rain", "--title", "Rain", "--week", "last")["posts"]
    assert last != [post]


def test_a_log_of_one_post_has_one_place_for_it(log: Path, run: Run) -> None:
    ran = run("add", "https://talks.example/ice", "--title", "Ice", "--log", str(log / POST))
    assert (ran.returncode, ran.stdout) == (0, f"added “Ice” to {POST}: it is #4\n".encode())


def test_an_empty_folder_becomes_a_log(tmp_path: Path, run: Run) -> None:
    (tmp_path / "empty").mkdir()
    options = ("--log", str(tmp_path / "empty"))
    ran = run("add", "https://talks.example/ice", "--title", "Ice", "--kind", "Talk", "--week", "2020-W28", *options)
    assert (ran.returncode, ran.stderr) == (0, b"")
    (week,) = json.loads(run("weeks", "--json", *options).stdout)
    assert (week["draft"], week["entries"], week["week"]["start"]) == (True, 1, "2020-07-06")


def test_two_posts_of_a_week_are_named(log: Path, ask: Ask) -> None:
    (log / "2023-02-10-read.md").write_bytes((log / POST).read_bytes())
    before = files(log)
    code, out, err = ask("add", "https://talks.example/ice", "--title", "Ice", *WEEK)
    assert (code, out) == (2, "")
    assert POST in err
    assert "2023-02-10-read.md" in err
    assert "--post" in err
    assert files(log) == before


@pytest.mark.parametrize(
    ("argv", "code"),
    [
        ([], 2),
        (["--kind", "Talk"], 2),
        (["--title", ""], 2),
        (["no link"], 2),
        (["talks.example/ice"], 2),
        (["https://a.example/", "--by", ": nobody"], 2),
        (["https://a.example/", "--by", ","], 2),
        (["--title", "Walden", "--fetch"], 2),
        (["https://a.example/", "--week", "someday"], 2),
        (["https://a.example/", "--week", "this", "--post", POST], 2),
        (["https://a.example/", "--post", "nowhere.md"], 3),
        (["https://a.example/", "--post", "latin.md"], 4),
        (["https://a.example/", "--title", "two\nlines", *WEEK], 4),
        (["https://a.example/", "--title", "\x1b[31m", *WEEK], 4),
        (["https://a.example/", "--kind", "a]b", *WEEK], 4),
        (["--title", "Alone", *WEEK], 4),
        (["https://a.example/", "--note", "```\nno end", "--post", LIST], 0),
        (["https://a.example/", "--note", "\udce9", *WEEK], 3),
        (["https://a.example/", "--note", "## [Talk] [Two](https://b.example/)", *WEEK], 4),
    ],
)
def test_what_is_no_entry_is_refused_in_a_sentence(log: Path, ask: Ask, argv: list[str], code: int) -> None:
    (log / "latin.md").write_bytes(b"## [Talk] [One](https://a.example/)\n\ncaf\xe9\n")
    before = files(log)
    told = ask("add", *argv)
    assert told[0] == code, told
    if code:
        assert (told[1], told[2].count("\n")) == ("", 1)
        assert files(log) == before


def test_a_note_from_standard_input_that_is_closed(log: Path) -> None:
    line = 'exec "$0" -m readtui add https://a.example/ --note - --log "$1" <&-'
    ran = subprocess.run(["sh", "-c", line, sys.executable, str(log)], capture_output=True, check=False)
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert ran.stderr == b"readtui: --note - reads standard input, which is closed\n"


def test_who_is_named_without_a_role_has_that_of_the_log(ask_json: Callable[..., Any]) -> None:
    named = ("add", "https://a.example/", "--title", "A", *WEEK)
    for kind, by, role in (
        ("Talk", "Ada Moss", "Speaker"),
        ("talk", "Ada Moss", "Speaker"),
        ("Talk", "Ada Moss, Bo Ray", "Speakers"),
    ):
        entry = ask_json(*named, "--kind", kind, "--by", by)["entry"]
        assert entry["byline"] == [{"role": role, "people": by.split(", ")}]


def test_who_is_named_without_a_role_in_a_log_that_credits_nobody_is_its_author(
    log: Path, ask_json: Callable[..., Any]
) -> None:
    (log / POST).unlink()
    entry = ask_json("add", "https://a.example/", "--title", "A", "--by", "ann", "--post", LIST)["entry"]
    assert entry["byline"] == [{"role": "Author", "people": ["ann"]}]


def test_a_link_without_a_title_is_added_with_a_word_of_it(ask: Ask) -> None:
    code, out, err = ask("add", "https://talks.example/ice", *WEEK)
    assert (code, out) == (0, f"added “https://talks.example/ice” to {POST}: it is #4\n")
    assert "--title" in err
    assert "--fetch" in err
    assert err.count("\n") == 1


def test_what_was_read_before_is_told_and_added_all_the_same(log: Path, ask: Ask, ask_json: Callable[..., Any]) -> None:
    assert ask("add", "https://talks.example/ice", "--title", "Ice", "--note", "It *melts*. Soon.", *WEEK)[2] == ""
    again = ("add", "http://www.talks.example/ice/?utm_source=x", "--title", "Ice again", *WEEK)
    code, _, err = ask(*again)
    assert (code, err) == (0, f"readtui: read on February 11, 2023 ({POST}#4): “It melts.”\n")
    (first, _) = ask_json(*again)["seen"]
    assert (first["post"], first["index"], first["date"]) == (POST, 4, "2023-02-11")
    assert (first["title"], first["sentence"], first["mention"]) == ("Ice", "It melts.", False)
    before = files(log)
    code, out, err = ask(*again, "--unless-seen")
    assert (code, out, err.count("\n")) == (4, "", 1)
    assert f"{POST}#4" in err
    assert files(log) == before


def test_a_dry_run_shows_it_and_changes_nothing(log: Path, ask: Ask, ask_json: Callable[..., Any]) -> None:
    before = files(log)
    line = ("add", "https://talks.example/ice", "--title", "Ice", "--kind", "Talk", "--dry-run", *WEEK)
    code, out, err = ask(*line)
    assert (code, err) == (0, "")
    assert out == f"would add to {POST}:\n\n## [Talk] [Ice](https://talks.example/ice)\n\n"
    assert ask_json(*line)["text"] == "## [Talk] [Ice](https://talks.example/ice)\n"
    assert files(log) == before


_PAGE = b"""<!doctype html><html><head><title>Ice, and how it melts</title>
<meta name="citation_author" content="Moss, Ada"><meta property="og:type" content="article">
</head><body>Cold.</body></html>"""


@pytest.fixture
def page() -> Iterator[str]:
    """The address of a page on this machine."""

    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(_PAGE)))
            self.end_headers()
            self.wfile.write(_PAGE)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (its own word)
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Answering) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/ice"
        server.shutdown()


def test_the_page_is_asked_for_what_is_not_given(page: str, ask: Ask, ask_json: Callable[..., Any]) -> None:
    answer = ask_json("add", page, "--fetch", "--allow-private", *WEEK)
    assert (answer["entry"]["title"], answer["found"]["title"]) == ("Ice, and how it melts",) * 2
    assert answer["entry"]["byline"][0]["people"] == ["Ada Moss"]
    given = ask_json("add", page, "--fetch", "--allow-private", "--title", "Mine", "--by", "Author: Bo", *WEEK)
    assert (given["entry"]["title"], given["entry"]["byline"][0]["people"]) == ("Mine", ["Bo"])
    code, out, err = ask("add", page, "--fetch", "--allow-private", "--dry-run", *WEEK)
    assert (code, "found title: Ice, and how it melts" in err, "[Ice, and how it melts]" in out) == (0, True, True)


def test_a_page_that_may_not_be_asked_leaves_the_link(page: str, ask: Ask) -> None:
    code, out, err = ask("add", page, "--fetch", *WEEK)
    assert (code, out) == (0, f"added “{page}” to {POST}: it is #4\n")
    assert "the link stays as it is" in err
    assert err.count("others were not allowed; --allow-private allows them\n") == 1


# new


def test_a_weeks_post_is_made_as_the_log_writes_them(log: Path, ask: Ask) -> None:
    (log / LIST).unlink()  # which is written in another way
    assert ask("new", "2023-02-20") == (0, f"made {NEXT}\n", "")
    assert (log / NEXT).read_bytes() == (
        b'+++\ntitle = "Read this week (February 19 - February 25)"\ndate = 2023-02-25\n'
        b'categories = ["reading"]\ndraft = true\n+++\n\n'
    )
    assert ask("undo")[0] == 0
    assert not (log / NEXT).exists()


def test_programs_read_what_was_made(ask_json: Callable[..., Any]) -> None:
    answer = ask_json("new", "2023-02-20")
    assert answer == {"done": f"made {NEXT}", "posts": [NEXT], "entry": None, "undo": 1}
    today = datetime.datetime.now().astimezone().date().isoformat()
    (post,) = ask_json("new")["posts"]
    week = next(week["week"] for week in ask_json("weeks") if week["post"] == post)
    assert week["start"] <= today <= week["end"]


def test_a_week_has_one_post(log: Path, ask: Ask) -> None:
    before = files(log)
    code, out, err = ask("new", "2023-02-08")
    assert (code, out) == (4, "")
    assert POST in err
    assert files(log) == before


def test_a_file_of_that_name_is_never_written_over(log: Path, ask: Ask) -> None:
    (log / NEXT).write_bytes(b"+++\ndate = 1999-01-01\n+++\n\nSomething else.\n")
    before = files(log)
    for argv in (["new", "2023-02-20"], ["add", "https://a.example/", "--week", "2023-02-20"]):
        code, out, err = ask(*argv)
        assert (code, out) == (4, "")
        assert err.startswith(f"readtui: {NEXT}: not made: a file of that name is there already")
    assert ask("move", f"{POST}#1", "2023-02-20")[0] == 4
    assert files(log) == before


@pytest.mark.parametrize("week", ["someday", "2023-W54", "2023-02-29", "", "W08", "0000-W01", "9999-W53"])
def test_what_is_no_week(log: Path, ask: Ask, week: str) -> None:
    before = files(log)
    code, out, err = ask("new", week)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert files(log) == before


@pytest.mark.parametrize("argv", [["new"], ["add", "https://a.example/"]])
def test_the_sample_log_is_never_changed(run: Run, argv: list[str]) -> None:
    assert run(*argv).returncode == 3
