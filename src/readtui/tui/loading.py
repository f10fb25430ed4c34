"""Loading: Textual as the screen needs it, without what takes long and few starts use."""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from types import ModuleType
from typing import Any

_TOKENS = "((?P<"
"""What the patterns begin with by which Textual reads style sheets and markup."""
_NAMED = ("decimal", "mimetypes", "platformdirs", "rich.table", "textual.command", "textual.widgets._toast", "uuid")
"""Modules whose names Textual takes: for its palette, notices, downloads, a table of colours, and no number of ours."""


class _Later(ModuleType):
    """Stands for a module while others are loaded that only name its classes."""

    def __getattr__(self, name: str) -> type:
        """An empty class of this name, to be inherited from and never used."""
        if name.startswith("__"):  # what the system asks of every module
            raise AttributeError(name)
        return type(name, (), {})


_compiled_at_once = re.compile


class _LaterPattern:
    """A pattern that is compiled when it is first used."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return _compiled_at_once(self._pattern)

    def match(self, text: str, *place: int) -> re.Match[str] | None:
        """As `re.Pattern.match`."""
        return self._compiled.match(text, *place)

    def search(self, text: str, *place: int) -> re.Match[str] | None:
        """As `re.Pattern.search`."""
        return self._compiled.search(text, *place)


def _compiled(pattern: Any, flags: int = 0) -> Any:
    is_of_tokens = isinstance(pattern, str) and pattern.startswith(_TOKENS) and not flags
    return _LaterPattern(pattern) if is_of_tokens else _compiled_at_once(pattern, flags)


@contextmanager
def loading_little() -> Iterator[None]:
    """Load Textual as if Python had no OpenSSL and Textual no palette; who imports one of them later has it whole.

    asyncio takes OpenSSL wherever it is, 6 ms and 4 MB, and the screen opens no connection. Textual's app names the
    classes of its palette, which comes with ten of its widgets, 10 ms; what else it only names takes as long. What it
    named stays empty, and nothing that runs here uses it: our palette is loaded with the first that is opened. Half of
    the patterns of style sheets and markup are never used: 4 ms.
    """
    absent = {"ssl": None} | {name: _Later(name) for name in _NAMED}
    hidden = {name: module for name, module in absent.items() if name not in sys.modules}
    sys.modules.update(hidden)  # type: ignore[arg-type]
    try:
        vars(re)["compile"] = _compiled
        yield
    finally:
        vars(re)["compile"] = _compiled_at_once
        for name in hidden:
            del sys.modules[name]
