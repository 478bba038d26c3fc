"""A quote as it is printed, its rows of tables as rows: bars between figures tell nobody which is which."""

from collections.abc import Iterable, Mapping
from itertools import groupby

from app.parts.frame.safe import escaped
from index.language.rows import cells
from index.language.statements import Statement

Heads = Mapping[str, tuple[str, ...]]
"""The heads of a row's columns, by the row's line as it stands in its passage."""


def heads_of(text: str, stated: Iterable[Statement]) -> dict[str, tuple[str, ...]]:
    """The heads of the columns, one for each cell, of those lines of a passage's text of which every figure has one.
    A long row's parts are one line.
    """
    found: dict[str, list[tuple[str, str]]] = {}
    for one in stated:
        begin, end = text.rfind("\n", 0, one.start) + 1, text.find("\n", one.end)
        found.setdefault(text[begin : end if end >= 0 else None], []).extend((c.head, c.text) for c in one.cells)
    return {
        line: tuple(head for head, _ in row)
        for line, row in found.items()
        if any(head for head, _ in row) and all(head or not any(map(str.isdigit, said)) for head, said in row)
    }


def quote_html(text: str, focus: str, heads: Heads) -> str:
    """The text as escaped HTML with what `focus` says in bold, unless that is all of it; of lines of several cells each
    cell by itself, with the head of its column where that is known: they wrap as words do, at any width.
    """
    at = text.find(focus) if focus and len(focus) < len(text.strip()) else -1
    bold = (at, at + len(focus)) if at >= 0 else (0, 0)
    start, parts = 0, []
    for row, of in groupby(text.split("\n"), lambda line: len(cells(line)) > 1):
        lines = list(of)
        parts.append(_rows(lines, start, bold, heads) if row else _set_off("\n".join(lines), start, bold))
        start += sum(len(line) + 1 for line in lines)
    return "".join(parts)


def _rows(lines: list[str], start: int, bold: tuple[int, int], heads: Heads) -> str:
    known = {heads[line] for line in lines if line in heads}
    rows = []
    for line in lines:
        texts, own = cells(line), heads.get(line, ())
        set_off = max(start, bold[0]) < min(start + len(line), bold[1])
        start += len(line) + 1
        if tuple(texts) in known or not any(text.strip("-: ") for text in texts):  # the heads by themselves, or a rule
            continue
        told = zip(own if len(own) == len(texts) else [""] * len(texts), texts, strict=True)
        shown = "".join(_cell(head, text) for head, text in told if text)
        rows.append(f"<p>{f'<b>{shown}</b>' if set_off else shown}</p>")
    return f'<div class="sq-row">{"".join(rows)}</div>'


def _cell(head: str, text: str) -> str:
    named = f'<span class="sq-why">{escaped(head)}:</span> ' if head.strip("-: ") else ""
    return f"<span>{named}{escaped(text)}</span> "


def _set_off(text: str, start: int, bold: tuple[int, int]) -> str:
    """The text, which begins at `start`, with what of it is in bold."""
    begin, end = (min(max(place - start, 0), len(text)) for place in bold)
    if begin == end:
        return escaped(text)
    return f"{escaped(text[:begin])}<b>{escaped(text[begin:end])}</b>{escaped(text[end:])}"
