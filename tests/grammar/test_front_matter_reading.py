"""Reading the block of fields on top of a post."""

import datetime
import subprocess
import sys

import pytest

from readtui.grammar.frontmatter import draft_of, kind_of, line_of, places, read_front_matter, title_of

BOM = b"\xef\xbb\xbf"


def fields(source: bytes) -> dict[str, object]:
    front_matter, problems = read_front_matter(source)
    assert not problems
    return dict(front_matter.values)


@pytest.mark.parametrize(
    ("source", "language", "values", "body"),
    [
        (b'+++\ntitle = "A"\n+++\nbody', "toml", {"title": "A"}, b"body"),
        (b"---\ntitle: A\n---\nbody", "yaml", {"title": "A"}, b"body"),
        (b'{"title": "A"}\nbody', "json", {"title": "A"}, b"body"),
        (b'{\n\t"Title" : "}\\"",\n\t"n": {"a": [1]}\n}\nbody', "json", {"Title": '}"', "n": {"a": [1]}}, b"body"),
        (b'{"title": "A"} body', "json", {"title": "A"}, b" body"),
        (b'---\n{\n\t"title": "A"\n}\n---\nbody', "yaml", {"title": "A"}, b"body"),
        (b"---\n{title: A}\n---\nbody", "yaml", {"title": "A"}, b"body"),
        (BOM + b"---\ntitle: A\n---\nbody", "yaml", {"title": "A"}, b"body"),
        (BOM + b"\r\n \n+++\r\ntitle = 'A'\r\n+++\r\nbody\r\n", "toml", {"title": "A"}, b"body\r\n"),
        (b"---\rtitle: A\r---\rbody", "yaml", {"title": "A"}, b"body"),
        (b"---\ntitle: A\n---", "yaml", {"title": "A"}, b""),
        (b"---  \ntitle: A\n-----\nbody", "yaml", {"title": "A"}, b"body"),
        (b"---\ntitle: A\n--- # end\nbody", "yaml", {"title": "A"}, b"# end\nbody"),
        (b"---\n---\nbody", "yaml", {}, b"body"),
        (b"---\n# only a remark\n---\nbody", "yaml", {}, b"body"),
        (b"+++\n+++\n", "toml", {}, b""),
        (b'+++\na = """\n++\n+++\nrest"""\n', "toml", None, b'rest"""\n'),
        (b"just text", "none", {}, b"just text"),
        (BOM + b"just text", "none", {}, b"just text"),
        (b"", "none", {}, b""),
        (BOM, "none", {}, b""),
        (b"- a list", "none", {}, b"- a list"),
        (b"-----\na rule\n-----\n", "none", {}, b"-----\na rule\n-----\n"),
        (b"{: .notice}\ntext", "none", {}, b"{: .notice}\ntext"),
        (b"{{< figure >}}\ntext", "none", {}, b"{{< figure >}}\ntext"),
        (b"#+TITLE: org\n", "none", {}, b"#+TITLE: org\n"),
        (b"---\nsome text\n\n---\nmore", "yaml", None, b"---\nsome text\n\n---\nmore"),
        (b"---\n- [a](https://a.example)\n---\n", "yaml", None, b"---\n- [a](https://a.example)\n---\n"),
        (BOM + b"---\nno end\n", "yaml", None, b"---\nno end\n"),
        (b'{"title": "A"', "json", None, b'{"title": "A"'),
    ],
)
def test_the_block_is_found_as_hugo_finds_it(source, language, values, body):
    front_matter, problems = read_front_matter(source)
    assert front_matter.language == language
    assert source[front_matter.block.end :].lstrip(b" ") == body.lstrip(b" ")
    assert front_matter.block.start == 0
    assert bool(problems) == (values is None)
    assert front_matter.values == (values or {})


@pytest.mark.parametrize(
    ("source", "code", "line"),
    [
        (b"\n---\ntitle: A\nbad\n---\n", "front-matter-invalid", 4),
        (b"+++\r\ntitle = 'A'\r\nbad\r\n+++\r\n", "front-matter-invalid", 3),
        (b'{\n"a": 1,\n}\n', "front-matter-invalid", 3),
        (b'{"a": NaN}', "front-matter-invalid", 1),
        (b"---\na: [1\n---\n", "front-matter-invalid", 2),
        (b"---\na: \x07\n---\n", "front-matter-invalid", 2),
        (b"\n\n+++\ntitle = 1\n", "front-matter-unclosed", 3),
        (b"---\ntext\n---\n", "front-matter-not-fields", 2),
    ],
)
def test_what_is_wrong_is_said_with_its_line(source, code, line):
    front_matter, (problem,) = read_front_matter(source)
    assert (problem.code, problem.line, problem.forbids_editing) == (code, line, False)
    assert front_matter.values == {}
    assert "\n" not in problem.message


