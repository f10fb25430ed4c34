"""Text fitted to a number of cells: padded where it is short, cut with a mark where it is long."""

from readtui.tui.drawing.runs import cells, chopping


def fitted(text: str, width: int, mark: str) -> str:
    """`text` on exactly `width` cells; where it is cut, it ends with `mark`, which is one cell wide."""
    used = cells(text)
    if used <= width:
        return text + " " * (width - used)
    if width < 1:
        return ""
    head = chopping(text, width - 1)[0] if width > 1 else ""
    return head + mark + " " * (width - 1 - cells(head))
