"""E and ctrl+g: the reader's own editor, at the entry's line, and back."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from terminal import Terminal

Browse = Callable[..., Terminal]

_EDITOR = """
import sys
from pathlib import Path
path = Path(sys.argv[-1])
Path(sys.argv[1]).write_text(repr(sys.argv[2:]))
path.write_bytes(path.read_bytes().replace(b"A slow tree", b"A swift tree"))
"""


@pytest.fixture
def editor(tmp_path: Path) -> dict[str, str]:
    """An environment whose $VISUAL notes how it was called and changes two words; it is called nano."""
    script, told = tmp_path / "editor.py", tmp_path / "told"
    script.write_text(_EDITOR)
    program = tmp_path / "nano"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} {script} {told} "$@"\n')
    program.chmod(0o755)
    return {"VISUAL": str(program)}


def test_the_post_opens_at_the_entry_and_is_read_again(
    browse: Browse, log: Path, newest: Path, editor: dict[str, str], tmp_path: Path
) -> None:
    terminal = browse(log, env=editor)
    terminal.wait_for("A slow tree")
    terminal.press("2", "E")
    terminal.wait_for("A swift tree")
    assert (tmp_path / "told").read_text() == repr(["+12", str(newest)])


def test_the_text_in_the_editor_goes_out_and_comes_back(
    browse: Browse, log: Path, newest: Path, editor: dict[str, str]
) -> None:
    before = newest.read_bytes()
    terminal = browse(log, env=editor)
    terminal.press("2", "e")
    terminal.wait_for("3 Editor")
    terminal.press("ctrl+g")
    terminal.wait_for("A swift tree")
    assert newest.read_bytes() == before
    terminal.press("ctrl+s")
    terminal.wait_for("Saved")
    assert newest.read_bytes() == before.replace(b"A slow tree", b"A swift tree")


def test_an_editor_that_is_not_there_is_named(browse: Browse, log: Path) -> None:
    terminal = browse(log, env={"VISUAL": "/nowhere/vim -n"})
    terminal.wait_for("A slow tree")
    terminal.press("E")
    terminal.wait_for("vim could not be started")
    terminal.press("j")
    terminal.wait_for("Keys should answer at once.")


def test_undo_after_it_cannot_mix_line_ends(
    browse: Browse, log: Path, newest: Path, editor: dict[str, str], tmp_path: Path
) -> None:
    script = tmp_path / "editor.py"
    script.write_text(_EDITOR.replace('b"A swift tree"', 'b"A swift tree").replace(b"\\r\\n", b"\\n"'))
    source = newest.read_bytes().replace(b"\n", b"\r\n")
    newest.write_bytes(source)
    terminal = browse(log, env=editor)
    terminal.wait_for("A slow tree")
    terminal.press("e")
    terminal.wait_for("3 Editor")
    terminal.press("ctrl+g")
    terminal.wait_for("* unsaved")
    terminal.press("ctrl+z", "ctrl+s")
    terminal.wait_for("Saved")
    assert newest.read_bytes() == source.replace(b"A slow tree", b"A swift tree").replace(b"\r\n", b"\n")


def test_what_a_failing_editor_wrote_is_kept(browse: Browse, log: Path, editor: dict[str, str], tmp_path: Path) -> None:
    program = tmp_path / "nano"
    program.write_text(program.read_text().replace("exec ", "") + "exit 3\n")
    terminal = browse(log, env=editor | {"TMPDIR": str(tmp_path)})
    terminal.press("2", "e")
    terminal.wait_for("3 Editor")
    terminal.press("ctrl+g")
    terminal.wait_for("ended with code 3")
    assert any(b"A swift tree" in path.read_bytes() for path in tmp_path.glob("readtui-*/*.md"))
