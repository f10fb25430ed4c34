"""Acts: what the campaigns do to a log while it is killed, cut off, or refused by the disk; and what may come of it.

Each stands on files before it, and makes those after it.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from readtui.model.span import Span, Splice
from readtui.store.changes.edits import Edit
from readtui.store.files.inplace import mend
from readtui.store.files.making import create_bytes
from readtui.store.files.removing import remove_bytes
from readtui.store.files.saving import replace_bytes
from readtui.store.files.tidying import tidy
from readtui.store.folder import LogFolder
from readtui.store.statefolder import StateFolder

LONG = bool(os.environ.get("READTUI_LONG"))


def log_at(home: Path) -> LogFolder:
    """The log of an act, with its history."""
    root = home / "log"
    return LogFolder(root, state=StateFolder.of(root, {"HOME": str(home / "own")}))


@dataclass(frozen=True)
class Act:
    """One act on a log: the folder `log` in a home."""

    name: str
    begin: Callable[[Path], Callable[[], str]]
    """Opens the log in a home; what it gives does the act, and tells what the reader should know beside."""
    before: dict[str, bytes]
    after: dict[str, bytes]
    twins: dict[str, str] = field(default_factory=dict)
    """Second names of files: hard links."""
    prepare: Callable[[Path], object] | None = None
    """What is done once the files are laid out."""
    has_history: bool = False

    def laid(self, home: Path) -> Path:
        """The log as it is before the act, laid out anew in `home`."""
        root = home / "log"
        for path, source in self.before.items():
            file = root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(source)
        for twin, path in self.twins.items():
            (root / twin).hardlink_to(root / path)
        if self.prepare:
            self.prepare(home)
        return root

    def starts_again(self, home: Path) -> None:
        """What the next start does: finish what was torn, by what the history has; and tidy."""
        if self.has_history:
            log_at(home).recover()
            return
        for path in self.before.keys() & self.after.keys():
            mend(str(home / "log"), path, self.before[path], self.after[path])
        tidy(str(home / "log"), [""])

    def standing(self, home: Path) -> str:
        """What stands there: `before`, `after`, or a sentence that says what else."""
        there = files_below(home / "log")
        for name, files in (("before", self.before), ("after", self.after)):
            if there == files | {twin: files[path] for twin, path in self.twins.items()}:
                return name
        return f"neither: { ({path: (len(source), source[:40]) for path, source in there.items()}) }"

    def is_recorded(self, home: Path) -> bool:
        """Whether the history tells of it."""
        return any(record.what == self.name for record in log_at(home).history())


def files_below(root: Path) -> dict[str, bytes]:
    """Every file that a reader of the log's folder sees: those of our own, which are hidden, are not among them."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }


def folders_below(root: Path) -> set[Path]:
    return {Path(), *(path.relative_to(root) for path in root.rglob("*") if path.is_dir())}


def strays_below(root: Path) -> list[str]:
    """Every file of our own that is left."""
    return sorted(path.name for path in root.rglob(".*"))


_OLD, _LONGER, _SHORTER = b"O" * 65_536, b"N" * 70_001, b"n" * 30_000


def _telling_nothing(change: Callable[[str], None]) -> Callable[[Path], Callable[[], str]]:
    return lambda home: lambda: change(str(home / "log")) or ""


def _replacing(name: str, new: bytes, *, is_linked: bool = False) -> Act:
    return Act(
        name,
        _telling_nothing(lambda root: replace_bytes(root, "a.md", _OLD, new)),
        {"a.md": _OLD},
        {"a.md": new},
        {"twin": "a.md"} if is_linked else {},
    )


_JULY = b"+++\ntitle = 'July'\ndate = 2020-07-04\n+++\n\n## [Talk] [On keys](https://keys.example)\n\nGood.\n"
_AUGUST = _JULY.replace(b"July", b"August").replace(b"-07-", b"-08-").replace(b"keys", b"locks")
_BETTER = _JULY.replace(b"Good.", b"Better, " + b"and better, " * 3000 + b"on the whole.")
_FULLER = _AUGUST + b"\n" + _JULY[_JULY.index(b"##") :]
_EMPTIER = _JULY[: _JULY.index(b"##")]


def _changing(what: str, **after: bytes) -> Callable[[Path], Callable[[], str]]:
    def begin(home: Path) -> Callable[[], str]:
        log = log_at(home)
        posts = [log.read(f"{path}.md") for path in after]
        wholes = [Splice(Span(0, len(post.source)), source) for post, source in zip(posts, after.values(), strict=True)]
        edits = [Edit(post, (whole,), None) for post, whole in zip(posts, wholes, strict=True)]
        return lambda: log.change(edits, what).remark

    return begin


def _making(home: Path) -> Callable[[], str]:
    log = log_at(home)
    return lambda: log.create("2020/august.md", _AUGUST, "make").remark


def _deleting(home: Path) -> Callable[[], str]:
    log = log_at(home)
    post = log.read("july.md")
    return lambda: log.delete(post, "delete").remark


def _undoing(home: Path) -> Callable[[], str]:
    log = log_at(home)
    return lambda: log.undo().remark


def _moved(home: Path) -> None:
    """The move that is to be undone, made."""
    for path, source in _TWO.items():
        (home / "log" / path).write_bytes(source)
    _MOVING(home)()


_TWO = {"july.md": _JULY, "august.md": _AUGUST}
_MOVED = {"july.md": _EMPTIER, "august.md": _FULLER}
_MOVING = _changing("move", august=_FULLER, july=_EMPTIER)

STORE_ACTS = (
    _replacing("replace", _LONGER),
    _replacing("replace in place", _LONGER, is_linked=True),
    _replacing("replace in place by less", _SHORTER, is_linked=True),
    Act(
        "create",
        _telling_nothing(lambda root: create_bytes(root, "2024/new/index.md", b"made")),
        {"a.md": b"a"},
        {"a.md": b"a", "2024/new/index.md": b"made"},
    ),
    Act(
        "remove",
        _telling_nothing(lambda root: remove_bytes(root, "a.md", b"gone")),
        {"a.md": b"gone", "b.md": b"b"},
        {"b.md": b"b"},
    ),
)
LOG_ACTS = (
    Act("edit", _changing("edit", july=_BETTER), _TWO, _TWO | {"july.md": _BETTER}, has_history=True),
    Act(
        "edit in place",
        _changing("edit in place", july=_BETTER),
        _TWO,
        _TWO | {"july.md": _BETTER},
        {"twin": "july.md"},
        has_history=True,
    ),
    Act("move", _MOVING, _TWO, _MOVED, has_history=True),
    Act("make", _making, {"july.md": _JULY}, {"july.md": _JULY, "2020/august.md": _AUGUST}, has_history=True),
    Act("delete", _deleting, _TWO, {"august.md": _AUGUST}, has_history=True),
    Act("undid: move", _undoing, _MOVED, _TWO, prepare=_moved, has_history=True),
)
ACTS = {act.name: act for act in STORE_ACTS + LOG_ACTS}
