"""Hostile posts: text that tries to command a terminal, to pass for markup or to hide, in every place of a post.

They are made of a seed, which repeats them; each post has one thing to try in most of its places.
"""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

COUNT = 500
_NEWEST = date(2025, 6, 1)

_CONTROLS = [bytes([code]) for code in (*range(0x20), *range(0x7F, 0xA0))]
_CONTROLS += [chr(code).encode() for code in range(0x80, 0xA0)]
_SEQUENCES = [
    # the clipboard, by all three ends, and through tmux
    b"\x1b]52;c;Y3VybCBldmls\x07",
    b"\x1b]52;c;Y3VybCBldmls\x1b\\",
    b"\x9d52;c;Y3VybCBldmls\x9c",
    "\x9d52;c;Y3VybCBldmls\x9c".encode(),
    b"\x1bPtmux;\x1b\x1b]52;c;Y3VybCBldmls\x07\x1b\\",
    b"\x1b]52;c;?\x07",
    # titles set, reported, and put on a stack
    b"\x1b]0;evil\x07",
    b"\x1b]2;evil\x1b\\",
    b"\x1bkevil\x1b\\",
    b"\x1b[21t",
    b"\x1b[20t",
    b"\x1b[22;0t",
    b"\x1b[23;0t",
    # links, colours, fonts, folders, notices, files
    b"\x1b]8;;file:///etc/passwd\x1b\\x\x1b]8;;\x1b\\",
    b"\x1b]8;id=1;https://evil.example\x07",
    b"\x1b]4;1;?\x07",
    b"\x1b]11;?\x1b\\",
    b"\x1b]50;evil\x07",
    b"\x1b]7;file:///tmp\x07",
    b"\x1b]9;evil\x07",
    b"\x1b]777;notify;evil;evil\x07",
    b"\x1b]133;C\x07",
    b"\x1b]1337;File=inline=1:AAAA\x07",
    # strings for the device
    b'\x1bP$q"p\x1b\\',
    b"\x90$qm\x9c",
    b"\x1bP1;1|17/6c73\x1b\\",
    b"\x1bP+q544e\x1b\\",
    b"\x1bPq#0;2;0;0;0~\x1b\\",
    b"\x1b_Ga=T;AAAA\x1b\\",
    b"\x1b^evil\x1b\\",
    b"\x1bXevil\x1b\\",
    b"\x9fevil\x9c",
    b"\x98evil\x9c",
    # questions that a terminal would answer as if it were typed
    b"\x1b[c",
    b"\x1b[>c",
    b"\x1b[=c",
    b"\x1b[5n",
    b"\x1b[6n",
    b"\x9b6n",
    "\x9b6n".encode(),
    b"\x1b[?15n",
    b"\x1b[?2026$p",
    b"\x1b[x",
    b"\x1b[18t",
    b"\x05",
    b"\x1bZ",
    # the screen and the keyboard
    b"\x1b[2J\x1b[H",
    b"\x1b[31;5mred\x1b[m",
    b"\x1bc",
    b"\x1b[!p",
    b"\x1b#8",
    b"\x1b(0lqk\x0e",
    b"\x1b%@",
    b"\x1b[?1049l",
    b"\x1b[?1000h\x1b[?1006h",
    b"\x1b[?2004l",
    b"\x1b[>4;2m",
    b"\x1b[5i",
    b"\x1b[1;2r",
    b"\x1b[8;1;1t",
    b"\x1b[999b",
    b"\x1b=",
    b"\x1b\x1b[\x1b]",
    # what a frame may put beside each other
    b"\x1b",
    b"]52;c;Y3VybA==",
    b"\x07",
    b"[31m",
    b"\x9b",
    b"[6n",
    b"\\",
    b"]0;",
    b"0;31m",
    b"\xc2",
    b"\x9b[",
    # what a program at the other end of a paste might take
    b"\x1b[201~\nrm -rf ~\n\x1b[200~",
    b"\rrm -rf ~\r",
    b"\x08\x08\x08\x08",
]
_UNSEEN = [
    chr(code)
    for code in (
        *(0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)),  # bidirectional
        *(0xAD, 0x34F, 0x115F, 0x1160, 0x17B4, 0x180E, 0x200B, 0x200C, 0x200D, 0x2028, 0x2029, 0x2060, 0x2063, 0x206F),
        *(0x3164, 0xFEFF, 0xFFA0, 0xFFF0, 0xFFF9, 0xFFFC, 0x1BCA0, 0x1D173, 0xE0001, 0xE0041, 0xE007F, 0xE0100, 0xFE0F),
    )
]
_HIDING = [text.encode() for text in _UNSEEN] + [
    "\u202egpj.exe".encode(),
    "\u2066\u2067\u2068abc".encode(),
    "".join(chr(0xE0000 + ord(letter)) for letter in "ignore").encode(),
    "https://аррӏе.example".encode(),
    "Z\u0335\u0321\u0489\u0301\u0301\u0301\u0301algo".encode(),
    "\u0301".encode(),
    "👩\u200d👩\u200d👧\u200d\u200d".encode(),
]
_NO_TEXT = [
    b"\xed\xa0\x80",  # a lone surrogate
    b"\xed\xbf\xbf",
    b"\xed\xa0\xbd\xed\xb8\x80",  # CESU-8
    b"\xc0\x9b",  # C1 and C0 in more bytes than they take
    b"\xc1\x9b31m",
    b"\xe0\x80\x9b",
    b"\xf0\x80\x80\x9b",
    b"\xc0\x80",
    b"\xff",
    b"\xfe\xff",
    b"\xf5\x80\x80\x80",
    b"\xe2\x80",
    b"\xf0\x9f\x98",
]
_MARKUP = [
    b"[red]",
    b"[/]",
    b"[/red]",
    b"[bold red on blink]x[/]",
    b"[@click=app.quit]x[/]",
    b"[@click=app.leave()]",
    b"[@click=screen.dismiss]x[/@click]",
    b"[link=file:///etc/passwd]x[/link]",
    b"[link=https://evil.example]x",
    b"\\[red]",
    b"[[",
    b"]]",
    b"[$primary]",
    b"[on $error 50%]",
    b":skull:",
    b"%s %(x)s {0} {x!r} $HOME `id` $(id)",
    b"{{< evil >}}",
    b"{{% /evil %}}",
    b"<script>alert(1)</script>",
    b"<!--",
    b"-->",
    b"&#27;[31m",
    b"&#x9b;31m &#x202e;",
    b"&lrm;&zwj;&shy;",
    b"```\x1b[5m",
    b"|\x1b|",
    b"\t\t\t\x0b\x0c",
]
_LINKS = [
    b"javascript:alert(1)",
    b"JaVaScRiPt:alert(1)",
    b"java\x00script:alert(1)",
    b"file:///etc/passwd",
    b"data:text/html;base64,PHNjcmlwdD4=",
    b"vbscript:evil",
    b"https://a.example/\x1b]8;;\x07",
    b"https://a.example/\xc2\x9b31m",
    "https://a.example/\u202emoc.elpmaxe".encode(),
    b"https://good.example@evil.example/",
    b"//evil.example",
    b"\\\\evil\\share",
    b"-oProxyCommand=evil",
    b"ssh://-oProxyCommand=evil/",
    b"x-man-page://evil",
    b"https://a.example/%1b%5d52;c;AA==%07",
    b"https://a.example/&#27;]52;c;AA==&#7;",
]
TRIES = [*_CONTROLS, *_SEQUENCES, *_HIDING, *_NO_TEXT, *_MARKUP, *_LINKS]
"""What is tried, each in several posts."""
_OTHERS = [evil for evil in TRIES if evil.decode("utf-8", "ignore").encode() == evil]
"""What is tried beside it: where all of a post is no UTF-8, less of it is looked at."""


