"""Offering: unsaved text that sessions left which ended unasked, as it is shown to be restored."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple, Self

from readtui.model.unsaved import UnsavedText
from readtui.store.faults import Fault
from readtui.store.folder import LogFolder
from readtui.store.statefolder import StateFolder
from readtui.store.unsaved.leftover import Leftover, leftover, running


class Offer(NamedTuple):
    """A text that was left."""

    leftover: Leftover
    sentence: str
    """What it is, on one printable line."""


class Found(NamedTuple):
    """What other sessions have of unsaved text."""

    offers: tuple[Offer, ...]
    """Of those that ended, the latest first."""
    elsewhere: str
    """What is told of those that still run; empty where there is nothing."""

    @classmethod
    def of(cls, state: StateFolder, today: date) -> Self:
        """What is found in the state folder of a log."""
        offers = (Offer(left, left.sentence(today)) for left in leftover(state))
        return cls(tuple(offers), _of_others(running(state)))


class Parted(NamedTuple):
    """A text that was left, beside its file as that is now."""

    old: bytes
    """What stands in the file in its place."""
    new: bytes
    """What was typed."""
    told: str
    """What became of the place."""

    @classmethod
    def of(cls, folder: LogFolder, text: UnsavedText) -> Self:
        """The text beside the file of its post."""
        try:
            post = folder.read(text.path)
        except Fault:
            return cls(b"", text.whole, "its file is not there now, or cannot be read")
        place = text.place_in(post)
        if place is None:
            return cls(text.base, text.typed, "others changed this entry so that it is not found: a save asks")
        now = post.span_of(place or None).of(post.source)
        return cls(now, text.typed, "" if now == text.base else "others changed it since: a save merges, or asks")


def _of_others(texts: Sequence[Leftover]) -> str:
    """`Another readtui (on pts/3) holds unsaved text of 2020-07-11.md`."""
    if not texts:
        return ""
    owner = texts[0].owner
    where = f" (on {owner.tty.removeprefix('/dev/')})" if owner and owner.tty else f" ({owner.pid})" if owner else ""
    more = f", and {len(texts) - 1} more" if len(texts) > 1 else ""
    return f"Another readtui{where} holds unsaved text of {texts[0].text.path}{more}: it is left alone"
