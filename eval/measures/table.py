"""A table as a value, shown in a terminal by rich and written as Markdown."""

from dataclasses import dataclass

from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

UNDEFINED = "–"


@dataclass(frozen=True)
class Table:
    """Column heads and rows of the same length. Columns from `numbers` on hold figures and stand to the right."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: int = 1

    def markdown(self) -> str:
        """In GitHub's Markdown, its title as a heading above it; a bar or a line end in a cell cannot break it."""
        rule = ["---" if at < self.numbers else "---:" for at in range(len(self.head))]
        rows = ([" ".join(cell.split()).replace("|", "\\|") for cell in row] for row in (self.head, rule, *self.rows))
        return "\n".join([f"## {self.title}", "", *(f"| {' | '.join(row)} |" for row in rows), ""])

    def show(self, console: Console) -> None:
        """Print the table; what it says is data, so no markup in it is followed."""
        grid = Grid(title=self.title, title_justify="left")
        for at, name in enumerate(self.head):
            grid.add_column(Text(name), justify="left" if at < self.numbers else "right")
        for row in self.rows:
            grid.add_row(*(Text(cell) for cell in row))
        console.print(grid)


def figure(value: float | None, sign: bool = False) -> str:
    """A share to three decimals; undefined as a dash."""
    if value is None:
        return UNDEFINED
    return f"{value:+.3f}" if sign else f"{value:.3f}"


def milliseconds(value: float | None) -> str:
    """Whole milliseconds; undefined as a dash."""
    return UNDEFINED if value is None else f"{value:.0f}"
