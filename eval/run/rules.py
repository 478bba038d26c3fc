"""Rules inside the steps of the answer path, each left out by something neutral in the place of its function.

The product has no switch for them: a rule is where its function stands and what stands in for it. While a question is
answered every stand-in is asked too, so that a rule is left out only of the questions in which it made a difference.
"""

from collections.abc import Callable, Collection, Generator
from contextlib import ExitStack, contextmanager
from functools import partial
from importlib import import_module
from types import SimpleNamespace
from typing import Any, NamedTuple
from unittest.mock import patch

from rag.ask.answerable import judge
from rag.search.wanted import _ASKS


class Rule(NamedTuple):
    """The step from which a path without it is another one; where it stands; and what stands in for it."""

    step: str
    module: str
    name: str
    instead: Any


def _unrefused(reason: str, *given: Any) -> Any:
    told = judge(*given)
    return None if told and told.reason == reason else told


def _none(*_: Any) -> list[Any]:
    return []


_BOOKS = "rag.ask.registers"
RULES = {
    "asking words": Rule("retrieve", "rag.search.query", "ASKING", frozenset()),
    "candidates of the period": Rule("retrieve", "rag.search.retriever", "LIKELY", 2.0),
    "own file": Rule("retrieve", "rag.search.retriever", "_own", lambda alike, *_: (alike[0], tuple(alike[1:]))),
    "numbered things": Rule("retrieve", "rag.search.wanted", "_NUMBERED", SimpleNamespace(sub=lambda _, text: text)),
    "kinds of figures": Rule("retrieve", "rag.search.wanted", "_FIGURES", {}),
    "values": Rule("retrieve", "rag.search.reading", "holds", lambda *_: True),
    **{f"asks {k}": Rule("retrieve", "rag.search.wanted", "_ASKS", [o for o in _ASKS if o[0] != k]) for k, _ in _ASKS},
    **{f"register {n}": Rule("register", _BOOKS, f"_{n}", _none) for n in ("resolved", "agenda", "present", "chair")},
    "register mention": Rule("register", _BOOKS, "_mentions", lambda *_: ([], "")),
    "refuse nothing": Rule("refuse", "rag.ask.steps", "judge", partial(_unrefused, "nothing")),
    "refuse another period": Rule("refuse", "rag.ask.steps", "judge", partial(_unrefused, "another_period")),
    "times told from others": Rule("refuse", "rag.ask.answerable", "_told", lambda *_: False),
    "alike once": Rule("choose", "rag.ask.excerpts", "distinct", lambda clues, limit: list(clues)[:limit]),
    "announced": Rule("choose", "rag.ask.excerpts", "_announced", lambda _, __, last, *___: last),
    "votes": Rule("replies", "rag.ask.steps", "with_votes", lambda _, quotes, *__: list(quotes)),
    "movers": Rule("replies", "rag.ask.steps", "with_movers", lambda _, quotes, *__: list(quotes)),
    "replies to questions": Rule("replies", "rag.ask.steps", "with_replies", lambda quotes, *_: list(quotes)),
    "lead": Rule("weigh", "rag.ask.steps", "shown", lambda *_: None),
    "lead fair": Rule("weigh", "rag.ask.lead", "_fair", lambda *_: True),
    "part lacking": Rule("compose", "rag.ask.steps", "lacking", lambda *_: ""),
    "rows by columns": Rule("compose", "rag.ask.steps", "by_columns", lambda answer, *_: answer),
    **{f"notice {one}": Rule("notices", "rag.ask.compose", f"_{one}", _none) for one in ("versions", "also", "marks")},
}


@contextmanager
def watched(felt: set[str]) -> Generator[None]:
    """While this lasts, the rules that make a difference go into `felt`; all that are no function of their own do."""
    places = [rule[1:3] for rule in RULES.values()]
    with ExitStack() as stack:
        for name, rule in RULES.items():
            held = getattr(import_module(rule.module), rule.name)
            if callable(held) and places.count(rule[1:3]) == 1:
                both = partial(_both, held, rule.instead, partial(felt.add, name))
                stack.enter_context(patch(f"{rule.module}.{rule.name}", both))
            else:
                felt.add(name)
        yield


def _both(held: Callable[..., Any], instead: Callable[..., Any], tell: Callable[[], None], *given: Any) -> Any:
    made = held(*given)
    made = list(made) if isinstance(made, Generator) else made
    if made != instead(*given):
        tell()
    return made


@contextmanager
def left_out(names: Collection[str]) -> Generator[None]:
    """While this lasts, the path is without these rules."""
    with ExitStack() as stack:
        for rule in map(RULES.__getitem__, names):
            stack.enter_context(patch(f"{rule.module}.{rule.name}", rule.instead))
        yield
