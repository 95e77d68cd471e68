"""Which words of a sentence name actors: the index's hits laid over the parsed words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from multivector.coder.speech import Speech
from multivector.language import Sentence, fold
from multivector.lexicon.forms import Candidate
from multivector.lexicon.index import Hit

BODIES = frozenset({"group", "organisation"})
BEFORE_NOUN = frozenset({"amod", "compound", "nmod:desc", "det", "nmod"})
HYPHENS = frozenset({"-", "–"})
STATE_NAMES = frozenset({"state", "adjective", "organisation", "capital"})


@dataclass(frozen=True, slots=True)
class Mention:
    """A name or role noun of the lexicon: the words `first` to `last`, inclusive, with their syntactic `head`."""

    first: int
    last: int
    head: int
    candidate: Candidate
    former: bool = False  # экс-президент
    partners: tuple[Candidate, ...] = ()  # first halves of a compound: российско-китайский

    def words(self) -> range:
        return range(self.first, self.last + 1)


class Mentions:
    """The mentions of one sentence by word."""

    def __init__(self, mentions: Iterable[Mention]) -> None:
        self.all = sorted(mentions, key=lambda mention: mention.first)
        self._by_word = {i: mention for mention in self.all for i in mention.words()}

    def at(self, i: int) -> Mention | None:
        """The mention that word i is part of."""
        return self._by_word.get(i)


def find_mentions(sentence: Sentence, hits: Iterable[Hit], published: str | None, speech: Speech) -> Mentions:
    """The longest names win; a person's name must agree with the given name that stands before it."""
    compounds: dict[int, list[Candidate]] = {}  # start of the second half -> first halves
    found: list[Mention] = []
    taken: set[int] = set()
    hits = sorted(hits, key=lambda hit: (hit.start - hit.end, hit.start))
    # a title's capital letter at the beginning makes no given name of it: Президенты Путин и Эрдоган
    lowest = max((_words_of(sentence, hit).stop for hit in hits if _is_opening_title(sentence, hit)), default=0)
    for hit in hits:
        candidates = tuple(candidate for candidate in hit.candidates if candidate.kind != "trigger")
        if not candidates:
            continue
        if candidates[0].kind == "compound":
            compounds.setdefault(hit.end, []).append(candidates[0])
            continue
        words = _words_of(sentence, hit)
        if words.stop > len(sentence) or any(i in taken for i in words):
            continue
        mention = _mention(sentence, hit, candidates, words, lowest, published, speech)
        if mention:
            found.append(mention)
            taken.update(mention.words())
    if compounds:
        found = [_with_partners(sentence, mention, compounds) for mention in found]
    return Mentions(_joined_by_hyphen(sentence, found))


def explained(sentence: Sentence, mentions: Mentions, acronyms: dict[str, Candidate]) -> Mentions:
    """The mentions, in which an acronym is whom a text has explained in brackets: CEI (Italian Episcopal Conference).

    What the sentence explains is added to `acronyms` (acronym as written -> name).
    """
    for before, behind in pairwise(mentions.all):
        opened = behind.first - before.last == 2 and sentence.words[before.last + 1] == "("
        if not opened or not {before.candidate.kind, behind.candidate.kind} <= BODIES:
            continue
        for short, whole in ((before, behind), (behind, before)):
            if short.first == short.last and whole.first < whole.last and sentence.words[short.first].isupper():
                acronyms[sentence.words[short.first]] = whole.candidate
    if not acronyms:
        return mentions
    return Mentions(
        replace(mention, candidate=acronyms.get(sentence.words[mention.head], mention.candidate))
        if mention.first == mention.last and mention.candidate.kind in BODIES
        else mention
        for mention in mentions.all
    )


def _words_of(sentence: Sentence, hit: Hit) -> range:
    """The words that a hit touches; past the sentence's last word where the hit ends after it."""
    return range(bisect_left(sentence.ends, hit.start + 1), bisect_left(sentence.ends, hit.end) + 1)


