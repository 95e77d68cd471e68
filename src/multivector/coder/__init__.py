"""From sentences and the lexicon to events and facts with evidence and confidence."""

from multivector.coder.coder import Coder

__all__ = ["Coder"]
