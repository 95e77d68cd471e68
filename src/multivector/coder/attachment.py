"""Which roles prepositional phrases fill, also those that parsers of languages without cases may have misplaced."""

from __future__ import annotations

from multivector.coder.mentions import Mentions
from multivector.coder.speech import Speech
from multivector.coder.triggers import Trigger
from multivector.language import ROOT, Sentence

FURTHEST = 3  # levels below a filler on which a partner is looked for
Fillers = dict[str, list[int]]


class Attachment:
    """The prepositional phrases of one sentence, where they stand and where they may have been meant to."""

    def __init__(self, sentence: Sentence, mentions: Mentions, speech: Speech) -> None:
        self.sentence = sentence
        self.mentions = mentions
        self.speech = speech
        self.grammar = speech.grammar

    def _below(self, i: int, *relations: str) -> list[int]:
        """What hangs on a word by one of the relations."""
        return [c for c in self.sentence.children[i] if self.sentence.deprels[c] in relations]

    def _behind_owner(self, fillers: Fillers) -> None:
        """What follows the owner may belong to the noun: the threats of Turkey against Greece."""
        for child in (c for word in list(fillers["of"]) for c in self._below(word, "nmod")):
            spoken = self.speech.preposition(self.sentence, child)
            if spoken is not None and self.speech.speaks(self.sentence, child, "by", "against"):
                self._prepositional(child, spoken, "", fillers)

    def _beside_object(self, trigger: Trigger, fillers: Fillers) -> None:
        """What follows the object may belong to the verb: sent warships to Taiwan."""
        objects = [c for word in trigger.words for c in self._below(word, "obj")]
        objects += [word for word in trigger.words if self.sentence.deprels[word] == "obj"]
        for child in (c for word in objects for c in self._below(word, "nmod") if c not in trigger.words):
            spoken = self.speech.preposition(self.sentence, child)
            if spoken is not None and spoken not in self.grammar.owner_prepositions[:1]:
                self._prepositional(child, spoken, "", fillers)

    def _right_behind(self, noun: int, fillers: Fillers) -> None:
        """What stands right behind a noun may belong to it and not to its verb: spoke at a summit in Bangkok."""
        verb = self.sentence.heads[noun]
        if verb == ROOT or self.sentence.deprels[noun] not in ("obl", "obj"):
            return
        end = max(self.sentence.subtree(noun)) + 1
        for other in self._below(verb, "obl"):
            near = any(self.sentence.deprels[c] == "case" and c == end for c in self.sentence.children[other])
            if near and not fillers["in"] and self.speech.speaks(self.sentence, other, "in"):
                fillers["in"].append(other)

    def _further(self, trigger: Trigger, fillers: Fillers) -> None:
        """A partner, maker or adversary whom the parser has hung deeper: signed a deal for gas with Iran."""
        for role in ("with", "by", "against", "to"):
            if fillers[role]:
                continue
            places = ("at", "on", "from", "for") if role == "by" and fillers["passive"] else ()
            level = [w for r in ("object", "of", "to", "about", "in", *places) for w in fillers[r]]
            for _ in range(FURTHEST):
                level = [
                    c
                    for w in dict.fromkeys(level)
                    for c in self._below(w, "nmod", "conj", "obl", "appos")
                    if c not in trigger.words
                ]
                found = [c for c in level if self.speech.speaks(self.sentence, c, role) and self.mentions.at(c)]
                if found:
                    fillers[role] += found
                    break

    def _higher(self, trigger: Trigger, fillers: Fillers) -> None:
        """A partner whom the parser has hung on what governs the infinitive: ready to enter into a deal with Iran."""
        i = trigger.head
        while self.sentence.deprels[i] == "xcomp" and not fillers["with"]:
            i = self.sentence.heads[i]
            fillers["with"] += [
                c
                for c in self._below(i, "obl")
                if c > trigger.words[-1] and self.speech.preposition(self.sentence, c) == "with" and self.mentions.at(c)
            ]

    def _prepositional(self, i: int, spoken: str, case: str, fillers: Fillers) -> None:
        """A noun with its preposition; of a compound preposition (в адрес Польши) the noun that follows."""
        if self.speech.caseless and spoken in self.grammar.roughly and self._is_count(i):
            fillers["object"].append(i)  # killed about two thirds of the commanders
            return
        if self.speech.caseless and (
            self.sentence.words[i].lower() in self.grammar.days or self.sentence.upos[i] == "NUM"
        ):
            return  # on April 5, in 2009
        roles = self.speech.phrase_roles(spoken, self.sentence.words[i].lower())
        if roles:
            for child in self.sentence.children[i]:
                if self.sentence.deprels[child] in ("nmod", "obl", "flat"):
                    for role in roles:
                        fillers[role].append(child)
            return
        for role in self.speech.roles(spoken, case):
            fillers[role].append(i)
        if spoken in self.grammar.inclusions and self._is_one_of(i):
            fillers["included"].append(i)  # killed six people, including two soldiers

    def _is_one_of(self, i: int) -> bool:
        """Whether a noun names people, as may be among those whom a verb hits."""
        mention = self.mentions.at(i)
        known = mention is not None and mention.candidate.kind in ("role", "people", "person", "group")
        return known or self.sentence.folded[i] in self.grammar.people

    def _is_count(self, i: int) -> bool:
        """Whether a number counts what follows it: two thirds of the commanders."""
        return self.sentence.upos[i] == "NUM" and any(
            self.speech.owns(self.sentence, c) for c in self.sentence.children[i]
        )
