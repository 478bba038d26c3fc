"""The replies that a person noted after meetings, found again by topic: notes, never the papers' own words."""

from __future__ import annotations

from collections import Counter

from app.saved.listrecords import NotedReply
from app.saved.lists import ListStore
from index.language.tokens import tokens
from index.store.library import Library
from rag.search.corpus import corpora_of
from rag.search.matching import coverage, weigh

LEAST = 0.6  # of the topic's weight that a question and its reply must have


def replies_about(store: ListStore, topic: str, library: Library) -> list[NotedReply]:
    """The replies on a topic, newest meeting first; those for papers that are not in `library` are left out."""
    noted = store.replies()
    if not noted:
        return []
    corpus = corpora_of(library).current()
    concepts = weigh(corpus.read(topic), corpus)
    held = {item.id for item in library.items()}

    def bears(reply: NotedReply) -> bool:
        counted = Counter(tokens(f"{reply.report} {reply.question} {reply.reply} {reply.after}"))
        return coverage(concepts, counted.__getitem__) >= LEAST

    return [reply for reply in noted if reply.item_id in held and bears(reply)]
