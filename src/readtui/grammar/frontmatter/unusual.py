"""Unusual: why a field is not set here, and a block not read, in a sentence for the reader."""


class Unusual(ValueError):  # noqa: N818 - a claim about the block, as in the sentence it makes
    """A field cannot be set safely here; nothing was changed."""

    @classmethod
    def because(cls, reason: str) -> "Unusual":
        """The refusal of front matter that holds something we do not edit: `an anchor`, `a block scalar`."""
        return cls(f"this front matter is unusual ({reason}); edit it as text")


class Unreadable(ValueError):  # noqa: N818 - likewise
    """The block is not what its fences say."""

    def __init__(self, reason: str, line: int | None = None) -> None:
        super().__init__(reason)
        self.line = line
        """Counted from 1 over the block's inside; None where no line is known."""
