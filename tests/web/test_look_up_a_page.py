"""A page is asked for its title, its people, its kind and its site, in every dialect that pages speak."""

import gzip
import json
import re
import zlib
from collections.abc import Callable

import pytest
from sites import Site, moved, page

import readtui
from readtui.model.page import PageFacts
from readtui.web.allowing import Allowing
from readtui.web.faults import NotFetched
from readtui.web.lookup import look_up

HERE = Allowing(seconds=20, private=True)
"""The sites of these tests are on this machine, which is slow at times."""

_LD = '<script type="application/ld+json">{}</script>'
PAGES: dict[str, tuple[str, tuple[str | None, tuple[str, ...], str | None, str | None]]] = {
    "plain": ("<title>On\n  moss &amp; stone</title>", ("On moss & stone", (), None, None)),
    "author": (
        '<title>Moss</title><meta name="author" content="Ada Moss and Ben Reed">',
        ("Moss", ("Ada Moss", "Ben Reed"), None, None),
    ),
    "open graph": (
        '<title>x</title><meta property="og:title" content="Moss — Stone News">'
        '<meta property="og:type" content="article">'
        '<meta property="og:site_name" content="Stone News"><meta property="article:author" content="https://a.example/ada">',
        ("Moss", (), "article", "Stone News"),
    ),
    "open graph video": (
        '<meta property="og:type" content="video.other"><meta name="og:title" content="A talk">',
        ("A talk", (), "video", None),
    ),
    "twitter": (
        '<meta name="twitter:title" content="Moss"><meta name=twitter:creator content=@ada>',
        ("Moss", (), None, None),
    ),
    "citation": (
        '<meta name="citation_title" content="On Moss"><meta name="citation_author" content="Moss, Ada B.">'
        '<meta name="citation_author" content="Ben Reed"><meta name="citation_author" content="Stone, Cy, Jr.">'
        '<meta name="citation_journal_title" content="Stones"><title>On Moss | Stones</title>',
        ("On Moss", ("Ada B. Moss", "Ben Reed", "Stone, Cy, Jr."), "paper", "Stones"),
    ),
    "authors in one": (
        '<meta name="citation_title" content="M"><meta name="citation_authors" content="Moss, Ada; Reed, Ben">',
        ("M", ("Ada Moss", "Ben Reed"), "paper", None),
    ),
    "an article": (
        _LD.format(
            json.dumps(
                {
                    "@type": "NewsArticle",
                    "headline": "Moss",
                    "author": {"name": "Ada Moss"},
                    "publisher": {"name": "News"},
                }
            )
        ),
        ("Moss", ("Ada Moss",), "article", "News"),
    ),
    "authors as texts": (
        _LD.format('{"@type": ["Article"], "name": "M", "author": ["A. B.", "C. D."]}'),
        ("M", ("A. B.", "C. D."), "article", None),
    ),
    "a graph": (
        _LD.format(
            json.dumps(
                {
                    "@graph": [
                        {"@type": "WebSite", "name": "no"},
                        {"@type": "BlogPosting", "headline": "Moss", "author": {"@id": "#ada"}},
                        {"@id": "#ada", "@type": "Person", "givenName": "Ada", "familyName": "Moss"},
                    ]
                }
            )
        ),
        ("Moss", ("Ada Moss",), "article", None),
    ),
    "a book": (
        _LD.format('[{"@type": "http://schema.org/Book", "name": "Moss", "author": [{"name": "Ada"}]}]'),
        ("Moss", ("Ada",), "book", None),
    ),
    "a paper": (_LD.format('{"@type": "ScholarlyArticle", "headline": "M"}'), ("M", (), "paper", None)),
    "a video": (_LD.format('{"@type": "VideoObject", "name": "M", "author": "Ada"}'), ("M", ("Ada",), "video", None)),
    "broken data": (_LD.format('{"@type": "Book", ') + "<title>M</title>", ("M", (), None, None)),
    "deep data": (_LD.format("[" * 100_000) + "<title>M</title>", ("M", (), None, None)),
    "broken markup": ('<html><<head <meta name="author" content=Ada><title>M</titel><p></title', ("M", (), None, None)),
    "never closed": ("<title>Moss on stone", ("Moss on stone", (), None, None)),
    "a picture's title": ("<svg><title>icon</title></svg><title>M</title>", ("M", (), None, None)),
    "site alone": ('<meta property="og:site_name" content="Moss"><title>Moss</title>', ("Moss", (), None, "Moss")),
}


@pytest.mark.parametrize("dialect", PAGES)
def test_a_page_says_of_itself(dialect: str, serve: Callable[..., Site]) -> None:
    text, facts = PAGES[dialect]
    site = serve(page(f"<!doctype html>{text}"))
    assert look_up(site.url, HERE) == PageFacts(site.url, *facts)  # type: ignore[arg-type]


def test_one_plain_request_tells_nothing_of_the_reader(serve: Callable[..., Site]) -> None:
    site = serve(page("<title>M</title>", "Set-Cookie: a=b"))
    look_up(f"{site.url}/ü?q=1 2#there", HERE)
    assert site.requests == [
        f"GET /page/%C3%BC?q=1%202 HTTP/1.1\r\nHost: 127.0.0.1:{site.port}\r\n"
        f"User-Agent: readtui/{readtui.__version__}\r\n"
        "Accept: text/html,application/xhtml+xml,application/json;q=0.9,application/pdf;q=0.9,*/*;q=0.1\r\n"
        "Accept-Encoding: gzip, deflate\r\nConnection: close\r\n\r\n".encode()
    ]


