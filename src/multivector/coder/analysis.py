"""All that is known of one sentence, handed to those who find entries in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from multivector.coder.operators import Operators
from multivector.coder.parties import Parties
from multivector.coder.roles import Roles
from multivector.coder.speech import Speech
from multivector.language import Sentence
from multivector.lexicon.lexicon import Lexicon

if TYPE_CHECKING:
    from multivector.coder.drafts import Draft


@dataclass(frozen=True)
class Analysis:
    """A parsed sentence with its parties, roles and operators."""

    sentence: Sentence
    parties: Parties
    roles: Roles
    operators: Operators
    lexicon: Lexicon
    speech: Speech


class Finder:
    """Base of those who work on one sentence."""

    def __init__(self, analysis: Analysis) -> None:
        self.sentence = analysis.sentence
        self.parties = analysis.parties
        self.roles = analysis.roles
        self.operators = analysis.operators
        self.lexicon = analysis.lexicon
        self.speech = analysis.speech
        self.grammar = analysis.speech.grammar

    def side_roles(self, draft: Draft, side: str) -> list[str]:
        """The abstract roles that a draft's frame takes a side from."""
        return self.lexicon.frames[draft.frame].slots_of(draft.trigger.pattern.words).get(side, [])

    def side_words(self, draft: Draft, side: str) -> list[int]:
        """The words of the sentence that stand on a side of a draft, whether or not anybody knows whom they name."""
        return [word for role in self.side_roles(draft, side) for word in draft.fillers.get(role, [])]
