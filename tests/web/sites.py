"""Sites on this machine: each answers every request with the bytes that it is given, and remembers what was asked."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterable
from pathlib import Path

Answer = bytes | Iterable[bytes] | Callable[[bytes], "bytes | Iterable[bytes]"]
"""What is sent: all at once, in pieces, or whatever is made of the request."""


def page(text: str | bytes, *headers: str, status: str = "200 OK") -> bytes:
    """An answer with a page in it."""
    body = text.encode() if isinstance(text, str) else text
    kind = () if any(header.lower().startswith("content-type") for header in headers) else ("Content-Type: text/html",)
    head = "\r\n".join([f"HTTP/1.1 {status}", *kind, *headers, f"Content-Length: {len(body)}"])
    return f"{head}\r\n\r\n".encode("latin-1") + body


def moved(location: str) -> bytes:
    """An answer that leads elsewhere."""
    return page("", f"Location: {location}", status="302 Found")


class Site:
    """A server on loopback, in a thread of its own, one thread for each who asks."""

    def __init__(self, answer: Answer, certificate: Path | None = None) -> None:
        self._answer = answer
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._context = None
        if certificate is not None:
            self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self._context.load_cert_chain(certificate)
        self.port = self._listening.getsockname()[1]
        self.requests: list[bytes] = []
        self.is_closing = threading.Event()
        self._threads = [threading.Thread(target=self._serve, daemon=True)]
        self._threads[0].start()

    @property
    def url(self) -> str:
        return f"{'https' if self._context else 'http'}://127.0.0.1:{self.port}/page"

    def close(self) -> None:
        if self.is_closing.is_set():
            return
        self.is_closing.set()
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        for thread in self._threads:
            thread.join(10)

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self._listening.accept()
            except OSError:
                return
            thread = threading.Thread(target=self._talk, args=(line,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _talk(self, line: socket.socket) -> None:
        try:
            if self._context is not None:
                line = self._context.wrap_socket(line, server_side=True)
            with line:
                request = b""
                while b"\r\n\r\n" not in request:
                    piece = line.recv(65536)
                    if not piece:
                        return
                    request += piece
                self.requests.append(request)
                made = self._answer(request) if callable(self._answer) else self._answer
                for piece in [made] if isinstance(made, bytes) else made:
                    line.sendall(piece)
                    if self.is_closing.is_set():
                        return
        except OSError:  # who asked has hung up
            pass
