"""`readtui edit`: fields of an entry by options, or its text in an editor."""

import json
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Ask = Callable[..., tuple[int, str, str]]
Run = Callable[..., "subprocess.CompletedProcess[bytes]"]

POST = "2023-02-11-read.md"


@pytest.fixture
def edited(log: Path, ask: Ask) -> Callable[..., bytes]:
    """Edits by options and gives the post's bytes, of which only those of the entry may have changed."""

    def edited(entry: str, *options: str) -> bytes:
        code, _, err = ask("edit", f"{POST}#{entry}", *options)
        assert (code, err) == (0, "")
        return (log / POST).read_bytes()

    return edited


def test_one_field_changes_its_bytes_and_no_others(log: Path, edited: Callable[..., bytes]) -> None:
    source = (log / POST).read_bytes()
    assert edited("1", "--kind", "Lecture") == source.replace(b"[Talk]", b"[Lecture]")


def test_a_kind_is_given_and_taken_away(log: Path, edited: Callable[..., bytes]) -> None:
    source = (log / POST).read_bytes()
    assert edited("3", "--kind", "Essay") == source.replace(b"## [A Walk]", b"## [Essay] [A Walk]")
    assert edited("3", "--kind", "") == source


def test_title_and_link(log: Path, edited: Callable[..., bytes]) -> None:
    source = (log / POST).read_bytes()
    assert edited("3", "--title", "A Run", "--url", "https://runs.example/") == source.replace(
        b"[A Walk](https://walks.example/a)", b"[A Run](https://runs.example/)"
    )


def test_bylines_replace_those_there_are(edited: Callable[..., bytes]) -> None:
    source = edited("1", "--by", "Speaker: Dee Fox and Eve Gray", "--by", "Host: Ada Moss")
    assert b"/glass)\n**Speaker**: Dee Fox and Eve Gray\n**Host**: Ada Moss\n\nGreenhouses" in source
    assert b"Ben Reed" not in source


def test_nobody_is_credited(edited: Callable[..., bytes]) -> None:
    assert b"/moss.pdf)\n\nShort.\n" in edited("2", "--by", "")


def test_a_byline_and_a_note_where_there_was_neither_keep_their_order(log: Path, ask: Ask, tmp_path: Path) -> None:
    (log / "bare.md").write_bytes(b"## [Talk] [One](https://one.example/)\n\n## [Talk] [Two](https://two.example/)\n")
    (tmp_path / "note").write_bytes(b"Nicht schlecht.\n\n- ein Punkt\n")
    code, _, err = ask("edit", "bare.md#1", "--by", "Speaker: Ada Moss", "--note-file", str(tmp_path / "note"))
    assert (code, err) == (0, "")
    assert (
        (log / "bare.md")
        .read_bytes()
        .startswith(
            b"## [Talk] [One](https://one.example/)\n**Speaker**: Ada Moss\n\nNicht schlecht.\n\n- ein Punkt\n\n##"
        )
    )


def test_a_note_from_standard_input(log: Path, run: Run) -> None:
    ran = run("edit", f"{POST}#2", "--note-file", "-", "--log", str(log), stdin="Länger jetzt.\n".encode())
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert "**Author**: Ada Moss\n\nLänger jetzt.\n\n## [A Walk]".encode() in (log / POST).read_bytes()


def test_line_ends_of_the_post_are_kept(log: Path, ask: Ask, tmp_path: Path) -> None:
    source = (log / POST).read_bytes().replace(b"\n", b"\r\n")
    (log / POST).write_bytes(source)
    (tmp_path / "note").write_bytes(b"One.\n\nTwo.\n")
    assert ask("edit", f"{POST}#2", "--by", "Author: B C", "--note-file", str(tmp_path / "note"))[0] == 0
    assert (log / POST).read_bytes() == source.replace(b"Ada Moss\r\n\r\nShort.", b"B C\r\n\r\nOne.\r\n\r\nTwo.")


def test_what_is_there_already_writes_nothing(log: Path, ask: Ask) -> None:
    before = (log / POST).stat()
    code, out, _ = ask("edit", f"{POST}#1", "--kind", "Talk", "--title", "Gardens of Glass")
    assert (code, out) == (0, f"{POST}#1: nothing to change\n")
    after = (log / POST).stat()
    assert (before.st_ino, before.st_mtime_ns, before.st_ctime_ns) == (
        after.st_ino,
        after.st_mtime_ns,
        after.st_ctime_ns,
    )


