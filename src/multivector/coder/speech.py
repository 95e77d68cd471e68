"""How a language speaks the abstract roles: its grammar file, made quick to look up."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from multivector.language import Sentence
from multivector.lexicon.schema import Grammar

ANY_CASE = "any"
LONGEST_PREFIX = 10  # letters
OWNERS = frozenset({"nmod", "appos", "flat:name", "nsubj", "obl"})
BARE_OWNERS = frozenset({"nmod:poss", "compound", "nmod:desc", "nmod:unmarked", "nmod"})  # of languages without cases


class Speech:
    """The prepositions and particles of one language."""

    def __init__(self, language: str, grammar: Grammar) -> None:
        self.language = language
        self.grammar = grammar
        self.caseless = bool(grammar.owner_prepositions)  # order and prepositions say what cases say elsewhere
        self._addresses, self._own_state = _phrases(grammar.addresses), _phrases(grammar.own_state)
        self._leaning = tuple(grammar.leaning_prefixes)
        self._roles = _roles(grammar)
        self._known = {spoken for spoken, _ in self._roles}
        self._prepositions: dict[str, set[str]] = defaultdict(set)
        for (spoken, _), roles in self._roles.items():
            for role in roles:
                self._prepositions[role].add(spoken)

    def is_address(self, text: str) -> bool:
        """Whether a text is a speech for a state: it addresses a chair and speaks of *my country*, *our government*."""
        return bool(self._addresses.search(text)) and len(self._own_state.findall(text)) > 1

    def only_leans(self, text: str, start: int) -> bool:
        """Whether a name only says for whom somebody is: pro-Beijing is said of others than Beijing."""
        return text[max(0, start - LONGEST_PREFIX) : start].lower().endswith(self._leaning)

    def has_article(self, sentence: Sentence, i: int) -> bool:
        """Whether an article says that a noun is known: the group."""
        return any(sentence.words[child].lower() in self.grammar.definite for child in sentence.children[i])

    def preposition(self, sentence: Sentence, i: int) -> str | None:
        """The preposition of word i in lower case, ё as е, compound ones whole (в качестве); None for a bare case."""
        found = [
            self._spoken(sentence, child)
            for child in sentence.children[i]
            if sentence.deprels[child] == "case" and sentence.folded[child] not in self.grammar.not_prepositions
        ]
        if len(found) > 1 and " ".join(found) in self._known:
            return " ".join(found)  # out of
        return self.plain(found[-1]) if found else None

    def _spoken(self, sentence: Sentence, i: int) -> str:
        words = [i, *(c for c in sentence.children[i] if sentence.deprels[c] == "fixed")]
        return " ".join(sentence.words[w].lower().replace("ё", "е") for w in words)

    def owns(self, sentence: Sentence, i: int) -> bool:
        """Whether word i names whom its head belongs to: a bare genitive, a possessor, *of*, U.S. before a noun."""
        spoken, relation = self.preposition(sentence, i), sentence.deprels[i]
        if not self.caseless:
            return spoken is None and relation in OWNERS and sentence.feats[i].get("Case") in ("Gen", "Nom", None)
        if spoken is None:
            return relation in BARE_OWNERS
        return spoken == self.grammar.owner_prepositions[0] and relation in ("nmod", "obl")

    def plain(self, preposition: str) -> str:
        """A preposition in its usual form: в for во."""
        return self.grammar.preposition_forms.get(preposition, preposition)

    def roles(self, spoken: str, case: str) -> tuple[str, ...]:
        """The roles that a preposition and a case (UD; '' if unknown) may speak, in the grammar's order."""
        return self._roles.get((spoken, case)) or self._roles.get((spoken, "" if case else ANY_CASE), ())

    def phrase_roles(self, spoken: str, noun: str) -> tuple[str, ...]:
        """The roles of a preposition that is a phrase: в адрес."""
        return self._roles.get((f"{spoken} {noun}", ""), ())

    def speaks(self, sentence: Sentence, i: int, *roles: str) -> bool:
        """Whether the preposition of word i may speak one of the roles, whatever its case."""
        spoken = self.preposition(sentence, i)
        return spoken is not None and any(spoken in self._prepositions[role] for role in roles)


def _phrases(phrases: Sequence[str]) -> re.Pattern[str]:
    """Any of the phrases as whole words; none where there is no phrase."""
    found = "|".join(re.escape(phrase).replace(r"\ ", r"\.? ") for phrase in phrases)  # Mr. President
    return re.compile(rf"\b(?:{found})\b" if found else r"(?!)", re.IGNORECASE)


def _roles(grammar: Grammar) -> dict[tuple[str, str], tuple[str, ...]]:
    """(preposition, case) -> roles. A phrase that ends in a noun (в адрес) asks for no case of its own."""
    single = {way.prep for ways in grammar.roles.values() for way in ways if way.prep and " " not in way.prep}
    table: dict[tuple[str, str], list[str]] = defaultdict(list)
    for role, ways in grammar.roles.items():
        for way in ways:
            if way.prep and " " in way.prep and way.prep.split()[-1] not in single:
                table[(way.prep, "")].append(role)
            elif way.prep and way.prep.count(" ") > 1:  # in front of: the last word is the next noun's
                table[(way.prep.rpartition(" ")[0], "")].append(role)
            elif way.prep:
                table[(way.prep, way.case or "")].append(role)
                table[(way.prep, ANY_CASE)].append(role)
    return {key: tuple(roles) for key, roles in table.items()}
