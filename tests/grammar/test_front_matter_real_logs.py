"""The front matter of real posts: read, and each field set or refused."""

import datetime
from collections import Counter
from pathlib import Path

import pytest

from readtui.grammar.days.dates import date_of
from readtui.grammar.frontmatter import Unusual, date_problem, places, read_front_matter, setting, title_of

pytestmark = pytest.mark.logs


def test_every_post_is_read(real_logs: Path):
    codes: Counter[str] = Counter()
    for path in real_logs.rglob("*.md"):
        source = path.read_bytes()
        front_matter, problems = read_front_matter(source)
        assert front_matter.block.start == 0
        assert front_matter.block.holds(front_matter.inside)
        title_of(front_matter), date_of(front_matter), date_problem(source, front_matter)
        codes.update(problem.code for problem in problems)
    # Four archetypes that are templates, three posts of 2014 that are no JSON, one with tabs in its YAML.
    assert codes == {"front-matter-invalid": 8}


def test_a_set_on_every_post_changes_its_value_or_says_why_not(real_logs: Path):
    refused: Counter[str] = Counter()
    done = 0
    changes = {"title": 'A "new" title', "date": datetime.date(2024, 2, 29), "draft": True, "tags": ["a", "b c"]}
    for path in sorted(real_logs.rglob("*.md")):
        if "liamjbennett__blog" in path.parts and not path.name.endswith("7.md"):
            continue  # a file in every dozen of two thousand that are alike
        source = path.read_bytes()
        front_matter, _ = read_front_matter(source)
        for key, value in changes.items():
            try:
                splice = setting(source, front_matter, key, value)
            except Unusual as refusal:
                refused[str(refusal)] += 1
                continue
            done += 1
            changed = splice.apply(source)
            assert changed[: splice.span.start] == source[: splice.span.start]
            assert changed.endswith(source[splice.span.end :])
            inside = {name.casefold(): span for name, span in places(source, front_matter).items()}.get(key)
            assert inside is None or len(inside) == 0 or inside.start - 7 <= splice.span.start <= inside.start + 1
    assert all(
        "cannot be read" in why or "no front matter" in why or "UTF-8" in why or "braces" in why for why in refused
    )
    assert sum(refused.values()) < 0.05 * done
