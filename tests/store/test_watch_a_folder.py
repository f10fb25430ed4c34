"""Others write, rename and delete posts below a log: each change is told once, and what is no post is not told."""

import os
import queue
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from readtui.model.log import ReadingLog
from readtui.model.news import News
from readtui.model.packedrows import PackedRows
from readtui.model.session import Session
from readtui.model.unsaved import UnsavedText
from readtui.store.folder import LogFolder
from readtui.store.site import site_at
from readtui.store.watching.hints import file_system_among
from readtui.store.watching.looking import folders_of, look_at_all, worth_watching
from readtui.store.watching.pace import Pace
from readtui.store.watching.stamps import NOTHING, Stamp, Stamps, stamp_of
from readtui.store.watching.watch import Watch

PATIENCE = 20.0
ONE = "---\ntitle: One\ndate: 2024-03-02\n---\n\nFirst.\n"
TWO = "---\ntitle: Two\ndate: 2024-03-09\n---\n\nSecond.\n"
THREE = "---\ntitle: Three\ndate: 2024-03-16\n---\n\nThird.\n"


class Watching:
    """A session that follows what a watch tells, as the screen does."""

    def __init__(self, root: Path, only: str | None = None) -> None:
        self.folder = LogFolder(root, only=only)
        log = self.folder.load()
        self.session = Session().reading(ReadingLog(PackedRows.of(post.row for post in log)))
        if log.posts:
            self.session = self.session.choosing_week(log.posts[0])
        stamps = Stamps((post.path, stamp_of(root / post.path)) for post in log)
        folders = worth_watching(folders_of(self.folder))
        self.watch = Watch(self.folder, stamps, folders, lambda: self.session)
        self.told: list[News] = []
        self._news: queue.Queue[News] = queue.Queue()
        self._thread = threading.Thread(target=self._pass_on)

    def _pass_on(self) -> None:
        for news in self.watch.news():
            self._news.put(news)

    @property
    def titles(self) -> list[str | None]:
        return [row.title for row in self.session.log]

    def until(self, holds: Callable[[Session], bool]) -> None:
        """Follow the news until the session is so."""
        end = time.monotonic() + PATIENCE
        while not holds(self.session):
            try:
                news = self._news.get(timeout=max(0.0, end - time.monotonic()))
            except queue.Empty:
                told = [([row.path for row in news.rows], news.gone, news.renamed, news.trouble) for news in self.told]
                raise AssertionError(f"never so; told: {told}, listed: {self.titles}") from None
            self.told.append(news)
            self.session = self.session.following(news)
            if self.session.post is None and self.session.path:
                self.session = self.session.arriving(self.folder.open(self.session.path))

    def until_listed(self, *titles: str) -> None:
        self.until(lambda _: self.titles == [*titles])

    def __enter__(self) -> "Watching":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.watch.end()
        self._thread.join(PATIENCE)
        assert not self._thread.is_alive()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "log"
    (root / "post").mkdir(parents=True)
    (root / "post" / "one.md").write_text(ONE)
    (root / "post" / "two.md").write_text(TWO)
    return root


@pytest.fixture
def watching(root: Path) -> Iterator[Watching]:
    with Watching(root) as watching:
        yield watching


def test_a_post_written_in_place(root: Path, watching: Watching) -> None:
    (root / "post" / "one.md").write_text(ONE.replace("One", "Once"))
    watching.until_listed("Two", "Once")


def test_the_chosen_post_written_over_by_another_file(root: Path, watching: Watching) -> None:
    (root / "new").write_text(TWO.replace("Second", "2nd"))
    (root / "new").rename(root / "post" / "two.md")
    watching.until(lambda session: session.post is not None and b"2nd" in session.post.source)
    assert watching.session.path == "post/two.md"


def test_a_change_that_neither_size_nor_time_tells(root: Path, watching: Watching) -> None:
    post = root / "post" / "one.md"
    before = post.stat()
    post.write_text(ONE.replace("One", "Ono"))
    os.utime(post, ns=(before.st_atime_ns, before.st_mtime_ns))
    watching.until_listed("Two", "Ono")


