"""What a command or a start has no use for is not loaded with it."""

import subprocess
import sys
from pathlib import Path

import pytest

_RUN = """
import os, sys
from readtui.__main__ import main
from readtui.store.index import looks

looks._YOUNG = 0  # the posts count as written long ago
os._exit = lambda code: None
main()
print("loaded:", *{"textual", "argparse", "gettext", "urllib.parse", "dataclasses"} & sys.modules.keys())
"""


@pytest.mark.parametrize("line", [("weeks",), ("entries", "--kind", "talk"), ("search", "quiet", "--limit", "3")])
def test_what_the_index_answers(tmp_path: Path, line: tuple[str, ...]) -> None:
    post = tmp_path / "log" / "one.md"
    post.parent.mkdir()
    post.write_text("---\ndate: 2024-01-01\n---\n## [Talk] [A quiet one](https://x.example)\n")
    for each in (("search", "quiet"), line):
        argv = [sys.executable, "-c", _RUN, *each, "--log", str(post.parent)]
        ran = subprocess.run(argv, capture_output=True, text=True, env={"HOME": str(tmp_path)}, check=True)
    *told, loaded = ran.stdout.splitlines()
    assert len(told) == 1
    assert loaded == "loaded:"


def test_paths_are_quoted_as_ever() -> None:
    code = """
import sys
from readtui.loading import load_pathlib

load_pathlib()
load_pathlib()
from pathlib import Path
assert not {"urllib.parse", "ipaddress"} & sys.modules.keys()
assert Path("/a b/\\u00e9").as_uri() == "file:///a%20b/%C3%A9"
from urllib.parse import urlsplit
assert urlsplit("http://x.example:80/").port == 80
"""
    subprocess.run([sys.executable, "-c", code], check=True)
