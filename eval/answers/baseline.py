"""The peer to beat: LlamaIndex's own hybrid search, built as its documentation would have it.

Plain text of each page, its default sentence splitter at 256 tokens with 20 of overlap, BM25 beside a
Chroma vector store of the same embedding model, fused by reciprocal rank. It quotes its first three
passages and never refuses. It knows files and pages, not papers, so it names no report.
"""

import time
import uuid
from collections.abc import Sequence
from typing import Any

import chromadb
from chromadb.config import Settings
from llama_index.core import StorageContext, VectorStoreIndex
from llama_index.core.llms import MockLLM
from llama_index.core.node_parser import SentenceSplitter
from llama_index.core.retrievers import QueryFusionRetriever
from llama_index.core.retrievers.fusion_retriever import FUSION_MODES
from llama_index.core.schema import BaseNode, Document
from llama_index.retrievers.bm25 import BM25Retriever
from llama_index.vector_stores.chroma import ChromaVectorStore

from eval.answers.retrieval import DEPTH
from eval.measures.source import SourcePage
from index.encoder.embedding import Embedding
from index.encoder.llamaindex import LlamaIndexEmbedding

CHUNK_TOKENS, OVERLAP_TOKENS = 256, 20
QUOTED = 3
_BATCH = 2000  # nodes sent to Chroma at once: LlamaIndex would send more than it takes


class Baseline:
    """LlamaIndex's hybrid over the pages of some packs, with the same embedding model; its BM25 alone without one."""

    def __init__(
        self, pages: Sequence[SourcePage], embedding: Embedding | None, chunk_tokens: int = CHUNK_TOKENS
    ) -> None:
        nodes = _nodes(pages, chunk_tokens)
        depth = min(DEPTH, len(nodes))
        words = BM25Retriever.from_defaults(nodes=nodes, similarity_top_k=depth)
        self._retriever = words if embedding is None else self._hybrid(words, nodes, depth, embedding)

    def _hybrid(
        self, words: BM25Retriever, nodes: Sequence[BaseNode], depth: int, embedding: Embedding
    ) -> QueryFusionRetriever:
        self._client = chromadb.EphemeralClient(Settings(anonymized_telemetry=False))
        collection = self._client.create_collection(f"baseline-{uuid.uuid4().hex}")
        store = ChromaVectorStore(chroma_collection=collection)
        index = VectorStoreIndex(
            list(nodes),
            storage_context=StorageContext.from_defaults(vector_store=store),
            embed_model=LlamaIndexEmbedding(embedding),
            insert_batch_size=_BATCH,
        )
        return QueryFusionRetriever(
            [index.as_retriever(similarity_top_k=depth), words],
            llm=MockLLM(),
            mode=FUSION_MODES.RECIPROCAL_RANK,
            similarity_top_k=DEPTH,
            num_queries=1,
            use_async=False,
        )

    def ask(self, question: str, id: str) -> dict[str, Any]:
        """The first three passages quoted, in the shape that `scrutiny ask --json` prints."""
        started = time.perf_counter()
        found = self._retriever.retrieve(question)
        passages = [{"text": one.node.get_content(), **one.node.metadata} for one in found[:DEPTH]]
        quoted = passages[:QUOTED]
        citations = [
            {"n": n, "quote": one["text"], "report": "", "document": one["document"], "page": one["page"]}
            for n, one in enumerate(quoted, 1)
        ]
        said = [{"text": one["text"], "cites": [n]} for n, one in enumerate(quoted, 1)]
        return {
            "id": id,
            "question": question,
            "status": "answered",
            "text": "\n\n".join(str(passage["text"]) for passage in quoted),
            "citations": citations,
            "passages": passages,
            "sentences": said,
            "timings_ms": {"total": round(1000 * (time.perf_counter() - started), 1)},
        }


def _nodes(pages: Sequence[SourcePage], chunk_tokens: int) -> list[BaseNode]:
    """The splitter's nodes, with ids that depend on their place only; where that is is neither embedded nor counted."""
    documents = [
        Document(
            id_=f"{page.document}#{page.number or ''}",
            text=page.text,
            metadata={"document": page.document, "page": page.number},
            excluded_embed_metadata_keys=["document", "page"],
            excluded_llm_metadata_keys=["document", "page"],
        )
        for page in pages
        if page.text.strip()
    ]
    splitter = SentenceSplitter(
        chunk_size=chunk_tokens, chunk_overlap=OVERLAP_TOKENS, id_func=lambda at, document: f"{document.node_id}:{at}"
    )
    return splitter.get_nodes_from_documents(documents)
