"""What was typed of a new entry and not added is kept, and offered by the next start as text of its post."""

import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from readtui.model.unsaved import UnsavedText
from readtui.store.unsaved.textrecord import TextRecord
from terminal import Terminal
from unsaved_on_disk import is_kept, offered_at, unsaved_below

Browse = Callable[..., Terminal]
Start = Callable[..., Terminal]

_WORDS = "https://example.org/thing\rA thing\rTalk\rSpeaker: Di Fox and Ed Orr"
_ENTRY = b"\n## [Talk] [A thing](https://example.org/thing)\n**Speaker**: Di Fox and Ed Orr\n"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def adding(browse: Browse, log: Path, home: Path) -> Callable[..., Terminal]:
    """Types words into the lines of a new entry, and waits until they are on disk."""

    def typed(words: str = _WORDS, kept: bytes = _ENTRY) -> Terminal:
        terminal = browse(log)
        terminal.wait_for("A slow tree")
        terminal.press("a")
        terminal.wait_for("Add an entry")
        terminal.type(words)
        terminal.wait_for(is_kept(home, kept))
        return terminal

    return typed


@pytest.fixture
def start(start_terminal: Start, log: Path) -> Start:
    """Opens the log again, and waits for what is offered."""

    def started(sign: str = "restore it", **options: object) -> Terminal:
        terminal = start_terminal([sys.executable, "-m", "readtui", str(log)], **options)
        terminal.wait_for(sign)
        return terminal

    return started


def kill(terminal: Terminal) -> None:
    terminal.signal(signal.SIGKILL)
    assert terminal.wait_for_exit() == -signal.SIGKILL


def leave(terminal: Terminal) -> None:
    """Leave the editor and the program, with nothing unsaved."""
    terminal.press("esc")
    terminal.wait_for("3 Editor", gone=True)
    terminal.press("q")
    assert terminal.wait_for_exit() == 0


def test_killed_while_it_is_typed_it_is_offered_and_saved(
    adding: Callable[..., Terminal], start: Start, newest: Path, home: Path
) -> None:
    before = newest.read_bytes()
    kill(adding())
    terminal = start()
    terminal.wait_for("+ ## [Talk] [A thing](https://example.org/thing)")
    terminal.press("r")
    terminal.wait_for("* unsaved")
    terminal.press("ctrl+end")
    terminal.wait_for("Speaker**: Di Fox and Ed Orr")
    assert newest.read_bytes() == before  # restored is not saved
    terminal.press("ctrl+s")
    terminal.wait_for("Saved")
    assert newest.read_bytes() == before + _ENTRY
    leave(terminal)
    assert not unsaved_below(home)


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("https://exa", b"\n## [https://exa](https://exa)\n"),
        ("\rA thi", b"\n## A thi\n"),
        ("ww w\rA thi\rEss", b"\n## [Ess] [A thi](ww w)\n"),
        ("\r\r\rDi Fox; Ed", b"\nDi Fox; Ed\n"),
        ("https://example.org/thing\rA [t] *g\rTalk\rDi", b"\n## [Talk] [A [t] *g](https://example.org/thing)\n**Spea"),
    ],
    ids=["link", "title", "no-link", "credit", "marks"],
)
def test_what_is_half_typed_is_kept_with_every_word(
    adding: Callable[..., Terminal], log: Path, home: Path, words: str, kept: bytes
) -> None:
    kill(adding(words, kept))
    (text,) = offered_at(log, home)
    assert kept in text


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM, None])
def test_told_to_end_it_is_kept_at_once(
    browse: Browse, start: Start, log: Path, home: Path, number: signal.Signals | None
) -> None:
    """None: its terminal is closed."""
    terminal = browse(log)
    terminal.press("a")
    terminal.wait_for("Add an entry")
    terminal.type(_WORDS)
    terminal.wait_for("Ed Orr")
    if number is None:
        terminal.hang_up()
    else:
        terminal.signal(number)
    assert terminal.wait_for_exit() == 128 + (number or signal.SIGHUP)
    assert len(offered_at(log, home)) == 1
    start().wait_for("+ **Speaker**: Di Fox and Ed Orr")


