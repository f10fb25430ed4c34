"""Problem: what is wrong with a file or an entry, as a value."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, where, and what can be done."""

    code: str
    """Stable and for programs: `not-utf8`, `front-matter-invalid`."""
    line: int | None
    """Counted from 1 over the whole file; None where no line is meant."""
    message: str
    """One sentence for the reader."""
    forbids_editing: bool = False
    """Whether the post can be read but not be edited safely."""

    @property
    def text(self) -> str:
        """The sentence, with its line where it does not name that itself."""
        if self.line is None or self.message.startswith(f"line {self.line} "):
            return self.message
        return f"line {self.line}: {self.message}"
