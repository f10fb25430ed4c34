"""Setting one field: its value's bytes change, in their own style, and no others."""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readtui.grammar.frontmatter import Unusual, places, read_front_matter, setting, value_from_text

BOM = b"\xef\xbb\xbf"
UTC = datetime.UTC
DAY = datetime.date(2024, 2, 29)
TIME = datetime.datetime(2024, 2, 29, 10, 11, 12, tzinfo=UTC)


def after(source: bytes, key: str, value: object) -> bytes:
    front_matter, _ = read_front_matter(source)
    return setting(source, front_matter, key, value).apply(source)


@pytest.mark.parametrize(
    ("block", "key", "value", "wanted"),
    [
        (b'title = "A" # t\n', "title", "B", b'title = "B" # t\n'),
        (b'title="A"\n', "Title", 'B "\\\t\n\x01\x7f', b'title="B \\"\\\\\\t\\n\\u0001\\u007f"\n'),
        (b"title = 'A'\n", "title", "B\\", b"title = 'B\\'\n"),
        (b"title = 'A'\n", "title", "it's", b'title = "it\'s"\n'),
        (b'title = """\nA"""\n', "title", "B", b'title = "B"\n'),
        (b"draft = true\n", "draft", False, b"draft = false\n"),
        (b"date = 2020-07-11\n", "date", DAY, b"date = 2024-02-29\n"),
        (b"date = 2020-07-11T00:00:00+01:00\n", "date", TIME, b"date = 2024-02-29T10:11:12Z\n"),
        (b"date = 2020-07-11 00:00:00\n", "date", TIME, b"date = 2024-02-29 10:11:12Z\n"),
        (b'date = "2020-07-11"\n', "date", DAY, b'date = "2024-02-29"\n'),
        (b"weight = 1_000\n", "weight", 3, b"weight = 3\n"),
        (b'tags = ["a"]\n', "tags", ["a", "b"], b'tags = ["a", "b"]\n'),
        (b"tags = [ 'a','b' ]\n", "tags", ["b", "c", "a"], b"tags = [ 'b','c','a' ]\n"),
        (b'tags = [\n  "a",\n  "b",\n]\n', "tags", ["b", "c"], b'tags = [\n  "b",\n  "c",\n]\n'),
        (b'tags = [\n  "a"\n]\n', "tags", ["a", "c"], b'tags = [\n  "a",\n  "c"\n]\n'),
        (b'tags = ["a"]\n', "tags", [], b"tags = []\n"),
        (b"tags = []\n", "tags", ["a"], b'tags = ["a"]\n'),
        (b'tags = "a"\n', "tags", ["a"], b'tags = ["a"]\n'),
        (b"# c\n\n[t]\ndraft = 1\n", "draft", True, b"draft = true\n# c\n\n[t]\ndraft = 1\n"),
        (b"a='x'\n\n# c\n[t]\n", "title", "B", b"a='x'\ntitle='B'\n\n# c\n[t]\n"),
        (b"", "title", "B", b'title = "B"\n'),
        ('"ké" = "é"\n'.encode(), "KÉ", "ü", '"ké" = "ü"\n'.encode()),
    ],
)
@pytest.mark.parametrize("line_end", [b"\n", b"\r\n"])
@pytest.mark.parametrize(("above", "below"), [(b"", b"body +++\n"), (BOM + b"\n", b""), (b"", b"+++\na = 1\n+++")])
def test_toml(block, key, value, wanted, line_end, above, below):
    def post(inside: bytes) -> bytes:
        return (above + b"+++\n" + inside + b"+++\n").replace(b"\n", line_end) + below

    assert after(post(block), key, value) == post(wanted)


