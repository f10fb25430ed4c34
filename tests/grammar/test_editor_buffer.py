import os

from hypothesis import given, settings
from hypothesis import strategies as st
from textual.document._document import Document

from readtui.grammar.changing.buffer import Buffer
from readtui.model.printable import visible

EXAMPLES = 20_000 if os.environ.get("READTUI_LONG") else 1_000
EDITS = 5  # of each example
PIECES = [
    "a",
    "b ",
    "é",
    "😀",
    "\t",
    "\n",
    "\n",
    "\n",
    "\r\n",
    "\r\n",
    "\r",
    "\f",
    "\v",
    "\0",
    "\x1b[31m",
    "\x7f",
    "\x85",
]
PIECES += ["\x1c", "\u2028", "\u2029", "\u202e", "\u2066", "\ufeff", "␛", "␌", "\u28ff", "\U000e0041", "\ufffd"]
sources = st.lists(st.sampled_from(PIECES), max_size=40).map(lambda pieces: "".join(pieces).encode())


@st.composite
def edits(draw: st.DrawFn, document: Document) -> tuple[tuple[int, int], tuple[int, int], str]:
    """Two places in the document and the text typed over what is between them."""
    rows = sorted(draw(st.tuples(*[st.integers(0, document.line_count - 1)] * 2)))
    start, end = ((row, draw(st.integers(0, len(document[row])))) for row in rows)
    return start, end, draw(st.sampled_from(["", "x", "new\nline", "\n", "é", "q\n\n"]))


def kept_around(before: Buffer, source: bytes, text: str) -> tuple[bytes, bytes]:
    """The bytes of the lines above and below those that an edit touched."""
    old, new = before.text.split("\n"), text.split("\n")
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    back = {mark: character for character, mark in before.marks}
    lines = [
        ("".join(back.get(character, character) for character in line) + end).encode()
        for line, end in zip(old, before.ends, strict=True)
    ]
    assert b"".join(lines) == source
    above = b"".join(lines[:head])
    if head == len(new):  # the last line's end was taken away
        above = above[: len(above) - len(before.ends[head - 1])]
    return above, b"".join(lines[len(old) - tail :])


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.data(), sources)
def test_an_edit_changes_no_byte_outside_its_lines(data: st.DataObject, source: bytes) -> None:
    before = Buffer.of(source)
    document = Document(before.text)
    assert document.text == before.text
    assert before.encoding_back(document.text) == source
    for _ in range(EDITS):
        document.replace_range(*data.draw(edits(document)))
        out = before.encoding_back(document.text)
        above, below = kept_around(before, source, document.text)
        assert out.startswith(above)
        assert out.endswith(below)
        assert len(out) >= len(above) + len(below)
        if document.text == before.text:
            assert out == source


@settings(max_examples=500, deadline=None)
@given(st.data(), sources)
def test_what_was_typed_is_what_is_saved(data: st.DataObject, source: bytes) -> None:
    before = Buffer.of(source)
    document = Document(before.text)
    for _ in range(3):
        document.replace_range(*data.draw(edits(document)))
    out = before.encoding_back(document.text)
    if b"\n" not in out and b"\r" in out:
        return  # with the last newline gone a lone CR becomes a line end
    again = Buffer.of(out)
    assert unmarked(again, again.text) == unmarked(before, document.text)


@settings(max_examples=500, deadline=None)
@given(sources, st.lists(sources, min_size=1, max_size=3))
def test_what_is_pasted_is_kept_and_what_stood_there_too(source: bytes, pasted: list[bytes]) -> None:
    # One line, so that line ends are not in the way; those of a paste are the editor's own.
    buffer = Buffer.of(source.replace(b"\r", b"").replace(b"\n", b""))
    text, wanted = buffer.text, source.replace(b"\r", b"").replace(b"\n", b"").decode()
    for paste in pasted:
        buffer, marked = buffer.taking_in(paste.decode(), text)
        assert marked == visible(marked)
        text, wanted = marked + text, paste.decode().replace("\r\n", "\n").replace("\r", "\n") + wanted
        assert Document(text).text == text
        assert buffer.encoding_back(text) == wanted.encode()


def test_a_mark_that_is_pasted_is_no_control_character() -> None:
    buffer = Buffer.of(b"\x1b[31m")
    assert buffer.text == "␛[31m"
    buffer, marked = buffer.taking_in("␛\x1b\x0b\u2028", buffer.text)
    assert marked == "⣾␛␋⣿"
    assert buffer.encoding_back(marked + buffer.text) == "␛\x1b\x0b\u2028\x1b[31m".encode()


