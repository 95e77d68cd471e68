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
    from .analysis.claims import claims
    from .analysis.priorities import priorities
    from .analysis.standing import standing
    from .analysis.strategy import Strategy, load_strategy
    from .analysis.timeline import timeline
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
    "claims": "analysis.claims",
    "load_lexicon": "lexicon",
    "load_strategy": "analysis.strategy",
    "priorities": "analysis.priorities",
    "read": "intake",
    "standing": "analysis.standing",
    "timeline": "analysis.timeline",
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
    "claims",
    "load_lexicon",
    "load_strategy",
    "priorities",
    "read",
    "standing",
    "timeline",
]


def __getattr__(name: str) -> Any:
    """Imports a public name when it is first asked for, so that `import multivector` costs nothing."""
    if name in _HOMES:
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module '{__name__}' has no attribute '{name}'")