@pytest.mark.parametrize(
    ("block", "key", "value", "wanted"),
    [
        (b"title: A # t\n", "title", "B c", b"title: B c # t\n"),
        (b"title:  'A'\n", "title", "it's", b"title:  'it''s'\n"),
        (b'title: "A"\n', "title", 'B "\\\n\x85\x01', b'title: "B \\"\\\\\\n\\u0085\\u0001"\n'),
        (b"title: 'A'\n", "title", "B\n", b'title: "B\\n"\n'),
        (b"title: A\n", "title", "yes", b'title: "yes"\n'),
        (b"title: A\n", "title", "a: b", b'title: "a: b"\n'),
        (b"title: A\n", "title", "a #b", b'title: "a #b"\n'),
        (b"title: A\n", "title", "2020", b'title: "2020"\n'),
        (b"title: A\n", "title", "", b'title: ""\n'),
        (b"title: A\n", "title", "- x", b'title: "- x"\n'),
        (b"title: A\n", "title", "*x*", b'title: "*x*"\n'),
        (b"title: A\n  and more\nb: 1\n", "title", "B", b"title: B\nb: 1\n"),
        (b"title:\nb: 1\n", "title", "B", b"title: B\nb: 1\n"),
        (b"title: # t\n", "title", "B", b"title: B # t\n"),
        (b"title: ~\n", "title", "B", b"title: B\n"),
        (b"Draft:   no\n", "draft", True, b"Draft:   true\n"),
        (b"date: 2020-07-11\n", "date", DAY, b"date: 2024-02-29\n"),
        (b"date: 2020-07-11 10:00:00\n", "date", TIME, b"date: 2024-02-29 10:11:12Z\n"),
        (b"date: '2020-07-11'\n", "date", DAY, b"date: '2024-02-29'\n"),
        (b"date: 2019-11-26 8:00AM\n", "date", "2024-02-29 9:00AM", b"date: 2024-02-29 9:00AM\n"),
        (b"tags: [a, 'b' ]\n", "tags", ["b", "c d", "e, f"], b"tags: ['b', c d, \"e, f\" ]\n"),
        (b"tags:\n  - a # x\n  - 'b'\nz: 1\n", "tags", ["c", "a"], b"tags:\n  - c\n  - a # x\nz: 1\n"),
        (b"tags:\n- 'a'\n", "tags", ["a", "b"], b"tags:\n- 'a'\n- 'b'\n"),
        (b"tags:\n  - a\n  - b\nz: 1\n", "tags", [], b"tags: []\nz: 1\n"),
        (b"tags:\n  - a\n  - b\n\n# c\n", "tags", ["b"], b"tags:\n  - b\n\n# c\n"),
        (b"tags:\n", "tags", ["a", "no"], b'tags: [a, "no"]\n'),
        (b"tags: a\n", "tags", ["a"], b"tags: [a]\n"),
        (b"title: A\n", "tags", ["a"], b"title: A\ntags: [a]\n"),
        (b"title: 'A'\n\n# c\n\n", "draft", False, b"title: 'A'\n\n# c\ndraft: false\n\n"),
        (b"title: 'A'\n", "author", "B", b"title: 'A'\nauthor: 'B'\n"),
        (b"# c\nx:\n  - y\n", "draft", True, b"# c\nx:\n  - y\ndraft: true\n"),
        (b"  title: A\n", "author", "B", b"  title: A\n  author: B\n"),
        (b"title: A\nx:\n  - y\n", "tags", ["a", "b"], b"title: A\nx:\n  - y\ntags:\n  - a\n  - b\n"),
        (b"a: |\n  text\n\nb: &x 1\nt: A\n", "t", "B", b"a: |\n  text\n\nb: &x 1\nt: B\n"),
        (b"", "title", "B", b'title: "B"\n'),
        (b"# c\n", "title", "B", b'# c\ntitle: "B"\n'),
        ("title: É\n".encode(), "title", "漢字 😀", "title: 漢字 😀\n".encode()),
        (b'{\n\t"title" : "A",\n\t"b": 1\n}\n', "title", "B", b'{\n\t"title" : "B",\n\t"b": 1\n}\n'),
        (b"{title: A, b: 1}\n", "title", "B, c", b'{title: "B, c", b: 1}\n'),
    ],
)
@pytest.mark.parametrize("line_end", [b"\n", b"\r\n"])
@pytest.mark.parametrize(("above", "below"), [(b"", b"body ---\n"), (BOM + b"\n", b"")])
def test_yaml(block, key, value, wanted, line_end, above, below):
    def post(inside: bytes) -> bytes:
        return (above + b"---\n" + inside + b"---\n").replace(b"\n", line_end) + below

    assert after(post(block), key, value) == post(wanted)


@pytest.mark.parametrize(
    ("block", "key", "value", "wanted"),
    [
        (b'{"title": "A"}', "title", 'B"\n', b'{"title": "B\\"\\n"}'),
        (b'{"Title" : "A"} x', "title", "é", '{"Title" : "é"} x'.encode()),
        (b'{"a": 1}', "draft", True, b'{"a": 1,"draft": true}'),
        (b"{}", "draft", True, b'{"draft": true}'),
        (b'{\n\t"a" : [1]\n}\n', "title", "B", b'{\n\t"a" : [1],\n\t"title" : "B"\n}\n'),
        (b'{\r\n  "a": 1\r\n}\r\n', "b", 2, b'{\r\n  "a": 1,\r\n  "b": 2\r\n}\r\n'),
        (b'{"tags": [\n  "a"\n ]}', "tags", ["b", "a"], b'{"tags": [\n  "b",\n  "a"\n ]}'),
        (b'{"date": "2020-07-11"}', "date", TIME, b'{"date": "2024-02-29T10:11:12Z"}'),
        (BOM + '{"é": "ü", "n": null}'.encode(), "n", 1.5, BOM + '{"é": "ü", "n": 1.5}'.encode()),
    ],
)
def test_json(block, key, value, wanted):
    assert after(block, key, value) == wanted


