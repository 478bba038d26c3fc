"""A run without a language model beside the same run with one: what it wins, what it costs, what was left out."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from eval.measures.rows import mean, mean_of
from eval.measures.table import UNDEFINED, Table, figure
from eval.run.scoring import Scores

ANSWERED = ("report@1", "evidence cited", "figures right", "wrongly refused", "rightly refused")
_Line = dict[str, Any]


def beside(plain: tuple[Path, Scores], written: tuple[Path, Scores]) -> list[Table]:
    """The table of a run's folder and scores without a model beside that with one, and what was dropped."""
    rows = [(name, *(figure(mean(s.answers, name)) for _, s in (plain, written))) for name in ANSWERED]
    drafts = [s.summary().get("drafts", {}) for _, s in (plain, written)]
    rows = rows if plain[1].answers else []
    rows += [(name, *(figure(d.get(name)) for d in drafts)) for name in (drafts[0] or ())]
    told = [_lines(folder) for folder in (plain[0], written[0])]
    rows += [(name, *(figure(mean_of([f for line in lines if (f := of(line)) is not None])) for lines in told))
             for name, of in _OF.items()]  # fmt: skip
    rows.append(("tokens a request, by purpose", UNDEFINED, _tokens(written[0])))
    dropped = [(line.get("id") or line.get("report", ""), *_told(one)) for line in told[1] for one in line["dropped"]]
    return [
        Table("Without a language model and with one", ("figure", "without", "with"), tuple(rows)),
        Table("Left out by the check", ("case", "sentence", "why"), tuple(dropped), numbers=3),
    ]


def _lines(folder: Path) -> list[_Line]:
    paths = [folder / f"{name}.jsonl" for name in ("answers", "drafts")]
    return [json.loads(line) for path in paths if path.is_file() for line in path.read_text("utf-8").splitlines()]


def _told(one: Any) -> tuple[str, str]:
    return (one["text"], one["reason"]) if isinstance(one, dict) else (str(one), "")


def _texts(line: _Line) -> list[str]:
    """What was written: the answer of a case that has one, the questions of a draft."""
    if "questions" in line:
        return [q["text"] for q in line["questions"]]
    return [line["text"]] if line.get("status") in ("answered", "partial") else []


def _share_kept(line: _Line) -> float | None:
    kept = len(line["questions"]) if "questions" in line else len(line.get("sentences", ()))
    return kept / (kept + len(line["dropped"])) if kept and _texts(line) else None


def _seconds(line: _Line) -> float | None:
    total = line.get("timings_ms", {}).get("total")
    return None if total is None else total / 1000


_OF: dict[str, Callable[[_Line], float | None]] = {
    "words of an answer, or of a question": lambda line: mean_of([len(t.split()) for t in _texts(line)]),
    "sentences or questions proved, of those written": _share_kept,
    "left out, a case": lambda line: float(len(line["dropped"])),
    "seconds": _seconds,
}


def _tokens(folder: Path) -> str:
    facts = json.loads((folder / "facts.json").read_text("utf-8")).get("tokens", {})
    each: Sequence[str] = [
        f"{purpose} {one['sent'] / one['requests']:.0f} + {one['received'] / one['requests']:.0f} × {one['requests']}"
        for purpose, one in facts.items()
    ]
    return ", ".join(each)
