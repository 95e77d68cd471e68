"""Facts out of triggers: one builder a kind, over the same roles and parties as events."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from multivector.coder.counts import find_count
from multivector.coder.offices import name_words, nominative_phrase, person_name
from multivector.coder.operators import Operators
from multivector.coder.parties import Parties, Party
from multivector.coder.prepositions import preposition
from multivector.coder.roles import Fillers, Roles
from multivector.coder.triggers import Trigger, shown_words
from multivector.language import Sentence
from multivector.language.morphology import genitive
from multivector.lexicon.lexicon import Lexicon
from multivector.lexicon.schema import Frame, Grammar
from multivector.model import Fact, Reason

BASE_CONFIDENCE = 0.7
BEFORE_NOUN = frozenset({"amod", "det", "nummod"})
PLACES = frozenset({"state", "capital", "city"})
NAME_PARTS = frozenset({"flat:name", "flat", "flat:foreign", "compound"})
BEGINS = "begins"  # reason of a fact that holds from its time on
PEACEKEEPER = "UN"  # a mission under it is a peacekeeping one unless the words say otherwise


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
    ) -> None:
        self.sentence = sentence
        self.parties = parties
        self.roles = roles
        self.operators = operators
        self.lexicon = lexicon
        self.grammar = grammar
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
            or governor.name in ("refuse", "cancel", "deny", "fail", "plan", "request", "possible", "threaten")
            for governor in self.operators.over(i)
        )

    def _fact(
        self, match: Match, slots: Mapping[str, object], used: Mapping[str, Iterable[int]], sure: float = 1.0
    ) -> Fact:
        start, end = self.sentence.words_span(shown_words(match.trigger))
        evidence = {"trigger": (start, end)}
        for slot, words in used.items():
            if listed := sorted(set(words)):
                evidence[slot] = self.sentence.words_span(listed)
        return Fact(
            fact=str(match.frame.fact),
            slots=dict(slots),
            start=start,
            end=end,
            trigger=self.sentence.text[start - self.sentence.start : end - self.sentence.start],
            sentence=self.sentence.span,
            confidence=BASE_CONFIDENCE * sure,
            frame=match.trigger.pattern.owner,
            evidence=evidence,
            reasons=(
                Reason(f"frame:{match.trigger.pattern.owner}", match.trigger.pattern.phrase),
                *self._begins(match),
            ),
        )

    def _begins(self, match: Match) -> Iterator[Reason]:
        """A finished act of taking office begins what the fact says: возглавил правительство в 2009 году."""
        verb = match.trigger.head
        if match.frame.fact == "office" and self.sentence.feats[verb].get("Aspect") == "Perf":
            yield Reason(BEGINS, self.sentence.words[verb])

    # parties

    def _parties(self, words: Iterable[int], *, places: bool = False) -> list[Party]:
        found: list[Party] = []
        for word in words:
            found += self.parties.all(word, places=places)
        return found

    def _states(self, words: Iterable[int]) -> list[Party]:
        return [party for party in self._parties(words) if party.code in self.lexicon.states]

    def _organisations(self, words: Iterable[int]) -> list[Party]:
        """Organisations named at the words or listed after them."""
        found: list[Party] = []
        for word in words:
            for inner in self.sentence.subtree(word):
                mention = self.parties.mentions.at(inner)
                if mention and mention.head == inner and mention.candidate.kind == "organisation":
                    found.append(Party(mention.candidate.code, "", tuple(mention.words())))
            known = self.parties.context.organisation
            if (
                not found
                and known
                and self.sentence.upos[word] == "PRON"
                and self.sentence.folded[word] in self.grammar.pronouns
            ):
                found.append(Party(known, "", (word,), 0.8, "pronoun"))
        return found

    # builders

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
                    yield self._fact(match, slots, {"person": names, "of": holders[0].words}, holders[0].sure)
            if "position" not in match.frame.slots:
                yield from self._lead(match, names)

    def _lead(self, match: Match, names: list[int]) -> Iterator[Fact]:
        for word in match.words("of")[:1]:
            for party in self.parties.all(word)[:1]:
                title = "глава " + genitive(self.sentence.words[word])
                slots = {"person": person_name(self.sentence, names), "position": title, "of": party.code}
                yield self._fact(match, slots, {"person": names, "of": party.words}, party.sure)

    def _is_person(self, i: int) -> bool:
        mention = self.parties.mentions.at(i)
        if mention and mention.candidate.kind != "people":
            return mention.candidate.kind == "person"
        if self.sentence.upos[i] == "NOUN":  # португалец Гутерреш
            return any(
                self.sentence.deprels[c] in ("appos", "flat:name") and self._is_person(c)
                for c in self.sentence.children[i]
            )
        return self.sentence.upos[i] == "PROPN" and self.sentence.feats[i].get("Animacy") == "Anim"

    def _name(self, i: int) -> list[int]:
        mention = self.parties.mentions.at(i)
        if self.sentence.upos[i] == "NOUN":
            i = next((c for c in self.sentence.children[i] if self.sentence.deprels[c] in ("appos", "flat:name")), i)
            mention = self.parties.mentions.at(i)
        return sorted({*name_words(self.sentence, i), *(mention.words() if mention else ())})

    def _membership(self, match: Match) -> Iterator[Fact]:
        organisations = self._organisations(match.words("of"))
        members = self._states(match.words("member")) or self._named_as(match.trigger.head)
        for organisation in organisations:
            for member in members:
                if member.code != organisation.code:
                    slots = {"member": member.code, "of": organisation.code}
                    yield self._fact(match, slots, {"member": member.words, "of": organisation.words}, member.sure)

    def _named_as(self, i: int) -> list[Party]:
        """Who is named in a relative clause: члены Совета, которыми являются Китай и Франция."""
        for clause in self.sentence.children[i]:
            if self.sentence.deprels[clause] in ("acl", "acl:relcl") and self.operators.kind(clause) == "light":
                return self._states(c for c in self.sentence.children[clause] if self.sentence.deprels[c] == "nsubj")
        return []

    def _chairmanship(self, match: Match) -> Iterator[Fact]:
        organisations = self._organisations(match.words("of")) or self._organisations(self._clause_words(match))
        chairs = self._states(match.words("chair")) or self.parties.topic()
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
            parties = parties or ([] if unknown else self.parties.topic())
            if not parties:
                continue
            place = next((self._phrase(w) for w in match.words("place") if self._is_place(w)), None)
            slots: dict[str, object] = {
                "parties": list(dict.fromkeys(p.code for p in parties)),
                "act": match.frame.fixed.get("act", "signed"),
                "name": self._phrase(word, whole=True),
                "kind": kind,
                "place": place,
            }
            words = [w for p in parties for w in p.words]
            yield self._fact(
                match, slots, {"name": self.sentence.subtree(word), "parties": words}, min(p.sure for p in parties)
            )
            return

    def _document_parties(self, word: int) -> list[Party]:
        """The parties that a document's own name tells: договор между Россией и США, российско-американский договор."""
        found: list[Party] = []
        for child in self.sentence.children[word]:
            if self.sentence.deprels[child] == "amod" or preposition(self.sentence, child) in ("между", "с"):
                found += self.parties.all(child, owners=False)
        return found

    def _hosting(self, match: Match) -> Iterator[Fact]:
        for word in match.words("what") if "what" in match.frame.slots else [match.trigger.head]:
            gathering, inner = self._gathering(word, hosted="host" in match.frame.slots)
            if gathering is None:
                continue
            places = [w for w in (*match.words("place"), *self._places_below(inner)) if self._is_place(w)]
            hosts = self._states(match.words("host")) or self._parties(places, places=True)
            place = next((self._phrase(w) for w in places), None)
            if not places and gathering in ("meeting", "talks") and self._is_only_guest(match, inner):
                continue
            if not hosts:
                hosts = self.parties.topic() if match.frame.slots.get("host") else []
            hosts = [h for h in hosts if h.code in self.lexicon.states]
            if not hosts:
                continue
            if place is None and match.words("host"):
                subject = match.words("host")[0]
                mention = self.parties.mentions.at(subject)
                place = self._phrase(subject) if mention and mention.candidate.kind in ("capital", "city") else None
            phrase = " ".join(self.sentence.words[w] for w in self.sentence.subtree(inner) if w <= inner)
            slots: dict[str, object] = {
                "host": hosts[0].code,
                "what": gathering,
                "about": self._about(match, inner),
                "place": place,
                "count": find_count(phrase, "ru"),
            }
            yield self._fact(match, slots, {"host": hosts[0].words, "what": [inner]}, hosts[0].sure)
            return

    def _is_only_guest(self, match: Match, inner: int) -> bool:
        """Who holds a meeting with somebody, nobody says where, need not be its host."""
        held = match.frame.slots.get("host") == ["subject"] and bool(match.fillers.get("subject"))
        return held and any(preposition(self.sentence, c) in ("с", "между") for c in self.sentence.children[inner])

    def _gathering(self, i: int, *, hosted: bool) -> tuple[str | None, int]:
        """What kind of gathering a word names, looking through its holding (проведение переговоров)."""
        for word in (i, *self.sentence.children[i]):
            kind = self._kind(word, self.grammar.gatherings) or (
                self._kind(word, self.grammar.hosted) if hosted else None
            )
            if kind and self.sentence.upos[word] == "NOUN":
                return kind, word
        return None, i

    def _about(self, match: Match, inner: int) -> str | None:
        own = self.roles.fill(Trigger(inner, (inner,), match.trigger.pattern), takes_object=False)
        for word in (*own.get("about", []), *match.words("about")):
            parties = [p for p in self._below(word) if p.code in self.lexicon.states]
            return parties[0].code if parties else self._phrase(word, whole=True)
        below = [p for w in self.sentence.subtree(inner) if w > inner for p in self._named(w)]
        return below[0].code if below else None

    def _below(self, i: int) -> list[Party]:
        return [party for w in self.sentence.subtree(i) for party in self._named(w)]

    def _named(self, i: int) -> list[Party]:
        mention = self.parties.mentions.at(i)
        if mention and mention.candidate.kind in ("state", "adjective", "capital"):
            return [Party(mention.candidate.code, "", (i,))]
        return []

    def _places_below(self, i: int) -> list[int]:
        return [c for c in self.sentence.children[i] if preposition(self.sentence, c) in ("в", "на")]

    def _is_place(self, i: int) -> bool:
        mention = self.parties.mentions.at(i)
        return bool(mention and mention.candidate.kind in PLACES)

    def _mission(self, match: Match) -> Iterator[Fact]:
        for word in self._mission_nouns(match):
            under = self._organisations([word, *match.words("under")])
            kind = self._mission_kind(word) or ("peacekeeping" if under and under[0].code == PEACEKEEPER else None)
            if kind is None:
                continue
            actors = self._states(match.words("actor")) or self.parties.topic()
            places = [
                p
                for p in self._parties([*match.words("place"), *self._places_below(word)], places=True)
                if p.code in self.lexicon.states
            ]
            for actor in actors[:1]:
                slots: dict[str, object] = {
                    "actor": actor.code,
                    "kind": kind,
                    "place": list(dict.fromkeys(p.code for p in places if p.code != actor.code))
                    or self._region(match, word),
                    "under": under[0].code if under else None,
                }
                yield self._fact(match, slots, {"actor": actor.words, "kind": [word]}, actor.sure)
            return

    def _mission_nouns(self, match: Match) -> list[int]:
        """The words for a mission among the fillers, below them (в ряде миссий), or anywhere below the trigger."""
        near = [w for filler in match.words("kind") for w in (filler, *self.sentence.children[filler])]
        below = self.sentence.subtree(match.trigger.head) if "object" not in match.frame.slots["kind"] else []
        return [w for w in dict.fromkeys((*near, *below)) if self.sentence.folded[w] in self.grammar.mission_nouns]

    def _region(self, match: Match, word: int) -> list[str]:
        """A place that is no state: Восточная Африка."""
        for place in (*match.words("place"), *self._places_below(word)):
            if place == word:
                continue
            proper = [
                w
                for w in self.sentence.subtree(place)
                if self.sentence.words[w].istitle() and self.sentence.upos[w] in ("PROPN", "ADJ", "NOUN")
            ]
            if proper:
                return [nominative_phrase(self.sentence, proper[-1], proper)]
        return []

    def _mission_kind(self, i: int) -> str | None:
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
                founders = [] if match.words("founders") else self.parties.topic()
            if not founders:
                continue
            under = self._organisations(match.words("under") or self._under(match.trigger.head))
            slots: dict[str, object] = {
                "founders": list(dict.fromkeys(p.code for p in founders)),
                "name": self._phrase(word, whole=True),
                "under": under[0].code if under else None,
            }
            used = {"founders": [w for p in founders for w in p.words], "name": self.sentence.subtree(word)}
            yield self._fact(match, slots, used, min(p.sure for p in founders))
            return

    def _under(self, word: int) -> list[int]:
        """Below a word: under whose auspices."""
        return [c for c in self.sentence.subtree(word) if preposition(self.sentence, c) == "под"]

    # words

    def _kind(self, i: int, kinds: dict[str, list[str]]) -> str | None:
        lemma = self.sentence.folded[i]
        return next((kind for kind, words in kinds.items() if lemma in words), None)

    def _phrase(self, i: int, *, whole: bool = False) -> str:
        """A noun phrase for people, in the nominative; without clauses. `whole` keeps what follows the noun."""
        mention = self.parties.mentions.at(i)
        if mention and mention.candidate.kind in PLACES and not whole:
            return mention.candidate.word
        keep = {i}
        for child in self.sentence.children[i]:
            relation = self.sentence.deprels[child]
            following = (
                whole and relation in ("nmod", "appos", "obl", "amod") and preposition(self.sentence, child) != "под"
            )
            if (relation in BEFORE_NOUN and child < i) or relation in NAME_PARTS or (following and child > i):
                keep |= set(self._without_clauses(child))
        return nominative_phrase(self.sentence, i, sorted(keep))

    def _without_clauses(self, i: int) -> list[int]:
        """Word i and what depends on it, up to a clause or a bracket."""
        words = []
        for word in self.sentence.subtree(i):
            above = [word, *self.sentence.ancestors(word)]
            if any(
                self.sentence.deprels[w] in ("acl", "acl:relcl", "advcl")
                for w in above[: above.index(i) + 1 if i in above else 0]
            ):
                continue
            if self.sentence.words[word] == "(":
                break
            words.append(word)
        return words
