"""Facts of place: who hosted talks and summits, who sent missions where."""

from __future__ import annotations

from collections.abc import Iterator

from multivector.coder.counts import find_count
from multivector.coder.factmaker import FactMaker, Match
from multivector.coder.offices import nominative_phrase
from multivector.coder.party import Party
from multivector.coder.triggers import Trigger
from multivector.model import Fact

PHRASE_WORDS = 12  # further on the phrase tells of other things
PEACEKEEPER = "UN"  # a mission under it is a peacekeeping one unless the words say otherwise


class Venues(FactMaker):
    """Builds the facts of hosting and missions."""

    def hosting(self, match: Match) -> Iterator[Fact]:
        for word in match.words("what") if "what" in match.slots else [match.trigger.head]:
            gathering, inner = self._gathering(word, hosted="host" in match.slots)
            if gathering is None:
                continue
            places = [w for w in (*match.words("place"), *self._places_below(inner)) if self.is_place(w)]
            hosts = self.parties_of(places, places=True) or self.states(match.words("host"))
            place = next((self.phrase(w) for w in places), None)
            if not places and gathering in ("meeting", "talks") and self._is_only_guest(match, inner):
                continue
            if not hosts:
                hosts = self.parties.topic() if match.slots.get("host") else []
            hosts = [h for h in hosts if h.code in self.lexicon.states]
            if not hosts:
                continue
            if place is None and match.words("host"):
                subject = match.words("host")[0]
                mention = self.parties.mentions.at(subject)
                place = self.phrase(subject) if mention and mention.candidate.kind in ("capital", "city") else None
            phrase = " ".join(self.sentence.words[w] for w in self.sentence.subtree(inner) if w <= inner)
            slots: dict[str, object] = {
                "host": hosts[0].code,
                "what": gathering,
                "about": self._about(match, inner),
                "place": place,
                "count": find_count(phrase, self.speech.language),
            }
            yield self.fact(match, slots, {"host": hosts[0].words, "what": [inner]}, hosts[0].sure)
            return

    def _is_only_guest(self, match: Match, inner: int) -> bool:
        """Who holds a meeting with somebody, nobody says where, need not be its host."""
        held = match.slots.get("host") == ["subject"] and bool(match.fillers.get("subject"))
        return held and any(
            self.speech.speaks(self.sentence, c, "with", "between") for c in self.sentence.children[inner]
        )

    def _gathering(self, i: int, *, hosted: bool) -> tuple[str | None, int]:
        """What kind of gathering a word names, looking through its holding (проведение переговоров)."""
        for word in (i, *self.sentence.children[i]):
            kind = self.kind_of(word, self.grammar.gatherings) or (
                self.kind_of(word, self.grammar.hosted) if hosted else None
            )
            if kind and self.sentence.upos[word] == "NOUN":
                return kind, word
        return None, i

    def _about(self, match: Match, inner: int) -> str | None:
        own = self.roles.fill(Trigger(inner, (inner,), match.trigger.pattern), takes_object=False)
        for word in (*own.get("about", []), *match.words("about")):
            parties = [p for p in self._below(word) if p.code in self.lexicon.states]
            return parties[0].code if parties else self.phrase(word, whole=True)
        topics = (w for w in self.sentence.subtree(inner) if self.speech.speaks(self.sentence, w, "about"))
        below = [p for c in topics for p in self._below(c)]
        return below[0].code if below else None

    def _below(self, i: int) -> list[Party]:
        return [party for w in self.sentence.subtree(i) for party in self._named(w)]

    def _named(self, i: int) -> list[Party]:
        mention = self.parties.mentions.at(i)
        if mention and mention.candidate.kind in ("state", "adjective", "capital"):
            return [Party(mention.candidate.code, "", (i,))]
        return []

    def _places_below(self, i: int) -> list[int]:
        return [c for c in self.sentence.children[i] if self.speech.speaks(self.sentence, c, "in")]

    def mission(self, match: Match) -> Iterator[Fact]:
        for word in self._mission_nouns(match):
            under = self.organisations([word, *match.words("under")])
            kind = self._mission_kind(word) or ("peacekeeping" if under and under[0].code == PEACEKEEPER else None)
            if kind is None:
                continue
            actors = self.states(match.words("actor")) or self.parties.topic()
            places = [
                p
                for p in self.parties_of([*match.words("place"), *self._places_below(word)], places=True)
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
                yield self.fact(match, slots, {"actor": actor.words, "kind": [word]}, actor.sure)
            return

    def _mission_nouns(self, match: Match) -> list[int]:
        """The words for a mission among the fillers, below them (в ряде миссий), or anywhere below the trigger."""
        near = [w for filler in match.words("kind") for w in (filler, *self.sentence.children[filler])]
        below = self.sentence.subtree(match.trigger.head) if "object" not in match.slots["kind"] else []
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
        """What the lemmas in a mission's noun phrase say of it; a phrase needs all its words."""
        lemmas = {self.sentence.folded[w] for w in self.sentence.subtree(i)[:PHRASE_WORDS]}
        for kind, phrases in self.grammar.missions.items():
            if any(lemmas.issuperset(phrase.split()) for phrase in phrases):
                return kind
        return None
