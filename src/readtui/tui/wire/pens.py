"""Pens: the looks in which a terminal writes, by number, and the shortest way from one to another.

The codes are those of ECMA-48's SGR; 38 and 48 with their parameters as ISO 8613-6 and xterm have them.
"""

from collections.abc import Mapping
from typing import NamedTuple

from rich.color import ColorSystem
from rich.style import Style
from textual.strip import Strip

PLAIN = 0
"""The pen that a terminal begins with."""

_OFF = {"1": "22", "2": "22", "3": "23", "4": "24", "5": "25", "6": "25", "7": "27", "8": "28", "9": "29", "21": "24"}
"""What ends an attribute; 22 ends two of them."""
_SHOWN_ON_BLANKS = frozenset({"4", "7", "9", "21", "51", "52", "53"})
_LONGER = {"5": 2, "2": 4}
"""How many parameters follow 38 or 48, by the first of them, that one included."""


class Pen(NamedTuple):
    """A look, by its codes."""

    attributes: frozenset[str] = frozenset()
    ink: str = ""
    """The code of the text's colour; empty for the terminal's own."""
    ground: str = ""
    """The code of the background's colour; empty for the terminal's own."""
    link: str = ""
    """Where its text leads; empty for nowhere."""

    @property
    def shows_on_blanks(self) -> bool:
        """Whether a blank shows more of it than its ground."""
        return bool(self.link) or not self.attributes.isdisjoint(_SHOWN_ON_BLANKS)


class Pens:
    """The looks that were met so far."""

    def __init__(self, colors: ColorSystem, *, is_simple: bool = False) -> None:
        """`is_simple` says that the terminal cannot end one attribute alone, as a VT100."""
        self._colors = colors
        self._off = {} if is_simple else _OFF
        self._pens: list[Pen] = []
        self._numbers: dict[Pen, int] = {}
        self._of_styles: dict[Style | None, int] = {}
        self._ways: dict[tuple[int, int], str] = {}
        self._blanks: list[int] = []
        self._number(Pen())

    def of(self, style: Style | None) -> int:
        """The pen that draws in a style."""
        number = self._of_styles.get(style)
        if number is None:
            codes = Strip.render_ansi(style, self._colors) if style else ""
            number = self._of_styles[style] = self._number(
                _parsed(codes)._replace(link=(style.link if style else None) or "")
            )
        return number

    def of_codes(self, codes: str, link: str) -> int:
        """The pen that these codes make of a plain one, with a link or none."""
        return self._number(_parsed(codes)._replace(link=link))

    def leading_nowhere(self, pen: int) -> int:
        """The pen without its link."""
        return self._number(self._pens[pen]._replace(link="")) if self._pens[pen].link else pen

    def codes(self, pen: int) -> tuple[str, str]:
        """The codes that make the pen of a plain one, with `;` between them, and its link."""
        attributes, ink, ground, link = self._pens[pen]
        return ";".join(filter(None, [*sorted(attributes), ink, ground])), link

    def blank(self, pen: int) -> int:
        """The pen, with nothing but its ground, that makes the same blanks; itself where a blank shows more."""
        return self._blanks[pen]

    def way(self, before: int, after: int) -> str:
        """What makes the pen `after` of `before`; nothing where they are the same."""
        if before == after:
            return ""
        way = self._ways.get((before, after))
        if way is None:
            way = self._ways[before, after] = _way(self._pens[before], self._pens[after], self._off)
        return way

    def _number(self, pen: Pen) -> int:
        number = self._numbers.get(pen)
        if number is None:
            number = self._numbers[pen] = len(self._pens)
            self._pens.append(pen)
            self._blanks.append(number)
            if not pen.shows_on_blanks:
                self._blanks[number] = self._number(Pen(ground=pen.ground))
        return number


def _parsed(codes: str) -> Pen:
    attributes, ink, ground = set(), "", ""
    left = codes.split(";") if codes else []
    while left:
        count = 1 + _LONGER.get(left[1], 0) if left[0] in ("38", "48") and len(left) > 1 else 1
        code, left = ";".join(left[:count]), left[count:]
        number = int(code.partition(";")[0])
        if number in (39, 49):
            continue
        if 30 <= number < 40 or 90 <= number < 100:
            ink = code
        elif 40 <= number < 50 or 100 <= number < 110:
            ground = code
        else:
            attributes.add(code)
    return Pen(frozenset(attributes), ink, ground)


def _way(before: Pen, after: Pen, off: Mapping[str, str]) -> str:
    if before.link != after.link:  # ECMA-48 knows no links: it is by OSC 8, which no other code begins or ends
        looks = _way(before._replace(link=""), after._replace(link=""), off) if before[:3] != after[:3] else ""
        return f"\x1b]8;;{after.link}\x1b\\{looks}"
    anew = [*sorted(after.attributes), after.ink, after.ground]
    from_plain = _sequence(["0", *filter(None, anew)] if any(anew) else [])
    if before[:3] == Pen()[:3]:
        return _sequence([*filter(None, anew)])
    ended = {off.get(code, "0") for code in before.attributes - after.attributes}
    if "0" in ended:
        return from_plain
    begun = {code for code in after.attributes if code not in before.attributes or off.get(code) in ended}
    changes = [*sorted(ended), *sorted(begun)]
    if before.ink != after.ink:
        changes.append(after.ink or "39")
    if before.ground != after.ground:
        changes.append(after.ground or "49")
    return min(_sequence(changes), from_plain, key=len)


def _sequence(codes: list[str]) -> str:
    return f"\x1b[{';'.join(codes)}m"
