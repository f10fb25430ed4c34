"""Items of a list in the front matter come and go by splices of their own, in the style of their sisters."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readtui.grammar.frontmatter import Unusual, read_front_matter
from readtui.grammar.frontmatter.list_items import adding_item, changing_items, listed, removing_item, renaming_item

YAML_BLOCK = b"---\ntitle: T\ntags:\n  - a # first\n  - 'b c'\ndate: 2020-07-11\n---\n\nText.\n"
YAML_FLOW = b'---\ntags: ["a", b]\ntitle: T\n---\nText.\n'
TOML_LINES = b"+++\ntags = [\n    'a', # first\n    'b',\n]\ntitle = 'T'\n+++\n"
JSON = b'{"title": "T",\n "tags": ["a", "b"]\n}\nText.\n'


def added(source: bytes, item: str, key: str = "tags") -> bytes:
    return adding_item(source, key, item).apply(source)


def removed(source: bytes, item: str, key: str = "tags") -> bytes:
    return removing_item(source, key, item).apply(source)


def renamed(source: bytes, old: str, new: str) -> bytes:
    return renaming_item(source, "tags", old, new).apply(source)


def test_an_item_is_added_as_its_sisters_stand() -> None:
    assert added(YAML_BLOCK, "d").replace(b"  - d\n", b"") == YAML_BLOCK
    assert b"  - 'b c'\n  - d\ndate" in added(YAML_BLOCK, "d")
    assert b'tags: ["a", b, "d"]\n' in added(YAML_FLOW, "d")
    assert b"    'b',\n    'd',\n]\n" in added(TOML_LINES.replace(b" # first", b""), "d")
    assert b'["a", "b", "d"]' in added(JSON, "d")


def test_comments_of_other_items_stay() -> None:
    assert b"  - a # first\n  - 'b c'\n  - d\n" in added(YAML_BLOCK, "d")
    assert b"  - a # first\ndate" in removed(YAML_BLOCK, "b c")
    assert b"  - z # first\n  - 'b c'\n" in renamed(YAML_BLOCK, "a", "z")
    assert b"    'z', # first\n    'b',\n]" in renamed(TOML_LINES, "a", "z")
    assert b"    'a', # first\n    'b',\n    'd',\n]" in added(TOML_LINES, "d")
    with pytest.raises(Unusual, match="a comment in a list"):
        removed(YAML_BLOCK, "a")


def test_an_item_takes_its_own_gap_along() -> None:
    assert b"tags: [b]\n" in removed(YAML_FLOW, "a")
    assert b'tags: ["a"]\n' in removed(YAML_FLOW, "b")
    assert b'["b"]' in removed(JSON, "a")


def test_the_last_item_leaves_an_empty_list_which_takes_one_again() -> None:
    left = removed(removed(YAML_FLOW, "a"), "b")
    assert b"tags: []\n" in left
    assert b"tags: [c]\n" in added(left, "c") or b'tags: ["c"]\n' in added(left, "c")


def test_a_missing_list_is_made_in_the_style_of_the_others() -> None:
    assert b"date: 2020-07-11\ncategories:\n  - x\n---\n" in added(YAML_BLOCK, "x", "categories")
    assert b'"tags": ["a", "b"],\n "categories": ["x"]\n}' in added(JSON, "x", "categories")


def test_a_name_that_is_there_already_leaves_one() -> None:
    assert b"tags: [b]\n" in renamed(YAML_FLOW, "a", "b")
    assert renamed(YAML_FLOW, "x", "b") == YAML_FLOW
    assert b"---\ntags: go\n---\n".replace(b"go", b"Go") == renamed(b"---\ntags: go\n---\n", "go", "Go")


def test_several_at_once_are_one_splice() -> None:
    (splice,) = changing_items(YAML_FLOW, "tags", ["c", "d"], ["a"])
    assert b'tags: [b, "c", "d"]\n' in splice.apply(YAML_FLOW)
    assert changing_items(YAML_FLOW, "tags", ["a"], ["z"]) == []


@pytest.mark.parametrize(
    ("source", "why"),
    [
        (b"Text.\n", "no front matter"),
        (b"---\ntags: go\n---\n", "holds no list"),
        (b"---\ntags: &t [a]\nothers: *t\n---\n", "an anchor"),
        (b"+++\n[tags]\na = 1\n+++\n", "holds no list"),
        (b"---\ntags: [a]\nTags: [b]\n---\n", "stands in it twice"),
    ],
)
def test_what_is_unusual_is_refused(source: bytes, why: str) -> None:
    with pytest.raises(Unusual, match=why):
        adding_item(source, "tags", "x")


texts = (
    st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), min_size=1, max_size=12).map(str.strip).filter(bool)
)
names = st.one_of(
    texts, st.sampled_from(["yes", "no", "null", "1", "2020-07-11", "a: b", "- x", "it's", 'a "b"', "#x"])
)


@st.composite
def blocks(draw: st.DrawFn) -> tuple[bytes, list[str]]:
    """A block with a list, in each of the styles that logs have."""
    items = draw(st.lists(names, min_size=1, max_size=4, unique=True))
    quoted = ['"' + item.replace("\\", "\\\\").replace('"', '\\"') + '"' for item in items]
    style = draw(st.sampled_from(["yaml", "yaml lines", "toml", "toml lines", "json"]))
    if style == "json":
        text = '{"tags": [' + ", ".join(quoted) + '], "n": 1}\n\nText.\n'
    elif style == "yaml lines":
        dash = draw(st.sampled_from(["- ", "  - ", "    -   "]))
        text = "---\ntags:\n" + "".join(f"{dash}{each}\n" for each in quoted) + "n: 1 # one\n---\n\nText.\n"
    elif style == "toml lines":
        text = "+++\ntags = [\n" + "".join(f"  {each},\n" for each in quoted) + "]\nn = 1\n+++\n\nText.\n"
    else:
        fence, sign = ("---", ": ") if style == "yaml" else ("+++", " = ")
        text = f"{fence}\ntags{sign}[{', '.join(quoted)}]\nn{sign}1\n{fence}\n\nText.\n"
    end = draw(st.sampled_from(["\n", "\r\n"]))
    return text.replace("\n", end).encode(), items


@settings(max_examples=300, deadline=None)
@given(blocks(), names, st.data())
def test_any_item_comes_and_goes_and_the_rest_keeps_its_bytes(
    block: tuple[bytes, list[str]], item: str, data: st.DataObject
) -> None:
    source, items = block
    if list(listed(read_front_matter(source)[0], "tags")) != items:
        return  # YAML reads some signs otherwise
    try:
        more = added(source, item)
    except Unusual as unusual:
        assert str(unusual)  # noqa: PT017 - a refusal is an answer, if it says why
        return
    wanted = items if item in items else [*items, item]
    assert list(listed(read_front_matter(more)[0], "tags")) == wanted
    if item not in items:
        assert removed(more, item) == source
        old = data.draw(st.sampled_from(items))
        other = renamed(source, old, item)
        assert list(listed(read_front_matter(other)[0], "tags")) == [item if each == old else each for each in items]
        assert len(other.splitlines()) == len(source.splitlines())
    if len(items) > 1:
        gone = data.draw(st.sampled_from(items))
        assert list(listed(read_front_matter(removed(source, gone))[0], "tags")) == [e for e in items if e != gone]
