"""Others write, rename and delete posts while the log is read and edited: the screen follows, and nothing is lost."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pseudo_terminal import private_environment
from terminal import Terminal

Browse = Callable[..., Terminal]


@pytest.fixture
def posts(newest: Path) -> Path:
    return newest.parent


@pytest.fixture
def terminal(browse: Browse, log: Path) -> Terminal:
    """The log, its newest post chosen."""
    return _reading(browse(log))


def _reading(terminal: Terminal) -> Terminal:
    terminal.wait_for("A slow tree")
    return terminal


def _replace(post: Path, old: str, new: str) -> None:
    """Write as most editors do: another file, put in the post's place."""
    text = post.read_text()
    assert old in text
    beside = post.with_name(".beside.tmp")
    beside.write_text(text.replace(old, new))
    beside.replace(post)


def _week(number: int) -> str:
    return f'+++\ntitle = "Week {number}"\ndate = 2019-{1 + number // 28:02}-{1 + number % 28:02}\n+++\n\nWords.\n'


# What is read


def test_a_post_written_in_place_is_shown_anew(terminal: Terminal, newest: Path) -> None:
    newest.write_text(newest.read_text().replace("A slow tree", "A quick tree"))
    terminal.wait_for("A quick tree")


def test_a_change_that_neither_size_nor_time_tells_is_shown(terminal: Terminal, newest: Path) -> None:
    before = newest.stat()
    _replace(newest, "A slow tree", "A fast tree")
    os.utime(newest, ns=(before.st_atime_ns, before.st_mtime_ns))
    terminal.wait_for("A fast tree")


def test_the_chosen_entry_and_the_place_in_it_stay(terminal: Terminal, newest: Path) -> None:
    _replace(newest, "Third and last.", "\n\n".join(f"Line {number}" for number in range(60)))
    terminal.press("2", "G", "2")
    terminal.wait_for("Line 3")
    terminal.press("J", "J", "J", "J", "J", "J")
    terminal.wait_for(lambda screen: "Line 1" in screen.lines[8] and "Line 7" in screen.lines[20])
    place = terminal.lines[8:-2]
    heading = "## [Talk] [First](https://example.org/first)\n\nNew.\n\n"
    _replace(newest, "## [Talk] [Trees", f"{heading}## [Talk] [Trees")
    terminal.wait_for("First")
    assert terminal.lines[8:-2] == place
    (chosen,) = (line for line in terminal.lines[:8] if "▸" in line.partition("│")[2])
    assert "Nothing to see" in chosen


def test_posts_that_come_and_go_are_listed(terminal: Terminal, posts: Path) -> None:
    (posts / "2024").mkdir()
    (posts / "2024" / "new.md").write_text('+++\ntitle = "Brand"\ndate = 2024-01-06\n+++\n\nWords.\n')
    terminal.wait_for("Brand")
    terminal.wait_for("2/3")
    shutil.rmtree(posts / "2024")
    terminal.wait_for("Brand", gone=True)
    terminal.wait_for("1/2")
    assert "A slow tree" in terminal.text


def test_a_renamed_post_is_followed(terminal: Terminal, newest: Path) -> None:
    terminal.press("2", "j")
    terminal.wait_for("print(")
    newest.rename(newest.with_name("2020-07-11-renamed.md"))
    terminal.wait_for("has another name now")
    assert "print(" in terminal.text


def test_where_the_chosen_post_is_deleted_the_next_is_shown_and_it_comes_back(terminal: Terminal, newest: Path) -> None:
    text = newest.read_text()
    terminal.press("2", "j")
    terminal.wait_for("print(")
    newest.unlink()
    terminal.wait_for("is no longer there")
    terminal.wait_for("Keys should answer")
    newest.write_text(text)
    terminal.wait_for("print(")


def test_a_log_that_goes_and_comes_keeps_the_place(terminal: Terminal, log: Path) -> None:
    terminal.press("2", "j")
    terminal.wait_for("print(")
    log.rename(log.with_name("away"))
    terminal.wait_for("what was read of it stays")
    assert "print(" in terminal.text
    shutil.copytree(log.with_name("away"), log)
    _replace(log / "content" / "post" / "2020-07-11-what-i-read.md", "kept as it is", "back again")
    terminal.wait_for("back again")


