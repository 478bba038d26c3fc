"""The numbers that Word prints before paragraphs but does not store in their text (ECMA-376 part 1, 17.9)."""

import re
from typing import Any

from docx.document import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

_LETTERS = 780  # the last number that Word writes in letters (30 of them)
_PLACE = re.compile(r"%(\d)")
_SIGNS = "m cm d cd c xc l xl x ix v iv i"
_ROMAN = tuple(zip((1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1), _SIGNS.split(), strict=True))


class Numbering:
    """Counts a document's numbered paragraphs; ask for labels in body order, once a paragraph."""

    def __init__(self, document: Document) -> None:
        self._levels: dict[tuple[str, int], tuple[str, str, int]] = {}
        self._counts: dict[str, list[int | None]] = {}
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError):
            return
        shapes = {a.get(qn("w:abstractNumId")): a for a in root.findall(qn("w:abstractNum"))}
        for num in root.findall(qn("w:num")):
            link = num.find(qn("w:abstractNumId"))
            shape = shapes.get(link.get(qn("w:val"))) if link is not None else None
            for level in shape.findall(qn("w:lvl")) if shape is not None else ():
                key = (num.get(qn("w:numId")), int(level.get(qn("w:ilvl"), "0")))
                self._levels[key] = (_value(level, "numFmt"), _value(level, "lvlText"), _start(level))

    def label(self, paragraph: Paragraph) -> str:
        """The number as Word would print it, "•" for a bullet, "" for a paragraph that has none."""
        place = self._place(paragraph)
        if place is None or place not in self._levels:
            return ""
        list_id, depth = place
        shape, pattern, start = self._levels[place]
        if shape == "bullet":
            return "•"
        counts = self._counts.setdefault(list_id, [None] * 10)
        before = counts[depth]
        counts[depth] = start if before is None else before + 1
        counts[depth + 1 :] = [None] * (9 - depth)

        def number(match: re.Match[str]) -> str:
            at = int(match.group(1)) - 1
            form, _, first = self._levels.get((list_id, at), ("decimal", "", 1))
            known = counts[at]
            return _form(first if known is None else known, form)

        return _PLACE.sub(number, pattern).strip()

    @staticmethod
    def _place(paragraph: Paragraph) -> tuple[str, int] | None:
        """The list and level of a paragraph: its own, or its style's."""
        properties: list[Any] = [paragraph._p.pPr]
        style: Any = paragraph.style
        while style is not None and len(properties) < 12:
            properties.append(style.element.pPr)
            style = style.base_style
        for one in properties:
            numbered = one.numPr if one is not None else None
            if numbered is None or numbered.numId is None:
                continue
            if numbered.numId.val == 0:
                return None
            return str(numbered.numId.val), numbered.ilvl.val if numbered.ilvl is not None else 0
        return None


def _value(level: Any, tag: str) -> str:
    found = level.find(qn(f"w:{tag}"))
    return (found.get(qn("w:val")) or "") if found is not None else ""


def _start(level: Any) -> int:
    text = _value(level, "start")
    return int(text) if text.isdigit() else 1


def _form(number: int, form: str) -> str:
    """Write a number in one of Word's forms; unknown forms as digits."""
    if form in ("lowerLetter", "upperLetter") and 0 < number <= _LETTERS:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman") and 0 < number < 4000:
        roman = ""
        for value, sign in _ROMAN:
            roman += sign * (number // value)
            number %= value
        return roman.upper() if form == "upperRoman" else roman
    return str(number)
