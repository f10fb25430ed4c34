"""Disk: a model of one that keeps, after a power cut, what was synced to it, and of the rest whatever it likes.

The strictest that the standards allow: a file's bytes are there for certain after `fsync` of the file, a name after
`fsync` of the folder; before that each block and each name may be there or not, in any order. Calls are read from what
strace wrote down (`-xx`), so that what is replayed is what the program really did.
"""

import os
import random
import re
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

CALLS = (
    "open,openat,creat,close,dup,dup2,dup3,fcntl,lseek,read,pread64,write,pwrite64,writev,pwritev,ftruncate,truncate,"
    "fallocate,fsync,fdatasync,sync,syncfs,rename,renameat,renameat2,link,linkat,symlink,symlinkat,unlink,unlinkat,"
    "mkdir,mkdirat,rmdir,chmod,fchmod,fchmodat,copy_file_range,sendfile,getppid"
)
"""What is to be traced: all that changes a file, or tells which file and which place in it is meant."""

_LINE = re.compile(r"(\w+)\((.*)\)\s+= (-?\d+|\?)")
_BLOCK = 512
_PAGE = 4096


@dataclass
class File:
    """A file or a folder: as programs see it, and what of it has come to the disk."""

    is_folder: bool
    mode: int
    data: bytearray = field(default_factory=bytearray)
    names: dict[str, "File"] = field(default_factory=dict)
    kept_mode: int = 0
    kept_data: bytes = b""
    kept_names: dict[str, "File"] = field(default_factory=dict)
    waiting: list[tuple[Any, ...]] = field(default_factory=list)
    """What was done since it was synced: writes in a file, changes of names in a folder."""

    def sync(self, *, is_whole: bool = True) -> None:
        self.kept_data, self.kept_names, self.waiting = bytes(self.data), dict(self.names), []
        if is_whole:
            self.kept_mode = self.mode

    def write(self, at: int, source: bytes) -> None:
        self.waiting.append((at, source))
        _put(self.data, at, source)

    def resize(self, length: int) -> None:
        if length < len(self.data):  # systems clear the rest of its last page, and may write that and not the length
            self.waiting.append((length, bytes(min(len(self.data), length + -length % _PAGE) - length)))
        self.waiting.append((length,))
        _resize(self.data, length)

    def rename(self, changes: dict[str, "File | None"]) -> None:
        """Change what names stand for, in one step."""
        self.waiting.append((changes,))
        _rename(self.names, changes)

    def after_a_cut(self, chances: "Chances", found: "dict[int, File] | None" = None) -> "File":
        """What is found when the power is back."""
        found = {} if found is None else found
        if id(self) in found:  # by another name
            return found[id(self)]
        mine = found[id(self)] = File(self.is_folder, self.mode if chances.is_kept() else self.kept_mode)
        if self.is_folder:
            names = dict(self.kept_names)
            for change in chances.of(self.waiting):
                _rename(names, change[0])
            mine.names = {name: file.after_a_cut(chances, found) for name, file in names.items()}
        else:
            mine.data = bytearray(self.kept_data)
            for change in chances.of(list(_in_blocks(self.waiting))):
                _resize(mine.data, *change) if len(change) == 1 else _put(mine.data, *change)
        return mine

    def lay_out(self, where: Path, there: dict[int, Path] | None = None) -> None:
        """Make it real."""
        there = {} if there is None else there
        if self.is_folder:
            where.mkdir()
            for name, file in self.names.items():
                file.lay_out(where / name, there)
        elif id(self) in there:
            where.hardlink_to(there[id(self)])
        else:
            there[id(self)] = where
            where.write_bytes(self.data)
        where.chmod(self.mode)


