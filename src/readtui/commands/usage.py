"""Usage: the parser of a command line, and what it says when a line cannot be meant."""

import argparse

from readtui.commands.refusal import UsageError

# For the type checker alone: importing typing takes 3 of the 35 ms of `readtui --help`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn


class Parser(argparse.ArgumentParser):
    """A parser that raises what is wrong, so that every error is printed by one hand."""

    def __init__(self, *, prog: str, description: str, epilog: str | None = None) -> None:
        super().__init__(
            prog=prog,
            description=description,
            epilog=epilog,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )

    def error(self, message: str) -> "NoReturn":
        """Refuse the command line.

        Raises:
            UsageError: always.
        """
        raise UsageError(f"{message} (see {self.prog} --help)")
