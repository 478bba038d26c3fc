"""Measured on the real packs beside the checkout, which are never committed: what a reader of packs must find."""

import importlib.util
import json

import pytest

from index.ingest.parse import parse
from tests.places import SHARED

pytestmark = [
    pytest.mark.packs,
    pytest.mark.skipif(not SHARED.is_dir(), reason="the shared packs are not beside this checkout"),
]


def count(text):
    """About as many word pieces as the embedding model makes."""
    return int(1.4 * len(text.split()))


@pytest.fixture(scope="module")
def documents():
    files = [path for folder in ("packs", "packs-pdf") for path in sorted((SHARED / folder).rglob("*.*"))]
    return {path: parse(path, count) for path in files}


def test_every_report_of_a_pack_has_title_committee_and_date(documents):
    for path, document in documents.items():
        reports = [item for item in document.items if item.kind == "report"]
        if len(reports) > 1:
            assert all(item.title and item.committee and item.meeting_date for item in reports), path.name
            assert len({item.meeting_date for item in reports}) == 1, path.name


def test_minutes_are_dated_before_the_meeting_of_their_pack(documents):
    for document in documents.values():
        meetings = {item.meeting_date for item in document.items if item.kind == "report"}
        minutes = [item for item in document.items if item.kind == "minutes"]
        assert all(item.meeting_date < day for item in minutes for day in meetings)


def test_no_word_is_lost_or_too_long(documents):
    for path, document in documents.items():
        kept = sum(len("".join(passage.text.split())) for passage in document.passages)
        assert kept >= 0.95 * len("".join(document.reading.text.split())), path.name
        assert all(count(f"{p.context}\n{p.text}") <= 256 for p in document.passages), path.name


def test_gold_quotes_stand_in_one_passage_of_the_right_paper(documents):
    spec = importlib.util.spec_from_file_location("score", SHARED / "eval" / "score.py")
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    cases = score.jsonl(SHARED / "eval" / "questions.jsonl")
    covered, right, total = 0, 0, 0
    for case in cases:
        for gold in case["gold"]:
            total += 1
            found = [
                (path, document, passage)
                for path, document in documents.items()
                for passage in document.passages
                if score.covers(passage.text, gold["quote"])
            ]
            covered += bool(found)
            right += any(_same(score, path, document, passage, gold, case) for path, document, passage in found)
    print(json.dumps({"quotes": total, "covered": covered, "right paper": right}))
    assert covered >= 0.95 * total
    assert right >= 0.97 * covered


def _same(score, path, document, passage, gold, case):
    item = document.items[passage.item]
    parent = document.items[item.parent].title if item.parent is not None else ""
    cited = {"document": path.name, "report": item.title, "parent": parent, "kind": item.kind}
    return score.same_report(cited, gold, case)
