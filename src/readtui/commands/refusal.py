"""UsageError: a command line that cannot be meant; apart from the parser, which takes 10 ms to load."""


class UsageError(Exception):
    """The command line cannot be meant so; its text is one sentence for the reader."""

    exit_code = 2
