"""Linking: an address that was pasted, and the markdown that links words to it."""

import re

_ADDRESS = re.compile(r"(?:https?|ftp)://[^\s<>\"\\`]+|mailto:[^\s<>\"\\`]+@[^\s<>\"\\`]+", re.IGNORECASE)
_SIGN = re.compile(r"\\.|[\[\]()]", re.DOTALL)
"""A bracket, or a character after a backslash, which is none."""
_TRAILING = ".,;:!?'"


def lone_address(text: str) -> str | None:
    """The web or mail address that this text is, space around it aside; None where it is anything else."""
    text = text.strip()
    return text if _ADDRESS.fullmatch(text) else None


def address_at(line: str, column: int) -> tuple[int, int] | None:
    """Where in a line the address stands that the cursor at `column` is in or next to; None where there is none.

    The signs that end a sentence are no part of it, nor is a bracket that it does not open.
    """
    for found in _ADDRESS.finditer(line):
        start = found.start()
        end = start + _own_length(found.group())
        if start <= column <= end:
            return start, end
    return None


def link(words: str, address: str) -> str:
    """The markdown of words that lead to an address."""
    if not _is_balanced(words, "[", "]"):
        words = _SIGN.sub(lambda sign: f"\\{sign[0]}" if sign[0] in "[]" else sign[0], words)
    if (len(words) - len(words.rstrip("\\"))) % 2:
        words += "\\"  # else it would undo the bracket behind it
    return f"[{words}]({address if _is_balanced(address, '(', ')') else f'<{address}>'})"


def may_be_linked(words: str) -> bool:
    """Whether words can become a link: they are on one line, and neither a link nor an address themselves."""
    return bool(words.strip()) and "\n" not in words and "](" not in words and "://" not in words


def _own_length(address: str) -> int:
    """How many characters are the address's own: without what ends a sentence, or closes a bracket that it lacks."""
    even = {pair[1]: _even_beginnings(address, *pair) for pair in ("()", "[]")}
    end = len(address)
    while end and ((last := address[end - 1]) in _TRAILING or (last in even and end not in even[last])):
        end -= 1
    return end


def _is_balanced(text: str, opening: str, closing: str) -> bool:
    depth = 0
    for sign in _SIGN.findall(text):
        depth += (sign == opening) - (sign == closing)
        if depth < 0:
            return False
    return depth == 0


def _even_beginnings(text: str, opening: str, closing: str) -> set[int]:
    """The lengths at which a beginning of the text has closed each bracket that it opened, and no other."""
    lengths, depth = set(), 0
    for length, sign in enumerate(text, 1):
        depth += (sign == opening) - (sign == closing)
        if depth < 0:
            break
        if depth == 0:
            lengths.add(length)
    return lengths
