"""A link from one post to an entry of another is one that the log's site resolves."""

import os
import re
import subprocess
from pathlib import Path

import pytest

from readtui.store.conventions.crosslinks import link_to_entry
from readtui.store.folder import LogFolder
from test_real_hugo import _hugo_program

_TITLES = (
    "Moss on stone",
    "What is moss, and where?",
    'Don\'t *read* this: "moss"',
    "Über größe 機械",
    "[odd] & <b>x",
    "Moss on stone",
)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A Hugo site with a post of entries."""
    root = tmp_path / "site"
    (root / "content/post/bundle").mkdir(parents=True)
    (root / "layouts/_default").mkdir(parents=True)
    (root / "hugo.toml").write_text('baseURL = "https://example.org/"\n')
    (root / "layouts/_default/single.html").write_text("{{ .Content }}")
    entries = [
        f"## [Talk] [{title.replace('[', chr(92) + '[')}](https://a.example/{n}?x=1)\n\nWords.\n"
        for n, title in enumerate(_TITLES)
    ]
    entries.append("### [Book] A plain one\n\nWords.\n")
    entries.append("### [Linked](https://b.example/) {#own}\n\nWords.\n")
    (root / "content/post/2020-07-11-a.md").write_text("---\ndate: 2020-07-11\n---\n\n" + "\n".join(entries))
    (root / "content/post/bundle/index.md").write_text("---\ndate: 2020-07-12\n---\n\n## [One](https://a.example/)\n")
    return root


@pytest.mark.parametrize(("below", "path"), [("", "content/post/"), ("content", "post/"), ("content/post", "")])
def test_hugo_resolves_it_and_its_anchor(site: Path, below: str, path: str, tmp_path: Path) -> None:
    folder = LogFolder(site / below)
    target = f"{path}2020-07-11-a.md"
    count = len(folder.open(target).entries)
    assert count >= 7
    links = [link_to_entry(folder, target, index, f"{path}bundle/index.md") for index in range(1, count + 1)]
    links.append(link_to_entry(folder, f"{path}bundle/index.md", 1, target))
    (site / "content/post/links.md").write_text("---\ndate: 2020-07-13\n---\n\n" + "\n\n".join(links))
    environ = os.environ | {"HOME": str(tmp_path), "HUGO_CACHEDIR": str(tmp_path / "cache")}
    ran = subprocess.run(
        [_hugo_program(), "--quiet"], cwd=site, env=environ, capture_output=True, timeout=120, check=False
    )
    assert ran.returncode == 0, ran.stderr.decode()
    made = (site / "public/post/links/index.html").read_text()
    found = re.findall(r'href="([^"]*)"', made)
    assert len(found) == count + 1
    ids = set(re.findall(r'<h[1-6] id="([^"]*)"', (site / "public/post/2020-07-11-a/index.html").read_text()))
    anchors = [each.partition("#")[2] for each in found[:-1]]
    assert all(each.startswith("/post/2020-07-11-a/") for each in found[:-1])
    assert found[-1] == "/post/bundle/#one"
    assert {anchor for anchor in anchors if anchor} <= ids
    assert {"talk-moss-on-stone", "talk-moss-on-stone-1", "talk-what-is-moss-and-where"} <= set(anchors)
    assert "Don&rsquo;t read this" in made


def test_elsewhere_it_leads_to_the_file(tmp_path: Path) -> None:
    for name in ("a/one two.md", "b/three.md"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text("# [Talk] [Moss [1] & *co*](https://a.example/)\n")
    link = link_to_entry(LogFolder(tmp_path), "a/one two.md", 1, "b/three.md")
    assert re.fullmatch(r"\[.*Moss.*\]\(\.\./a/one%20two\.md\)", link)
    assert link_to_entry(LogFolder(tmp_path), "b/three.md", 1, "b/new.md").endswith("](three.md)")
