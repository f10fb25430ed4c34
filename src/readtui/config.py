"""Config: what the reader may choose; read once, frozen, passed on."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

from readtui.store.faults import BadConfig, reason
from readtui.store.ownfolders import own_folder
from readtui.store.statefolder import DEFAULT_BOUNDS, Bounds

if TYPE_CHECKING:
    from readtui.model.conventions import Chosen
    from readtui.model.frontmatter import Language
    from readtui.model.post import Form

__all__ = ["BadConfig", "Config", "config_path", "read_config"]

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_LARGEST_COUNT = 36_500
_DEEPEST_HEADING = 6
_THEMES = ("auto", "light", "dark")


class Config(NamedTuple):  # every command reads it: dataclasses take 8 ms to be loaded
    """What the reader may choose."""

    log: Path | None = None
    """The folder to open where none is named."""
    sections: tuple[str, ...] = ()
    """The folders of it that count; all where none is named."""
    first_day: int | None = None
    """The first day of a week, from 0, Monday; None to learn it from the posts."""
    editor: str | None = None
    """The command line of the editor; None for $VISUAL or $EDITOR."""
    ascii: bool = False
    """Whether to draw with ASCII alone."""
    lean: bool | None = None
    """Whether to spare the line to the terminal; None to do so over SSH."""
    private_addresses: bool = False
    """Whether pages of this machine and its network may be looked up, when the reader asks for that."""
    theme: str = "auto"
    """`light`, `dark`, or `auto` for what the terminal says."""
    history_days: int = DEFAULT_BOUNDS.days
    history_versions: int = DEFAULT_BOUNDS.versions
    """Of each post, kept for longer than `history_days`."""
    history_megabytes: int = DEFAULT_BOUNDS.size >> 20
    """Of all versions together, in MiB; beyond them the oldest go."""
    new_post_path: str | None = None
    new_post_title: str | None = None
    date_day: int | None = None
    front_matter: "Language | None" = None
    entry_form: "Form | None" = None
    heading_level: int | None = None
    kinds: tuple[str, ...] = ()
    roles: tuple[tuple[str | None, str], ...] = ()
    """These as in `Chosen`."""

    @property
    def conventions(self) -> "Chosen":
        """How new posts and entries are written, where that shall not be learned from the log."""
        from readtui.model.conventions import Chosen  # values of the model: 15 ms that a listing may do without

        return Chosen(
            self.new_post_path,
            self.new_post_title,
            self.date_day,
            self.front_matter,
            self.entry_form,
            self.heading_level,
            self.kinds,
            self.roles,
        )

    @property
    def bounds(self) -> Bounds:
        """How much of a log's history is kept."""
        return Bounds(self.history_days, self.history_versions, self.history_megabytes << 20)


def config_path(environ: Mapping[str, str]) -> Path:
    """The file that the configuration is read from; it need not exist."""
    named = environ.get("READTUI_CONFIG")
    return Path(named).expanduser() if named else own_folder("config", environ) / "config.toml"


def read_config(environ: Mapping[str, str]) -> Config:
    """What the reader chose; the defaults where there is no file.

    Raises:
        BadConfig: the file cannot be read, is no TOML, or says what readtui does not know.
    """
    path = config_path(environ)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError as error:
        if environ.get("READTUI_CONFIG"):
            raise BadConfig(f"{path}: there is no such file, though READTUI_CONFIG names it") from error
        return Config()
    except OSError as error:
        raise BadConfig(f"{path}: the configuration cannot be read: {reason(error)}") from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise BadConfig(f"{path}, line {line}: the configuration is not UTF-8; save it as UTF-8") from error
    return _understood(_parsed(path, text), path, text)


def _parsed(path: Path, text: str) -> dict[str, Any]:
    import tomllib  # 10 ms, and most readers have no such file

    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # a date such as 2020-02-30 is a plain ValueError
        place = re.search(r" \(at line (\d+), column \d+\)$", str(error))
        line = f", line {place[1]}" if place else ""
        what = str(error)[: place.start()] if place else str(error)
        raise BadConfig(f"{path}{line}: this is not TOML: {what}") from error


