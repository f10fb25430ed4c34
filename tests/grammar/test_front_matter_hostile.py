"""Hostile front matter: read or refused, soon, and never the end of the program."""

import time

import pytest

from readtui.grammar.days.dates import date_of
from readtui.grammar.frontmatter import (
    Unusual,
    date_problem,
    draft_of,
    kind_of,
    places,
    read_front_matter,
    setting,
    title_of,
)

KIB = 1024
ALIASES = (
    b"---\na0: &a0 [x, x]\n"
    + b"".join(b"a%d: &a%d [%s]\n" % (n, n, b", ".join([b"*a%d" % (n - 1)] * 9)) for n in range(1, 10))
    + b"title: A\n---\n"
)
MERGES = (
    b"---\nm0: &m0 {a: 1, b: 2}\n"
    + b"".join(
        b"m%d: &m%d\n  <<: [%s]\n  k%d: 1\n" % (n, n, b", ".join([b"*m%d" % (n - 1)] * 9), n) for n in range(1, 10)
    )
    + b"---\n"
)

HOSTILE = {
    "brackets": b"---\nx: " + b"[" * 30 * KIB + b"\n---\n",
    "braces": b"---\nx: " + b"{" * 30 * KIB + b"\n---\n",
    "closed brackets": b"---\nx: " + b"[" * 5000 + b"]" * 5000 + b"\n---\n",
    "dashes": b"---\n" + b"- " * 5000 + b"x\n---\n",
    "questions": b"---\n" + b"? " * 5000 + b"x\n---\n",
    "indents": b"---\n" + b"".join(b" " * n + b"a:\n" for n in range(340)) + b"---\n",
    "toml brackets": b"+++\nx = " + b"[" * 30 * KIB + b"\n+++\n",
    "toml braces": b"+++\nx = " + b"{a=" * 9000 + b"1" + b"}" * 9000 + b"\n+++\n",
    "toml dots": b"+++\n" + b"a." * 20000 + b"a = 1\n+++\n",
    "toml dots in quotes": b"+++\nx = { " + b'" ".' * 9000 + b"a = 1 }\n+++\n",
    "toml tables": b"+++\n" + b"".join(b"[a%d.b]\n" % n for n in range(5000)) + b"+++\n",
    "json brackets": b'{"x": ' + b"[" * 30 * KIB + b"]" * 30 * KIB + b"}",
    "json objects": b'{"x": ' * 5000 + b"1" + b"}" * 5000,
    "aliases": ALIASES,
    "merges": MERGES,
    "many aliases": b"---\na: &a 1\nb: [" + b"*a, " * 10000 + b"]\n---\n",
    "itself": b"---\na: &a [*a]\n---\n",
    "no such day": b"---\ndate: 2020-02-30\n---\n",
    "no such day, TOML": b"+++\ndate = 2020-02-30\n+++\n",
    "no such zone": b"---\ndate: 2020-02-20 10:00:00 +99:99\n---\n",
    "keys": b"---\ncontent: 1\nhandler: 2\nmetadata: 3\n4: 5\nnull: 6\n2020-01-01: 7\ntrue: 8\n---\n",
    "list as key": b"---\n? [a, b]\n: c\n---\n",
    "digits": b"---\nx: " + b"9" * 5000 + b"\n---\n",
    "digits, TOML": b"+++\nx = " + b"9" * 5000 + b"\n+++\n",
    "digits, JSON": b'{"x": ' + b"9" * 5000 + b"}",
    "real number": b"+++\nx = 1e999\n+++\n",
    "python": b"---\nx: !!python/object/apply:os.system ['true']\n---\n",
    "tags": b"---\na: !!int ''\n---\n",
    "bool tag": b"---\na: !!bool maybe\n---\n",
    "date tag": b"---\na: !!timestamp soon\n---\n",
    "float tag": b"---\na: !!float ''\n---\n",
    "binary tag": b"---\na: !!binary '~'\n---\n",
    "omap tag": b"---\na: !!omap [b]\n---\n",
    "unknown tag": b"---\na: !unknown [b]\n---\n",
    "two documents": b"---\na: 1\n...\nb: 2\n---\n",
    "conflict": b"+++\n<<<<<<< HEAD\ntitle = 'A'\n=======\ntitle = 'B'\n>>>>>>> x\n+++\n",
    "nul": b"---\ntitle: \x00\n---\n",
    "escape": b"---\ntitle: \x1b]52;c;AAAA\x07\n---\n",
    "half a character": b'---\ntitle: "\\ud83d"\n---\n',
    "half a character, JSON": b'{"title": "\\ud83d"}',
    "not UTF-8": b"---\ntitle: \xff\xfe\n---\n",
    "BOM within": b"---\n\xef\xbb\xbftitle: A\n---\n",
    "large": b"---\n" + b"a: b\n" * 20000 + b"---\nbody",
    "large JSON": b'{"a": "' + b"x" * 70 * KIB + b'"}\nbody',
    "unclosed": b"---\n" + b"a: b\n" * 200000,
    "spaces": b"---\ntitle: a" + b" " * 60 * KIB + b": b\n---\n",
    "toml spaces": b"+++\na = [" + b" " * 60 * KIB + b"\n+++\n",
    "toml quotes": b"+++\na = " + b'"' * 60 * KIB + b"\n+++\n",
    "blank": b"\n" * 60 * KIB + b"---",
    "fences": b"---\n" * 20000,
    "quotes": b"---\na: " + b"'" * 60001 + b"\n---\n",
}


@pytest.mark.parametrize("source", HOSTILE.values(), ids=HOSTILE)
def test_hostile_blocks_are_read_or_named_in_time(source):
    begun = time.process_time()
    front_matter, problems = read_front_matter(source)
    assert all(problem.line and problem.code.startswith("front-matter-") for problem in problems)
    title_of(front_matter), date_of(front_matter), draft_of(front_matter), kind_of(front_matter)
    date_problem(source, front_matter)
    places(source, front_matter)
    for key, value in (("title", "B"), ("tags", ["b"])):
        try:
            splice = setting(source, front_matter, key, value)
        except Unusual:
            continue
        read, found = read_front_matter(splice.apply(source))
        assert not found
        assert read.value(key) == value
    assert time.process_time() - begun < 4, "a 64 KiB block of YAML takes PyYAML a second"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("brackets", "front-matter-too-deep"),
        ("dashes", "front-matter-too-deep"),
        ("indents", "front-matter-too-deep"),
        ("toml brackets", "front-matter-too-deep"),
        ("toml dots", "front-matter-too-deep"),
        ("toml dots in quotes", "front-matter-too-deep"),
        ("json objects", "front-matter-too-deep"),
        ("merges", "front-matter-invalid"),
        ("digits, TOML", "front-matter-invalid"),
        ("python", "front-matter-invalid"),
        ("conflict", "front-matter-invalid"),
        ("large", "front-matter-too-large"),
        ("large JSON", "front-matter-too-large"),
        ("unclosed", "front-matter-unclosed"),
    ],
)
def test_what_is_hostile_has_its_name(name, code):
    front_matter, (problem,) = read_front_matter(HOSTILE[name])
    assert problem.code == code
    assert front_matter.values == {}


def test_odd_keys_are_text():
    front_matter, _ = read_front_matter(HOSTILE["keys"])
    assert set(front_matter.values) == {"content", "handler", "metadata", "4", "None", "2020-01-01", "True"}


def test_too_large_a_block_is_no_part_of_the_body():
    source = HOSTILE["large"]
    front_matter, _ = read_front_matter(source)
    assert source[front_matter.block.end :] == b"body"
