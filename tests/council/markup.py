"""The small markup that the council's papers are written in, and its parser.

A paper is `key: value` lines, a line `---`, and a body in which every line is one block:

    ## Heading            ### Sub-heading        - bullet             12. or 3.4 or iv) or (b) numbered paragraph
    @page                 @landscape             @portrait            @centre TEXT        @right TEXT
    @picture bar|line; 3, 5.5, 4; CAPTION        a chart whose figures stand in the picture alone
    @lines … @end         lines kept as they are
    @table 60 120 40; flat … @end                cells apart by ` | `, a cell `^` merged with the one above it;
                                                 after the column widths (points), how the text pack prints it

`**words**` are bold. Anything else is a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

BlockKind = Literal[
    "heading",
    "subheading",
    "bullet",
    "numbered",
    "paragraph",
    "page",
    "landscape",
    "portrait",
    "centre",
    "right",
    "picture",
    "lines",
    "table",
]
_LABEL = re.compile(r"(\d+(?:\.\d+)*\.?|\([a-z0-9]{1,4}\)|[ivx]{1,5}[.)]|[a-z]\))\s+(?=\S)")
_MARKS: tuple[tuple[str, BlockKind], ...] = (("## ", "heading"), ("### ", "subheading"), ("- ", "bullet"))


@dataclass(frozen=True)
class Block:
    """One block. `label` is a paragraph's number as printed, a picture's kind, or how a text pack prints a table."""

    kind: BlockKind
    text: str = ""
    label: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    widths: tuple[float, ...] = ()


@dataclass(frozen=True)
class Paper:
    """One paper: its front matter (kind, title, item, author, parent, header, footer, capitals …) and its blocks."""

    name: str
    front: dict[str, str]
    blocks: tuple[Block, ...]

    @property
    def title(self) -> str:
        """The title as the agenda prints it."""
        return self.front["title"]

    @property
    def kind(self) -> str:
        """guidance, minutes, report, appendix, agenda or notice."""
        return self.front["kind"]


def read_paper(path: Path) -> Paper:
    """The paper in a source file. Raises `ValueError` naming the file when its front matter or a table is broken."""
    head, rule, body = path.read_text(encoding="utf-8").partition("\n---\n")
    if not rule:
        raise ValueError(f"{path}: no line '---' after the front matter")
    front = dict(_pair(line, path) for line in head.splitlines() if line.strip())
    return Paper(path.stem, front, tuple(_blocks(body.splitlines(), path)))


def _pair(line: str, path: Path) -> tuple[str, str]:
    key, colon, value = line.partition(":")
    if not colon:
        raise ValueError(f"{path}: front matter line without a colon: {line!r}")
    return key.strip(), value.strip()


def _blocks(lines: list[str], path: Path) -> Iterator[Block]:
    rest = iter(lines)
    for line in rest:
        if not line.strip():
            continue
        if line.startswith(("@table", "@lines")):
            inner = []
            for kept in rest:
                if kept.strip() == "@end":
                    break
                inner.append(kept)
            else:
                raise ValueError(f"{path}: {line!r} has no @end")
            yield _table(line, inner, path) if line.startswith("@table") else Block("lines", "\n".join(inner))
        elif line.startswith("@"):
            yield _directive(line, path)
        else:
            yield _plain(line)


def _plain(line: str) -> Block:
    for mark, kind in _MARKS:
        if line.startswith(mark):
            return Block(kind, line[len(mark) :])
    label = _LABEL.match(line)
    if label:
        return Block("numbered", line[label.end() :], label.group(1))
    return Block("paragraph", line)


def _directive(line: str, path: Path) -> Block:
    name, _, text = line[1:].partition(" ")
    if name == "picture":
        style, values, caption = (part.strip() for part in text.split(";", 2))
        return Block("picture", caption, style, (tuple(v.strip() for v in values.split(",")),))
    if name in ("page", "landscape", "portrait", "centre", "right"):
        return Block(name, text)  # type: ignore[arg-type]
    raise ValueError(f"{path}: unknown directive {line!r}")


def _table(line: str, inner: list[str], path: Path) -> Block:
    widths, _, style = line.removeprefix("@table").partition(";")
    rows = tuple(tuple(cell.strip() for cell in row.split("|")) for row in inner if row.strip())
    columns = tuple(float(w) for w in widths.split())
    if any(len(row) != len(columns) for row in rows):
        raise ValueError(f"{path}: a row of the table {line!r} has not {len(columns)} cells")
    return Block("table", label=style.strip() or "tabs", rows=rows, widths=columns)


def merged(block: Block) -> Iterator[tuple[int, int, int]]:
    """Column, first and last row of each run of merged cells."""
    for c in range(len(block.widths)):
        first = 0
        for r in range(1, len(block.rows) + 1):
            if r == len(block.rows) or block.rows[r][c] != "^":
                if r - 1 > first:
                    yield c, first, r - 1
                first = r
