"""Searching the log: `/` narrows it as one types, and leads back to where one was."""

from collections.abc import Callable
from pathlib import Path

from benchmarks.genlog import write_log
from terminal import Terminal

Browse = Callable[..., Terminal]


def weeks(terminal: Terminal) -> list[str]:
    """The dates of the weeks that are listed."""
    rows = [line.split("│")[0] for line in terminal.lines[1:] if "│" in line]
    return [row[1:16].strip() for row in rows if row.strip()]


def test_the_weeks_and_entries_narrow_while_one_types(browse: Browse, log: Path) -> None:
    terminal = browse(log)
    terminal.wait_for("A slow tree")
    terminal.press("/")
    terminal.wait_for("Words, ")
    terminal.type("kEy")
    terminal.wait_for("Keys should answer at once.")
    terminal.wait_for("1 hit in 1 post")
    assert weeks(terminal) == ["2020 Jun 28–04"]
    terminal.press("enter")
    terminal.wait_for("enter Open")
    terminal.press("esc")
    terminal.wait_for("A slow tree")
    terminal.wait_for("kEy", gone=True)
    assert len(weeks(terminal)) == 2


def cells(terminal: Terminal) -> list[tuple[object, ...]]:
    """Each cell that shows something, and how it looks."""
    screen = terminal.screen
    places = ((row, column) for row in range(screen.lines) for column in range(screen.columns))
    return [(*place, *cell) for place in places if (cell := screen.buffer[place[0]][place[1]]).data != " "]


def test_from_the_first_character_on_all_is_as_if_drawn_from_nothing(browse: Browse, log: Path) -> None:
    terminal = browse(log)
    terminal.wait_for("A slow tree")
    terminal.press("/")
    terminal.wait_for("Words, ")
    for character, told in (("s", "4 hits in 2 posts"), ("l", "1 hit in 1 post"), ("x", "Nothing fits")):
        terminal.type(character)
        terminal.wait_for(told)
        shown = cells(terminal)
        terminal.resize(39, 9)
        terminal.wait_for("readtui needs")
        terminal.resize(80, 24)
        terminal.wait_for(told)
        terminal.wait_for(lambda screen, shown=shown: cells(screen) == shown)  # type: ignore[misc]


def test_a_search_that_is_kept_stands_until_it_is_left(browse: Browse, log: Path) -> None:
    terminal = browse(log)
    terminal.wait_for("A slow tree")
    terminal.type("/kind:book")
    terminal.wait_for("1 hit in 1 post")
    terminal.press("esc")
    terminal.wait_for("enter Open")
    assert weeks(terminal) == ["2020 Jul 05–11"]
    terminal.press("2")
    terminal.wait_for(lambda screen: "The long line" in screen.lines[2] and "Nothing to see" not in screen.text)
    terminal.press("esc", "esc")
    terminal.wait_for("Nothing to see")
    terminal.wait_for("A slow tree")


def test_keys_that_come_behind_a_search_act_on_what_it_finds(browse: Browse, log: Path) -> None:
    terminal = browse(log)
    terminal.wait_for("A slow tree")
    terminal.send(b"/answer\rd")
    terminal.wait_for("Delete the post")
    terminal.wait_for("June 28 - July 4")
    terminal.press("esc")


def test_n_walks_the_hits_across_posts_and_round(browse: Browse, log: Path) -> None:
    terminal = browse(log)
    terminal.wait_for("A slow tree")
    terminal.type("/kind:talk")
    terminal.wait_for("1 hit in 1 post")
    terminal.press("esc")
    terminal.wait_for("enter Open")
    terminal.press("/")
    terminal.wait_for("enter To the hits")
    terminal.press(*["backspace"] * 4)
    terminal.type("paper")
    terminal.wait_for("Keys should answer")
    terminal.press("ctrl+u")
    terminal.type("example -book")
    terminal.wait_for("3 hits in 2 posts")
    terminal.press("enter")
    terminal.wait_for("A slow tree")
    for shown in ("Third and last", "Keys should", "A slow tree"):
        terminal.press("n")
        terminal.wait_for(shown)
    terminal.wait_for("on from the first")
    terminal.press("N")
    terminal.wait_for("Keys should")


def test_a_hit_that_is_gone_to_can_be_seen(browse: Browse, log: Path, newest: Path) -> None:
    newest.write_bytes(newest.read_bytes() + b"\nMore.\n" * 40 + b"\nA heron.\n")
    terminal = browse(log)
    terminal.wait_for("A slow tree")
    terminal.type("/heron")
    terminal.wait_for("1 hit in 1 post")
    terminal.wait_for("Third and last")
    assert "A heron" not in terminal.text
    terminal.press("enter", "n")
    terminal.wait_for("A heron")
    terminal.wait_for("hit 1 of 1")


