"""Sketching: an entry that is still being typed, as text of its post in which no word is missing.

What is half typed does not read back as an entry, so nothing is proved here: it is for the reader to go on with.
"""

from readtui.grammar.changing.gaps import own_line_end, own_span, usual_gap
from readtui.grammar.lineends import line_end, with_line_ends
from readtui.grammar.making.headstyle import HeadStyle
from readtui.model.post import Post
from readtui.model.span import Span, Splice


def sketched(like: Post | None, *, kind: str, title: str, url: str, by: str, note: str = "") -> bytes:
    """The plainest text that holds these words, each of which may be empty, much as the entries of `like` are written.

    It is none where all of them are empty.
    """
    kind, title, url, by = (words.strip() for words in (kind, title, url, by))
    link = f"[{title}]({url})" if url else title
    head = next(HeadStyle.of(like).heads(_encoded(kind) or None, _encoded(link))) if kind or link else b""
    lines = [line.rstrip() + b"\n" for line in (head, _encoded(by)) if line]
    if note.strip():
        lines += [b"\n"] * bool(lines) + [_encoded(note.strip()) + b"\n"]
    return b"".join(lines)


def put_last(post: Post, text: bytes) -> Splice:
    """The splice that puts `text` behind the post's last entry, or at its end where it has none, whatever it is."""
    source, count = post.source, len(post.entries)
    end = line_end(b"", source)
    at = own_span(post, count).end if count else len(source)
    gap = usual_gap(post, count) if count else end if source.strip() else b""
    lead = b"" if not at or own_line_end(source[:at]) else end
    return Splice(Span(at, at), lead + gap + with_line_ends(text, b"", source))


def _encoded(words: str) -> bytes:
    return words.encode(errors="replace")  # half a surrogate pair would make the post one that cannot be edited
