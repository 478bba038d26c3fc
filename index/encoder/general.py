"""The general route: any sentence-transformers model, through torch; and its export to OpenVINO, made once, so that
later starts need no torch.
"""

from __future__ import annotations

import os
import shutil
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from index.digest import digest
from index.encoder import fast
from index.encoder.embedding import none, project, unit
from index.encoder.pieces import PieceReader
from index.faults import BadSetting

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_BATCH = 32
_LENGTH = 512  # where a model does not say how much it reads
_AGREEMENT = 0.9999
_SAMPLES = (
    "Short.",
    "How many children were placed out of county at the end of the second quarter of 2021/22?",
    "RESOLVED: that a further report on £1.2m of savings be brought to the next meeting (4.2 %). " * 3,
    "Members heard that “early help” was offered to families; some declined it – nobody knew why. " * 30,
)


def load(location: str) -> SentenceTransformer:
    """The model in a folder, or of a name known to the hub. BadSetting if it cannot be loaded."""
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.disable_progress_bar()
    logging.set_verbosity_error()
    try:
        return SentenceTransformer(location, device="cpu", trust_remote_code=False)
    except Exception as error:  # many kinds, from the hub, torch and json
        raise BadSetting(
            f"The embedding model {location!r} cannot be loaded: {type(error).__name__}.",
            "Name a sentence-transformers model that is in a folder here.",
        ) from error


def prompts(model: SentenceTransformer) -> dict[str, str]:
    """What a model wants to stand before a question ("query"), and before what is searched ("document")."""
    known = {name: prompt or "" for name, prompt in (model.prompts or {}).items()}
    default = known.get(model.default_prompt_name or "", "")
    document = next((known[name] for name in ("document", "passage", "corpus") if known.get(name)), default)
    return {"query": known.get("query") or default, "document": document}


def max_length(model: SentenceTransformer) -> int:
    """How many pieces a model reads."""
    return int(model.max_seq_length or _LENGTH)


class TorchRoute:
    """Encodes with sentence-transformers, which sorts by length."""

    def __init__(self, model: SentenceTransformer) -> None:
        self._model = model
        self._prompts = prompts(model)
        backend: Tokenizer | None = getattr(model.tokenizer, "backend_tokenizer", None)
        # A copy: the model changes its own tokenizer's truncation and padding as it goes.
        self._pieces = PieceReader(Tokenizer.from_str(backend.to_str()), max_length(model)) if backend else None

    def encode(
        self, texts: Sequence[str], query: bool = False
    ) -> tuple[NDArray[np.float32], list[NDArray[np.float32]]]:
        """A unit vector for each text, a row each, and its token matrix, from one forward pass."""
        if not texts:
            return np.zeros((0, 0), np.float32), []
        prompt = self._prompts["query" if query else "document"]
        run = self._model.encode_query if query else self._model.encode_document
        outputs: Any = run(list(texts), prompt=prompt, batch_size=_BATCH, output_value=None, show_progress_bar=False)
        vectors = unit(np.stack([output["sentence_embedding"].float().numpy() for output in outputs]))
        pieces = self._pieces.read(texts, prompt) if self._pieces else []
        if not pieces:
            return vectors, [none() for _ in texts]
        return vectors, [_tokens(output, own.ids, own.rows) for output, own in zip(outputs, pieces, strict=True)]

    def spans(self, text: str) -> list[tuple[int, int]]:
        """The character offsets of the pieces of a passage's text that its token matrix has rows for."""
        return self._pieces.read([text], self._prompts["document"])[0].spans if self._pieces else []

    def count(self, text: str) -> int:
        """The word pieces of a text, marks of begin and end included."""
        return len(self._model.tokenizer(text, truncation=False)["input_ids"])


def _tokens(output: dict[str, Any], ids: list[int], rows: list[int]) -> NDArray[np.float32]:
    """The token matrix of one text; none for a model that has no states, or read other pieces than its tokenizer."""
    states, mask = output.get("token_embeddings"), output.get("attention_mask")
    if states is None or mask is None:
        return none()
    read = states[mask.bool()].float().numpy()
    return project(read[rows]) if len(read) == len(ids) else none()


class ExportFailed(Exception):
    """The model cannot be exported, or the export gives other vectors."""


def export(model: SentenceTransformer, identity: str, target: Path) -> None:
    """Export `model` into the folder `target`, which is complete or not there at all. Raises ExportFailed where the
    model cannot be traced, or its export disagrees with it on sample texts.
    """
    work = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    shutil.rmtree(work, ignore_errors=True)
    try:
        work.mkdir(parents=True)
        manifest = _write(model, identity, work)
        _compare(TorchRoute(model), fast.OpenVinoRoute(work, manifest))
        shutil.rmtree(target, ignore_errors=True)
        work.rename(target)
    except ExportFailed:
        raise
    except Exception as error:  # of torch's tracer, of OpenVINO, of the disk: the general route serves instead
        raise ExportFailed(f"{type(error).__name__}: {error}") from error
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _write(model: SentenceTransformer, identity: str, work: Path) -> fast.Manifest:
    import torch

    class Whole(torch.nn.Module):
        """The model from word pieces to unit vectors, and to the last hidden state of each piece."""

        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
            features = self.model({"input_ids": input_ids, "attention_mask": attention_mask})
            vectors = torch.nn.functional.normalize(features["sentence_embedding"], dim=-1)
            return vectors, features["token_embeddings"]

    example = torch.ones((2, 7), dtype=torch.int64)
    with fast.openvino() as ov, torch.no_grad(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the tracer's, about branches that depend on shapes only
        traced = ov.convert_model(Whole().eval(), example_input={"input_ids": example, "attention_mask": example})
        ov.save_model(traced, work / fast.MODEL, compress_to_fp16=False)
    model.tokenizer.backend_tokenizer.save(str(work / fast.TOKENS))
    files = {name: digest(work / name) for name in (fast.MODEL, fast.WEIGHTS, fast.TOKENS)}
    pad, told = int(model.tokenizer.pad_token_id or 0), prompts(model)
    manifest = fast.Manifest(identity, max_length(model), pad, told["query"], told["document"], files)
    manifest.write(work)
    return manifest


def _compare(original: TorchRoute, exported: fast.OpenVinoRoute) -> None:
    for query in (False, True):
        vectors, tokens = original.encode(_SAMPLES, query)
        own_vectors, own_tokens = exported.encode(_SAMPLES, query)
        if [len(matrix) for matrix in tokens] != [len(matrix) for matrix in own_tokens]:
            raise ExportFailed("it reads other word pieces")
        pairs = ((vectors, own_vectors), *zip(tokens, own_tokens, strict=True))
        agreement = min(float(np.sum(one * other, axis=1).min(initial=1.0)) for one, other in pairs)
        if not agreement >= _AGREEMENT:
            raise ExportFailed(f"its vectors agree to {agreement:.5f} only")
