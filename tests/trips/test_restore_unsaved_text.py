"""What was typed when the program was killed is offered by the next start, and restored, kept or discarded there."""

import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from terminal import READTUI, Terminal
from unsaved_on_disk import is_kept, offered_at, unsaved_below

Browse = Callable[..., Terminal]
Start = Callable[..., Terminal]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def type_and_kill(browse: Browse, log: Path, home: Path) -> Callable[..., None]:
    """Types words into an entry, which the keys choose, and kills the program once they are on disk."""

    def typed(words: str = "Added.", keys: tuple[str, ...] = ("2",)) -> None:
        terminal = browse(log)
        terminal.wait_for("A slow tree")
        terminal.press(*keys, "e")
        terminal.wait_for("3 Editor")
        terminal.press("ctrl+end")
        terminal.type(f"{words}\r")
        terminal.wait_for(is_kept(home, words.encode()))
        terminal.signal(signal.SIGKILL)
        assert terminal.wait_for_exit() == -signal.SIGKILL

    return typed


@pytest.fixture
def start(start_terminal: Start, log: Path) -> Start:
    """Opens the log again, and waits for what is offered."""

    def started(sign: str = "restore it", **options: object) -> Terminal:
        terminal = start_terminal([*READTUI, str(log)], **options)
        terminal.wait_for(sign)
        return terminal

    return started


def leave_with_nothing_unsaved(terminal: Terminal, home: Path) -> None:
    """Leave the editor, then the program, which asks nothing and keeps nothing."""
    terminal.press("esc")
    terminal.wait_for("3 Editor", gone=True)
    terminal.press("q")
    assert terminal.wait_for_exit() == 0
    assert not unsaved_below(home)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 12)])
def test_it_is_offered_with_its_size_its_time_and_what_differs(
    type_and_kill: Callable[..., None], start: Start, size: tuple[int, int]
) -> None:
    type_and_kill("Two words.")
    terminal = start(size=size)
    terminal.wait_for(lambda screen: "2 words unsaved since" in screen.lines[1])
    terminal.wait_for("+ Two words.")
    assert all(len(line) <= size[0] for line in terminal.lines)
    assert "keep it for later" in terminal.text


def test_it_is_restored_into_the_editor_and_saved_from_there(
    type_and_kill: Callable[..., None], start: Start, log: Path, newest: Path, home: Path
) -> None:
    before = newest.read_bytes()
    type_and_kill()
    terminal = start()
    terminal.press("r")
    terminal.wait_for("* unsaved")
    terminal.wait_for("Added.")
    assert newest.read_bytes() == before  # restored is not saved
    terminal.press("ctrl+s")
    terminal.wait_for("Saved")
    assert newest.read_bytes() == before.replace(b"data structure.\n", b"data structure.\nAdded.\n")
    leave_with_nothing_unsaved(terminal, home)


def test_typed_back_to_what_the_file_holds_it_is_unsaved_no_more(
    type_and_kill: Callable[..., None], start: Start, newest: Path, home: Path
) -> None:
    before = newest.read_bytes()
    type_and_kill()
    terminal = start()
    terminal.press("r")
    terminal.wait_for("* unsaved")
    terminal.press("ctrl+end", *["backspace"] * len("Added.\r"))
    terminal.wait_for("* unsaved", gone=True)
    terminal.press("x")
    terminal.wait_for("* unsaved")
    terminal.press("backspace")
    terminal.wait_for("* unsaved", gone=True)
    terminal.press("ctrl+s")
    terminal.wait_for("Nothing changed, nothing written")
    leave_with_nothing_unsaved(terminal, home)
    assert newest.read_bytes() == before


@pytest.mark.parametrize("key", ["esc", "q"])
def test_it_is_kept_for_later(
    type_and_kill: Callable[..., None], start: Start, log: Path, home: Path, key: str
) -> None:
    type_and_kill()
    terminal = start()
    terminal.press(key)
    terminal.wait_for("1 text is kept for later")
    terminal.press("q")
    assert terminal.wait_for_exit() == 0
    assert len(offered_at(log, home)) == 1
    start().wait_for("+ Added.")


def test_it_is_discarded(type_and_kill: Callable[..., None], start: Start, log: Path, home: Path) -> None:
    type_and_kill()
    terminal = start()
    terminal.press("d")  # a letter that is soon typed by mistake does nothing
    terminal.press("D")
    terminal.wait_for("restore it", gone=True)
    assert not offered_at(log, home)
    assert not unsaved_below(home)


@pytest.mark.parametrize("key", ["ctrl+q", "x", "tab", "enter", "space", "ctrl+s", "ctrl+z", "k", "j", "d", "s"])
def test_no_other_key_loses_it(
    type_and_kill: Callable[..., None], start: Start, log: Path, home: Path, key: str
) -> None:
    type_and_kill()
    terminal = start()
    terminal.press(key)
    if key != "ctrl+q":
        terminal.press("ctrl+q")
    assert terminal.wait_for_exit() == 0
    assert len(offered_at(log, home)) == 1


