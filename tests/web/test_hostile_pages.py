"""A page that is slow, endless, huge, broken or hostile costs a sentence, a moment, and nothing else."""

import gzip
import itertools
import os
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sites import Site, moved, page

from readtui.model.printable import one_line
from readtui.web.allowing import Allowing
from readtui.web.connecting import is_public
from readtui.web.faults import NotFetched
from readtui.web.lookup import look_up
from readtui.web.reading import read_oembed, read_page

HERE = Allowing(seconds=20, private=True)
SOON = Allowing(seconds=0.5, private=True)
_LONG = bool(os.environ.get("READTUI_LONG"))
_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"


def refusal(url: str, allowing: Allowing = HERE) -> str:
    """Why the page was not looked up, behind what each such sentence begins with."""
    with pytest.raises(NotFetched) as raised:
        look_up(url, allowing)
    sentence = str(raised.value)
    assert sentence == one_line(sentence)
    assert len(sentence) < 500
    before, _, why = sentence.partition("the page was not looked up, the link stays as it is: ")
    assert before == ""
    return why


# Slow


def dripping(first: bytes, site: list[Site], each: bytes = b"x") -> Iterator[bytes]:
    """Some bytes, then one now and then, till nobody listens any more."""
    yield first
    while not site[0].is_closing.wait(0.05):
        yield each


@pytest.mark.parametrize("first", [b"", b"HTTP/1.1 200 OK\r\nX-Slow: ", _HEAD, _HEAD + b"<title>M"])
def test_a_page_that_drips_is_given_up_in_time(first: bytes, serve: Callable[..., Site]) -> None:
    sites: list[Site] = []
    sites.append(serve(lambda request: dripping(first, sites)))
    start = time.monotonic()
    assert refusal(sites[0].url, SOON) == "127.0.0.1 took longer than 0.5 seconds; try later"
    assert time.monotonic() - start < 5


def test_endless_lines_of_a_head_are_given_up(serve: Callable[..., Site]) -> None:
    site = serve(lambda request: itertools.chain([b"HTTP/1.1 200 OK\r\n"], itertools.repeat(b"X: y\r\n")))
    assert refusal(site.url) == "127.0.0.1 answers otherwise than a web site does"


def test_all_redirects_share_the_time(serve: Callable[..., Site]) -> None:
    sites: list[Site] = []

    def answer(request: bytes) -> bytes:
        sites[0].is_closing.wait(0.2)
        return moved("/again")

    sites.append(serve(answer))
    assert "longer than 0.5 seconds" in refusal(sites[0].url, SOON)


# Large


def test_an_endless_page_is_read_to_its_limit(serve: Callable[..., Site]) -> None:
    site = serve(lambda request: itertools.chain([_HEAD, b"<title>Moss</title>"], itertools.repeat(b"x" * 65536)))
    assert look_up(site.url, HERE).title == "Moss"


def test_the_rest_behind_the_head_is_not_waited_for(serve: Callable[..., Site]) -> None:
    sites: list[Site] = []
    sites.append(serve(lambda request: dripping(_HEAD + b"<title>Moss</title></head>", sites)))
    assert look_up(sites[0].url, HERE).title == "Moss"
    assert len(sites[0].requests) == 1


def test_what_unpacks_to_a_mountain_is_unpacked_to_the_limit(serve: Callable[..., Site]) -> None:
    bomb = gzip.compress(b"<title>Moss</title>" + b" " * (64 << 20), 9)
    site = serve(page(bomb, "Content-Encoding: gzip"))
    start = time.process_time()
    assert look_up(site.url, HERE).title == "Moss"
    assert time.process_time() - start < 5


def test_a_title_of_a_million_signs_is_cut(serve: Callable[..., Site]) -> None:
    title = look_up(serve(page(f"<title>{'moss ' * 200_000}</title>")).url, HERE).title
    assert title is not None
    assert title.startswith("moss moss")
    assert title.endswith("…")
    assert len(title) <= 300


