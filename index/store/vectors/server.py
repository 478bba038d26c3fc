"""A Chroma server by address."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

import numpy as np

from index.faults import BadSetting
from index.store.vectors.builds import BATCH, HNSW, VectorStore, missing, settings, upsert

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from chromadb.api.models.Collection import Collection

_TIMEOUT = 60.0  # seconds a server may take over one batch


class ChromaServer(VectorStore):
    """A Chroma server at `address` ("host:port" or a URL): each build is a collection named for `library`."""

    def __init__(self, address: str, library: str) -> None:
        parts = urlsplit(address if "//" in address else f"http://{address}")
        try:
            host, port = parts.hostname, parts.port
        except ValueError:
            host = port = None
        if not host or parts.scheme not in ("http", "https"):
            raise BadSetting(f"{address!r} is not the address of a Chroma server.", 'Write it as "host:port".')
        self.key = f"server {host}:{port or 8000}"
        self.hint = f"Check that the Chroma server at {address} is running; else run `scrutiny verify --repair`."
        self._prefix = f"scrutiny-{library}-"
        import chromadb

        try:
            client = chromadb.HttpClient(host, port or 8000, ssl=parts.scheme == "https", settings=settings())
        except Exception as error:  # chromadb raises ValueError for a server that is not there
            raise BadSetting(
                f"There is no Chroma server at {address}: {error}",
                "Start one, or leave the address out to keep vectors in the data folder.",
            ) from error
        self._client = cast("Client", client)
        self._sessions = _sessions(self._client)
        for session in self._sessions:
            session.timeout = _TIMEOUT

    def create(self, base: str | None = None) -> str:
        """A new collection. A server cannot copy one, so a base's records are read and added."""
        build = self._prefix + uuid.uuid4().hex
        collection = self._client.create_collection(build, configuration=HNSW, embedding_function=None)
        if base is not None:
            source = self._collection(base)
            for start in range(0, source.count(), BATCH):
                batch = source.get(limit=BATCH, offset=start, include=["embeddings"])
                upsert(collection, batch["ids"], np.asarray(batch["embeddings"], np.float32))
        return build

    def builds(self) -> set[str]:
        """See VectorStore."""
        return {found.name for found in self._client.list_collections() if found.name.startswith(self._prefix)}

    def discard(self, build: str) -> None:
        """See VectorStore."""
        if build in self.builds():
            self._client.delete_collection(build)

    def close(self) -> None:
        """See VectorStore."""
        self._client.close()
        for session in self._sessions:
            session.close()

    def _collection(self, build: str) -> Collection:
        from chromadb.errors import NotFoundError

        try:
            return self._client.get_collection(build, embedding_function=None)
        except NotFoundError as error:
            raise missing(build) from error


def _sessions(client: Client) -> list[Any]:
    """The client's HTTP sessions, its admin client's too: chromadb 1.5.9 sets no time limit and closes none."""
    owners = (client, getattr(client, "_admin_client", None))
    servers = [getattr(owner, "_server", None) for owner in owners]
    sessions = [getattr(server, "_session", None) for server in servers]
    return [session for session in sessions if session is not None]