def test_killed_before_it_is_answered_it_is_offered_again(
    type_and_kill: Callable[..., None], start: Start, log: Path, home: Path
) -> None:
    type_and_kill()
    start().signal(signal.SIGKILL)
    second = start()
    second.press("r")
    second.wait_for("* unsaved")
    second.signal(signal.SIGKILL)
    assert second.wait_for_exit() == -signal.SIGKILL
    assert len(offered_at(log, home)) == 1
    start().wait_for("+ Added.")


def test_of_several_each_is_chosen_by_the_cursor(
    type_and_kill: Callable[..., None], start: Start, log: Path, home: Path, newest: Path
) -> None:
    type_and_kill("First text.")
    terminal = start()
    terminal.press("esc")
    terminal.wait_for("kept for later")
    terminal.press("1", "j", "2", "e")
    terminal.wait_for("3 Editor On keys")
    terminal.press("ctrl+end")
    terminal.type("Second text.\r")
    terminal.wait_for(is_kept(home, b"Second text."))
    terminal.signal(signal.SIGKILL)
    terminal.wait_for_exit()
    terminal = start()
    terminal.wait_for("1/2")
    terminal.wait_for("+ Second text.")  # the latest is the first
    terminal.press("j")
    terminal.wait_for("+ First text.")
    terminal.press("r")
    terminal.wait_for("+ Second text.")  # the other is still to be decided
    terminal.press("r")
    terminal.wait_for("3 Editor On keys")
    terminal.press("ctrl+q", "s")
    assert terminal.wait_for_exit() == 0
    assert b"First text." in newest.read_bytes()
    assert b"Second text." in newest.with_name("2020-07-04-what-i-read.md").read_bytes()
    assert not offered_at(log, home)


def test_where_others_changed_the_entry_a_save_merges(
    type_and_kill: Callable[..., None], start: Start, newest: Path
) -> None:
    type_and_kill()
    others = newest.read_bytes().replace(b"**Speaker**: Ann Lee", b"**Speaker**: Ann Leigh")
    newest.write_bytes(others)
    terminal = start()
    terminal.wait_for("others changed it since")
    terminal.press("r")
    terminal.wait_for("* unsaved")
    terminal.press("ctrl+s")
    terminal.wait_for("Saved")
    assert newest.read_bytes() == others.replace(b"data structure.\n", b"data structure.\nAdded.\n")


def test_where_others_changed_the_same_line_a_save_asks(
    type_and_kill: Callable[..., None], start: Start, newest: Path
) -> None:
    type_and_kill()
    others = newest.read_bytes().replace(b"is a data structure.\n", b"is a queue.\n")
    newest.write_bytes(others)
    terminal = start()
    terminal.press("r")
    terminal.wait_for("* unsaved")
    terminal.press("ctrl+s")
    terminal.wait_for("Others changed what you edited")
    assert newest.read_bytes() == others


def test_where_its_entry_is_gone_nothing_is_lost(
    type_and_kill: Callable[..., None], start: Start, log: Path, newest: Path, home: Path
) -> None:
    type_and_kill()
    source = newest.read_bytes()
    begin, end = source.index(b"## [Talk]"), source.index(b"## [Book]")
    newest.write_bytes(source[:begin] + source[end:])
    terminal = start()
    terminal.wait_for("Added.")
    terminal.press("r")
    terminal.wait_for("3 Editor Trees that wait")
    terminal.wait_for("Added.")
    terminal.press("ctrl+s")
    terminal.wait_for("Others changed what you edited")
    terminal.press("b")
    terminal.wait_for("Saved")
    assert b"Added." in newest.read_bytes()


def test_where_its_file_is_gone_it_is_made_again_if_the_reader_says_so(
    type_and_kill: Callable[..., None], start: Start, newest: Path
) -> None:
    type_and_kill()
    before = newest.read_bytes()
    newest.unlink()
    terminal = start()
    terminal.press("r")
    terminal.wait_for("3 Editor Trees that wait")
    terminal.press("ctrl+s")
    terminal.wait_for("make the file again")
    terminal.press("m")
    terminal.wait_for(lambda _: newest.exists())
    assert newest.read_bytes() == before.replace(b"data structure.\n", b"data structure.\nAdded.\n")


def test_where_there_is_no_room_it_waits_for_a_larger_screen(
    type_and_kill: Callable[..., None], start: Start, log: Path, home: Path
) -> None:
    type_and_kill()
    terminal = start("readtui needs", size=(30, 8))
    terminal.press("r", "D")
    terminal.resize(80, 24)
    terminal.wait_for("restore it")
    terminal.wait_for("+ Added.")
    assert offered_at(log, home)


