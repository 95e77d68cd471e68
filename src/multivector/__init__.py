"""Multivector: a record of foreign policy that anyone can check.

>>> import multivector as mv
>>> coder = mv.Coder()
>>> doc = coder.code("Россия и Армения подписали соглашение.", language="ru", published="2020-03-06")
>>> doc.events[0].type, doc.events[0].source
('AGREE', ('RUS', 'ARM'))

The exceptions:

    MultivectorError
    ├── SkipInput      one input cannot be used; the others go on
    └── StopRun        nothing can go on (a broken lexicon, a record of another version, a full disk)
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .analysis.balance import balance, diversity
    from .analysis.claims import claims
    from .analysis.comparison import asymmetry, change, cooperation
    from .analysis.coverage import coverage
    from .analysis.encounters import encounters
    from .analysis.groups import load_groups
    from .analysis.idealpoints import ideal_points
    from .analysis.priorities import priorities
    from .analysis.standing import standing
    from .analysis.strategy import Strategy, load_strategy
    from .analysis.summary import summary
    from .analysis.ties import ties
    from .analysis.timeline import timeline
    from .analysis.vectors import vectors, vectors_by_domain
    from .analysis.votes import read_votes, vote_similarity
    from .coder import Coder
    from .errors import MultivectorError, SkipInput, StopRun
    from .intake import read
    from .lexicon import Lexicon, load_lexicon
    from .model import CodedDocument, Document, Event, Fact, Given, Pair, Reason, Relation
    from .record import Record

__version__ = "0.1.0"

_HOMES = {
    "CodedDocument": "model",
    "Coder": "coder",
    "Document": "model",
    "Event": "model",
    "Fact": "model",
    "Given": "model",
    "Lexicon": "lexicon",
    "MultivectorError": "errors",
    "Pair": "model",
    "Reason": "model",
    "Record": "record",
    "Relation": "model",
    "SkipInput": "errors",
    "StopRun": "errors",
    "Strategy": "analysis.strategy",
    "asymmetry": "analysis.comparison",
    "balance": "analysis.balance",
    "change": "analysis.comparison",
    "claims": "analysis.claims",
    "cooperation": "analysis.comparison",
    "coverage": "analysis.coverage",
    "diversity": "analysis.balance",
    "encounters": "analysis.encounters",
    "ideal_points": "analysis.idealpoints",
    "load_groups": "analysis.groups",
    "load_lexicon": "lexicon",
    "load_strategy": "analysis.strategy",
    "priorities": "analysis.priorities",
    "read": "intake",
    "read_votes": "analysis.votes",
    "standing": "analysis.standing",
    "summary": "analysis.summary",
    "ties": "analysis.ties",
    "timeline": "analysis.timeline",
    "vectors": "analysis.vectors",
    "vectors_by_domain": "analysis.vectors",
    "vote_similarity": "analysis.votes",
}

__all__ = [
    "CodedDocument",
    "Coder",
    "Document",
    "Event",
    "Fact",
    "Given",
    "Lexicon",
    "MultivectorError",
    "Pair",
    "Reason",
    "Record",
    "Relation",
    "SkipInput",
    "StopRun",
    "Strategy",
    "asymmetry",
    "balance",
    "change",
    "claims",
    "cooperation",
    "coverage",
    "diversity",
    "encounters",
    "ideal_points",
    "load_groups",
    "load_lexicon",
    "load_strategy",
    "priorities",
    "read",
    "read_votes",
    "standing",
    "summary",
    "ties",
    "timeline",
    "vectors",
    "vectors_by_domain",
    "vote_similarity",
]


def __getattr__(name: str) -> Any:
    """Imports a public name when it is first asked for, so that `import multivector` costs nothing."""
    if name in _HOMES:
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module '{__name__}' has no attribute '{name}'")
