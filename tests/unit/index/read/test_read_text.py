"""Plain text, Markdown and web pages: characters stay, and the kind is told by the bytes."""

import pytest

from index.faults import NotFound, Unreadable
from index.read import read
from index.read.plain import sniff

TEXT = "Mrs O’Dell noted £4.2m – “in full”.\n\nA second paragraph.\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_text_is_read_in_every_encoding(tmp_path, encoding):
    path = tmp_path / "pack.txt"
    path.write_bytes(TEXT.encode(encoding))
    assert read(path).text == TEXT


def test_bytes_that_no_encoding_knows_are_shown_as_unknown(tmp_path):
    path = tmp_path / "pack.txt"
    path.write_bytes(b"A fee of \x81 pounds and caf\xe9.")
    assert read(path).text == "A fee of � pounds and café."


def test_nuls_go_and_line_ends_are_one(tmp_path):
    path = tmp_path / "pack.md"
    path.write_bytes(b"one\0two\r\nthree\rfour\x0bfive" + b" " * 400)
    assert read(path).text.rstrip() == "onetwo\nthree\nfour\nfive"


def test_form_feeds_part_numbered_pages(tmp_path):
    path = tmp_path / "pack.txt"
    path.write_text("first\fsecond\f")
    assert [(page.number, page.text) for page in read(path).pages] == [(1, "first"), (2, "second")]


def test_a_pack_without_form_feeds_has_no_page_numbers(tmp_path):
    path = tmp_path / "pack.txt"
    path.write_text("first\n\n\n second")
    assert [page.number for page in read(path).pages] == [None]


def test_a_web_page_gives_its_words_lists_rows_and_headings(tmp_path):
    path = tmp_path / "page.txt"
    path.write_text(
        "<!DOCTYPE html><html><head><title>Paper</title><style>p{}</style></head><body><nav>Home</nav>"
        "<h2>Short breaks</h2><p>Families <b>were</b>\n asked.</p><ul><li>first</li><li>second</li></ul>"
        "<table><tr><th>Year</th><th>Visits</th></tr><tr><td>2031</td><td>41</td></tr></table>"
        "<script>alert(1)</script></body></html>"
    )
    reading = read(path)
    lines = [line for line in reading.text.split("\n") if line]
    assert lines == ["Short breaks", "Families were asked.", "- first", "- second", "Year | Visits", "2031 | 41"]
    assert [(mark.title, mark.depth) for mark in reading.outline] == [("Short breaks", 1)]
    assert reading.metadata == {"Title": "Paper"}


def test_a_table_in_markdown_is_read_as_in_a_web_page(tmp_path):
    said = "It was agreed to mend ten of the piers on the south side."
    cell = "".join(f"<p>Piers {n}</p>{said}<div></div>" for n in range(4))
    inner = "<table><tr><td>Payee</td><td>Net</td></tr><tr><td>Rope Ltd</td><td>£4</td></tr></table>"
    hidden = '<td style="display:none">Not shown</td>'
    table = f"<table><tbody><tr><td>4 i)</td><td>{cell}{inner}</td>{hidden}</tr></tbody></table>"
    text = f"# Minutes\n{table}\nClosed at 9 <tableau"
    path = tmp_path / "minutes.md"
    path.write_text(text, encoding="utf-8")
    lines = [line for line in read(path).text.split("\n") if line]
    assert lines[:3] == ["# Minutes", "4 i)", "Piers 0"]
    assert lines[-3:] == ["Payee | Net", "Rope Ltd | £4", "Closed at 9 <tableau"]


def test_a_deeply_nested_web_page_is_read(tmp_path):
    path = tmp_path / "deep.html"
    path.write_text("<html><body>" + "<div>" * 3000 + "bottom" + "</div>" * 3000)
    assert read(path).text.strip() == "bottom"


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "a.txt", "empty"),
        (b" \n\t ", "a.txt", "empty"),
        (b"just words", "a.pdf", "not a PDF"),
        (b"<html>Sign in</html>", "a.docx", "not a Word file"),
        (bytes(range(1, 32)) * 40, "a.txt", "not a kind of file that is read"),
        (b"body { color: red }", "a.css", "not a kind of file that is read"),
        (b"just words", "a.xlsx", "not a file of the kind its name says"),
        (b"PK\x03\x04 cut short", "a.docx", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "a.docx", "password-protected"),
        (b"<html><script>1</script></html>", "a.html", "no text"),
    ],
)
def test_what_cannot_be_read_is_said_with_a_hint(tmp_path, data, name, words):
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(Unreadable, match=words) as fault:
        read(path)
    assert fault.value.hint
    assert name in fault.value.message


