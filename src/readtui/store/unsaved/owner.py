"""Owner: the running program that something in the state folder belongs to, as others are told of it."""

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Owner:
    """A program that runs, or ran."""

    pid: int
    host: str
    boot: str
    """Which start of the machine; empty where the system does not tell."""
    started: str
    """When the program was started, as the system counts; empty where it does not tell."""
    tty: str
    """Its terminal; empty where it has none."""
    is_locking: bool
    """Whether it holds a lock, which tells for sure that it runs; there are network drives without."""

    @classmethod
    def here(cls, *, is_locking: bool) -> "Owner":
        """The program that asks."""
        return cls(os.getpid(), _host(), _boot(), _started(os.getpid()), _terminal(), is_locking)

    @classmethod
    def told(cls, told: object) -> "Owner | None":
        """The one that `told` tells of, as read from JSON; None where it tells of none."""
        with suppress(TypeError):
            owner = cls(**told) if isinstance(told, dict) else None
            if owner is not None and isinstance(owner.pid, int) and owner.pid > 0:
                return owner
        return None

    @property
    def is_this_program(self) -> bool:
        """Whether it is the program that asks."""
        return (self.pid, self.host, self.boot) == (os.getpid(), _host(), _boot())

    @property
    def seems_alive(self) -> bool:
        """Whether its process is there: all that can be known of one that holds no lock."""
        if (self.host, self.boot) != (_host(), _boot()):
            return False
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return False
        except OSError:  # it is somebody else's
            pass
        return _started(self.pid) == self.started  # a number is given away again


def _host() -> str:
    return os.uname().nodename if hasattr(os, "uname") else ""


def _boot() -> str:
    with suppress(OSError):
        return Path("/proc/sys/kernel/random/boot_id").read_bytes().decode().strip()
    return ""


def _started(pid: int) -> str:
    with suppress(OSError, IndexError):
        status = Path(f"/proc/{pid}/stat").read_bytes()
        return status.rpartition(b")")[2].split()[19].decode()  # the name before it may hold anything
    return ""


def _terminal() -> str:
    for file in (0, 2, 1):
        with suppress(OSError, AttributeError):
            return os.ttyname(file)
    return ""
