"""Refusal: what is said of a command line that cannot be meant; apart from the parser, which takes 10 ms to load."""


class UsageError(Exception):
    """The command line cannot be meant so; its text is one sentence for the reader."""

    exit_code = 2


def bad_value(why: str) -> Exception:
    """What an option's type raises of a value that it does not take: argparse says it of the option."""
    from argparse import ArgumentTypeError

    return ArgumentTypeError(why)
