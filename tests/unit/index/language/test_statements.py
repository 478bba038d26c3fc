"""Statements: sentences and rows with what stands in them, made once and read back as they were made."""

from index.language.statements import statements_of
from index.papers.split import split
from index.passages.cut import cut
from index.store.catalogue import learnt
from index.store.catalogue.schema import connect, create
from index.values import Page, Reading

TABLE = (
    "Table 2: Visits made, £000\n"
    "Area\t2030/31\t\t2031/32\t\n"
    "\tPlan\tActual\tPlan\tActual\n"
    "North\t41\t44\t45\t47.5\n"
    "South\t\t12\t13\t14\n"
)
TEXT = f"1. The service made 412 visits in 2030/31. It cost £1.2 million.\n\n{TABLE}"


def cut_up(text):
    reading = Reading((Page(None, text),))
    return cut(reading, split(reading, "x.txt"), lambda t: len(t.split()), 256)


def stated(text, **more):
    return [
        s for p in cut_up(text) for s in statements_of("p", p.text, p.parts, p.joints, p.section, **more)
    ]  # fmt: skip


def test_a_sentence_has_its_times_and_its_figures():
    first, second, *_ = stated(TEXT)
    assert first.text == "1. The service made 412 visits in 2030/31."
    assert [p.text for p in first.periods] == ["2030/31"]
    assert [first.text[a.start : a.end] for a in first.amounts] == ["412"]
    assert [(a.value, a.unit) for a in second.amounts] == [(1_200_000, "£")]
    assert first.paragraph == "1"
    assert not first.row


def test_a_row_keeps_its_cells_under_the_heads_of_their_columns():
    north, south = (s for s in stated(TEXT) if s.row)
    assert [(c.text, c.head) for c in north.cells] == [
        ("North", "Area"),
        ("41", "2030/31 Plan"),
        ("44", "2030/31 Actual"),
        ("45", "2031/32 Plan"),
        ("47.5", "2031/32 Actual"),
    ]
    assert north.table == "Table 2: Visits made, £000"
    assert [c.text for c in south.cells] == ["South", "", "12", "13", "14"]


def test_what_the_catalogue_keeps_is_what_was_read(tmp_path):
    connection = connect(tmp_path / "c.sqlite3", write=True)
    create(connection)
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("INSERT INTO documents VALUES (1, 'x', 'x', 'x', 'x', 0, 0, 'ready', NULL, '', 1, '{}', '[]')")
    connection.execute(
        "INSERT INTO items VALUES (1, 'i', 1, 0, 't', 'report', NULL" + ", NULL" * 7 + ", 0, 9, '[]', '[]', '', '')"
    )
    passages = cut_up(TEXT)
    for n, p in enumerate(passages, 1):
        connection.execute(
            "INSERT INTO passages VALUES (?, ?, 1, ?, ?, ?, '', ?, ?, NULL, NULL, NULL, 0, 1, '[]', '[]', NULL)",
            (n, f"p{n}", n, p.kind, p.text, p.section, p.paragraph),
        )
        learnt.put_statements(connection, n, p, minutes=False)
    made = [s for n, p in enumerate(passages, 1) for s in statements_of(f"p{n}", p.text, p.parts, p.joints, p.section)]
    assert learnt.statements(connection, "i") == made
    connection.execute("DELETE FROM documents")
    assert learnt.statements(connection, "i") == []
    connection.close()
