"""Which documents hold a version or a copy of the papers of others, near copies too: what is restricted with them."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from index.store.catalogue import Catalogue
from index.store.kept import Recent
from index.store.library import Library
from index.values import StoredItem

Kin = Mapping[str, Collection[str]]  # of documents (their sha256): those that hold a version or a copy of its papers
KinOf = Callable[[frozenset[str]], Kin]  # the kin of, and near to, some documents


def kin_in(library: Library) -> KinOf:
    """Tells the kin of documents of a library, worked out once for what it holds now."""
    return lambda documents: library.current(_known).get(
        " ".join(sorted(documents)), lambda: kin_near(library.items(), library.stores.catalogue, documents)
    )


def _known(_: Library) -> Recent[Kin]:
    return Recent(4)


def kin_near(items: Sequence[StoredItem], catalogue: Catalogue, documents: frozenset[str]) -> Kin:
    """The kin of documents, and of some of them what is near to one or to a version or a copy of it."""
    linked = kin_of(items)
    return kin_of(items, catalogue.near(documents.union(*(linked.get(id, ()) for id in documents))))


def kin_of(items: Sequence[StoredItem], near: Iterable[tuple[str, str]] = ()) -> Kin:
    """For each document, the others that hold a version or a copy of one of its papers, however many lie between, and
    those that are `near` to one of all these (pairs of papers).
    """
    first = {item.id: item.id for item in items}  # of the papers that belong together

    def root(id: str) -> str:
        while first[id] != id:
            id = first[id]
        return id

    for item in items:
        for other in (item.replaces, item.copy_of):
            if other in first:
                first[root(other)] = root(item.id)
    holders: dict[str, set[str]] = defaultdict(set)
    for item in items:
        holders[root(item.id)].add(item.document_id)
    kin: dict[str, set[str]] = defaultdict(set)
    for documents in holders.values():
        for document in documents if len(documents) > 1 else ():
            kin[document] |= documents - {document}
    home = {item.id: item.document_id for item in items}
    close = [(home[one], home[other]) for one, other in near if one in home and other in home]
    whole = {document: {document, *others} for document, others in kin.items()}
    for one, other in (pair for ends in close for pair in (ends, ends[::-1])):
        kin[one] |= whole.get(other, {other}) - {one}
    return dict(kin)
