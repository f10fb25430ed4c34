"""The difference of two texts, as a shell prints it: what it says makes the one of the other."""

import re

from hypothesis import given
from hypothesis import strategies as st

from readtui.commands.unified import unified

TEXTS = st.lists(st.sampled_from([b"a\n", b"b\n", b"c\n", b"\n", b"d\r\n"]), max_size=40).map(b"".join)


def patched(old: list[str], difference: list[str]) -> list[str]:
    """What the difference makes of the old lines; it is asserted to fit."""
    made: list[str] = []
    place = 0
    for line in difference[2:]:
        head = re.fullmatch(r"@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@", line)
        if head:
            first, count, new_first, new_count = (int(number or 1) for number in head.groups())
            start = first - 1 if count else first
            made += old[place:start]
            place = start
            assert len(made) == (new_first - 1 if new_count else new_first)
            continue
        mark, text = line[0], line[1:]
        if mark != "+":
            assert old[place] == text
            place += 1
        if mark != "-":
            made.append(text)
    return made + old[place:]


@given(TEXTS, TEXTS)
def test_the_difference_makes_the_new_text_of_the_old(old: bytes, new: bytes) -> None:
    difference = list(unified(old, new, "old", "new"))
    lines = [line.decode() for line in old.splitlines()]
    assert patched(lines, difference) == [line.decode() for line in new.splitlines()]
    assert not difference if old == new else difference[:2] == ["--- old", "+++ new"]


def test_what_is_far_from_a_change_is_left_out() -> None:
    old = b"".join(b"%d\n" % number for number in range(100))
    new = old.replace(b"\n50\n", b"\nfifty\n").replace(b"\n52\n", b"\n").replace(b"\n90\n", b"\n90\nmore\n")
    difference = list(unified(old, new, "a", "b"))
    assert difference == [
        *("--- a", "+++ b"),
        *("@@ -48,9 +48,8 @@", " 47", " 48", " 49", "-50", "+fifty", " 51", "-52", " 53", " 54", " 55"),
        *("@@ -89,6 +88,7 @@", " 88", " 89", " 90", "+more", " 91", " 92", " 93"),
    ]
