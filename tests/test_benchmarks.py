"""The benchmarks' own ground: the same log each time, and verdicts that say what they mean."""

from pathlib import Path

import pytest

from benchmarks.budgets import Figure
from benchmarks.genlog import NEWEST, post, titles_of, write_log
from benchmarks.ground import Ground
from benchmarks.measuring import SMALL
from benchmarks.peers import journal
from benchmarks.programs import OURS, PROGRAMS, Program
from benchmarks.slow_line import lag
from benchmarks.wire import Compared, Heading, pressed, rested


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
    ("value", "budget", "verdict"),
    [(1.0, 2.0, "held"), (3.0, 2.0, "OVER"), (3.0, None, "printed"), (None, 2.0, "not measured")],
)
def test_verdicts(value: float | None, budget: float | None, verdict: str) -> None:
    assert Figure("a key", value, budget, "ms").verdict == verdict


def test_a_slow_line_carries_one_write_after_the_other() -> None:
    pressed, size = 5.0, 1_600 - 36
    one = [(5.001, b"x" * size)]
    assert lag([], pressed) is None
    assert lag(one, pressed) == pytest.approx(0.001 + 0.2 + 0.1)
    assert lag([*one, (5.002, b"y" * size)], pressed) == pytest.approx(0.001 + 0.2 + 0.1 + 0.1)
    assert lag([*one, (6.0, b"y" * size)], pressed) == pytest.approx(1.0 + 0.2 + 0.1)


def test_what_a_program_of_another_place_does_is_none_of_ours() -> None:
    for program in PROGRAMS:
        assert set(program.ways) <= set(OURS.ways)
        assert {way.place for way in program.ways.values()} <= set(program.arguments)


def test_keys_and_rest_stand_beside_those_of_others(tmp_path: Path) -> None:
    absent = Program("absent", ("no-such-program",), {}, {})
    ground = Ground(tmp_path, 3)
    size, time, slow = pressed(ground, (OURS, absent), "list", SMALL, 2, (100_000, 0, None))
    assert size.figure.value
    assert size.row.split()[-2:] == ["ok", "absent"]
    assert time.row.split()[-2:] == ["OVER", "absent"]
    assert slow.figure.value is not None
    assert slow.figure.value >= 200
    nothing, cpu = rested(ground, (OURS,), SMALL, 0.1)
    assert nothing.figure.value == 0
    assert cpu.figure.value is not None


def test_the_columns_stand_below_their_names() -> None:
    row = Compared(Figure("a key", 1.0, 2.0, "bytes", True), (1.0,) * (len(PROGRAMS) - 1)).row
    assert len(row) == len(Heading(SMALL).row.lstrip("\n"))


def test_a_journal_for_a_peer_has_every_post(tmp_path: Path) -> None:
    posts = write_log(5, tmp_path / "log")
    settings = journal(posts, tmp_path)
    text = (tmp_path / "journal.txt").read_text()
    assert str(tmp_path / "journal.txt") in settings.read_text()
    assert [line[1:11] for line in text.split("\n") if line.startswith("[")] == [
        path.name[:10] for path in reversed(posts)
    ]
