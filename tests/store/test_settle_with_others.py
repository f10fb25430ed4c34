"""Typed text is saved beside what others did to the post, whatever they did: no line that anybody wrote is lost."""

import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from readtui.model.unsaved import UnsavedText
from readtui.store.faults import Conflict, NotEditable, Refused, WouldLoseEntry
from readtui.store.folder import LogFolder
from readtui.store.unsaved.saving import save_text, settle

EXAMPLES = 2_000 if os.environ.get("READTUI_LONG") else 250
PATH = "2020-07-11.md"
HEAD = b'+++\ntitle = "Read"\ndate = 2020-07-11\n+++\n\n'


def entry(number: int, *notes: bytes) -> list[bytes]:
    return [b"## [T%d](https://t.example/%d)\n" % (number, number), b"\n", *notes, b"\n"]


BASE = [line for number in (1, 2, 3) for line in entry(number, b"a%d\n" % number, b"\n", b"b%d\n" % number, b"c\n")]


@st.composite
def edited(draw: st.DrawFn, lines: list[bytes], whose: bytes, first: int, end: int) -> list[bytes]:
    """The lines as somebody leaves them who changes some of them, from `first` to `end`; new lines bear a name."""
    new = list(lines)
    for number in range(draw(st.integers(1, 3))):
        at = draw(st.integers(first, min(end, len(new)) - 1))
        line = b"%s %d\n" % (whose, number)
        match draw(st.integers(0, 3)):
            case 0:
                new.insert(at, line)
            case 1 if not new[at].startswith(b"#"):
                new[at] = line
            case 2 if not new[at].startswith(b"#"):
                del new[at]
                end -= 1
            case _:
                new.insert(at, line)
    return new


@st.composite
def mine_and_theirs(draw: st.DrawFn) -> tuple[int, bytes, bytes]:
    """An entry, what I make of it, and what others make of the post."""
    index = draw(st.integers(1, 3))
    size = len(BASE) // 3
    mine = draw(edited(BASE[(index - 1) * size : index * size - 1], b"mine", 1, size - 1))
    theirs = draw(edited(BASE, b"theirs", 0, len(BASE)))
    if draw(st.booleans()):  # an entry more
        at = size * draw(st.integers(0, 2))
        if theirs[at : at + 1] and theirs[at].startswith(b"##"):
            theirs[at:at] = entry(9, b"theirs 9\n")
    return index, b"".join(mine), HEAD + b"".join(theirs)


def new_lines(text: bytes, whose: bytes) -> set[bytes]:
    return {line for line in text.splitlines() if line.startswith(whose)}


@settings(max_examples=EXAMPLES, deadline=None)
@given(mine_and_theirs())
def test_no_line_is_lost(edit: tuple[int, bytes, bytes]) -> None:
    index, mine, theirs = edit
    with tempfile.TemporaryDirectory() as root:
        folder, file = log_in(root)
        text = UnsavedText.over(folder.open(PATH), index).retyped(mine)
        file.write_bytes(theirs)
        try:
            save_text(folder, text)
        except Conflict as conflict:
            event("asked")
            check_answers(folder, file, text, conflict)
        except WouldLoseEntry:
            event("refused")
            assert file.read_bytes() == theirs
        else:
            event("saved")
            saved = file.read_bytes()
            assert new_lines(mine, b"mine") <= set(saved.splitlines())
            assert new_lines(theirs, b"theirs") <= set(saved.splitlines())


def check_answers(folder: LogFolder, file: Path, text: UnsavedText, conflict: Conflict) -> None:
    theirs = file.read_bytes()
    assert (conflict.base, conflict.mine, conflict.theirs) == (text.source, text.whole, theirs)
    for whose in ("both", "mine"):
        file.write_bytes(theirs)
        settle(folder, text, conflict, whose)  # type: ignore[arg-type]
        saved = set(file.read_bytes().splitlines())
        assert new_lines(text.typed, b"mine") <= saved
        assert whose == "mine" or new_lines(theirs, b"theirs") <= saved


def log_in(root: str) -> tuple[LogFolder, Path]:
    file = Path(root) / PATH
    file.write_bytes(HEAD + b"".join(BASE))
    return LogFolder(Path(root)), file


def test_a_post_that_was_emptied_is_asked_about(tmp_path: Path) -> None:
    folder, file = log_in(str(tmp_path))
    text = UnsavedText.over(folder.open(PATH), 1).retyped(b"## [T1](https://t.example/1)\n\nmine\n")
    file.write_bytes(b"")
    with pytest.raises(Conflict) as asked:
        save_text(folder, text)
    assert asked.value.theirs == b""
    settle(folder, text, asked.value, "mine")
    assert b"mine\n" in file.read_bytes()


def test_a_post_that_is_no_text_any_more_is_left_alone(tmp_path: Path) -> None:
    folder, file = log_in(str(tmp_path))
    text = UnsavedText.over(folder.open(PATH), 1).retyped(b"## [T1](https://t.example/1)\n\nmine\n")
    theirs = file.read_bytes().replace(b"b3", b"\xff")
    file.write_bytes(theirs)
    with pytest.raises(NotEditable):
        save_text(folder, text)
    assert file.read_bytes() == theirs


def test_a_file_that_came_back_is_not_made_over(tmp_path: Path) -> None:
    folder, file = log_in(str(tmp_path))
    text = UnsavedText.over(folder.open(PATH), 1).retyped(b"## [T1](https://t.example/1)\n\nmine\n")
    file.unlink()
    with pytest.raises(Conflict) as asked:
        save_text(folder, text)
    file.write_bytes(b"Another.\n")
    with pytest.raises(Refused):
        settle(folder, text, asked.value, "mine")
    assert file.read_bytes() == b"Another.\n"
