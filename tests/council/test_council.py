"""The sample council: its files are what its sources make, and gold quotes stand where the cases say."""

from __future__ import annotations

import collections
import functools
import json
import re
from pathlib import Path
from typing import Any

import docx
import pypdfium2
import pytest

from tests.council import build
from tests.council.markup import read_paper
from tests.council.meeting import read_meeting

CASES = build.HERE.parent / "cases"
PROMPTS = ("consultation", "voices", "success", "history", "after_money", "evaluated", "evaluation_plan")


def squash(text: str) -> str:
    """Letters and digits only, so that layout cannot hide a quote."""
    return re.sub(r"[\W_]+", "", text.lower())


@functools.cache
def pages(name: str) -> tuple[str, ...]:
    """The squashed text of each page of a pack; a Word or text pack is one page."""
    path = build.HERE / "packs" / name
    if path.suffix == ".pdf":
        pdf = pypdfium2.PdfDocument(path)
        texts = [page.get_textpage().get_text_range() for page in pdf]
        pdf.close()
        return tuple(squash(text) for text in texts)
    if path.suffix == ".docx":
        word = docx.Document(str(path))
        cells = [cell.text for table in word.tables for cell in _cells(table)]
        return (squash(" ".join([p.text for p in word.paragraphs] + cells)),)
    return (squash(path.read_text(encoding="utf-8")),)


def _cells(table: Any) -> list[Any]:
    """Each cell once, row by row; a merged cell is met in every row it spans."""
    return list({id(cell._tc): cell for row in table.rows for cell in row.cells}.values())


def cases(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (CASES / name).read_text(encoding="utf-8").splitlines()]


def golds() -> list[tuple[str, dict[str, Any]]]:
    single = [(case["id"], gold) for case in cases("questions.jsonl") for gold in case["gold"]]
    chats = [(case["id"], turn) for case in cases("conversations.jsonl") for turn in case["turns"]]
    return single + [(chat, gold) for chat, turn in chats for gold in turn["gold"]]


@functools.cache
def made_now() -> dict[Path, bytes]:
    return build.built()


def test_the_files_are_what_the_sources_make() -> None:
    kept = [path for folder in ("packs", "exempt") for path in (build.HERE / folder).iterdir()]
    assert {path.relative_to(build.HERE) for path in kept} == set(made_now())
    for path, content in made_now().items():
        assert (build.HERE / path).read_bytes() == content, f"{path}: run python -m tests.council.build"


def test_the_files_are_small_and_the_exempt_paper_stands_apart() -> None:
    assert sum(map(len, made_now().values())) < 3_000_000
    assert [path.parent.name for path in made_now()].count("exempt") == 1
    exempt = next((build.HERE / "exempt").iterdir())
    pdf = pypdfium2.PdfDocument(exempt)
    first = pdf[0].get_textpage().get_text_range()
    pdf.close()
    assert "NOT FOR PUBLICATION" in first
    assert "Schedule 12A" in first


def test_a_pack_has_bookmarks_from_item_to_appendix_and_stamped_ranges_on_its_agenda() -> None:
    meeting = read_meeting(build.SOURCES / "2024-06-11")
    pdf = pypdfium2.PdfDocument(build.HERE / "packs" / meeting.file)
    toc = [(mark.level, mark.get_title(), mark.get_dest().get_index()) for mark in pdf.get_toc()]
    texts = [page.get_textpage().get_text_range() for page in pdf]
    stamps = [re.search(r"^Page (\d+)\s*$", text, re.MULTILINE) for text in texts]
    sizes = [page.get_size() for page in pdf]
    pdf.close()
    agenda = " ".join(texts[0].split())
    (report,) = [place for level, title, place in toc if level == 0 and "Performance Report" in title]
    assert next(level for level, _title, place in toc if place > report) == 1
    assert stamps[0] is None
    assert stamps[1] is None
    assert [int(stamp.group(1)) for stamp in stamps[2:] if stamp] == list(range(1, len(sizes) - 1))
    assert f"(Pages {report + 1 - 2} - " in agenda
    assert any(width > height for width, height in sizes)


