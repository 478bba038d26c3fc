"""Which documents hold a version or a copy of the papers of others, near copies too: what is restricted with them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Set

from index.store.catalogue import Catalogue

Kin = Mapping[str, Collection[str]]  # of documents (their sha256): those that hold a version or a copy of its papers


def kin_near(catalogue: Catalogue, documents: Set[str]) -> Kin:
    """The kin of documents, and of some of them what is near to one or to a version or a copy of it."""
    home, pairs = catalogue.linked()
    linked = kin_of(home, pairs)
    near = catalogue.near({*documents, *(one for id in documents for one in linked.get(id, ()))})
    return kin_of(home, pairs, near)


def kin_of(home: Mapping[str, str], pairs: Iterable[tuple[str, str]], near: Iterable[tuple[str, str]] = ()) -> Kin:
    """For each document, the others that hold a version or a copy of one of its papers, however many lie between, and
    where two are `near`, all these of either for all these of the other; `home` has the document of each paper.
    """
    together = {id: {id} for id in home}
    for one, other in pairs:
        if one in together and other in together:
            both = together[one] | together[other]
            together |= dict.fromkeys(both, both)
    whole: dict[str, set[str]] = defaultdict(set)  # the documents themselves included
    for id, papers in together.items():
        whole[home[id]] |= {home[one] for one in papers}
    kin = defaultdict[str, set[str]](set, {id: set(others) for id, others in whole.items()})
    for one, other in near:
        sides = whole.get(one, {one}), whole.get(other, {other})
        for side, across in (sides, sides[::-1]):
            for id in side:
                kin[id] |= side | across
    return {id: others - {id} for id, others in kin.items() if len(others) > 1}
