"""The fit of the head of sentences with `rag.search.ranking.Attention`: which tokens of a question count, and which
tokens of a sentence answer.

All is fitted at once, listwise (Cao and others 2007): of the softmax over a question's sentences as much as can be is
to fall to those of its evidence. What the question's tokens count is a softmax over a linear score of each, as in
attention pooling (Bahdanau and others 2015), held near none by penalties that were chosen with the body held out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from index.encoder.embedding import DIMENSIONS
from prompts.fitted import table
from rag.search.ranking import ATTENTION, SENTENCE
from rag.search.reading import Alignment

HEED, ANSWERING, SHARE = 0.02, 0.001, 0.001  # of the penalties on the squares of the vectors and of what is heeded
_STEPS, _SCALE = 200, 10.0  # a step of the search counts that much for what is a mean of cosines


@dataclass(frozen=True)
class Sentences:
    """What may be quoted for a question: the features (s, f) without those of attention, how the tokens match, the
    question's tokens (m, 128), and which sentences are `wanted` (s,).
    """

    features: NDArray[np.float64]
    alignment: Alignment
    question: NDArray[np.float32]
    wanted: NDArray[np.bool_]


def fit(questions: Sequence[Sentences], strength: float) -> tuple[dict[str, Any], dict[str, Any]]:
    """The head over `SENTENCE` and the attention, as the product reads them; questions of whose sentences none or all
    are wanted teach nothing. `strength` is that of the penalty on the squares of the other weights.
    """
    torch.set_num_threads(1)  # of small products threads wait for one another
    use = [one for one in questions if one.wanted.any() and not one.wanted.all()]
    of = torch.tensor(np.repeat(np.arange(len(use)), [len(one.wanted) for one in use]))
    width = max(len(one.question) for one in use)
    best = torch.tensor(np.concatenate([_wide(one.alignment.best, width) for one in use]))
    means = torch.tensor(np.concatenate([one.alignment.mean for one in use]).astype(np.float32))
    tokens = torch.tensor(np.stack([_wide(one.question.T, width).T for one in use]))
    there = torch.tensor(np.array([np.arange(width) < len(one.question) for one in use]))
    wanted = torch.tensor(np.concatenate([one.wanted for one in use]))
    rows = np.concatenate([one.features for one in use])
    mean, scale = rows.mean(axis=0), rows.std(axis=0)
    scale = np.where(scale > 1e-9, scale, 1.0)
    standard = torch.tensor(((rows - mean) / scale).astype(np.float32))

    weights, heed, answering = (torch.zeros(n, requires_grad=True) for n in (standard.shape[1], DIMENSIONS, DIMENSIONS))
    share = torch.tensor(1 / _SCALE, requires_grad=True)  # at nought what is to be heeded could not be learnt
    searched = [weights, share, heed, answering]
    search = torch.optim.LBFGS(searched, max_iter=_STEPS, history_size=20, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        search.zero_grad()
        heeded = torch.softmax((tokens @ heed).masked_fill(~there, -torch.inf), dim=1)[of]
        scores = standard @ weights + _SCALE * share * (best * heeded).sum(1) + means @ answering
        lost = (_total(scores, of, len(use)) - _total(scores[wanted], of[wanted], len(use))).mean()
        held = strength / 2 * weights.square().sum() + SHARE * share.square()
        lost = lost + held + HEED * heed.square().sum() + ANSWERING * answering.square().sum()
        lost.backward()
        return lost

    search.step(loss)
    own, bare = [_SCALE * share.item(), 1.0], len(ATTENTION)
    head = table(SENTENCE, [*mean, *[0.0] * bare], [*scale, *[1.0] * bare], [*weights.detach().tolist(), *own], 0.0)
    vectors = {"heed": heed, "answering": answering}
    return head, {name: [round(x, 3) for x in one.detach().tolist()] for name, one in vectors.items()}


def _wide(rows: NDArray[np.float32], width: int) -> NDArray[np.float32]:
    """The rows with noughts up to a width."""
    return np.pad(rows, ((0, 0), (0, width - rows.shape[1])))


def _total(scores: torch.Tensor, of: torch.Tensor, size: int) -> torch.Tensor:
    """The logarithm of the sum of the exponents of each question's scores (size,)."""
    most = torch.full((size,), -torch.inf).scatter_reduce(0, of, scores.detach(), "amax")
    return most + torch.zeros(size).index_add(0, of, torch.exp(scores - most[of])).log()
