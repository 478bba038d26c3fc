"""An embedding of ours as LlamaIndex's own parts take it."""

from llama_index.core.base.embeddings.base import BaseEmbedding
from pydantic import PrivateAttr

from index.encoder.embedding import Embedding


class LlamaIndexEmbedding(BaseEmbedding):
    """Gives LlamaIndex the vectors of an embedding."""

    _embedding: Embedding = PrivateAttr()

    def __init__(self, embedding: Embedding) -> None:
        super().__init__(model_name=embedding.model_name)
        self._embedding = embedding

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._embedding.get_text_embedding_batch([text])[0]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return self._embedding.get_text_embedding_batch(texts)

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._embedding.get_query_embedding(query)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)
