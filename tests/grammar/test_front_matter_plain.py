"""The quick reading of plain blocks says what the parser says, wherever it answers."""

import tomllib
from pathlib import Path

import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from readtui.grammar.frontmatter.fences import find_fences
from readtui.grammar.frontmatter.plain import plain_text, plain_toml, plain_yaml
from readtui.grammar.frontmatter.yaml_block import FieldsLoader

PIECES = st.sampled_from(
    [
        *"aZé٣0-:#,'\"[]{}\\ .&*!|>%@`~?=/_<\t\n\u00a0\u2028\ufeff\r",
        *(": ", " #", "- ", "yes", "No", "null", "true", "TRUE", "on", "1e3", "0x1F", "010", "12:30", "~", "<<"),
        *(
            "2020-07-11",
            "2020-02-30",
            "2020-1-1",
            "T10:11:12",
            " 10:11:12",
            "Z",
            "+02:00",
            " -5",
            "8:00AM",
            "1_000",
            "é b",
        ),
        *("'a'", '"b"', "[a, b]", "[\"a\", 'b' ]", "[]", ".inf", "1.5", "...", "   "),
    ]
)
ODD = st.lists(PIECES, max_size=3).map("".join)
WORDS = ["a b", "What I read: 3", "C# é", "it's", "x-y", "漢字", "8 things", "http://a.b/c#d", "/p/q", "8:00AM"]
SCALARS = [
    "'a'",
    '"b: # c"',
    "''",
    "true",
    "False",
    "2020-07-11",
    "2020-07-11T10:11:12Z",
    "2020-07-11 10:11:12+02:00",
    "0",
    "84",
]
LISTS = ["[]", "[ ]", '["a", "b c"]', "['a' , \"b\" ]", '["a", ]', "[a, b c]", "[a,b]"]
PLAUSIBLE = st.sampled_from([*WORDS, *SCALARS, *LISTS])
VALUE = st.one_of(
    PLAUSIBLE, PLAUSIBLE, st.tuples(ODD, PLAUSIBLE, ODD).map("".join), st.tuples(PLAUSIBLE, ODD).map("".join), ODD
)
REMARK = st.sampled_from(["", "", "", " # c", "  ", " #", "#"])
YAML_ITEMS = st.lists(st.tuples(st.sampled_from(["- ", "  - ", "-  ", "   - "]), VALUE).map("".join), max_size=2).map(
    "\n".join
)
YAML_LINE = st.one_of(
    st.tuples(st.sampled_from([":", ": ", ": ", ":   "]), VALUE, REMARK).map("".join),
    st.tuples(st.just(":"), REMARK, st.just("\n"), YAML_ITEMS).map("".join),
)
TOML_LINE = st.tuples(
    st.sampled_from([" = ", "=", " =  ", " "]), st.one_of(st.sampled_from([*SCALARS, *LISTS]), VALUE), REMARK
)
KEYS = st.permutations(["a", "title", "date", "y", "no", "true", "A-b", "1", "é", "a"])


def blocks(line: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """A few lines with a key each, which is nearly always another."""
    return st.tuples(KEYS, st.lists(line, min_size=1, max_size=3)).map(
        lambda drawn: "\n".join(key + rest for key, rest in zip(drawn[0], drawn[1], strict=False))
    )


def same(one: object, other: object) -> bool:
    """Equal and of equal types, zones and order: `1` is not `True`."""
    return repr(one) == repr(other)


@settings(max_examples=500, deadline=None)
@given(blocks(YAML_LINE))
@example("a: b\n  - c")
@example("a:\n- b\n- c: d")
@example("date: 2020-01-02 #x\nb: 2020-1-2 # am")
@example("a: x :\nb: 1")
@example("a: [b , c ]")
@example("a:\n\n  - b\n # c\n  - d\nb:")
def test_plain_yaml_is_what_the_parser_reads(block):
    text = plain_text(block.encode())
    quick = None if text is None else plain_yaml(text)
    if quick is not None:
        assert same(quick, yaml.load(block, Loader=FieldsLoader) or {})


@settings(max_examples=500, deadline=None)
@given(blocks(TOML_LINE.map("".join)))
@example("a = 2020-07-11 10:11:12+02:00\nb = ''")
@example('a = ["x", ]\nb = """c"""')
@example("a = 1\na = 2")
def test_plain_toml_is_what_the_parser_reads(block):
    text = plain_text(block.encode())
    quick = None if text is None else plain_toml(text)
    if quick is not None:
        assert same(quick, tomllib.loads(block.replace("\r\n", "\n")))


def test_plain_answers_where_logs_are_plain():
    assert plain_toml('title = "A (July 5 - July 11)"\ndate = 2020-07-11 # c\ntags = ["a b", \'c\']\ndraft = false\n')
    assert plain_yaml(
        "title: What's 1:2#3? Äh\ndate:   2018-07-21 8:00AM\nid: 84\ntags:\n  - a\n  - /b\nx: [a b, 'c']\n"
    )


def test_no_line_takes_longer_than_it_is_long():
    for line in ("a: b" + " " * 60_000 + ": x", "a: [b" + " " * 60_000 + "{", 'a = ["b"' + " " * 60_000 + "{"):
        assert plain_yaml(line) is None
        assert plain_toml(line) is None


def test_plain_blocks_of_real_logs(real_logs: Path):
    answered = total = 0
    for path in real_logs.rglob("*.md"):
        source = path.read_bytes()
        fences = find_fences(source)
        if fences.problem or fences.language not in ("toml", "yaml"):
            continue
        total += 1
        inside = fences.inside.of(source)
        text = plain_text(inside)
        quick = None if text is None else plain_toml(text) if fences.language == "toml" else plain_yaml(text)
        if quick is not None:
            answered += 1
            if answered % 4:
                continue  # PyYAML takes half a millisecond for each
            read = tomllib.loads(text) if fences.language == "toml" else yaml.load(inside, Loader=FieldsLoader)
            assert same(quick, read or {}), path
    assert answered > 0.9 * total
