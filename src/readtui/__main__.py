"""The command line: one command or the screen, loading only what that needs."""

import gc
import os
import sys

from readtui import __version__
from readtui.commands import COMMANDS
from readtui.loading import load_pathlib

# For the type checker alone, and spelled so because importing typing costs a third of `readtui --help`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable
    from pathlib import Path
    from types import ModuleType, SimpleNamespace

    from readtui.commands.plainline import Arguments
    from readtui.config import Config

_NOT_WRITTEN = 3
_ROWS = 50_000
"""Values that are made before garbage is looked for: rows are none, and to look through 10,000 takes 10 ms."""
_LISTINGS = frozenset({"weeks", "entries", "search"})
"""The commands that make rows, and change nothing."""
_INTERRUPTED = 130  # as shells count: 128 and SIGINT


def main(argv: list[str] | None = None) -> int:
    """Answer a command line, by default the process's own; the answer is the exit code."""
    if argv is None:
        is_listing = len(sys.argv) > 1 and sys.argv[1] in _LISTINGS
        if is_listing:
            gc.set_threshold(_ROWS)
        code = _main(sys.argv[1:])
        if is_listing:
            _end_at_once(code)
        return code
    return _main(argv)


def _main(argv: list[str]) -> int:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # there is no stream where the shell closed it
            stream.reconfigure(errors="backslashreplace")  # LANG=C: marks, and no traceback
    try:
        code = _answer(argv)
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:  # `| head` has what it wants
        _let_go_of_output()
        return 0
    except OSError as error:
        _complain(f"{error.filename or 'output'}: {error.strerror or error}")
        _let_go_of_output()
        return _NOT_WRITTEN
    except KeyboardInterrupt:
        return _INTERRUPTED
    return code


def _answer(argv: list[str]) -> int:
    from readtui.commands.refusal import UsageError

    try:
        if argv and argv[0] in COMMANDS:
            return _command(argv[0], argv[1:])
        return _screen(argv)
    except UsageError as error:
        _complain(str(error))
        return error.exit_code
    except SystemExit as end:  # argparse has printed the help or the version
        return int(end.code or 0)


def _command(name: str, argv: list[str]) -> int:
    from importlib import import_module

    load_pathlib()
    from readtui.commands.which import Surroundings

    command = import_module(f"readtui.commands.{name}")
    given = getattr(command, "protected", list)(argv)
    arguments: Arguments | None = _plain_arguments(command, given) if name in _LISTINGS else None
    if arguments is None:
        from readtui.commands.usage import Parser

        parser = Parser(prog=f"readtui {name}", description=f"{COMMANDS[name][0].upper()}{COMMANDS[name][1:]}.")
        command.add_arguments(parser)
        arguments = parser.parse_args(given)
    return _telling_faults(lambda: command.run(arguments, Surroundings(os.environ, _here())))


def _plain_arguments(command: "ModuleType", argv: list[str]) -> "SimpleNamespace | None":
    from readtui.commands.plainline import PlainParser

    parser = PlainParser()
    command.add_arguments(parser)
    return parser.parsed(argv)


def _screen(argv: list[str]) -> int:
    gc.disable()  # till the first frame: what is loaded stays, and to look through it takes 15 ms
    load_pathlib()
    is_demo = argv[:1] == ["demo"]
    arguments = _demo_arguments(argv[1:]) if is_demo else _screen_arguments(argv)
    _check_terminal()
    return _telling_faults(lambda: _demo(arguments) if is_demo else _log(arguments))


def _log(arguments: "Arguments") -> int:
    from readtui.store.locate import locate

    config = _chosen(arguments)
    place = locate(arguments.path, config.log, os.environ, _here())
    from readtui.tui.start import run  # Textual: 200 ms, and wasted where there is no log

    return run(place, config)


def _demo(arguments: "Arguments") -> int:
    from readtui.store.locate import Place
    from readtui.store.sample import throw_away_copy
    from readtui.tui.start import run

    with throw_away_copy() as copy:
        return run(Place(copy, "demo"), _chosen(arguments))


