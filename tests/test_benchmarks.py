"""The benchmarks' own ground: the same log each time, and verdicts that say what they mean."""

from pathlib import Path

import pytest

from benchmarks.budgets import Figure
from benchmarks.genlog import NEWEST, post, titles_of, write_log


def test_a_generated_log_is_the_same_each_time(tmp_path: Path) -> None:
    one, other = write_log(30, tmp_path / "one"), write_log(30, tmp_path / "other")
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in other]
    assert write_log(3, tmp_path / "few")[2].read_bytes() == one[2].read_bytes()
    assert sorted(path.name for path in one) == [path.name for path in reversed(one)]


def test_a_post_is_as_long_as_asked_for() -> None:
    assert len(post(NEWEST, 64 * 1024).encode()) >= 64 * 1024


def test_a_generated_post_has_five_or_six_titled_entries(tmp_path: Path) -> None:
    for path in write_log(30, tmp_path):
        assert len(titles_of(path)) in (5, 6)
        assert all(titles_of(path))


@pytest.mark.parametrize(
    ("value", "budget", "is_held", "verdict"),
    [
        (1.0, 2.0, True, "held"),
        (3.0, 2.0, True, "held, OVER"),
        (3.0, 2.0, False, "printed, OVER"),
        (3.0, None, False, "printed"),
        (None, 2.0, True, "held, not measured"),
    ],
)
def test_verdicts(value: float | None, budget: float | None, is_held: bool, verdict: str) -> None:
    assert Figure("a key", value, budget, "ms", is_held).verdict == verdict
