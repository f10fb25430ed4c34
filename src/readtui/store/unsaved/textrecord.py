"""TextRecord: one unsaved text as a file, which can be told from a torn or foreign one."""

import json
import re
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Self

from readtui.model.span import Span
from readtui.model.unsaved import UnsavedText
from readtui.store.files.durable import put

_FORMAT = 1
_MARK = re.compile(rb"readtui unsaved text (\d{1,9}) ([0-9a-f]{64}) (\d{1,18})\n")
"""The first line: the format, the digest of all that follows, and how many bytes that is."""
_NAME = re.compile(r"([0-9a-f]{8})-(\d{8,18})\.text")


@dataclass(frozen=True, slots=True)
class TextRecord:
    """An unsaved text with what is to be known of it.

    The post that it was typed into stands in a file beside, which many versions of the text share.
    """

    id: str
    """The text's own, which stays while it is typed."""
    sequence: int
    """Counts the versions; the clock may be set back."""
    text: UnsavedText
    """Its path as it is kept: below the state folder's home."""
    began: datetime
    """When the typing began, with its zone."""
    when: datetime
    """When the last key was typed, with its zone."""

    @property
    def name(self) -> str:
        """The name of its file."""
        return f"{self.id}-{self.sequence:08}.text"

    def encoded(self, post: str, *, with_post: bool = False) -> bytes:
        """The bytes of its file; `post` is the digest of the post's, which they hold too if `with_post`."""
        text = self.text
        head = {
            "id": self.id,
            "sequence": self.sequence,
            "path": text.path,  # JSON escapes lone surrogates, and so holds a name of any bytes
            "index": text.index,
            "span": [text.span.start, text.span.end],
            "typed": len(text.typed),
            "post": post,
            "began": self.began.isoformat(),
            "when": self.when.isoformat(),
        }
        rest = b"".join((json.dumps(head).encode(), b"\n", text.typed, text.source if with_post else b""))
        return b"readtui unsaved text %d %s %d\n" % (_FORMAT, digest(rest).encode(), len(rest)) + rest

    @classmethod
    def read(cls, file: Path) -> Self:
        """The record in `file`.

        Raises:
            ValueError: it is torn, none at all, of another format, or its post is.
            OSError: it cannot be read.
        """
        content = file.read_bytes()
        mark = _MARK.match(content)
        rest = content[mark.end() :] if mark else b""
        if not mark or int(mark[1]) != _FORMAT or len(rest) != int(mark[3]) or digest(rest) != mark[2].decode():
            raise ValueError(f"{file}: no unsaved text")
        line, _, content = rest.partition(b"\n")
        try:
            head = json.loads(line)
            typed, source = content[: head["typed"]], content[head["typed"] :]
            if not source and head["post"] != digest(b""):
                source = post_file(file.parent, head["post"]).read_bytes()
            text = UnsavedText(head["path"], head["index"], source, Span(*head["span"]), typed)
            times = datetime.fromisoformat(head["began"]), datetime.fromisoformat(head["when"])
            is_true = digest(source) == head["post"] and 0 <= text.span.start <= text.span.end <= len(source)
            record = cls(head["id"], head["sequence"], text, *times)
        except (KeyError, TypeError) as error:
            raise ValueError(f"{file}: no unsaved text") from error
        if not is_true:
            raise ValueError(f"{file}: its post is not what it was typed into")
        return record


def digest(content: bytes) -> str:
    """What `content` is known by."""
    return sha256(content).hexdigest()


def post_file(folder: Path, digest: str) -> Path:
    """Where a post lies that texts in `folder` were typed into."""
    return folder / f"{digest}.post"


def put_post(folder: Path, source: bytes, digest: str) -> None:
    """Lay a post beside the texts that were typed into it.

    Raises:
        OSError: it cannot be written.
    """
    put(post_file(folder, digest), source)


def id_in(name: str) -> str | None:
    """The text whose record a file is, by its name; None where it is none's."""
    found = _NAME.fullmatch(name)
    return found[1] if found else None


def version_in(name: str) -> int:
    """Which version a file holds, by its name: later ones are greater; 0 where it is no record's."""
    found = _NAME.fullmatch(name)
    return int(found[2]) if found else 0
