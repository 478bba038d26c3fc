"""Passages that say the same are known as such in the library, across documents and versions of files."""

from tests.fakes import parse_blocks

SAID = "The service saw 125 of the 168 families within four weeks, which is fewer than in the year before that."
OTHER = "Ninety children of the town were given a place at the school by the quay when the ferry began to run."


def groups(library):
    found = {}
    for passage in library.stores.catalogue.passages():
        if passage.same_as is not None:
            found.setdefault(passage.same_as, []).append(passage.text)
    return sorted(found.values())


def test_a_repeated_passage_is_in_a_group_and_goes_when_its_fellow_does(index, library, tmp_path):
    packs = tmp_path / "twice"
    packs.mkdir()
    (packs / "a.txt").write_text(f"# A\n\n{SAID}\n\n{OTHER}")
    (packs / "b.txt").write_text(f"# B\n\n{SAID}\n\n{OTHER.replace('Ninety', '90')}")
    index(packs, parse=parse_blocks)
    assert groups(library) == [[SAID, SAID]]
    (packs / "b.txt").write_text(f"# B\n\n{OTHER}")
    index(packs)
    assert groups(library) == [[OTHER, OTHER]]
    library.withdraw("b.txt")
    assert groups(library) == []
