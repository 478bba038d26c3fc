"""The register, a topic's history and the values of indicators as files: CSV and Word."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from app.exports.texts import csv_text, flat
from app.exports.word import Briefing, as_bytes, clean, new_document
from app.saved.journals import SetStatus
from app.saved.records import CitationRecord
from app.wording import date_words, paper_words, place_words
from index.store.library import Library
from rag.figures.values import Indicator, Value, conflicting
from rag.memory.commitment import COLUMNS, Commitment, rows, said_before
from rag.memory.history import Entry
from rag.values import Citation

_EXACT = "In the exact words of the papers held. What they do not show may still have been done."
_UNKNOWN = "The papers held do not show what came of it"
WHO_AND_WHEN = ("Who: ", "Due: ")  # how the first facts of a commitment begin
_NONE: Mapping[str, SetStatus] = {}
_ENTRY = ("date", "minute or paragraph", "kind", "who", "words", "reply", "new", "committee", "paper", "place")
_FIGURES = """indicator value unit printed period period_start period_end target count base name definition
    meeting_date document report paragraph page pack_page quote conflicts"""
FIGURES = tuple(_FIGURES.split())


def commitments_csv(commitments: Sequence[Commitment], statuses: Mapping[str, SetStatus] = _NONE) -> str:
    """The register as CSV, the officers' own status and note beside what the papers show."""
    said = [(mine.status, mine.note) if (mine := statuses.get(c.id)) else ("", "") for c in commitments]
    table = [(*row, *own) for row, own in zip(rows(commitments), said, strict=True)]
    return csv_text((*COLUMNS, "status set by officers", "note"), table)


def commitments_docx(commitments: Sequence[Commitment], statuses: Mapping[str, SetStatus] = _NONE) -> bytes:
    """The register as a Word file: a table with a header row, in British English."""
    made, table = Briefing("Commitments"), list[tuple[str, ...]]()
    made.heading("Commitments", 1)
    made.paragraph(_EXACT)
    for c in commitments:
        facts = facts_of(c, statuses)
        who = [f for f in facts if f.startswith(WHO_AND_WHEN)]
        shown = [f for f in facts if f not in who] + follow_up_lines(c)
        told = f"(Said just before: “{before}”)\n" if (before := said_before(c)) else ""
        table.append((title_of(c), f"{told}“{c.text}”", "\n".join(who), "\n".join(shown)))
    heads = ("Meeting and minute", "Exact words", "Who and by when", "What the papers held show")
    made.table(heads, table, (3, 6, 3, 5))
    return made.data()


def title_of(commitment: Commitment) -> str:
    """The meeting and the minute of a commitment, or the paper it stands in."""
    day = date_words(commitment.meeting_date)
    if commitment.source != "minutes":
        return f"{day}, {commitment.heading}" + (f", paragraph {commitment.minute}" if commitment.minute else "")
    minute = f"minute {commitment.minute}" if commitment.minute else "no minute number"
    return f"{day}, {minute}" + (f": {commitment.heading}" if commitment.heading else "")


def facts_of(commitment: Commitment, statuses: Mapping[str, SetStatus] = _NONE) -> list[str]:
    """Who, by when, what the papers show, and what officers have set, a line each; what is not known is left out."""
    lines = []
    if commitment.owner:
        lines.append(f"Who: {commitment.owner}")
    if commitment.due or commitment.due_words:
        day = date_words(commitment.due) if commitment.due else ""
        words = f"“{commitment.due_words}”" if commitment.due_words else ""
        lines.append(f"Due: {day} ({words})" if day and words else f"Due: {day or words}")
    told = f"By the papers: {commitment.status}. {commitment.why}".strip()
    lines.append(told.replace("By the papers: no evidence in the papers held", _UNKNOWN))
    if mine := statuses.get(commitment.id):
        note = f" Note: {mine.note}" if mine.note else ""
        lines.append(f"Set by officers on {date_words(mine.at.date())}: {mine.status}.{note}")
    return lines


def follow_up_lines(commitment: Commitment) -> list[str]:
    """The follow-up quotes with their places, a line each."""
    return [f"“{flat(f.citation.quote)}” ({_where(CitationRecord.of(f.citation))})" for f in commitment.follow_ups]


