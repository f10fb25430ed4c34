"""From the prompt of a shell to a saved entry with kind, link, title and speaker it takes fewer keys than in vim.

Each key goes to the real program in a real shell. What is typed or pasted alike is not counted: link, title, speaker.
jrnl 4.6 writes into files of its own and knows no kind, link or speaker. For a line with tags in their place it takes
16 such keys: `jrnl TITLE. LINK @talk @SPEAKER`.
"""

import shutil
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

import typed_keys
from typed_keys import ENTRY, IN_READTUI, IN_VIM, LOOKED_UP, keys, typed

IN_JRNL = 16


def said(program: str, count: int) -> None:
    sys.stdout.write(f"{program}: {count} keys\n")


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash here")
@pytest.mark.may_skip("a machine need not have bash")
def test_it_takes_fewer_keys(tmp_path: Path, log: Path, newest: Path) -> None:
    before = newest.read_bytes()
    count = typed(IN_READTUI, tmp_path / "home", log, {}, lambda: ENTRY in newest.read_bytes())
    said("readtui", count)
    assert newest.read_bytes() == before + b"\n" + ENTRY
    assert count == keys(IN_READTUI)[0] < IN_JRNL
    assert count * 2 < keys(IN_VIM)[0]


@pytest.mark.skipif(not (IN_VIM.is_there and shutil.which("bash")), reason="no vim here")
@pytest.mark.may_skip("a machine need not have vim")
def test_vim_takes_as_many_as_are_counted(tmp_path: Path, log: Path, newest: Path) -> None:
    before = newest.read_bytes()
    count = typed(IN_VIM, tmp_path / "home", log, {}, lambda: ENTRY in newest.read_bytes())
    said("vim", count)
    assert newest.read_bytes() == before + b"\n" + ENTRY
    assert count == keys(IN_VIM)[0]


@pytest.fixture
def page() -> Iterator[str]:
    """The address of a page on this machine that says what it is."""
    text = f'<title>{typed_keys.TITLE}</title><meta name="author" content="{typed_keys.SPEAKER}">'
    source = f'<!doctype html>{text}<meta property="og:type" content="video.other">'.encode()

    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(source)))
            self.end_headers()
            self.wfile.write(source)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (its own word)
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Answering) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/thing"
        server.shutdown()


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash here")
@pytest.mark.may_skip("a machine need not have bash")
def test_asking_the_page_takes_fewer_still(
    tmp_path: Path, log: Path, newest: Path, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = tmp_path / "config.toml"
    config.write_text("private-addresses = true\n", "utf-8")
    entry = ENTRY.replace(typed_keys.LINK.encode(), page.encode())
    monkeypatch.setattr(typed_keys, "GIVEN", (page,))
    steps = tuple(page if step == typed_keys.LINK else step for step in LOOKED_UP.steps)
    way = typed_keys.Way("readtui", steps)
    env = {"READTUI_CONFIG": str(config)}
    count = typed(way, tmp_path / "home", log, env, lambda: entry in newest.read_bytes())
    said("readtui, which asks the page for title, speaker and kind", count)
    assert count < keys(IN_READTUI)[0]