def test_redirects_are_followed_and_take_no_cookie_along(serve: Callable[..., Site]) -> None:
    last = serve(page("<title>Moss</title>"))
    first = serve(moved(last.url))
    assert look_up(first.url, HERE) == PageFacts(first.url, "Moss")
    assert b"ookie" not in last.requests[0]
    assert b"eferer" not in last.requests[0]


def test_a_redirect_may_be_relative(serve: Callable[..., Site]) -> None:
    site = serve(lambda request: page("<title>Moss</title>") if b"/there" in request else moved("../there"))
    assert look_up(site.url, HERE).title == "Moss"


@pytest.mark.parametrize(
    ("name", "pack"),
    [
        ("gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", lambda text: zlib.compress(text, wbits=-15)),
        ("identity", lambda text: text),
    ],
)
def test_packed_pages_are_unpacked(name: str, pack: Callable[[bytes], bytes], serve: Callable[..., Site]) -> None:
    site = serve(page(pack(b"<title>Moss</title>" + b"x" * 90_000), f"Content-Encoding: {name}"))
    assert look_up(site.url, HERE).title == "Moss"


def test_pages_may_come_in_chunks(serve: Callable[..., Site]) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
    site = serve([head, b"9\r\n<title>Mo\r\n", b"a\r\nss</title>\r\n0\r\n\r\n"])
    assert look_up(site.url, HERE).title == "Moss"


@pytest.mark.parametrize(
    ("header", "body", "title"),
    [
        ("text/html; charset=iso-8859-1", "<title>Grüße – €</title>".encode("cp1252"), "Grüße – €"),
        ("text/html", '<meta charset="shift_jis"><title>機械学習</title>'.encode("shift_jis"), "機械学習"),
        ("text/html; charset=utf-8", "<title>機械</title>".encode(), "機械"),
        ("text/html; charset=klingon", "<title>Grüße</title>".encode(), "Grüße"),
        ("text/html; charset=punycode", "<title>Grüße</title>".encode(), "Grüße"),
        ("text/html; charset=utf-8", "<title>Grüße</title>".encode("latin-1"), "Gr��e"),
        ("text/html; charset=latin-1", b"\xef\xbb\xbf" + "<title>Grüße</title>".encode(), "Grüße"),
        ("text/html", "<title>Grüße</title>".encode("utf-16"), "Grüße"),
    ],
)
def test_pages_are_read_in_their_charset(header: str, body: bytes, title: str, serve: Callable[..., Site]) -> None:
    assert look_up(serve(page(body, f"Content-Type: {header}")).url, HERE).title == title


@pytest.mark.parametrize(
    ("body", "facts"),
    [
        (
            rb"%PDF-1.4 <</Title (On \(the\) moss\040now) /Author (Ada Moss, Ben Reed)>>",
            ("On (the) moss now", ("Ada Moss", "Ben Reed")),
        ),
        (b"%PDF-1.4 /Title <FEFF004D00FC>", ("Mü", ())),
        (
            b"%PDF-1.7 /Title (Microsoft Word - x.doc) "
            b"<dc:title><rdf:Alt><rdf:li xml:lang='x'>Moss &amp; co</rdf:li></rdf:Alt></dc:title>"
            b"<dc:creator><rdf:Seq><rdf:li>Ada</rdf:li><rdf:li>Ben</rdf:li></rdf:Seq></dc:creator>",
            ("Moss & co", ("Ada", "Ben")),
        ),
    ],
)
def test_a_pdf_names_its_title(body: bytes, facts: tuple[str, tuple[str, ...]], serve: Callable[..., Site]) -> None:
    site = serve(page(body + b"\n" * 70_000 + b"%%EOF", "Content-Type: application/pdf"))
    assert look_up(site.url, HERE) == PageFacts(site.url, *facts)


@pytest.mark.parametrize("body", [b"%PDF-1.4 nothing", b"%PDF-1.4 /Title (untitled)", b"%PDF-1.4 /Title (paper.dvi)"])
def test_a_pdf_without_a_title_leaves_the_link(body: bytes, serve: Callable[..., Site]) -> None:
    with pytest.raises(NotFetched, match="the link stays as it is: it names no title"):
        look_up(serve(page(body, "Content-Type: application/pdf")).url, HERE)


def test_a_video_is_asked_for_where_its_site_says_most(serve: Callable[..., Site]) -> None:
    told = {"type": "video", "title": "A talk", "author_name": "Ada Moss", "provider_name": "YouTube"}
    site = serve(page(json.dumps(told), "Content-Type: application/json"))
    oembed = [(re.compile(r"https://youtube\.com/watch\?v=\w+"), f"{site.url}?url=")]
    facts = look_up("https://youtu.be/abcdefghijk?si=x&t=3", HERE, oembed)
    assert facts == PageFacts("https://youtu.be/abcdefghijk?si=x&t=3", "A talk", ("Ada Moss",), "video", "YouTube")
    (request,) = site.requests
    assert request.startswith(b"GET /page?url=https%3A%2F%2Fyoutube.com%2Fwatch%3Fv%3Dabcdefghijk HTTP")