def test_plain_words_are_read_as_hugo_reads_them():
    assert fields(b"---\na: yes\nb: No\nc: off\nd: 12:30:45\ne: True\nf: 010\ng: 0o17\nh: 1.10\ni: ~\n---\n") == {
        "a": "yes",
        "b": "No",
        "c": "off",
        "d": "12:30:45",
        "e": True,
        "f": 8,
        "g": 15,
        "h": 1.1,
        "i": None,
    }


def test_a_day_that_is_none_costs_only_itself():
    assert fields(b"---\ntitle: A\ndate: 2020-02-30\n---\n") == {"title": "A", "date": "2020-02-30"}


def test_dates_keep_their_zone_or_its_absence():
    zone = datetime.timezone(datetime.timedelta(hours=-5))
    for source in (
        b"+++\na = 2020-07-11T10:11:12-05:00\nb = 2020-07-11 10:11:12\nc = 2020-07-11\n+++\n",
        b"---\na: 2020-07-11T10:11:12-05:00\nb: 2020-07-11 10:11:12\nc: 2020-07-11\n---\n",
    ):
        assert fields(source) == {
            "a": datetime.datetime(2020, 7, 11, 10, 11, 12, tzinfo=zone),
            "b": datetime.datetime(2020, 7, 11, 10, 11, 12),
            "c": datetime.date(2020, 7, 11),
        }


def test_a_byte_that_is_no_utf_8_costs_its_character_only():
    assert fields(b"---\ntitle: caf\xe9\n---\n") == {"title": "caf\ufffd"}


def test_title_draft_and_kind():
    def told(block: bytes) -> tuple[object, object, object]:
        front_matter, _ = read_front_matter(b"---\n" + block + b"\n---\n")
        return title_of(front_matter), draft_of(front_matter), kind_of(front_matter)

    assert told(b"Title: '  A '\nDRAFT: true\ntype: Books") == ("  A ", True, "Books")
    assert told(b"title: 20250314\ndraft: 'true'\ntype: post") == ("20250314", True, None)
    assert told(b"title: true\ndraft: yes\nkind: page") == ("true", False, None)
    assert told(b"title: 2020-01-02\ndraft: 1\nkind: Talk\ntype: Book") == ("2020-01-02", True, "Talk")
    assert told(b"title: 2020-01-02T00:00:00Z\ndraft: no") == ("2020-01-02T00:00:00Z", False, None)
    assert told(b"title: [a]\ndraft: []") == (None, False, None)
    assert told(b"other: 1") == (None, False, None)


def test_each_value_has_its_place():
    cases = {
        b'+++\n# c\ntitle = "A # \\" b" # t\nd.x = 1\n"q k"=[ 1, # ]\n 2 ]\nm = """a\n""b"""\n[t]\ntitle = 1\n+++\n': {
            "title": b'"A # \\" b"',
            "q k": b"[ 1, # ]\n 2 ]",
            "m": b'"""a\n""b"""',
        },
        BOM
        + "---\r\ntitle: 'É' # t\r\nnil:\r\ntags:\r\n  - a\r\n  - é # t\r\n\r\n# c\r\nx: {a: 1}\r\n---\r\n".encode(): {
            "title": "'É'".encode(),
            "nil": b"",
            "tags": "- a\r\n  - é # t".encode(),
            "x": b"{a: 1}",
        },
        '---\n{ "é": 1,\n  "b" : [1, {"c": 2}] }\n---\n'.encode(): {"é": b"1", "b": b'[1, {"c": 2}]'},
    }
    for source, wanted in cases.items():
        front_matter, problems = read_front_matter(source)
        assert not problems
        assert {key: span.of(source) for key, span in places(source, front_matter).items()} == wanted
    assert line_of(source, front_matter, "B") == 3
    assert line_of(source, front_matter, "missing") is None


def test_a_borrowed_value_has_no_place():
    source = b"---\na: &x [1]\nb: *x\n---\n"
    assert set(places(source, read_front_matter(source)[0])) == {"a"}


def test_plain_blocks_load_no_parser():
    script = (
        "import sys; from readtui.grammar.days.dates import date_of; from readtui.grammar.frontmatter import *\n"
        'for s in (b\'+++\\ntitle = "A"\\ndate = 2020-07-11\\ntags = ["a"]\\n+++\\n\','
        " b'---\\ntitle: A\\ndate: 2019-11-26 8:00AM\\ntags:\\n  - a\\n---\\n'):\n"
        "    f, p = read_front_matter(s); assert title_of(f) and date_of(f) and not p\n"
        "print(*[m for m in ('yaml', 'frontmatter', 'tomlkit', 'tomllib', 'json') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