class Chances:
    """What becomes of all that was not synced."""

    def __init__(self, kind: str, seed: int = 0) -> None:
        """`none` of it comes to the disk, `all`, each folder's and file's `first` changes, or `some`."""
        self.kind = kind
        self.seed = seed
        self._random = random.Random(seed)

    def __repr__(self) -> str:
        return f"Chances({self.kind!r}, {self.seed})"

    def is_kept(self) -> bool:
        return self.kind == "all" or (self.kind != "none" and self._random.random() < 0.5)

    def of(self, changes: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
        if self.kind == "first":
            return changes[: self._random.randint(0, len(changes))]
        return [change for change in changes if self.is_kept()]


def _in_blocks(changes: list[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    for change in changes:
        if len(change) == 1:
            yield change
            continue
        at, source = change
        while source:
            length = _BLOCK - at % _BLOCK
            yield at, source[:length]
            at, source = at + length, source[length:]


def _put(data: bytearray, at: int, source: bytes) -> None:
    if len(data) < at:
        data.extend(bytes(at - len(data)))
    data[at : at + len(source)] = source


def _resize(data: bytearray, length: int) -> None:
    del data[length:]
    data.extend(bytes(length - len(data)))


def _rename(names: dict[str, File], changes: dict[str, File | None]) -> None:
    for name, file in changes.items():
        if file is None:
            names.pop(name, None)
        else:
            names[name] = file


def disk_at(where: Path, seen: dict[int, File] | None = None) -> File:
    """A disk on which all that lies there is kept."""
    seen = {} if seen is None else seen
    status = where.lstat()
    if status.st_ino in seen:
        return seen[status.st_ino]
    file = seen[status.st_ino] = File(where.is_dir(), stat.S_IMODE(status.st_mode))
    if file.is_folder:
        file.names = {each.name: disk_at(each, seen) for each in where.iterdir()}
    else:
        file.data = bytearray(where.read_bytes())
    file.sync()
    return file


@dataclass
class _Open:
    file: File
    place: int = 0
    is_appending: bool = False


class Replay:
    """A disk below a folder, and what a program does to it, call by call."""

    def __init__(self, where: Path) -> None:
        self.where = where
        self.disk = disk_at(where)
        self._open: dict[int, _Open] = {}

    def does(self, line: str) -> bool:
        """Do what a line of strace's tells; whether it may have changed the disk."""
        match = _LINE.match(line)
        if match is None or match[3] == "?" or int(match[3]) < 0:
            return False
        name, arguments, result = match[1], match[2].split(", "), int(match[3])
        doing: Callable[[list[str], int], bool] | None = getattr(self, f"_do_{name}", None)
        assert doing is not None, f"the model does not know {line[:200]}"
        return doing(arguments, result)

    # Which file is meant

    def _at(self, folder: str, path: str) -> tuple[File, str] | None:
        """The folder that holds a path, and the name there; None where that is not below ours."""
        where = _text(path)
        if not where.startswith("/"):
            if folder == "AT_FDCWD" or int(folder) not in self._open:
                return None
            assert "/" not in where, where
            return self._open[int(folder)].file, where
        if not where.startswith(f"{self.where}/"):
            return None
        *folders, name = where.removeprefix(f"{self.where}/").split("/")
        holder = self.disk
        for each in folders:
            if each not in holder.names:
                return None
            holder = holder.names[each]
        return holder, name

    def _opened(self, argument: str) -> _Open | None:
        return self._open.get(int(argument))

    # What is done

    def _do_openat(self, arguments: list[str], result: int) -> bool:
        folder, path, flags, *mode = arguments
        self._open.pop(result, None)
        if _text(path) == str(self.where):
            self._open[result] = _Open(self.disk)
            return False
        place = self._at(folder, path)
        if place is None:
            return False
        holder, name = place
        has_changed = False
        if name not in holder.names:
            assert "O_CREAT" in flags, path
            holder.rename({name: File(is_folder=False, mode=int(mode[0], 8) & ~0o022)})
            has_changed = True
        file = holder.names[name]
        if "O_TRUNC" in flags and file.data:
            file.resize(0)
            has_changed = True
        self._open[result] = _Open(file, 0, "O_APPEND" in flags)
        return has_changed

    def _do_open(self, arguments: list[str], result: int) -> bool:
        return self._do_openat(["AT_FDCWD", *arguments], result)

    def _do_close(self, arguments: list[str], _: int) -> bool:
        self._open.pop(int(arguments[0]), None)
        return False

    def _do_dup(self, arguments: list[str], result: int) -> bool:
        there = self._opened(arguments[0])
        if there:
            self._open[result] = there
        return False

    _do_dup2 = _do_dup3 = _do_dup

    def _do_fcntl(self, arguments: list[str], result: int) -> bool:
        return self._do_dup(arguments, result) if arguments[1].startswith("F_DUPFD") else False

    def _do_lseek(self, arguments: list[str], result: int) -> bool:
        there = self._opened(arguments[0])
        if there:
            there.place = result
        return False

    def _do_read(self, arguments: list[str], result: int) -> bool:
        there = self._opened(arguments[0])
        if there:
            assert bytes(there.file.data[there.place : there.place + result]) == _bytes(arguments[1]), "the model errs"
            there.place += result
        return False

    def _do_pread64(self, *_: object) -> bool:
        return False

    def _do_write(self, arguments: list[str], result: int) -> bool:
        there = self._opened(arguments[0])
        if there is None:
            return False
        if there.is_appending:
            there.place = len(there.file.data)
        there.file.write(there.place, _bytes(arguments[1])[:result])
        there.place += result
        return True

    def _do_pwrite64(self, arguments: list[str], result: int) -> bool:
        there = self._opened(arguments[0])
        if there is None:
            return False
        there.file.write(int(arguments[3]), _bytes(arguments[1])[:result])
        return True

    def _do_ftruncate(self, arguments: list[str], _: int) -> bool:
        there = self._opened(arguments[0])
        if there is None:
            return False
        there.file.resize(int(arguments[1]))
        return True

    def _do_fallocate(self, arguments: list[str], _: int) -> bool:
        there = self._opened(arguments[0])
        if there is None:
            return False
        assert arguments[1] == "0", arguments
        there.file.resize(max(len(there.file.data), int(arguments[2]) + int(arguments[3])))
        return True

    def _do_fsync(self, arguments: list[str], _: int) -> bool:
        there = self._opened(arguments[0])
        if there is None:
            return False
        there.file.sync()
        return True

    def _do_fdatasync(self, arguments: list[str], _: int) -> bool:
        there = self._opened(arguments[0])
        if there is None:
            return False
        there.file.sync(is_whole=False)
        return True

    def _do_fchmod(self, arguments: list[str], _: int) -> bool:
        there = self._opened(arguments[0])
        if there:
            there.file.mode = int(arguments[1], 8)
        return False

    def _do_mkdirat(self, arguments: list[str], _: int) -> bool:
        place = self._at(*arguments[:2])
        if place is None:
            return False
        holder, name = place
        holder.rename({name: File(is_folder=True, mode=int(arguments[2], 8) & ~0o022)})
        return True

    def _do_mkdir(self, arguments: list[str], result: int) -> bool:
        return self._do_mkdirat(["AT_FDCWD", *arguments], result)

    def _do_chmod(self, arguments: list[str], _: int) -> bool:
        place = self._at("AT_FDCWD", arguments[0])
        if place:
            place[0].names[place[1]].mode = int(arguments[1], 8)
        return False

    def _do_unlinkat(self, arguments: list[str], _: int) -> bool:
        place = self._at(*arguments[:2])
        if place is None:
            return False
        place[0].rename({place[1]: None})
        return True

    def _do_unlink(self, arguments: list[str], result: int) -> bool:
        return self._do_unlinkat(["AT_FDCWD", *arguments], result)

    _do_rmdir = _do_unlink

    def _do_renameat2(self, arguments: list[str], _: int) -> bool:
        from_folder, old, to_folder, new, flags = arguments
        one, other = self._at(from_folder, old), self._at(to_folder, new)
        if one is None and other is None:
            return False
        assert one
        assert other
        assert one[0] is other[0], "a rename between folders"
        names = one[0].names
        is_exchange = flags == "RENAME_EXCHANGE"
        one[0].rename({one[1]: names[other[1]] if is_exchange else None, other[1]: names[one[1]]})
        return True

    def _do_renameat(self, arguments: list[str], result: int) -> bool:
        return self._do_renameat2([*arguments, "0"], result)

    def _do_rename(self, arguments: list[str], result: int) -> bool:
        return self._do_renameat2(["AT_FDCWD", arguments[0], "AT_FDCWD", arguments[1], "0"], result)

    def _do_linkat(self, arguments: list[str], _: int) -> bool:
        one, other = self._at(*arguments[:2]), self._at(*arguments[2:4])
        if one is None or other is None:
            return False
        other[0].rename({other[1]: one[0].names[one[1]]})
        return True

    def _do_getppid(self, *_: object) -> bool:
        return False


def _bytes(argument: str) -> bytes:
    assert argument.startswith('"'), argument
    assert argument.endswith('"'), "strace cut it"
    return bytes.fromhex(argument[1:-1].replace("\\x", ""))


def _text(argument: str) -> str:
    return os.fsdecode(_bytes(argument))