def test_people_read_what_was_done(ask: Ask) -> None:
    code, out, err = ask("edit", f"{POST}#1", "--kind", "Lecture", "--title", "Glass")
    assert (code, out, err) == (0, f"{POST}#1: changed kind, title\n", "")


def test_programs_read_what_was_done(ask_json: Callable[..., Any]) -> None:
    answer = ask_json("edit", f"{POST}#1", "--title", "Glass [and] more")
    assert list(answer) == ["done", "posts", "entry", "undo"]
    assert answer["done"]
    assert (answer["posts"], answer["undo"]) == ([POST], 1)
    assert answer["entry"] == ask_json("entries", "--post", POST)[0]
    assert answer["entry"]["title"] == "Glass [and] more"
    again = ask_json("edit", f"{POST}#1", "--kind", "Talk")
    assert (again["posts"], again["entry"], again["undo"]) == ([], answer["entry"], None)


@pytest.mark.parametrize(
    "options",
    [
        ["--by", "nobody in particular"],
        ["--by", ": Ada"],
        ["--by", "Author:"],
    ],
)
def test_a_byline_without_role_or_people_is_a_usage_error(log: Path, ask: Ask, options: list[str]) -> None:
    source = (log / POST).read_bytes()
    code, out, err = ask("edit", f"{POST}#1", *options)
    assert (code, out) == (2, "")
    assert err.startswith("readtui: --by wants")
    assert (log / POST).read_bytes() == source


def test_fields_are_those_of_an_entry(ask: Ask) -> None:
    code, _, err = ask("edit", POST, "--kind", "Talk")
    assert code == 2
    assert f"{POST}#1" in err


def test_an_entry_that_is_not_there(ask: Ask) -> None:
    assert ask("edit", f"{POST}#9", "--kind", "Talk")[0] == 3


@pytest.mark.parametrize("note", [b"caf\xe9", None])
def test_a_note_that_cannot_be_read(ask: Ask, tmp_path: Path, note: bytes | None) -> None:
    if note is not None:
        (tmp_path / "note").write_bytes(note)
    code, _, err = ask("edit", f"{POST}#1", "--note-file", str(tmp_path / "note"))
    assert code == 3
    assert err.startswith(f"readtui: {tmp_path}/note: ")


def test_a_note_file_that_is_none(ask: Ask, tmp_path: Path) -> None:
    code, out, err = ask("edit", f"{POST}#1", "--note-file", "/nope")
    assert (code, out, err) == (3, "", "readtui: /nope: there is no such file; look at how it is written\n")
    assert ask("edit", f"{POST}#1", "--note-file", str(tmp_path))[::2] == (
        3,
        f"readtui: {tmp_path}: it is a folder and no file; name a file\n",
    )


def test_a_note_from_standard_input_that_is_closed(log: Path) -> None:
    line = f'exec "$0" -m readtui edit {POST}#1 --note-file - --log "$1" <&-'
    ran = subprocess.run(["sh", "-c", line, sys.executable, str(log)], capture_output=True, check=False)
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert ran.stderr == b"readtui: --note-file - reads standard input, which is closed\n"


@pytest.mark.parametrize(
    ("argument", "advice"),
    [("h.md", "h.md#1"), ("h.md#x", "h.md#1"), ("h#x.md", "h#x.md#1"), ("h#x.md#", "h#x.md#1")],
)
def test_a_field_of_no_entry(ask: Ask, argument: str, advice: str) -> None:
    code, out, err = ask("edit", argument, "--kind", "Talk")
    assert (code, out) == (2, "")
    assert err.endswith((f" name it as in {advice}\n", f" name one, as in {advice}\n"))


def test_a_note_that_would_swallow_the_next_entry_is_refused(log: Path, ask: Ask, tmp_path: Path) -> None:
    source = (log / POST).read_bytes()
    (tmp_path / "note").write_bytes(b"```\nno end\n")
    code, out, err = ask("edit", f"{POST}#1", "--note-file", str(tmp_path / "note"))
    assert (code, out) == (4, "")
    assert err.count("\n") == 1
    assert (log / POST).read_bytes() == source


def test_a_post_that_is_not_utf8_is_refused(log: Path, ask: Ask) -> None:
    source = b"## [Talk] [One](https://one.example/)\n\nCaf\xe9\n"
    (log / "latin.md").write_bytes(source)
    for options in (["--kind", "Essay"], []):
        assert ask("edit", "latin.md#1", *options)[0] == 4
    assert (log / "latin.md").read_bytes() == source


