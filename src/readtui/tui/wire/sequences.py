"""Sequences: where a sequence of a terminal's ends, and what it is: a key, or what a terminal says of itself."""

import re
from typing import Literal

from textual._ansi_sequences import ANSI_SEQUENCES_KEYS

Kind = Literal["key", "alone", "answer", "begun", "perhaps begun"]
"""What the beginning of a text is: a sequence that may be a key; esc, or alt and a character; what is no key; what is
not at its end yet; and the same where it may be alt and a character, with others behind."""

_STRING = "[^\0-\x1f]*"
"""The inside of a string. No terminal sends control characters in one: where one comes, the string's end was lost."""
_WHOLE = re.compile(
    "\x1b\\[(?:M[^\0-\x1f]{3}"  # a mouse's report of the oldest form
    "|\\[[A-E]|[0-9]+\\$"  # keys of Linux' console, and of rxvt, which are shaped like no others
    "|[ -?]+[@-~]|[@-LN-Z\\\\-~])"
    + f"|\x1bO[{''.join(key[2:] for key in ANSI_SEQUENCES_KEYS if key[:2] == chr(27) + 'O' and len(key) == 3)}]"
)
_WHOLE_STRING = re.compile(f"\x1b(?:\\]{_STRING}\x07|[\\]P_^X]{_STRING}\x1b\\\\)")
_BEGUN = re.compile("\x1b(?:\\[(?:M[^\0-\x1f]{0,2}|[ -?]+)" + f"|(?:\\][0-9]+;|P[0-9;]*[!$+=>|]|_G){_STRING})")
"""What nobody types within a moment. A string may wait for the second half of its end."""
_PERHAPS = re.compile(f"\x1b(?:\\[\\[?|O|[\\]P_^X]{_STRING}\x1b?)?\\Z")
_LONGEST = 32
"""Characters of the longest sequence that Textual's parser takes; longer ones it types."""
_LONG_TEXT = re.compile("\x1b\\[[0-9]*;[0-9]*;([0-9]+(?::[0-9]+)+)u")
"""Text of several characters at once, as the keyboard protocol of kitty has it."""


def told_by(text: str) -> tuple[Kind, int]:
    """What a text that begins with esc begins with, and where that ends."""
    if whole := _WHOLE.match(text):
        return "key", whole.end()
    if whole := _WHOLE_STRING.match(text):
        return "answer", whole.end()
    if begun := _BEGUN.match(text):
        is_open = begun.end() == len(text) or (text[begun.end() :] == "\x1b" and text[1] != "[")
        return ("begun", len(text)) if is_open else ("answer", begun.end())  # it was broken off
    if _PERHAPS.match(text):
        return "perhaps begun", len(text)
    return "alone", 1 if text[1] == "\x1b" else 2


def parted(sequence: str) -> list[str]:
    """The sequence as Textual's parser takes it: of a long one its text, a sequence for each character, or nothing."""
    if len(sequence) <= _LONGEST:
        return [sequence]
    long = _LONG_TEXT.fullmatch(sequence)
    return [f"\x1b[0;;{code}u" for code in long[1].split(":")] if long else []
