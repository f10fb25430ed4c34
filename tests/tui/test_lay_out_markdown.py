"""Markdown as lines: every construct, any width, any text."""

import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from readtui.tui.drawing.markdown import definitions_in, lay_out
from readtui.tui.drawing.runs import LOOKS, Line, line_cells


def shown(markdown: str, width: int = 40, *, is_ascii: bool = False, definitions: str = "") -> list[str]:
    return [
        "".join(run.text for run in line)
        for line in lay_out(markdown, width, is_ascii=is_ascii, definitions=definitions)
    ]


def looks(markdown: str, width: int = 40) -> list[tuple[str, str]]:
    return [(run.text, run.look) for line in lay_out(markdown, width) for run in line]


def assert_sound(lines: list[Line], width: int) -> None:
    for line in lines:
        assert line_cells(line) <= width, line
        text = "".join(run.text for run in line)
        assert not any(ord(sign) < 32 or 0x7F <= ord(sign) < 0xA0 for sign in text), repr(text)
        assert all(run.text for run in line), line
        assert all(word in LOOKS for run in line for word in run.look.split()), line


def words_of(lines: list[str]) -> list[str]:
    return " ".join(lines).split()


def test_headings_show_their_level_without_colour():
    assert shown("# A log\n\n### A talk\n\nUnder\n-----\n") == ["# A log", "", "### A talk", "", "## Under"]
    assert looks("## A *talk*") == [("## ", "heading mark"), ("A ", "heading"), ("talk", "heading emphasis")]


def test_long_heading_hangs_behind_its_marks():
    assert shown("## one two three", 12) == ["## one two", "   three"]


def test_blank_lines_stand_where_the_source_has_any():
    source = "## Talk\n**Speaker**: Ada\n\n\n\nA note.\n- one\n- two\n"
    assert shown(source) == ["## Talk", "Speaker: Ada", "", "A note.", "• one", "• two"]


def test_soft_breaks_are_spaces_and_hard_breaks_are_lines():
    assert shown("one\ntwo  \nthree\\\nfour<br>five") == ["one two", "three", "four", "five"]


def test_emphasis_is_a_look():
    assert looks("a **b *c*** ~~d~~ `e  f`") == [
        ("a ", "text"),
        ("b ", "strong"),
        ("c", "strong emphasis"),
        (" ", "text"),
        ("d", "strike"),
        (" ", "text"),
        ("e  f", "code"),
    ]


def test_quotes_have_a_bar_for_each_depth():
    source = "> one two three\n>\n> > inner\n\nafter"
    assert shown(source, 12) == ["▌ one two", "▌ three", "▌", "▌ ▌ inner", "", "after"]
    assert shown("> one", is_ascii=True) == ["| one"]


def test_lists_nest_and_hang():
    source = "- one two three\n  - inner\n\n    more of it\n- last\n"
    assert shown(source, 11) == ["• one two", "  three", "  • inner", "", "    more of", "    it", "• last"]
    assert shown("- one", is_ascii=True) == ["- one"]


def test_ordered_lists_keep_their_numbers():
    assert shown("9. nine\n10. ten\n    - in\n") == [" 9. nine", "10. ten", "    • in"]
    assert shown("1) one\n") == ["1) one"]


def test_empty_items_and_quotes_keep_their_sign():
    assert shown("-\n- b\n\n>\n") == ["•", "• b", "", "▌"]


def test_task_boxes_stand_for_bullets():
    assert shown("- [ ] read\n- [x] done **well**\n- [x](http://a.example)\n") == [
        "[ ] read",
        "[x] done well",
        "• x <http://a.example>",
    ]


def test_code_keeps_its_spaces_and_loses_nothing():
    source = '```python\ndef f():\n\treturn "0123456789012345"\n\n    x\n```\n'
    assert shown(source, 24) == [
        "python",
        "  def f():",
        '      return "0123456789',
        '  012345"',
        "",
        "      x",
    ]
    assert shown("    a  b\n") == ["  a  b"]
    assert looks("```\n*a*\n```")[0] == ("  *a*", "code")