# Broken


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (b"", "127.0.0.1 answers otherwise than a web site does"),
        (b"SSH-2.0-OpenSSH\r\n", "127.0.0.1 answers otherwise than a web site does"),
        (page("no", status="404 Not Found"), "127.0.0.1 answers 404 (Not Found); open it in a browser and see"),
        (page("no", status="403 Forbidden"), "127.0.0.1 does not show it to programs: 403 (Forbidden)"),
        (page("no", status="503 x"), "127.0.0.1 fails: 503 (Service Unavailable)"),
        (page("no", status="999 x"), "127.0.0.1 fails: 999"),
        (page("x", "Content-Type: image/png"), "it is no page but image/png, which names no title"),
        (page("<p>no title"), "it names no title; write one yourself"),
        (page("xxxxxxxx", "Content-Encoding: gzip"), "what comes cannot be unpacked"),
        (page("xxxxxxxx", "Content-Encoding: deflate"), "what comes cannot be unpacked"),
        (page("x", "Content-Encoding: br"), "it comes packed as br, which was not asked for"),
        (moved("/page"), "it is redirected more than 5 times"),
        (moved("http://[no/"), "127.0.0.1 redirects it to what is no address"),
        (
            moved("file:///etc/passwd"),
            "file:///etc/passwd is no plain address of a web site, such as https://site.example/page",
        ),
        (
            moved("ftp://site.example/"),
            "ftp://site.example/ is no plain address of a web site, such as https://site.example/page",
        ),
        (
            moved("http://a:b@site.example/"),
            "http://a:b@site.example/ is no plain address of a web site, such as https://site.example/page",
        ),
        (moved("http://x.example:99999/"), "http://x.example:99999/ names a port that cannot be"),
    ],
)
def test_what_cannot_be_read_is_told_in_a_sentence(answer: bytes, why: str, serve: Callable[..., Site]) -> None:
    assert refusal(serve(answer).url) == why


def test_a_page_broken_off_counts_as_far_as_it_came(serve: Callable[..., Site]) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 99999\r\n\r\n"
    assert look_up(serve(head + b"<title>Moss</title>").url, HERE).title == "Moss"
    chunked = (
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\nffff\r\n<title>Moss</title>"
    )
    assert look_up(serve(chunked).url, HERE).title == "Moss"


def test_nobody_is_there(serve: Callable[..., Site]) -> None:
    site = serve(b"")
    site.close()
    assert refusal(site.url) == "127.0.0.1 cannot be reached (connection refused); try later"


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://a.example/", "javascript:1", "", "http://", "http:///x", "a b"]
)
def test_only_web_pages_are_asked_for(url: str) -> None:
    assert "no plain address of a web site" in refusal(url)


# Where it may not go


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "0x7f.1", "2130706433", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0"]
)
def test_this_machine_is_not_asked_unless_allowed(host: str, serve: Callable[..., Site]) -> None:
    site = serve(page("<title>secret</title>"))
    why = refusal(f"http://{host}:{site.port}/", Allowing())
    assert "is no address of the public network" in why or "is not found" in why
    assert site.requests == []


def test_a_name_that_leads_to_this_machine_is_not_asked_either(serve: Callable[..., Site]) -> None:
    site = serve(page("<title>secret</title>"))
    assert "no address of the public network" in refusal(f"http://localhost:{site.port}/", Allowing())
    assert site.requests == []


