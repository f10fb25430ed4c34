"""Ground: the logs that all programs open, and what their keys bring about on them.

Each run has a home and, to be edited, posts of its own: what one leaves unsaved, the next would be asked about.
"""

import shutil
import subprocess
from collections.abc import Iterable
from html import escape
from itertools import cycle, islice
from pathlib import Path
from tempfile import mkdtemp

from benchmarks.genlog import NEWEST, post, write_log
from benchmarks.measuring import Answer, Run, Start, median, percentile
from benchmarks.programs import NEWSBOAT, Program
from pseudo_terminal import Size, bytes_of, private_environment

_FAR = {"SSH_CONNECTION": "192.0.2.1 50000 192.0.2.2 22"}
"""How a program knows that its reader sits at another machine."""
_FEEDS = 100
_POST = f"{NEWEST}-what-i-read.md"


class Ground:
    """Logs, posts and feeds in a folder, for every program the same."""

    def __init__(self, folder: Path, posts: int = 520) -> None:
        """With so many posts in the log; what a key costs does not depend on it."""
        self._folder = folder
        self._places = {
            "log": write_log(posts, folder / "log")[0].parent,
            "short": _one_entry(folder / "short", 5_000),
            "long": _one_entry(folder / "long", 200_000),
            "feeds": folder / "feeds",
        }
        if NEWSBOAT.is_there:
            self._fetch(folder / "feeds")

    def open(self, program: Program, place: str, size: Size, *, is_far: bool = False) -> Run:
        """The program on a place, just begun; `is_far` tells it that its line is SSH's."""
        home = self._home()
        places = self._places | {"post": Path(_POST)}
        if place != "log":
            places[place] = shutil.copytree(self._places[place], home / place)
        arguments = [argument.format(**places) for argument in program.arguments[place]]
        env = dict(program.env) | (_FAR if is_far else {})
        return Run([*program.command, *arguments], size, home, env, self._places["log"])

    def start(self, program: Program, size: Size) -> Start:
        """A start on the log, the first one in this home."""
        with self.open(program, "log", size) as run:
            return run.start()

    def arrive(self, program: Program, deed: str, size: Size, *, is_far: bool = False) -> Run:
        """The program where a deed begins."""
        way = program.ways[deed]
        run = self.open(program, way.place, size, is_far=is_far)
        run.until_settled()
        for press in way.there:
            run.press(*press.split())
        return run

    def press(self, program: Program, deed: str, size: Size, count: int) -> list[Answer]:
        """What each of `count` presses brings about; none where the program has nothing like it."""
        if not (program.is_there and deed in program.ways):
            return []
        way, answers = program.ways[deed], []
        with self.arrive(program, deed, size) as run:
            for press in islice(cycle(way.presses), count):
                answers.append(run.press(*press.split()))
                if way.back:
                    run.press(*way.back.split())
        return answers

    def hold(
        self, program: Program, deed: str, size: Size, count: int, rate: float, *, is_far: bool = False
    ) -> Answer | None:
        """What `count` presses of the same key bring about, `rate` of them a second."""
        if not (program.is_there and deed in program.ways):
            return None
        with self.arrive(program, deed, size, is_far=is_far) as run:
            return run.hold(bytes_of(program.ways[deed].presses[0]), count, rate)

    def rest(self, program: Program, size: Size, seconds: float) -> Answer | None:
        """What happens while nothing does."""
        if not program.is_there:
            return None
        with self.arrive(program, "rest", size) as run:
            return run.idle(seconds)

    def _home(self) -> Path:
        return Path(mkdtemp(prefix="home-", dir=self._folder))

    def _fetch(self, folder: Path) -> None:
        """Feeds of one long article each, in newsboat's own cache."""
        folder.mkdir()
        text = escape(
            "".join(f"<p>{line}</p>" for line in (self._places["long"] / _POST).read_text()[:20_000].split("\n\n"))
        )
        (folder / "config").touch()
        with (folder / "urls").open("w") as urls:
            for number in range(_FEEDS):
                about = f"<title>Feed {number}</title><link>https://feed.example/{number}</link>"
                item = f"<item>{about}<guid>{number}</guid><description>{text}</description></item>"
                feed = folder / f"{number}.xml"
                feed.write_text(f'<rss version="2.0"><channel>{about}<description/>{item}</channel></rss>')
                urls.write(f"file://{feed}\n")
        fetch = [*NEWSBOAT.command, *(argument.format(feeds=folder) for argument in NEWSBOAT.arguments["log"])]
        subprocess.run([*fetch, "-x", "reload"], env=private_environment(self._home()), check=True)


def milliseconds(answers: Iterable[Answer], share: float = 0.5) -> float | None:
    """The time to the last byte that this share of the keys keeps; of keys that were answered."""
    moment = percentile([answer.last for answer in answers], share)
    return None if moment is None else moment * 1000


def size_of(answers: Iterable[Answer]) -> float | None:
    """The median of the bytes; None where no key brought anything about."""
    return median(answer.size for answer in answers) or None


def _one_entry(folder: Path, size: int) -> Path:
    """A post that is one entry, alone in its folder, so that the editor holds all of it."""
    folder.mkdir(parents=True)
    head, first, *rest = post(NEWEST, size).split("\n## ")
    text = f"{head}\n## {first}" + "".join("\n" + entry.split("\n", 2)[2] for entry in rest)
    (folder / _POST).write_bytes(text.encode())
    return folder
