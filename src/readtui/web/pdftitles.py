"""PDF titles: the title and the authors that a PDF names, where it names them plainly."""

import html
import re
from collections.abc import Iterable, Iterator

_LISTED = re.compile(rb"<rdf:li\b[^>]{0,200}>([^<]{1,2000})</rdf:li>")
_NAMED = re.compile(
    rb"/(Title|Author)\s{0,20}(?:\(((?:[^()\\]|\\[\s\S]|\([^()\\]{0,500}\)){1,2000})\)|<([0-9A-Fa-f\s]{2,4000})>)"
)
_LONGEST_LIST = 20_000
"""Bytes of it that are looked at."""
_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|(\r\n|[\s\S]))")
_LETTERS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"", b"f": b"", b"\n": b"", b"\r": b"", b"\r\n": b""}
_NO_TITLE = re.compile(
    r"\s*(?:untitled.*|title|microsoft \w+ - .*|.*\.(?:docx?|tex|dvi|pdf|indd|qxd|pptx?|odt|rtf)|[\W\d_]*)\s*",
    re.IGNORECASE,
)
"""What programs write where nobody gave a title."""
_PARTED = re.compile(r"\s*(?:;|,|\band\b|&)\s*")


def is_pdf(body: bytes) -> bool:
    """Whether these bytes begin a PDF."""
    return b"%PDF-" in body[:1024]


def titled(body: bytes) -> tuple[str | None, tuple[str, ...]]:
    """The title and the people that a PDF names, by its metadata, else by its dictionary of information.

    Most newer ones pack these away: then there is none.
    """
    title = next(_titles(_listed(body, b"dc:title")), None)
    people = tuple(name for name in _listed(body, b"dc:creator") if name.strip())
    told = [(what, _text(plain, number)) for what, plain, number in _NAMED.findall(body)]
    title = title or next(_titles(text for what, text in told if what == b"Title"), None)
    authors = next((text for what, text in told if what == b"Author" and text.strip()), "")
    return title, people or tuple(filter(None, _PARTED.split(authors.strip())))


def _listed(body: bytes, name: bytes) -> list[str]:
    """What the metadata list under a name."""
    start = body.find(b"<%s>" % name)
    end = body.find(b"</%s>" % name, start, start + _LONGEST_LIST)
    if start < 0 or end < 0:
        return []
    return [html.unescape(each.decode("utf-8", "replace")) for each in _LISTED.findall(body, start, end)]


def _titles(texts: Iterable[str]) -> Iterator[str]:
    return (text for text in texts if not _NO_TITLE.fullmatch(text[:300]))


def _text(plain: bytes, number: bytes) -> str:
    """A text of a PDF: in parentheses with escapes, or as numbers; UTF-16 or UTF-8 where it says so, else Latin-1."""
    if number:
        digits = b"".join(number.split())
        text = bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
    else:
        text = _ESCAPE.sub(lambda match: _meant(match), plain)
    if text.startswith((b"\xfe\xff", b"\xff\xfe")):
        return text.decode("utf-16", "replace")
    if text.startswith(b"\xef\xbb\xbf"):
        return text.decode("utf-8-sig", "replace")
    return text.decode("latin-1")


def _meant(match: re.Match[bytes]) -> bytes:
    octal, letter = match.groups()
    return bytes([int(octal, 8) & 0xFF]) if octal else _LETTERS.get(letter, letter)
