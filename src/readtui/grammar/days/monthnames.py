"""Month names: how each language writes them in full and cut short, and which language a log's titles are in."""

import re
from collections.abc import Iterable
from functools import cache

_FULL = {
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "sv": "januari februari mars april maj juni juli augusti september oktober november december",
    "da": "januar februar marts april maj juni juli august september oktober november december",
    "no": "januar februar mars april mai juni juli august september oktober november desember",
    "tr": "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
}
_SHORT = {
    "en": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    "de": "Jan Feb Mär Apr Mai Jun Jul Aug Sep Okt Nov Dez",
    "fr": "janv févr mars avr mai juin juil août sept oct nov déc",
    "nl": "jan feb mrt apr mei jun jul aug sep okt nov dec",
    "sv": "jan feb mar apr maj jun jul aug sep okt nov dec",
}
_OTHERS = {"mrz": "Mär", "sept": "Sep"}
"""Further ways to cut a name short, and what stands for them here."""
_DOTTED = re.compile(r"\d\.\s*[^\W\d_]")
ENGLISH = "en"


def full_names(language: str, *, lower: bool = False) -> list[str]:
    """The twelve names in full, with `lower` in small letters."""
    return (_FULL[language].lower() if lower else _FULL[language]).split()


def month_pattern() -> str:
    """A regular expression for any month's name, in full or cut short, in any of the languages."""
    words = {word for names in (*_FULL.values(), *_SHORT.values(), " ".join(_OTHERS)) for word in names.split()}
    return rf"(?:{'|'.join(sorted(words, key=lambda word: (-len(word), word)))})(?!\w)\.?"


def language_of(texts: Iterable[str]) -> str:
    """The language that knows most of the months these texts name; English where several know as many."""
    texts = list(texts)
    words = _named(texts)
    is_dotted = any(_DOTTED.search(text) for text in texts)  # 26. September: no English title has that
    return max(_FULL, key=lambda each: (sum(word in _known(each) for word in words), is_dotted and each == "de"))


def month_of(word: str) -> int:
    """The number of the month that the word names, from 1.

    Raises:
        ValueError: it names none.
    """
    for language in _FULL:
        if found := _known(language).get(word.rstrip(".").lower()):
            return found
    raise ValueError(word)


def name_like(old: str, month: int, language: str, *, cuts: bool) -> str:
    """The month's name as long and as tall as the old one is, in its language; `language` where several have it.

    `cuts` says whether it is short where the old one is as long in full.
    """
    bare = old.rstrip(".")
    own = next((each for each in (language, *_FULL) if bare.lower() in _known(each)), language)
    is_full = bare.lower() in full_names(own, lower=True)
    is_short = bare.lower() in _SHORT.get(own, "").lower().split() or bare.lower() in _OTHERS
    is_cut = own in _SHORT and is_short and (cuts or not is_full)
    name = _SHORT[own].split()[month - 1] if is_cut else full_names(own)[month - 1]
    tall = name.upper() if bare.isupper() else name.lower() if bare.islower() else name[:1].upper() + name[1:]
    return tall + "." if old.endswith(".") and is_cut else tall


def are_cut_short(texts: Iterable[str]) -> bool:
    """Whether these texts cut the names of months short, as far as that shows."""
    words = _named(texts)
    full = {name for language in _FULL for name in full_names(language, lower=True)}
    short = {name for names in _SHORT.values() for name in names.lower().split()} | set(_OTHERS)
    return sum(word in short - full for word in words) > sum(word in full - short for word in words)


def _named(texts: Iterable[str]) -> list[str]:
    """The names of months beside a number: others may be any words."""
    found = [match for text in texts for match in _names().finditer(text)]
    return [(match["before"] or match["behind"]).rstrip(".").lower() for match in found]


@cache
def _known(language: str) -> dict[str, int]:
    """The months by their names in lower case."""
    names = {name.lower(): number for number, name in enumerate(full_names(language), 1)}
    short = {name.lower(): number for number, name in enumerate(_SHORT.get(language, "").split(), 1)}
    others = {word: short[name.lower()] for word, name in _OTHERS.items() if name.lower() in short}
    return short | names | others


@cache
def _names() -> re.Pattern[str]:
    name = month_pattern()
    return re.compile(
        rf"(?<![^\W\d_])(?P<before>{name})[\s.,/-]*\d|\d(?:st|nd|rd|th|er)?[\s./-]*(?:de\s+)?(?P<behind>{name})",
        re.IGNORECASE,
    )
