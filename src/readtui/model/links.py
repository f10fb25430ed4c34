"""Links: the addresses that a text names, in ASCII, where look-alikes show, and which of them may be opened.

What a browser would read otherwise than it is shown here may not be opened: a host with escapes, a backslash before
the path, a missing slash.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote, unquote

from readtui.model.entry import Link

_VISIBLE = "".join(map(chr, range(0x21, 0x7F)))
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_WEB = re.compile(r"(?P<scheme>[Hh][Tt][Tt][Pp][Ss]?://)(?P<site>[^/?#\\]+)(?P<rest>[/?#].*)?", re.DOTALL)
_HOST = re.compile(r"(?=.{1,253}\Z)(?:[a-z0-9_-]{1,63}\.)*[a-z0-9_-]{1,63}\.?|\[[0-9a-f:.]+\]")
_PORT = re.compile(r"(?P<host>\[.*\]|[^:]*)(?P<port>:[0-9]{0,5})?", re.DOTALL)
_OPENED = re.compile(r"(?:https?://|mailto:)[!-~]+")
_ATTACHES = re.compile(r"[?&]attach", re.IGNORECASE)
_DOTS = re.compile("[\u3002\uff0e\uff61]")
_LETTERS = ("L", "M", "N", "So")
"""The categories of Unicode that browsers take in a host, the signs of pictures among them."""
_DROPPED = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
"""Of these the marks that browsers leave out of a host, so that it leads elsewhere than it reads."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a link leads, in visible ASCII: a host in punycode, all else percent-encoded."""

    before: str
    """What stands before the host: the scheme, and a name and password where there are any."""
    host: str
    """Empty where the address is no web site's."""
    after: str
    """The port, the path and all that follows."""

    @property
    def text(self) -> str:
        """All of it; nothing but the characters from `!` to `~`."""
        return f"{self.before}{self.host}{self.after}"

    @property
    def may_be_opened(self) -> bool:
        """Whether it is plainly a web site's, or one to write mail to that attaches no file."""
        is_safe = bool(self.host) or (self.is_mail and not _ATTACHES.search(unquote(self.after)))
        return is_safe and _OPENED.fullmatch(self.text) is not None

    @property
    def is_mail(self) -> bool:
        """Whether mail can be written to it."""
        return self.before == "mailto:"


def address(url: str) -> Address:
    """Where `url` leads, whatever it holds; what is ASCII and visible in it stays, and so does where it leads."""
    url = url.strip()
    web = _WEB.fullmatch(url)
    if web:
        user, at, place = web["site"].rpartition("@")
        site = _PORT.fullmatch(place)
        host = site and _host(site["host"])
        if site and host:
            before = f"{web['scheme'].lower()}{encoded(user)}{at}"
            return Address(before, host, f"{site['port'] or ''}{encoded(web['rest'] or '')}")
    scheme = _SCHEME.match(url)
    if scheme and scheme.group().lower() == "mailto:":
        return Address("mailto:", "", encoded(url[scheme.end() :]))
    # What begins like a web site's address and is none would be taken for one.
    return Address("", "", encoded(url))


def encoded(text: str) -> str:
    """`text` with each character that is not visible ASCII percent-encoded, by its bytes in UTF-8."""
    return quote(text, safe=_VISIBLE, errors="surrogatepass")


def without_repeats(links: Iterable[Link]) -> tuple[Link, ...]:
    """The links, each address once, with the first text that has it."""
    found: dict[str, Link] = {}
    for link in links:
        if link.url.strip():
            found.setdefault(address(link.url).text, link)
    return tuple(found.values())


def _host(host: str) -> str | None:
    """The host in ASCII, as browsers look it up; None where they would not, or it is not plain what they would make."""
    if not host.isascii():
        if _DROPPED.search(host) or not all(_is_of_a_name(sign) for sign in host):
            return None
        host = unicodedata.normalize("NFKC", _DOTS.sub(".", unicodedata.normalize("NFKC", host).lower()).lower())
    # Python's own codec is of an older standard: it makes `ss` of `ß`, which is another site.
    labels = (label if label.isascii() else f"xn--{label.encode('punycode').decode()}" for label in host.split("."))
    host = ".".join(labels).lower()
    return host if _HOST.fullmatch(host) else None


def _is_of_a_name(sign: str) -> bool:
    return sign in "-._·" or _DOTS.match(sign) is not None or unicodedata.category(sign).startswith(_LETTERS)
