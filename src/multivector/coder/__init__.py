"""From sentences and the lexicon to events and facts with evidence and confidence."""

from multivector.coder.coder import DEFAULT_CONFIDENCE, Coder

__all__ = ["DEFAULT_CONFIDENCE", "Coder"]