def _is_opening_title(sentence: Sentence, hit: Hit) -> bool:
    return _words_of(sentence, hit).start == 0 and any(candidate.kind == "role" for candidate in hit.candidates)


def _mention(
    sentence: Sentence,
    hit: Hit,
    candidates: tuple[Candidate, ...],
    words: range,
    lowest: int,
    published: str | None,
    speech: Speech,
) -> Mention | None:
    first, last = words[0], words[-1]
    people = [candidate for candidate in candidates if candidate.kind == "person"]
    if people and candidates[0].kind == "person":
        start, person = _person(sentence, people, first, lowest, published)
        return Mention(start, last, head_of(sentence, start, last), person) if person else None
    if candidates[0].kind == "role" and first == last and not _is_noun(sentence, first):
        return None
    if candidates[0].kind == "city" and speech.caseless and _is_in_name(sentence, first, last):
        return None
    if candidates[0].kind == "people" and not _is_people(sentence, first, last):
        candidates = tuple(c for c in candidates if c.kind == "adjective") or candidates
    candidate = _in_force([c for c in candidates if c.kind != "person"] or list(candidates), published)
    prefixes = tuple(speech.grammar.former_prefixes)
    former = sentence.starts[first] < hit.start and fold(sentence.words[first]).startswith(prefixes)
    return Mention(first, last, head_of(sentence, first, last), candidate, former)


def _is_in_name(sentence: Sentence, first: int, last: int) -> bool:
    """Whether a word is part of somebody's name: Sheikh Sabah is no place in Malaysia."""
    head = head_of(sentence, first, last)
    return sentence.deprels[head] == "flat" or any(
        sentence.deprels[i] in ("flat", "nmod:desc") for i in sentence.children[head] if not first <= i <= last
    )


def _is_joined_adjective(sentence: Sentence, i: int) -> bool:
    """Whether a word shares the noun of the adjective that is joined to it: Afghan and Western leaders."""
    upos = sentence.upos[i + 1 : i + 4]
    plain = sentence.feats[i].get("Number") != "Plur" and not sentence.words[i].endswith("s")
    return plain and upos[:2] == ["CCONJ", "ADJ"] and upos[2:] in (["NOUN"], ["PROPN"])


def _is_people(sentence: Sentence, first: int, last: int) -> bool:
    """Whether a word that is both (Russian, Chinese) names people here: as an adjective it stands before a noun."""
    head = head_of(sentence, first, last)
    before = sentence.deprels[head] in BEFORE_NOUN and sentence.heads[head] > head
    if _is_joined_adjective(sentence, last):
        return False
    return not before and sentence.upos[head] != "ADJ"


def _is_noun(sentence: Sentence, i: int) -> bool:
    """Whether a word is a noun here: not после (a form of посол), not рабочий визит; but военные who act."""
    nominal = sentence.deprels[i] in (
        "nsubj",
        "nsubj:pass",
        "obj",
        "iobj",
        "obl",
        "obl:agent",
        "nmod",
        "nmod:poss",
        "conj",
        "root",
        "appos",
    )
    return sentence.upos[i] in ("NOUN", "PROPN") or (sentence.upos[i] in ("ADJ", "VERB") and nominal)


def _person(
    sentence: Sentence, people: list[Candidate], first: int, lowest: int, published: str | None
) -> tuple[int, Candidate | None]:
    """Whom a surname means, with the first word of the whole name."""
    whole = [person for person in people if _follows(sentence, person.given.split(), first)]
    if whole:  # however the name is parsed
        person = _in_office(whole, published)
        return first - len(person.given.split()), person
    start, given, initial = _given_name(sentence, first, lowest)
    if given:
        matching = [person for person in people if _same_given(person.given, given)]
        if matching:
            return start, _in_office(matching, published)
        return first, None  # a namesake
    if initial:
        matching = [person for person in people if person.given[:1].lower() == initial]
        return start, _in_office(matching, published) if matching else None
    alone = [person for person in people if person.alone or not person.given]
    return first, _in_office(alone, published) if alone else None


def _follows(sentence: Sentence, names: list[str], i: int) -> bool:
    """Whether word i follows all the names."""
    return bool(names) and sentence.words[max(0, i - len(names)) : i] == names


