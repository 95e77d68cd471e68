"""Facts out of triggers: one builder a kind, over the same roles and parties as events."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from multivector.coder.analysis import Analysis
from multivector.coder.factmaker import FactMaker, Match
from multivector.coder.offices import name_words, person_name
from multivector.coder.party import Party
from multivector.coder.triggers import Trigger
from multivector.coder.venues import Venues
from multivector.language.russian_morphology import genitive
from multivector.lexicon.ontology import NO_STATE
from multivector.model import Fact


class FactFinder(FactMaker):
    """Finds the facts of one sentence."""

    def __init__(self, analysis: Analysis) -> None:
        super().__init__(analysis)
        venues = Venues(analysis)
        self.builders: dict[str, Callable[[Match], Iterator[Fact]]] = {
            "office": self._office,
            "membership": self._membership,
            "chairmanship": self._chairmanship,
            "instrument": self._instrument,
            "hosting": venues.hosting,
            "mission": venues.mission,
            "institution": self._institution,
        }

    def find(self, triggers: Iterable[Trigger]) -> list[Fact]:
        """The facts that the triggers of a sentence evoke, each once."""
        found: dict[tuple[str, str], Fact] = {}
        for trigger in triggers:
            if (
                self.operators.is_supposed(trigger.head)
                or self.operators.is_negated(trigger.head)
                or self._is_unreal(trigger)
            ):
                continue
            frame = self.lexicon.frames[trigger.pattern.owner]
            fillers = self.roles.fill(
                trigger, takes_object="object" in {r for roles in frame.slots.values() for r in roles}
            )
            for fact in self.builders[str(frame.fact)](Match(trigger, frame, fillers)):
                key = (fact.fact, repr(fact.slots))
                if key not in found or found[key].confidence < fact.confidence:
                    found[key] = fact
        return sorted(found.values(), key=lambda fact: fact.start)

    def _is_unreal(self, trigger: Trigger) -> bool:
        """Refused, planned, wished, yet to come: no standing fact; only offices count beforehand."""
        i = trigger.head
        if self.roles.is_future(i) and self.lexicon.frames[trigger.pattern.owner].fact != "office":
            return True
        return any(
            governor.operator.drops
            or governor.negated
            or bool(governor.operator.becomes)
            or governor.operator.status is not None
            for governor in self.operators.over(i)
        )

    def _office(self, match: Match) -> Iterator[Fact]:
        titles = [
            (word, m)
            for word in match.words("position")
            if (m := self.parties.mentions.at(word)) and m.candidate.kind == "role"
        ]
        for word in match.words("person")[:1] or match.fillers.get("object", [])[:1]:
            if not self._is_person(word):
                continue
            names = self._name(word)
            for title, mention in titles[:1]:
                role = self.lexicon.roles[mention.candidate.key]
                holders = self.parties.owners(mention) or self.parties.all(title)
                if role.office and holders:
                    slots = {
                        "person": person_name(self.sentence, names),
                        "position": mention.candidate.word,
                        "of": holders[0].code,
                    }
                    yield self.fact(match, slots, {"person": names, "of": holders[0].words}, holders[0].sure)
            if "position" not in match.slots:
                yield from self._lead(match, names)

    def _lead(self, match: Match, names: list[int]) -> Iterator[Fact]:
        for word in match.words("of")[:1]:
            for party in self.parties.all(word)[:1]:
                title = f"{self.grammar.titles['lead']} {genitive(self.sentence.words[word])}"
                slots = {"person": person_name(self.sentence, names), "position": title, "of": party.code}
                yield self.fact(match, slots, {"person": names, "of": party.words}, party.sure)

    def _is_person(self, i: int) -> bool:
        mention = self.parties.mentions.at(i)
        if mention and mention.candidate.kind != "people":
            return mention.candidate.kind == "person"
        if self.sentence.upos[i] == "NOUN":  # португалец Гутерреш
            return any(
                self.sentence.deprels[c] in ("appos", "flat:name") and self._is_person(c)
                for c in self.sentence.children[i]
            )
        return self.sentence.upos[i] == "PROPN" and self.sentence.feats[i].get("Animacy", "Anim") == "Anim"

    def _name(self, i: int) -> list[int]:
        mention = self.parties.mentions.at(i)
        if self.sentence.upos[i] == "NOUN":
            i = next((c for c in self.sentence.children[i] if self.sentence.deprels[c] in ("appos", "flat:name")), i)
            mention = self.parties.mentions.at(i)
        return sorted({*name_words(self.sentence, i), *(mention.words() if mention else ())})

    def _membership(self, match: Match) -> Iterator[Fact]:
        organisations = self.organisations(match.words("of"))
        members = self.states(match.words("member")) or self._named_as(match.trigger.head)
        for organisation in organisations:
            for member in members:
                if member.code != organisation.code:
                    slots = {"member": member.code, "of": organisation.code}
                    yield self.fact(match, slots, {"member": member.words, "of": organisation.words}, member.sure)

    def _named_as(self, i: int) -> list[Party]:
        """Who is named in a relative clause: члены Совета, которыми являются Китай и Франция."""
        for clause in self.sentence.children[i]:
            if self.sentence.deprels[clause] in ("acl", "acl:relcl") and self.operators.kind(clause) == "light":
                return self.states(c for c in self.sentence.children[clause] if self.sentence.deprels[c] == "nsubj")
        return []

    def _chairmanship(self, match: Match) -> Iterator[Fact]:
        organisations = self.organisations(match.words("of")) or self.organisations(self._clause_words(match))
        chairs = self.states(match.words("chair")) or self.parties.topic()
        for organisation in organisations:
            for chair in chairs[:1]:
                slots = {"chair": chair.code, "of": organisation.code}
                yield self.fact(match, slots, {"chair": chair.words, "of": organisation.words}, chair.sure)

    def _clause_words(self, match: Match) -> list[int]:
        """The other arguments of the verb over an event noun: заседание Совбеза под председательством России."""
        head = self.sentence.heads[match.trigger.head]
        return [head] if head >= 0 else []

    def _instrument(self, match: Match) -> Iterator[Fact]:
        for word in match.words("name"):
            kind = self.kind_of(word, self.grammar.documents)
            if kind is None:
                continue
            parties = self.parties_of(match.words("parties")) or self._document_parties(word)
            parties = [p for p in parties if p.code != NO_STATE]
            unknown = bool(match.words("parties")) and not parties
            parties = parties or ([] if unknown else self.parties.topic())
            if not parties:
                continue
            place = next((self.phrase(w) for w in match.words("place") if self.is_place(w)), None)
            slots: dict[str, object] = {
                "parties": list(dict.fromkeys(p.code for p in parties)),
                "act": match.fixed.get("act", "signed"),
                "name": self.phrase(word, whole=True),
                "kind": kind,
                "place": place,
            }
            words = [w for p in parties for w in p.words]
            yield self.fact(
                match, slots, {"name": self.sentence.subtree(word), "parties": words}, min(p.sure for p in parties)
            )
            return

    def _document_parties(self, word: int) -> list[Party]:
        """The parties that a document's own name tells: договор между Россией и США, российско-американский договор."""
        found: list[Party] = []
        for child in self.sentence.children[word]:
            if self.sentence.deprels[child] == "amod" or self.speech.speaks(self.sentence, child, "between", "with"):
                found += self.parties.all(child, owners=False)
        return found

    def _institution(self, match: Match) -> Iterator[Fact]:
        for word in match.words("name"):
            if self.sentence.folded[word] not in self.grammar.institutions:
                continue
            founders = self.states(match.words("founders"))
            if not founders:
                founders = [] if match.words("founders") else self.parties.topic()
            if not founders:
                continue
            under = self.organisations(match.words("under") or self._under(match.trigger.head))
            slots: dict[str, object] = {
                "founders": list(dict.fromkeys(p.code for p in founders)),
                "name": self.phrase(word, whole=True),
                "under": under[0].code if under else None,
            }
            used = {"founders": [w for p in founders for w in p.words], "name": self.sentence.subtree(word)}
            yield self.fact(match, slots, used, min(p.sure for p in founders))
            return

    def _under(self, word: int) -> list[int]:
        """Below a word: under whose auspices."""
        return [c for c in self.sentence.subtree(word) if self.speech.speaks(self.sentence, c, "under")]
