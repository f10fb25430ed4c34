"""Archetypes: what a Hugo site begins its posts with, and the few template actions in it that are understood."""

import re
from collections.abc import Callable
from dataclasses import dataclass

_ACTION = re.compile(r"\{\{-?\s*(.*?)\s*-?\}\}", re.DOTALL)
_NAME = r"(?:\.Name|\.File\.ContentBaseName|\.File\.BaseFileName|\.TranslationBaseName|\.File\.TranslationBaseName)"
_REPLACE = re.compile(rf'replace\s+\(?{_NAME}\)?\s+(?:"([^"]*)"|`([^`]*)`)\s+(?:"([^"]*)"|`([^`]*)`)((?:\s*\|\s*\w+)*)')
_NAMED = re.compile(rf"{_NAME}((?:\s*\|\s*\w+)*)")
_NOW = re.compile(r'(?:now|\.Date|time\.Now)\s*\.Format\s+"([^"]*)"|(?:now|\.Date)\s*\|\s*time\.Format\s+"([^"]*)"')
_DATE_FORMAT = re.compile(r'dateFormat\s+"([^"]*)"\s+(?:now|\.Date)')
_COMMENT = re.compile(r"/\*.*\*/", re.DOTALL)
_REFERENCE = (("2006", "%Y"), ("January", "%B"), ("Jan", "%b"), ("01", "%m"), ("02", "%d"), ("15", "%H"))
_PIPES: dict[str, Callable[[str], str]] = {
    "title": lambda text: re.sub(r"(?<!\w)\w", lambda first: first[0].upper(), text),
    "humanize": lambda text: text[:1].upper() + text[1:].replace("-", " ").replace("_", " "),
    "upper": str.upper,
    "lower": str.lower,
    "urlize": lambda text: re.sub(r"\s+", "-", text.lower()),
}


class UnknownAction(ValueError):  # noqa: N818
    """An archetype has an action that is not known here; the sentence says which."""


@dataclass(frozen=True, slots=True)
class Archetype:
    """What a site begins its posts with."""

    path: str
    """Below the site's folder."""
    source: bytes

    def rendered(self, path: str, date: str, title: str) -> bytes:
        """The bytes of a new post at `path`; `date` is its day, as the log writes one, `title` what it is called.

        Raises:
            UnknownAction: it has an action that is not known here, or is no UTF-8.
        """
        parts = path.split("/")
        stem = parts[-1].rpartition(".")[0]
        name = parts[-2] if stem in ("index", "_index") and parts[1:] else stem
        try:
            text = self.source.decode()
        except UnicodeDecodeError as error:
            raise UnknownAction(f"{self.path} is no UTF-8") from error
        rendered = _ACTION.sub(lambda match: self._value(match[1], name, date, title), text)
        end = "\r\n" if "\r\n" in rendered else "\n"
        return (rendered if rendered.endswith(end) else rendered + end).encode()

    def check(self) -> None:
        """Make sure that all of it is understood.

        Raises:
            UnknownAction: it is not.
        """
        self.rendered("content/post/name.md", "2020-07-11", "Title")

    def _value(self, action: str, name: str, date: str, title: str) -> str:
        if _COMMENT.fullmatch(action):
            return ""
        if action in (".Date", "now", ".Now"):
            return date
        if action in (".Title", ".Page.Title"):
            return title
        if action in (".Type", ".Section"):
            raise UnknownAction(f"{self.path}: {{{{ {action} }}}} is not known here")
        if match := _NAMED.fullmatch(action):
            return _piped(name, match[1])
        if match := _REPLACE.fullmatch(action):
            old, new = match[1] or match[2] or "", match[3] or match[4] or ""
            return _piped(name.replace(old, new), match[5])
        if match := _NOW.fullmatch(action) or _DATE_FORMAT.fullmatch(action):
            form = next(group for group in match.groups() if group is not None)
            return _formatted(form, date)
        shown = " ".join(action.split())
        raise UnknownAction(f"{self.path}: {{{{ {shown} }}}} is not known here")


def _piped(text: str, pipes: str) -> str:
    for pipe in filter(None, (part.strip() for part in pipes.split("|"))):
        if pipe not in _PIPES:
            raise UnknownAction(f"{pipe} is not known here")
        text = _PIPES[pipe](text)
    return text


def _formatted(form: str, date: str) -> str:
    """The day in the form of Go's reference time."""
    import datetime

    day = datetime.date.fromisoformat(date[:10])
    for reference, directive in _REFERENCE:
        form = form.replace(reference, directive)
    if re.search(r"(?<!%)\d|MST|-07|Z07", form.replace("%H:04:05", "")):
        return date if "T" in form else day.isoformat()
    return day.strftime(form.replace("%H:04:05", "00:00:00").replace("%H:04", "00:00"))