def test_tables_stand_in_columns():
    source = "| name | n | at |\n|:--|--:|:-:|\n| `a` | 1 | x |\n| long name | 1000 | yy |\n"
    assert shown(source) == [
        "name      │    n │ at",
        "──────────┼──────┼───",
        "a         │    1 │ x",
        "long name │ 1000 │ yy",
    ]
    assert shown("|a|b|\n|-|-|\n|c|d|", is_ascii=True) == ["a | b", "--+--", "c | d"]


def test_wide_tables_wrap_in_their_columns():
    source = "|a|what|\n|-|-|\n|x|one two three four|\n|y|five|\n"
    assert shown(source, 14) == [
        "a │ what",
        "──┼───────────",
        "x │ one two",
        "  │ three four",
        "──┼───────────",
        "y │ five",
    ]


def test_tables_with_too_many_columns_are_told_row_by_row():
    source = "|" + "name|" * 9 + "\n|" + "-|" * 9 + "\n|" + "value|" * 9 + "\n"
    assert shown(source, 20) == ["name: value"] * 9


def test_table_rows_with_extra_cells_lose_none():
    assert shown("|a|b|\n|-|-|\n|c|d|extra|\n") == ["|a|b|", "|-|-|", "|c|d|extra|"]


def test_links_show_their_targets():
    assert shown('[Ray](https://ray.example "a title").', 60) == ['Ray <https://ray.example> "a title".']
    assert looks("a [Ray](https://ray.example)")[1:] == [("Ray", "link"), (" <https://ray.example>", "url")]


def test_links_that_say_their_target_show_it_once():
    assert shown("<https://a.example/ü> [https://b.example](https://b.example)", 60) == [
        "https://a.example/ü https://b.example"
    ]
    assert shown("<ada@a.example>") == ["ada@a.example"]
    assert shown("[](https://a.example)") == ["<https://a.example>"]


def test_targets_stand_as_written():
    assert shown("[a](javascript:x) [b](/bücher)", 60) == ["a <javascript:x> b </bücher>"]


def test_long_targets_are_cut_and_lose_nothing():
    url = "https://a.example/" + "0123456789" * 9
    lines = shown(f"[Ray]({url})", 30)
    assert lines[0] == "Ray"
    assert "".join(lines[1:]) == f"<{url}>"


def test_reference_links_find_their_definitions():
    post = "[Ray][r] and [r]\n\n[r]: https://ray.example\n[s]: https://s.example 'title'\n"
    assert shown(post, 60) == [
        "Ray <https://ray.example> and r <https://ray.example>",
        "",
        '[s]: https://s.example "title"',
    ]
    assert shown("[Ray][r]", definitions=post) == ["Ray <https://ray.example>"]
    assert shown("```\n[Ray][r]", definitions=post) == ["  [Ray][r]"]
    assert definitions_in(post).startswith("[r]: https://ray.example\n[s]:")


def test_footnotes_are_text():
    source = "Said so[^1].\n\n[^1]: https://a.example\n\n[^2]: In the book.\n"
    assert shown(source) == ["Said so[^1].", "", "[^1]: https://a.example", "", "[^2]: In the book."]


def test_images_are_told():
    assert shown('![a *cat*](/cat.png "Tom") ![](b.png)', 60) == ['[image: a cat] </cat.png> "Tom" [image] <b.png>']
    assert shown("[![a](a.png)](http://b.example)", 60) == ["[image: a] <a.png> <http://b.example>"]


def test_shortcodes_are_not_read_as_markdown():
    assert looks('{{< figure src="a_b_c.jpg" >}} {{% x *a* %}}', 60) == [
        ('{{< figure src="a_b_c.jpg" >}}', "code dim"),
        (" ", "text"),
        ("{{% x *a* %}}", "code dim"),
    ]
    assert shown("{{< open *a* {{%") == ["{{< open a {{%"]


def test_highlight_shortcodes_are_code():
    source = "Say:\n{{< highlight go >}}\nif a {\n\n  # b\n}\n{{< / highlight >}}\nso"
    assert shown(source) == ["Say:", "go", "  if a {", "", "    # b", "  }", "so"]
    assert shown("> {{% highlight go %}}\n> a\n> {{% /highlight %}}") == ["▌ go", "▌   a"]
    assert shown("{{< highlight go >}}\na\n# b") == ["{{< highlight go >}} a", "# b"]


