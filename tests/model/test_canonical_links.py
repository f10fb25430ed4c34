"""A page is known by any of its addresses, and no page is taken for another."""

import itertools
import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readtui.model.canonical import canonical, signs_in

_LONG = bool(os.environ.get("READTUI_LONG"))
_MANY = settings(max_examples=20_000 if _LONG else 150, deadline=None)

SAME = {
    "https://site.example/a": [
        *("http://site.example/a", "HTTP://SITE.example/a", "https://www.site.example/a", "//site.example/a"),
        *("http://m.site.example/a", "https://mobile.site.example/a", "http://site.example:80/a", "www.site.example/a"),
        *(
            "https://site.example:443/a",
            "https://site.example./a",
            "https://site.example/a/",
            "https://site.example/a//",
        ),
        *("https://site.example/a#there", "https://site.example/a#:~:text=x", "https://site.example/a/index.html"),
        *(
            "https://site.example/%61",
            "https://site.example/b/../a",
            "https://site.example/./a",
            "  https://site.example/a\n",
        ),
        *(
            "https://site.example/a?utm_source=x&utm_medium=y",
            "https://site.example/a?fbclid=1",
            "https://site.example/a?",
        ),
        *(
            "https://site.example/a?gclid=1&mc_cid=2&mc_eid=3",
            "https://site.example/a?ref=hn",
            "https://site.example/a?&",
        ),
        *("https://site.example/a?igshid=1", "https://site.example/a?UTM_Source=x", "https://site.example/a?msclkid=1"),
    ],
    "https://site.example/": [
        "http://site.example",
        "https://site.example/index.php",
        "https://site.example?",
    ],
    "https://site.example/a?a=1&b=2/3": [
        "http://site.example/a?b=2%2f3&a=1",
        "https://site.example/a?b=2/3&utm_x=&a=1",
    ],
    "https://site.example/%C3%BC%20(b)?q=a%20b": [
        "https://site.example/ü (b)?q=a+b",
        "https://site.example/%c3%bc%20%28b%29?q=a%20b",
    ],
    "https://xn--bcher-kva.example/": [
        "http://bücher.example",
        "https://BÜCHER.example/",
        "https://www.xn--bcher-kva.example/#x",
    ],
    "https://youtube.com/watch?v=dQw4w9WgXcQ": [
        *("https://youtu.be/dQw4w9WgXcQ", "https://youtu.be/dQw4w9WgXcQ?t=42", "https://youtu.be/dQw4w9WgXcQ?si=abc"),
        *("https://www.youtube.com/watch?v=dQw4w9WgXcQ", "http://m.youtube.com/watch?v=dQw4w9WgXcQ&feature=youtu.be"),
        *(
            "https://www.youtube.com/watch?list=PL1&v=dQw4w9WgXcQ&index=2",
            "https://youtube.com/embed/dQw4w9WgXcQ?start=3",
        ),
        *(
            "https://www.youtube.com/shorts/dQw4w9WgXcQ",
            "https://youtube.com/live/dQw4w9WgXcQ?t=1",
            "https://youtube.com/v/dQw4w9WgXcQ",
        ),
        *("https://music.youtube.com/watch?v=dQw4w9WgXcQ", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"),
        *("https://www.youtube.com/watch?v=dQw4w9WgXcQ#t=1m", "https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=60s"),
    ],
    "https://vimeo.com/12345": [
        "https://player.vimeo.com/video/12345?h=1",
        "http://www.vimeo.com/12345#t=3s",
        "https://vimeo.com/12345?share=copy",
    ],
    "https://arxiv.org/abs/2101.00001": [
        *(
            "https://arxiv.org/pdf/2101.00001",
            "https://arxiv.org/pdf/2101.00001v3.pdf",
            "http://arxiv.org/abs/2101.00001v1",
        ),
        *(
            "https://export.arxiv.org/abs/2101.00001",
            "https://arxiv.org/html/2101.00001v2",
            "https://www.arxiv.org/abs/2101.00001",
        ),
        *(
            "https://doi.org/10.48550/arXiv.2101.00001",
            "arXiv:2101.00001",
            "https://ar5iv.labs.arxiv.org/html/2101.00001",
        ),
    ],
    "https://arxiv.org/abs/hep-th/9901001": [
        "https://arxiv.org/pdf/hep-th/9901001v2",
        "https://export.arxiv.org/pdf/hep-th/9901001.pdf",
    ],
    "https://doi.org/10.1000/xyz(1)": [
        *("http://dx.doi.org/10.1000/XYZ(1)", "https://doi.org/10.1000%2Fxyz%281%29", "doi:10.1000/xyz(1)"),
        *("https://www.doi.org/10.1000/xyz(1)?utm_source=x", "DOI:10.1000/Xyz(1)"),
    ],
    "https://twitter.com/ada/status/1": [
        "https://x.com/ada/status/1?s=20&t=abc",
        "https://mobile.twitter.com/ada/status/1",
    ],
    "https://reddit.com/r/moss": ["https://old.reddit.com/r/moss/", "https://www.reddit.com/r/moss"],
    "https://en.wikipedia.org/wiki/Moss_(plant)": [
        "https://en.m.wikipedia.org/wiki/Moss_%28plant%29",
        "http://en.wikipedia.org/wiki/Moss_(plant)#Stone",
    ],
    "https://app.example/#!/a": ["http://app.example#!/a", "https://www.app.example/#!/a"],
    "mailto:ada@site.example": ["MAILTO:ada@site.example"],
}
"""Each page, by its canonical address, with others of it."""

APART = [
    *(
        "https://site.example/a",
        "https://site.example/A",
        "https://site.example/a/b",
        "https://site.example/",
        "https://b.site.example/a",
    ),
    *(
        "https://site.example/a?v=1",
        "https://site.example/a?v=2",
        "https://site.example/a?id=1",
        "https://site.example/a?p=1",
    ),
    *(
        "https://site.example/?p=1",
        "https://site.example/?p=2",
        "https://site.example/?q=moss",
        "https://site.example/?page=2",
    ),
    *(
        "https://site.example/a?v=1&v=2",
        "https://site.example/a?v=2&v=1",
        "https://site.example/a?v",
        "https://site.example/a?v=",
    ),
    *(
        "https://site.example:8080/a",
        "https://site.example/a%2Fb",
        "https://site.example/a%3Fv=1",
        "https://site.example/a%26",
    ),
    *("https://app.example/#!/a", "https://app.example/#!/b", "https://app.example/#/a", "https://app.example/"),
    *(
        "https://site.example/a?t=1",
        "https://site.example/a?list=1",
        "https://site.example/a?feature=1",
        "https://site.example/a?s=1",
    ),
    *(
        "https://youtube.com/watch?v=aaaaaaaaaaa",
        "https://youtube.com/watch?v=aaaaaaaaaaA",
        "https://youtu.be/bbbbbbbbbbb",
    ),
    *(
        "https://youtube.com/playlist?list=PL1",
        "https://youtube.com/playlist?list=PL2",
        "https://youtube.com/@ada",
        "https://youtube.com/",
    ),
    *(
        "https://youtube.com/embed/videoseries?list=PL3",
        "https://youtube.com/embed/videoseries?list=PL4",
        "https://youtu.be/",
    ),
    *("https://vimeo.com/1", "https://vimeo.com/2", "https://vimeo.com/1/abc", "https://player.vimeo.com/video/3"),
    *(
        "https://arxiv.org/abs/2101.00001",
        "https://arxiv.org/abs/2101.00002",
        "https://arxiv.org/list/cs.AI/2101",
        "https://arxiv.org/",
    ),
    *(
        "https://doi.org/10.1/a",
        "https://doi.org/10.1/b",
        "https://doi.org/",
        "https://api.github.com/x?ref=a",
        "https://api.github.com/x?ref=b",
    ),
    *(
        "https://m.example",
        "https://example",
        "https://www.example.co.example",
        "https://en.wikipedia.org/wiki/A",
        "https://de.m.wikipedia.org/wiki/A",
    ),
    *(
        "mailto:ada@site.example",
        "mailto:ben@site.example",
        "ftp://site.example/a",
        "/post/a",
        "../a",
        "#a",
        "",
        "a",
        "javascript:1",
    ),
    *(
        "https://user@site.example/a",
        "http://[::1]/a",
        "http://[::2]/a",
        "https://web.archive.org/web/2020/http://site.example/a",
    ),
]
"""Pages of which none is another."""


@pytest.mark.parametrize("page", SAME)
def test_a_page_is_known_by_all_its_addresses(page: str) -> None:
    assert canonical(page) == page
    assert {url: canonical(url) for url in SAME[page]} == dict.fromkeys(SAME[page], page)


def test_pages_stay_apart() -> None:
    found: dict[str, str] = {}
    for url in APART:
        assert found.setdefault(canonical(url), url) == url


_SIGNS = st.sampled_from(
    [*"/?#&=%.:@[]\\+-_ab1", "//", "www.", "m.", "index.html", "..", "%2F", "%41", "%zz", "utm_x", "v=", "ü", "\ud800"]
)
_NEAR = st.sampled_from(["http://", "https://", "//", "www.", "doi:", "arxiv:", ""]).flatmap(
    lambda start: st.sampled_from(
        [
            "a.example",
            "youtube.com/watch",
            "youtu.be/",
            "arxiv.org/pdf/",
            "doi.org/",
            "m.x.com",
            "bücher.example",
            "player.vimeo.com/video/",
            "",
        ]
    ).flatmap(lambda host: st.lists(_SIGNS, max_size=12).map(lambda rest: start + host + "".join(rest)))
)


@_MANY
@given(_NEAR | st.text(max_size=60))
def test_any_text_has_one_form_for_good(text: str) -> None:
    page = canonical(text)
    assert canonical(page) == page


_STEPS = st.lists(
    st.text("abcXYZ019-_.~(),", min_size=1, max_size=6).filter(lambda step: step not in (".", "..")), max_size=4
)
_FIELDS = st.lists(
    st.tuples(st.sampled_from(["v", "id", "p", "q", "page", "list"]), st.text("abc019+ü/", max_size=5)),
    max_size=3,
    unique_by=lambda field: field[0],
)


@_MANY
@given(_STEPS, _FIELDS, st.data())
def test_no_alias_makes_another_page(steps: list[str], fields: list[tuple[str, str]], data: st.DataObject) -> None:
    path = "".join(f"/{step}" for step in steps)
    query = "&".join(f"{name}={value}" for name, value in fields)
    page = canonical(f"https://site.example{path}{'?' if query else ''}{query}")
    draw = data.draw
    more = draw(st.lists(st.sampled_from(["utm_source=a", "fbclid=b", "gclid=c", "ref=d", "mc_cid=e"]), max_size=2))
    mixed = "&".join(draw(st.permutations([*(f"{name}={value}" for name, value in fields), *more])))
    start = draw(st.sampled_from(["http://", "https://", "HTTP://", "//"]))
    host = draw(
        st.sampled_from(["site.example", "www.site.example", "m.site.example", "SITE.EXAMPLE", "site.example:443"])
    )
    slash = draw(st.sampled_from(["", "/", "/index.html"]))
    alias = f"{start}{host}{path}{slash}{'?' if mixed else ''}{mixed}{draw(st.sampled_from(['', '#x']))}"
    assert canonical(alias) == page


@_MANY
@given(_NEAR)
def test_what_every_address_of_a_page_has_is_in_this_one(url: str) -> None:
    signs = signs_in(canonical(url))
    plain = url.isascii() and url.isprintable()
    assert not signs or not plain or any(sign.decode() in url.lower() for sign in signs)


def test_names_of_the_same_fields_keep_their_order() -> None:
    orders = {
        canonical(f"https://site.example/?{'&'.join(each)}") for each in itertools.permutations(("b=1", "b=2", "a=3"))
    }
    assert orders == {"https://site.example/?a=3&b=1&b=2", "https://site.example/?a=3&b=2&b=1"}


def test_text_without_end_is_taken_as_it_stands() -> None:
    for text in ("https://site.example/" + "%zz/../" * 100_000, "a" * 1_000_000, "http://" + "a." * 100_000):
        assert canonical(text) == text
