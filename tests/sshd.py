"""Sshd: a real OpenSSH server on the loopback, with throw-away keys and a config of its own, and logins to it.

    with Sshd(tmp_path / "sshd") as server:
        with Terminal(server.login(["readtui", str(log)], home=home), home=home) as terminal:
            terminal.wait_for("July 5 - July 11")

Nothing of the machine's own server or of its users' settings is read or written.
"""

import contextlib
import os
import pwd
import shlex
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from pathlib import Path
from typing import Self

from pseudo_terminal import private_environment

SSHD = shutil.which("sshd", path=os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/sbin", "/usr/local/sbin"]))
"""The server's program; None where it is not installed. It has to be called by its whole name."""

_PATIENCE = 15.0
_LOOK = 0.01  # seconds between two looks
_ATTEMPTS = 5  # at a port that nobody else takes meanwhile
_PRIVILEGE_SEPARATION = Path("/run/sshd")  # root's server wants it; a service would have made it

_CARRIED = ("HOME", "LANG", "COLORTERM", "PYTHONPATH")
"""What the far end is told of the environment here; the last leads to the program, where that is not installed."""

_SERVER = """\
ListenAddress 127.0.0.1
HostKey {folder}/host_key
AuthorizedKeysFile {folder}/user_key.pub
PidFile none
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
MaxStartups 100
PrintMotd no
PrintLastLog no
X11Forwarding no
"""
_CLIENT = """\
Host far
    HostName 127.0.0.1
    User {user}
    IdentityFile {folder}/user_key
    IdentitiesOnly yes
    HostKeyAlias far
    UserKnownHostsFile {folder}/known_hosts
    GlobalKnownHostsFile none
    StrictHostKeyChecking yes
    BatchMode yes
    EscapeChar none
    LogLevel ERROR
"""


class Begun(Enum):
    """How a program is begun at the far end, and what then hears of a line that is gone."""

    ALONE = "exec {program}"
    """It is all there is: the system itself tells it."""
    BY_SHELL = "trap : HUP; {program}; echo $? >{ended}"
    """A shell waits for it: the system tells the shell, which does not tell on."""
    UNTOLD = "trap '' HUP; {program}; echo $? >{ended}"
    """As by `nohup`: nobody hears of it."""


class Sshd:
    """An OpenSSH server of the tests' own, and how to log in to it."""

    def __init__(self, folder: Path) -> None:
        """Make keys and settings in `folder`, which is made, and start the server."""
        folder.mkdir(mode=0o700, parents=True)
        self._folder = folder
        for name in ("host_key", "user_key"):
            subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)], check=True)
        (folder / "known_hosts").write_text("far " + (folder / "host_key.pub").read_text())
        (folder / "client").write_text(_CLIENT.format(folder=folder, user=pwd.getpwuid(os.getuid()).pw_name))
        self._settle()
        self.port = 0
        self._server = self._start()

    def login(
        self,
        argv: Sequence[str],
        *,
        home: Path,
        env: Mapping[str, str] | None = None,
        port: int | None = None,
        begun: Begun = Begun.ALONE,
    ) -> list[str]:
        """The words that run a program at the far end, on a terminal there; `home` stands for all folders of the user.

        `port` is one that leads to the server, where it is not to be reached directly.
        """
        ours = private_environment(home)
        far = {name: ours[name] for name in ours if name.startswith("XDG_") or name in _CARRIED}
        program = shlex.join(["env", *(f"{name}={value}" for name, value in (far | dict(env or {})).items()), *argv])
        told = f"echo $$ $PPID >{shlex.quote(str(home / 'begun'))}"
        words = begun.value.format(program=program, ended=shlex.quote(str(home / "ended")))
        command = f"exec /bin/sh -c {shlex.quote(f'{told}; {words}')}"  # a user's own shell may be of any sort
        settings = ["-F", str(self._folder / "client"), "-p", str(port or self.port)]
        return ["ssh", "-tt", *settings, "far", command]

    def close(self) -> None:
        """End the server; who is logged in stays so."""
        self._server.terminate()
        self._server.wait(_PATIENCE)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _settle(self) -> None:
        """Write the server's settings."""
        settings = self._folder / "server"
        # Servers from 9.8 on lock out for a while who breaks off as often as these tests do; older know no such word.
        for more in ("PerSourcePenalties no\n", ""):
            settings.write_text(_SERVER.format(folder=self._folder) + more)
            if os.getuid() == 0:
                _PRIVILEGE_SEPARATION.mkdir(mode=0o755, exist_ok=True)
            tried = subprocess.run([str(SSHD), "-t", "-f", str(settings)], capture_output=True, check=False)
            if tried.returncode == 0:
                return
        raise AssertionError(f"sshd refuses its settings: {tried.stderr.decode()}")

    def _start(self) -> subprocess.Popen[bytes]:
        for _ in range(_ATTEMPTS):
            with socket.create_server(("127.0.0.1", 0)) as free:
                self.port = free.getsockname()[1]
            log = self._folder / "log"
            settings = ["-f", str(self._folder / "server"), "-p", str(self.port), "-E", str(log)]
            server = subprocess.Popen([str(SSHD), "-D", *settings], stdin=subprocess.DEVNULL)
            end = time.monotonic() + _PATIENCE
            while server.poll() is None and time.monotonic() < end:
                if log.exists() and b"Server listening" in log.read_bytes():
                    return server
                time.sleep(_LOOK)
            server.kill()
            server.wait()
        raise AssertionError(f"sshd does not start: {log.read_text()}")


class FarEnd:
    """The far end of a login: the processes there, known by what `login` wrote down in `home`."""

    def __init__(self, home: Path) -> None:
        words = (home / "begun").read_text().split()
        self.group, self.server = int(words[0]), int(words[1])
        """The processes of the program, and the server's process for this login."""
        self._ended = home / "ended"

    @property
    def is_alive(self) -> bool:
        """Whether any process of the program is left; one that only waits for init to take note of its end is not."""
        try:
            os.killpg(self.group, 0)
        except ProcessLookupError:
            return False
        states = list(_states())
        return not states or any(fields[0] != "Z" and int(fields[2]) == self.group for fields in states)

    def cpu(self) -> float:
        """Seconds of all cores that its processes took till now; Linux tells."""
        words = [fields for fields in _states() if int(fields[2]) == self.group]
        return sum(int(fields[11]) + int(fields[12]) for fields in words) / os.sysconf("SC_CLK_TCK")

    def wait_for_end(self, timeout: float) -> float:
        """Wait until no process of the program is left; how many seconds that took.

        Raises:
            AssertionError: one is left after `timeout` seconds.
        """
        begun = time.monotonic()
        while self.is_alive:
            assert time.monotonic() - begun < timeout, f"processes of group {self.group} are left over"
            time.sleep(_LOOK)
        return time.monotonic() - begun

    def exit_status(self) -> int | None:
        """The program's exit status; None where no shell was there to see it."""
        return int(self._ended.read_text()) if self._ended.exists() else None

    def end(self) -> None:
        """End what is left of it."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.group, signal.SIGKILL)


def _states() -> Iterator[list[str]]:
    """What Linux tells of each process, from its state on."""
    for file in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):  # it ended meanwhile
            yield file.read_text().rpartition(")")[2].split()
