"""SqliteFile: what holds for each file of ours that SQLite reads and writes."""

BESIDE = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a file. Left where they are, they would be put into the next file of that name."""


class SqliteTrouble(Exception):  # noqa: N818 - it is a reason, and no fault of its own
    """A file cannot be used; `str` says why, as the end of a sentence."""

    def __init__(self, why: str, *, is_broken: bool = False) -> None:
        super().__init__(why)
        self.is_broken = is_broken
        """Whether it is damaged or not ours, and will never be better."""
