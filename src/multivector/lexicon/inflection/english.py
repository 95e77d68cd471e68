"""English in the lexicon: plurals of names, forms of triggers, phrases that are verbs, nouns or both."""

from __future__ import annotations

import re
from collections.abc import Iterator

from multivector.language import english_morphology as morphology
from multivector.language.sentence import fold
from multivector.lexicon.inflection.base import Inflection, Reading, WordClass

PREFIXES = frozenset({"co", "counter", "de", "ex", "over", "pre", "re", "un"})
NEGATIONS = frozenset({"never", "not"})  # not allow: the verb heads it
ARTICLES = frozenset({"a", "an", "the"})
PREPOSITIONS = frozenset({
    "about", "above", "across", "after", "against", "ahead", "along", "alongside", "amid", "among", "apart",
    "around", "as", "aside", "at", "away", "back", "before", "behind", "below", "beside", "between", "beyond",
    "by", "down", "during", "for", "forth", "forward", "from", "in", "into", "of", "off", "on", "onto", "out",
    "over", "past", "through", "to", "together", "toward", "towards", "under", "up", "upon", "via", "with",
    "within", "without",
})  # fmt: skip
KINDS: dict[WordClass, str] = {"verb": "VERB", "noun": "NOUN", "adjective": "ADJ"}


class EnglishInflection(Inflection):
    """English, on lemminflect's dictionary."""

    capital_adjectives = True
    hyphen_joins = False

    def name_forms(self, phrase: str, *, plural: bool = False) -> set[str]:
        """The phrase and, with `plural`, the plural of its head: members of parliament, foreign ministers."""
        if not plural:
            return _articles(phrase)
        words = phrase.split()
        head = _head_noun(words)
        plurals = morphology.plural(words[head])
        return {phrase} | {" ".join([*words[:head], form, *words[head + 1 :]]) for form in plurals}

    def surname_forms(self, surname: str) -> set[str]:
        """The surname with its Arabic article in every spelling."""
        return _articles(surname)

    def trigger_forms(self, word: str) -> set[str]:
        """All forms of the word as verb, noun or adjective."""
        kinds = morphology.classes(word) or {"NOUN"}
        lemmas = {lemma for kind in kinds for lemma in self._alike(word, kind)}
        return {fold(word)} | {form for lemma in lemmas for kind in kinds for form in morphology.forms(lemma, kind)}

    def readings(self, phrase: str) -> Iterator[Reading]:
        """As a verb with its objects and particles, as a noun with what goes before and after it, or as both."""
        words = tuple(part for word in phrase.split() for part in word.split("-") if part not in ARTICLES and part)
        if words[0] == "to" and len(words) > 1:  # to head: the verb alone, no noun
            yield Reading(words[1:], 0, "verb")
            return
        if words[0] in PREFIXES | NEGATIONS and len(words) > 1:  # re-establish: the parser makes two words of it
            words = (*words[1:2], words[0], *words[2:])
        if words[0] == "be" and len(words) > 1:  # a copula hangs on what it says
            yield from self._of_nouns(words[1:])
            return
        verb = "VERB" in morphology.classes(words[0])
        if verb:
            yield Reading(words, 0, "verb")
            yield Reading((morphology.gerund(words[0]), *words[1:]), 0, "noun")
        whole = "-" in phrase and " " not in phrase and "NOUN" in morphology.classes(words[-1])  # cease-fire
        if not verb or whole or morphology.classes(words[0]) - {"VERB", "ADV"}:
            yield from self._of_nouns(words, or_other=not verb)

    def _of_nouns(self, words: tuple[str, ...], *, or_other: bool = True) -> Iterator[Reading]:
        head = _head_noun(words)
        word = words[head]
        known = morphology.classes(word)
        if "NOUN" in known:
            yield Reading(words, head, "noun")
        elif morphology.lemmas(word, "NOUN") != {fold(word)}:
            yield Reading(words, head, "noun", plural=True)
        elif "ADJ" in known:
            yield Reading(words, head, "adjective")
        elif or_other:
            noun = word.isalpha() and (len(words) > 1 or word.endswith("ing"))
            yield Reading(words, head, "noun" if noun else "other")

    def lemmas(self, word: str, word_class: WordClass | None) -> frozenset[str]:
        """The dictionary forms that share a form with the word."""
        kinds = list(KINDS.values()) if word_class is None or word_class == "other" else [KINDS[word_class]]
        return frozenset({fold(word), *(lemma for kind in kinds for lemma in self._alike(word, kind))})

    def _alike(self, word: str, kind: str) -> frozenset[str]:
        """Spellings of one word: lambast and lambaste share lambasted."""
        own = morphology.lemmas(word, kind)
        if kind != "VERB":
            return own
        if any(form.endswith("ed") for form in morphology.forms(fold(word), kind)):  # found, wound: not find, wind
            own = frozenset(lemma for lemma in own if lemma.replace("-", "") == fold(word).replace("-", "")) or own
        pasts = {form for lemma in own for form in morphology.forms(lemma, kind) if form.endswith("ed")}
        return own | {lemma for form in pasts for lemma in morphology.lemmas(form, kind) if lemma != form}

    def is_preposition(self, word: str) -> bool:
        """Prepositions and particles: on, up, out."""
        return fold(word) in PREPOSITIONS

    def is_modifier(self, words: tuple[str, ...], i: int) -> bool:
        """In a run of words without a preposition all but the last modify it: on high alert."""
        return i + 1 < len(words) and not self.is_preposition(words[i + 1])


def _head_noun(words: tuple[str, ...] | list[str]) -> int:
    """The last word before the first preposition that is not at the beginning: minister of foreign affairs."""
    first = next((i for i, word in enumerate(words) if fold(word) not in PREPOSITIONS), 0)
    for i in range(first + 1, len(words)):
        if fold(words[i]) in PREPOSITIONS or words[i] == "&":
            return i - 1
    return len(words) - 1


def _articles(name: str) -> set[str]:
    """A name with its Arabic article as papers write it: al-Zarqawi, Al-Zarqawi, al Zarqawi, Al Zarqawi."""
    forms = {name}
    for letter in "ae":
        article = rf"\b[{letter}{letter.upper()}]l[- ](?=[A-Z])"
        forms |= {re.sub(article, f"{start}l{joint}", name) for start in (letter, letter.upper()) for joint in "- "}
    return forms
