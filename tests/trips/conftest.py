"""A small log of our own, and the program on a terminal over it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from terminal import READTUI, Terminal

_JULY_4 = b"""+++
title = "What I read this week (June 28 - July 4)"
date = 2020-07-04
categories = ["what I read"]
draft = false
+++

A short week.

<!--more-->

## [Paper] [On keys](https://example.org/keys)
**Authors**: Mia Sand and Ole Berg

Keys should *answer* at once.
"""

_JULY_11 = b"""+++
title = "What I read this week (July 5 - July 11)"
date = 2020-07-11
categories = ["what I read"]
draft = true
+++

Talks, mostly.

<!--more-->

## [Talk] [Trees that wait](https://talks.example.org/trees)
**Speaker**: Ann Lee

A slow tree is **still** a tree. See [the slides](https://example.org/slides).

> In my words: patience is a data structure.

## [Book] [The long line](https://books.example.org/line)
**Author**: Bo Wei

1. one
2. two

```python
print("kept as it is")
```

## [Nothing to see](https://example.org/nothing)
**Author**: Cy Roe

Third and last.
"""


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """A site with two posts in the archetype's form."""
    posts = tmp_path / "site" / "content" / "post"
    posts.mkdir(parents=True)
    (posts / "2020-07-04-what-i-read.md").write_bytes(_JULY_4)
    (posts / "2020-07-11-what-i-read.md").write_bytes(_JULY_11)
    (tmp_path / "site" / "hugo.toml").write_bytes(b'title = "A site"\n')
    return tmp_path / "site"


@pytest.fixture
def newest(log: Path) -> Path:
    """The newer of the log's posts, with three entries."""
    return log / "content" / "post" / "2020-07-11-what-i-read.md"


@pytest.fixture
def files(log: Path) -> Callable[[], dict[str, bytes]]:
    """What every file of the log holds, by its path below the posts' folder."""
    posts = log / "content" / "post"
    return lambda: {path.relative_to(posts).as_posix(): path.read_bytes() for path in posts.rglob("*.*")}


@pytest.fixture
def browse(start_terminal: Callable[..., Terminal]) -> Callable[..., Terminal]:
    """Opens a log on a terminal and waits until it can be read."""

    def opened(*arguments: object, sign: str = "2020 Jul", **options: object) -> Terminal:
        terminal = start_terminal([*READTUI, *map(str, arguments)], **options)
        terminal.wait_for(lambda screen: sign in screen.text and "enter Open" in screen.text)
        return terminal

    return opened
