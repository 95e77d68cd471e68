"""Who acts in a verb, also where no subject stands: shared, governed and agreeing subjects, agents of passives."""

from __future__ import annotations

from multivector.coder.attachment import Attachment
from multivector.coder.mentions import Mentions
from multivector.coder.operators import Operators
from multivector.coder.speech import Speech
from multivector.language import ROOT, Sentence

SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer", "csubj"})


class Subjects(Attachment):
    """The subjects of one sentence."""

    def __init__(self, sentence: Sentence, mentions: Mentions, speech: Speech, operators: Operators) -> None:
        super().__init__(sentence, mentions, speech)
        self.operators = operators

    def is_noun(self, i: int) -> bool:
        return self.sentence.upos[i] in ("NOUN", "PROPN")

    def _subjects(self, i: int) -> list[int]:
        return self._below(i, *SUBJECTS)

    def _agents(self, i: int) -> list[int]:
        return self._below(i, "obl:agent")

    def is_passive(self, i: int) -> bool:
        """Whether a verb is passive: by its form, or reflexive with a passive subject."""
        feats = self.sentence.feats[i]
        relations = {self.sentence.deprels[child] for child in self.sentence.children[i]}
        if self.speech.caseless and ("nsubj" in relations or self._joins_active(i)):
            return "aux:pass" in relations  # declared may be active or passive, and taggers confuse them
        if feats.get("Voice") == "Pass" or (feats.get("Variant") == "Short" and feats.get("VerbForm") == "Part"):
            return True
        return "nsubj:pass" in relations or "aux:pass" in relations

    def _joins_active(self, i: int) -> bool:
        """Whether a verb with an object is joined to an active one: seized a house and fired rockets."""
        if self.sentence.deprels[i] != "conj" or not self._below(i, "obj"):
            return False
        first = next((head for head in self.sentence.ancestors(i) if self.sentence.deprels[head] != "conj"), ROOT)
        return first != ROOT and self.sentence.upos[first] == "VERB" and not self.is_passive(first)

    def is_impersonal(self, i: int) -> bool:
        """Whether a verb in the plural has no subject: в Кремле ждут."""
        feats = self.sentence.feats[i]
        if not self.grammar.drops_subjects:
            return False
        plural = feats.get("VerbForm") == "Fin" and feats.get("Number") == "Plur" and feats.get("Voice") != "Pass"
        return plural and not self._subjects(i)

    def is_future(self, verb: int) -> bool:
        """Whether a verb speaks of what is to come."""
        feats = self.sentence.feats[verb]
        if feats.get("Tense") == "Fut" or (feats.get("Aspect") == "Perf" and feats.get("Tense") == "Pres"):
            return True
        return any(
            self.sentence.folded[c] in self.grammar.future_auxiliaries
            and self.sentence.feats[c].get("Tense", "Fut") == "Fut"
            for c in self.sentence.children[verb]
        )

    def is_command(self, i: int) -> bool:
        """Whether a verb opens its sentence without a subject, as commands do: Ask the Philippines."""
        sentence = self.sentence
        opens = self.speech.caseless and not any(word[:1].isalnum() for word in sentence.words[:i])
        return opens and sentence.upos[i] == "VERB" and sentence.heads[i] == ROOT and self._is_bare(i)

    def _is_bare(self, i: int) -> bool:
        return self.sentence.words[i].lower() == self.sentence.folded[i] and not self._subjects(i)

    def subject_of(self, i: int) -> list[int]:
        """The subject of a verb, its own or inherited; a passive's is its agent."""
        own = self._subjects(i)
        if own and self.is_passive(i):
            return self._agents(i)
        return own or self._subject_from_above(i)

    def agents_of(self, i: int) -> list[int]:
        """Who acts in a verb or an event noun: Hamas announced an end to the attacks."""
        if self.speech.caseless and self.is_noun(i) and not self._subjects(i):
            return self._noun_arguments(i)
        return self.subject_of(i)

    def _subject_from_above(self, i: int, depth: int = 0) -> list[int]:
        """Shared subjects of joined verbs, infinitives, adverbial participles and clauses without one."""
        sentence = self.sentence
        head, relation = sentence.heads[i], sentence.deprels[i]
        if head == ROOT or depth > 5:
            return []
        if relation == "acl" and any(sentence.deprels[c] == "mark" for c in sentence.children[i]):
            return self._noun_arguments(head)  # began the process of cutting aid
        if relation in ("acl", "amod") and sentence.feats[i].get("VerbForm") in ("Part", "Ger"):
            return [] if self.is_passive(i) else [head]
        if relation in ("xcomp", "csubj", "csubj:pass") or (
            relation in ("advcl", "acl", "obl", "nmod", "obj") and self._is_infinitive(i)
        ):
            return self._forced(head) if relation == "xcomp" else self._controller(head)
        finite_plural_without_subject = relation == "ccomp" and sentence.feats[i].get("Number") == "Plur"
        shares = relation == "conj" or (
            relation in ("advcl", "ccomp", "parataxis") and not finite_plural_without_subject
        )
        if not shares or sentence.upos[head] not in ("VERB", "ADJ", "AUX"):
            return []
        own = self._subjects(head)
        if own and self.is_passive(head) and relation != "conj":
            return []
        return own or self._subject_from_above(head, depth + 1)

    def _agreeing_subject(self, i: int) -> list[int]:
        """A name in the nominative after a verb whose subject the parser has hung elsewhere."""
        sentence = self.sentence
        if sentence.feats[i].get("VerbForm") != "Fin" or self._subjects(i):
            return []
        for mention in self.mentions.all:
            head = mention.head
            misplaced = sentence.deprels[head] in (
                "advmod",
                "appos",
                "nmod",
                "obl",
                "dep",
                "obj",
                "flat:name",
            ) and i in sentence.ancestors(head)
            if (
                misplaced
                and sentence.feats[head].get("Case") == "Nom"
                and self.speech.preposition(self.sentence, head) is None
            ):
                return [head]
        return []

    def _is_infinitive(self, i: int) -> bool:
        return self.sentence.feats[i].get("VerbForm") == "Inf"

    def _controller(self, i: int) -> list[int]:
        """Who acts in the infinitive that a word governs: its subject, or its object (призвал Россию вывести)."""
        sentence = self.sentence
        if self.is_passive(i) and not self.is_noun(i) and self.speech.grammar.raises:
            return self._subjects(i)  # Bush is said to have asked, Syria was forced to withdraw
        if self.operators.control(i) == "object":
            asked = [
                c
                for c in sentence.children[i]
                if sentence.deprels[c] in ("obj", "iobj")
                or self.operators.includes_preposition(i, c)
                or (
                    sentence.deprels[c] in ("obl", "nmod")
                    and sentence.feats[c].get("Case") in ("Dat", "Acc")
                    and self.speech.preposition(self.sentence, c) is None
                )
            ]
            if asked or not self.speech.caseless:
                return asked  # who seeks to see does so himself
        dative = [
            c
            for c in sentence.children[i]
            if sentence.feats[c].get("Case") == "Dat" and self.speech.preposition(sentence, c) is None
        ]
        if self.is_noun(i):
            return self._noun_arguments(i)
        if subject := self.subject_of(i):
            return subject
        if self.speech.caseless and sentence.upos[i] in ("ADJ", "PRON"):
            return self._verb_above(i)  # did something useful to help
        return [c for c in dative if sentence.deprels[c] in ("iobj", "obl", "nsubj", "nmod")]  # России удалось

    def _forced(self, verb: int) -> list[int]:
        """Who acts in the infinitive of a verb, by English order its object if one acts: forced Israel to go."""
        somebody = [c for c in self._below(verb, "obj") if self.sentence.upos[c] == "PRON" or self.mentions.at(c)]
        object_acts = self.speech.caseless and somebody and not (self.is_noun(verb) or self.is_passive(verb))
        return somebody if object_acts else self._controller(verb)

    def _verb_above(self, i: int) -> list[int]:
        """The subject of the verb over a noun: Россия выразила готовность помочь."""
        for head in self.sentence.ancestors(i):
            if self.sentence.upos[head] in ("VERB", "AUX") or "VerbForm" in self.sentence.feats[head]:
                return self.subject_of(head)
        return []

    def _noun_arguments(self, i: int) -> list[int]:
        own = [
            c
            for c in self.sentence.children[i]
            if self.sentence.deprels[c] in ("nmod", "nmod:poss")
            and self.speech.owns(self.sentence, c)
            and self.sentence.feats[c].get("Case") in ("Gen", None)
        ]
        return own or self._verb_above(i)
