"""Every change of a row that goes through SQLite is followed, and any other is seen."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from app.saved.chats import ChatStore
from index.checksums import changed, guard, teach


def opened(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path)
    teach(connection)
    connection.executescript("CREATE TABLE IF NOT EXISTS boats (name TEXT PRIMARY KEY, sails); CREATE TABLE logs (a)")
    connection.execute("INSERT INTO boats VALUES ('before', 1)")
    guard(connection)
    return connection


def test_what_is_written_as_it_should_be_is_sound(tmp_path: Path) -> None:
    connection = opened(tmp_path / "a.sqlite")
    connection.execute("INSERT INTO boats VALUES ('ferry', 2)")
    connection.execute("INSERT OR REPLACE INTO boats VALUES ('ferry', 3)")
    connection.execute("UPDATE boats SET name = 'tug', sails = x'00' WHERE name = 'before'")
    connection.executemany("INSERT INTO logs VALUES (?)", [("one",), ("one",), (None,)])
    connection.execute("DELETE FROM logs WHERE a IS NULL")
    connection.execute("DELETE FROM boats WHERE name = 'ferry'")
    assert changed(connection) == []
    connection.execute("ALTER TABLE boats ADD COLUMN owner TEXT NOT NULL DEFAULT ''")
    guard(connection)
    connection.execute("INSERT INTO boats VALUES ('later', 4, 'Quill')")
    assert changed(connection) == []
    connection.execute("DELETE FROM boats")
    connection.execute("DELETE FROM logs")
    assert connection.execute("SELECT * FROM sums").fetchall() == []


def test_what_changed_otherwise_is_named_and_so_is_what_was_lost(tmp_path: Path) -> None:
    connection = opened(tmp_path / "a.sqlite")
    connection.execute("INSERT INTO boats VALUES ('ferry', 2)")
    connection.commit()
    connection.create_function("checksum", -1, lambda *_: 0)
    connection.execute("UPDATE boats SET sails = 9 WHERE name = 'ferry'")
    connection.execute("DROP TRIGGER sums_boats_2_delete")
    connection.execute("DELETE FROM boats WHERE name = 'before'")
    connection.execute("INSERT INTO logs VALUES ('slipped in')")
    teach(connection)
    assert sorted(changed(connection)) == [("boats", "before"), ("boats", "ferry"), ("logs", "")]


def test_what_is_written_anew_is_sound_again_and_what_is_changed_in_part_is_not(tmp_path: Path) -> None:
    """Keys come again: of what is made anew at each change, and of rows that follow the last one."""
    connection = opened(tmp_path / "a.sqlite")
    connection.execute("CREATE TABLE bands (band, passage)")
    guard(connection)
    connection.executemany("INSERT INTO bands VALUES (?, ?)", [(1, 7), (2, 7), (1, 8)])
    connection.executemany("INSERT INTO boats VALUES (?, ?)", [("ferry", 2), ("tug", 5), ("barge", 6)])
    connection.create_function("checksum", -1, lambda *_: 0)
    connection.execute("UPDATE boats SET sails = 9")
    connection.execute("UPDATE bands SET band = 3 WHERE band = 1")
    teach(connection)
    connection.execute("UPDATE boats SET sails = 3 WHERE name = 'before'")
    connection.execute("INSERT OR REPLACE INTO boats VALUES ('ferry', 4)")
    connection.execute("DELETE FROM boats WHERE name = 'tug'")
    connection.execute("INSERT INTO boats VALUES ('tug', 5)")
    connection.execute("DELETE FROM bands WHERE passage = 7")
    connection.execute("INSERT INTO bands VALUES (4, 7)")
    assert sorted(changed(connection)) == [("bands", "8"), ("boats", "barge"), ("boats", "before")]


def test_triggers_of_an_earlier_version_give_way_and_what_was_damaged_stays_named(tmp_path: Path) -> None:
    connection = opened(tmp_path / "a.sqlite")
    connection.execute("DROP TRIGGER sums_boats_2_insert")
    connection.execute("CREATE TRIGGER sum_boats_2_insert AFTER INSERT ON boats BEGIN SELECT 1; END")
    connection.execute("UPDATE sums SET sum = sum + 1 WHERE store = 'boats'")
    connection.commit()
    guard(connection)
    connection.execute("INSERT INTO boats VALUES ('ferry', 2)")
    assert changed(connection) == [("boats", "before")]


def test_many_may_begin_at_once(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        stores = list(pool.map(lambda _: ChatStore(tmp_path), range(16)))
    assert stores[0].create("Ferries")
