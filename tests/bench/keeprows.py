"""Rows of `eval/labels`, made of what a reader wrote with the papers' words in it: an object of the row's shape, with
the words of `quotes`, or of `gold`, `value` and `near`.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from eval.labels.locators import Locator
from eval.labels.resolve import SHAPES, Kept
from index.digest import digest


def kept_row(kind: str, row: Mapping[str, Any], papers: Path) -> Kept:
    """A row of a kind as it is kept, of what a reader wrote of a file under `papers`; a value of several parts ("1; 2")
    becomes as many values.
    """
    value = row.get("value")
    own = dict(row) | {
        "sha256": digest(papers / row["file"]),
        "quotes": _places(row.get("quotes", ())),
        "gold": tuple(_gold(one, papers) for one in row.get("gold", ())),
        "values": _places(value.split("; ") if value else ()),
        "near": _places(row.get("near", ())),
    }
    if row.get("report"):
        own["report"] = str(Locator.of(row["report"]))
    shape = SHAPES[kind]
    return shape.model_validate({name: own[name] for name in shape.model_fields if name in own})


def _gold(one: Mapping[str, Any], papers: Path) -> dict[str, Any]:
    own = {"sha256": digest(papers / one["file"])} if one.get("file") else {}
    return dict(one, quote=str(Locator.of(one["quote"]))) | own


def _places(quotes: Iterable[str]) -> tuple[str, ...]:
    return tuple(str(Locator.of(quote)) for quote in quotes)
