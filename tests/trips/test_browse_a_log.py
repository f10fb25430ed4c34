"""Moving through weeks and entries: the detail follows, and nothing needs enter."""

from collections.abc import Callable
from pathlib import Path

from terminal import Terminal

Browse = Callable[..., Terminal]


def test_the_newest_week_and_its_first_entry_show_at_once(browse: Browse, log: Path) -> None:
    terminal = browse(log)
    terminal.wait_for("Trees that wait")
    terminal.wait_for("A slow tree is still a tree.")
    assert terminal.lines[1].startswith("▸2020 Jul 05–11")


def test_the_detail_follows_the_cursor(browse: Browse, log: Path) -> None:
    terminal = browse(log)
    terminal.wait_for("A slow tree")
    terminal.press("j")
    terminal.wait_for("Keys should answer at once.")
    terminal.press("k")
    terminal.wait_for("A slow tree")


def test_weeks_show_dates_counts_drafts_and_problems(browse: Browse, log: Path) -> None:
    (log / "content" / "post" / "2020-06-27-broken.md").write_bytes(b'+++\ntitle = "Broken\n+++\n\nText.\n')
    terminal = browse(log)
    terminal.wait_for(lambda screen: screen.lines[1].split("│")[0].rstrip().endswith("3 d"))
    assert terminal.lines[2].split("│")[0].split()[:3] == ["2020", "Jun", "28–04"]
    assert terminal.lines[2].split("│")[0].rstrip().endswith("1")
    assert terminal.lines[3].split("│")[0].rstrip().endswith("!")


def test_enter_goes_deeper_and_esc_one_step_back(browse: Browse, log: Path) -> None:
    terminal = browse(log)
    terminal.wait_for("A slow tree")
    terminal.press("enter", "j")
    terminal.wait_for("The long line")
    terminal.wait_for('print("kept as it is")')
    terminal.press("enter")
    terminal.wait_for(lambda screen: "enter" not in screen.lines[-1])  # the detail has nothing deeper
    terminal.press("esc")
    terminal.wait_for(lambda screen: "enter Open" in screen.lines[-1])
    terminal.press("k")
    terminal.wait_for("A slow tree")
    terminal.press("esc")
    terminal.wait_for(lambda screen: screen.screen.buffer[1][1].reverse)  # the week list has the keys again
    terminal.press("j")
    terminal.wait_for("Keys should answer at once.")


def test_the_whole_post_stands_above_its_entries(browse: Browse, log: Path) -> None:
    terminal = browse(log)
    terminal.wait_for("A slow tree")
    terminal.press("2", "k")
    terminal.wait_for("Talks, mostly.")
    terminal.wait_for("Sun 5 Jul 2020 – Sat 11 Jul 2020")


def test_first_last_and_pages(browse: Browse, tmp_path: Path) -> None:
    for day in range(1, 31):
        (tmp_path / f"2021-04-{day:02}.md").write_bytes(f"+++\ndate = 2021-04-{day:02}\n+++\n\nDay {day}.\n".encode())
    terminal = browse(tmp_path, sign="2021 Apr")
    terminal.wait_for("Day 30.")
    for keys, shown in (("G", "Day 1."), ("g", "Day 30."), ("ctrl+d", "Day 20."), ("ctrl+u", "Day 30.")):
        terminal.press(keys)
        terminal.wait_for(shown)
    terminal.press("pagedown")
    terminal.wait_for(lambda screen: "Day 9." in screen.text or "Day 10." in screen.text)
    terminal.press("pageup")
    terminal.wait_for("Day 30.")


def test_keys_that_come_in_one_burst_act_in_turn(browse: Browse, log: Path) -> None:
    terminal = browse(log)
    terminal.wait_for("A slow tree")
    terminal.send(b"\rjjeAll this is text: q d e\x13")  # enter, two down, edit, text, save: one packet
    terminal.wait_for("not saved")  # the text now stands before the heading, which is refused
    terminal.wait_for("All this is text: q d e")


def test_posts_in_a_plain_folder(browse: Browse, tmp_path: Path) -> None:
    (tmp_path / "2020-07-11-notes.md").write_bytes(b"Only prose.\n")
    browse(tmp_path).wait_for("Only prose.")


def test_one_post(browse: Browse, newest: Path) -> None:
    terminal = browse(newest)
    terminal.wait_for("A slow tree")
    assert "1/1" in terminal.lines[0]
