"""The form of a new entry completes from the log, tells look-alikes and what was read before, and asks the page."""

import os
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from terminal import Terminal

Browse = Callable[..., Terminal]


@pytest.fixture
def form(browse: Browse, log: Path) -> Callable[..., Terminal]:
    """Opens the form, with its first lines filled in."""

    def opened(typed: str = "", **options: object) -> Terminal:
        terminal = browse(log, **options)
        terminal.wait_for("A slow tree" if options.get("size") is None else "2020 Jul")
        terminal.press("a")
        terminal.wait_for("Add an entry")
        terminal.type(typed)
        return terminal

    return opened


def test_a_kind_and_a_person_are_completed_and_the_role_is_the_logs(
    form: Callable[..., Terminal], newest: Path
) -> None:
    terminal = form("https://example.org/thing\rA thing\rta")
    terminal.wait_for("talk")  # the last letters dimmed, behind the cursor
    terminal.press("ctrl+e", "enter")
    terminal.wait_for("Speaker:")
    terminal.type("an")
    terminal.wait_for("ann Lee")
    terminal.press("right")
    terminal.wait_for("Credited as Speaker")
    terminal.press("enter")
    terminal.wait_for("Added “A thing”")
    assert b"\n## [Talk] [A thing](https://example.org/thing)\n**Speaker**: Ann Lee\n" in newest.read_bytes()


def test_tab_goes_on_and_completes_nothing(form: Callable[..., Terminal], newest: Path) -> None:
    terminal = form("https://example.org/thing\rA thing\rta")
    terminal.wait_for("talk")
    terminal.type("\tAnn Lee")
    terminal.press("ctrl+s")
    terminal.wait_for("Added “A thing”")
    assert b"## [ta] [A thing]" in newest.read_bytes()


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("\r\rtalk\t", "talk is in the log as Talk (1)"),
        ("\r\rTalks\t", "Talks is in the log as Talk (1)"),
        ("\r\r\rAnn  lee; Host: Di Fox", "Ann lee is in the log as Ann Lee (1)"),
        ("\r\r\rSpeaker: Mia Sänd\x1b[A", "Mia Sänd is in the log as Mia Sand (1)"),
        ("\r\r\rDi Fox and Ole Bergh", "Ole Bergh is in the log as Ole Berg (1)"),
    ],
)
def test_what_the_log_writes_otherwise_is_told(form: Callable[..., Terminal], typed: str, told: str) -> None:
    terminal = form(typed)
    terminal.wait_for(lambda screen: told in " ".join(screen.text.replace("│", " ").split()))


def test_where_it_was_read_before_is_told_and_can_be_gone_to(form: Callable[..., Terminal]) -> None:
    terminal = form("http://www.example.org/keys/?utm_source=x#top\rOn keys")
    terminal.wait_for("Read on July 4, 2020")
    terminal.wait_for("answer at once")
    terminal.press("ctrl+o")
    terminal.wait_for("Kept, but not added")
    terminal.wait_for("▸ Paper    On keys")
    terminal.press("a")
    terminal.wait_for("utm_source")


def test_where_it_was_read_before_can_be_linked_to(form: Callable[..., Terminal], newest: Path) -> None:
    terminal = form("https://example.org/keys\rOn keys again")
    terminal.wait_for("ctrl+r")
    terminal.press("ctrl+r")
    terminal.wait_for("Note ")
    terminal.press("ctrl+s")
    terminal.wait_for("Added “On keys again”")
    added = newest.read_bytes().partition(b"## [On keys again](https://example.org/keys)\n")[2]
    assert added.startswith(b"\nRead before, on July 4, 2020: [On keys](")
    assert b"2020-07-04-what-i-read.md" in added


@pytest.mark.parametrize("size", [(40, 10), (80, 24), (120, 40)])
def test_all_lines_and_keys_are_there_at_any_size(
    form: Callable[..., Terminal], newest: Path, size: tuple[int, int]
) -> None:
    terminal = form("https://example.org/x\rX\rTalk\rAnn Lee", size=size)
    terminal.wait_for(lambda screen: all(word in screen.text for word in ("Link", "Title", "Kind", "By", "ctrl+s")))
    terminal.press("ctrl+s")
    terminal.wait_for(lambda _: b"## [Talk] [X](https://example.org/x)\n**Speaker**: Ann Lee\n" in newest.read_bytes())