@pytest.mark.parametrize(
    ("source", "key", "value", "reason"),
    [
        (b"just text", "title", "A", "no front matter"),
        (b"---\nbad: [\n---\n", "title", "A", "cannot be read"),
        (b"---\ntitle: A\n", "title", "B", "cannot be read"),
        (b"---\na: &x [1]\nb: *x\ntitle: A\n---\n", "title", "B", "an anchor"),
        (b"---\ntitle: &x A\n---\n", "title", "B", "an anchor"),
        (b"---\ntitle: !!str A\n---\n", "title", "B", "a tag"),
        (b"---\ntitle: |\n  A\n---\n", "title", "B", "a block scalar"),
        (b"---\ntitle: A\ntitle: B\n---\n", "title", "C", "twice"),
        (b"---\ntitle: A\nTitle: B\n---\n", "title", "C", "twice"),
        (b'{"a": 1, "a": 2}', "a", 3, "twice"),
        (b"---\nmenu:\n  main: 1\n---\n", "menu", "A", "fields within"),
        (b"---\ntags:\n- a\n---\n", "tags", "A", "a list over several lines"),
        (b"---\ntags:\n- a\n# c\n- b\n---\n", "tags", ["b"], "a comment"),
        (b"---\ntags:\n- &x a\n---\n", "tags", ["b"], "an anchor"),
        (b"---\ntags:\n- >-\n  a\n---\n", "tags", ["b"], "a block scalar"),
        (b"+++\ntags = [ # c\n 'a' ]\n+++\n", "tags", ["b"], "a comment"),
        (b"+++\n[tags]\na = 1\n+++\n", "tags", ["b"], "fields of its own"),
        (b"+++\ntags.a = 1\n+++\n", "tags", ["b"], "fields of its own"),
        (b"---\n{title: A}\n---\n", "draft", True, "braces"),
        (b"---title: A\n---\n", "title", "B\ud800", "half a character"),
        (b"---\ntitle: caf\xe9\n---\n", "draft", True, "UTF-8"),
        (b"---\ntitle: A\n---\n", "a b: c", "B", "no name"),
        (b"---\ntitle: A\n---\n", "title", {"a": 1}, "cannot hold"),
        (b"+++\ntitle = 'A'\n+++\n", "title", None, "cannot hold"),
        (b"---\na: |+\n  text\n\n---\n", "b", 1, "read back"),
    ],
)
def test_what_cannot_be_set_safely_is_refused_with_the_reason(source, key, value, reason):
    with pytest.raises(Unusual, match=reason):
        after(source, key, value)


def test_a_value_that_is_there_already_changes_nothing():
    source = b"---\ntitle: 'A'\ntags:\n- a\n---\n"
    assert after(source, "title", "A") == source
    assert after(source, "tags", ["a"]) == source


def test_what_a_typed_value_means():
    told = value_from_text
    assert told("draft", "Yes", None) is True
    assert told("toc", "false", True) is False
    assert told("date", "2020-07-12", DAY) == datetime.date(2020, 7, 12)
    assert told("date", "2020-07-12 10:00", DAY) == datetime.datetime(2020, 7, 12, 10)
    assert told("date", "2020-07-12T10:00:00Z", TIME) == datetime.datetime(2020, 7, 12, 10, tzinfo=UTC)
    assert told("date", "2020-07-12 8:00AM", "2019-11-26 8:00AM") == "2020-07-12 8:00AM"
    assert told("tags", " a, b c ,,d", None) == ["a", "b c", "d"]
    assert told("tags", "", ["a"]) == []
    assert told("authors", "A B, C", ["x"]) == ["A B", "C"]
    assert told("weight", "7", 3) == 7
    assert told("ratio", "7", 3.5) == 7.0
    assert told("title", "2020", "A") == "2020"
    for key, text, old in [("draft", "maybe", None), ("date", "soon", None), ("weight", "x", 1)]:
        with pytest.raises(Unusual, match=key):
            told(key, text, old)