@pytest.mark.parametrize(
    ("address", "is_so"),
    [
        *(
            (each, True)
            for each in ("93.184.216.34", "1.1.1.1", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101")
        ),
        *(
            (each, False)
            for each in ("10.0.0.1", "172.16.3.4", "192.168.1.1", "127.0.0.1", "169.254.169.254", "0.0.0.0")
        ),
        *(
            (each, False)
            for each in ("100.64.0.1", "224.0.0.1", "255.255.255.255", "240.0.0.1", "198.18.0.1", "192.0.2.1")
        ),
        *(
            (each, False)
            for each in ("::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fec0::1", "ff02::1", "::7f00:1")
        ),
        *(
            (each, False)
            for each in ("::ffff:10.0.0.1", "2002:7f00:1::", "64:ff9b::a00:1", "2001:db8::1", "no address")
        ),
    ],
)
def test_which_addresses_are_public(address: str, is_so: bool) -> None:
    assert is_public(address) is is_so


# Hostile


def test_what_a_page_says_is_printable_on_one_line(serve: Callable[..., Site]) -> None:
    hostile = "\x1b]0;pwn\x07\x1b[2J\u202eevil\u2069 [@click=app.quit]x[/] a\x00\x9bm\r\nb\u2028c"
    site = serve(
        page(
            f'<meta name="author" content="Ada{hostile}"><meta property="og:site_name" content="S{hostile}">'
            f"<title>Moss &#27;[31m{hostile}</title>"
        )
    )
    facts = look_up(site.url, HERE)
    for text in (facts.title, facts.site, *facts.people):
        assert text
        assert text == one_line(text)
    assert facts.title is not None
    assert "[@click=app.quit]x[/]" in facts.title  # words, and nobody's markup


@pytest.mark.parametrize(
    "text",
    [
        *(
            piece * (1 << 18)
            for piece in ("<!--", "<a ", "</", "<![CDATA[", "<?", "&", '<meta content="', "<title>", "<svg>")
        ),
        *(piece * (1 << 18) for piece in ("<script>", "</x ", "<!", "<a b=", "<a '", "&#x", "<meta name=a content=b>")),
        "<script type=application/ld+json>" + '{"@graph":[' * 100_000,
        "<script type=application/ld+json>["
        + '{"@id":"#a","name":"x"},' * 50_000
        + '{"@type":"Book","author":{"@id":"#a"}}]',
    ],
)
def test_no_markup_takes_long(text: str) -> None:
    start = time.process_time()
    read_page("https://site.example/", "text/html", None, text.encode()[: 2 << 20])
    assert time.process_time() - start < 6


@pytest.mark.parametrize(
    "text", [b"/Title (", b"/Title(\\(", b"<dc:title>", b"<dc:creator><rdf:li>", b"/Title <0", b"/Title(((", b"/Author"]
)
def test_no_pdf_takes_long(text: bytes) -> None:
    start = time.process_time()
    read_page("https://site.example/", "application/pdf", None, b"%PDF-1.4 " + text * ((2 << 20) // len(text)))
    assert time.process_time() - start < 6


_PARTS = st.sampled_from(
    (
        *("<title>", "</title>", "<meta name=author content='", "'>", "<script type=application/ld+json>", "</script>"),
        *("{", "[", '"', "\0", '"@type":', '"Book"', '"author":', '"@graph":', ":", ",", "]", "}", "<", ">", "&#27;"),
        *("&", "<svg", "%PDF-", "/Title (", ")", "x"),
    )
)


@settings(max_examples=2000 if _LONG else 200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(_PARTS | st.text(max_size=5)).map("".join),
    st.sampled_from(["text/html", "application/pdf", "x"]),
    st.none() | st.text(max_size=12),
)
def test_no_page_makes_it_fail(text: str, kind: str, charset: str | None) -> None:
    body = text.encode("utf-8", "surrogatepass")
    for facts in (read_page("https://a.example/", kind, charset, body), read_oembed("https://a.example/", body)):
        if facts is not None:
            texts = [text for text in (facts.title, facts.site, *facts.people) if text is not None]
            assert all(text and text == one_line(text) and len(text) <= 300 for text in texts)


# TLS


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """One that this machine made itself, with its key."""
    file = tmp_path / "certificate.pem"
    asked = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"]
    asked += ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(file), "-out"]
    try:
        subprocess.run([*asked, str(tmp_path / "public.pem")], check=True, capture_output=True, timeout=60)
    except FileNotFoundError:
        pytest.skip("no openssl")
    file.write_bytes(file.read_bytes() + (tmp_path / "public.pem").read_bytes())
    return file


@pytest.mark.may_skip("a machine may have no openssl to make a certificate with")
def test_a_certificate_that_nobody_vouches_for_is_refused(certificate: Path, serve: Callable[..., Site]) -> None:
    site = serve(page("<title>Moss</title>"), certificate)
    assert "127.0.0.1 shows a certificate that is not to be trusted (self-signed certificate)" in refusal(site.url)
    assert site.requests == []


@pytest.mark.may_skip("a machine may have no openssl to make a certificate with")
def test_one_that_is_vouched_for_is_taken(
    certificate: Path, serve: Callable[..., Site], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    site = serve(page("<title>Moss</title>"), certificate)
    assert look_up(site.url, HERE).title == "Moss"
    assert "certificate" in refusal(site.url.replace("127.0.0.1", "localhost"))  # it is another's
