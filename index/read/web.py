"""Reads web pages: the words a reader would see, a block a line, headings as the outline."""

import codecs
import warnings
from collections.abc import Iterator

from bs4 import BeautifulSoup, Tag, XMLParsedAsHTMLWarning
from bs4.dammit import EncodingDetector
from bs4.element import NavigableString, PageElement, PreformattedString
from soupsieve import SelectorSyntaxError

from index.read.layout.lines import CELL_WORDS, INSERTED, STRUCK, balanced, row_lines
from index.read.plain import decode
from index.values import Bookmark, Lost, Page, Reading

_SAYS = 3  # words that stand for a picture which is no ornament
_NUMBER = 6  # characters of an entry's number
_MANY = 3  # blocks in a cell of a table
_MOST_ROWS = 1000  # that a cell may reach over
_HIDDEN = ("script", "style", "noscript", "template", "head", "svg", "iframe", "nav")
_HEADINGS = {f"h{n}": n - 1 for n in range(1, 7)}
_PARTS = (
    "address article aside blockquote body br caption dd div dl dt figcaption figure footer form header hr html li "
    "main ol p pre section table td th tr ul"
)
_BLOCKS = {*_HEADINGS, *_PARTS.split()}


def read_web(data: bytes, name: str) -> Reading:
    """Read a web page as one page of text: list items begin "- ", a table's row is a line "cell | cell"."""
    soup, title, unseen = _shown(decode(data, _declared(data)).replace("\0", ""))
    stands = (" ".join(str(image.get("alt") or "").split()) for image in soup.find_all("img"))
    lost = tuple(Lost(0, alt) for alt in stands if len(alt.split()) >= _SAYS)
    outline: list[Bookmark] = []
    text = _text(soup, outline)
    page = Page(None, text.strip() + "\n")
    parts = "1 part" if unseen == 1 else f"{unseen} parts"
    said = (f"Kept out, because the page hides it: {parts} of {name} (by style or mark).",)
    return Reading((page,), tuple(outline), {"Title": title} if title else {}, said if unseen else (), lost)


def table_rows(table: str) -> str:
    """The rows of a table that stands in other text, a line each."""
    return _text(_shown(table)[0], [])


def _shown(text: str) -> tuple[BeautifulSoup, str, int]:
    """A page as far as a browser shows it, its title, and how many parts with words it hides."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)  # an XHTML page is read all the same
        soup = BeautifulSoup(text, "html.parser")
    title = soup.title.get_text(" ", strip=True) if soup.title else ""
    unseen = _take_out_hidden(soup)
    for tag in soup.find_all(_HIDDEN):
        tag.decompose()
    _mark_changes(soup)
    return soup, title, unseen


def _text(soup: BeautifulSoup, outline: list[Bookmark]) -> str:
    """The words of a page, a block a line; its headings are added to `outline`."""
    lines: list[str] = [""]
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
        elif isinstance(node, Tag) and node.name == "tr" and not _is_laid_out(node):
            row = row_lines(_cells(node, reaching))
            lines += [*row, ""] if row else []
        elif isinstance(node, Tag):
            if node.name == "table":
                reaching = {}
            elif node.name == "tr":
                _number_first(node)
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
    return "\n".join(balanced(" ".join(line.split()) for line in lines))


def _mark_changes(soup: BeautifulSoup) -> None:
    for mark, names in ((STRUCK, ("del", "s", "strike")), (INSERTED, ("ins",))):
        for tag in soup.find_all(names):
            tag.insert(0, mark)
            tag.append(mark)


def _declared(data: bytes) -> str | None:
    """The encoding that a page says it is in, None for none that is known; Latin-1 is Windows-1252, as in browsers."""
    name = EncodingDetector.find_declared_encoding(data, is_html=True)
    try:
        known = codecs.lookup(name).name if name else None
    except LookupError:
        return None
    return "cp1252" if known == "iso8859-1" else known


def _take_out_hidden(soup: BeautifulSoup) -> int:
    """Take out what a browser does not show; returns how many parts that held words."""
    hidden = {id(tag): tag for tag in soup.find_all(hidden=True)}
    chosen: dict[str, list[Tag]] = {}  # a sheet may be repeated: each selector is looked for once
    for selectors, style in _rules(soup):
        if not {"display", "visibility"} & style.keys():
            continue
        if selectors not in chosen:
            chosen[selectors] = _chosen(soup, selectors)
        for tag in chosen[selectors]:
            if _hides(style):
                hidden[id(tag)] = tag
            else:
                hidden.pop(id(tag), None)
    for tag in soup.find_all(style=True):
        if _hides(_style(str(tag["style"]))):
            hidden[id(tag)] = tag
    count = 0
    for tag in hidden.values():
        if not tag.decomposed and tag.name not in ("html", "body"):
            count += bool(tag.get_text(strip=True)) and tag.name not in _HIDDEN
            tag.decompose()
    return count


def _rules(soup: BeautifulSoup) -> Iterator[tuple[str, dict[str, str]]]:
    """The rules of a page's own style sheets that hold without a condition: selectors and style."""
    for sheet in soup.find_all("style"):
        text = sheet.get_text()
        while "/*" in text:
            before, _, rest = text.partition("/*")
            text = before + rest.partition("*/")[2]
        depth = 0
        for part in text.split("}"):
            *outer, selectors, body = ["", *part.split("{")] if "{" in part else ["", "", ""]
            if selectors and not depth and not any(one.strip() for one in outer):
                yield selectors.strip(), _style(body)
            depth = max(0, depth + part.count("{") - 1)


