"""The tables of a scored run."""

from collections.abc import Mapping, Sequence
from typing import Any

from eval.answers.score import ANSWERS, MAIN
from eval.drafts.quality import QUESTIONS
from eval.drafts.score import DRAFTS, LABELS
from eval.measures.bootstrap import Interval, interval, paired
from eval.measures.rows import Figure, Row, by_kind, mean, percentile
from eval.measures.table import UNDEFINED, Table, figure, milliseconds
from eval.run.scoring import Scores

LOST = ("error", "retrieve", "refuse", "cite", "answer")
"""How a case can be lost: broken or missing, or at a stage of the journey, as they follow one another."""


def tables(scores: Scores) -> list[Table]:
    """Every table of a run, the main figures first."""
    found = [_figures(scores), *_kinds("Questions", scores.answers)] if scores.answers else []
    if scores.conversations:
        found += _kinds("Conversations", scores.conversations)
    if scores.labels or scores.challenges:
        found += [_drafts(scores), _labels(scores)]
    return found


def _figures(scores: Scores) -> Table:
    """Figures of the questions by stage, beside the baseline's and the difference of the two."""
    head = ("stage", "figure", "cases", "assistant", "95 %", "baseline", "difference", "95 %", "above / below")
    rows = [tuple(_figure_row(scores, one)) for one in ANSWERS]
    timed = str(sum(row.ms is not None for row in scores.answers))
    for name, share in (("p50 ms", 0.5), ("p95 ms", 0.95)):
        ours, theirs = (milliseconds(percentile(rows, share)) for rows in (scores.answers, scores.baseline))
        rows.append(("time", name, timed, ours, UNDEFINED, theirs, *[UNDEFINED] * 3))
    return Table("Questions", head, tuple(rows), numbers=2)


def _figure_row(scores: Scores, one: Figure) -> list[str]:
    asked = sum(row.values.get(one.name) is not None for row in scores.answers)
    ours, theirs = mean(scores.answers, one.name), mean(scores.baseline, one.name)
    cells = [one.stage, _named(one), str(asked), figure(ours), _ends(interval(scores.answers, one.name))]
    pair = paired(scores.answers, scores.baseline, one.name)
    if pair is None:
        return [*cells, figure(theirs), *[UNDEFINED] * 3]
    ahead = f"{pair.above} / {pair.below}"
    return [*cells, figure(theirs), figure(pair.difference, sign=True), _ends(pair.interval, sign=True), ahead]


def _kinds(title: str, rows: Sequence[Row]) -> list[Table]:
    ended, figures = [], []
    for kind, group in (*by_kind(rows).items(), ("all", list(rows))):
        ends = [str(sum(row.outcome == end for row in group)) for end in ("right", *LOST)]
        ended.append((kind, str(len(group)), *ends))
        figures.append((kind, *(figure(mean(group, name)) for name in MAIN)))
    return [
        Table(f"{title}: right, or lost at which stage", ("kind", "cases", "right", *LOST), tuple(ended)),
        Table(f"{title}: figures", ("kind", *MAIN), tuple(figures)),
    ]


def _drafts(scores: Scores) -> Table:
    found = scores.summary()["drafts"]
    rows = tuple((_named(one), figure(found.get(one.name))) for one in (*DRAFTS, *QUESTIONS))
    return Table(
        f"Drafts ({len(scores.labels)} labels, {len(scores.challenges)} challenges)", ("figure", "assistant"), rows
    )


def _labels(scores: Scores) -> Table:
    rows = []
    for wanted in LABELS:
        got = [one.got for one in scores.labels if one.wanted == wanted]
        rows.append((wanted, *(str(got.count(label)) for label in (*LABELS, None))))
    return Table("Coverage: wanted (rows) and drafted (columns)", ("wanted", *LABELS, "no draft"), tuple(rows))


def markdown(scores: Scores, facts: Mapping[str, Any], failed: Sequence[str] | None) -> str:
    """The whole report of a run as Markdown. `failed` is None where no thresholds were asked for."""
    parts = ["# Evaluation", "", *(f"- {name}: {value}" for name, value in facts.items()), ""]
    if failed is not None:
        parts += [verdict(failed), ""]
    lost = tuple(
        (row.id, row.kind, row.outcome, row.question)
        for row in (*scores.answers, *scores.conversations)
        if row.outcome != "right"
    )
    every = [*tables(scores), Table("Cases lost", ("case", "kind", "lost at", "question"), lost, numbers=4)]
    return "\n".join([*parts, *(table.markdown() for table in every)])


def verdict(failed: Sequence[str]) -> str:
    """One line for thresholds that all hold, or a line for each that does not."""
    return "\n".join(f"Under the thresholds: {one}." for one in failed) or "Every threshold holds."


def _named(one: Figure) -> str:
    return one.name if one.higher else f"{one.name} (less is better)"


def _ends(ends: Interval | None, sign: bool = False) -> str:
    return UNDEFINED if ends is None else f"{figure(ends.low, sign)} to {figure(ends.high, sign)}"
