"""A search as it is typed: what it asks for, what of it means nothing, and where its words stand in a text."""

import datetime
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readtui.grammar.posts import read_post
from readtui.grammar.searching.asking import FIELDS, read_search
from readtui.grammar.searching.documents import documents, plain
from readtui.grammar.searching.folding import folded, folded_with_places, words_of
from readtui.grammar.searching.hosts import host_of
from readtui.grammar.searching.snippets import WIDTH, places_of, snippet_of
from readtui.model.search import Search, Term

TODAY = datetime.date(2020, 7, 8)


def asked(text: str, *, is_typing: bool = False) -> list[tuple[str, str]]:
    search = read_search(text, TODAY, is_typing=is_typing)
    return [(f"{'-' * term.is_not}{term.what}{'*' * term.is_prefix}", term.text) for term in search.terms]


def wrong(text: str, *, is_typing: bool = False) -> list[tuple[str, str]]:
    search = read_search(text, TODAY, is_typing=is_typing)
    return [(text[each.place.start : each.place.end], each.sentence) for each in search.misunderstood]


# What is asked for


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("", []),
        ("  ", []),
        ("glass  water", [("text", "glass"), ("text", "water")]),
        ('"slow water" glass', [("text", "slow water"), ("text", "glass")]),
        ("“slow water”", [("text", "slow water")]),
        ('"not closed', [("text", "not closed")]),
        ("-glass", [("-text", "glass")]),
        ('-"slow water"', [("-text", "slow water")]),
        ("gla*", [("text*", "gla")]),
        ("kind:talk", [("kind", "talk")]),
        ("KIND:Talk", [("kind", "Talk")]),
        ('kind:"lightning talk"', [("kind", "lightning talk")]),
        ("-kind:talk by:moss", [("-kind", "talk"), ("by", "moss")]),
        ("site:youtube.com tag:python", [("site", "youtube.com"), ("tag", "python")]),
        ("is:draft is:PROBLEM has:quote", [("is", "draft"), ("is", "problem"), ("has", "quote")]),
        ("link:github.com/google/jax", [("link", "github.com/google/jax")]),
        ("link:https://github.com", [("link", "https://github.com")]),
        ("https://github.com", [("text", "https://github.com")]),
        ('"kind:talk"', [("text", "kind:talk")]),
        ("10:30", [("text", "10:30")]),
        ("kind:🎥", [("kind", "🎥")]),
        ("機械", [("text", "機械")]),
    ],
)
def test_what_is_typed_is_what_is_asked_for(text: str, terms: list[tuple[str, str]]) -> None:
    assert asked(text) == terms
    assert not wrong(text)


def test_while_it_is_typed_the_last_word_may_go_on() -> None:
    assert asked("glass wa", is_typing=True) == [("text", "glass"), ("text*", "wa")]
    assert asked("glass wa ", is_typing=True) == [("text", "glass"), ("text", "wa")]
    assert asked('"slow wa', is_typing=True) == [("text*", "slow wa")]
    assert asked('"slow wa"', is_typing=True) == [("text", "slow wa")]
    assert asked("kind:ta", is_typing=True) == [("kind*", "ta")]
    assert asked("-gl", is_typing=True) == [("-text*", "gl")]


@pytest.mark.parametrize("text", ["-", '"', '-"', "kind:", "-by:", "since:", "is:"])
def test_what_is_only_begun_is_not_complained_about(text: str) -> None:
    assert asked(f"glass {text}", is_typing=True) == [("text", "glass")]
    assert not wrong(f"glass {text}", is_typing=True)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("year:2020", "2020-01-01", "2020-12-31"),
        ("since:2020", "2020-01-01", None),
        ("since:2020-07", "2020-07-01", None),
        ("since:2020-7-5", "2020-07-05", None),
        ("until:2020", None, "2020-12-31"),
        ("until:2020-02", None, "2020-02-29"),
        ("until:2021-12", None, "2021-12-31"),
        ("until:2020-07-05", None, "2020-07-05"),
        ("week:2020-W28", "2020-07-09", "2020-07-09"),
        ("week:2020-07-05", "2020-07-05", "2020-07-05"),
        ("week:this", "2020-07-08", "2020-07-08"),
        ("week:last", "2020-07-01", "2020-07-01"),
    ],
)
def test_days(text: str, first: str | None, last: str | None) -> None:
    (term,) = read_search(text, TODAY).terms
    assert (term.first and str(term.first), term.last and str(term.last)) == (first, last)


