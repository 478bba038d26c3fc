"""Exporting a sentence-transformers model to OpenVINO, once, so that later starts need no torch."""

from __future__ import annotations

import os
import shutil
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.digest import digest
from index.encoder import fast
from index.encoder.general import TorchRoute, max_length, prompts

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_AGREEMENT = 0.9999
_SAMPLES = (
    "Short.",
    "How many children were placed out of county at the end of the second quarter of 2021/22?",
    "RESOLVED: that a further report on £1.2m of savings be brought to the next meeting (4.2 %). " * 3,
    "Members heard that “early help” was offered to families; some declined it – nobody knew why. " * 30,
)


class ExportFailed(Exception):
    """The model cannot be exported, or the export gives other vectors."""


def export(model: SentenceTransformer, identity: str, target: Path) -> None:
    """Export `model` into the folder `target`, which is complete or not there at all.

    Raises ExportFailed where the model cannot be traced, or its export disagrees with it on sample texts.
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
    wanted = prompts(model)
    manifest = fast.Manifest(
        identity=identity,
        max_length=max_length(model),
        pad=int(model.tokenizer.pad_token_id or 0),
        query_prompt=wanted.query,
        document_prompt=wanted.document,
        files={name: digest(work / name) for name in (fast.MODEL, fast.WEIGHTS, fast.TOKENS)},
    )
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