TEXT = st.text(alphabet="aZ é\"'\\#=[]{}+-:,.😀\t\n\u202e\x85\u2028\x01%&*!|>@`~?0", max_size=9)
VALUES = {
    "title": TEXT,
    "date": st.sampled_from([DAY, TIME, TIME.replace(tzinfo=None), "2020-07-11"]),
    "draft": st.booleans(),
    "tags": st.lists(TEXT, max_size=3),
    "weight": st.integers(-5, 10**9),
}
SET = st.sampled_from(list(VALUES)).flatmap(lambda key: st.tuples(st.just(key), VALUES[key]))
TOML_VALUES = st.sampled_from(
    [
        *(
            '"x"',
            "'y # z'",
            '"""\nm"""',
            "'''q\n+ '''",
            "[ 'a', \"b\" ]",
            '[\n  "a", # ]\n  "b",\n]',
            "{ a = 1, b = [2] }",
        ),
        *(
            "2020-07-11",
            "2020-07-11 10:11:12Z",
            "07:32:00",
            "1_000",
            "0xFF",
            "1.5e3",
            "true",
            "[]",
            '"é" # c',
            '"a\\"b"',
        ),
    ]
)
YAML_VALUES = st.sampled_from(
    [
        *(
            " plain words",
            " 'q'",
            ' "d # \\" é"',
            "",
            " ~",
            " 2020-07-11",
            " [a, 'b',\"c\" ]",
            "\n  - a # c\n  - 'b'",
            "\n- a\n- b",
        ),
        *(
            "\n    q: 1\n    r: [x]",
            " |\n  lit\n  +++",
            " >-\n  fold\n  two",
            " one\n  two",
            " no",
            " {a: 1}",
            " &x foo",
            " !!str 1",
        ),
        *(' "multi\n  line"', " # only", " []", "\n  - &y a", " 2019-11-26 8:00AM", "\n\n  - a\n\n  - b", " *x"),
    ]
)
JSON_VALUES = st.sampled_from(
    ['"x"', '"\\u00e9 é"', "[]", '[ "a" ,"b"]', '{"a": [1]}', "true", "null", "1.5e3", '[\n "a"\n]']
)
KEYS = st.permutations(["title", "date", "draft", "tags", "weight", "slug", "x-y"])
LINE_END = st.sampled_from(["\n", "\n", "\r\n"])
GAP = st.sampled_from(["", "", "# c\n", "\n"])


@st.composite
def posts(draw: st.DrawFn) -> bytes:
    keys = draw(KEYS)[: draw(st.integers(0, 6))]
    form = draw(st.sampled_from(["toml", "yaml", "json"]))
    if form == "toml":
        lines = [draw(GAP) + key + draw(st.sampled_from([" = ", "="])) + draw(TOML_VALUES) + "\n" for key in keys]
        tables = draw(st.sampled_from(["", "[p]\ntitle = 'inner'\n", "\n# t\n[[r]]\na = 1\n"]))
        text = "+++\n" + "".join(lines) + tables + "+++\n"
    elif form == "yaml":
        text = "---\n" + "".join(draw(GAP) + key + ":" + draw(YAML_VALUES) + "\n" for key in keys) + "---\n"
    else:
        gap = draw(st.sampled_from([" ", "\n\t", ""]))
        text = "{" + ",".join(f'{gap}"{key}": {draw(JSON_VALUES)}' for key in keys) + gap + "}\n"
    above = draw(st.sampled_from([b"", BOM, b"\n"]))
    return above + text.replace("\n", draw(LINE_END)).encode() + draw(st.sampled_from([b"", b"body\n---\n+++\n"]))


@settings(max_examples=400, deadline=None)
@given(posts(), SET)
def test_a_set_changes_one_value_or_is_refused(source, change):
    key, value = change
    front_matter, problems = read_front_matter(source)
    try:
        splice = setting(source, front_matter, key, value)
    except Unusual:
        return
    assert not problems
    place = places(source, front_matter).get(key)
    if place is not None and place.of(source):
        assert place.start <= splice.span.start + 40
        assert splice.span.end == place.end
    else:
        assert len(splice.span) == 0
    changed = splice.apply(source)
    read, found = read_front_matter(changed)
    assert not found
    assert changed[read.block.end :] == source[front_matter.block.end :]
    assert {k: repr(v) for k, v in read.values.items() if k != key} == {
        k: repr(v) for k, v in front_matter.values.items() if k != key
    }
    written = read.values[key]
    assert written == value or (isinstance(value, datetime.date) and isinstance(written, str))
