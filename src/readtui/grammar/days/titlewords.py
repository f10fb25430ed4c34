"""The words of a title that a week is told with, each brought to one mark, whatever their language."""

import re
import unicodedata

WEEK = "\ue100"
"""Stands for "week" before a number or a date."""
WEEKLY = "\ue101"
"""Stands for a word that has a week in it, such as "weeknotes", and says nothing of a date."""
MONTHS = "\ue001-\ue00c"
"""The marks of the months, as a range inside a regular expression's brackets."""
_COUNTING = (
    "# issue no nr num number vol volume part edition episode ep chapter version v day notes links post "
    "ausgabe folge teil numéro numero edición edição edizione nummer deel sayı weeknote weeknotes weekly"
)
WORDS_BEFORE_A_NUMBER = frozenset(_COUNTING.split())
"""A number after one of these counts issues, not days."""

_MONTH_NAMES = (
    "january jan januar jän jänner janvier janv enero janeiro gennaio januari ocak january january января stycznia",
    "february feb febr februar février fevrier févr febrero fevereiro febbraio februari şubat subat февраля lutego",
    "march mar märz mrz mars marts marzo março marco maart mart марта marca",
    "april apr avril avr abril abr aprile nisan апреля kwietnia",
    "may mai mayo maio maggio mei mayıs mayis maj мая maja",
    "june jun juni juin junio junho giugno haziran июня czerwca",
    "july jul juli juillet juil julio julho luglio temmuz июля lipca",
    "august aug août aout agosto augustus ağustos agustos augusti августа sierpnia",
    "september sep sept septembre septiembre setembro settembre eylül eylul сентября września",
    "october oct oktober okt octobre octubre outubro ottobre ekim oktober октября października",
    "november nov novembre noviembre novembro kasım kasim ноября listopada",
    "december dec dezember dez décembre decembre déc diciembre dic dezembro dicembre aralık aralik декабря grudnia",
)
_WEEKDAY_NAMES = (
    "monday mon tuesday tue tues wednesday wed thursday thu thur thurs friday fri saturday sat sunday sun "
    "montag dienstag mittwoch donnerstag freitag samstag sonntag lundi mardi mercredi jeudi vendredi samedi dimanche "
    "lunes martes miércoles jueves viernes sábado domingo maandag dinsdag woensdag donderdag vrijdag zaterdag zondag"
)
_WEEK_NAMES = (
    "week weeks wk wks kw woche wochen kalenderwoche semaine semaines semana semanas settimana settimane weken "
    "hafta haftası uke vecka uge týden tydzień неделя"
)
_MARKS = (
    {name: chr(0xE000 + month) for month, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
    | dict.fromkeys(_WEEKDAY_NAMES.split(), "")
    | dict.fromkeys(_WEEK_NAMES.split(), WEEK)
)
_HAS_WEEK = re.compile("week|woche|semain|semana|settiman|hafta|vecka")

_WORD = re.compile(r"[^\W\d_]+(?:\.(?=[\s\d]))?")
_EAST_ASIAN = (  # 2020年7月5日(日)〜11日, 2020년 7월 5일, 2020年第28週
    (re.compile(r"[(（][日月火水木金土일월화수목금토][)）]"), ""),
    (re.compile(r"(?<=\d)\s*[年년]度?"), " "),
    (re.compile(r"(?<!\d)(\d{1,2})\s*[月월](?=\s*\d)"), lambda match: _month(int(match[1]))),
    (re.compile(r"(?<=\d)\s*[日号일](?!間)"), " "),
    (re.compile(r"第?\s*(\d{1,2})\s*[週周주]目?(?!間|年)"), rf" {WEEK}\1 "),
    (re.compile(r"[週周주]"), f" {WEEKLY} "),
    (re.compile(r"\s*から\s*"), "~"),
)
_EMPTY = re.compile(r"\(\s*\)")  # what is left of a weekday in parentheses
_BETWEEN = re.compile(r"\bbetween\b(.{3,40}?)\band\b")
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th|er|ter|o|a)(?![^\W\d_])")
_SIGNS = str.maketrans(
    {**dict.fromkeys("‐‑‒–—―−﹣", "-"), **dict.fromkeys("〜～∼→", "~"), "\u00a0": " ", "\u3000": " "}
)
_FILLING = (
    (re.compile(rf"(?<=\d)\.?\s*(?:de|di|do|of|d['’])?\s*(?=[{MONTHS}])"), " "),  # 5. Juli, 5 de julio
    (re.compile(rf"(?<=[{MONTHS}])(?:\s*(?:de|del|do|of)\s+|[\s.,]+)(?=\d)"), " "),  # julio de 2020, Jul. 5
)
_LEFT_BEHIND = re.compile(r"([-~(:]|^)[\s,]+")  # by a weekday
A_MONTH = re.compile(f"[{MONTHS}]")
"""The mark of a month."""


def marked(title: str) -> str:
    """`title` in lower case with months, weeks, dashes and ordinals brought to one form; weekdays are left out.

    Each step is taken only where its words or signs stand: that halves the time for 520 titles that state a week.
    """
    if "&" in title:
        import html  # few titles are written with references

        title = html.unescape(title)
    if title.isascii():
        text = title.casefold()
    else:
        text = unicodedata.normalize("NFKC", title).translate(_SIGNS).casefold()
        text = unicodedata.normalize("NFC", text)
        for pattern, mark in _EAST_ASIAN:
            text = pattern.sub(mark, text)
    if "between" in text:
        text = _BETWEEN.sub(r"\1 to ", text)
    text = _WORD.sub(_mark_of, _ORDINAL.sub("", text))
    if "(" in text:
        text = _EMPTY.sub("", text)
    if A_MONTH.search(text):
        for pattern, filling in _FILLING:
            text = pattern.sub(filling, text)
    if "," in text:
        text = _LEFT_BEHIND.sub(r"\1 ", text)
    return " ".join(text.split())


def _mark_of(match: re.Match[str]) -> str:
    written = match.group()
    word = written.rstrip(".")
    mark = _MARKS.get(word)
    if mark is not None:
        return mark
    if word == "w" and match.string[match.end() : match.end() + 1].isdigit():
        return WEEK
    return f"{written}{WEEKLY}" if _HAS_WEEK.search(word) else written


def _month(number: int) -> str:
    return f" {chr(0xE000 + number)}" if 1 <= number <= 12 else f" {number}?"