def test_left_by_esc_it_is_kept_for_the_next_start(adding: Callable[..., Terminal], log: Path, home: Path) -> None:
    terminal = adding()
    terminal.press("esc")
    terminal.wait_for("Kept, but not added")
    kill(terminal)
    (text,) = offered_at(log, home)
    assert text.endswith(_ENTRY)


@pytest.fixture
def left(adding: Callable[..., Terminal]) -> Terminal:
    """A new entry was typed and left by esc."""
    terminal = adding()
    terminal.press("esc")
    terminal.wait_for("Kept, but not added")
    return terminal


def test_quitting_asks_and_keeps(left: Terminal, log: Path, home: Path, newest: Path) -> None:
    before = newest.read_bytes()
    left.press("q")
    left.wait_for("A new entry was typed and is not added")
    left.press("k")
    assert left.wait_for_exit() == 0
    assert len(offered_at(log, home)) == 1
    assert newest.read_bytes() == before


def test_quitting_asks_and_discards(left: Terminal, log: Path, home: Path, newest: Path) -> None:
    before = newest.read_bytes()
    left.press("q")
    left.wait_for("discard and quit")
    left.press("D")
    assert left.wait_for_exit() == 0
    assert not offered_at(log, home)
    assert newest.read_bytes() == before
    assert list(home.glob("state/readtui/logs/*/unsaved/discarded/*.text"))


def test_quitting_asks_and_adds_it_to_the_post_it_was_typed_for(left: Terminal, home: Path, newest: Path) -> None:
    before = newest.read_bytes()
    left.press("1", "j", "q")
    left.wait_for("save and quit")
    left.press("s")
    assert left.wait_for_exit() == 0
    assert newest.read_bytes() == before + _ENTRY
    assert not unsaved_below(home)


def test_what_cannot_be_added_on_the_way_out_keeps_the_program_open(
    adding: Callable[..., Terminal], newest: Path, home: Path
) -> None:
    before = newest.read_bytes()
    terminal = adding("\rA thi", b"## A thi\n")
    terminal.press("esc")
    terminal.wait_for("Kept, but not added")
    terminal.press("q")
    terminal.wait_for("save and quit")
    terminal.press("s")
    terminal.wait_for("The new entry was not added")
    assert newest.read_bytes() == before
    assert len(unsaved_below(home)) == 1
    terminal.press("a")
    terminal.wait_for("A thi")


def test_ctrl_q_asks_from_where_it_is_typed(adding: Callable[..., Terminal], log: Path, home: Path) -> None:
    terminal = adding()
    terminal.press("ctrl+q")
    terminal.wait_for("A new entry was typed and is not added")
    terminal.press("ctrl+q")
    assert terminal.wait_for_exit() == 0
    assert len(offered_at(log, home)) == 1


def test_once_it_is_added_nothing_is_offered(adding: Callable[..., Terminal], log: Path, home: Path) -> None:
    terminal = adding()
    terminal.press("enter")
    terminal.wait_for("3 Editor A thing")
    terminal.wait_for(lambda _: not unsaved_below(home))
    kill(terminal)
    assert not offered_at(log, home)


def test_once_it_is_emptied_nothing_is_offered(adding: Callable[..., Terminal], log: Path, home: Path) -> None:
    terminal = adding("https://exa", b"https://exa")
    terminal.type("\x7f" * len("https://exa"))
    terminal.wait_for(lambda _: not unsaved_below(home))
    terminal.press("esc")
    terminal.wait_for("Add an entry", gone=True)
    terminal.press("q")
    assert terminal.wait_for_exit() == 0
    assert not offered_at(log, home)


def test_what_cannot_be_written_stays_kept(
    adding: Callable[..., Terminal], log: Path, home: Path, newest: Path
) -> None:
    terminal = adding()
    newest.chmod(0o444)
    terminal.press("enter")
    terminal.wait_for("read-only")
    kill(terminal)
    assert len(offered_at(log, home)) == 1


