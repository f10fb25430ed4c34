"""The editor shows what the parts of its markdown are, in the terminal's sixteen colours, where it is able to."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readtui.tui.texts.syntax import LARGEST, Syntax
from terminal import Terminal

Browse = Callable[..., Terminal]

_WITHOUT = "raise ImportError('left out')\n"


def editing(terminal: Terminal, keys: Sequence[str] = ("2", "e")) -> Terminal:
    terminal.wait_for("A slow tree")
    terminal.press(*keys)
    terminal.wait_for("3 Editor")
    return terminal


def color_of(terminal: Terminal, words: str) -> str:
    """The colour of words that stand in the editor, and `bold` where they are."""
    row = next(row for row, line in enumerate(terminal.lines) if words in line[33:])
    cell = terminal.screen.buffer[row][terminal.lines[row].index(words, 33)]
    return f"{cell.fg}{' bold' if cell.bold else ''}"


def test_heading_kind_byline_and_quote(browse: Browse, log: Path) -> None:
    terminal = editing(browse(log))
    terminal.wait_for("In my words")
    plain = color_of(terminal, "A slow tree")
    assert color_of(terminal, "[Trees") == "blue bold"
    assert color_of(terminal, "[Talk]") == "cyan bold"
    assert color_of(terminal, "**Speaker**") == f"{plain} bold"
    assert color_of(terminal, "In my words") == "cyan"
    assert plain == "default"


def test_the_front_matter_of_a_whole_post(browse: Browse, log: Path) -> None:
    terminal = editing(browse(log), ["e"])
    terminal.wait_for("title =")
    assert color_of(terminal, "title =") == "cyan"
    assert color_of(terminal, "2020-07-11") == "green"


def test_a_fence_that_is_typed_changes_the_lines_below(browse: Browse, log: Path) -> None:
    terminal = editing(browse(log))
    terminal.wait_for("In my words")
    terminal.press("ctrl+home", *["down"] * 3)
    terminal.type("```\r")
    terminal.wait_for(lambda screen: color_of(screen, "A slow tree") == "green")
    terminal.press("ctrl+z", "ctrl+z")
    terminal.wait_for(lambda screen: color_of(screen, "A slow tree") == "default")


@pytest.mark.parametrize("env", [{"NO_COLOR": "1"}, {"TERM": "vt100"}, {"TERM": "xterm-mono"}])
def test_without_colours_all_is_plain(browse: Browse, log: Path, env: dict[str, str]) -> None:
    terminal = editing(browse(log, env=env))
    terminal.wait_for("In my words")
    assert {color_of(terminal, words) for words in ("[Trees", "[Talk]", "**Speaker**", "In my words")} == {"default"}


def test_without_tree_sitter_it_is_plain_and_works(browse: Browse, log: Path, newest: Path, tmp_path: Path) -> None:
    (tmp_path / "without").mkdir()
    (tmp_path / "without" / "tree_sitter_markdown.py").write_text(_WITHOUT)
    before = newest.read_bytes()
    terminal = editing(browse(log, env={"PYTHONPATH": str(tmp_path / "without")}))
    terminal.wait_for("In my words")
    assert color_of(terminal, "[Trees") == color_of(terminal, "In my words") == "default"
    terminal.type("x")
    terminal.press("ctrl+s")
    terminal.wait_for("Saved")
    assert newest.read_bytes() == before.replace(b"## [Talk]", b"x## [Talk]")


def test_it_is_loaded_by_the_editor_alone(browse: Browse, log: Path, tmp_path: Path) -> None:
    (tmp_path / "told").mkdir()
    (tmp_path / "told" / "tree_sitter_markdown.py").write_text(f"open({str(tmp_path / 'mark')!r}, 'w')\n{_WITHOUT}")
    terminal = browse(log, env={"PYTHONPATH": str(tmp_path / "told")})
    terminal.wait_for("A slow tree")
    terminal.press("j")
    terminal.wait_for("Keys should answer")
    assert not (tmp_path / "mark").exists()
    terminal.press("e")
    terminal.wait_for("3 Editor")
    assert (tmp_path / "mark").exists()


def test_hostile_text_holds_no_key_up(browse: Browse, log: Path) -> None:
    """The grammar of what is in a paragraph takes the square of its length: of this one, minutes."""
    terminal = editing(browse(log))
    terminal.press("ctrl+end")
    terminal.paste("*a **b " * 4_000)
    terminal.type("Typed.")
    terminal.wait_for("Typed.")


@pytest.fixture(scope="module")
def syntax() -> Syntax:
    found = Syntax.installed()
    assert found
    return found


def told(syntax: Syntax, text: str) -> list[tuple[str, str]]:
    lines = text.split("\n")
    return [(look, lines[row][start:end]) for row, parts in syntax.looks(lines).items() for start, end, look in parts]


def test_places_count_characters(syntax: Syntax) -> None:
    assert ("strong", "**é漢**") in told(syntax, "漢字 **é漢** and")
    assert ("url", "https://e.example/é") in told(syntax, "> é [漢](https://e.example/é)")


def test_yaml_has_its_keys(syntax: Syntax) -> None:
    assert told(syntax, "---\ntitle: a\ndraft: true\n---\n")[-2:] == [("kind", "title"), ("kind", "draft")]


def test_a_long_text_has_none(syntax: Syntax) -> None:
    assert told(syntax, "# A\n" + "b" * LARGEST) == []


@given(st.text(st.sampled_from("#>*_`[]()!~-+=:\\ \n\tab\"'<&é漢|1."), max_size=80))
def test_any_text_has_looks_within_its_lines(syntax: Syntax, text: str) -> None:
    lines = text.split("\n")
    for row, parts in syntax.looks(lines).items():
        for start, end, _ in parts:
            assert 0 <= start <= len(lines[row])
            assert end is None or start < end <= len(lines[row])
