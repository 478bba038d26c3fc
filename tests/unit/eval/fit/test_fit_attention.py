"""The head of sentences is fitted with what it is to heed, on matches invented here."""

import numpy as np
import pytest

from eval.fit.attention import Sentences, fit
from prompts.fitted import Linear
from rag.search.ranking import ATTENTION, SENTENCE, Attention
from rag.search.reading import Alignment

QUESTIONS, TOKENS, SHOWN = 40, 3, 4
HEEDED, IDLE = 5, 9  # the axes of the tokens that tell, and of those that do not


def question(random: np.random.Generator, telling: int) -> Sentences:
    """One of whose sentences only that is right that matches the token along `HEEDED`; all match the rest anyhow."""
    tokens = np.zeros((TOKENS, 128), np.float32)
    tokens[:, IDLE] = 1.0
    tokens[telling] = np.eye(128, dtype=np.float32)[HEEDED]
    best = random.uniform(0.3, 0.9, (SHOWN, TOKENS)).astype(np.float32)
    right = int(random.integers(SHOWN))
    best[:, telling] = 0.1
    best[right, telling] = 0.9
    wanted = np.arange(SHOWN) == right
    none = np.zeros((SHOWN, len(SENTENCE) - len(ATTENTION)))
    mean = np.zeros((SHOWN, 128), np.float32)
    return Sentences(none, Alignment(best, mean), tokens, wanted)


@pytest.fixture(scope="module")
def asked() -> list[Sentences]:
    random = np.random.default_rng(3)
    return [question(random, n % TOKENS) for n in range(QUESTIONS)]


def right(one: Sentences, head: dict, attention: dict) -> bool:
    own = Attention.read(attention).features(one.alignment, one.question)
    return bool(one.wanted[Linear.read(head).score(np.hstack([one.features, own])).argmax()])


def test_it_learns_which_tokens_of_a_question_count(asked):
    head, attention = fit(asked[:30], 0.02)
    assert attention["heed"][HEEDED] > attention["heed"][IDLE]
    assert all(right(one, head, attention) for one in asked[30:])
    unheeding = {**attention, "heed": [-x for x in attention["heed"]]}
    assert not all(right(one, head, unheeding) for one in asked[30:])


def test_it_learns_which_tokens_answer(asked):
    told = []
    for one in asked:
        mean = np.zeros((SHOWN, 128), np.float32)
        mean[one.wanted, HEEDED] = 0.5
        still = np.full_like(one.alignment.best, 0.5)
        told.append(Sentences(one.features, Alignment(still, mean), one.question, one.wanted))
    head, attention = fit(told[:30], 0.02)
    assert attention["answering"][HEEDED] > 0 == attention["answering"][IDLE]
    assert all(right(one, head, attention) for one in told[30:])


def test_what_all_or_none_is_right_of_teaches_nothing(asked):
    none = [Sentences(o.features, o.alignment, o.question, np.full(SHOWN, all)) for o in asked[:2] for all in (0, 1)]
    assert fit([*asked[:20], *none], 0.02) == fit(asked[:20], 0.02)