def test_what_changed_outside_of_a_search_is_found_by_the_next(browse: Browse, log: Path, newest: Path) -> None:
    terminal = browse(log)
    terminal.wait_for("A slow tree")
    terminal.type("/keys")
    terminal.wait_for("1 hit in 1 post")
    terminal.press("esc", "esc")
    terminal.wait_for("/ keys", gone=True)
    newest.write_bytes(newest.read_bytes().replace(b"Nothing to see", b"A heron to see"))
    terminal.wait_for("A heron to see")
    terminal.type("/heron")
    terminal.wait_for("1 hit in 1 post")
    terminal.press("ctrl+u")
    terminal.type('"nothing to see"')
    terminal.wait_for("Nothing fits")


def test_a_title_that_others_change_in_another_post_is_found_while_a_search_stands(browse: Browse, log: Path) -> None:
    terminal = browse(log)
    terminal.wait_for("A slow tree")
    terminal.type("/potoroo")
    terminal.wait_for("Nothing fits")
    other = log / "content" / "post" / "2020-07-04-what-i-read.md"
    other.write_bytes(other.read_bytes().replace(b"On keys", b"On a potoroo"))
    terminal.wait_for("1 hit in 1 post")
    terminal.wait_for("Keys should answer")


def test_in_a_search_the_choice_stays_on_what_fits(browse: Browse, log: Path, newest: Path) -> None:
    newest.write_bytes(
        newest.read_bytes() + b"\n## [Talk] [The last](https://example.org/last)\n**Speaker**: Di Fu\n\nOver.\n"
    )
    terminal = browse(log)
    terminal.wait_for("A slow tree")
    terminal.type("/kind:talk")
    terminal.wait_for("2 hits in 1 post")
    terminal.press("enter", "enter", "d", "enter")
    terminal.wait_for("▸ Talk     The last")
    assert "The long line" not in terminal.text
    terminal.press("u")
    terminal.wait_for("▸ Talk     Trees that wait")
    terminal.press("j")
    terminal.wait_for("2 hits in 1 post")
    terminal.press("<")
    terminal.wait_for("Moved")
    terminal.press("u")
    terminal.wait_for("Undid")
    terminal.wait_for("▸ Talk     The last")
    assert "The long line" not in terminal.text


def test_once_the_last_hit_of_a_post_is_deleted_the_next_is_chosen(browse: Browse, log: Path) -> None:
    terminal = browse(log)
    terminal.wait_for("A slow tree")
    terminal.type("/site:example.org -nothing -kind:book")
    terminal.wait_for("2 hits in 2 posts")
    terminal.press("enter", "enter", "d", "enter")
    terminal.wait_for("Keys should answer")
    terminal.wait_for("▸ Paper    On keys")


def test_what_means_nothing_is_explained_and_the_rest_still_works(browse: Browse, log: Path) -> None:
    terminal = browse(log)
    terminal.wait_for("A slow tree")
    terminal.type("/foo:bar keys since:2020-13")
    terminal.wait_for("there is no field “foo:”")
    terminal.wait_for("Keys should answer")
    terminal.wait_for(lambda screen: weeks(screen) == ["2020 Jun 28–04"])
    terminal.wait_for("/ foo:bar keys since:2020-13")
    terminal.resize(40, 10)
    terminal.wait_for("no field")


def test_nothing_found_says_so_and_acts_on_nothing(browse: Browse, log: Path, files: Callable[[], object]) -> None:
    before = files()
    terminal = browse(log)
    terminal.wait_for("A slow tree")
    terminal.send(b"/nowhere\rded")
    terminal.wait_for("Nothing fits this search")
    terminal.wait_for(lambda screen: not weeks(screen))
    terminal.press("esc", "esc")
    terminal.wait_for("A slow tree")
    assert files() == before


def test_while_posts_are_read_nothing_fits_yet(browse: Browse, tmp_path: Path) -> None:
    posts = write_log(1_500, tmp_path / "long")
    with posts[-1].open("a") as oldest:  # it is read last
        oldest.write("\nA nightjar sings.\n")
    terminal = browse(tmp_path / "long", sign="2026 Oct")
    terminal.type("/nightjar")
    terminal.wait_for("Nothing fits this search yet: the log")
    terminal.wait_for("1 hit in 1 post")
    terminal.type("s")
    terminal.wait_for("Nothing fits this search. / changes it")


