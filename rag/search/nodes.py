"""The retriever as LlamaIndex's own parts take it: a `BaseRetriever` that gives `TextNode`s."""

from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from index.values import StoredPassage
from rag.search.retriever import HybridRetriever
from rag.values import place


class NodeRetriever(BaseRetriever):
    """Gives LlamaIndex what a retriever of ours finds."""

    def __init__(self, retriever: HybridRetriever) -> None:
        super().__init__()
        self._retriever = retriever

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        found = self._retriever.find(query_bundle.query_str)
        return [NodeWithScore(node=as_node(r.passage), score=r.score) for r in found.retrieved]


def as_node(passage: StoredPassage) -> TextNode:
    """A passage as LlamaIndex's node: its text, its id, and its place as metadata."""
    return TextNode(id_=passage.id, text=passage.text, metadata=place(passage))
