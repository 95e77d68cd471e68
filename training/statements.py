"""Plain statements of news, made from templates: *On October 22, 2009, Chile and Peru signed a treaty.*

The treebank is text of the web; in it states hardly ever do anything, and a small parser then takes *Turkey threatened*
for a noun with its name. The trees follow EWT 2.16. Nothing here is taken from a text.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from lemminflect import getInflection
from treebank import Tree

WORDS: dict[str, list[str]] = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
AUXILIARIES = {"has": "VBN", "had": "VBN", "will": "VB", "would": "VB", "may": "VB"}
FINITE = {"VBD": "Mood=Ind|Tense=Past|VerbForm=Fin", "VBZ": "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin"}


@dataclass
class Phrase:
    """Rows of (word, lemma, UPOS, features, head, relation); heads count within, -1 is the phrase's head."""

    rows: list[list[object]] = field(default_factory=list)

    def add(self, word: str, upos: str, head: int, relation: str, feats: str = "_", lemma: str = "") -> int:
        """One more word; gives its place."""
        self.rows.append([word, lemma or word, upos, feats, head, relation])
        return len(self.rows) - 1

    def take(self, other: Phrase, head: int, relation: str) -> int:
        """Another phrase behind this one, its head hung on `head`; gives the place of that head."""
        shift, top = len(self.rows), -1
        for word, lemma, upos, feats, above, old in other.rows:
            if above == -1:
                top = len(self.rows)
                self.rows.append([word, lemma, upos, feats, head, relation])
            else:
                self.rows.append([word, lemma, upos, feats, int(str(above)) + shift, old])
        return top

    def hang(self, head: int) -> None:
        """Hangs on `head` what waits for it."""
        for row in self.rows:
            if row[4] == WAITING:
                row[4] = head


WAITING = -2  # the head is to come
SING, PLUR = "Number=Sing", "Number=Plur"


def statement() -> Tree:
    """One made sentence with its tree."""
    phrase = Phrase()
    if random.random() < 0.4:
        random.choice([_full_date, _year, _month, _weekday])(phrase)
    subject = phrase.take(_party(), WAITING, "nsubj")
    if random.random() < 0.06:
        _between(phrase)
    ways = [_acts, _acts, _acts, _is_going_to, _meets, _suffers, _moves, _moves, _hands_over, _becomes]
    verb = random.choice(ways)(phrase, subject)
    if random.random() < 0.25:
        place = Phrase()
        head = place.add(random.choice(WORDS["places"]), "PROPN", -1, "obl", SING)
        place.rows.insert(0, ["in", "in", "ADP", "_", head + 1, "case"])
        phrase.take(place, verb, "obl")
    phrase.hang(verb)
    phrase.add(".", "PUNCT", verb, "punct")
    return _tree(phrase)


def statements(share: float) -> Iterator[Tree]:
    """One statement with the probability `share`, else none."""
    if random.random() < share:
        yield statement()


def _party() -> Phrase:
    kind = random.random()
    if kind < 0.3:
        return _joined(random.choice([2, 2, 3]))
    return random.choice([_state, _state, _state, _organ, _owned, _crowd, _person, _bare_person])()


def _state() -> Phrase:
    phrase = Phrase()
    if random.random() < 0.12:
        phrase.add("the", "DET", 2, "det", "Definite=Def|PronType=Art")
        phrase.add("United", "ADJ", 2, "amod", "Degree=Pos")
        phrase.add("States", "PROPN", -1, "root", PLUR)
    elif random.random() < 0.2:
        first, last = random.choice(WORDS["long_states"]).split()
        phrase.add(first, "PROPN", 1, "compound", SING)
        phrase.add(last, "PROPN", -1, "root", SING)
    else:
        phrase.add(random.choice(WORDS["states"]), "PROPN", -1, "root", SING)
    return phrase


def _joined(count: int) -> Phrase:
    phrase = _state()
    first = next(i for i, row in enumerate(phrase.rows) if row[4] == -1)
    for i in range(1, count):
        mark = ("and", "CCONJ", "cc") if i == count - 1 else (",", "PUNCT", "punct")
        at = len(phrase.rows)
        phrase.add(mark[0], mark[1], WAITING, mark[2])
        top = phrase.take(_state(), first, "conj")
        phrase.rows[at][4] = top
    return phrase


def _organ() -> Phrase:
    phrase = Phrase()
    phrase.add("the", "DET", 2, "det", "Definite=Def|PronType=Art")
    phrase.add(random.choice(WORDS["peoples"]), "ADJ", 2, "amod", "Degree=Pos")
    phrase.add(random.choice(WORDS["organs"]), "NOUN", -1, "root", SING)
    return phrase


def _owned() -> Phrase:
    phrase = Phrase()
    owner = phrase.take(_state(), WAITING, "nmod:poss")
    phrase.add("'s", "PART", owner, "case")
    head = phrase.add(random.choice(WORDS["organs"]), "NOUN", -1, "root", SING)
    phrase.hang(head)
    return phrase