def test_an_entry_that_fits_no_more_stays_until_the_next_search(browse: Browse, log: Path, newest: Path) -> None:
    terminal = browse(log)
    terminal.wait_for("A slow tree")
    terminal.type("/patience")
    terminal.wait_for("1 hit in 1 post")
    terminal.press("enter", "2", "e")
    terminal.wait_for("3 Editor")
    terminal.press("ctrl+f")
    terminal.wait_for("Find:")
    terminal.type("patience")
    terminal.press("enter")
    terminal.press("esc")
    terminal.wait_for("Find:", gone=True)
    terminal.type("hurry")
    terminal.press("ctrl+s")
    terminal.wait_for("Saved")
    terminal.press("esc")
    terminal.wait_for("3 Editor", gone=True)
    terminal.wait_for("hurry is a data structure")
    assert b"hurry is a data structure" in newest.read_bytes()
    assert "Trees that wait" in terminal.lines[2]
    terminal.press("1")
    assert weeks(terminal) == ["2020 Jul 05–11"]
    terminal.press("/", "s", "backspace", "y")
    terminal.wait_for("Nothing fits")


def test_others_changes_are_found_while_a_search_stands(browse: Browse, log: Path, newest: Path) -> None:
    terminal = browse(log)
    terminal.wait_for("A slow tree")
    terminal.type("/zebra")
    terminal.wait_for("Nothing fits")
    newest.write_bytes(newest.read_bytes() + b"A zebra.\n")
    terminal.wait_for("1 hit in 1 post")
    terminal.wait_for("A zebra.")


def test_best_first_by_a_key(browse: Browse, log: Path) -> None:
    (log / "content" / "post" / "2020-07-18.md").write_bytes(
        b"+++\ndate = 2020-07-18\n+++\n\n## [One](https://a.example/1)\n**Author**: X Y\n\n"
        b"Many keys here, of all kinds.\n\n## [Two](https://a.example/2)\n**Author**: X Y\n\nNothing.\n"
    )
    terminal = browse(log)
    terminal.type("/keys")
    terminal.wait_for("2 hits in 2 posts, the newest first")
    terminal.press("enter", "s")
    terminal.wait_for("the best first")
    terminal.wait_for("Keys should answer")
    assert terminal.lines[1].startswith("▸2020 Jun 28")
    terminal.press("esc")
    terminal.wait_for("/ keys", gone=True)
    terminal.type("/keys")
    terminal.wait_for("2 hits in 2 posts, the newest first")


def test_the_detail_finds_words_in_its_text(browse: Browse, log: Path) -> None:
    terminal = browse(log)
    terminal.wait_for("A slow tree")
    terminal.press("enter", "enter", "/")
    terminal.wait_for("Find: enter next")
    terminal.type("tree")
    terminal.press("enter")
    terminal.wait_for("hit 1 of")
    terminal.press("esc")
    terminal.wait_for("Find: enter next", gone=True)
    terminal.press("n")
    terminal.wait_for("hit 2 of")
    terminal.press("v")
    terminal.wait_for("Entry  source")
    assert "hit 2" not in terminal.text
    terminal.press("n")
    terminal.wait_for("source, hit 1 of")


def test_a_long_paste_is_cut_and_shown_on_one_line(browse: Browse, log: Path) -> None:
    terminal = browse(log)
    terminal.wait_for("A slow tree")
    terminal.press("/")
    terminal.wait_for("Words, ")
    terminal.paste("\x1b]0;title\x07slow\n" + "tree " * 200_000)
    terminal.wait_for("tree tree")
    terminal.wait_for("A search has 1,000 characters at most")
    terminal.press("enter")
    terminal.wait_for("enter Open")
    assert b"]0;title\x07" not in terminal.raw
    terminal.resize(100, 30)
    terminal.press("esc")
    terminal.wait_for("A slow tree")


def test_lines_that_are_pasted_are_words_beside_each_other(browse: Browse, log: Path) -> None:
    terminal = browse(log)
    terminal.wait_for("A slow tree")
    terminal.press("/")
    terminal.wait_for("Words, ")
    terminal.paste("tree\nslow\n")
    terminal.wait_for("/ tree slow")
    terminal.wait_for("1 hit in 1 post")


