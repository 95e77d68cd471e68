"""Who a noun phrase is: from its head word to the codes of the parties that it names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from multivector.coder.context import Context
from multivector.coder.mentions import Mention, Mentions, holds_office
from multivector.coder.owners import DEEPEST, DESCRIPTIONS, NAMES, PLACES, Owners, owner
from multivector.coder.party import Party, distinct
from multivector.coder.pronouns import MANY, Pronouns
from multivector.coder.references import References
from multivector.coder.speech import Speech
from multivector.language import ROOT, Sentence
from multivector.lexicon.lexicon import Lexicon
from multivector.lexicon.ontology import NO_STATE, STATE_SECTORS

PLACE_PARTS = frozenset({"appos", "compound", "flat", "nmod"})
TITLES = frozenset({"nmod:desc", "appos"})
STATELESS = frozenset({"REB", "CRM", "REF"})  # may act without a known state
WANDERING = frozenset({"REF"})  # are of no state unless the text says so


class Parties(Owners):
    """Resolves the noun phrases of one sentence."""

    def __init__(
        self, sentence: Sentence, mentions: Mentions, context: Context, lexicon: Lexicon, speech: Speech
    ) -> None:
        self.sentence = sentence
        self.mentions = mentions
        self.context = context
        self.lexicon = lexicon
        self.speech = speech
        self.pronouns = Pronouns(
            sentence, mentions, context, speech, lambda i: self._one(i, False, DEEPEST - 1), self.topic
        )
        self.references = References(sentence, mentions, context, speech)

    def all(self, i: int, *, owners: bool = True, places: bool = False) -> list[Party]:
        """The parties that word i and what is joined to it by *and* name.

        `owners` lets a thing stand for whom it belongs to (the ships of Japan), `places` a city for its state.
        """
        mention = self.mentions.at(i)
        if mention and (mention.candidate.kind in ("adjective", "anti") or mention.partners):
            return [Party(c.code, "", (i,), 1.0, "adjective") for c in (*mention.partners, mention.candidate)]
        parties: list[Party] = []
        for word in (i, *self._joined_with(i)):
            mention = self.mentions.at(word)
            if places and mention and mention.candidate.kind == "city":
                parties.append(Party(mention.candidate.code, "", (word,), 0.9, "city"))
            else:
                parties += self._one(word, owners, 0)
        return distinct(parties)

    def _joined_with(self, i: int) -> list[int]:
        """What is joined to a word by *and*, or, where it is a title, to the name behind it."""
        names = [
            c
            for c in self.sentence.children[i]
            if self.speech.caseless and self.sentence.deprels[c] in TITLES and self.sentence.upos[c] == "PROPN"
        ]
        return [word for above in (i, *names) for word in self._joined_to(above)]

    def _one(self, i: int, owners: bool, depth: int) -> list[Party]:
        if depth > DEEPEST:
            return []
        mention = self.mentions.at(i)
        if mention is None or mention.candidate.kind == "pronoun":
            known = self.pronouns.meant_by(i) or self._told(i, depth)
            known = known or (self._of_owner(i, depth) if owners else []) or self._examples(i, depth)
            return known or self.references.meant_by(i)
        candidate = mention.candidate
        words = tuple(mention.words())
        match candidate.kind:
            case "state" | "organisation" | "capital" | "metonym" | "group":
                return self._named(mention, words)
            case "given":
                return [owner(mention)]
            case "person":
                return self.person(i)
            case "people":
                return [Party(candidate.code, "" if self._is_definite(mention) else "CVL", words)]
            case "role":
                return self._role(mention, depth)
            case "adjective" | "anti":
                return []
            case _:
                return self._of_owner(i, depth) if owners else []

    def _is_definite(self, mention: Mention) -> bool:
        """The Israelis are Israel, Israelis are some people of it; only some languages tell them apart."""
        described = any(self.sentence.deprels[c] in ("nummod", "amod") for c in self.sentence.children[mention.head])
        return self.speech.has_article(self.sentence, mention.head) and not described

    def _named(self, mention: Mention, words: tuple[int, ...]) -> list[Party]:
        """A name; an organ's name that goes with another state is that state's: Следственный комитет Белоруссии."""
        code, _, sector = mention.candidate.code.partition(".")
        sector = sector or mention.candidate.sector
        if sector in STATE_SECTORS:
            owners = [
                p
                for i in mention.words()
                for p in self._owners_of_word(i, 1, places=False)
                if p.code in self.lexicon.states
            ]
            if owners:
                return [Party(owners[0].code, sector, tuple(sorted({*words, *owners[0].words})), 1.0, "role")]
        return [Party(code, sector, words)]

    def _person_sector(self, mention: Mention) -> str:
        day = self.context.published
        person = mention.candidate
        if self._bears_title(mention):
            return "GOV" if person.code in self.lexicon.states else ""
        if self.is_former(mention):
            return "ELI"
        if (
            day
            and self.speech.grammar.former_by_date
            and person.terms
            and not holds_office(person, day)
            and all(term.to and term.to < day for term in person.terms)
        ):
            return "ELI"
        return "GOV" if person.code in self.lexicon.states else ""

    def _bears_title(self, mention: Mention) -> bool:
        """Whether a title of a present office stands at a name: James Baker, secretary of state."""
        if not self.speech.caseless:
            return False
        titles = (
            self.mentions.at(c) for c in self.sentence.children[mention.head] if self.sentence.deprels[c] in TITLES
        )
        return any(
            title.candidate.kind == "role"
            and (role := self.lexicon.roles[title.candidate.key]).office
            and not (role.former or title.former or self.is_former(title))
            for title in titles
            if title
        )

    def _role(self, mention: Mention, depth: int) -> list[Party]:
        """A role noun: it belongs to the state or organisation named with it, else to the one the text is about."""
        role = self.lexicon.roles[mention.candidate.key]
        sector = (
            "ELI"
            if (role.former or mention.former or self.is_former(mention)) and role.kind == "person"
            else role.sector
        )
        words = tuple(mention.words())
        owners = self.owners(mention, depth)
        if owners:
            if len(owners) == 1:
                self.context.roles[mention.candidate.key] = (owners[0].code, owners[0].sector)
            return [
                replace(
                    owner,
                    sector=sector if self._is_kin(mention) else _joined(sector, owner, role.topical),
                    words=tuple(sorted({*words, *owner.words})),
                    reason="role",
                )
                for owner in owners
            ]
        named = self._appositive(mention) or self._titled(mention)
        if named:
            return [replace(party, sector=sector if sector not in STATE_SECTORS else party.sector) for party in named]
        unknown = self.speech.grammar.indefinite
        if role.topical and any(self.sentence.folded[c] in unknown for c in self.sentence.children[mention.head]):
            return []  # a country is none that we know
        if referred := self.references.meant_by(mention.head):
            return referred
        plural = self.sentence.feats[mention.head].get("Number") == "Plur"
        if plural and sector == "GOV" and self._regions(mention.head):
            return [Party(NO_STATE, "GOV", words, 0.9, "role")]
        if plural and (role.topical or self.sentence.folded[mention.head] in self.speech.grammar.single):
            return []  # страны are not the state that the text is about
        if self._serves_somebody(mention):
            return []  # spokesman for the National Security Council: of whom, no list says
        if role.topical and self.speech.has_article(self.sentence, mention.head) and self._regions(mention.head):
            return self._last_of_region(mention.head, words)
        if role.organisational:
            known = self.context.organisation
            return [Party(known, "", words, 0.9, "role-before")] if known else []
        return self._unowned(mention.candidate.key, sector, words, role.topical)

    def _regions(self, i: int) -> list[str]:
        """The words that say of which region a noun's countries are: the regional countries, Western leaders."""
        relations, children = self.sentence.deprels, self.sentence.children
        below = [c for c in children[i] if relations[c] in ("amod", "compound", "nmod")]
        below += [c for w in below for c in children[w] if relations[c] in ("amod", "compound")]
        return [word for c in below if (word := self.sentence.folded[c]) in self.speech.grammar.regions]

    def _last_of_region(self, i: int, words: tuple[int, ...]) -> list[Party]:
        """The state of a region that was named last: the African country."""
        lists = [set(states) for word in self._regions(i) if (states := self.speech.grammar.regions[word])]
        inside = set.intersection(*lists) if lists else set()
        known = next((code for code in reversed(self.context.states) if code in inside), None)
        return [Party(known, "", words, 0.9, "role-before")] if known else []

    def _is_kin(self, mention: Mention) -> bool:
        """Whether a role is one of the people: the mother of a rebel is none."""
        grammar, word = self.speech.grammar, self.sentence.folded[mention.head]
        return word in grammar.people and word not in grammar.collectives

    def _serves_somebody(self, mention: Mention) -> bool:
        """Whether a proper name that nobody knows says whose the role is."""
        known = self.speech.grammar.owner_prepositions
        return any(
            self.sentence.upos[c] == "PROPN" and self.speech.preposition(self.sentence, c) in known[:2]
            for c in self.sentence.children[mention.head]
            if self.sentence.deprels[c] == "nmod"
        )

    def _unowned(self, key: str, sector: str, words: tuple[int, ...], topical: bool) -> list[Party]:
        known = self._where(words[0]) or (self._named_before(words[0]) if topical else None)
        known = known or self.context.roles.get(key)
        if known:
            return [Party(known[0], known[1] if topical else sector, words, 0.9, "role-before")]
        outside = sector and sector not in STATE_SECTORS
        topic = (self.context.scene if outside else None) or self.context.topic
        if topic and sector not in WANDERING:
            return [Party(topic, "" if topical else sector, words, 0.85, "topic")]
        if sector in STATELESS:
            return [Party(NO_STATE, sector, words, 0.8, "stateless")]
        return []

    def _where(self, i: int) -> tuple[str, str] | None:
        """The state in which a clause is set: Sudan, where the regime kills."""
        for clause in (i, *self.sentence.ancestors(i)):
            for opening in self.sentence.children[clause]:
                if self.sentence.folded[opening] in self.speech.grammar.places and opening < i:
                    before = opening - 2 if opening > 1 and self.sentence.words[opening - 1] == "," else opening - 1
                    place = self.mentions.at(before)
                    return (place.candidate.code, "") if place and place.candidate.kind in PLACES else None
        return None

    def _named_before(self, i: int) -> tuple[str, str] | None:
        """The state that the sentence names last before a word: whom *the country* means."""
        states = [
            m.candidate.code
            for m in self.mentions.all
            if m.last < i and m.candidate.kind in ("state", "adjective") and m.candidate.code in self.lexicon.states
        ]
        return (states[-1], "") if states else None

    def topic(self) -> list[Party]:
        """The state that the text is about, if there is one."""
        return [Party(self.context.topic, "", (), 0.75, "topic")] if self.context.topic else []

    def state_of_place(self, fillers: Mapping[str, list[int]]) -> tuple[int, Party | None]:
        """The first state in which something happens, with the word that says so."""
        words = fillers.get("in", [])
        parts = [c for word in words for c in self.sentence.children[word] if self.sentence.deprels[c] in PLACE_PARTS]
        for word in (*words, *(parts if self.speech.caseless else ())):  # in the county of Lamu
            for party in self.all(word, places=True, owners=False):
                if party.code in self.lexicon.states:
                    return word, party
        return ROOT, None

    def _told(self, i: int, depth: int) -> list[Party]:
        """Who bears a name: what the text has told before, unless it was a guess and a title tells it here."""
        before = self._by_memory(i)
        return before if before and before[0].reason != "topic" else self._described(i, depth) or before

    def _described(self, i: int, depth: int) -> list[Party]:
        """A name that no list has, by the title at it: Foreign Minister Manouchehr Mottaki."""
        named = any(self.sentence.upos[w] == "PROPN" for w in (i, *self.sentence.children[i]) if w <= i)
        if not named:
            return []
        for child in self.sentence.children[i]:
            mention = self.mentions.at(child)
            if mention and mention.candidate.kind == "role" and self.sentence.deprels[child] in DESCRIPTIONS:
                return self._role(mention, depth + 1)
        return []

    def _appositive(self, mention: Mention) -> list[Party]:
        """The persons that a role noun stands beside: министр Лавров, президенты Путин и Эрдоган."""
        for child in self.sentence.children[mention.head]:
            if self.sentence.deprels[child] in ("appos", "flat:name", "flat", "nmod"):
                named = self.person(child)
                if named:
                    joined = (c for c in self.sentence.children[child] if self.sentence.deprels[c] == "conj")
                    return named + [party for c in joined for party in self.person(c)]
        return []

    def _titled(self, mention: Mention) -> list[Party]:
        """The person whose name follows a title, however the two are parsed: a spokesman for President Clinton."""
        name = mention.last + 1
        if not self.speech.caseless or self.sentence.upos[mention.last] != "PROPN" or name >= len(self.sentence):
            return []
        return self.person(name)

    def person(self, i: int) -> list[Party]:
        """The person whom word i names."""
        mention = self.mentions.at(i)
        if mention and mention.candidate.kind == "person":
            return [Party(mention.candidate.code, self._person_sector(mention), tuple(mention.words()))]
        return self._by_memory(i)

    def remember_subject(self) -> None:
        """Keeps who acts in the sentence, for the pronouns of the next, and its names."""
        self.references.remember()
        for i, relation in enumerate(self.sentence.deprels):
            if relation == "nsubj" and self.sentence.upos[i] in ("NOUN", "PROPN"):
                parties = self._one(i, False, 0)
                if len(parties) == 1 and parties[0].code != NO_STATE:
                    self.context.subject = (parties[0].code, parties[0].sector)
                    mention = self.mentions.at(i)
                    many = mention is not None and mention.candidate.kind in MANY
                    many = many or self.sentence.folded[i] in self.speech.grammar.collectives
                    self.context.plural = many or self.sentence.feats[i].get("Number") == "Plur"
                    if mention and mention.candidate.kind in NAMES:
                        self.context.thing = self.context.subject
                    if mention and self._names_person(mention):
                        self.context.person = self.context.subject
                    elif mention is None:
                        self.context.person = self.context.subject if self.sentence.upos[i] == "PROPN" else None
                elif self._is_thing_of_organisation(i):
                    continue
                elif self.sentence.feats[i].get("Animacy") == "Anim":
                    self.context.subject = None  # somebody else, whom we do not know

    def _names_person(self, mention: Mention) -> bool:
        candidate = mention.candidate
        return candidate.kind == "person" or (
            candidate.kind == "role" and self.lexicon.roles[candidate.key].kind == "person"
        )

    def _is_thing_of_organisation(self, i: int) -> bool:
        """Whether a subject is an organisation's thing, and keeps whose: *it* then means NATO (the NATO summit)."""
        owners = self._of_owner(i, 0) if self.speech.caseless and self.mentions.at(i) is None else []
        if len(owners) != 1 or owners[0].code in self.lexicon.states:
            return False
        self.context.thing = (owners[0].code, owners[0].sector)
        return True

    def _by_memory(self, i: int) -> list[Party]:
        """A name that the document has explained before."""
        capital = self.speech.caseless and i > 0 and self.sentence.words[i][:1].isupper()
        if self.sentence.upos[i] != "PROPN" and not capital:
            return []
        names = [i, *(c for c in self.sentence.children[i] if self.sentence.deprels[c].startswith("flat"))]
        return next(([party] for name in reversed(names) if (party := self._known_name(name))), [])

    def is_former(self, mention: Mention) -> bool:
        """Whether an adjective says that the office is over: бывший президент."""
        grammar = self.speech.grammar
        return any(
            self.sentence.folded[child] in grammar.former
            for i in mention.words()
            for child in self.sentence.children[i]
            if self.sentence.deprels[child] in ("amod", "det", "compound", "advmod")
        )


def _joined(sector: str, owner: Party, topical: bool) -> str:
    """The sector of a role of an owner: an owner that has one of its own outside the state keeps it."""
    if topical:
        return owner.sector
    if owner.sector and owner.sector not in STATE_SECTORS:
        return owner.sector
    return sector
