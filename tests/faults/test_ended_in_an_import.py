"""Told to end while a module is being loaded, which what was typed needs too: that is kept all the same."""

import subprocess
import sys
from pathlib import Path

from pseudo_terminal import private_environment
from unsaved_on_disk import offered_at

_HALFWAY = """\
import os, signal
os.kill(os.getpid(), signal.SIGTERM)
WORDS = "typed meanwhile"
"""

_PROGRAM = """\
import asyncio, os, sys
from pathlib import Path

from readtui.model.unsaved import UnsavedText
from readtui.store.folder import LogFolder
from readtui.store.statefolder import StateFolder
from readtui.store.unsaved.journal import Journal
from readtui.tui.ending import Ending

root = Path(sys.argv[1])
state = StateFolder.of(root, os.environ)
journal = Journal(state)
text = UnsavedText.over(LogFolder(root, state=state).open("read.md"), None)

def made():
    from halfway import WORDS
    return text.retyped(text.source + WORDS.encode())

async def ended(ending):
    told = asyncio.get_running_loop().create_future()
    ending.begin(asyncio.get_running_loop(), told.set_result, lambda: None)
    journal.put(made)
    import halfway
    await told

with Ending(journal, state, is_kept=True) as ending:
    asyncio.run(ended(ending))
sys.exit(ending.code)
"""


def test_a_signal_in_the_middle_of_an_import_loses_nothing(tmp_path: Path) -> None:
    log, home = tmp_path / "log", tmp_path / "home"
    log.mkdir()
    (log / "read.md").write_bytes(b"+++\ntitle = 'Read'\n+++\n\n")
    (tmp_path / "halfway.py").write_text(_HALFWAY)
    (tmp_path / "program.py").write_text(_PROGRAM)
    done = subprocess.run(
        [sys.executable, tmp_path / "program.py", log],
        env=private_environment(home),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (128 + 15, "")
    assert any(b"typed meanwhile" in text for text in offered_at(log, home))
