"""Fetching: one page asked for, within limits of time, size and redirects."""

import http.client
import ssl
import zlib
from collections.abc import Callable
from contextlib import closing
from http import HTTPStatus
from typing import NamedTuple
from urllib.parse import urljoin

from readtui import __version__
from readtui.model.links import address
from readtui.web.allowing import Allowing
from readtui.web.connecting import Deadline, Site, connected
from readtui.web.faults import NotFetched

_MOVED = (301, 302, 303, 307, 308)
_PIECE = 16 << 10
"""Bytes that are read at a time."""
_ACCEPTED = "text/html,application/xhtml+xml,application/json;q=0.9,application/pdf;q=0.9,*/*;q=0.1"
_NOT_FOR_PROGRAMS = (401, 402, 403, 429)

Enough = Callable[[str, bytes, int], bool]
"""Whether the bytes of a page of some type that have come are all that is wanted; from a place on they are new."""


class Fetched(NamedTuple):
    """A page as it came, or its beginning."""

    url: str
    """Where it was in the end."""
    type: str
    """As the site names it, in lower case: `text/html`."""
    charset: str | None
    body: bytes


class _Target(NamedTuple):
    url: str
    site: Site
    path: str


def fetch(url: str, allowing: Allowing, is_enough: Enough) -> Fetched:
    """The page at `url`, or as much of it as is enough or allowed.

    No cookies, no referrer, no password go along, and nothing is kept.

    Raises:
        NotFetched: it cannot be reached, may not be asked for, or is not there.
    """
    deadline, target = Deadline(allowing.seconds), _target(url)
    for _ in range(allowing.redirects + 1):
        try:
            found = _asked(target, deadline, allowing, is_enough)
        except TimeoutError as error:
            raise NotFetched(f"{target.site.host} took longer than {deadline.seconds:g} seconds; try later") from error
        except ssl.SSLCertVerificationError as error:
            why = error.verify_message.rstrip(".")
            raise NotFetched(f"{target.site.host} shows a certificate that is not to be trusted ({why})") from error
        except ssl.SSLError as error:
            raise NotFetched(f"{target.site.host} makes no safe connection; try later") from error
        except http.client.HTTPException as error:
            raise NotFetched(f"{target.site.host} answers otherwise than a web site does") from error
        except OSError as error:
            why = error.strerror or "the connection broke"
            raise NotFetched(f"{target.site.host} cannot be reached ({why.lower()}); try later") from error
        if isinstance(found, Fetched):
            return found
        target = _target(found)
    raise NotFetched(f"it is redirected more than {allowing.redirects} times")


def _target(url: str) -> _Target:
    """Whom to ask for what.

    Raises:
        NotFetched: it is no address that may be asked for.
    """
    known = address(url)
    if known.before not in ("http://", "https://") or not known.host:
        raise NotFetched(f"{url[:200]} is no plain address of a web site, such as https://site.example/page")
    place, _, _ = known.after.partition("#")
    port, slash, path = place.partition("/")
    if not slash:
        port, mark, query = place.partition("?")
        path = f"{mark}{query}"
    is_safe = known.before == "https://"
    number = int(port[1:]) if port[1:] else (443 if is_safe else 80)
    if not 0 < number < 1 << 16:
        raise NotFetched(f"{url[:200]} names a port that cannot be")
    return _Target(url, Site(is_safe, known.host, number), f"/{path}")


def _asked(target: _Target, deadline: Deadline, allowing: Allowing, is_enough: Enough) -> Fetched | str:
    """The page, or where it says that the page is."""
    with connected(target.site, deadline, may_be_private=allowing.private) as line:
        line.send(
            f"GET {target.path} HTTP/1.1\r\nHost: {target.site.name}\r\nUser-Agent: readtui/{__version__}\r\n"
            f"Accept: {_ACCEPTED}\r\nAccept-Encoding: gzip, deflate\r\nConnection: close\r\n\r\n".encode("ascii")
        )
        response = http.client.HTTPResponse(line, method="GET")  # type: ignore[arg-type]
        with closing(response):
            response.begin()
            if response.status in _MOVED and (location := response.getheader("Location")):
                return _joined(target, location)
            if not 200 <= response.status < 300:
                raise NotFetched(f"{target.site.host} {_said(response.status)}")
            kind = (response.getheader("Content-Type") or "").partition(";")[0].strip().lower()
            body = _body(response, allowing.size, lambda body, new: is_enough(kind, body, new))
            return Fetched(target.url, kind, response.headers.get_content_charset(), body)


def _joined(target: _Target, location: str) -> str:
    try:
        return urljoin(target.url, location.encode("latin-1", "replace").decode("utf-8", "replace").strip())
    except ValueError as error:
        raise NotFetched(f"{target.site.host} redirects it to what is no address") from error


def _said(status: int) -> str:
    try:
        phrase = f" ({HTTPStatus(status).phrase})"
    except ValueError:
        phrase = ""
    if status in _NOT_FOR_PROGRAMS:
        return f"does not show it to programs: {status}{phrase}"
    return f"answers {status}{phrase}; open it in a browser and see" if status < 500 else f"fails: {status}{phrase}"


def _body(response: http.client.HTTPResponse, size: int, is_enough: Callable[[bytes, int], bool]) -> bytes:
    """The body, unpacked, up to `size` bytes; what is broken off counts as far as it came."""
    unpack = _unpacking((response.getheader("Content-Encoding") or "").strip().lower())
    body, came, new = b"", 0, 0
    while len(body) < size and came < size and not is_enough(body, new):
        try:
            piece = response.read1(_PIECE)
        except http.client.IncompleteRead as error:
            return body + unpack(error.partial, size - len(body))
        if not piece:
            break
        came, new = came + len(piece), len(body)
        body += unpack(piece, size - len(body))
    return body


def _unpacking(encoding: str) -> Callable[[bytes, int], bytes]:
    """What unpacks a body piece by piece, to so many bytes at most.

    Raises:
        NotFetched: it is packed in a way that was not asked for.
    """
    if encoding in ("", "identity"):
        return lambda piece, most: piece[:most]
    if encoding not in ("gzip", "x-gzip", "deflate"):
        raise NotFetched(f"it comes packed as {encoding[:40]}, which was not asked for")
    return _Unpacking(is_deflate=encoding == "deflate")


class _Unpacking:
    """What unpacks a body piece by piece, to so many bytes at most."""

    def __init__(self, *, is_deflate: bool) -> None:
        self._unpacker = zlib.decompressobj(zlib.MAX_WBITS | 32)  # by its first bytes gzip's form or zlib's
        self._may_be_bare = is_deflate

    def __call__(self, piece: bytes, most: int) -> bytes:
        try:
            return self._unpacker.decompress(piece, most)
        except zlib.error as error:
            if not self._may_be_bare:
                raise NotFetched("what comes cannot be unpacked") from error
            self._unpacker = zlib.decompressobj(-zlib.MAX_WBITS)  # some servers send it without a frame
            self._may_be_bare = False
            return self(piece, most)
        finally:
            self._may_be_bare = False