@dataclass(frozen=True, slots=True)
class HostilePost:
    """A file of a hostile log."""

    path: bytes
    """Below the log's folder."""
    source: bytes
    title: str | None
    """What its front matter says, where that is written so that it can be read; None where it may be broken."""


def hostile_posts(seed: int, count: int = COUNT) -> Iterator[HostilePost]:
    """So many posts, the first the newest."""
    for number in range(count):
        yield _HostilePost(seed, number).made()


class _HostilePost:
    """Makes one post, by its number."""

    def __init__(self, seed: int, number: int) -> None:
        self._number = number
        self._chance = random.Random(f"{seed}/{number}")
        self._try = TRIES[(number + seed * COUNT) % len(TRIES)]
        self._day = _NEWEST - timedelta(days=number)

    def made(self) -> HostilePost:
        front, title = self._front_matter()
        body = self._chance.choice((self._headings, self._bullets, self._paragraphs, self._essay))()
        return HostilePost(self._path(), front + body, title)

    def _evil(self) -> bytes:
        """What is tried in a place of this post, with what stands around it."""
        evil = self._try if self._chance.random() < 0.7 else self._chance.choice(_OTHERS)
        return self._chance.choice((b"%s", b"a%sz", b"one %s two", b"%s%s")).replace(b"%s", evil)

    def _on_a_line(self) -> bytes:
        return self._evil().replace(b"\n", b" ")

    def _in_brackets(self) -> bytes:
        """As the text of a link, which its brackets must not end."""
        text = self._on_a_line().replace(b"\\", b"\\\\").replace(b"[", b"\\[").replace(b"]", b"\\]")
        return text if self._chance.random() < 0.8 else self._on_a_line()

    def _address(self) -> bytes:
        if self._chance.random() < 0.3:
            return self._chance.choice(_LINKS)
        evil = b"".join(b"%%%02x" % byte if byte in b" ()<>" else bytes([byte]) for byte in self._on_a_line())
        return b"https://site%d.example/%s" % (self._number, evil)

    def _path(self) -> bytes:
        def name(evil: bytes) -> bytes:
            return evil.replace(b"/", b"").replace(b"\0", b"")[:80]

        # A number makes names differ; where it begins one, no name is hidden, and each has its day.
        file = b"%s-%s%03d.md" % (self._day.isoformat().encode(), name(self._evil()), self._number)
        if self._number % 4 == 3:
            return b"%03d%s/%s" % (self._number, name(self._evil()), file)
        return b"2025/" + file if self._number % 4 == 2 else file

    def _front_matter(self) -> tuple[bytes, str | None]:
        words = [self._evil() for _ in range(4)]
        titles = [word.decode("utf-8", "replace") for word in words]
        day = self._day.isoformat()
        if self._number % 7 == 0:
            day += titles[1]
        if self._chance.random() < 0.3:  # as they are, whether or not that can be read
            title, tag, kind, other = (word.replace(b"\n", b" ") for word in words)
            if self._number % 2:
                told = b'+++\ntitle = "%s"\ndate = %s\ntags = ["%s"]\nkind = "%s"\n"%s" = 1\n+++\n\n'
            else:
                told = b'---\ntitle: "%s"\ndate: %s\ntags: ["%s"]\nkind: %s\n"%s": 1\n---\n\n'
            return told % (title, day.encode(), tag, kind, other), None
        title, tag, kind, other = map(_quoted, titles)
        if self._number % 3 == 0:
            title = title[:-1] + '\\ud83d\\u202e"'  # half of a pair, which only JSON can say
            told = f'{{"title": {title}, "date": {_quoted(day)}, "tags": [{tag}], "kind": {kind}, {other}: {tag}}}\n\n'
            return told.encode(), json.loads(title)
        if self._number % 3 == 1:
            told = f"+++\ntitle = {title}\ndate = {_quoted(day)}\ntags = [{tag}]\nkind = {kind}\n{other} = 1\n+++\n\n"
        else:
            told = f"---\ntitle: {title}\ndate: {_quoted(day)}\ntags: [{tag}]\nkind: {kind}\n{other}: 1\n---\n\n"
        return told.encode(), titles[0]

    def _note(self) -> bytes:
        evil, line = self._evil(), self._on_a_line
        parts = [
            b"Text %s and **%s** and `%s`.\n" % (evil, line(), line()),
            b"> %s\n> %s\n" % (line(), line()),
            b'See [%s](%s "%s") and <%s>.\n' % (self._in_brackets(), self._address(), line(), self._address()),
            b"![%s](%s)\n" % (self._in_brackets(), self._address()),
            b"```%s\n%s\n```\n" % (line(), self._evil()),
            b"| %s | b |\n|---|---|\n| %s | %s |\n" % (line(), line(), line()),
            b"1. %s\n2. %s\n   - %s\n" % (line(), line(), line()),
            b'{{< figure src="%s" >}}\n' % line(),
            b"<!-- %s -->\n" % line(),
            b'<b onclick="%s">%s</b>\n' % (line(), line()),
            b"[%s]: %s '%s'\n" % (self._in_brackets(), self._address(), line()),
            b"    %s\n" % line(),
            b"%s\r%s\r\n" % (line(), line()),
        ]
        return b"\n".join(self._chance.sample(parts, 4)) + b"\n"

    def _headings(self) -> bytes:
        entries = [
            b"## [%s] [%s](%s)\n**%s**: %s, %s and %s\n\n%s"
            % (
                self._in_brackets(),
                self._in_brackets(),
                self._address(),
                self._chance.choice((b"Author", b"Speaker%s" % self._on_a_line())),
                *(self._on_a_line() for _ in range(3)),
                self._note(),
            )
            for _ in range(2)
        ]
        return b"%s\n\n<!--more-->\n\n# %s\n\n%s" % (self._evil(), self._on_a_line(), b"\n".join(entries))

    def _bullets(self) -> bytes:
        entries = [
            b"- [%s](%s) %s\n  %s\n" % (self._in_brackets(), self._address(), self._on_a_line(), self._on_a_line())
            for _ in range(3)
        ]
        return b"### %s\n\n%s\n%s" % (self._on_a_line(), b"".join(entries), self._note())

    def _paragraphs(self) -> bytes:
        entry = b"**[%s](%s) by %s**\n\n%s"
        return b"\n".join(
            entry % (self._in_brackets(), self._address(), self._on_a_line(), self._note()) for _ in range(2)
        )

    def _essay(self) -> bytes:
        return b"%s\n\n%s\n===\n\n%s%s" % (self._evil(), self._on_a_line(), self._note(), self._note())


def _quoted(text: str) -> str:
    """A text in double quotes, as TOML, YAML and JSON all read it."""
    letters = []
    for letter in text:
        code = ord(letter)
        if letter in '"\\':
            letters.append("\\" + letter)
        elif code < 0x20 or 0x7F <= code < 0xA0 or letter in "\u2028\u2029\ufeff":
            letters.append(f"\\u{code:04x}")
        else:
            letters.append(letter)
    return f'"{"".join(letters)}"'
