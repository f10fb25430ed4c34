"""Real logs, changed from the shell in many ways and taken back to the very bytes."""

import os
import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from readtui.store.folder import LogFolder

Ask = Callable[..., tuple[int, str, str]]

STEPS = 14


def files(root: Path) -> dict[str, bytes]:
    """Every file below a folder; the folders too, without bytes."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes() if path.is_file() else b""
        for path in root.rglob("*")
        if not path.is_symlink()
    }


@pytest.fixture(params=range(20 if os.environ.get("READTUI_LONG") else 1))
def chance(request: pytest.FixtureRequest) -> random.Random:
    return random.Random(request.param)


def steps(log: Path, chance: random.Random) -> Iterator[list[str]]:
    """Commands over entries and posts that there are, in no order."""
    for number in range(STEPS):
        week = f"{chance.randint(2015, 2026)}-W{chance.randint(1, 52):02}"
        posts = [post for post in LogFolder(log).load() if 0 < len(post.entries) < 80 and post.is_editable]
        if not posts:
            yield ["add", "https://first.example/", "--kind", "Talk", "--title", "First", "--week", week]
            continue
        post, other = chance.choice(posts), chance.choice(posts)
        entry = f"{post.path}#{chance.randint(1, len(post.entries))}"
        link, title = f"https://made.example/{number}", f"Made *{number}* [of] `it`"
        yield chance.choice(
            [
                ["add", link, "--title", title, "--post", post.path, "--note", "Words.\n\n> And a quote."],
                ["add", link, "--kind", "Talk", "--title", title, "--by", "Speaker: Ann Lee", "--week", week],
                ["new", week],
                ["move", entry, other.path],
                ["move", entry, week],
                ["reorder", entry, chance.choice(["up", "down", "1", str(len(post.entries))])],
                ["delete", entry],
                ["delete", post.path],
                ["edit", entry, "--title", title],
                ["set", post.path, "draft", "true"],
            ]
        )


@pytest.mark.logs
@pytest.mark.parametrize(
    "name", ["boramalper__boramalper.org", "seed", "nishanttotla__hugo-blog-skeleton", "Jyagabee__Tukisuto"]
)
def test_what_was_done_is_undone_redone_and_undone(
    real_logs: Path, tmp_path: Path, name: str, chance: random.Random, ask: Ask, ask_json: Callable[..., Any]
) -> None:
    log = tmp_path / name
    shutil.copytree(real_logs / name, log, symlinks=True)
    for path in [log, *log.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() else 0o644)
    here = ("--log", str(log))
    states = [files(log)]
    for argv in steps(log, chance):
        code, _, err = ask(*argv, *here)
        assert code in (0, 2, 4), (argv, err)
        assert "\n" not in err.strip(), argv
        if code:
            assert files(log) == states[-1], (argv, err)
        elif files(log) != states[-1]:
            states.append(files(log))
    assert len(states) > STEPS // 3
    assert len(ask_json("history", *here)) == len(states) - 1
    for before in states[-2::-1]:
        assert ask("undo", *here)[0] == 0
        assert files(log) == before
    for after in states[1:]:
        assert ask("redo", *here)[0] == 0
        assert files(log) == after
    for before in states[-2::-1]:
        assert ask("undo", *here)[0] == 0
        assert files(log) == before
    assert ask("undo", *here)[0] == 4
