"""Facts out of triggers: one builder a kind, over the same roles and parties as events."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from multivector.language import Sentence
from multivector.lexicon.lexicon import Lexicon
from multivector.lexicon.schema import Frame, Grammar
from multivector.model import Fact, Reason
from multivector.coder.context import Context
from multivector.coder.counts import find_count
from multivector.coder.offices import person_name
from multivector.coder.operators import Operators
from multivector.coder.parties import Parties, Party
from multivector.coder.roles import Fillers, Roles
from multivector.coder.triggers import Trigger

BASE_CONFIDENCE = 0.7


@dataclass
class Match:
    """A fact's frame at a trigger, with what fills its roles."""

    trigger: Trigger
    frame: Frame
    fillers: Fillers
    subject_unknown: bool = False

    def words(self, slot: str) -> list[int]:
        """The words that may fill a slot, in the order of the slot's roles."""
        return [word for role in self.frame.slots.get(slot, []) for word in self.fillers.get(role, [])]


class FactFinder:
    """Finds the facts of one sentence."""

    def __init__(
        self,
        sentence: Sentence,
        parties: Parties,
        roles: Roles,
        operators: Operators,
        lexicon: Lexicon,
        grammar: Grammar,
        context: Context,
    ) -> None:
        self.sentence = sentence
        self.parties = parties
        self.roles = roles
        self.operators = operators
        self.lexicon = lexicon
        self.grammar = grammar
        self.context = context
        self.builders: dict[str, Callable[[Match], Iterator[Fact]]] = {
            "office": self._office,
            "membership": self._membership,
            "chairmanship": self._chairmanship,
            "instrument": self._instrument,
            "hosting": self._hosting,
            "mission": self._mission,
            "institution": self._institution,
        }

    def find(self, triggers: Iterable[Trigger]) -> list[Fact]:
        """The facts that the triggers of a sentence evoke, each once."""
        found: dict[tuple[str, str], Fact] = {}
        for trigger in triggers:
            if self.operators.is_supposed(trigger.head) or self.operators.is_negated(trigger.head) or self._is_unreal(trigger.head):
                continue
            frame = self.lexicon.frames[trigger.pattern.owner]
            fillers = self.roles.fill(trigger, takes_object="object" in {r for roles in frame.slots.values() for r in roles})
            for fact in self.builders[str(frame.fact)](Match(trigger, frame, fillers)):
                key = (fact.fact, repr(fact.slots))
                if key not in found or found[key].confidence < fact.confidence:
                    found[key] = fact
        return sorted(found.values(), key=lambda fact: fact.start)

    def _is_unreal(self, i: int) -> bool:
        """Refused, planned, wished: no standing fact."""
        return any(
            governor.operator.drops or governor.negated or governor.name in ("refuse", "cancel", "deny", "fail", "plan", "request", "possible", "threaten")
            for governor in self.operators.over(i)
        )

    def _fact(self, match: Match, slots: dict[str, object], used: dict[str, Iterable[int]], sure: float = 1.0) -> Fact:
        start, end = self.sentence.words_span(list(match.trigger.words))
        evidence = {"trigger": (start, end)}
        for slot, words in used.items():
            if listed := sorted(set(words)):
                evidence[slot] = self.sentence.words_span(listed)
        return Fact(
            fact=str(match.frame.fact),
            slots=slots,
            start=start,
            end=end,
            trigger=self.sentence.text[start - self.sentence.start : end - self.sentence.start],
            sentence=self.sentence.span,
            confidence=BASE_CONFIDENCE * sure,
            frame=match.trigger.pattern.owner,
            evidence=evidence,
            reasons=(Reason(f"frame:{match.trigger.pattern.owner}", match.trigger.pattern.phrase),),
        )

    # parties

    def _parties(self, words: Iterable[int], *, places: bool = False) -> list[Party]:
        found: list[Party] = []
        for word in words:
            found += self.parties.all(word, places=places)
        return found

    def _states(self, words: Iterable[int]) -> list[Party]:
        return [party for party in self._parties(words) if party.state in self.lexicon.states]

    def _organisations(self, words: Iterable[int]) -> list[Party]:
        """Organisations named at the words or listed after them."""
        found: list[Party] = []
        for word in words:
            for inner in self.sentence.subtree(word):
                mention = self.parties.mentions.at(inner)
                if mention and mention.head == inner and mention.candidate.kind == "organisation":
                    found.append(Party(mention.candidate.code, "", tuple(mention.words())))
        return found

    def _topic(self) -> list[Party]:
        """The state that the text is about, where the clause names none."""
        return [Party(self.context.topic, "", (), 0.75, "topic")] if self.context.topic else []

    # builders

    def _office(self, match: Match) -> Iterator[Fact]:
        titles = [(word, m) for word in match.words("position") if (m := self.parties.mentions.at(word)) and m.candidate.kind == "role"]
        for word in match.words("person")[:1] or match.fillers.get("object", [])[:1]:
            if not self._is_person(word):
                continue
            names = self._name(word)
            for title, mention in titles[:1]:
                role = self.lexicon.roles[mention.candidate.key]
                holders = self.parties.owners(mention) or self.parties.all(title)
                if role.office and holders:
                    slots = {"person": person_name(self.sentence, names), "position": mention.candidate.word, "of": holders[0].code}
                    yield self._fact(match, slots, {"person": names, "of": holders[0].words}, holders[0].sure)
            if "position" not in match.frame.slots:
                yield from self._lead(match, names)

    def _lead(self, match: Match, names: list[int]) -> Iterator[Fact]:
        for word in match.words("of")[:1]:
            for party in self.parties.all(word)[:1]:
                title = "глава " + self._phrase(word, genitive=True)
                slots = {"person": person_name(self.sentence, names), "position": title, "of": party.code}
                yield self._fact(match, slots, {"person": names, "of": party.words}, party.sure)

    def _is_person(self, i: int) -> bool:
        mention = self.parties.mentions.at(i)
        if mention:
            return mention.candidate.kind == "person"
        return self.sentence.upos[i] == "PROPN" and self.sentence.feats[i].get("Animacy") == "Anim"

    def _name(self, i: int) -> list[int]:
        mention = self.parties.mentions.at(i)
        flat = [c for c in self.sentence.children[i] if self.sentence.deprels[c].startswith("flat")]
        return sorted({i, *flat, *(mention.words() if mention else ())})

    def _membership(self, match: Match) -> Iterator[Fact]:
        organisations = self._organisations(match.words("of"))
        members = self._states(match.words("member"))
        for organisation in organisations:
            for member in members:
                if member.code != organisation.code:
                    slots = {"member": member.code, "of": organisation.code}
                    yield self._fact(match, slots, {"member": member.words, "of": organisation.words}, member.sure)

    def _chairmanship(self, match: Match) -> Iterator[Fact]:
        organisations = self._organisations(match.words("of")) or self._organisations(self._clause_words(match))
        chairs = self._states(match.words("chair")) or self._topic()
        for organisation in organisations:
            for chair in chairs[:1]:
                slots = {"chair": chair.code, "of": organisation.code}
                yield self._fact(match, slots, {"chair": chair.words, "of": organisation.words}, chair.sure)

    def _clause_words(self, match: Match) -> list[int]:
        """The other arguments of the verb over an event noun: заседание Совбеза под председательством России."""
        head = self.sentence.heads[match.trigger.head]
        return [head] if head >= 0 else []

    def _instrument(self, match: Match) -> Iterator[Fact]:
        for word in match.words("name"):
            kind = self._kind(word, self.grammar.documents)
            if kind is None:
                continue
            parties = self._parties(match.words("parties")) or self._document_parties(word)
            parties = [p for p in parties if p.code != "---"]
            unknown = bool(match.words("parties")) and not parties
            parties = parties or ([] if unknown else self._topic())
            if not parties:
                continue
            place = next((self._phrase(w) for w in match.words("place") if self._is_place(w)), None)
            slots: dict[str, object] = {
                "parties": list(dict.fromkeys(p.state for p in parties)),
                "act": match.frame.fixed.get("act", "signed"),
                "name": self._phrase(word, whole=True),
                "kind": kind,
                "place": place,
            }
            words = [w for p in parties for w in p.words]
            yield self._fact(match, slots, {"name": self.sentence.subtree(word), "parties": words}, min(p.sure for p in parties))
            return

    def _document_parties(self, word: int) -> list[Party]:
        """The parties that a document's own name tells: договор между Россией и США, российско-американский договор."""
        found: list[Party] = []
        for child in self.sentence.children[word]:
            if self.sentence.deprels[child] == "amod" or self.roles.preposition(child) in ("между", "с"):
                found += self.parties.all(child, owners=False)
        return found

    def _hosting(self, match: Match) -> Iterator[Fact]:
        for word in match.words("what"):
            gathering, inner = self._gathering(word)
            if gathering is None:
                continue
            places = [w for w in (*match.words("place"), *self._places_below(inner)) if self._is_place(w)]
            hosts = self._states(match.words("host")) or self._parties(places, places=True)
            place = next((self._phrase(w) for w in places), None)
            if not hosts:
                hosts = self._topic() if match.frame.slots.get("host") else []
            hosts = [h for h in hosts if h.state in self.lexicon.states]
            if not hosts:
                continue
            if place is None and match.words("host"):
                subject = match.words("host")[0]
                mention = self.parties.mentions.at(subject)
                place = self._phrase(subject) if mention and mention.candidate.kind in ("capital", "city") else None
            phrase = " ".join(self.sentence.words[w] for w in self.sentence.subtree(inner) if w <= inner)
            slots: dict[str, object] = {
                "host": hosts[0].state,
                "what": gathering,
                "about": self._about(match, inner),
                "place": place,
                "count": find_count(phrase, "ru"),
            }
            yield self._fact(match, slots, {"host": hosts[0].words, "what": [inner]}, hosts[0].sure)
            return

    def _gathering(self, i: int) -> tuple[str | None, int]:
        """What kind of gathering a word names, looking through its holding (проведение переговоров)."""
        for word in (i, *self.sentence.children[i]):
            kind = self._kind(word, self.grammar.gatherings)
            if kind and self.sentence.upos[word] == "NOUN":
                return kind, word
        return None, i

    def _about(self, match: Match, inner: int) -> str | None:
        own = self.roles.fill(Trigger(inner, (inner,), match.trigger.pattern), takes_object=False)
        for word in (*own.get("about", []), *match.words("about")):
            parties = [p for p in self._below(word) if p.state in self.lexicon.states]
            return parties[0].state if parties else self._phrase(word, whole=True)
        below = [p for w in self.sentence.subtree(inner) if w > inner for p in self._named(w)]
        return below[0].state if below else None

    def _below(self, i: int) -> list[Party]:
        return [party for w in self.sentence.subtree(i) for party in self._named(w)]

    def _named(self, i: int) -> list[Party]:
        mention = self.parties.mentions.at(i)
        if mention and mention.candidate.kind in ("state", "adjective", "capital"):
            return [Party(mention.candidate.code, "", (i,))]
        return []

    def _places_below(self, i: int) -> list[int]:
        return [c for c in self.sentence.children[i] if self.roles.preposition(c) in ("в", "на")]

    def _is_place(self, i: int) -> bool:
        mention = self.parties.mentions.at(i)
        return bool(mention and mention.candidate.kind in ("state", "capital", "city"))

    def _mission(self, match: Match) -> Iterator[Fact]:
        for word in match.words("kind"):
            kind = self._mission_kind(word)
            if kind is None:
                continue
            actors = self._states(match.words("actor")) or self._topic()
            places = [p for p in self._parties([*match.words("place"), *self._places_below(word)], places=True) if p.state in self.lexicon.states]
            under = self._organisations([word, *match.words("under")])
            for actor in actors[:1]:
                slots: dict[str, object] = {
                    "actor": actor.state,
                    "kind": kind,
                    "place": list(dict.fromkeys(p.state for p in places if p.state != actor.state)) or self._region(match, word),
                    "under": under[0].code if under else None,
                }
                yield self._fact(match, slots, {"actor": actor.words, "kind": [word]}, actor.sure)
            return

    def _region(self, match: Match, word: int) -> list[str]:
        """A place that is no state: Восточная Африка."""
        for place in (*match.words("place"), *self._places_below(word)):
            if place == word:
                continue
            proper = [w for w in self.sentence.subtree(place) if self.sentence.upos[w] == "PROPN" or self.sentence.words[w][:1].isupper()]
            if proper:
                return [" ".join(self.sentence.words[w] for w in proper)]
        return []

    def _mission_kind(self, i: int) -> str | None:
        if self.sentence.folded[i] not in self.grammar.mission_nouns:
            return None
        lemmas = {self.sentence.folded[w] for w in self.sentence.subtree(i)[:12]}
        for kind, words in self.grammar.missions.items():
            if any(" " not in word and word in lemmas for word in words):
                return kind
        return None

    def _institution(self, match: Match) -> Iterator[Fact]:
        for word in match.words("name"):
            if self.sentence.folded[word] not in self.grammar.institutions:
                continue
            founders = self._states(match.words("founders"))
            if not founders:
                founders = [] if match.words("founders") else self._topic()
            if not founders:
                continue
            under = self._organisations([w for w in match.words("under") if w != word] or self._under(word))
            slots: dict[str, object] = {
                "founders": list(dict.fromkeys(p.state for p in founders)),
                "name": self._phrase(word, whole=True),
                "under": under[0].code if under else None,
            }
            used = {"founders": [w for p in founders for w in p.words], "name": self.sentence.subtree(word)}
            yield self._fact(match, slots, used, min(p.sure for p in founders))
            return

    def _under(self, word: int) -> list[int]:
        return [c for c in self.sentence.children[word] if self.roles.preposition(c) in ("под", "при")]

    # words

    def _kind(self, i: int, kinds: dict[str, list[str]]) -> str | None:
        lemma = self.sentence.folded[i]
        return next((kind for kind, words in kinds.items() if lemma in words), None)

    def _phrase(self, i: int, *, whole: bool = False, genitive: bool = False) -> str:
        """A noun phrase for people: its head in the dictionary form, what follows as it stands; without clauses."""
        keep = [i]
        for child in self.sentence.children[i]:
            relation = self.sentence.deprels[child]
            if relation in ("amod", "det", "compound", "flat:name", "flat", "nummod") or (
                (whole or genitive) and relation in ("nmod", "appos", "acl", "obl") and self.sentence.upos[child] != "VERB"
            ):
                keep += self.sentence.subtree(child)
        words = sorted(set(keep))
        text = self.sentence.text[self.sentence.starts[words[0]] - self.sentence.start : self.sentence.ends[words[-1]] - self.sentence.start]
        if len(words) == 1 and not genitive:
            return person_name(self.sentence, words) if self.sentence.words[i][:1].isupper() else self.sentence.lemmas[i]
        return " ".join(text.split())