# What means nothing


@pytest.mark.parametrize(
    ("text", "part", "told"),
    [
        ("glass author:moss", "author:moss", "no field “author:”"),
        ("glass since:yesterday", "since:yesterday", "2020-07-31"),
        ("glass since:2020-02-30", "since:2020-02-30", "no date of the calendar"),
        ("glass year:20", "year:20", "no year"),
        ("glass year:2020-07", "year:2020-07", "no year"),
        ("glass week:2020-W60", "week:2020-W60", "2020-W28"),
        ("glass week:2021-W53", "week:2021-W53", "2020-W28"),
        ("glass since:9999-13", "since:9999-13", "no date"),
        ("glass since:0000", "since:0000", "no date"),
        ("glass is:read", "is:read", "is:draft and is:problem"),
        ("glass has:link", "has:link", "there is has:quote"),
        ("glass kind:", "kind:", "kind:talk"),
        ("glass by:!!", "by:!!", "by:vanderplas"),
        ("glass ???", "???", "no letter"),
    ],
)
def test_what_means_nothing_is_told_and_the_rest_is_looked_for(text: str, part: str, told: str) -> None:
    ((place, sentence),) = wrong(text)
    assert place == part
    assert told in sentence
    assert asked(text) == [("text", "glass")]


def test_all_fields_are_named_where_one_is_unknown() -> None:
    ((_, sentence),) = wrong("who:me")
    assert all(f"{name}:" in sentence for name in FIELDS)


def test_too_much_is_cut() -> None:
    assert len(read_search("a " * 900, TODAY).terms) == 60
    assert len(wrong("a " * 900)) == 2
    assert asked("b" * 5000) == [("text", "b" * 1000)]


@given(st.text(), st.booleans())
def test_anything_may_be_typed(text: str, is_typing: bool) -> None:
    search = read_search(text, TODAY, is_typing=is_typing)
    assert search.text == text
    assert all(0 <= each.place.start < each.place.end <= len(text) for each in search.misunderstood)
    assert all(words_of(term.text) for term in search.terms if term.what in ("text", "by", "site", "link"))


@given(st.lists(st.sampled_from(["kind:", "since:", '"', "-", "a", "*", " ", "2020", "-W", ":", "is:draft", "“", "é"])))
def test_any_pieces_may_be_typed(parts: list[str]) -> None:
    test_anything_may_be_typed.hypothesis.inner_test("".join(parts), True)  # type: ignore[attr-defined]


# Words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Glass, WATER; x_y", ["glass", "water", "x", "y"]),
        ("Ünder naïve É", ["under", "naive", "e"]),
        ("Straße ﬁn", ["strasse", "fin"]),
        ("don’t it’s", ["don", "t", "it", "s"]),
        ("ｗｉｄｅ２０", ["wide20"]),
        ("機械学習 and AI", ["機", "械", "学", "習", "and", "ai"]),
        ("かき", ["か", "き"]),
        ("ガ か\u3099 ｶﾞ", ["ガ", "が", "ガ"]),
        ("Łódź Søren ışık ÆRØ Œuvre", ["lodz", "soren", "isik", "aero", "oeuvre"]),
        ("ΣΊΣΥΦΟΣ σίσυφος", ["σισυφοσ", "σισυφοσ"]),
        ("soft\u00adhyphen zero\u200bwidth", ["softhyphen", "zerowidth"]),
        ("… “quoted” — · •", ["quoted"]),
        ("", []),
    ],
)
def test_words_are_compared_without_case_and_accents(text: str, words: list[str]) -> None:
    assert words_of(text) == words


def test_voiced_signs_make_other_letters() -> None:
    assert words_of("が") != words_of("か")
    assert words_of("が") == words_of(unicodedata.normalize("NFD", "が"))


@given(st.text())
def test_folding_again_changes_nothing_and_places_are_those_of_the_text(text: str) -> None:
    assert words_of(folded(text)) == words_of(text)
    plain_text, places = folded_with_places(text)
    assert len(plain_text) == len(places)
    assert sorted(places) == list(places)
    assert plain_text.split() == folded(text).split()


# Documents


_POST = b"""+++
title = "Week 28"
date = 2020-07-08
tags = ["Python", "web"]
draft = true
+++

See [the plan](https://plan.example/a_(b)) first.

## [Talk] [Glass *works*](https://www.YouTube.com/watch?v=1)
**Speaker**: Ada Moss and Ben Reed

It is **slow** [water](https://w.example).

> Quoted.
"""