def test_a_name_alone_in_a_log_that_credits_nobody_is_the_authors(browse: Browse, log: Path, newest: Path) -> None:
    newest.with_name("2020-07-04-what-i-read.md").unlink()
    before = newest.read_bytes().partition(b"## ")[0] + b"- [One](https://e.org/1)\n- [Two](https://e.org/2)\n"
    newest.write_bytes(before)
    terminal = browse(log)
    terminal.press("a")
    terminal.wait_for("Add an entry")
    terminal.type("https://e.org/3\rThree\r\rann")
    terminal.wait_for("Credited as Author; others as in")
    terminal.press("ctrl+s")
    terminal.wait_for(lambda _: newest.read_bytes() == before + b"- [Three](https://e.org/3)\n  **Author**: ann\n")


def test_in_ten_rows_the_keys_stand_below_a_note_and_what_is_told(form: Callable[..., Terminal]) -> None:
    terminal = form("https://example.org/keys\rX", size=(40, 10))
    terminal.wait_for("ctrl+r links to it")
    terminal.press("ctrl+r")
    terminal.wait_for("Note   Read before")
    terminal.press("down", "down")
    terminal.type("Ann Lee; :\x13")
    terminal.wait_for("By wants a role")
    terminal.wait_for("not “:”")
    terminal.wait_for("Note   Read before")
    terminal.wait_for("ctrl+s add, ctrl+l page, esc back")


def test_a_link_pasted_into_a_list_opens_the_form(browse: Browse, log: Path) -> None:
    terminal = browse(log)
    terminal.paste("https://example.org/pasted\n")
    terminal.wait_for("Add an entry")
    terminal.wait_for("https://example.org/pasted")
    terminal.press("esc")
    terminal.wait_for("Kept, but not added")
    terminal.paste("https://example.org/another")
    terminal.wait_for("Another entry is typed")
    terminal.paste("no link")
    terminal.press("a")
    terminal.wait_for("https://example.org/pasted")


_PAGE = b"""<!doctype html><title>A page \x1b[31mof mine</title><meta name="author" content="Zoe Ash">
<meta property="og:type" content="video.other"><p>Text."""


@pytest.fixture
def asked() -> list[str]:
    """What the site was asked for."""
    return []


@pytest.fixture
def site(asked: list[str]) -> Iterator[str]:
    """A site on this machine; `/slow` is never answered."""

    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            if self.path == "/slow":
                self.rfile.read(1)  # until who asked is gone
                return
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(_PAGE)))
            self.end_headers()
            self.wfile.write(_PAGE)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (its own word)
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Answering) as server:
        server.daemon_threads = True
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture
def allowing(tmp_path: Path) -> dict[str, str]:
    """A configuration that allows pages of this machine to be asked."""
    config = tmp_path / "allowing.toml"
    config.write_text("private-addresses = true\n", "utf-8")
    return {"READTUI_CONFIG": os.fspath(config)}


def test_nothing_is_asked_before_the_reader_wants_it(
    form: Callable[..., Terminal], site: str, asked: list[str], newest: Path
) -> None:
    before = newest.read_bytes()
    terminal = form(f"{site}/page\rMine")
    terminal.press("ctrl+l")
    terminal.wait_for("The page was not looked up")  # this machine is private
    assert not asked
    assert newest.read_bytes() == before


def test_the_page_fills_in_what_is_empty_and_is_added_by_the_reader(
    form: Callable[..., Terminal], site: str, allowing: dict[str, str], newest: Path
) -> None:
    before = newest.read_bytes()
    terminal = form(f"{site}/page\rMine", env=allowing)
    terminal.press("ctrl+l")
    terminal.wait_for("Found, and not yet added: kind, by")
    terminal.wait_for("Speaker: Zoe Ash")
    terminal.wait_for("ctrl+t takes “A page")
    assert newest.read_bytes() == before
    terminal.press("ctrl+t")
    terminal.wait_for(lambda screen: "Mine" not in screen.lines[9] and "of mine" in screen.text)
    terminal.press("ctrl+s")
    terminal.wait_for("Added “")
    assert b"**Speaker**: Zoe Ash\n" in newest.read_bytes()
    assert b"\x1b" not in newest.read_bytes()


def test_a_page_that_does_not_answer_keeps_nobody(
    form: Callable[..., Terminal], site: str, asked: list[str], allowing: dict[str, str]
) -> None:
    terminal = form(f"{site}/slow\r", env=allowing)
    terminal.press("ctrl+l")
    terminal.wait_for("esc stops that")
    terminal.wait_for(lambda _: asked == ["/slow"])
    terminal.type("Typed meanwhile")
    terminal.wait_for("Typed meanwhile")
    terminal.press("esc")
    terminal.wait_for("was not waited for")
    terminal.press("ctrl+l", "esc", "esc")
    terminal.wait_for("Kept, but not added")
    terminal.press("q")
    terminal.wait_for("keep")
    terminal.press("k")
    assert terminal.wait_for_exit(timeout=5) == 0
