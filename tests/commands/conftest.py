"""A small log, and two ways to ask readtui about it: in this process, and as a program."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from readtui.__main__ import main

POSTS = {
    "2023-02-11-read.md": """\
+++
title = "Read this week (February 5 - February 11)"
date = 2023-02-11
categories = ["reading"]
draft = false
+++

Two talks and a paper.

<!--more-->

## [Talk] [Gardens of Glass](https://talks.example/glass)
**Speakers**: Ada Moss, Ben Reed and Cy Lund

Greenhouses as machines, see [the plans](https://plans.example/1).

> Glass is slow water.

## [Paper] [On Moss](https://journal.example/moss.pdf)
**Author**: Ada Moss

Short.

## [A Walk](https://walks.example/a)

No kind at all.
""",
    "2023-02-18-read.md": """\
---
title: Papers and posts
date: 2023-02-18T09:30:00+01:00
draft: true
tags: [links]
---

### Articles

- [First of the list](https://www.site.example/first) is short
- [Second of the list](https://other.example/second)
  It has a note.

### Videos

- [Third](https://video.example/3)
""",
    "about.md": "# About\n\nNo entries here.\n",
    "broken.md": '+++\ntitle = "unclosed\n+++\n\nStill text.\n',
}


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """A folder of four posts: two with entries, one without, one broken."""
    folder = tmp_path / "log"
    folder.mkdir()
    for name, text in POSTS.items():
        (folder / name).write_bytes(text.encode())
    return folder


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees the configuration of whoever runs it, nor writes to their state."""
    home = tmp_path / "home"
    home.mkdir()
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "READTUI_LOG", "VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.chdir(home)


@pytest.fixture
def ask(log: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Asks about the log in this process: the exit code, what was printed, what was complained about."""

    def ask(command: str, *argv: str) -> tuple[int, str, str]:
        code = main([command, "--log", str(log), *argv])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return ask


@pytest.fixture
def ask_json(ask: Callable[..., tuple[int, str, str]]) -> Callable[..., Any]:
    """Asks about the log as a program does, and reads the answer."""

    def ask_json(command: str, *argv: str) -> Any:
        code, out, err = ask(command, *argv, "--json")
        assert (code, err) == (0, "")
        return json.loads(out)

    return ask_json


@pytest.fixture
def run(log: Path, tmp_path: Path) -> Callable[..., "subprocess.CompletedProcess[bytes]"]:
    """Runs readtui as a program of its own."""

    def run(*argv: str | bytes, stdin: bytes = b"", **environ: str) -> "subprocess.CompletedProcess[bytes]":
        return subprocess.run(
            [sys.executable, "-m", "readtui", *argv],
            input=stdin,
            capture_output=True,
            cwd=tmp_path,
            env=os.environ | {"TMPDIR": str(tmp_path)} | environ,
            timeout=60,
            check=False,
        )

    return run
