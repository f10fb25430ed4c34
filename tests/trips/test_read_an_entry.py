"""Reading: what the detail tells, rendered and as source."""

from collections.abc import Callable
from pathlib import Path

from terminal import Terminal

Browse = Callable[..., Terminal]


def test_title_kind_people_address_and_note(browse: Browse, log: Path) -> None:
    terminal = browse(log)
    for shown in (
        "Trees that wait",
        "Talk · Speaker: Ann Lee",
        "https://talks.example.org/trees",
        "A slow tree is still a tree.",
        "See the slides",
        "<https://example.org/slides>",
        "▌ In my words",
    ):
        terminal.wait_for(shown)


def test_source_and_back(browse: Browse, log: Path) -> None:
    terminal = browse(log)
    terminal.wait_for("A slow tree is still")
    terminal.press("v")
    terminal.wait_for("A slow tree is **still** a")
    terminal.wait_for("## [Talk] [Trees that wait]")
    terminal.press("v")
    terminal.wait_for("A slow tree is still")


def test_an_entry_without_a_kind_shows_none(browse: Browse, log: Path) -> None:
    terminal = browse(log)
    terminal.wait_for("A slow tree")
    terminal.press("2", "G")
    terminal.wait_for("Third and last.")
    terminal.wait_for("Author: Cy Roe")


def test_a_kind_from_the_section_stands_in_brackets(browse: Browse, tmp_path: Path) -> None:
    (tmp_path / "2020-07-11.md").write_bytes(
        b"# Articles\n\n- [One](https://a.example/1): good\n- [Two](https://a.example/2): better\n"
    )
    browse(tmp_path).wait_for("(Articles)")


def test_capital_keys_scroll_the_detail_from_a_list(browse: Browse, tmp_path: Path) -> None:
    lines = "\n\n".join(f"Paragraph {number}." for number in range(60))
    (tmp_path / "2020-07-11.md").write_bytes(lines.encode())
    terminal = browse(tmp_path)
    terminal.wait_for("Paragraph 0.")
    terminal.press("J", "J", "J", "J", "J", "J")
    terminal.wait_for("Paragraph 0.", gone=True)
    terminal.press("K", "K", "K", "K", "K", "K")
    terminal.wait_for("Paragraph 0.")


def test_zoom(browse: Browse, log: Path) -> None:
    terminal = browse(log)
    terminal.wait_for("A slow tree")
    terminal.press("2", "z")
    terminal.wait_for(lambda screen: screen.lines[0].startswith(" 2 Entries"))
    terminal.press("esc")
    terminal.wait_for(lambda screen: screen.lines[0].startswith(" 1 Weeks"))


def test_markup_in_a_post_is_only_text(browse: Browse, tmp_path: Path) -> None:
    (tmp_path / "2020-07-11.md").write_bytes(
        b'+++\ntitle = "[red]T[/] [@click=app.quit]x[/]"\ndate = 2020-07-11\n+++\n\n'
        b"## [Talk] [[bold]JAX[/bold]](https://example.org/[x])\n\narray[0] = x[i] [/] [@click=app.quit]go[/]\n"
    )
    terminal = browse(tmp_path)
    terminal.press("2", "k")
    terminal.wait_for("[red]T[/] [@click=app.quit]x[/]")
    terminal.wait_for("array[0] = x[i] [/]")