def test_what_is_not_seen_to_change_sends_nothing(terminal: Terminal, posts: Path) -> None:
    for number in range(40):
        (posts / f"{number}.md").write_text(_week(number))
    terminal.wait_for(lambda screen: "Week 21" in screen.lines[21])
    sent = len(terminal.raw)
    for post in posts.glob("*.md"):
        os.utime(post)
    (posts / "0.md").write_text(_week(0) + "More.\n")  # below what is in view
    (posts / "x.txt").write_text("no post")
    # What is seen comes behind all that, and is a few cells of one row.
    _replace(posts / "2020-07-04-what-i-read.md", "draft = false", "draft = true")
    terminal.wait_for(lambda screen: " d" in screen.lines[2].partition("│")[0])
    assert len(terminal.raw) - sent < 1000


def test_a_save_is_not_followed_by_itself(terminal: Terminal, posts: Path) -> None:
    _edit(terminal, "x")
    terminal.press("ctrl+s")
    terminal.type("yz")
    terminal.wait_for(lambda screen: "xyz" in screen.text and "* unsaved" in screen.text)
    sent = len(terminal.raw)
    _replace(posts / "2020-07-04-what-i-read.md", "draft = false", "draft = true")
    terminal.wait_for(lambda screen: " d" in screen.lines[2].partition("│")[0])
    assert len(terminal.raw) - sent < 1000


def test_a_question_is_about_what_it_was_asked_about(terminal: Terminal, newest: Path, posts: Path) -> None:
    terminal.press("2", "d")
    terminal.wait_for("Delete “Trees that wait”?")
    older = (posts / "2020-07-04-what-i-read.md").read_bytes()
    newest.unlink()
    (posts / "new.md").write_text(_week(1))
    terminal.press("d")
    terminal.wait_for("Delete “Trees that wait”?", gone=True)
    terminal.wait_for("Keys should answer")
    assert (posts / "2020-07-04-what-i-read.md").read_bytes() == older


# What is edited


def _edit(terminal: Terminal, *typed: str) -> Terminal:
    terminal.press("2", "e")
    terminal.wait_for("ctrl+s Save")
    if typed:
        terminal.press("ctrl+end")
        terminal.type("".join(typed))
        terminal.wait_for("* unsaved")
    return terminal


def test_an_editor_in_which_nothing_was_typed_shows_what_others_wrote(terminal: Terminal, newest: Path) -> None:
    _edit(terminal)
    terminal.press("ctrl+f")
    terminal.wait_for("Find:")
    terminal.type("still** a tree.")
    terminal.press("enter", "esc")
    terminal.wait_for("Find:", gone=True)
    terminal.press("right")
    _replace(newest, "**Speaker**: Ann Lee\n", "**Speaker**: Ann Lee\n**Editor**: Bo Wei\n")
    terminal.wait_for("Bo Wei")
    assert "unchanged" in terminal.text
    terminal.type("Mine.")
    terminal.wait_for("* unsaved")
    terminal.press("ctrl+s")
    terminal.wait_for("Saved")
    text = newest.read_text()
    assert "**Editor**: Bo Wei" in text
    assert "still** a tree.Mine." in text


def test_what_is_typed_stays_and_the_reader_is_told(terminal: Terminal, newest: Path) -> None:
    _edit(terminal, "Mine.\r")
    _replace(newest, "Third and last.", "Third.")
    terminal.wait_for("Others changed this post elsewhere")
    _replace(newest, "A slow tree", "A quick tree")
    terminal.wait_for("Others changed what you edit")
    assert "Mine." in terminal.text
    assert "A slow tree" in terminal.text
    terminal.press("ctrl+s")
    terminal.wait_for("Saved")
    text = newest.read_text()
    assert "Mine." in text
    assert "A quick tree" in text
    assert "Third." in text


def test_a_save_goes_to_the_new_name(terminal: Terminal, newest: Path) -> None:
    _edit(terminal, "Mine.\r")
    renamed = newest.rename(newest.with_name("2020-07-11-renamed.md"))
    terminal.wait_for("has another name now")
    terminal.type("And this.\r")
    terminal.press("ctrl+s")
    terminal.wait_for("Saved")
    assert "Mine.\nAnd this.\n" in renamed.read_text()
    assert not newest.exists()


def test_a_post_that_is_deleted_beneath_what_is_typed_can_be_made_again(terminal: Terminal, newest: Path) -> None:
    _edit(terminal, "Mine.\r")
    newest.unlink()
    terminal.wait_for("no longer there")
    assert "Mine." in terminal.text
    terminal.press("esc")
    terminal.wait_for("3 Editor", gone=True)
    terminal.press("1", "j")
    terminal.wait_for("Keys should answer")
    terminal.press("k", "2", "e")  # it stands in the list, and its text can be gone on with
    terminal.wait_for("Mine.")
    terminal.press("ctrl+s")
    terminal.wait_for("make the file again")
    terminal.press("m")
    terminal.wait_for("Saved")
    assert "Mine." in newest.read_text()