def test_posts_that_come_and_go(root: Path, watching: Watching) -> None:
    (root / "post" / "three.md").write_text(THREE)
    watching.until_listed("Three", "Two", "One")
    (root / "post" / "one.md").unlink()
    watching.until_listed("Three", "Two")


def test_a_post_in_a_folder_that_was_made_with_it(root: Path, watching: Watching) -> None:
    (root / "2024" / "march").mkdir(parents=True)
    (root / "2024" / "march" / "three.md").write_text(THREE)
    watching.until_listed("Three", "Two", "One")
    (root / "2024" / "march" / "three.md").write_text(THREE.replace("Three", "Drei"))
    watching.until_listed("Drei", "Two", "One")


def test_a_folder_that_is_moved_away_and_back(root: Path, watching: Watching) -> None:
    (root / "old").mkdir()
    (root / "old" / "three.md").write_text(THREE)
    watching.until_listed("Three", "Two", "One")
    (root / "old").rename(root / ".old")
    watching.until_listed("Two", "One")
    (root / ".old").rename(root / "new")
    watching.until_listed("Three", "Two", "One")
    (root / "new" / "three.md").write_text(THREE.replace("Three", "Drei"))
    watching.until_listed("Drei", "Two", "One")


def test_a_renamed_post_is_told_as_renamed(root: Path, watching: Watching) -> None:
    (root / "post" / "two.md").rename(root / "post" / "week.md")
    watching.until(lambda session: session.path == "post/week.md")
    assert [dict(news.renamed) for news in watching.told if news.renamed] == [{"post/two.md": "post/week.md"}]


def test_a_post_copied_to_another_name_and_deleted_is_told_as_renamed(root: Path, watching: Watching) -> None:
    (root / "post" / "week.md").write_text(TWO)
    (root / "post" / "two.md").unlink()
    watching.until(lambda session: session.path == "post/week.md")


def test_a_new_post_in_the_inode_of_a_deleted_one_is_not_that(root: Path, watching: Watching) -> None:
    (root / "post" / "two.md").unlink()
    (root / "post" / "three.md").write_text(THREE)
    watching.until_listed("Three", "One")
    assert not any(news.renamed for news in watching.told)


def test_unsaved_text_goes_with_a_renamed_post_that_is_not_chosen(root: Path) -> None:
    with Watching(root) as watching:
        text = UnsavedText.over(watching.folder.read("post/one.md"), None)
        watching.session = watching.session.typing(text.retyped(text.base + b"More.\n"))
        (root / "post" / "one.md").rename(root / "post" / "first.md")
        watching.until(lambda session: [text.path for text in session.unsaved] == ["post/first.md"])


def test_a_post_that_is_renamed_while_it_is_looked_at_is_told_by_the_next_look(root: Path) -> None:
    class Renaming(Pace):
        def breathe(self) -> None:  # behind the names, before the stamps
            if (root / "post" / "one.md").exists():
                (root / "post" / "one.md").rename(root / "post" / "0.md")

    folder = LogFolder(root)
    paths = folder.paths()
    stamps = Stamps((path, stamp_of(root / path)) for path in paths)
    torn = look_at_all(os.path.realpath(root), folder, site_at(root), stamps, lambda: paths, Renaming())
    assert (torn.is_torn, torn.new, torn.gone, torn.changed) == (True, [], {}, [])
    whole = look_at_all(os.path.realpath(root), folder, site_at(root), stamps, lambda: paths, Renaming())
    assert (whole.is_torn, whole.new, [*whole.gone], whole.changed) == (False, ["post/0.md"], ["post/one.md"], [])


def test_a_log_that_goes_and_comes_keeps_its_place(root: Path, watching: Watching) -> None:
    shutil.copytree(root, root.with_name("copy"))
    shutil.rmtree(root)
    watching.until(lambda _: any("no longer there" in news.trouble for news in watching.told))
    assert watching.titles == ["Two", "One"]
    (root.with_name("copy") / "post" / "one.md").write_text(ONE.replace("One", "Once"))
    root.with_name("copy").rename(root)
    watching.until_listed("Two", "Once")
    (root / "post" / "one.md").write_text(ONE)  # and it is watched again
    watching.until_listed("Two", "One")


