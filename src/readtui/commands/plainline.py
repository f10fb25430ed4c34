"""Plain lines: command lines that spell each option out, understood without argparse, which takes 4 ms to be loaded."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from types import SimpleNamespace
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import argparse
    from typing import TypeAlias

    Parser: TypeAlias = "argparse.ArgumentParser | PlainParser"
    Arguments: TypeAlias = argparse.Namespace | SimpleNamespace


class PlainParser:
    """Is told what a command takes as argparse is, and leaves to that each line that is not plain."""

    def __init__(self) -> None:
        self._words: str | None = None
        self._options: dict[str, _Option] = {}

    def add_argument(
        self,
        name: str,
        *,
        action: str = "store",
        type: Callable[[str], object] = str,  # noqa: A002 - as argparse has it
        default: object = None,
        **_: str,
    ) -> None:
        """Know an option: a flag, one with a value, or one that gathers values; or words, of which one is needed.

        What else argparse may be told is what it shows, and `nargs="+"` of words: others are not known here.
        """
        if name.startswith("--"):
            self._options[name] = _Option(action, type, False if action == "store_true" else default)
        else:
            self._words = name

    def parsed(self, argv: list[str]) -> SimpleNamespace | None:
        """What the line says; None where argparse has to understand it, or to tell what is wrong with it."""
        with suppress(Exception):  # whatever a type may raise
            return SimpleNamespace(**self._told(argv))
        return None

    def _told(self, argv: list[str]) -> dict[str, object]:
        told = {name: option.default for name, option in self._options.items()}
        words: list[str] = []
        is_behind_words = False
        rest = iter(argv)
        for each in rest:
            if each.startswith("-"):
                is_behind_words = bool(words)
                name, value = self._taken(each, rest)
                told[name] = [*(told[name] or ()), value] if self._options[name].action == "append" else value  # type: ignore[misc]
            elif is_behind_words:
                raise ValueError
            else:
                words.append(each)
        if (self._words is None) == bool(words):
            raise ValueError
        named = {name[2:].replace("-", "_"): value for name, value in told.items()}
        return named if self._words is None else {**named, self._words: words}

    def _taken(self, word: str, rest: Iterator[str]) -> tuple[str, object]:
        name, equals, text = word.partition("=")
        option = self._options[name]
        if option.action == "store_true":
            if equals:
                raise ValueError
            return name, True
        if not equals:
            text = next(rest)
        if not text or text.startswith("-"):
            raise ValueError
        return name, option.type(text)


class _Option(NamedTuple):
    action: str
    type: Callable[[str], object]
    default: object