def _crowd() -> Phrase:
    phrase = Phrase()
    phrase.add(random.choice(WORDS["peoples"]), "ADJ", 1, "amod", "Degree=Pos")
    phrase.add(random.choice(WORDS["crowds"]), "NOUN", -1, "root", PLUR)
    return phrase


def _person() -> Phrase:
    phrase, first, last = Phrase(), *random.choice(WORDS["names"]).split()
    if random.random() < 0.5:
        phrase.add(random.choice(WORDS["peoples"]), "ADJ", WAITING, "amod", "Degree=Pos")
    phrase.add(random.choice(WORDS["titles"]), "PROPN", WAITING, "nmod:desc", SING)
    whole = random.random() < 0.6
    head = _name(phrase, first, last) if whole else phrase.add(last, "PROPN", -1, "root", SING)
    phrase.hang(head)
    return phrase


def _bare_person() -> Phrase:
    phrase = Phrase()
    _name(phrase, *random.choice(WORDS["names"]).split())
    return phrase


def _name(phrase: Phrase, first: str, last: str) -> int:
    """A name whose parts may have hyphens: its first word is the head, as in EWT."""
    words = [part for word in (first, last) for part in _parts(word)]
    head = phrase.add(words[0], "PROPN", -1, "root", SING)
    for i, word in enumerate(words[1:], 1):
        if word == "-":
            phrase.add(word, "PUNCT", head + i + 1, "punct")
        else:
            phrase.add(word, "PROPN", head, "flat", SING)
    return head


def _parts(word: str) -> list[str]:
    first, hyphen, last = word.partition("-")
    return [first, hyphen, last] if hyphen else [word]


def _thing() -> Phrase:
    phrase = Phrase()
    noun = random.choice(WORDS["things"])
    article = random.choice(["the", "the", "a", "", ""]) if not noun.endswith("s") else random.choice(["the", ""])
    if article == "a" and noun[0] in "aeiou":
        article = "an"
    if article:
        feats = "Definite=Def|PronType=Art" if article == "the" else "Definite=Ind|PronType=Art"
        phrase.add(article, "DET", WAITING, "det", feats)
    if random.random() < 0.35:
        word = random.choice(WORDS["peoples"] if article == "the" else WORDS["adjectives"])
        phrase.add(word, "ADJ", WAITING, "amod", "Degree=Pos")
    head = phrase.add(noun, "NOUN", -1, "root", PLUR if noun.endswith("s") else SING)
    phrase.hang(head)
    if random.random() < 0.2:
        _prepositional(phrase, random.choice(["of", "of", *WORDS["prepositions"]]), _state(), head, "nmod")
    return phrase


def _prepositional(phrase: Phrase, spoken: str, other: Phrase, head: int, relation: str) -> None:
    at = phrase.add(spoken, "ADP", WAITING, "case")
    phrase.rows[at][4] = phrase.take(other, head, relation)


def _verb(phrase: Phrase, lemma: str, plural: bool) -> int:
    """The verb of a clause in some finite form, with its auxiliary; gives its place."""
    if random.random() < 0.3:
        auxiliary, tag = random.choice(list(AUXILIARIES.items()))
        auxiliary = "have" if auxiliary == "has" and plural else auxiliary
        at = phrase.add(auxiliary, "AUX", WAITING, "aux", "VerbForm=Fin", "have" if tag == "VBN" else auxiliary)
        word = getInflection(lemma, tag)[0]
        feats = "Tense=Past|VerbForm=Part" if tag == "VBN" else "VerbForm=Inf"
        phrase.rows[at][4] = verb = phrase.add(word, "VERB", -1, "root", feats, lemma)
        return verb
    tag = random.choice(["VBD", "VBD", "VBD", "VBZ"])
    if tag == "VBZ" and plural:
        return phrase.add(lemma, "VERB", -1, "root", "Mood=Ind|Tense=Pres|VerbForm=Fin", lemma)
    return phrase.add(getInflection(lemma, tag)[0], "VERB", -1, "root", FINITE[tag], lemma)


def _acts(phrase: Phrase, subject: int) -> int:
    verb = _verb(phrase, random.choice(WORDS["transitive"]), _is_plural(phrase, subject))
    phrase.take(_thing() if random.random() < 0.65 else _party(), verb, "obj")
    return verb


def _is_going_to(phrase: Phrase, subject: int) -> int:
    verb = _verb(phrase, random.choice(WORDS["controlling"]), _is_plural(phrase, subject))
    to = phrase.add("to", "PART", WAITING, "mark")
    lemma = random.choice(WORDS["transitive"])
    phrase.rows[to][4] = infinitive = phrase.add(lemma, "VERB", verb, "xcomp", "VerbForm=Inf", lemma)
    phrase.take(_thing() if random.random() < 0.65 else _party(), infinitive, "obj")
    return verb


def _meets(phrase: Phrase, subject: int) -> int:
    verb = _verb(phrase, random.choice(WORDS["meeting"]), _is_plural(phrase, subject))
    _prepositional(phrase, "with", _party(), verb, "obl")
    return verb


