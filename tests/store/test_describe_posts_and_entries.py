"""Tags, categories and kinds are set together as one change; and the names a log has are counted."""

from pathlib import Path

import pytest

from readtui.store.acts.describing import Listed, describe
from readtui.store.faults import Refused
from readtui.store.folder import LogFolder
from readtui.store.names import names_of
from readtui.store.statefolder import StateFolder

_ONE = b"""+++
title = "One"
date = 2020-07-04
tags = ["python", "xla"]
+++

## [Talk] [A](https://e.org/a)
**Speaker**: Ann Lee

Text.

## [B](https://e.org/b)

Text.
"""
_TWO = b"""---
title: Two
date: 2020-07-11
tags:
  - python
categories: [what I read]
---

## [Book] [C](https://e.org/c)
**Author**: Ann Lee

Text.
"""


@pytest.fixture
def folder(tmp_path: Path) -> LogFolder:
    posts = tmp_path / "log"
    posts.mkdir()
    (posts / "one.md").write_bytes(_ONE)
    (posts / "two.md").write_bytes(_TWO)
    return LogFolder(posts, state=StateFolder.of(posts, {"XDG_STATE_HOME": str(tmp_path / "state")}))


def test_lists_and_kind_at_once(folder: LogFolder) -> None:
    one, two = folder.read("one.md"), folder.read("two.md")
    lists = {"tags": Listed(("jax",), ("python",)), "categories": Listed(("talks",))}
    done = describe(folder, [one, two], lists, [(one, 1), (one, 2), (two, 1)], "Paper")
    after_one = (
        _ONE.replace(b'"python", "xla"]', b'"xla", "jax"]\ncategories = ["talks"]')
        .replace(b"[Talk]", b"[Paper]")
        .replace(b"## [B]", b"## [Paper] [B]")
    )
    after_two = (_TWO.replace(b"  - python", b"  - jax").replace(b"[what I read]", b"[what I read, talks]")).replace(
        b"[Book]", b"[Paper]"
    )
    assert folder.read("one.md").source == after_one
    assert folder.read("two.md").source == after_two
    assert done.what == "set tags +jax -python, categories +talks, the kind Paper of 3 entries in 2 posts"
    folder.undo()
    assert (folder.read("one.md").source, folder.read("two.md").source) == (_ONE, _TWO)


def test_what_cannot_be_done_to_one_is_done_to_none(folder: LogFolder, tmp_path: Path) -> None:
    (tmp_path / "log" / "three.md").write_bytes(b"No front matter.\n")
    posts = [folder.read("one.md"), folder.read("three.md")]
    with pytest.raises(Refused, match=r"three.md: nothing was changed: this post has no front matter"):
        describe(folder, posts, {"tags": Listed(("jax",))})
    assert folder.read("one.md").source == _ONE


def test_a_kind_is_taken_away(folder: LogFolder) -> None:
    one = folder.read("one.md")
    describe(folder, [one], {}, [(one, 1)], None)
    assert folder.read("one.md").source == _ONE.replace(b"[Talk] ", b"")


def test_the_names_of_a_log_are_counted(folder: LogFolder) -> None:
    names = names_of(folder, None, lambda: True)
    assert names.tags == {"python": 2, "xla": 1}
    assert names.categories == {"what I read": 1}
    assert names.kinds == {"Talk": 1, "Book": 1}
    assert names.people == {"Ann Lee": 2}
    assert names_of(folder, None, lambda: False).tags == {}