def test_a_post_is_searched_beside_its_entries_and_each_entry_by_itself() -> None:
    post, entry = documents(read_post("a.md", _POST))
    assert (post.index, post.title, post.text, post.links) == (
        0,
        "Week 28",
        "See the plan first.",
        ("https://plan.example/a_(b)",),
    )
    assert (post.stands_alone, post.is_draft, post.tags) == (False, True, ("Python", "web"))
    assert (entry.index, entry.title, entry.people) == (1, "Glass works", ("Ada Moss", "Ben Reed"))
    assert (entry.text, entry.kind, entry.host) == ("It is slow water. Quoted.", "Talk", "www.youtube.com")
    assert entry.links == ("https://www.YouTube.com/watch?v=1", "https://w.example")
    assert (entry.stands_alone, entry.has_quote) == (True, True)


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("**bold** _it_ `code` a*b x_y", "bold it code a*b x_y"),
        ("# Head\n\n> quote\n> > more\n\n- one\n2. two", "Head quote more one two"),
        ("![a picture](x.png) and [![in a link](y.png)](z)", "a picture and in a link"),
        ("<b>bold</b> <!-- not\nthis --> <https://x.example/>", "bold https://x.example/"),
        ("arr[0] and f(x)", "arr[0] and f(x)"),
        ("2 < 3 and 4 > 1", "2 < 3 and 4 > 1"),
        ("don&#8217;t &mdash; AT&amp;T &unknown; a&b", "don’t — AT&T &unknown; a&b"),
    ],
)
def test_markup_is_not_searched(markdown: str, text: str) -> None:
    assert plain(markdown) == text


def test_what_stands_beside_the_link_of_an_entry_is_searched() -> None:
    source = (
        b"**[Tools](https://a.example/1) (2012) by *Ann Lee***\n\nGood.\n\n**[More](https://a.example/2)**\n\nBad.\n"
    )
    _, one, other = documents(read_post("a.md", source))
    assert (one.text, other.text) == ("(2012) by Ann Lee Good.", "Bad.")


def test_the_host_of_a_link() -> None:
    assert host_of("https://User@WWW.Site.example:80/x") == "www.site.example"


# Snippets


def _marked(text: str, search: str, *, is_typing: bool = False) -> list[str]:
    return [text[span.start : span.end] for span in places_of(text, read_search(search, TODAY, is_typing=is_typing))]


@pytest.mark.parametrize(
    ("text", "search", "hits"),
    [
        ("Glass is glass.", "glass", ["Glass", "glass"]),
        ("Glasses", "glass", []),
        ("Glasses", "glass*", ["Glass"]),
        ("slow, water; slow", '"slow water"', ["slow, water"]),
        ("a naïve Straße", "naive strasse", ["naïve", "Straße"]),
        ("機械学習", "学習", ["学習"]),
        ("サイズ サイス", "サイス", ["サイス"]),
        ("one two", "-one two", ["two"]),
        ("one", "kind:one", []),
        ("e\u0301tat", "état", ["e\u0301tat"]),
        ("x\x1b[31m hit", "hit", ["hit"]),
    ],
)
def test_hits_are_marked_where_they_stand(text: str, search: str, hits: list[str]) -> None:
    assert _marked(text, search) == hits


def test_a_snippet_shows_the_first_hit_with_what_stands_around_it() -> None:
    text = "lead " * 100 + "the needle here " + "tail " * 100
    snippet = snippet_of(["nothing", text], read_search("needle", TODAY))
    assert "the needle here" in snippet.text
    assert snippet.text[0] == snippet.text[-1] == "…"
    assert len(snippet.text) <= WIDTH + 2
    assert [snippet.text[mark.start : mark.end] for mark in snippet.marks] == ["needle"]


def test_without_a_hit_it_is_the_beginning() -> None:
    assert snippet_of(["", "a text"], read_search("kind:talk", TODAY)).text == "a text"
    assert snippet_of([], read_search("kind:talk", TODAY)).text == ""


@given(st.text(), st.text(min_size=1), st.integers(10, 60))
def test_snippets_of_anything_are_parts_of_it(text: str, word: str, width: int) -> None:
    search = Search(word, (Term("text", word, is_prefix=True),) if words_of(word) else ())
    snippet = snippet_of([f"{text} {word} {text}"], search, width)
    assert all(0 <= mark.start < mark.end <= len(snippet.text) for mark in snippet.marks)
    assert snippet.text.strip("…") in f"{text} {word} {text}"