def test_what_another_readtui_types_is_told_and_left_alone(
    browse: Browse, start: Start, log: Path, newest: Path, home: Path
) -> None:
    first = browse(log)
    first.press("2", "e")
    first.wait_for("3 Editor")
    first.press("ctrl+end")
    first.type("Theirs.\r")
    first.wait_for(is_kept(home, b"Theirs."))
    second = start("Another readtui")
    assert "holds unsaved text of" in second.text
    assert "restore it" not in second.text
    second.press("q")
    assert second.wait_for_exit() == 0
    first.press("ctrl+s")
    first.wait_for("Saved")
    assert b"Theirs." in newest.read_bytes()


def test_two_texts_for_one_entry_are_restored_one_after_the_other(
    browse: Browse, start: Start, log: Path, newest: Path, home: Path
) -> None:
    sessions = [browse(log), browse(log)]
    for terminal, words in zip(sessions, ("From one.", "From the other."), strict=True):
        terminal.press("2", "e")
        terminal.wait_for("3 Editor")
        terminal.press("ctrl+end")
        terminal.type(f"{words}\r")
        terminal.wait_for(is_kept(home, words.encode()))
    for terminal in sessions:
        terminal.signal(signal.SIGKILL)
        terminal.wait_for_exit()
    terminal = start()
    terminal.wait_for("1/2")
    terminal.press("r")
    terminal.wait_for("1/2", gone=True)
    terminal.press("r")
    terminal.wait_for("save that first")
    terminal.press("esc")
    terminal.wait_for("1 text is kept for later")
    terminal.wait_for("3 Editor")
    terminal.press("ctrl+s")
    terminal.wait_for("Saved")
    terminal.press("ctrl+q")
    assert terminal.wait_for_exit() == 0
    terminal = start()
    terminal.press("r")
    terminal.wait_for("3 Editor")
    terminal.press("ctrl+s")
    terminal.wait_for("Others changed what you edited")  # the first text stands where the second would
    terminal.press("b")
    terminal.wait_for("Saved")
    assert b"From one." in newest.read_bytes()
    assert b"From the other." in newest.read_bytes()
    assert not offered_at(log, home)


def test_where_nothing_was_left_nothing_is_asked(browse: Browse, log: Path, home: Path) -> None:
    terminal = browse(log)
    terminal.press("2", "e")
    terminal.wait_for("3 Editor")
    terminal.press("ctrl+end")
    terminal.type("x\r")
    terminal.wait_for("* unsaved")
    terminal.press("ctrl+s")
    terminal.wait_for("Saved")
    terminal.press("esc")
    terminal.wait_for("3 Editor", gone=True)
    terminal.press("q")
    assert terminal.wait_for_exit() == 0
    again = browse(log)
    again.press("2")
    again.wait_for("Trees that wait")
    again.press("q")
    assert again.wait_for_exit() == 0
    assert not unsaved_below(home)


def test_keeping_on_the_way_out_has_the_next_start_offer_it(
    browse: Browse, start: Start, log: Path, newest: Path, home: Path
) -> None:
    before = newest.read_bytes()
    for answer in ("k", "ctrl+q"):
        terminal = browse(log) if answer == "k" else start()
        if answer == "ctrl+q":
            terminal.press("r")
            terminal.wait_for("* unsaved")
        else:
            terminal.press("2", "e")
            terminal.wait_for("3 Editor")
            terminal.type("Kept on the way out. ")
            terminal.wait_for("* unsaved")
        terminal.press("ctrl+q")
        terminal.wait_for("keep and quit")
        terminal.press(answer)
        assert terminal.wait_for_exit() == 0
        assert len(offered_at(log, home)) == 1
        assert newest.read_bytes() == before


def test_discarding_on_the_way_out_does_not_offer_it(browse: Browse, log: Path, home: Path) -> None:
    terminal = browse(log)
    terminal.press("2", "e")
    terminal.wait_for("3 Editor")
    terminal.type("Not kept. ")
    terminal.wait_for(is_kept(home, b"Not kept."))
    terminal.press("ctrl+q")
    terminal.wait_for("discard and quit")
    terminal.press("D")
    assert terminal.wait_for_exit() == 0
    assert not offered_at(log, home)


@pytest.mark.parametrize("number", [None, signal.SIGTERM, signal.SIGHUP])
def test_a_demo_leaves_nothing_behind(
    start_terminal: Start, tmp_path: Path, home: Path, number: signal.Signals | None
) -> None:
    (tmp_path / "tmp").mkdir()
    terminal = start_terminal([*READTUI, "demo"], env={"TMPDIR": str(tmp_path / "tmp")})
    terminal.wait_for("enter Open")
    terminal.press("2", "e")
    terminal.wait_for("3 Editor")
    terminal.type("Thrown away. ")
    terminal.wait_for("* unsaved")
    if number is None:
        terminal.press("ctrl+q")
        terminal.wait_for("what was typed is lost")
        assert "keep and quit" not in terminal.text
        terminal.press("D")
    else:
        terminal.signal(number)
    assert terminal.wait_for_exit() == (128 + number if number else 0)
    assert not [*(tmp_path / "tmp").iterdir()]
    assert not unsaved_below(home)
