"""When frames may leave on a line that is spared."""

import pytest

from readtui.tui.wire.pace import Pace


def test_where_the_line_is_not_spared_frames_leave_at_once():
    pace = Pace(is_lean=False)
    pace.sent(10_000, 0.0)
    pace.said(100_000, 0.0)
    assert pace.wait(0.0) == 0


def test_a_frame_waits_until_the_one_before_it_is_carried():
    pace = Pace(is_lean=True)
    pace.sent(8_000 - 36, 5.0)
    assert pace.wait(5.25) == pytest.approx(0.75)
    assert pace.wait(6.0) == 0


def test_small_frames_leave_thirty_times_a_second():
    pace, now = Pace(is_lean=True), 5.0
    for _ in range(31):
        pace.sent(40, now)
        now += pace.wait(now)
    assert now == pytest.approx(6.0)


def test_the_second_frame_of_a_key_need_not_wait_for_that():
    pace = Pace(is_lean=True)
    pace.sent(40, 5.0)
    assert pace.wait(5.0) == pytest.approx(76 / 8_000)


def test_behind_a_long_copy_frames_are_fewer_until_it_is_carried():
    pace = Pace(is_lean=True)
    pace.said(80_000, 5.0)
    assert pace.wait(5.0) == 0  # what tells of it leaves at once
    frames, now = 0, 5.0
    while now < 15:
        pace.sent(40, now)
        assert pace.wait(now) < 0.21
        frames, now = frames + 1, now + pace.wait(now)
    assert frames <= 51
    pace.sent(40, 15.1)
    assert pace.wait(15.1) <= 1 / 30


def test_a_short_copy_holds_nothing_up():
    pace = Pace(is_lean=True)
    pace.said(60, 5.0)
    pace.sent(40, 5.0)
    assert pace.wait(5.0) <= 1 / 30 + 0.001
