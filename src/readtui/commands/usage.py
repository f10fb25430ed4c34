"""Usage: the parser of a command line, and what it says when a line cannot be meant."""

import argparse
import os
import sys

from readtui.commands.refusal import UsageError

# For the type checker alone: importing typing takes 3 of the 35 ms of `readtui --help`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

_USUAL = 80


class Parser(argparse.ArgumentParser):
    """A parser that raises what is wrong, so that every error is printed by one hand."""

    def __init__(self, *, prog: str, description: str, epilog: str | None = None) -> None:
        super().__init__(
            prog=prog,
            description=description,
            epilog=epilog,
            formatter_class=_Formatter,
            allow_abbrev=False,
        )

    def error(self, message: str) -> "NoReturn":
        """Refuse the command line.

        Raises:
            UsageError: always.
        """
        raise UsageError(f"{message} (see {self.prog} --help)")

    def _get_values(self, action: argparse.Action, arg_strings: list[str]) -> object:
        """As argparse has it, which before Python 3.13 takes `--` in `--title=--` for the end of the options."""
        if action.option_strings and action.nargs is None and arg_strings == ["--"]:
            return self._get_value(action, "--")
        return super()._get_values(action, arg_strings)


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """As argparse has it, which makes one for each argument, and asks for the width by shutil: 2 ms to be loaded."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=_width() - 2)


def _width() -> int:
    """The width of the terminal, in cells, as shutil tells it."""
    told = os.environ.get("COLUMNS", "")
    if told.isdecimal() and int(told) > 0:
        return int(told)
    try:
        return os.get_terminal_size(sys.__stdout__.fileno()).columns or _USUAL  # type: ignore[union-attr]
    except (AttributeError, ValueError, OSError):
        return _USUAL
