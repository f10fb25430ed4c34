"""Every file of the real logs, listed or not: it opens, and what is not edited keeps its very bytes."""

import os
import shutil
from pathlib import Path

import pytest

from readtui.grammar.changing.buffer import Buffer
from readtui.grammar.changing.editing import replacing
from readtui.grammar.posts import peek_post, read_post
from readtui.model.post import Post
from readtui.model.printable import visible
from readtui.store.faults import NotEditable
from readtui.store.folder import LogFolder

pytestmark = pytest.mark.logs

EVERY = 10
"""Of the posts that are listed, each of this number is saved on disk; of the odd ones, each."""
LONG_AGO = 1_000_000_000_000_000_000
"""A time of change, in nanoseconds since 1970, that no write of today leaves as it is."""


@pytest.fixture(scope="module")
def posts(real_logs: Path) -> list[Post]:
    """Every file there is, also configuration, licences, and what a listing leaves out."""
    files = sorted(path for path in real_logs.rglob("*") if path.is_file())
    return [read_post(str(file.relative_to(real_logs)), file.read_bytes()) for file in files]


def units(post: Post) -> list[int | None]:
    """All that can be edited as one: the whole post, and each entry."""
    return [None, *(entry.index for entry in post.entries)]


def test_each_file_is_read_to_its_last_byte(posts: list[Post], real_logs: Path) -> None:
    assert len(posts) > 2000
    for post in posts:
        assert post.source == (real_logs / post.path).read_bytes(), post.path
        row = peek_post(post.path, post.source)
        assert (row.title, row.date, row.day, row.problems) == (post.title, post.date, post.day, post.problems)


def test_what_the_editor_shows_of_it_goes_back_to_the_same_bytes(posts: list[Post]) -> None:
    for post in posts:
        for index in units(post):
            source = post.span_of(index).of(post.source)
            buffer = Buffer.of(source)
            assert buffer.encoding_back(buffer.text) == source, (post.path, index)
            assert visible(buffer.text) == buffer.text, (post.path, index)


def test_saving_the_same_text_over_it_gives_the_same_bytes(posts: list[Post]) -> None:
    for post in posts:
        for index in units(post):
            splice = replacing(post, index, post.span_of(index).of(post.source))
            assert splice.apply(post.source) == post.source, (post.path, index)


def test_what_cannot_be_edited_says_why(posts: list[Post]) -> None:
    refused = [post for post in posts if not post.is_editable]
    assert refused  # else this shows nothing
    for post in posts:
        for problem in post.problems:
            assert problem.message.strip() == problem.message != "", post.path
            assert problem.code
            assert problem.message.isprintable(), post.path
        assert post.is_editable or any(problem.forbids_editing for problem in post.problems), post.path
        try:
            post.source.decode()
        except UnicodeDecodeError:
            assert not post.is_editable, post.path


def test_saving_a_listed_post_unchanged_does_not_touch_its_file(real_logs: Path, tmp_path: Path) -> None:
    refused = 0
    for log in sorted(path for path in real_logs.iterdir() if path.is_dir()):
        root = tmp_path / log.name
        shutil.copytree(log, root)
        folder = LogFolder(root)
        listed = folder.load().posts
        assert listed, log.name
        for place, post in enumerate(listed):
            if place % EVERY and not post.problems and b"\r" not in post.source:
                continue
            refused += not _saved_unchanged(folder, post)
    assert refused


def _saved_unchanged(folder: LogFolder, post: Post) -> bool:
    """Whether the post could be saved; that it could or was refused, its file is as it was."""
    file = folder.file_of(post.path)
    os.utime(file, ns=(LONG_AGO, LONG_AGO))
    before = file.stat()
    for index in units(post):
        splice = replacing(post, index, post.span_of(index).of(post.source))
        if post.is_editable:
            assert folder.save(post, [splice], editing=index).posts == (post,), (post.path, index)
            continue
        with pytest.raises(NotEditable) as refused:
            folder.save(post, [splice], editing=index)
        assert any(problem.message in str(refused.value) for problem in post.problems if problem.forbids_editing)
    after = file.stat()
    assert file.read_bytes() == post.source, post.path
    assert (after.st_ino, after.st_mtime_ns, after.st_ctime_ns) == (before.st_ino, LONG_AGO, before.st_ctime_ns)
    return post.is_editable