def _given_name(sentence: Sentence, first: int, lowest: int) -> tuple[int, str, str]:
    """(first word of the name, given name, initial) before a surname."""
    i = first - 1
    if (
        i >= 0
        and sentence.words[i] == "."
        and i > 0
        and len(sentence.words[i - 1]) == 1
        and sentence.words[i - 1].isupper()
    ):
        return i - 1, "", sentence.words[i - 1].lower()
    start = first
    names: list[str] = []
    while i >= lowest and sentence.words[i][:1].isupper() and _is_name(sentence, i, first):
        names.insert(0, sentence.folded[i])
        start = i
        i -= 1
    return start, " ".join(names), ""


def _is_name(sentence: Sentence, i: int, surname: int) -> bool:
    """Whether a capitalised word before a surname belongs to the same name."""
    joined = (
        sentence.heads[surname] == i
        or sentence.heads[i] == surname
        or sentence.heads[i] == sentence.heads[surname] != -1
    )
    name = sentence.deprels[surname].startswith(("flat", "appos")) or sentence.deprels[i].startswith("flat")
    alike = sentence.feats[i].get("Case") == sentence.feats[surname].get("Case") or sentence.deprels[
        surname
    ].startswith("flat")
    title = sentence.deprels[i] == "nmod:desc"
    return sentence.upos[i] == "PROPN" and joined and name and alike and not title


def _same_given(known: str, given: str) -> bool:
    """Given names agree in their first four letters, so that case endings and patronymics do not matter."""
    known_names = {part[:4] for part in fold(known).replace("-", " ").split()}
    return any(part[:4] in known_names for part in given.replace("-", " ").split())


def _in_office(people: list[Candidate], published: str | None) -> Candidate:
    """Among namesakes: who is in office on the day of publication, else who was last."""
    if published and len(people) > 1:
        for person in people:
            if holds_office(person, published):
                return person
    return max(people, key=lambda person: max((term.from_ or "" for term in person.terms), default=""))


def holds_office(person: Candidate, day: str) -> bool:
    """Whether a term of a person covers a day (YYYY-MM-DD)."""
    return any((term.from_ or "") <= day and (not term.to or day[: len(term.to)] <= term.to) for term in person.terms)


def _in_force(candidates: list[Candidate], published: str | None) -> Candidate:
    if published and len(candidates) > 1:
        for candidate in candidates:
            start, _, end = (candidate.valid or "../..").partition("/")
            if (start in ("", "..") or start <= published) and (end in ("", "..") or published[: len(end)] <= end):
                return candidate
    return candidates[0]


def head_of(sentence: Sentence, first: int, last: int) -> int:
    """The word of a span that hangs on something outside it."""
    for i in range(first, last + 1):
        if not first <= sentence.heads[i] <= last:
            return i
    return first


def _with_partners(sentence: Sentence, mention: Mention, compounds: dict[int, list[Candidate]]) -> Mention:
    end = sentence.starts[mention.first]
    inside = [c for place, found in compounds.items() for c in found if end <= place <= sentence.ends[mention.last]]
    if not inside or mention.candidate.kind != "adjective":
        return mention
    return Mention(mention.first, mention.last, mention.head, mention.candidate, mention.former, tuple(inside))


def _joined_by_hyphen(sentence: Sentence, found: list[Mention]) -> list[Mention]:
    """Of U.S.-Russian talks the second half has the first as its partner, where a hyphen is a word of its own."""
    by_end = {mention.last: mention for mention in found}
    joined, halves = [], set()
    for mention in found:
        partner = by_end.get(mention.first - 2)
        if (
            partner
            and sentence.words[mention.first - 1] in HYPHENS
            and {partner.candidate.kind, mention.candidate.kind} <= STATE_NAMES
        ):
            halves.add(partner.first)
            mention = replace(mention, partners=(*partner.partners, partner.candidate, *mention.partners))
        joined.append(mention)
    return [mention for mention in joined if mention.first not in halves]
