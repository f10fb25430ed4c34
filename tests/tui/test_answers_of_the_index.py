"""What the screen hears of the index: answers to what is asked now, of the posts as they are now."""

import asyncio
import datetime
import subprocess
from collections.abc import Callable
from pathlib import Path

from pseudo_terminal import private_environment
from readtui.grammar.searching.asking import read_search
from readtui.store.folder import LogFolder
from readtui.store.index.index import Index
from readtui.store.index.indexfile import IndexFile
from readtui.store.rowprocess import RowProcess
from readtui.tui.searching import Heard, Searcher

_PATIENCE = 15.0
_GLANCE = 0.05
_STONES = read_search("stone", datetime.date(2021, 1, 1))


class Ear:
    """Hears what a searcher says, in the loop of the test."""

    def __init__(self, folder: LogFolder, environ: dict[str, str], pid: int | None = None) -> None:
        self.heard: list[Heard] = []
        self._changed = asyncio.Event()
        rows = RowProcess(folder, pid, None)
        self.searcher = Searcher(folder, environ, rows, self._hear)

    def _hear(self, heard: Heard) -> None:
        self.heard.append(heard)
        self._changed.set()

    async def until(self, condition: Callable[[Heard], bool]) -> Heard:
        async with asyncio.timeout(_PATIENCE):
            while not any(condition(heard) for heard in self.heard):
                self._changed.clear()
                await self._changed.wait()
        return next(heard for heard in self.heard if condition(heard))


def _hits(count: int) -> Callable[[Heard], bool]:
    return lambda heard: heard.found is not None and heard.found.hit_count == count


def _log(tmp_path: Path, posts: int) -> LogFolder:
    (tmp_path / "log").mkdir()
    for number in range(posts):
        (tmp_path / "log" / f"2020-01-0{number + 1}.md").write_bytes(b"A stone.\n")
    return LogFolder(tmp_path / "log")


def test_what_another_brought_in_is_answered_anew(tmp_path: Path) -> None:
    """The posts are as the index has them, but it was another process that put them there since the last answer."""
    folder, environ = _log(tmp_path, 0), private_environment(tmp_path / "home")

    async def ask() -> None:
        ear = Ear(folder, environ)
        ear.searcher.ask(_STONES, "newest")
        await ear.until(_hits(0))
        await ear.until(lambda heard: heard.found is None and not heard.progress)  # all is looked at
        (folder.root / "2020-01-01.md").write_bytes(b"A stone.\n")
        with Index.opened(folder, IndexFile.of(folder.root, (), environ)) as index:
            async with asyncio.timeout(_PATIENCE):
                while not index.update().is_none:  # files that were just written are read again for a while
                    await asyncio.sleep(_GLANCE)
        ear.searcher.look_again()
        await ear.until(_hits(1))
        ear.searcher.end()

    asyncio.run(ask())


def test_while_another_process_makes_the_index_its_progress_is_told(tmp_path: Path) -> None:
    folder, environ = _log(tmp_path, 3), private_environment(tmp_path / "home")
    making = subprocess.Popen(["cat"], stdin=subprocess.PIPE)

    async def ask() -> None:
        ear = Ear(folder, environ, making.pid)
        ear.searcher.ask(_STONES, "newest")
        await ear.until(_hits(0))
        await ear.until(lambda heard: heard.progress == "Reading the log for searches: 0 of 3 posts")
        with Index.opened(folder, IndexFile.of(folder.root, (), environ)) as index:
            index.update()
        making.communicate()
        await ear.until(_hits(3))
        ear.searcher.end()

    asyncio.run(ask())


def test_an_answer_is_of_what_was_asked_last(tmp_path: Path) -> None:
    folder, environ = _log(tmp_path, 2), private_environment(tmp_path / "home")
    words = [read_search("stone"[:end], datetime.date(2021, 1, 1), is_typing=True) for end in range(1, 6)]

    async def ask() -> None:
        ear = Ear(folder, environ)
        for search in words:
            ear.searcher.ask(search, "newest")
        await ear.searcher.settle(_PATIENCE)
        last = [heard.found for heard in ear.heard if heard.found][-1]
        assert last.search == words[-1]
        await ear.until(_hits(2))
        ear.searcher.end()

    asyncio.run(ask())