def test_a_cache_that_cannot_be_written_is_done_without_and_told_once(
    browse: Browse, log: Path, tmp_path: Path
) -> None:
    (tmp_path / "cache").write_bytes(b"no folder")
    terminal = browse(log, env={"XDG_CACHE_HOME": str(tmp_path / "cache")})
    terminal.type("/key")
    terminal.wait_for("Keys should answer")
    terminal.wait_for("No index is kept")
    terminal.type("s")
    terminal.wait_for("/ keys")
    assert "No index is kept" in terminal.text
    terminal.press("enter", "j")
    terminal.wait_for("No index is kept", gone=True)
    terminal.press("esc", "esc")
    terminal.type("/tree")
    terminal.wait_for("A slow tree")
    terminal.wait_for("hits in")
    assert "No index is kept" not in terminal.text


def test_in_ascii_alone_and_without_colours(browse: Browse, log: Path) -> None:
    terminal = browse(log, "--ascii", env={"NO_COLOR": "1"}, size=(60, 12))
    terminal.type("/keys")
    terminal.wait_for("1 hit in 1 post")
    terminal.press("enter")
    terminal.wait_for("enter Open")
    assert all(line.isascii() for line in terminal.lines)


def test_the_palette_searches_from_inside_the_bar(browse: Browse, log: Path) -> None:
    terminal = browse(log)
    terminal.wait_for("A slow tree")
    terminal.press("2", "/")
    terminal.wait_for("enter To the hits")
    terminal.type("keys")
    terminal.wait_for("1 hit in 1 post")
    terminal.press("ctrl+p")
    terminal.wait_for("Search for commands")
    terminal.type("by mia")
    terminal.wait_for("Everything by Mia Sand")
    terminal.press("enter")
    terminal.wait_for("/ by:")
    terminal.wait_for("enter Open")
    assert weeks(terminal) == ["2020 Jun 28–04"]
    terminal.press("/")
    terminal.wait_for("enter To the hits")
    terminal.press("ctrl+p")
    terminal.wait_for("Search for commands")
    terminal.type("search; in")
    terminal.wait_for("Search; in the detail: find")
    terminal.press("enter")
    terminal.wait_for("Search for commands", gone=True)
    terminal.wait_for("enter To the hits")
    terminal.press("ctrl+u")
    terminal.type("tree")
    terminal.wait_for("/ tree")
    terminal.wait_for("1 hit in 1 post")


def test_the_palette_lists_one_kind_and_none_that_begins_alike(browse: Browse, log: Path) -> None:
    for day, kind in (("2020-07-18", "Bookshelf"), ("2020-07-25", "Book")):
        (log / "content" / "post" / f"{day}.md").write_text(
            f"+++\ndate = {day}\n+++\n\n## [{kind}] [One](https://a.example)\n**Author**: Bo Wei\n\nA note of {day}.\n"
        )
    terminal = browse(log)
    terminal.wait_for("A note of 2020-07-25.")
    terminal.press("ctrl+p")
    terminal.wait_for("Search for commands")
    terminal.type("of kind book")
    terminal.wait_for("Everything of kind Bookshelf")
    terminal.wait_for(lambda screen: any(line.strip() == "Everything of kind Book" for line in screen.lines))
    terminal.press("enter")
    terminal.wait_for("2 hits in 2 posts, the newest first")
    terminal.press("s")
    terminal.wait_for("2 hits in 2 posts, the best first")
    assert sorted(weeks(terminal)) == ["2020 Jul 05–11", "2020 Jul 19–25"]


def test_a_jump_to_what_does_not_fit_leaves_the_search_and_says_so(browse: Browse, log: Path) -> None:
    terminal = browse(log)
    terminal.wait_for("A slow tree")
    terminal.type("/keys")
    terminal.wait_for("1 hit in 1 post")
    terminal.press("enter")
    terminal.wait_for("enter Open")
    terminal.type(":long line")
    terminal.wait_for("entry 2 of")
    terminal.press("enter")
    terminal.wait_for("The search is left, since this does not fit it")
    terminal.wait_for("/ keys", gone=True)
    assert len(weeks(terminal)) == 2
    for title in ("Trees that wait", "The long line", "Nothing to see"):
        assert title in terminal.text


def test_on_a_line_that_is_spared_the_last_answer_comes_too(browse: Browse, log: Path) -> None:
    terminal = browse(log, "--lean")
    terminal.wait_for("A slow tree")
    terminal.send(b"/")
    terminal.wait_for("enter To the hits")
    sent = len(terminal.raw)
    terminal.type("answer")
    terminal.wait_for("1 hit in 1 post")
    terminal.wait_for("Keys should answer at once.")
    assert weeks(terminal) == ["2020 Jun 28–04"]
    assert len(terminal.raw) - sent < 2_000
    terminal.press("enter", "n")
    terminal.wait_for("enter Open")
    terminal.press("esc")
    terminal.wait_for("A slow tree")
