"""A plain command line is understood as argparse understands it; every other is left to argparse."""

from importlib import import_module
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readtui.commands.plainline import PlainParser
from readtui.commands.refusal import UsageError
from readtui.commands.usage import Parser

_COMMANDS = ("weeks", "entries", "search")
_PARTS = (
    *("--log", "--section", "--json", "--best", "--limit", "--kind", "--person", "--since", "--post"),
    *("--log=x", "--json=x", "--limit=3", "--limit=", "--kind=--", "--kind=talk", "--sec", "--nothing", "--help"),
    *("a", "a b", "5", "2020-07-05", "2020-02-30", "0", "", "-", "--", "-5", "-h", " -word", "a=b", "kind:talk"),
)


@given(name=st.sampled_from(_COMMANDS), argv=st.lists(st.sampled_from(_PARTS), max_size=6))
def test_a_plain_line_means_what_argparse_makes_of_it(name: str, argv: list[str]) -> None:
    plain = _plain(name, argv)
    if plain is not None:
        assert plain == _by_argparse(name, argv)


@pytest.mark.parametrize(
    "line",
    [
        ("weeks",),
        ("weeks", "--json", "--log", "a", "--section", "b", "--section=c"),
        ("entries", "--person", "ann", "--since", "2020-07-05", "--kind=talk"),
        ("search", "--best", "a", "b c", "--limit", "3", "--json"),
        ("search", " -word"),
    ],
)
def test_lines_that_are_written_every_day_are_plain(line: tuple[str, ...]) -> None:
    name, *argv = line
    assert _plain(name, argv) == _by_argparse(name, argv)


@pytest.mark.parametrize(
    "line",
    [
        *(("weeks", "a"), ("search",), ("search", "a", "--best", "b"), ("search", "a", "--limit", "0")),
        *(("search", "a", "--limit"), ("entries", "--since", "2020-W28"), ("weeks", "--jso"), ("weeks", "--json=1")),
    ],
)
def test_what_is_wrong_is_left_to_argparse_to_tell(line: tuple[str, ...]) -> None:
    name, *argv = line
    assert _plain(name, argv) is None
    with pytest.raises(UsageError):
        _by_argparse(name, argv)


def _plain(name: str, argv: list[str]) -> dict[str, Any] | None:
    parser = PlainParser()
    import_module(f"readtui.commands.{name}").add_arguments(parser)
    told = parser.parsed(argv)
    return None if told is None else vars(told)


def _by_argparse(name: str, argv: list[str]) -> dict[str, Any]:
    parser = Parser(prog=name, description="")
    import_module(f"readtui.commands.{name}").add_arguments(parser)
    return vars(parser.parse_args(argv))
