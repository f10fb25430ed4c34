"""Loading: Python's own modules without what every start would load for nothing."""

import sys


def load_pathlib() -> None:
    """Load pathlib without urllib, 2 ms: it quotes a path for `Path.as_uri` alone."""
    if sys.modules.keys() & {"pathlib", "urllib.parse"}:
        return
    later = type(sys)("urllib.parse")
    vars(later)["quote_from_bytes"] = _quoted
    sys.modules["urllib.parse"] = later
    try:
        import pathlib  # noqa: F401 - loaded is all it has to be
    except ImportError:  # a pathlib that takes more of it
        pass
    finally:
        del sys.modules["urllib.parse"]


def _quoted(path: bytes) -> str:
    from urllib.parse import quote_from_bytes

    return quote_from_bytes(path)
