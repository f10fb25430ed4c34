"""Real logs on a terminal, as git sees it: start, move, read, edit an entry, save, quit, and one line is new."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from readtui.store.folder import LogFolder
from terminal import Terminal

pytestmark = pytest.mark.logs

ADDED = "  Added by keyboard, \u00e9\u65e5."
"""Set in, so that it belongs to a list item too."""

Browse = Callable[..., Terminal]


def git(log: Path, *argv: str) -> str:
    """What git says of the log, without any setting of whoever runs the test."""
    own = ("-c", "user.name=Ann", "-c", "user.email=ann@example.org", "-c", "core.quotePath=false")
    env = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    env |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    ran = subprocess.run(["git", *own, *argv], cwd=log, env=env, capture_output=True, check=True)
    return ran.stdout.decode()


@pytest.fixture
def committed(real_logs: Path, tmp_path: Path) -> Callable[[str], Path]:
    """Makes a copy of a real log with all its bytes committed."""

    def copied(name: str) -> Path:
        log = tmp_path / name
        for file in (path for path in (real_logs / name).rglob("*") if path.is_file()):
            copy = log / file.relative_to(real_logs / name)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, copy)  # without the mode: what is read where it lies may be read-only
        git(log, "-c", "core.autocrlf=false", "init", "--quiet")
        (log / ".git" / "info" / "attributes").write_text("* -text\n")  # its bytes, and not git's idea of lines
        git(log, "add", "--all")
        git(log, "commit", "--quiet", "--message", "As it was")
        return log

    return copied


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
@pytest.mark.parametrize(("name", "place", "sign"), [("seed", 0, "2020 Jul"), ("liamjbennett__blog", 1, "2026 Jul")])
def test_one_line_is_added_and_nothing_else(
    committed: Callable[[str], Path], browse: Browse, name: str, place: int, sign: str, size: tuple[int, int]
) -> None:
    log = committed(name)
    folder = LogFolder(log)
    post = folder.open(folder.rows().posts[place].path)
    first, second = post.entries[:2]
    before = post.source

    terminal = browse(log, sign=sign, size=size)
    terminal.press(*"j" * place)
    terminal.wait_for(first.title)
    terminal.press("2", "j")
    terminal.wait_for(
        lambda screen: screen.text.count(second.title) > screen.text.count(first.title)
    )  # list and detail
    terminal.press("e")
    terminal.wait_for("ctrl+s Save")
    terminal.press("ctrl+end")
    terminal.type(ADDED + "\r")
    terminal.wait_for(ADDED)
    terminal.press("ctrl+s")
    terminal.wait_for("Saved")
    terminal.press("esc")
    terminal.wait_for("3 Editor", gone=True)
    terminal.press("q")
    assert terminal.wait_for_exit() == 0

    place_of_line = second.span.end
    after = before[:place_of_line] + f"{ADDED}\n".encode() + before[place_of_line:]
    assert folder.file_of(post.path).read_bytes() == after
    assert git(log, "status", "--porcelain", "--untracked-files=all", "--ignored") == f" M {post.path}\n"
    changed = [line for line in git(log, "diff", "--unified=0").splitlines() if line[0] in "+-"]
    assert changed == [f"--- a/{post.path}", f"+++ b/{post.path}", f"+{ADDED}"]