@pytest.mark.parametrize("name", ["questions.jsonl", "conversations.jsonl", "challenges.jsonl"])
def test_ids_are_unique(name: str) -> None:
    ids = [case["id"] for case in cases(name)]
    assert len(ids) == len(set(ids))


def test_every_gold_quote_stands_in_its_file_on_its_page() -> None:
    missing = []
    for case, gold in golds():
        texts = pages(gold["file"])
        on = texts[gold["page"] - 1] if "page" in gold else "".join(texts)
        if squash(gold["quote"]) not in on or not squash(gold["quote"]):
            missing.append((case, gold["quote"]))
        assert ("page" in gold) == gold["file"].endswith(".pdf")
    assert missing == []


def test_every_gold_names_a_paper_of_its_meeting() -> None:
    titles = {(m.file, m.day.isoformat(), paper.title) for m in _meetings() for paper in m.papers}
    titles |= {(m.file, m.day.isoformat(), "Agenda") for m in _meetings()}
    for _case, gold in golds():
        assert (gold["file"], gold["meeting_date"], re.split(" – (?=Appendix)", gold["report"])[-1]) in titles


def _meetings() -> list[Any]:
    return [read_meeting(path.parent) for path in sorted(build.SOURCES.glob("*/meeting.toml"))]


def test_every_must_contain_stands_in_the_answer_or_a_quote() -> None:
    questions = [(c["answer"], c["gold"], c["must_contain"]) for c in cases("questions.jsonl")]
    turns = [("", t["gold"], t["must_contain"]) for c in cases("conversations.jsonl") for t in c["turns"]]
    for answer, gold, wanted in questions + turns:
        said = " ".join([answer, *(g["quote"] for g in gold)]).lower()
        assert [word for word in wanted if word.lower() not in said] == []


def test_the_questions_are_many_and_of_every_kind() -> None:
    counts = collections.Counter(case["kind"] for case in cases("questions.jsonl"))
    assert sum(counts.values()) >= 100
    assert set(counts) == {
        "lookup",
        "figure",
        "table",
        "history",
        "commitment",
        "list",
        "multi",
        "vague",
        "unanswerable",
    }
    assert counts["unanswerable"] >= 15
    assert all(bool(c["gold"]) == (c["kind"] != "unanswerable") for c in cases("questions.jsonl"))


def test_prompt_labels_cover_each_prompt_of_five_reports_with_quotes_from_the_pack() -> None:
    labels = cases("prompts.jsonl")
    by_report = collections.defaultdict(list)
    for label in labels:
        by_report[label["report"]].append(label["prompt"])
        assert bool(label["quotes"]) == (label["label"] != "silent")
    assert len(by_report) == 5
    assert all(tuple(prompts) == PROMPTS for prompts in by_report.values())
    _stand_in_the_reports_packs(labels)


def test_challenges_quote_the_pack() -> None:
    assert len(cases("challenges.jsonl")) >= 25
    _stand_in_the_reports_packs(cases("challenges.jsonl"))


def _stand_in_the_reports_packs(rows: list[dict[str, Any]]) -> None:
    files = {paper.title: meeting.file for meeting in _meetings() for paper in meeting.papers}
    for row in rows:
        text = "".join(pages(files[row["report"]]))
        assert [quote for quote in row["quotes"] if squash(quote) not in text] == []


def test_a_source_that_is_broken_says_where(tmp_path: Path) -> None:
    source = tmp_path / "paper.txt"
    for text, words in (
        ("kind: report\nno rule", "no line '---'"),
        ("kind report\n---\n", "without a colon"),
        ("kind: report\n---\n@table 10 20\na | b | c\n@end", "has not 2 cells"),
        ("kind: report\n---\n@lines\nfor ever", "has no @end"),
        ("kind: report\n---\n@dance", "unknown directive"),
    ):
        source.write_text(text, encoding="utf-8")
        with pytest.raises(ValueError, match=re.escape(words)):
            read_paper(source)
