"""Reads web pages: the words a reader would see, a block a line, headings as the outline."""

from __future__ import annotations

import warnings

from bs4 import BeautifulSoup, Tag, XMLParsedAsHTMLWarning
from bs4.element import NavigableString, PageElement, PreformattedString

from index.read.layout.lines import INSERTED, STRUCK, balanced, row_lines
from index.read.plain import decode
from index.values import Bookmark, Lost, Page, Reading

_SAYS = 3  # words that stand for a picture which is no ornament
_MOST_ROWS = 1000  # that a cell may reach over
_HIDDEN = ("script", "style", "noscript", "template", "head", "svg", "iframe", "nav")
_HEADINGS = {f"h{n}": n - 1 for n in range(1, 7)}
_PARTS = (
    "address article aside blockquote body br caption dd div dl dt figcaption figure footer form header hr html li "
    "main ol p pre section table ul"
)
_BLOCKS = {*_HEADINGS, *_PARTS.split()}


def read_web(data: bytes, name: str) -> Reading:
    """Read a web page as one page of text: list items begin "- ", a table's row is a line "cell | cell"."""
    del name
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)  # an XHTML page is read all the same
        soup = BeautifulSoup(decode(data).replace("\0", ""), "html.parser")
    title = soup.title.get_text(" ", strip=True) if soup.title else ""
    for tag in soup.find_all(_HIDDEN):
        tag.decompose()
    for mark, names in ((STRUCK, ("del", "s", "strike")), (INSERTED, ("ins",))):
        for tag in soup.find_all(names):
            tag.insert(0, mark)
            tag.append(mark)
    stands = (" ".join(str(image.get("alt") or "").split()) for image in soup.find_all("img"))
    lost = tuple(Lost(0, alt) for alt in stands if len(alt.split()) >= _SAYS)
    lines: list[str] = [""]
    outline: list[Bookmark] = []
    stack: list[PageElement | str] = [soup]
    reaching: dict[int, int] = {}  # of the table being read: for each column, in how many more rows a cell reaches
    while stack:  # a loop and not recursion: a page may nest as deep as it likes
        node = stack.pop()
        if isinstance(node, str) and not isinstance(node, NavigableString):
            lines += [""] if node == "\n" else ["", ""]
        elif isinstance(node, NavigableString):
            if not isinstance(node, PreformattedString):
                words = " ".join(node.split())
                lead = " " if node[:1].isspace() else ""
                lines[-1] += lead + words + (" " if words and node[-1:].isspace() else "")
        elif isinstance(node, Tag) and node.name == "tr":
            row = row_lines(_cells(node, reaching))
            lines += [*row, ""] if row else []
        elif isinstance(node, Tag):
            if node.name == "table":
                reaching = {}
            if node.name in _HEADINGS:
                words = " ".join(node.get_text(" ").split())
                if words:
                    outline.append(Bookmark(words, _HEADINGS[node.name], None))
            if node.name in _BLOCKS:
                end = "\n" if node.name in ("br", "li", "div") else "\n\n"
                stack.append(end)
                lines += [""] if end == "\n" else ["", ""]
                if node.name == "li":
                    lines[-1] = "- "
            stack.extend(reversed(list(node.children)))
    text = "\n".join(balanced(" ".join(line.split()) for line in lines))
    page = Page(None, text.strip() + "\n")
    return Reading((page,), tuple(outline), {"Title": title} if title else {}, lost=lost)


def _cells(row: Tag, reaching: dict[int, int]) -> list[str]:
    """The cells of a row, blank where one of a row above reaches down; notes in `reaching` those that reach on."""
    cells: list[str] = []

    def under() -> None:
        while reaching.get(len(cells), 0):
            reaching[len(cells)] -= 1
            cells.append("")

    for cell in row.find_all(["td", "th"], recursive=False):
        under()
        span = str(cell.get("rowspan") or "1")
        if span.isdecimal() and 1 < int(span) <= _MOST_ROWS:
            reaching[len(cells)] = int(span) - 1
        cells.append(cell.get_text(" "))
    under()
    return cells