def test_a_joiner_has_a_mark_only_where_it_hides() -> None:
    assert Buffer.of("👩\u200d👧".encode()).marks == ()
    hidden = Buffer.of("exam\u200dple".encode())
    assert hidden.text == "exam⣿ple"
    assert hidden.encoding_back(hidden.text) == "exam\u200dple".encode()


def unmarked(shown: Buffer, text: str) -> str:
    back = {mark: character for character, mark in shown.marks}
    return "".join(back.get(character, character) for character in text)


@given(st.binary(max_size=200))
def test_any_bytes_come_back(source: bytes) -> None:
    shown = Buffer.of(source)
    assert shown.encoding_back(shown.text) == source
    assert Document(shown.text).text == shown.text


@given(sources)
def test_each_thing_unseen_has_a_mark_of_its_own(source: bytes) -> None:
    shown = Buffer.of(source)
    assert len({mark for _, mark in shown.marks}) == len(shown.marks)
    assert not set("\r\f\v\0\x1b\x85\u2028\u202e\ufeff") & set(shown.text)


def test_a_new_line_ends_as_its_neighbour() -> None:
    crlf = Buffer.of(b"one\r\ntwo\r\n")
    assert crlf.text == "one\ntwo\n"
    assert crlf.encoding_back("one\nand\ntwo\n") == b"one\r\nand\r\ntwo\r\n"
    mixed = Buffer.of(b"one\r\ntwo\nthree\r\n")
    assert mixed.encoding_back("one\nnew\ntwo\nthree\n") == b"one\r\nnew\r\ntwo\nthree\r\n"
    assert mixed.encoding_back("one\ntwo\nnew\nthree\n") == b"one\r\ntwo\nnew\nthree\r\n"
    assert mixed.encoding_back("two\nthree\n") == b"two\nthree\r\n"
    assert mixed.encoding_back("one\ntwothree\n") == b"one\r\ntwothree\r\n"


def test_two_edits_apart_leave_the_lines_between() -> None:
    mixed = Buffer.of(b"a\nb\r\nc\r\nd\ne\r\n")
    assert mixed.encoding_back("A\nb\nc\nd\nE\n") == b"A\nb\r\nc\r\nd\nE\r\n"
    assert mixed.encoding_back("b\nc\nd\ne\nf\n") == b"b\r\nc\r\nd\ne\r\nf\r\n"


def test_a_missing_last_newline_stays_missing() -> None:
    assert Buffer.of(b"one\ntwo").encoding_back("one\ntwo!") == b"one\ntwo!"
    assert Buffer.of(b"one\r\ntwo").encoding_back("one\ntwo\nthree") == b"one\r\ntwo\r\nthree"


def test_old_line_ends_are_lines_where_there_are_no_others() -> None:
    old = Buffer.of(b"one\rtwo\r")
    assert old.text == "one\ntwo\n"
    assert old.encoding_back("one\nnew\ntwo\n") == b"one\rnew\rtwo\r"


def test_a_lone_carriage_return_makes_no_line_end() -> None:
    shown = Buffer.of(b"a\nb\r")
    assert shown.text == "a\nb␍"
    assert Buffer.of(shown.encoding_back("a\nb␍\nc")).text == "a\nb␍\nc"


def test_a_mark_that_the_text_uses_stands_for_itself() -> None:
    source = "␛ is \x1b\n".encode()
    shown = Buffer.of(source)
    assert shown.text.startswith("␛ is ")
    assert shown.text.count("␛") == 1
    assert shown.encoding_back(shown.text.replace("is", "was")) == "␛ was \x1b\n".encode()


def test_a_long_mixed_text_is_saved_at_once() -> None:
    source = b"".join(b"line\r\n" if number % 3 else b"line\n" for number in range(20_000))
    shown = Buffer.of(source)
    lines = shown.text.split("\n")
    out = shown.encoding_back("\n".join(["new", *lines[1:-2], "end", ""]))
    assert out == b"new" + source.removeprefix(b"line").removesuffix(b"line\r\n") + b"end\r\n"
    backwards = shown.encoding_back("\n".join([f"line {number}" for number in range(20_000)]))
    assert backwards.count(b"\n") == 19_999
