"""The catalogue: one SQLite file that holds everything, from which every other store can be rebuilt."""

from index.store.catalogue.catalogue import Catalogue

__all__ = ["Catalogue"]
