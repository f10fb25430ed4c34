"""What readtui may send to a terminal: all of it, so that what anybody else had it send is found.

A sequence stands here because the program makes it. What the program never asks of a terminal is not here, though it
would do no harm: a post may ask for it.
"""

import base64
import re
import unicodedata
from collections import Counter

from pseudo_terminal import Size

BEFORE_THE_FIRST_FRAME = (
    "\x1b[?1049h",  # the other screen
    "\x1b[?25l",  # no cursor
    "\x1b[?1004h",  # tell of the focus
    "\x1b[>25u",  # kitty's keyboard
    "\x1b[?2026$p",  # are frames drawn as a whole?
    "\x1b[?2048$p",  # is a new size told among the keys?
    "\x1b[?2004h",  # mark pastes
    "\x1b[?7l",  # do not wrap
)
AT_THE_END = ("\x1b[?2004l", "\x1b[?7h", "\x1b[<u", "\x1b[?1049l", "\x1b[?25h", "\x1b[?1004l")
_MODES = frozenset(BEFORE_THE_FIRST_FRAME + AT_THE_END)
_ATTRIBUTES = frozenset(["0", "1", "2", "3", "4", "7", "9", "22", "23", "24", "27", "29", "39", "49"])
"""Blinking, hidden and overlined text is nothing that readtui draws."""
_COLOUR = r"(?:3[0-7]|4[0-7]|9[0-7]|10[0-7]|[34]8;5;\d{1,3}|[34]8;2;\d{1,3};\d{1,3};\d{1,3})"
_PIECE = re.compile(
    rf"""
      \x1b\[m\x1b\[2J
    | (?P<pen>\x1b\[(?:(?:{_COLOUR}|\d+)(?:;(?:{_COLOUR}|\d+))*)?m)
    | \x1b\[(?P<row>\d*)(?:;(?P<column>\d+))?H
    | \x1b\[(?P<by>\d*)[ABCD]
    | \x1b\[K
    | \x1b\]22;default\x07                   # Textual's own: the mouse's pointer
    | \x1b\]8;;(?:(?:https?://|mailto:)[!-~]+)?\x1b\\  # a link, or the end of one
    | (?P<copy>\x1b\]52;c;(?P<copied>[A-Za-z0-9+/]*=*)(?:\x07|\x1b\\))
    | (?P<sync>\x1b\[\?2026[hl])
    | (?P<mode>\x1b\[[?<>]?[0-9]*\$?[a-z])
    | (?P<step>\r+\n | \x08+)                # what the terminal's line discipline makes of one, too
    | (?P<text>[^\x00-\x1f\x7f-\x9f]+)
    """,
    re.VERBOSE,
)
_UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\ufff0\U000e0100\ufffe\uffff")
_JOINERS = "\u200c\u200d"


def strays(sent: bytes, size: Size, *, copied: bool = False, is_ended: bool = True, stops: int = 0) -> list[str]:
    """What is in these bytes that the program does not send: each with what stands around it; nothing if all is well.

    They are all that it sent, from its start on; `copied` says whether it was asked to copy, `is_ended` whether it is
    at its end, `stops` how often another program had the terminal meanwhile.
    """
    try:
        text = sent.decode()
    except UnicodeDecodeError as error:
        return [f"no UTF-8: {sent[max(0, error.start - 40) : error.end + 40]!r}"]
    found: list[str] = []
    modes: Counter[str] = Counter()
    place = 0
    while place < len(text):
        piece = _PIECE.match(text, place)
        end = piece.end() if piece else place + 1
        why = _wrong(piece, size, copied=copied) if piece else "not in the grammar"
        if piece and piece["mode"]:
            modes[piece["mode"]] += 1
        if why:
            found.append(f"{why}: {text[max(0, place - 40) : end + 40]!r}")
        place = end
    wanted = Counter(BEFORE_THE_FIRST_FRAME * (stops + 1) + AT_THE_END * (stops + is_ended))
    if modes != wanted:
        found.append(f"modes are set otherwise than at the start and the end: {modes - wanted} {wanted - modes}")
    return found


def hidden(text: str) -> list[str]:
    """What of a text cannot be seen or turns it round, by the Unicode tables alone."""
    found = []
    for place, character in enumerate(text):
        if character in _JOINERS:
            beside = text[max(0, place - 1) : place] + text[place + 1 : place + 2]
            if all(ord(each) < 0x590 or 0x2000 <= ord(each) < 0x2070 for each in beside):
                found.append(f"U+{ord(character):04X} beside {beside!r}")
        elif unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp") or character in _UNSEEN:
            found.append(f"U+{ord(character):04X}")
    return found


def _wrong(piece: re.Match[str], size: Size, *, copied: bool) -> str:
    if piece["pen"]:
        left = re.sub(_COLOUR + r"(?=[;m])", "", piece["pen"][2:]).strip(";m")
        return "an attribute" if not _ATTRIBUTES.issuperset(filter(None, left.split(";"))) else ""
    if piece["text"]:
        unseen = hidden(piece["text"])
        return f"hidden: {unseen}" if unseen else ""
    if piece["copy"]:
        return _copied_wrong(piece["copied"]) if copied else "a copy that nobody asked for"
    if piece["mode"]:
        return "" if piece["mode"] in _MODES else "a mode"
    row, column, by = (int(piece[name] or 0) for name in ("row", "column", "by"))
    if row > size.rows or column > size.columns or by > max(size):
        return "a place that is not on the screen"
    return ""


def _copied_wrong(coded: str) -> str:
    try:
        copied = base64.b64decode(coded, validate=True).decode()
    except ValueError:
        return "a copy that is no text"
    unseen = hidden(copied.replace("\n", "").replace("\t", ""))
    return f"hidden in a copy: {unseen}" if unseen else ""