def test_a_big_file_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "big.txt"
    path.write_text("word " * 100)
    with pytest.raises(Unreadable, match="too big"):
        read(path, max_bytes=100)


def test_a_missing_file_and_a_folder_are_not_found(tmp_path):
    for path in (tmp_path / "none.txt", tmp_path):
        with pytest.raises(NotFound):
            read(path)


def test_an_archive_that_is_not_word_is_named(tmp_path):
    import zipfile

    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.bin", "<x/>")
    with pytest.raises(Unreadable, match="of another kind"):
        read(path)


def test_the_name_given_stands_in_messages(tmp_path):
    path = tmp_path / "3f2a"
    path.write_bytes(b"")
    with pytest.raises(Unreadable, match="March pack"):
        read(path, name="March pack.pdf")


def test_the_bytes_decide_and_not_the_name():
    assert sniff(b"%PDF-1.7 ...", "notes.txt") == "pdf"
    assert sniff(b"plain words", "notes") == "plain"
    assert sniff(b"<html>", "notes.txt") == sniff(b"<html>", "notes.aspx") == "web"


def test_cells_of_a_web_table_that_reach_over_rows_leave_blanks(tmp_path):
    rows = ("<th>Place</th><th>2030</th><th>2031</th>", "<td rowspan=2>North</td><td>41</td><td>44</td>",
            "<td>61</td><td>64</td>")  # fmt: skip
    table = "".join(f"<tr>{row}</tr>" for row in rows)
    path = tmp_path / "a.html"
    path.write_text(f"<html><table>{table}</table><table><tr><td>South</td><td>7</td></tr></table></html>")
    lines = [line for line in read(path).text.split("\n") if line]
    assert lines == ["Place | 2030 | 2031", "North | 41 | 44", "| 61 | 64", "South | 7"]


def ferries(feet, first=1):
    """Paragraphs that feet of pages stand in, a foot after every other one's second line."""
    return "".join(
        f"{n}. The ferries of pier {n} were used by many people in the year and the board asked that the\n"
        f"crews be told of the change in good time, and that what it costs be reported to the\n"
        + (feet.format(n // 2 + first - 1, n // 2) if n % 2 == 0 else "")
        + f"next meeting of the board with the pier master's own account of pier {n}.\n" * 3
        for n in range(1, 17)
    )


def pages(tmp_path, text):
    path = tmp_path / "pack.txt"
    path.write_text(text)
    return [(page.number, page.stamped, page.printed) for page in read(path).pages]


@pytest.mark.parametrize("feet", ["{1}\nVersion May 2030 Page {0}\n", "\n\nPage {0}\nboard@quayshire.example\n\n"])
def test_the_feet_that_are_left_of_a_packs_pages_part_them(tmp_path, feet):
    found = pages(tmp_path, ferries(feet, 41))
    assert [stamped for _, stamped, _ in found] == [*map(str, range(41, 49)), None]
    assert {number for number, _, _ in found} == {None}
    assert found[0][2] == ("1" if "Version" in feet else None)


def test_a_papers_own_feet_are_its_own(tmp_path):
    found = pages(tmp_path, ferries("Page {0} of 8\n"))
    assert [(stamped, printed) for _, stamped, printed in found] == [
        *((None, str(n)) for n in range(1, 9)),
        (None, None),
    ]


def test_a_page_whose_foot_may_be_lost_has_no_number(tmp_path):
    text = ferries("Page {0}\n", 41)
    found = [stamped for _, stamped, _ in pages(tmp_path, text.replace("Page 43\n", "").replace("Page 44\n", ""))]
    assert found == ["41", "42", None, "46", "47", "48", None]


@pytest.mark.parametrize(
    "text",
    [
        "Contents\n" + "".join(f"Pier {n} Page {n}\n" for n in range(2, 9)) + "The ferries run.\n" * 60,
        "".join(f"Page {n}\n" + "The ferries run to every pier.\n" * 20 for n in range(1, 6)),
        "".join(f"Stage {n}\n" + "The ferries run to every pier.\n" * 20 for n in range(1, 6)),
    ],
    ids=["contents", "heads", "headings"],
)
def test_contents_heads_and_headings_are_no_feet(tmp_path, text):
    assert pages(tmp_path, text) == [(None, None, None)]
