"""Loading: Textual as the screen needs it, without what takes long and few starts use."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType


class _Later(ModuleType):
    """Stands for a module while others are loaded that only name its classes."""

    def __getattr__(self, name: str) -> type:
        """An empty class of this name, to be inherited from and never used."""
        if name.startswith("__"):  # what the system asks of every module
            raise AttributeError(name)
        return type(name, (), {})


@contextmanager
def loading_little() -> Iterator[None]:
    """Load Textual as if Python had no OpenSSL and Textual no palette; who needs one of them loads it afterwards.

    asyncio takes OpenSSL wherever it is, 6 ms and 4 MB, and the screen opens no connection. Textual's app names the
    classes of its palette, which comes with ten of its widgets, 10 ms. Ours is loaded with the first that is opened.
    """
    absent = {"ssl": None, "textual.command": _Later("textual.command")}
    hidden = {name: module for name, module in absent.items() if name not in sys.modules}
    sys.modules.update(hidden)  # type: ignore[arg-type]
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]
