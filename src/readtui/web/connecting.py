"""Connecting: one connection to a site, to an address that was looked at, and within a time that is set."""

import io
import ipaddress
import socket
import ssl
import threading
import time
from typing import NamedTuple

from readtui.web.faults import NotFetched, NotPublic

Socket = socket.socket | ssl.SSLSocket
_Ip = ipaddress.IPv4Address | ipaddress.IPv6Address
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


class Deadline:
    """The moment at which all has to be done. What sends a byte now and then does not put it off."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """The seconds that are left, more than none.

        Raises:
            TimeoutError: none are.
        """
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left


class Site(NamedTuple):
    """Whom to connect to."""

    is_safe: bool
    """Whether by TLS."""
    host: str
    port: int

    @property
    def name(self) -> str:
        """The host as a request names it, with its port where that is not the usual one."""
        return self.host if self.port == (443 if self.is_safe else 80) else f"{self.host}:{self.port}"


class Line(io.RawIOBase):
    """A connection that is read until its deadline; `http.client` takes it for a socket."""

    def __init__(self, line: Socket, deadline: Deadline) -> None:
        self._line = line
        self._deadline = deadline

    def readable(self) -> bool:
        """It can be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Read what has come.

        Raises:
            TimeoutError: the time is over.
            OSError: the connection is broken.
        """
        self._line.settimeout(self._deadline.left())
        return self._line.recv_into(buffer)

    def makefile(self, mode: str) -> io.BufferedReader:
        """Itself, as a file."""
        del mode
        return io.BufferedReader(self)

    def send(self, text: bytes) -> None:
        """Send all of this.

        Raises:
            TimeoutError: the time is over.
            OSError: the connection is broken.
        """
        self._line.settimeout(self._deadline.left())
        self._line.sendall(text)

    def close(self) -> None:
        """Hang up."""
        self._line.close()
        super().close()


def connected(site: Site, deadline: Deadline, *, may_be_private: bool) -> Line:
    """A connection to the site, at one of its addresses that may be asked.

    The name is resolved once, and the very address that was looked at is connected to: a name that leads elsewhere the
    next time leads nowhere.

    Raises:
        NotFetched: it has no address.
        NotPublic: it has none that may be asked.
        OSError: it cannot be reached; an SSLError where its certificate is not in order.
    """
    addresses = resolved(site, deadline)
    asked = addresses if may_be_private else [each for each in addresses if is_public(each)]
    if not asked:
        where = "" if addresses[0] == site.host.strip("[]") else f" is at {addresses[0]}, which"
        raise NotPublic(f"{site.host}{where} is no address of the public network, and others were not allowed")
    trouble: OSError | None = None
    for number, address in enumerate(asked):
        try:
            # Of several addresses each has its share of the time: one that is deaf must not take all of it.
            line = socket.create_connection((address, site.port), deadline.left() / (len(asked) - number))
        except OSError as error:
            trouble = error
            continue
        return Line(_made_safe(line, site, deadline) if site.is_safe else line, deadline)
    assert trouble is not None
    raise trouble


def is_public(address: str) -> bool:
    """Whether an address is one of the public network, and not of this machine, its neighbours or nobody."""
    try:
        ip: _Ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        # What stands for another address leads there.
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo and ip.teredo[1])
        if ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
        if ip.is_site_local or int(ip) >> 32 == 0:  # the old form of IPv4 in IPv6 among them
            return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def resolved(site: Site, deadline: Deadline) -> list[str]:
    """The addresses of a site.

    Raises:
        NotFetched: it has none.
        TimeoutError: nobody said in time.
    """
    found: list[str] = []
    host = site.host.strip("[]")

    def ask() -> None:
        try:
            answers = socket.getaddrinfo(host, site.port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):  # no such name; or one that no name can be
            return
        found.extend(dict.fromkeys(str(answer[4][0]) for answer in answers))

    # The system's resolver takes as long as it likes, and nothing stops it: so it is left behind.
    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(deadline.left())
    if asking.is_alive():
        raise TimeoutError
    if not found:
        raise NotFetched(f"{site.host} is not found; look at how it is written, and whether you are online")
    return list(found)


def _made_safe(line: socket.socket, site: Site, deadline: Deadline) -> ssl.SSLSocket:
    try:
        line.settimeout(deadline.left())
        return ssl.create_default_context().wrap_socket(line, server_hostname=site.host.strip("[]"))
    except BaseException:
        line.close()
        raise
