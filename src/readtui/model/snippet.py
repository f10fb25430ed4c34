"""Snippet: some of a text, and the places in it."""

from typing import NamedTuple


class Place(NamedTuple):  # a command that searches has these, and dataclasses take 10 ms to be loaded
    """A half-open range of characters in a text."""

    start: int
    """The first, counted from 0."""
    end: int
    """The one after the last."""


class Snippet(NamedTuple):
    """Some of the text that a hit is in."""

    text: str
    marks: tuple[Place, ...] = ()
    """Where in it the words are that were looked for."""