def _chosen(arguments: "Arguments") -> "Config":
    """What the reader chose in the configuration, and on this line."""
    from readtui.config import read_config

    config = read_config(os.environ)
    sections = tuple(arguments.section or ()) or config.sections
    lean = True if arguments.lean else config.lean
    return config._replace(sections=sections, ascii=arguments.ascii or config.ascii, lean=lean)


def _screen_arguments(argv: list[str]) -> "Arguments":
    if not any(word.startswith("-") for word in argv) and len(argv) < 2:  # nothing to parse: 15 ms of the first frame
        from types import SimpleNamespace

        return SimpleNamespace(path=next(iter(argv), None), section=None, ascii=False, lean=False)
    from readtui.commands.refusal import UsageError
    from readtui.commands.usage import Parser

    wide = max(map(len, COMMANDS))
    commands = "\n".join(f"  {name:{wide}}  {does}" for name, does in COMMANDS.items())
    parser = Parser(
        prog="readtui",
        description="Browse and edit a reading log, the markdown post folder of a blog.",
        epilog=f"commands:\n{commands}\n  {'demo':{wide}}  open a copy of the sample log that is thrown away\n\n"
        "`readtui COMMAND --help` tells what a command takes; `readtui ./weeks` opens a folder of that name.",
    )
    parser.add_argument("path", metavar="PATH", nargs="?", help="the log: a post folder, a site, or a post")
    parser.add_argument("--section", metavar="NAME", action="append", help="only posts in this folder; repeatable")
    _add_looks(parser)
    parser.add_argument("--version", action="version", version=f"readtui {__version__}")
    arguments = parser.parse_args(argv)
    if arguments.path in (*COMMANDS, "demo"):
        raise UsageError(f"a command comes first: readtui {arguments.path} (or ./{arguments.path} for the folder)")
    return arguments


def _demo_arguments(argv: list[str]) -> "argparse.Namespace":
    from readtui.commands.usage import Parser

    parser = Parser(prog="readtui demo", description="Open a copy of the sample log that is thrown away at the end.")
    _add_looks(parser)
    parser.set_defaults(section=None)
    return parser.parse_args(argv)


def _add_looks(parser: "argparse.ArgumentParser") -> None:
    parser.add_argument("--ascii", action="store_true", help="draw with ASCII alone")
    parser.add_argument("--lean", action="store_true", help="spare a slow line; without it done over SSH alone")


def _here() -> "Path":
    """The working directory.

    Raises:
        NoLog: it was deleted.
    """
    from pathlib import Path

    try:
        return Path.cwd()
    except FileNotFoundError as error:
        from readtui.store.faults import NoLog

        raise NoLog("the folder that you are in was deleted; change to another, then try again") from error


def _telling_faults(work: "Callable[[], int]") -> int:
    from readtui.store.faults import Fault

    try:
        return work()
    except Fault as fault:
        _complain("; ".join((str(fault), *getattr(fault, "__notes__", ()))))
        return fault.exit_code


def _complain(sentence: str) -> None:
    from readtui.commands.printing import complain

    complain(sentence)


def _check_terminal() -> None:
    """Refuse to draw where nobody could see it.

    Raises:
        UsageError: there is no terminal, or one that cannot be drawn on.
    """
    from readtui.commands.refusal import UsageError

    others = "`readtui weeks` and other commands do without (readtui --help)"
    if not (_is_terminal(sys.stdin) and _is_terminal(sys.stderr)):
        raise UsageError(f"the screen needs a terminal; {others}")
    term = os.environ.get("TERM", "")
    if term.strip().lower() in ("", "dumb", "unknown"):
        why = f"TERM is {term}" if term.strip() else "TERM is not set; TERM=xterm suits nearly every terminal"
        raise UsageError(f"the screen cannot be drawn on this terminal: {why}; {others}")


def _is_terminal(stream: object) -> bool:
    return stream is not None and stream.isatty()  # type: ignore[attr-defined]


def _end_at_once(code: int) -> None:
    """End the process, which has said what it had to say: to take its rows and modules apart first takes 5 ms."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.flush()
    os._exit(code)


def _let_go_of_output() -> None:
    """Leave nothing for the interpreter to flush at its end, which would print a traceback."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


if __name__ == "__main__":
    sys.exit(main())
