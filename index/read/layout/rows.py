"""A table's row as lines of text: "cell | cell", blank cells kept blank; cells of paragraphs keep their own lines."""

from __future__ import annotations

from collections.abc import Sequence

ROW_WORDS = 130  # of a row on one line
CELL_WORDS = 45  # of a cell on that line, when its row is longer or it stands alone


def row_lines(cells: Sequence[str]) -> list[str]:
    """The lines of a row whose cells are these, line ends and all; none for a row without a word."""
    texts = [" ".join(cell.split()) for cell in cells]
    sizes = [len(text.split()) for text in texts]
    filled = sum(1 for size in sizes if size)
    if not filled:
        return []
    if sum(sizes) <= (ROW_WORDS if filled > 1 else CELL_WORDS):
        return [_joined(texts)]
    lines: list[str] = []
    short: list[str] = []
    for cell, text, size in zip(cells, texts, sizes, strict=True):
        if size <= CELL_WORDS:
            short += [text] if text else []
            continue
        lines += [*_alone(short), "", cell.strip(), ""]
        short = []
    return [*lines, *_alone(short)]


def _alone(texts: Sequence[str]) -> list[str]:
    return ["", _joined(texts)] if texts else []


def _joined(texts: Sequence[str]) -> str:
    return " ".join(" | ".join(texts).split())
