"""Nothing in the program asks a network for anything, but for a look-up that the reader asked for."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import readtui
from readtui.commands import COMMANDS

SOURCE = Path(readtui.__file__).parent
_OF_THE_NETWORK = {
    "socket",
    "ssl",
    "http",
    "urllib.request",
    "ftplib",
    "smtplib",
    "xmlrpc",
    "telnetlib",
    "socketserver",
}
_GUARD = """
import os, runpy, sys
def refuse(event, given):
    asks = event in ("socket.connect", "socket.getaddrinfo", "socket.bind", "socket.sendto", "socket.gethostbyname")
    if asks or (event == "import" and (given[0] == "ssl" or f"{given[0]}.".startswith("readtui.web."))):
        os.write(2, f"refused: {event} {given!r}\\n".encode())
        os._exit(99)
sys.addaudithook(refuse)
sys.argv = ["readtui", *sys.argv[1:]]
runpy.run_module("readtui", run_name="__main__", alter_sys=True)
"""
_POST = "2020-07-11-what-i-read.md"
_ARGUMENTS: dict[str, list[str]] = {
    "search": ["moss"],
    "show": [f"{_POST}#1"],
    "add": ["https://moss.example/", "--post", _POST],
    "new": ["2020-W40"],
    "edit": [f"{_POST}#1", "--title", "Moss"],
    "set": [_POST, "draft", "true"],
    "fields": [_POST],
    "tag": [_POST],
    "rename": ["kind", "Talk", "Lecture"],
    "move": [f"{_POST}#1", _POST],
    "reorder": [f"{_POST}#1", "down"],
    "merge": [f"{_POST}#1", "2"],
    "split": [f"{_POST}#1", "2"],
    "delete": [f"{_POST}#1"],
}
"""What each command is given here; one that is not named is given nothing."""


@pytest.fixture
def log(tmp_path: Path) -> Path:
    folder = tmp_path / "post"
    folder.mkdir()
    entries = "".join(
        f"\n## [Talk] [{name}](https://{name}.example/)\n**Speaker**: Ada\n\nGood.\n" for name in ("moss", "stone")
    )
    (folder / _POST).write_text(f'+++\ntitle = "What I read"\ndate = 2020-07-11\n+++\n{entries}')
    return folder


@pytest.mark.parametrize("command", COMMANDS)
def test_no_command_opens_a_connection(command: str, log: Path) -> None:
    """Whatever comes of it: a command that refuses has looked at its log as well."""
    home = log.parent
    ran = subprocess.run(
        [sys.executable, "-c", _GUARD, command, *_ARGUMENTS.get(command, []), "--log", str(log)],
        env={"HOME": str(home), "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin"},
        cwd=home,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert "refused" not in ran.stderr
    assert ran.returncode in (0, 1, 2, 4), ran.stderr


def test_only_the_web_can_open_one() -> None:
    found = []
    for path in sorted(SOURCE.rglob("*.py")):
        room = path.relative_to(SOURCE).parts[0]
        for node in ast.walk(ast.parse(path.read_bytes())):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module:
                names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
            found += [(path.name, name) for name in names if name in _OF_THE_NETWORK and room != "web"]
    assert not found


def test_the_web_is_loaded_by_nothing_at_start() -> None:
    """Only inside of a function, so only where somebody asks."""
    for path in sorted(SOURCE.rglob("*.py")):
        if path.relative_to(SOURCE).parts[0] == "web":
            continue
        for node in ast.parse(path.read_bytes()).body:
            if isinstance(node, ast.ImportFrom) and node.module:
                assert not node.module.startswith("readtui.web"), path