def _chosen(soup: BeautifulSoup, selectors: str) -> list[Tag]:
    """The elements that a rule is for; none for selectors that say more than a page at rest can."""
    try:
        return list(soup.select(selectors))
    except (SelectorSyntaxError, NotImplementedError, ValueError):
        return []


def _style(text: str) -> dict[str, str]:
    pairs = (part.partition(":") for part in text.lower().split(";"))
    return {name.strip(): value.replace("!important", "").strip() for name, _, value in pairs}


def _hides(style: dict[str, str]) -> bool:
    return style.get("display") == "none" or style.get("visibility") in ("hidden", "collapse")


def _is_laid_out(row: Tag) -> bool:
    """Whether a row is no row of a table but a way to set paragraphs side by side: it holds a table or a heading, many
    paragraphs in one cell, or an entry's number beside several lines.
    """
    if row.find(["table", *_HEADINGS]):
        return True
    blocks = sorted(_BLOCKS)
    for cell in row.find_all(["td", "th"], recursive=False):
        if len(cell.find_all(blocks)) > _MANY and len(cell.get_text(" ").split()) > CELL_WORDS:
            return True
    cells = [cell for cell in row.find_all(["td", "th"], recursive=False) if cell.get_text(strip=True)]
    if len(cells) != 2 or not _is_number(cells[0].get_text(strip=True)):
        return False
    return len(cells[1].find_all(blocks)) > 1


def _is_number(text: str) -> bool:
    """Whether a cell holds an entry's number and no more: "41.", "5(a)", never "4,200" or "£3"."""
    return len(text) <= _NUMBER and text[0].isdigit() and all(c.isalnum() or c in ".()" for c in text)


def _number_first(row: Tag) -> None:
    """Set the number in a row's first cell before the first words of its next, as one line."""
    cells = [cell for cell in row.find_all(["td", "th"], recursive=False) if cell.get_text(strip=True)]
    if len(cells) < 2 or not _is_number(cells[0].get_text(strip=True)):
        return
    number = cells[0].get_text(strip=True)
    for words in cells[1].find_all(string=True):
        if not isinstance(words, PreformattedString) and words.strip():
            if not words.strip().startswith(number.rstrip(".")):
                cells[0].decompose()
                words.replace_with(f"{number} {words.lstrip()}")
            return


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
