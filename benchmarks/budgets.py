"""Figure: what was measured beside what is allowed."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured beside what is allowed."""

    measure: str
    value: float | None
    """None where the program has nothing yet that could be measured."""
    budget: float | None
    """None where it is printed alone."""
    unit: str
    remark: str = ""

    @property
    def verdict(self) -> str:
        """Whether the figure is held by its budget, or `printed` where it has none."""
        if self.value is None:
            return "not measured"
        if self.budget is None:
            return "printed"
        return "held" if self.value <= self.budget else "OVER"

    @property
    def row(self) -> str:
        """The figure as a row of the table."""
        numbers = f"{number(self.value):>9}{number(self.budget):>9} {self.unit:<12}"
        return f"{self.measure:<74}{numbers}{self.verdict:<14}{self.remark}".rstrip()


HEADER = f"{'measure':<74}{'measured':>9}{'budget':>9} {'unit':<12}status"


def number(value: float | str | None) -> str:
    """A number as a table shows it: `-` where there is none, and a word as it is."""
    if value is None or isinstance(value, str):
        return value or "-"
    return f"{value:,.0f}" if value >= 100 or value == int(value) else f"{value:.2f}" if value < 10 else f"{value:.1f}"
