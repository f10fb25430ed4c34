"""Asking: what a reader means who types a new value for a field."""

import datetime

from readtui.grammar.days.dates import DATE_KEYS, read_date
from readtui.grammar.frontmatter.unusual import Unusual

_TRUTHS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
_TRUTH_KEYS = frozenset({"draft", "headless", "iscjklanguage"})
_DATE_KEYS = frozenset({*DATE_KEYS, "expirydate", "unpublishdate"}) - {"published"}
_NUMBER_KEYS = frozenset({"weight"})
_LIST_KEYS = frozenset({"tags", "categories", "keywords", "aliases"})


def value_from_text(key: str, text: str, old: object) -> object:
    """The value that `text` means for the field `key`, whose value is `old`, or None.

    Truths, dates, lists (their items between commas) and numbers by the key or by what the field holds; else text.
    Where a date stands as text, the new one stays as typed; else it has a time if one was typed, whatever the old had.

    Raises:
        Unusual: the field needs a truth, a date or a number, and the text is none.
    """
    folded = key.casefold()
    if isinstance(old, list) or (folded in _LIST_KEYS and not isinstance(old, str)):
        return [item for part in text.split(",") if (item := part.strip())]
    if isinstance(old, bool) or folded in _TRUTH_KEYS:
        truth = _TRUTHS.get(text.strip().casefold())
        if truth is None:
            raise Unusual(f"{key} is true or false, not “{text}”")
        return truth
    if isinstance(old, datetime.date) or folded in _DATE_KEYS:
        return _date(key, text, old)
    if isinstance(old, int | float) or (folded in _NUMBER_KEYS and old is None):
        return _number(key, text, old)
    return text


def _date(key: str, text: str, old: object) -> object:
    found = read_date(text)
    if found is None:
        raise Unusual(f"{key} is a date such as 2020-07-11, not “{text}”")
    return text if isinstance(old, str) and old else found


def _number(key: str, text: str, old: object) -> int | float:
    try:
        return float(text) if isinstance(old, float) else int(text)
    except ValueError:
        raise Unusual(f"{key} is a number, not “{text}”") from None