def history_csv(entries: Sequence[Entry]) -> str:
    """A history as CSV."""
    return csv_text(_ENTRY, map(_cells, entries))


def history_docx(topic: str, entries: Sequence[Entry]) -> bytes:
    """A history as a Word file, a heading a meeting, in British English."""
    document = new_document(f"History: {topic}")
    document.add_heading(clean(f"History: {topic}"), level=1)
    document.add_paragraph(_EXACT)
    for day, own in groupby(entries, key=lambda entry: entry.date):
        document.add_heading(date_words(day), level=2)
        for entry in own:
            paragraph = document.add_paragraph()
            paragraph.add_run(clean(_kind(entry))).bold = True
            paragraph.add_run(clean(f" ({_where(CitationRecord.of(entry.citation))})"))
            document.add_paragraph(clean(f"“{entry.text}”"), style="Quote")
            if entry.reply:
                document.add_paragraph(clean(f"Reply: “{flat(entry.reply.quote)}”"), style="Quote")
            if entry.changed:
                document.add_paragraph(clean(f"New: {entry.changed}."))
    return as_bytes(document)


def _kind(entry: Entry) -> str:
    who = f", {entry.who}" if entry.who else ""
    minute = f"minute {entry.minute}: " if entry.minute and entry.kind != "reported" else ""
    return f"{minute}{entry.kind}{who}"


def _cells(entry: Entry) -> tuple[str, ...]:
    record = CitationRecord.of(entry.citation)
    day, reply = entry.date.isoformat() if entry.date else "", flat(entry.reply.quote) if entry.reply else ""
    said = (day, entry.minute or "", entry.kind, entry.who, entry.text, reply, entry.changed, entry.committee or "")
    return (*said, paper_words(record), place_words(record))


def _where(record: CitationRecord) -> str:
    return f"{paper_words(record)}: {place_words(record)}"


def value_lines(library: Library, indicators: Sequence[Indicator]) -> list[dict[str, Any]]:
    """One line a value, by indicator and period; `conflicts_with` cites the values that differ for that period."""
    cited = cite(library, [v for i in indicators for v in i.values])
    lines = []
    for indicator in indicators:
        for value in indicator.values:
            own = cited.get(_key(value))
            if own is None:
                continue  # its passage went while this was read
            others = [cited[_key(v)] for v in conflicting(value, indicator.values) if _key(v) in cited]
            lines.append(_line(indicator, value, own, _once(others)))
    return lines


def cite(library: Library, values: Sequence[Value]) -> dict[tuple[str, int], Citation]:
    """A citation of each value, by indicator and the value's number; those whose passages are gone are left out."""
    passages = {p.id: p for p in library.stores.catalogue.passages(sorted({v.passage_id for v in values}))}
    return {_key(v): Citation(v.id, passages[v.passage_id], v.quote) for v in values if v.passage_id in passages}


def figures_csv(lines: Sequence[dict[str, Any]]) -> str:
    """The lines as CSV, a row a value."""
    rows = []
    for line in lines:
        flat = line | {k: v for k, v in line["citation"].items() if k not in line}
        flat["conflicts"] = " | ".join(
            f"{o['report']} ({o['meeting_date']}): {o['quote']}" for o in line["conflicts_with"]
        )
        rows.append([flat.get(column) for column in FIGURES])
    return csv_text(FIGURES, rows)


def _line(indicator: Indicator, value: Value, own: Citation, others: Sequence[Citation]) -> dict[str, Any]:
    period, meeting = value.period, value.paper.meeting_date
    same = ("value", "unit", "target", "definition", "name", "printed", "count", "base")
    days = (period.start.isoformat(), period.end.isoformat()) if period else (None, None)
    when = {"period": period.text if period else None, "period_start": days[0], "period_end": days[1]}
    where = {"meeting_date": meeting.isoformat() if meeting else None, "citation": own.as_json()}
    return (
        {"indicator": indicator.name, "id": indicator.id, "period_printed": value.dated}
        | {name: getattr(value, name) for name in same}
        | (when | where | {"conflicts_with": [c.as_json() for c in others]})
    )


def _key(value: Value) -> tuple[str, int]:
    return value.indicator, value.id


def _once(citations: Sequence[Citation]) -> list[Citation]:
    return list({(c.passage.id, c.quote): c for c in citations}.values())