def test_it_goes_with_the_reader_to_another_post(left: Terminal, log: Path, home: Path) -> None:
    left.press("1", "j", "a")
    left.wait_for("(June 28 - July 4)")
    left.press("esc")
    left.wait_for("Kept, but not added")
    left.wait_for(lambda _: [b"On keys" in text for text in wholes_below(home)] == [True])
    kill(left)
    (text,) = offered_at(log, home)
    assert b"On keys" in text
    assert text.endswith(_ENTRY)


@pytest.fixture
def left_beside(left: Terminal, log: Path, home: Path) -> Callable[..., None]:
    """With the new entry left by esc, words are typed elsewhere in its post, and the program is killed."""

    def typed(*keys: str) -> None:
        left.press(*keys)
        left.wait_for("3 Editor")
        left.press("ctrl+home", *["down"] * (7 if "1" in keys else 2))
        left.type("Beside. ")
        left.wait_for(is_kept(home, b"Beside. "))
        kill(left)
        both = offered_at(log, home)
        assert len(both) == 2
        assert sum(text.endswith(_ENTRY) for text in both) == 1

    return typed


def save_and_leave_editor(terminal: Terminal) -> None:
    terminal.wait_for("3 Editor")
    terminal.press("ctrl+s")
    terminal.wait_for("Saved")
    terminal.press("esc")
    terminal.wait_for("3 Editor", gone=True)


def test_text_of_another_entry_is_kept_beside_it(left_beside: Callable[..., None], start: Start, newest: Path) -> None:
    before = newest.read_bytes()
    left_beside("2", "e")
    terminal = start()
    terminal.wait_for("1/2")
    terminal.press("r", "r")
    save_and_leave_editor(terminal)
    terminal.press("2", "j", "e")
    save_and_leave_editor(terminal)
    assert newest.read_bytes().replace(b"Beside. ", b"", 1) == before + _ENTRY
    assert b"Beside. " in newest.read_bytes()


def test_text_of_the_whole_post_is_kept_beside_it(
    left_beside: Callable[..., None], start: Start, log: Path, home: Path, newest: Path
) -> None:
    before = newest.read_bytes()
    left_beside("1", "e")
    terminal = start()
    terminal.wait_for("1/2")
    terminal.press("r")
    terminal.wait_for("1/2", gone=True)
    terminal.press("r")
    terminal.wait_for("already: save that first")  # both are of the whole post now: one at a time
    terminal.press("esc")
    save_and_leave_editor(terminal)
    terminal.press("q")
    assert terminal.wait_for_exit() == 0
    assert len(offered_at(log, home)) == 1
    terminal = start()
    terminal.press("r")
    save_and_leave_editor(terminal)
    assert newest.read_bytes().replace(b"Beside. ", b"", 1) == before + _ENTRY
    assert b"Beside. " in newest.read_bytes()


@pytest.fixture
def both_restored(browse: Browse, start: Start, log: Path, home: Path) -> Terminal:
    """The last entry was edited and then a new one typed, when the program was killed; both were restored."""
    terminal = browse(log)
    terminal.wait_for("A slow tree")
    terminal.press("2", "j", "j", "e")
    terminal.wait_for("3 Editor")
    terminal.press("ctrl+end")
    terminal.type("Beside.")
    terminal.press("esc")
    terminal.wait_for("3 Editor", gone=True)
    terminal.press("a")
    terminal.wait_for("Add an entry")
    terminal.type(_WORDS)
    terminal.wait_for(is_kept(home, _ENTRY))
    kill(terminal)
    terminal = start()
    terminal.press("r", "r")
    terminal.wait_for("3 Editor What I read")
    return terminal


