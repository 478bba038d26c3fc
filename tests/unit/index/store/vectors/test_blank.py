"""What is unused in Chroma's files is blanked; what is used, or not understood, stays as it is."""

import struct

import pytest

from index.store.vectors.blank import blank_unused


def write_index(folder, version=1, room=10, records=4, size=8, data=None):
    folder.mkdir(parents=True)
    (folder / "header.bin").write_bytes(struct.pack("<iQQQQ", version, 0, room, records, size) + bytes(64))
    (folder / "data_level0.bin").write_bytes(b"a secret" * 10 if data is None else data)
    (folder / "length.bin").write_bytes(b"name" * 10)
    (folder / "link_lists.bin").write_bytes(b"links")


def test_what_is_beyond_the_records_is_zero_and_the_rest_as_it_was(tmp_path):
    write_index(tmp_path / "build" / "segment")
    blank_unused(tmp_path / "build")
    segment = tmp_path / "build" / "segment"
    assert (segment / "data_level0.bin").read_bytes() == b"a secret" * 4 + bytes(48)
    assert (segment / "length.bin").read_bytes() == b"name" * 4 + bytes(24)
    assert (segment / "link_lists.bin").read_bytes() == b"links"


@pytest.mark.parametrize("odd", [{"version": 2}, {"records": 11}, {"size": 9}, {"data": b""}])
def test_a_layout_that_is_not_known_is_left_alone_and_said(tmp_path, caplog, odd):
    write_index(tmp_path / "segment", **odd)
    before = (tmp_path / "segment" / "data_level0.bin").read_bytes()
    blank_unused(tmp_path)
    assert (tmp_path / "segment" / "data_level0.bin").read_bytes() == before
    assert "could not be blanked" in caplog.text


def test_no_index_and_a_cut_header_harm_nothing(tmp_path, caplog):
    blank_unused(tmp_path)
    assert caplog.text == ""
    (tmp_path / "header.bin").write_bytes(b"\x01")
    blank_unused(tmp_path)
    assert "could not be blanked" in caplog.text
