"""Canonical: one form for all addresses of a page, so that what was read before is known by any of them.

It is made for comparing, not for opening: `http` and `https` count as one, and so do `www.site.example` and
`m.site.example`. What may say which page it is stays; where a page has two addresses that no rule here knows, it counts
as two.
"""

import re

from readtui.model.links import address
from readtui.model.samepages import host_of_all, known_page, says_no_page, signs_of

_LONGEST = 8192
"""Characters from which an address is taken as it stands: no page has such, and text without end must cost nothing."""
_ENDS = "".join(map(chr, range(0x21))) + "\x7f"
_NUMBERED = re.compile(r"(doi|arxiv):/{0,2}(?=[0-9A-Za-z])", re.IGNORECASE)
_NUMBERED_AT = {"doi": "https://doi.org/", "arxiv": "https://arxiv.org/abs/"}
_HOST = re.compile(r"https://(?:[^/?#]*@)?([a-z0-9_.-]+)(?=[/:])")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_PLAINEST = re.compile(
    r"https?://(?P<host>(?:[a-z0-9-]{1,63}\.){1,4}[a-z0-9-]{1,63})"
    r"(?P<path>(?:/(?!index\.)[A-Za-z0-9_~-][A-Za-z0-9._~-]*+)*+)/?"
)
"""Most addresses: nothing of them is to be changed but the host. A third of the time for 140,000 of them."""
_AFTER_HOST = re.compile(r"(?::(?P<port>\d*))?(?P<path>[^?#]*)(?:\?(?P<query>[^#]*))?(?:#(?P<fragment>.*))?", re.DOTALL)
_DEFAULT_PORTS = ("", "80", "443")
_INDEXES = ("/index.html", "/index.htm", "/index.php")
_ROUTES = ("!", "/")
"""What a fragment begins with where a script makes a page of it; others are places in a page."""
_SIGN = re.compile(r"%([0-9A-Fa-f]{2})|[^A-Za-z0-9._~/-]")
_PLAIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_PLAIN_IN_PATHS = _PLAIN | frozenset("!$'()*,:@")
"""What means the same written plainly and not: `Stone_(novel)` and `Stone_%28novel%29`."""
_PLAIN_IN_QUERIES = _PLAIN_IN_PATHS | frozenset("/?")
_KEPT = frozenset("&=+;/?%")
"""What means one thing written plainly and another written as its number."""


def canonical(url: str) -> str:
    """The form that all addresses of a page share, as far as they are known; of what is no web address itself."""
    url = url.strip(_ENDS)
    if len(url) > _LONGEST:
        return url
    plainest = _PLAINEST.fullmatch(url)
    if plainest:
        host, path = host_of_all(plainest["host"]), plainest["path"] or "/"
        return known_page(host, path, []) or f"https://{host}{path}"
    numbered = _NUMBERED.match(url)
    if numbered:
        url = _NUMBERED_AT[numbered[1].lower()] + url[numbered.end() :]
    elif url.startswith("//"):
        url = f"https:{url}"
    elif url[:4].lower() == "www.":
        url = f"https://{url}"
    known = address(url)
    if not known.host:
        scheme = _SCHEME.match(url)
        return url if scheme is None else scheme.group().lower() + url[scheme.end() :]
    parts = _AFTER_HOST.fullmatch(known.after)
    assert parts is not None  # only a port, a path and so on can follow a host
    host, path = host_of_all(known.host), _path(parts["path"])
    fields = _fields(host, parts["query"] or "")
    page = known_page(host, path, fields)
    if page is not None:
        return page
    user = known.before.partition("//")[2]
    port = "" if (parts["port"] or "") in _DEFAULT_PORTS else f":{parts['port']}"
    query = f"?{'&'.join(fields)}" if fields else ""
    fragment = parts["fragment"] or ""
    route = f"#{_even(fragment, _PLAIN_IN_QUERIES)}" if fragment.startswith(_ROUTES) else ""
    return f"https://{user}{host}{port}{path}{query}{route}"


def signs_in(page: str) -> tuple[bytes, ...]:
    """What every address of the page of this canonical address has one of, in any case; nothing where none is known."""
    found = _HOST.match(page)
    return tuple(sign.encode() for sign in signs_of(found[1])) if found else ()


def _path(path: str) -> str:
    """The path without what adds nothing: steps to where one is, `index.html`, slashes at its end."""
    path = _even(path, _PLAIN_IN_PATHS)
    if "/." in path:
        path = _walked(path)
    end = len(path)
    while True:
        before = end
        end = len(path[:end].rstrip("/")) if path.endswith("/", 0, end) else end
        end -= next((len(name) for name in _INDEXES if path.endswith(name, 0, end)), 0)
        if end == before:
            return path[:end] or "/"


def _walked(path: str) -> str:
    """The path with its steps `.` and `..` taken."""
    steps: list[str] = []
    for step in path.split("/")[1:]:
        if step == "..":
            del steps[-1:]
        elif step != ".":
            steps.append(step)
    return "/" + "/".join(steps)


def _fields(host: str, query: str) -> list[str]:
    """What the query says of the page, in the order of the names; of one name in the order that it has."""
    fields = (_even(field.replace("+", "%20"), _PLAIN_IN_QUERIES) for field in query.split("&") if field)
    return sorted(
        (field for field in fields if not says_no_page(host, field.partition("=")[0])),
        key=lambda field: field.partition("=")[0],
    )


def _even(text: str, plain: frozenset[str]) -> str:
    """`text` with each sign written as all write it: plainly, or as its number in capitals."""

    def written(match: re.Match[str]) -> str:
        sign = match.group()
        if match[1] is not None:
            meant = chr(int(match[1], 16))
            return meant if meant in plain else sign.upper()
        return sign if (sign in plain or sign in _KEPT) and sign != "%" else f"%{ord(sign):02X}"

    return _SIGN.sub(written, text) if _SIGN.search(text) else text
