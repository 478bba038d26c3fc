"""Everyday words of the field (data) and abbreviations learnt from the papers themselves."""

from index.language.vocabulary.abbreviations import Introduced, introduced, learn, merged
from index.language.vocabulary.everyday import Group, asking_words, groups

__all__ = ["Group", "Introduced", "asking_words", "groups", "introduced", "learn", "merged"]