def _moves(phrase: Phrase, subject: int) -> int:
    lemma, thing, spoken = random.choice(WORDS["moving"]).split()
    verb = _verb(phrase, lemma, _is_plural(phrase, subject))
    adjective = random.random() < 0.3
    if adjective:
        phrase.add(random.choice(WORDS["adjectives"]), "ADJ", verb + 2, "amod", "Degree=Pos")
    phrase.add(thing, "NOUN", verb, "obj", PLUR if thing.endswith("s") else SING)
    _prepositional(phrase, spoken, _party(), verb, "obl")
    return verb


def _hands_over(phrase: Phrase, subject: int) -> int:
    lemma, particle = random.choice(WORDS["particles"]).split()
    verb = _verb(phrase, lemma, _is_plural(phrase, subject))
    phrase.add(particle, "ADP", verb, "compound:prt")
    phrase.take(_thing() if random.random() < 0.6 else _crowd(), verb, "obj")
    if random.random() < 0.4:
        _prepositional(phrase, "to", _party(), verb, "obl")
    return verb


def _becomes(phrase: Phrase, subject: int) -> int:
    verb = _verb(phrase, "become", _is_plural(phrase, subject))
    office = phrase.add(random.choice(WORDS["offices"]), "NOUN", verb, "xcomp", SING)
    _prepositional(phrase, "of", _state(), office, "nmod")
    return verb


def _suffers(phrase: Phrase, subject: int) -> int:
    plural = _is_plural(phrase, subject)
    phrase.rows[subject][5] = "nsubj:pass"
    was = phrase.add("were" if plural else "was", "AUX", WAITING, "aux:pass", "Tense=Past|VerbForm=Fin", "be")
    lemma = random.choice(WORDS["transitive"])
    word = getInflection(lemma, "VBN")[0]
    phrase.rows[was][4] = verb = phrase.add(word, "VERB", -1, "root", "Tense=Past|VerbForm=Part|Voice=Pass", lemma)
    if random.random() < 0.7:
        _prepositional(phrase, "by", _party(), verb, "obl:agent")
    return verb


def _is_plural(phrase: Phrase, subject: int) -> bool:
    joined = any(row[5] == "conj" and row[4] == subject for row in phrase.rows)
    return joined or (phrase.rows[subject][3] == PLUR and phrase.rows[subject][0] != "States")


def _full_date(phrase: Phrase) -> None:
    phrase.add("On", "ADP", 2, "case")
    phrase.add(random.choice(WORDS["months"]), "PROPN", 2, "nmod:unmarked", SING)
    phrase.add(str(random.randint(1, 31)), "NUM", WAITING, "obl", "NumForm=Digit|NumType=Card")
    if random.random() < 0.8:
        phrase.add(",", "PUNCT", 4, "punct")
        phrase.add(str(random.randint(1985, 2029)), "NUM", 2, "nmod:unmarked", "NumForm=Digit|NumType=Card")
    _comma(phrase, 2, 0.9)


def _month(phrase: Phrase) -> None:
    phrase.add(random.choice(["In", "Since", "In", "By"]), "ADP", 1, "case")
    phrase.add(random.choice(WORDS["months"]), "PROPN", WAITING, "obl", SING)
    if random.random() < 0.7:
        phrase.add(str(random.randint(1985, 2029)), "NUM", 1, "nmod:unmarked", "NumForm=Digit|NumType=Card")
    _comma(phrase, 1, 0.6)


def _year(phrase: Phrase) -> None:
    phrase.add(random.choice(["In", "In", "Since", "Until"]), "ADP", 1, "case")
    phrase.add(str(random.randint(1985, 2029)), "NUM", WAITING, "obl", "NumForm=Digit|NumType=Card")
    _comma(phrase, 1, 0.6)


def _weekday(phrase: Phrase) -> None:
    phrase.add("On", "ADP", 1, "case")
    phrase.add(random.choice(WORDS["days"]), "PROPN", WAITING, "obl", SING)
    _comma(phrase, 1, 0.6)


def _between(phrase: Phrase) -> None:
    """A day between subject and verb."""
    on = phrase.add("on", "ADP", WAITING, "case")
    phrase.rows[on][4] = phrase.add(random.choice(WORDS["days"]), "PROPN", WAITING, "obl", SING)


def _comma(phrase: Phrase, head: int, share: float) -> None:
    if random.random() < share:
        phrase.add(",", "PUNCT", head, "punct")


def _tree(phrase: Phrase) -> Tree:
    tree, text = Tree(id="made"), ""
    for i, (word, lemma, upos, feats, head, relation) in enumerate(phrase.rows):
        shown = str(word)
        if i == 0:
            shown = shown[:1].upper() + shown[1:]
        elif shown not in (",", ".", "'s", "-") and not text.endswith("-"):
            text += " "
        tree.spans.append((len(text), len(text) + len(shown)))
        text += shown
        tree.words.append(shown)
        tree.lemmas.append(str(lemma))
        tree.upos.append(str(upos))
        tree.feats.append(str(feats))
        tree.heads.append(int(str(head)))
        tree.deprels.append("root" if head == -1 else str(relation))
    tree.text = text
    return tree