def test_posts_that_vanish_for_a_moment_are_not_missed(root: Path, watching: Watching) -> None:
    for number in range(20):  # as one that writes by deleting first
        post = root / "post" / "two.md"
        post.unlink()
        post.write_text(TWO.replace("Two", f"Two {number}"))
    watching.until_listed("Two 19", "One")
    assert not any(news.gone for news in watching.told)


def test_what_is_no_post_is_not_told(root: Path, watching: Watching) -> None:
    (root / ".git").mkdir()
    for name in (".git/x.md", "post/.two.md.1-2.readtui.tmp", "post/x.txt", "post/two.md~", "post/4913", "post/.#x.md"):
        (root / name).write_text("nothing")
    (root / "themes").mkdir()
    (root / "themes" / "x.md").write_text(THREE)
    (root / "post" / "three.md").write_text(THREE)  # this one is, and comes after them
    watching.until_listed("Three", "Two", "One")
    assert [row.path for news in watching.told for row in news.rows] == ["post/three.md"]


def test_only_the_one_post_that_was_opened(root: Path) -> None:
    with Watching(root, only="post/one.md") as watching:
        (root / "post" / "two.md").write_text(TWO.replace("Two", "Zwei"))
        (root / "post" / "one.md").write_text(ONE.replace("One", "Eins"))
        watching.until_listed("Eins")


def test_names_that_are_no_utf_8(root: Path, watching: Watching) -> None:
    name = os.fsencode(root / "post") + b"/caf\xe9.md"
    with open(name, "w") as file:  # noqa: PTH123 - bytes
        file.write(THREE)
    watching.until_listed("Three", "Two", "One")
    with open(name, "w") as file:  # noqa: PTH123
        file.write(THREE.replace("Three", "Drei"))
    watching.until_listed("Drei", "Two", "One")
    (root / "post" / "one.md").write_text(ONE.replace("One", "Once"))
    watching.until_listed("Drei", "Two", "Once")


def test_a_thousand_at_once(root: Path) -> None:
    for number in range(1000):
        (root / "post" / f"{number:04}.md").write_text(THREE.replace("Three", f"{number:04}"))
    with Watching(root) as watching:
        watching.until(lambda session: len(session.log) == 1002)
        for number in range(1000):
            (root / "post" / f"{number:04}.md").write_text(THREE.replace("Three", f"now {number:04}"))
        watching.until(
            lambda session: all(title in ("One", "Two") or title[:3] == "now" for title in watching.titles if title)
        )
        shutil.rmtree(root / "post")
        watching.until(lambda session: not len(session.log))


def test_stamps_are_kept_by_path() -> None:
    stamps = Stamps((f"{number}.md", NOTHING) for number in range(100))
    stamps.put("a.md", _stamp(5))
    stamps.put("7.md", _stamp(7))
    assert (stamps.get("a.md"), stamps.get("7.md"), stamps.get("b.md")) == (_stamp(5), _stamp(7), None)
    kept = bytearray(len(stamps))
    place = stamps.place_of("7.md")
    assert place is not None
    kept[place] = 1
    stamps.keep(kept)
    stamps.drop(["1.md", "2.md"])
    assert (len(stamps), stamps.get("7.md"), stamps.get("a.md")) == (1, _stamp(7), None)


def _stamp(number: int) -> Stamp:
    return Stamp(number, number)


_MOUNTS = rb"""22 27 0:21 / /proc rw,relatime - proc proc rw
27 1 254:0 / / rw,relatime - ext4 /dev/vda rw
30 27 0:30 / /mnt/far rw,relatime shared:1 - fuse.sshfs someone@host:/ rw
31 27 0:31 / /mnt/my\040disk rw - nfs4 host:/disk rw
32 27 0:32 / /mnt/over rw - nfs host:/a rw
33 27 0:33 / /mnt/over rw - tmpfs tmpfs rw
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/mnt/far", "fuse.sshfs"),
        ("/mnt/far/post", "fuse.sshfs"),
        ("/mnt/farther", None),
        ("/mnt/my disk/post", "nfs4"),
        ("/mnt/over/post", None),
        ("/srv", None),
    ],
)
def test_network_drives_are_known(folder: str, kind: str | None) -> None:
    assert file_system_among(_MOUNTS, folder) == kind
