"""A post that a kill tore while it was written in place is finished; what anybody else wrote is not touched."""

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readtui.store.faults import Unwritable
from readtui.store.files.inplace import is_torn, mend

EXAMPLES = 20_000 if os.environ.get("READTUI_LONG") else 500
OLD, NEW = b"old " * 1000, b"NEW!" * 1500

sources = st.binary(max_size=2000) | st.sampled_from([b"", OLD, NEW, OLD[:700], NEW[:1300]])


def overwriting(old: bytes, new: bytes, written: int, reserved: int) -> bytes:
    """What a file holds when a kill came after so many bytes, with room made for so many."""
    return new[:written] + old.ljust(reserved, b"\0")[written:]


@given(sources, sources, st.data())
@settings(max_examples=EXAMPLES, deadline=None)
def test_whatever_a_kill_leaves_is_known_for_torn(old: bytes, new: bytes, data: st.DataObject) -> None:
    written = data.draw(st.integers(0, len(new)))
    reserved = len(new) if data.draw(st.booleans()) else len(old)
    now = overwriting(old, new, written, reserved)
    assert is_torn(now, old, new) or now in (old, new)
    # And the power cut that follows may lose any block of it.
    blocks = [
        data.draw(st.sampled_from([now, old.ljust(len(now), b"\0")]))[at : at + 512] for at in range(0, len(now), 512)
    ]
    now = b"".join(blocks)[: len(now)]
    assert is_torn(now, old, new) or now in (old, new)


@given(st.binary(min_size=1, max_size=2000), st.binary(min_size=1, max_size=2000), st.data())
@settings(max_examples=EXAMPLES, deadline=None)
def test_what_has_a_byte_of_somebody_else_is_theirs(old: bytes, new: bytes, data: st.DataObject) -> None:
    now = bytearray(overwriting(old, new, data.draw(st.integers(0, len(new))), len(old)))
    at = data.draw(st.integers(0, len(now) - 1))
    known = {each[at] for each in (old, new) if at < len(each)} | {0}
    now[at] = data.draw(st.sampled_from(sorted(set(range(256)) - known)))
    assert not is_torn(bytes(now), old, new)


@pytest.fixture
def post(tmp_path: Path) -> Path:
    file = tmp_path / "a.md"
    file.write_bytes(overwriting(OLD, NEW, 2222, len(NEW)))
    (tmp_path / "twin").hardlink_to(file)
    return file


def test_torn_post_is_finished(post: Path) -> None:
    assert mend(str(post.parent), "a.md", OLD, NEW)
    assert post.read_bytes() == NEW
    assert (post.parent / "twin").samefile(post)


@pytest.mark.parametrize("theirs", [OLD, NEW, b"", b"theirs", NEW[:2222] + b"x" + OLD[2223:], NEW + b"more"])
def test_what_is_not_torn_stays(post: Path, theirs: bytes) -> None:
    post.write_bytes(theirs)
    assert not mend(str(post.parent), "a.md", OLD, NEW)
    assert post.read_bytes() == theirs


def test_post_that_is_gone_stays_so(post: Path) -> None:
    post.unlink()
    assert not mend(str(post.parent), "a.md", OLD, NEW)
    post.symlink_to("/etc/hostname")
    assert not mend(str(post.parent), "a.md", OLD, NEW)


def test_torn_post_that_cannot_be_written_is_said_to_be(post: Path) -> None:
    post.chmod(0o444)
    with pytest.raises(Unwritable, match="read-only"):
        mend(str(post.parent), "a.md", OLD, NEW)