def test_html_is_seen_and_comments_are_not():
    assert looks("a <b>c</b><!-- d -->") == [("a ", "text"), ("<b>", "dim"), ("c", "text"), ("</b>", "dim")]
    assert shown("one\n\n<!--more-->\n\n<div>\n  x\n</div>\n") == ["one", "", "<div>", "  x", "</div>"]
    assert shown("<!-- never closed\n\nlost?\n") == ["<!-- never closed", "", "lost?"]


def test_html_wraps_at_spaces_inside_its_indent():
    source = "<div>\n  <p>one two three</p>\n\n</div>"
    assert shown(source, 11) == ["<div>", "  <p>one", "  two", "  three</p>", "", "</div>"]


def test_the_parser_is_loaded_when_a_text_is():
    program = "import sys, readtui.tui.drawing.markdown; sys.exit('markdown_it' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_rules_span_the_width():
    assert shown("a\n\n***\n", 5) == ["a", "", "─────"]
    assert shown("> ---\n", 5, is_ascii=True) == ["| ---"]


def test_entities_are_decoded_and_control_characters_are_marks():
    assert shown("&amp; &copy; [x] [Talk]") == ["& © [x] [Talk]"]
    assert shown("a\x1b[2Jb &#27;[0m &#x9b; \u202e") == ["a␛[2Jb \ufffd[0m \ufffd \ufffd"]
    assert_sound(lay_out("`\x07` [\x1b](\x9d) ![\x00](\x1b '\x1b')\n\n```\x1b\n\x0c\t\x08\n```\n<b\x1b>\n", 20), 20)


def test_wide_characters_break_between_each_other():
    assert shown("漢字漢字、漢字「漢字」abc", 8) == ["漢字漢", "字、漢字", "「漢字」", "abc"]
    assert shown("漢字", 1) == ["?", "?"]
    assert shown("ab漢", 3) == ["ab", "漢"]


def test_line_ends_of_any_kind():
    assert shown("\ufeff# a\r\n\r\nb\rc") == ["# a", "", "b c"]


def test_nothing_has_no_lines():
    assert shown("") == []
    assert shown("\n\n<!-- a -->\n") == []


@pytest.mark.parametrize("depth", [25, 70, 300])
@pytest.mark.parametrize("mark", ["> ", "- ", "1. ", "> * "])
def test_deep_text_is_never_lost(depth: int, mark: str):
    source = f"before\n\n{mark * depth}deepest words\n\nafter"
    words = [word for word in words_of(shown(source)) if word != "▌"]
    assert words[0] == "before"
    assert words[-3:] == ["deepest", "words", "after"]


def test_images_within_images_are_never_lost():
    source = "![" * 2_000 + "word" + "](u)" * 2_000
    assert "word" in "".join(shown(source))


def test_long_texts_are_shown_as_source():
    many_lines = "*a*\n" * 5_001
    assert shown(many_lines, 60)[:3] == ["Shown as source: longer than 5,000 lines.", "", "*a*"]
    assert shown("ä " * 100_000, 60)[0] == "Shown as source: longer than 256 KiB."


def test_blocks_beyond_the_limit_are_shown_as_source():
    lines = shown("".join(f"*{number}*\n\n" for number in range(502)), 70)
    assert lines[998:] == [
        "499",
        "",
        "The rest is shown as source: more than 500 blocks.",
        "",
        "*500*",
        "",
        "*501*",
        "",
    ]


@pytest.mark.parametrize(
    "source",
    [
        "<!--" * 40_000,
        "{{<" * 40_000,
        "{{< highlight go >}}\n" * 4_999,
        "[" * 10_000,
        "![" * 5_000,
        "*a " * 30_000,
        "|x y|z|\n|-|-|\n" + "|x y|z|\n" * 2_000,
        "漢" * 50_000,
        "a" * 200_000,
        "- " * 5_000 + "x",
        "a" + "\u0301" * 50_000,
    ],
    ids=lambda source: source[:8],
)
def test_hostile_texts_take_no_long_time(source: str):
    start = time.process_time()
    assert_sound(lay_out(source, 80), 80)
    assert time.process_time() - start < 3