def test_text_of_the_last_entry_does_not_stand_in_its_way(both_restored: Terminal, newest: Path) -> None:
    before = newest.read_bytes()
    save_and_leave_editor(both_restored)
    both_restored.press("2", "G", "k", "e")
    save_and_leave_editor(both_restored)
    assert newest.read_bytes() == before + b"Beside.\n" + _ENTRY


def test_text_of_the_last_entry_does_not_stand_in_its_way_when_all_is_saved(
    both_restored: Terminal, newest: Path
) -> None:
    before = newest.read_bytes()
    both_restored.press("ctrl+q")
    both_restored.wait_for("2 texts")
    both_restored.press("s")
    assert both_restored.wait_for_exit() == 0
    assert newest.read_bytes() == before + b"Beside.\n" + _ENTRY


def test_in_a_week_that_is_new_it_is_written_as_in_others(browse: Browse, log: Path, home: Path) -> None:
    terminal = browse(log)
    terminal.press("A")
    terminal.wait_for("2020-W28, a day")
    terminal.type("2020-07-15\r")
    terminal.wait_for("Made ")
    terminal.press("a")
    terminal.wait_for("Add an entry")
    terminal.type(_WORDS)
    terminal.wait_for(is_kept(home, _ENTRY.lstrip()))
    kill(terminal)


def test_both_can_be_gone_on_with_in_any_order(left: Terminal, start: Start, home: Path, newest: Path) -> None:
    left.press("2", "e")
    left.wait_for("3 Editor")
    left.type("Beside. ")
    left.wait_for(is_kept(home, b"Beside. "))
    kill(left)
    terminal = start()
    terminal.press("r", "r")
    terminal.wait_for("3 Editor")
    terminal.press("esc")
    terminal.wait_for("3 Editor", gone=True)
    for keys in (("2", "e"), ("1", "e")):
        terminal.press(*keys)
        terminal.wait_for("3 Editor")
        terminal.press("esc")
        terminal.wait_for("3 Editor", gone=True)
    terminal.press("q")
    terminal.wait_for("2 texts")
    terminal.press("s")
    assert terminal.wait_for_exit() == 0
    assert newest.read_bytes().endswith(_ENTRY)
    assert b"Beside. " in newest.read_bytes()


def test_what_others_wrote_meanwhile_stays(left: Terminal, start: Start, log: Path, home: Path, newest: Path) -> None:
    theirs = newest.read_bytes().replace(b"Talks, mostly.", b"Talks, and a book.")
    newest.write_bytes(theirs)
    left.wait_for(lambda _: any(b"and a book" in text for text in wholes_below(home)))
    kill(left)
    last = theirs.replace(b"> In my words", b"> In her words")
    newest.write_bytes(last)
    terminal = start()
    terminal.wait_for("others changed it since")
    terminal.press("r")
    terminal.wait_for("3 Editor")
    terminal.press("ctrl+s")
    terminal.wait_for("Saved")
    assert newest.read_bytes() == last + _ENTRY


def test_it_follows_its_post_to_another_name(left: Terminal, log: Path, home: Path, newest: Path) -> None:
    before = newest.read_bytes()
    newest.rename(newest.with_name("2020-07-12-renamed.md"))
    left.press("2")
    left.wait_for(lambda _: any("renamed" in path for path in paths_below(home)))
    left.press("q")
    left.wait_for("save and quit")
    left.press("s")
    assert left.wait_for_exit() == 0
    assert newest.with_name("2020-07-12-renamed.md").read_bytes() == before + _ENTRY


def wholes_below(home: Path) -> list[bytes]:
    """The whole posts with what is unsaved in them, also of sessions that run."""
    return [text.whole for text in kept_below(home)]


def paths_below(home: Path) -> list[str]:
    return [text.path for text in kept_below(home)]


def kept_below(home: Path) -> list[UnsavedText]:
    """What is unsaved, also in sessions that run."""
    texts = []
    for file in home.glob("state/readtui/logs/*/unsaved/[0-9]*/*.text"):
        with suppress(FileNotFoundError):  # a later version has taken its place
            texts.append(TextRecord.read(file).text)
    return texts