def _understood(values: dict[str, Any], path: Path, text: str) -> Config:
    chosen: dict[str, Any] = {}
    for key, value in values.items():
        if key not in _MEANINGS:
            raise _bad(path, text, key, f"there is no setting of this name; there are {', '.join(_MEANINGS)}")
        try:
            chosen[key.replace("-", "_")] = _MEANINGS[key](value)
        except ValueError as error:
            raise _bad(path, text, key, str(error)) from error
    if "log" in chosen:  # a relative path is meant from where it is written
        chosen["log"] = path.absolute().parent / chosen["log"]
    return Config(**chosen)


def _bad(path: Path, text: str, key: str, why: str) -> BadConfig:
    place = re.search(rf"^[ \t]*\[*[ \t]*[\"']?{re.escape(key)}\b", text, re.M)
    line = f", line {text.count(chr(10), 0, place.start()) + 1}" if place else ""
    return BadConfig(f"{path}{line}: {key}: {why}")


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("put some text in quotes here")
    return value


def _folder(value: object) -> Path:
    try:
        return Path(_text(value)).expanduser()
    except RuntimeError as error:  # ~name of nobody here
        raise ValueError("there is no such home folder; write the path out") from error


def _names(value: object) -> tuple[str, ...]:
    names = value if isinstance(value, list) else [value]
    return tuple(_text(name) for name in names)


def _day(value: object) -> int:
    if not isinstance(value, str) or value.lower() not in _DAYS:
        raise ValueError(f'name a day in quotes: "{_DAYS[0]}" to "{_DAYS[-1]}"')
    return _DAYS.index(value.lower())


def _count(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= _LARGEST_COUNT:
        raise ValueError(f"say a whole number from 0 to {_LARGEST_COUNT}, without quotes")
    return value


def _truth(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError("say true or false, without quotes")
    return value


def _theme(value: object) -> str:
    if value not in _THEMES:
        raise ValueError(f"say one of {', '.join(_THEMES)}, in quotes")
    return str(value)


def _pattern(value: object) -> str:
    from readtui.grammar.making.patterns import check_pattern  # for whoever settles how posts are called

    text = _text(value)
    check_pattern(text)
    return text


def _path(value: object) -> str:
    pattern = _pattern(value)
    parts = pattern.split("/")
    if not pattern.endswith((".md", ".markdown")) or not all(part.strip(".") for part in parts):
        raise ValueError('say the path of a post below the log\'s folder, as in "content/post/{date}.md"')
    return pattern


def _language(value: object) -> "Language":
    from readtui.model.frontmatter import Language

    found: Language = _one_of(value, tuple(name for name in get_args(Language) if name != "none"))
    return found


def _form(value: object) -> "Form":
    from readtui.model.post import Form

    found: Form = _one_of(value, tuple(name for name in get_args(Form) if name != "whole"))
    return found


def _one_of(value: object, names: tuple[Any, ...]) -> Any:
    if value not in names:
        raise ValueError(f"say one of {', '.join(names)}, in quotes")
    return value


def _level(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= _DEEPEST_HEADING:
        raise ValueError(f"say a number from 1 to {_DEEPEST_HEADING}, without quotes")
    return value


def _roles(value: object) -> tuple[tuple[str | None, str], ...]:
    if not isinstance(value, dict):
        raise ValueError('say the role for each kind, and "*" for others: { Talk = "Speaker", "*" = "Author" }')
    return tuple((None if kind == "*" else kind, _text(role)) for kind, role in value.items())


_MEANINGS: dict[str, Callable[[object], Any]] = {
    "log": _folder,
    "sections": _names,
    "first-day": _day,
    "editor": _text,
    "ascii": _truth,
    "lean": _truth,
    "private-addresses": _truth,
    "theme": _theme,
    "history-days": _count,
    "history-versions": _count,
    "history-megabytes": _count,
    "new-post-path": _path,
    "new-post-title": _pattern,
    "date-day": _day,
    "front-matter": _language,
    "entry-form": _form,
    "heading-level": _level,
    "kinds": _names,
    "roles": _roles,
}
