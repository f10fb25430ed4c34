"""The role of who made an entry: what the configuration says of it goes before what the log does."""

from pathlib import Path

import pytest

from readtui.model.conventions import Chosen
from readtui.store.conventions.crediting import role_for
from readtui.store.conventions.learning import conventions_of
from readtui.store.folder import LogFolder

POST = b"""\
+++
title = "What I read this week (July 5 - July 11)"
date = 2020-07-11
+++

## [Talk] [Trees](https://example.org/trees)
**Speaker**: Ann Lee

## [Book] [Lines](https://example.org/lines)
**Author**: Bo Wei
"""


@pytest.mark.parametrize(
    ("settled", "kind", "role"),
    [
        ((), "Talk", "Speaker"),
        ((), "talk", "Speaker"),
        ((("Talk", "Host"),), "Talk", "Host"),
        ((("talk", "Host"),), "Talk", "Host"),
        ((("Talk", "Host"),), "Book", "Author"),
        ((("Talk", "Host"), (None, "By")), "Talk", "Host"),
        ((("Talk", "Host"), (None, "By")), "Book", "By"),
        ((("Talk", "Host"), (None, "By")), "Paper", "By"),
        ((("Talk", "Host"), (None, "By")), None, "By"),
    ],
)
def test_what_is_settled_goes_before_what_was_learned(
    tmp_path: Path, settled: tuple[tuple[str | None, str], ...], kind: str, role: str
) -> None:
    (tmp_path / "2020-07-11-what-i-read.md").write_bytes(POST)
    folder = LogFolder(tmp_path, chosen=Chosen(roles=settled))
    rows = folder.rows()
    assert conventions_of(folder, rows).role_of(kind) == role
    assert role_for(folder, rows, folder.open("2020-07-11-what-i-read.md"), kind, ("Ann Lee",)) == role
