"""The titles and names that the palette finds, as the index has them."""

from pathlib import Path

import pytest

from readtui.grammar.searching.titles import names_of, titles_of
from readtui.store.folder import LogFolder
from readtui.store.index.ahead import keep_index
from readtui.store.index.indexfile import IndexFile, IndexTrouble
from readtui.store.index.naming import titles_and_names
from readtui.store.names import names_in

SAMPLE = Path(__file__).parents[2] / "src/readtui/sample"


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    return {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache")}


def test_the_index_has_the_titles_and_names_that_the_posts_have(environ: dict[str, str]) -> None:
    folder = LogFolder(SAMPLE)
    keep_index(folder, environ)
    titles, names = titles_and_names(folder, environ)
    posts = folder.load().posts
    assert titles == titles_of(posts)
    assert sorted(names) == sorted(names_of(posts))


def test_there_is_trouble_where_there_is_no_index_or_a_broken_one(environ: dict[str, str]) -> None:
    folder = LogFolder(SAMPLE)
    with pytest.raises(IndexTrouble):
        titles_and_names(folder, environ)
    keep_index(folder, environ)
    IndexFile.of(folder.root, (), environ).path.write_bytes(b"no index" * 900)
    with pytest.raises(IndexTrouble):
        titles_and_names(folder, environ)


def test_a_blank_in_a_list_of_tags_is_no_name(tmp_path: Path) -> None:
    (tmp_path / "2020-07-11-read.md").write_bytes(b'+++\ntitle = "Read"\ntags = ["", " ", "talks"]\n+++\n')
    folder = LogFolder(tmp_path)
    assert dict(names_in([folder.open("2020-07-11-read.md")]).tags) == {"talks": 1}