BLOCK_MARKUP = ["# ", "> ", "- ", "1. ", "- [x] ", "    ", "```", "~~~\n", "|", "|-|-|\n", ":-:", "***\n", "[a]: b\n"]
INLINE_MARKUP = [
    "*",
    "**",
    "_",
    "`",
    "~~",
    "[",
    "](",
    ")",
    "![",
    "<",
    ">",
    "[a]",
    "\\",
    "&amp;",
    "&#27;",
    "{{<",
    ">}}",
    "{{< highlight a >}}\n",
]
HTML = ["<!--", "-->", "<br>", "<div>\n", "<b>"]
WIDE = ["漢字", "。", "「", "👩\u200d👩\u200d👧", "e\u0301", "\u0301", "1\ufe0f", "\ufe0f", "\u200d", "🇩🇪", "한"]
SPACE = [" ", "  \n", "\n", "\n\n", "\t", "\r", "\xa0", "\u3000"]
UNSAFE = ["\x1b[2J", "\x85", "\u2028", "\ud800", "\x00"]
WORDS = ["word ", "https://a.example/x"]
SNIPPETS = st.sampled_from([*BLOCK_MARKUP, *INLINE_MARKUP, *HTML, *WIDE, *SPACE, *UNSAFE, *WORDS])
ANY_MARKDOWN = st.lists(st.one_of(SNIPPETS, st.text(max_size=8)), max_size=40).map("".join)


@settings(max_examples=250, deadline=None)
@given(ANY_MARKDOWN, st.integers(1, 200), st.booleans())
@example("> " * 30 + "漢字", 7, False)
@example("|a|b|\n|-|-|\n|漢|\ufe0f|", 1, True)
@example("*1*\ufe0f\u200d漢", 2, False)
def test_no_text_breaks_the_lines(markdown: str, width: int, is_ascii: bool):
    assert_sound(lay_out(markdown, width, is_ascii=is_ascii, definitions=markdown), width)


WORD = st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyzäßé漢字한"), min_size=1, max_size=12)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(WORD, min_size=1, max_size=12), min_size=1, max_size=5), st.integers(2, 90))
def test_every_word_of_a_paragraph_stays_in_its_place(paragraphs: list[list[str]], width: int):
    lines = shown("\n\n".join("\n".join(paragraph) for paragraph in paragraphs), width)
    assert "".join(words_of(lines)) == "".join(word for paragraph in paragraphs for word in paragraph)
    if width >= 24:
        latin = [word for paragraph in paragraphs for word in paragraph if word.isascii()]
        found = iter(words_of(lines))
        assert all(word in found for word in latin)


@pytest.mark.logs
def test_real_posts_fit_any_width(real_logs: Path):
    posts = sorted(real_logs.glob("*/**/*.md"))[::10]
    start = time.process_time()
    size = 0
    for place, post in enumerate(posts):
        text = post.read_bytes().decode("utf-8", "replace")
        size += len(text)
        width = (80, 40, 23, 120)[place % 4]
        assert_sound(lay_out(text, width), width)
    assert time.process_time() - start < 1 + size / 200_000  # seconds; measured at a million characters a second


def test_what_leads_to_the_web_or_to_mail_is_a_link_of_the_terminal() -> None:
    text = "[*a* b](https://b\u00fccher.example/x y) [c](javascript:x) <mailto:d@example.org> [e](file:///f) [g](h.md)"
    text = text.replace("x y", "x%20y")
    links = {(run.text, run.link) for line in lay_out(text, 400) for run in line if run.link}
    web, mail = "https://xn--bcher-kva.example/x%20y", "mailto:d@example.org"
    assert {link for _, link in links} == {web, mail}
    assert {("a", web), (" b", web), (mail, mail)} <= links
    assert not [run for line in lay_out(f"[a](https://example.org/{'x' * 1000})", 80) for run in line if run.link]


def test_a_link_keeps_its_target_where_it_wraps() -> None:
    lines = lay_out("See [many words here](https://example.org/a).", 12)
    assert {run.link for line in lines[1:-1] for run in line} == {"https://example.org/a"}
