"""Links are shown in ASCII, lead where they led, and only those of web sites and mail may be opened."""

import re
from urllib.parse import unquote_to_bytes

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readtui.model.entry import Link
from readtui.model.links import address, encoded, without_repeats

PLAIN = [
    "https://example.org/a?b=c&d=%20#e",
    "http://example.org",
    "https://me:secret@example.org:8080/",
    "https://[2001:db8::1]:8080/x",
    "https://example.org./",
    "https://a_b.example/(c)'$;`|{}\\x",
    "mailto:me@example.org?subject=x",
]


@pytest.mark.parametrize("url", PLAIN)
def test_what_is_ascii_stays_and_may_be_opened(url: str) -> None:
    assert address(url).text == url
    assert address(url).may_be_opened


@pytest.mark.parametrize(
    ("url", "text", "host"),
    [
        ("https://bücher.example/straße?q=ü#ß", "https://xn--bcher-kva.example/stra%C3%9Fe?q=%C3%BC#%C3%9F", None),
        ("https://pаypal.com/", "https://xn--pypal-4ve.com/", "xn--pypal-4ve.com"),  # the second letter is Cyrillic
        ("https://faß.de", "https://xn--fa-hia.de", None),
        ("https://日本。jp/", "https://xn--wgv71a.jp/", None),
        ("https://EXAMPLE．org/A", "https://example.org/A", "example.org"),
        ("HTTPS://Example.ORG/A", "https://example.org/A", "example.org"),
        ("https://paypal.com@evil.example/", "https://paypal.com@evil.example/", "evil.example"),
        ("https://a.example\u2044b@evil.example/", "https://a.example%E2%81%84b@evil.example/", "evil.example"),
        ("https://☃.net/", "https://xn--n3h.net/", None),
        ("  https://example.org/a b\n", "https://example.org/a%20b", None),
        ("https://example.org/\x1b[31m\x9b\u202e", "https://example.org/%1B[31m%C2%9B%E2%80%AE", None),
        ("https://example.org/\udc9b", "https://example.org/%ED%B2%9B", None),
    ],
)
def test_look_alikes_show(url: str, text: str, host: str | None) -> None:
    found = address(url)
    assert found.text == text
    assert found.may_be_opened
    assert host is None or found.host == host


@pytest.mark.parametrize(
    "url",
    [
        "",
        "javascript:alert(1)",
        "java\tscript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,x",
        "vscode://x",
        "ssh://-oProxyCommand=x",
        "smb://x/y",
        "ftp://example.org/",
        "tel:112",
        "--help",
        "-https://example.org/",
        "/abs/path",
        "../x.md",
        "#here",
        "//example.org/",
        "https:example.org",
        "https:/example.org",
        "https:///example.org",
        "https://",
        "https://?x",
        "https://good.example\\@evil.example/",
        "https:\\\\example.org",
        "https://ex%61mple.org/",
        "https://a b.example/",
        "https://a\tb.example/",
        "https://a\u200bb.example/",
        "https://a\u00adb.example/",
        "https://a\ufe0fb.example/",
        "https://evil.example\uff0f.good.example/",
        "https://℀.example/",
        "https://a..example/",
        "https://x.example:99999999/",
        "https://x.example:y/",
        "https://" + "a" * 64 + ".example/",
        "https://\udc9b.example/",
        "mailto:",
        "mailto:a@example.org?attach=/etc/passwd",
        "mailto:a@example.org?subject=x&%61ttachment=/etc/passwd",
    ],
)
def test_all_else_is_never_opened(url: str) -> None:
    assert not address(url).may_be_opened


hosts = st.sampled_from(["example.org", "bücher.example", "x.日本", "127.0.0.1", "[::1]"])


@given(st.text())
def test_any_text_becomes_visible_ascii_of_the_same_bytes(text: str) -> None:
    assert re.fullmatch("[!-~]*", encoded(text))
    assert unquote_to_bytes(encoded(text)) == unquote_to_bytes(text.encode("utf-8", "surrogatepass"))


@given(
    st.sampled_from(["https://", "http://", "mailto:", "", "javascript:", "https://a@"]), hosts | st.text(), st.text()
)
def test_no_address_has_other_bytes_and_it_is_settled(scheme: str, host: str, rest: str) -> None:
    found = address(f"{scheme}{host}{rest}")
    assert re.fullmatch("[!-~]*", found.text)
    assert address(found.text) == found
    if found.may_be_opened:
        assert re.fullmatch("(https?://|mailto:)[!-~]+", found.text)


@given(hosts, st.text())
def test_the_path_leads_where_it_led(host: str, path: str) -> None:
    found = address(f"https://{host}/{path}|")
    assert found.may_be_opened
    assert unquote_to_bytes(found.after) == unquote_to_bytes(f"/{path}|".encode("utf-8", "surrogatepass"))


def test_each_address_is_listed_once() -> None:
    links = [
        Link("One", "https://bücher.example/"),
        Link("Again", "https://xn--bcher-kva.example/"),
        Link("None", " "),
        Link("Two", "https://example.org/"),
        Link("One", "https://example.org/"),
    ]
    assert without_repeats(links) == (links[0], links[3])
