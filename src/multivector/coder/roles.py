"""Who stands in which abstract role to a trigger: the syntax of a language's grammar.

The trigger's words are taken together: what depends on any of them may fill a role.
"""

from __future__ import annotations

from collections import defaultdict

from multivector.coder.attachment import Fillers
from multivector.coder.mentions import HYPHENS, STATE_NAMES
from multivector.coder.subjects import SUBJECTS, Subjects
from multivector.coder.triggers import Trigger
from multivector.language import ROOT

RELATIVES = frozenset({"PRON", "DET", "SCONJ"})  # what taggers call relative pronouns
NOMINAL = frozenset({"obl", "nmod", "iobj", "obj", "obl:agent", "obl:tmod", "advmod", "appos", "dep", "conj"})


class Roles(Subjects):
    """Finds the fillers of abstract roles in one sentence."""

    def fill(self, trigger: Trigger, *, takes_object: bool) -> Fillers:
        """Abstract role -> words that head its fillers, best first.

        `takes_object` says that the frame has an object: then the genitive of an event noun is that object.
        """
        fillers: Fillers = defaultdict(list)
        noun = self.is_noun(trigger.head)
        self._dependents_of(trigger.head, trigger, fillers, noun=noun, takes_object=takes_object)
        if not noun:
            self._voice(trigger, fillers)
        for word in trigger.words:
            if word != trigger.head:
                self._dependents_of(word, trigger, fillers, noun=noun, takes_object=takes_object)
        if not noun and self.speech.caseless:
            self._beside_object(trigger, fillers)
        if noun and self.speech.caseless:
            self._behind_owner(fillers)
            self._right_behind(trigger.head, fillers)
        if self.speech.caseless:
            self._further(trigger, fillers)
            self._higher(trigger, fillers)
        self._carried(trigger, fillers)
        if not noun:
            self._result(trigger.head, fillers)
        if noun:
            self._described(trigger.head, fillers)
            self._lent_by_verb(trigger, self._measured(trigger, fillers), fillers)
            self._means(trigger.head, fillers)
            self._under(trigger.head, fillers)
            self._despite(trigger.head, fillers)
        elif not fillers["subject"]:
            self._inherited_subject(trigger.head, fillers)
        if takes_object and not noun and not fillers["object"]:
            self._shared_object(trigger.head, fillers)
        if fillers["included"] and not any(self._names_side(i) for i in fillers["object"]):
            fillers["object"] = [*fillers["included"], *fillers["object"]]
        del fillers["included"]
        found = {role: [self._antecedent(i) for i in words] for role, words in fillers.items() if words}
        if not noun and "subject" in found:
            found["subject"] = self._doers(found["subject"])
        return found

    def _shared_object(self, i: int, fillers: Fillers) -> None:
        """Joined verbs may share an object that stands behind the last: атаковал и разрушил базу."""
        for child in self.sentence.children[i]:
            verb = self.sentence.deprels[child] == "conj" and self.sentence.upos[child] == "VERB"
            if verb and not self._subjects(child):
                fillers["object"] += self._below(child, "obj")
        if (
            self.speech.caseless and self.sentence.deprels[i] == "conj" and self.sentence.heads[i] != ROOT
        ):  # or the parser hangs it on the first
            behind = [c for c in self.sentence.children[self.sentence.heads[i]] if c > i]
            fillers["object"] += [c for c in behind if self.sentence.deprels[c] == "obj" or self._is_count(c)]

    # what depends on the trigger

    def _dependents_of(self, word: int, trigger: Trigger, fillers: Fillers, *, noun: bool, takes_object: bool) -> None:
        # in прошла встреча the noun is what happens: it takes its parties as an event noun
        happens = word != trigger.head and self.sentence.deprels[word] in SUBJECTS
        inner = word != trigger.head and not happens
        somebody = any(self._is_people(c) for c in self._below(word, "obj"))
        for child in self.sentence.children[word]:
            if child not in trigger.words:
                self._dependent(
                    child,
                    fillers,
                    of_noun=noun or inner or happens,
                    takes_object=takes_object or inner,
                    inner=inner,
                )
                if not somebody and any(
                    c in trigger.words and self.sentence.deprels[c] == "case" for c in self.sentence.children[child]
                ):
                    fillers["object"].append(child)  # called on Israel: the phrase ends in its preposition

    def _names_side(self, i: int) -> bool:
        """Whether an object says whose it is: 25 Turks, but not six people."""
        return self.mentions.at(i) is not None and self.sentence.folded[i] not in self.grammar.people

    def _is_people(self, i: int) -> bool:
        """Whether an object is somebody, so that what follows is where he goes: allowed the girls into the country."""
        return self.sentence.upos[i] == "PRON" or self.sentence.folded[i] in self.grammar.people

    def _dependent(self, i: int, fillers: Fillers, *, of_noun: bool, takes_object: bool, inner: bool) -> None:
        sentence = self.sentence
        relation, case = sentence.deprels[i], sentence.feats[i].get("Case", "")
        spoken = self.speech.preposition(self.sentence, i)
        if relation == "parataxis":
            return  # по словам Лаврова
        if relation in ("nmod:poss", "compound") or (of_noun and relation == "nmod:unmarked"):
            self._before_noun(i, fillers, inner=inner)
            return
        if relation == "nsubj:pass" and case == "Ins":
            fillers["by"].append(i)
        elif relation in SUBJECTS and spoken is None:
            fillers["object" if relation == "nsubj:pass" else "subject"].append(i)
        elif relation in ("amod", "det") or (
            relation == "nmod" and (m := self.mentions.at(i)) and m.candidate.kind == "adjective"
        ):
            self._adjective(i, fillers, "of" if inner else "subject")
        elif spoken is not None:
            self._prepositional(i, spoken, case, fillers)
            if of_noun and spoken in self.grammar.owner_prepositions[:1]:
                fillers["object" if takes_object else "subject"].append(i)  # the bombing of Serbia, the visit of
        elif relation == "obj":
            fillers["object"].append(i)
        elif relation == "obl:agent":
            fillers["by"].append(i)
        elif relation == "xcomp" and self.is_noun(i):
            fillers["as"].append(i)
        elif relation == "xcomp" and self.sentence.upos[i] == "ADJ":
            fillers["result"].append(i)
        elif relation == "iobj":
            fillers["to"].append(i)
            if case in ("Acc", "Gen"):
                fillers["object"].append(i)
        elif of_noun and relation == "appos" and (m := self.mentions.at(i)) and m.candidate.kind == "organisation":
            fillers["subject"].append(i)
        elif of_noun and relation in NOMINAL and case in ("Gen", ""):
            fillers["of"].append(i)
            fillers["object" if takes_object else "subject"].append(i)
        elif relation in NOMINAL:
            self._bare(i, case, fillers, of_noun=of_noun)

    def _bare(self, i: int, case: str, fillers: Fillers, *, of_noun: bool) -> None:
        if case == "Ins":
            fillers["by"].append(i)
            fillers["as"].append(i)
        elif case == "Dat":
            fillers["to"].append(i)
        elif case in ("Acc", "Gen") and not of_noun and self.sentence.deprels[i] == "obl":
            fillers["object"].append(i)
        elif self.speech.caseless and not of_noun and (self._is_count(i) or self._is_bare_object(i)):
            fillers["object"].append(i)  # killed 500 of the commanders

    def _is_bare_object(self, i: int) -> bool:
        """Whether somebody stands behind his verb without a preposition, as objects do: seized the Qaeda operatives."""
        if self.sentence.deprels[i] != "obl":
            return False
        known = any(self.mentions.at(w) for w in (i, *self.sentence.children[i]))
        day = self.sentence.words[i].lower() in self.grammar.days
        return i > self.sentence.heads[i] and not day and (known or self.sentence.upos[i] == "PROPN")

    def _before_noun(self, i: int, fillers: Fillers, *, inner: bool) -> None:
        """Israel's attack and U.S. strikes have a subject; Gaddafi's capture, as the grammar's list says, has none."""
        noun, mention = self.sentence.heads[i], self.mentions.at(i)
        if self.sentence.deprels[i] == "compound" and mention and mention.candidate.kind in ("city", "capital"):
            fillers["in"].append(i)  # the Geneva talks
        elif inner or (self.sentence.folded[noun] in self.grammar.suffered and not self._has_victim(noun)):
            fillers["of"].append(i)
            fillers["object"].append(i)
        else:
            fillers["subject"].append(i)

    def _has_victim(self, noun: int) -> bool:
        """Whether another noun says who suffers: Israel's assassination of a leader."""
        return any(
            self.speech.preposition(self.sentence, c) in self.grammar.owner_prepositions[:1]
            for c in self.sentence.children[noun]
            if c > noun
        )

    def _adjective(self, i: int, fillers: Fillers, role: str) -> None:
        """российский удар (subject), выслать российских дипломатов (of), антироссийские санкции (against)."""
        mention = self.mentions.at(i)
        if mention is None:
            if (
                self.sentence.folded[i] in self.grammar.agentive
                or self.sentence.words[i].lower() in self.grammar.agentive
            ):
                fillers["subject"] += [c for c in self.sentence.children[i] if self.mentions.at(c)]  # U.S.-led invasion
            return
        if mention.candidate.kind == "anti":
            fillers["anti"].append(i)
        elif mention.candidate.kind == "adjective":
            fillers[role].append(i)

    def _voice(self, trigger: Trigger, fillers: Fillers) -> None:
        """Turns a passive round: its subject is the object, its instrumental the agent."""
        i = trigger.head
        participle = self.sentence.deprels[i] in ("acl", "amod") and self.sentence.heads[i] != ROOT
        if self.is_passive(i) or self._is_reflexive(i, trigger):
            subjects = fillers.pop("subject", [])
            maker = self._maker_before(i) if participle and not fillers.get("by") else []
            fillers["object"] = [w for w in subjects + fillers.get("object", []) if w not in maker]
            if participle and not fillers["object"]:
                fillers["object"].append(self.sentence.heads[i])
            fillers["subject"] = list(fillers.get("by", [])) or maker
            fillers["passive"] = [i]
        elif participle and self.sentence.feats[i].get("VerbForm") in ("Part", "Ger") and not self._below(i, "mark"):
            fillers["subject"].append(self.sentence.heads[i])

    def _maker_before(self, i: int) -> list[int]:
        """Whose deed a participle before a noun tells: U.S.-backed rebels, Turkish occupied land."""
        noun = self.sentence.heads[i]
        name = i - 2 if self.sentence.words[i - 1] in HYPHENS else i - 1
        mention = self.mentions.at(name) if self.speech.caseless and name >= 0 and noun > i else None
        known = mention is not None and mention.candidate.kind in STATE_NAMES
        return [name] if known and self.sentence.heads[name] in (i, noun) else []

    def _is_reflexive(self, i: int, trigger: Trigger) -> bool:
        """Whether a reflexive stands for the passive of the trigger's verb: подписывается."""
        ending = self.grammar.reflexive
        return (
            bool(ending)
            and self.sentence.folded[i] not in trigger.pattern.head
            and (self.sentence.folded[i].endswith(ending))
        )

    def _inherited_subject(self, i: int, fillers: Fillers) -> None:
        if fillers.get("passive"):
            head = self.sentence.heads[i]
            if not fillers["object"] and head != ROOT and self.sentence.deprels[i] == "conj":
                fillers["object"] += self.subject_of(head)
            return
        subjects = self._subject_from_above(i) or self._agreeing_subject(i)
        fillers["subject"] += subjects
        if subjects:
            fillers["inherited"] = subjects

    def _under(self, i: int, fillers: Fillers) -> None:
        """Who does something under pressure is who is pressed: accepted the accord under Indian pressure."""
        if self.speech.caseless and self.speech.preposition(self.sentence, i) == "under" and not fillers["on"]:
            fillers["on"] += [] if fillers["object"] else self._verb_above(i)

    def _despite(self, i: int, fillers: Fillers) -> None:
        """Who does something despite resistance meets it: asked for taxes despite the resistance of the church."""
        if self.speech.preposition(self.sentence, i) in self.grammar.against_will and not fillers["to"]:
            fillers["to"] += self._verb_above(i)

    def _doers(self, words: list[int]) -> list[int]:
        """Who launched what then does something: launched an attack that killed six."""
        found: list[int] = []
        for word in words:
            verb = self.sentence.heads[word]
            held = verb != ROOT and self.sentence.deprels[word] == "obj" and self.operators.kind(verb) == "light"
            doing = held and self.speech.caseless and self.mentions.at(word) is None
            found += (self.subject_of(verb) if doing else []) or [word]
        return found

    def _measured(self, trigger: Trigger, fillers: Fillers) -> int:
        """The noun that counts an event noun, if one does, with its parties: a series of attacks by rebels."""
        i = trigger.head
        outer = self.sentence.heads[i]
        counted = (
            self.speech.caseless
            and outer != ROOT
            and self.sentence.deprels[i] == "nmod"
            and self.speech.preposition(self.sentence, i) == "of"
            and self.sentence.folded[outer] in self.grammar.measures
        )
        if not counted or outer in trigger.words:
            return i
        for child in self._below(outer, "nmod"):
            spoken = self.speech.preposition(self.sentence, child)
            if child != i and spoken is not None:
                self._prepositional(child, spoken, "", fillers)
        return outer

    def _lent_by_verb(self, trigger: Trigger, i: int, fillers: Fillers) -> None:
        """An event noun takes part in its light verb's arguments: США ведут переговоры, в Москве состоялась встреча."""
        sentence = self.sentence
        head = sentence.heads[i]
        if head == ROOT:
            return
        relation = sentence.deprels[i]
        kind = self.operators.kind(head)
        if (
            self.speech.caseless
            and relation == "obl"
            and self.speech.preposition(sentence, i) in self.grammar.occasions
        ):
            return  # issued a warning over the attack
        if relation in ("obj", "obl", "nmod", "iobj", "xcomp") and kind in ("light", "occurs", "plan"):
            lent = self.subject_of(head) if not self.is_noun(head) else self._noun_arguments(head)
            lent = [s for s in lent if s not in trigger.words]
            fillers["lent"] = lent
            if not fillers["subject"]:
                fillers["subject"] += lent
            self._other_arguments(head, i, fillers)
        elif relation in SUBJECTS and (kind in ("light", "occurs", "plan") or self.is_passive(head)):
            if kind == "light" and self.is_passive(head):
                fillers["subject"] += self._agents(head)
            self._other_arguments(head, i, fillers)

    def _result(self, i: int, fillers: Fillers) -> None:
        """What becomes of an object, where a verb has two: left him a ruined man, is called a martyr."""
        objects = self._below(i, "obj")
        objects = objects if self.is_passive(i) else objects[1:]
        fillers["result"] += [word for word in objects if self.mentions.at(word) is None]

    def _described(self, i: int, fillers: Fillers) -> None:
        """Whom a noun says something of: Turkey is a critic of Israel; Turkey, a critic of Israel."""
        if self.sentence.deprels[i] == "appos":
            fillers["described"].append(self.sentence.heads[i])
        elif any(self.sentence.deprels[c] == "cop" for c in self.sentence.children[i]):
            fillers["described"] += self._subjects(i) or self._subject_from_above(i)

    def _carried(self, trigger: Trigger, fillers: Fillers) -> None:
        """What a participle behind an event noun tells: sanctions imposed on Iran, an attack carried out by rebels."""
        nouns = [word for word in trigger.words if self.is_noun(word)] if self.speech.caseless else []
        for verb in (c for noun in nouns for c in self._below(noun, "acl")):
            if self.operators.kind(verb) != "light" or verb in trigger.words:
                continue
            if not fillers["subject"] and self.is_noun(trigger.head):
                fillers["subject"] += self._agents(verb)
            for child in self._below(verb, "obl"):
                spoken = self.speech.preposition(self.sentence, child)
                if spoken is not None and not any(fillers[role] for role in self.speech.roles(spoken, "")):
                    self._prepositional(child, spoken, "", fillers)

    def _means(self, i: int, fillers: Fillers) -> None:
        """Who does something by an act acts in it: sought revenge through attacks on Egypt."""
        verb = self.sentence.heads[i]
        through = self.speech.preposition(self.sentence, i) in self.grammar.means
        if through and not fillers["subject"] and self.sentence.deprels[i] == "obl" and not self.is_passive(verb):
            fillers["subject"] += self.subject_of(verb)

    def _other_arguments(self, verb: int, noun: int, fillers: Fillers) -> None:
        for child in self.sentence.children[verb]:
            spoken = self.speech.preposition(self.sentence, child)
            if child == noun or self.sentence.deprels[child] in SUBJECTS or self.sentence.deprels[child] not in NOMINAL:
                continue
            if spoken is not None:
                self._prepositional(child, spoken, self.sentence.feats[child].get("Case", ""), fillers)
            elif self.sentence.feats[child].get("Case") == "Dat":
                fillers["to"].append(child)

    def _antecedent(self, i: int) -> int:
        """A relative pronoun stands for the noun that its clause describes."""
        if self.sentence.folded[i] not in self.grammar.relative or self.sentence.upos[i] not in RELATIVES:
            return i
        for head in self.sentence.ancestors(i):
            if self.sentence.deprels[head] in ("acl:relcl", "acl") and self.sentence.heads[head] != ROOT:
                noun = self.sentence.heads[head]
                return noun if self.mentions.at(noun) else self._name_before(i) or noun
        return i

    def _name_before(self, i: int) -> int | None:
        """The name right before *, which*, though the parser has hung the clause higher: a deal with Iran, which."""
        comma = self.speech.caseless and i > 1 and self.sentence.words[i - 1] == ","
        mention = self.mentions.at(i - 2) if comma else None
        return mention.head if mention and mention.candidate.kind in STATE_NAMES else None