def test_the_sample_log_is_never_changed(run: Run) -> None:
    ran = run("edit", f"{POST}#1", "--kind", "Talk")
    assert (ran.returncode, ran.stdout) == (3, b"")


# In an editor


def editor(code: str) -> str:
    """A command line for an editor that runs `code`, with the file's `path`."""
    program = f"import pathlib, sys; path = pathlib.Path(sys.argv[1]); {code}"
    return shlex.join([sys.executable, "-c", program])


def test_the_editor_gets_the_entrys_own_markdown_in_a_private_file(log: Path, run: Run, tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    look = f"import json, os; open({str(seen)!r}, 'w').write(json.dumps([str(path), oct(path.stat().st_mode), \
oct(path.parent.stat().st_mode), path.read_text()]))"
    ran = run("edit", f"{POST}#2", "--log", str(log), EDITOR=editor(look))
    assert (ran.returncode, ran.stderr) == (0, b"")
    path, mode, folder_mode, text = json.loads(seen.read_text())
    assert path.endswith(".md")
    assert (mode, folder_mode) == ("0o100600", "0o40700")
    assert text == "## [Paper] [On Moss](https://journal.example/moss.pdf)\n**Author**: Ada Moss\n\nShort.\n"
    assert not Path(path).parent.exists()


def test_what_the_editor_left_is_saved(log: Path, run: Run) -> None:
    source = (log / POST).read_bytes()
    write = "path.write_text(path.read_text().replace('Short.', 'Not so short.\\n\\nAt all.'))"
    ran = run("edit", f"{POST}#2", "--json", "--log", str(log), VISUAL=editor(write), EDITOR="false")
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert (log / POST).read_bytes() == source.replace(b"Short.", b"Not so short.\n\nAt all.")
    assert json.loads(ran.stdout)["entry"]["words"] == 5


def test_all_of_a_post_is_edited(log: Path, run: Run) -> None:
    source = (log / POST).read_bytes()
    ran = run("edit", POST, "--json", "--log", str(log), EDITOR=editor("path.write_text('x' + path.read_text())"))
    assert (log / POST).read_bytes() == b"x" + source
    answer = json.loads(ran.stdout)
    assert (answer["posts"], answer["entry"]) == ([POST], None)


def test_an_editor_that_puts_another_file_in_its_place(log: Path, run: Run) -> None:
    write = "import os; new = path.with_suffix('.new'); new.write_text('## [New](https://new.example/)\\n'); \
os.rename(new, path)"
    assert run("edit", f"{POST}#3", "--log", str(log), EDITOR=editor(write)).returncode == 0
    assert (log / POST).read_bytes().endswith(b"Short.\n\n## [New](https://new.example/)\n")


def test_nothing_changed_in_the_editor_writes_nothing(log: Path, run: Run) -> None:
    (log / "end.md").write_bytes(b"## [Talk] [One](https://one.example/)\n\nNo line end here")
    before = (log / "end.md").stat()
    for write in ("pass", "path.write_text(path.read_text() + '\\n')"):  # as most editors end a file's last line
        ran = run("edit", "end.md#1", "--log", str(log), EDITOR=editor(write))
        assert (ran.returncode, ran.stdout) == (0, b"end.md#1: nothing to change\n")
    assert (log / "end.md").stat().st_ctime_ns == before.st_ctime_ns


@pytest.mark.parametrize(
    ("write", "kept"),
    [
        ("path.write_text('gone'); sys.exit(1)", True),
        ("sys.exit(1)", False),
        ("path.write_text('')", False),
        ("path.write_text('## [x](https://x.example/)\\n\\n```\\nno end\\n')", True),
        ("path.write_bytes(b'## [x](https://x.example/)\\n\\nCaf\\xe9\\n')", True),
    ],
    ids=["failed after writing", "failed", "emptied", "swallows the rest", "no UTF-8"],
)
def test_what_cannot_be_saved_changes_nothing_and_is_kept(log: Path, run: Run, write: str, kept: bool) -> None:
    source = (log / POST).read_bytes()
    ran = run("edit", f"{POST}#1", "--log", str(log), EDITOR=editor(write))
    assert (ran.returncode, ran.stdout) == (4, b"")
    assert (log / POST).read_bytes() == source
    assert ran.stderr.count(b"\n") == 1
    _, _, path = ran.stderr.decode().strip().partition("; what you typed is kept in ")
    assert bool(path) == kept
    if kept:
        assert Path(path).read_bytes()


def writing_beside(log: Path, old: str, new: str) -> str:
    """What another program does while the editor is open, as a line of the editor's."""
    there = f"pathlib.Path({str(log / POST)!r})"
    return f"{there}.write_text({there}.read_text().replace({old!r}, {new!r}))"


def test_what_somebody_else_changed_meanwhile_elsewhere_is_kept(log: Path, run: Run) -> None:
    source = (log / POST).read_bytes()
    beside = writing_beside(log, "No kind at all.", "No kind, and no more.\n\n## [Added](https://added.example/)")
    write = f"path.write_text(path.read_text().replace('Short.', 'Long.')); {beside}"
    ran = run("edit", f"{POST}#2", "--log", str(log), "--json", EDITOR=editor(write))
    assert (ran.returncode, ran.stderr) == (0, b"")
    answer = json.loads(ran.stdout)
    assert answer["done"] == f"{POST}#2: edited (what others changed in the file meanwhile is kept)"
    assert (answer["entry"]["index"], answer["entry"]["title"]) == (2, "On Moss")
    theirs = source.replace(b"No kind at all.", b"No kind, and no more.\n\n## [Added](https://added.example/)")
    assert (log / POST).read_bytes() == theirs.replace(b"Short.", b"Long.")
    assert run("undo", "--log", str(log)).returncode == 0  # it takes back what was edited alone
    assert (log / POST).read_bytes() == theirs


def test_the_entry_is_found_where_somebody_else_put_one_before_it(log: Path, run: Run) -> None:
    beside = writing_beside(log, "Two talks and a paper.", "Three.\n\n## [Before](https://before.example/)\n")
    write = f"path.write_text(path.read_text().replace('Short.', 'Long.')); {beside}"
    ran = run("edit", f"{POST}#2", "--log", str(log), "--json", EDITOR=editor(write))
    assert ran.returncode == 0, ran.stderr
    entry = json.loads(ran.stdout)["entry"]
    assert (entry["index"], entry["title"]) == (3, "On Moss")


def test_what_somebody_else_changed_in_the_same_place_is_not_overwritten(log: Path, run: Run) -> None:
    source = (log / POST).read_bytes()
    write = f"path.write_text(path.read_text().replace('Short.', 'Long.')); {writing_beside(log, 'Short.', 'Brief.')}"
    ran = run("edit", f"{POST}#2", "--log", str(log), EDITOR=editor(write))
    assert (ran.returncode, ran.stdout, ran.stderr.count(b"\n")) == (4, b"", 1)
    assert (log / POST).read_bytes() == source.replace(b"Short.", b"Brief.")
    _, _, path = ran.stderr.decode().strip().partition("; what you typed is kept in ")
    assert b"Long." in Path(path).read_bytes()


def test_a_post_that_somebody_deleted_meanwhile_is_not_made_again(log: Path, run: Run) -> None:
    write = f"path.write_text(path.read_text().replace('Short.', 'Long.')); pathlib.Path({str(log / POST)!r}).unlink()"
    ran = run("edit", f"{POST}#2", "--log", str(log), EDITOR=editor(write))
    assert (ran.returncode, ran.stdout) == (4, b"")
    assert b"deleted on disk" in ran.stderr
    assert b"what you typed is kept in " in ran.stderr
    assert not (log / POST).exists()


@pytest.mark.parametrize("name", ["", "  ", "'unclosed", "/nowhere/to/be/found"])
def test_no_editor_to_start_is_a_usage_error(log: Path, run: Run, tmp_path: Path, name: str) -> None:
    ran = run("edit", f"{POST}#1", "--log", str(log), EDITOR=name)
    assert not list(tmp_path.glob("readtui-*"))
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert ran.stderr.count(b"\n") == 1


def test_no_shell_reads_the_editors_name(log: Path, run: Run, tmp_path: Path) -> None:
    run("edit", f"{POST}#1", "--log", str(log), EDITOR=f"true; touch {tmp_path}/harm")
    assert not (tmp_path / "harm").exists()


def test_an_editor_of_the_configuration_comes_first(log: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(
        "editor = " + json.dumps(editor("path.write_text('## [Mine](https://m.example/)\\n')"))
    )
    ran = run("edit", f"{POST}#3", "--log", str(log), READTUI_CONFIG=str(tmp_path / "config.toml"), EDITOR="false")
    assert ran.returncode == 0
    assert b"[Mine]" in (log / POST).read_bytes()