def test_an_entry_that_is_deleted_beneath_an_untouched_editor_closes_it(terminal: Terminal, newest: Path) -> None:
    terminal.press("2", "j")
    terminal.wait_for("print(")
    _edit(terminal)
    text = newest.read_text()
    newest.write_text(text[: text.index("## [Book]")] + text[text.index("## [Nothing") :])
    terminal.wait_for("That entry is no longer there")
    terminal.wait_for("3 Editor", gone=True)


# Many at once


def _git(folder: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=Ann", "-c", "user.email=ann@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def repository(log: Path, posts: Path) -> Path:
    """The site under git: on `main` 200 more posts and an entry more than on `old`."""
    _git(log, "init", "-q", "-b", "old")
    _git(log, "add", ".")
    _git(log, "commit", "-qm", "old")
    _git(log, "checkout", "-qb", "main")
    for number in range(200):
        (posts / f"week-{number}.md").write_text(_week(number))
    newest = posts / "2020-07-11-what-i-read.md"
    newest.write_text(newest.read_text() + "\n## [Talk] [Fourth](https://example.org/4)\n\nOnly on main.\n")
    _git(log, "add", ".")
    _git(log, "commit", "-qm", "main")
    return log


def test_a_checkout_and_back_beneath_what_is_typed(browse: Browse, repository: Path, newest: Path) -> None:
    terminal = _reading(browse(repository))
    terminal.wait_for("1/202")
    _edit(terminal, "Mine.\r")
    _git(repository, "checkout", "-q", "old")
    terminal.wait_for("1/2 ")
    assert "Mine." in terminal.text
    _git(repository, "checkout", "-q", "main")
    terminal.wait_for("1/202")
    terminal.press("ctrl+s")
    terminal.wait_for("Saved")
    text = newest.read_text()
    assert "Mine." in text
    assert "Only on main." in text


def test_a_checkout_takes_the_choice_away_and_brings_it_back(browse: Browse, repository: Path) -> None:
    terminal = _reading(browse(repository))
    terminal.press("2", "G", "2")
    terminal.wait_for("Only on main.")
    _git(repository, "checkout", "-q", "old")
    terminal.wait_for("Only on main.", gone=True)
    _git(repository, "stash", "list")  # no key: who presses one makes do with what is there
    _git(repository, "checkout", "-q", "main")
    terminal.wait_for("Only on main.")


def test_a_conflict_that_git_writes_into_a_post_is_shown(browse: Browse, repository: Path, newest: Path) -> None:
    terminal = _reading(browse(repository))
    _git(repository, "checkout", "-q", "old")
    _replace(newest, "A slow tree", "A quick tree")
    _git(repository, "commit", "-qam", "quick")
    _git(repository, "checkout", "-q", "main")
    _replace(newest, "A slow tree", "A rapid tree")
    _git(repository, "commit", "-qam", "rapid")
    with pytest.raises(subprocess.CalledProcessError):
        _git(repository, "rebase", "old")
    terminal.wait_for("<<<<<<")
    _git(repository, "rebase", "--abort")
    terminal.wait_for("A rapid tree")


def test_keys_answer_while_a_thousand_posts_change(browse: Browse, log: Path, posts: Path) -> None:
    for number in range(1000):
        (posts / f"2019-{number:04}.md").write_text(_week(number % 300))
    terminal = _reading(browse(log))
    terminal.wait_for("1/1002")
    for number in range(1000):
        (posts / f"2019-{number:04}.md").write_text(_week(number % 300).replace("Week", "Now"))
    for number in range(2, 40):
        terminal.press("j")
        terminal.wait_for(f"{number}/1002", timeout=2)
    terminal.wait_for(lambda screen: "Now" in screen.lines[10])


def test_what_syncthing_leaves_is_no_post(terminal: Terminal, newest: Path, posts: Path) -> None:
    shutil.copy(newest, posts / "2020-07-11-what-i-read.sync-conflict-20200712-101112-ABCDEFG.md")
    _replace(newest, "A slow tree", "A quick tree")
    terminal.wait_for("A quick tree")
    terminal.wait_for("1/2")


def test_two_sessions_follow_each_other(browse: Browse, log: Path) -> None:
    mine, theirs = _reading(browse(log)), _reading(browse(log))
    _edit(theirs, "Theirs.\r")
    theirs.press("ctrl+s")
    theirs.wait_for("Saved")
    mine.wait_for("Theirs.")


# The command line


def _add(log: Path, tmp_path: Path, *arguments: str) -> None:
    """Add an entry to the newest post from another process."""
    command = [sys.executable, "-m", "readtui", "add", "https://example.org/shell", "--title", "From a shell"]
    where = ["--kind", "Talk", "--log", str(log), "--post", "content/post/2020-07-11-what-i-read.md"]
    environment = private_environment(tmp_path / "home")
    subprocess.run([*command, *where, *arguments], env=environment, check=True, capture_output=True)


def test_what_a_shell_adds_is_shown_and_taken_back_here(
    terminal: Terminal, log: Path, newest: Path, tmp_path: Path
) -> None:
    before = newest.read_bytes()
    _add(log, tmp_path)
    terminal.wait_for("From a shell")
    terminal.press("u")
    terminal.wait_for("Undid: added “From a shell”")
    assert newest.read_bytes() == before


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
def test_what_is_typed_stays_while_a_shell_adds(
    browse: Browse, log: Path, newest: Path, tmp_path: Path, size: tuple[int, int]
) -> None:
    terminal = _reading(browse(log, size=size))
    terminal.press("2", "e")
    terminal.wait_for("ctrl+s Save")
    terminal.press("ctrl+end")
    terminal.type("Mine.\r")
    terminal.wait_for("* unsaved")
    _add(log, tmp_path)
    theirs = newest.read_bytes()
    terminal.type("And more.\r")
    terminal.wait_for("And more.")
    if size[0] >= 120:  # the lists stand beside the editor
        terminal.wait_for("From a shell")
    terminal.press("esc")
    terminal.wait_for("From a shell")
    terminal.wait_for("Kept, but not yet saved")
    terminal.press("e")
    terminal.wait_for("And more.")
    terminal.press("ctrl+s")
    terminal.wait_for("Saved")
    said = b"patience is a data structure.\n"
    assert newest.read_bytes() == theirs.replace(said, said + b"Mine.\nAnd more.\n")


def test_what_is_typed_of_a_new_entry_stays_while_a_shell_adds(
    terminal: Terminal, log: Path, newest: Path, tmp_path: Path
) -> None:
    terminal.press("a")
    terminal.wait_for("Add an entry")
    terminal.type("https://example.org/mine\rMine")
    terminal.wait_for("Mine")
    _add(log, tmp_path)
    theirs = newest.read_bytes()
    terminal.type(" too\rTalk\x13")
    terminal.wait_for("3 Editor")
    assert newest.read_bytes() == theirs + b"\n## [Talk] [Mine too](https://example.org/mine)\n"


# Where nothing can be watched

_UNWATCHED = "echo 0 > /proc/sys/user/max_inotify_instances && exec " + '"$@"'


def _can_do_without() -> bool:
    """Whether a program can be started for which the system watches nothing."""
    command = ["unshare", "--user", "--map-root-user", "sh", "-c", _UNWATCHED, "sh", "true"]
    try:
        return sys.platform == "linux" and subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


@pytest.mark.may_skip("not every system lets a test have name spaces of its own")
def test_where_nothing_can_be_watched_it_is_said_and_looked_after(
    start_terminal: Callable[..., Terminal], log: Path, newest: Path, posts: Path
) -> None:
    if not _can_do_without():
        pytest.skip("this system lets no test have a user name space")
    program = [sys.executable, "-m", "readtui", str(log)]
    terminal = start_terminal(["unshare", "--user", "--map-root-user", "sh", "-c", _UNWATCHED, "sh", *program])
    terminal.wait_for("This folder cannot be watched")
    _reading(terminal)
    newest.write_text(newest.read_text().replace("A slow tree", "A quick tree"))
    terminal.wait_for("A quick tree")
    (posts / "new.md").write_text('+++\ntitle = "Brand"\ndate = 2024-01-06\n+++\n\nWords.\n')
    terminal.wait_for("Brand")
    newest.rename(newest.with_name("2020-07-11-renamed.md"))
    terminal.wait_for("has another name now")
    log.rename(log.with_name("away"))
    terminal.wait_for("what was read of it stays")
    log.with_name("away").rename(log)
    posts.joinpath("new.md").unlink()
    terminal.wait_for("Brand", gone=True)
