"""A meeting's papers as one plain text file, spoilt in the ways of real text packs.

The agenda and all page numbers are gone. A page started where one leading space stands; footers fall inside sentences;
some papers have a blank line after every line; bullets are a private-use character; tables are flattened.
"""

from __future__ import annotations

import textwrap

from tests.council.markup import Block, Paper
from tests.council.meeting import Meeting, capitals

_BULLET, _WIDTH, _PAGE = "\uf0b7", 86, 44


def pack_text(meeting: Meeting) -> bytes:
    """The text pack as UTF-8, without the papers of kind `agenda`."""
    lines: list[str] = []
    for paper in meeting.papers:
        if paper.kind != "agenda":
            lines += _paper(paper, meeting)
    return ("\n".join(lines) + "\n").encode()


def _paper(paper: Paper, meeting: Meeting) -> list[str]:
    lines: list[str] = []
    if paper.kind == "report":
        for line in capitals(meeting, paper):
            lines += [*textwrap.wrap(line, 60), ""]
    for block in paper.blocks:
        lines += [*_block(block), ""]
    paged = _paginate([_plain(line) for line in lines], paper)
    if paper.front.get("spacing") == "double":
        paged = [out for line in paged if line.strip() for out in (line, "")]
    return [f"{line} " if line and "\t" not in line else line for line in paged]


def _plain(line: str) -> str:
    return line.replace("**", "")


def _paginate(lines: list[str], paper: Paper) -> list[str]:
    """Puts the page starts back as one leading space, and the footer, if any, where the page ended."""
    out: list[str] = []
    footer = paper.front.get("footer", "")
    for n in range(0, len(lines), _PAGE):
        page = list(lines[n : n + _PAGE])
        page[0] = f" {page[0]}"
        out += page
        if footer and n + _PAGE < len(lines):
            out += footer.replace("{p}", str(n // _PAGE + 1)).split(" // ")
    return out


def _block(block: Block) -> list[str]:
    if block.kind == "table":
        return _TABLES[block.label](block)
    if block.kind == "lines":
        return block.text.split("\n")
    if block.kind == "picture":
        return [block.text]
    if block.kind in ("page", "landscape", "portrait"):
        return []
    if block.kind == "bullet":
        return textwrap.wrap(f"{_BULLET} {block.text}", _WIDTH)
    label = f"{block.label} " if block.label else ""
    return textwrap.wrap(label + block.text, _WIDTH, subsequent_indent="")


def _tabs(block: Block) -> list[str]:
    return ["\t".join("" if cell == "^" else cell for cell in row) for row in block.rows]


def _pipes(block: Block) -> list[str]:
    rows = ["| " + " | ".join("" if cell == "^" else cell for cell in row) + " |" for row in block.rows]
    return [rows[0], "|" + "---|" * len(block.widths), *rows[1:]]


def _columns(block: Block) -> list[str]:
    """One cell a line, row by row: label, value, value."""
    return [cell for row in block.rows for cell in row if cell != "^"]


def _flat(block: Block) -> list[str]:
    """A dashboard: column heads over many lines, long labels wrapped round their values, merged cells at the end."""
    head = [line for cell in block.rows[0] for line in textwrap.wrap(cell, 12)]
    body, themes = [], []
    for theme, label, *values in block.rows[1:]:
        if theme != "^":
            themes += [*textwrap.wrap(theme, 26), ""]
        parts = textwrap.wrap(label, 44)
        body += [f"{label} {' '.join(values)}"] if len(parts) == 1 else [*parts, " ".join(values), ""]
    return [*head, "", *body, "", *themes]


_TABLES = {"tabs": _tabs, "pipes": _pipes, "columns": _columns, "flat": _flat}
