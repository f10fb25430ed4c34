"""The ways in which a title writes days and weeks, as patterns over its words once they are `marked`.

Groups are named by what they hold: `y`, `m` and `d` with the number of the day, `n` for a week's number. It takes
10 ms to compile them all, so each is compiled for the first title that may need it.
"""

import re
from collections.abc import Iterator
from functools import cache

from readtui.grammar.days.titlewords import A_MONTH, MONTHS, WEEK

_SEP = r"(?:\s*[-~/]\s*|\s+(?:to|thru|through|until|till|bis|zum|au|al|a|à|tot|t/m|até|och|til|do)\s+)"
_WORDS_SEP = (  # where dates have hyphens
    r"(?:\s*(?:~|/|--+|\.\.+|_|-(?=\s?(?:19|20)\d\d[-/.]))\s*|\s+-\s+|\s+(?:to|through|until|bis|au|al|tot|t/m)\s+)"
)
_OF_MONTHS = (
    # 2020: July 5 - July 11; Dec 27, 2020 - Jan 2, 2021; July 6-13, 2024
    r"(?:(?<!\d)(?P<y0>{year})[\s,:(]*(?:-\s+)?)?"
    r"(?P<m1>[{months}])\s?(?P<d1>\d\d?)(?!\d)(?:[\s,]+(?P<y1>{year})(?!\d))?(?P<sep>{sep})"
    r"(?:(?P<y9>{year})\s)?(?:(?P<m2>[{months}])\s?)?(?P<d2>\d\d?)(?![\d/])(?!\.\d)(?:[\s,:/(]*(?P<y2>{year})(?!\d))?",
    # 5-11 July 2020; 5 July - 11 July; 28 Dec 2020 - 3 Jan 2021
    r"(?<![\d/.])(?P<d1>\d\d?)\.?(?:\s?(?P<m1>[{months}])(?:[\s,]*(?P<y1>{year})(?!\d))?)?(?P<sep>{sep})"
    r"(?P<d2>\d\d?)\.?\s?(?P<m2>[{months}])(?!\s?\d\d?(?!\d))(?:[\s,/(]*(?P<y2>{year})(?!\d))?",
)
_OF_YEARS = (
    # 2020-07-05 - 2020-07-11; 2020/07/05~07/11; 2020-07-05 to 11
    r"(?<![\d])(?P<y1>{year})(?P<dot>[-/.])(?P<m1>\d\d?)(?P=dot)(?P<d1>\d\d?)(?!\d)\.?{words_sep}"
    r"(?:(?P<y2>{year})(?P=dot))?(?:(?P<m2>\d\d?)(?P=dot))?(?P<d2>\d\d?)(?![\d/])(?!-\d)",
    # 2020.7.5-7.11; 2020/7/5-11
    r"(?<!\d)(?P<y1>{year})(?P<dot>[/.])(?P<m1>\d\d?)(?P=dot)(?P<d1>\d\d?)\s*-\s*"
    r"(?:(?P<m2>\d\d?)(?P=dot))?(?P<d2>\d\d?)(?![\d/])(?!\.\d)",
    # 20200705-20200711
    r"(?<!\d)(?P<y1>{year})(?P<m1>\d\d)(?P<d1>\d\d){sep}(?P<y2>{year})(?P<m2>\d\d)(?P<d2>\d\d)(?!\d)",
)
_OF_POINTS = (
    # 6.-12.7.2020; 6. - 12.07.
    r"(?<![\d.])(?P<d1>\d\d?)\.?{sep}(?P<d2>\d\d?)\.(?P<m2>\d\d?)\.(?P<y2>{year})?(?!\d)",
    # 5.7. - 11.7.2020; 05.07.2020 - 11.07.2020
    r"(?<![\d.])(?P<d1>\d\d?)\.(?P<m1>\d\d?)\.(?P<y1>{year})?{sep}"
    r"(?P<d2>\d\d?)\.(?P<m2>\d\d?)\.(?P<y2>{year})?(?!\d)",
)
EITHER_WAY = re.compile(
    r"(?<![\d/])(\d\d?)/(\d\d?)(?:/((?:19|20)?\d\d))?(?![\d/])(?:\s*[-~]\s*|\s+(?:to|through|au|al)\s+)"
    r"(\d\d?)/(\d\d?)(?:/((?:19|20)?\d\d))?(?![\d/])"
)
"""7/5 - 7/11; 05/07/2020 - 11/07/2020: which of the two is the month, the days and the date decide."""
_DAY = (
    rf"(?:(?P<y0>(?:19|20)\d\d)\s)?(?P<m1>[{MONTHS}])\s?(?P<d1>\d\d?)(?!\d)(?:[\s,]+(?P<y1>(?:19|20)\d\d)(?!\d))?",
    rf"(?P<d1>\d\d?)\.?\s?(?P<m1>[{MONTHS}])(?:[\s,]*(?P<y1>(?:19|20)\d\d)(?!\d))?",
    r"(?P<y1>(?:19|20)\d\d)(?P<dot>[-/.])(?P<m1>\d\d?)(?P=dot)(?P<d1>\d\d?)(?!\d)",
    r"(?P<y1>(?:19|20)\d\d)(?P<m1>\d\d)(?P<d1>\d\d)(?!\d)",
    r"(?P<d1>\d\d?)\.(?P<m1>\d\d?)\.(?P<y1>(?:19|20)\d\d)?(?!\d)",
    r"(?P<a>\d\d?)/(?P<b>\d\d?)(?:/(?P<y1>(?:19|20)?\d\d))?(?![\d/])",
)
_OF = (
    rf"(?:{WEEK}\s*(?:of|from|commencing|beginning|starting|vom|ab|du|del|de|dal|da|van)(?:\s+the)?"
    r"|(?<!\w)w/?c)[\s:,]*{day}(?!\s*[-~]\s*[\d" + MONTHS + "])"
)
_ENDING = rf"(?:{WEEK}\s*(?:ending|ended|to)(?:\s+the)?|(?<!\w)w/e)[\s:,]*" + "{day}"
_SECOND = rf"(?:(?P<again>(?:19|20)\d\d)\s?-?)?{WEEK}?\s*(?P<n2>\d\d?)(?!\d)(?![-/.]\d)"
_NUMBERS = (  # behind a loose dash or a comma a number before a word counts something else: week 28 - 5 links
    r"\s*(?:nr|no)?[.#\s]*(?P<n1>\d\d?)(?!\d)"
    r"(?:(?:\s*(?:[&+/~]|and|und|et|y|e|en|to|bis)\s*|-|(?:\s+-\s+|,\s*)(?![\d\s]*[^\W\d_" + WEEK + r"]))"
    rf"{_SECOND})?"
)
YEAR_WEEK = (
    re.compile(rf"(?<![\d/.])(?P<y>(?:19|20)\d\d)\)?[\s,:/-]*{WEEK}{_NUMBERS}"),  # 2020-W28; 2022 Week 28 & 29
    re.compile(rf"{WEEK}{_NUMBERS}(?:\s*[,/(:-]?\s*|\s+of\s+)(?P<y>(?:19|20)\d\d)(?![-/.]?\d)"),  # Week 28, 2020
)
"""A year and a week's number, or two of these."""
BARE_YEAR_WEEK = re.compile(r"(?<![\w./-])(?P<y>(?:19|20)\d\d)[-/](?P<n1>\d\d)(?![\w/-])(?!\.\d)")
"""2022-21."""


def ranges(text: str) -> Iterator[re.Pattern[str]]:
    """How a first and a last day are written: the patterns that this text may match, with the surest first."""
    has_year = "19" in text or "20" in text
    for may_match, patterns in ((A_MONTH.search(text), _OF_MONTHS), (has_year, _OF_YEARS), ("." in text, _OF_POINTS)):
        if may_match:
            yield from map(_range, patterns)


@cache
def weeks_of() -> tuple[re.Pattern[str], ...]:
    """Week of July 6; w/c 6 July 2020."""
    return tuple(re.compile(_OF.replace("{day}", day)) for day in _DAY)


@cache
def weeks_ending() -> tuple[re.Pattern[str], ...]:
    """Week ending July 11."""
    return tuple(re.compile(_ENDING.replace("{day}", day)) for day in _DAY)


@cache
def _range(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern.format(sep=_SEP, words_sep=_WORDS_SEP, year=r"(?:19|20)\d\d", months=MONTHS))
