"""Framing: messages through a pipe to another process of ours, each with its size before it."""

import os
from typing import BinaryIO

_SIZE = 8
"""Bytes that say how long a message is."""


def send(pipe: BinaryIO, message: bytes) -> None:
    """Send a message at once.

    Raises:
        OSError: nobody is at the other end.
    """
    pipe.write(len(message).to_bytes(_SIZE) + message)
    pipe.flush()


def received(pipe: int) -> bytes:
    """The next message.

    Raises:
        EOFError: the other end was closed before its end.
    """
    return _exactly(pipe, int.from_bytes(_exactly(pipe, _SIZE)))


def _exactly(pipe: int, size: int) -> bytes:
    parts = []
    while size:
        part = os.read(pipe, size)
        if not part:
            raise EOFError
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
