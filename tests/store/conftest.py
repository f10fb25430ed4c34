"""What the tests of the store stand on: a small site to lay out, and a folder where nobody is root."""

import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest


@pytest.fixture
def lay_out(tmp_path: Path) -> Callable[..., Path]:
    """Makes files, each with a small post in it, below a folder; the folder."""

    def lay_out(*names: str, **texts: bytes) -> Path:
        for name in names:
            file = tmp_path / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(b"---\ntitle: %s\n---\n\nText.\n" % os.fsencode(file.stem))
        for name, text in texts.items():
            (tmp_path / name.replace("_toml", ".toml").replace("_yml", ".yml")).write_bytes(text)
        return tmp_path

    return lay_out


@pytest.fixture
def plain_folder() -> Iterator[Path]:
    """A folder of somebody who is not root, and who the test is while it has it."""
    with tempfile.TemporaryDirectory() as name:
        if os.geteuid() == 0:
            os.chown(name, 12345, 12345)
            os.setegid(12345)
            os.seteuid(12345)
        try:
            yield Path(name)
        finally:
            if os.getuid() == 0:
                os.seteuid(0)
                os.setegid(0)
