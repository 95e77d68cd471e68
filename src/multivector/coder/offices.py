"""Offices: a title beside a personal name (президент США Барак Обама), and the names that a document explains so."""

from __future__ import annotations

from collections.abc import Iterator

from multivector.coder.context import Context
from multivector.coder.mentions import Mention, Mentions
from multivector.coder.parties import Parties
from multivector.language import Sentence, fold
from multivector.language.russian_morphology import nominative, to_nominative
from multivector.lexicon.ontology import NO_STATE, STATE_SECTORS
from multivector.model import Fact, Reason

PRIVATE = frozenset({"BUS", "JRN", "LAB", "EDU"})  # a company's director holds no office
SHORTEST_SURNAME = 4  # letters
NAME_RELATIONS = ("flat:name", "flat", "flat:foreign", "appos", "nmod", "compound")


def learn_names(sentence: Sentence, mentions: Mentions, parties: Parties, context: Context) -> None:
    """Remembers full names and those beside a title, so that the bare surname is known further on."""
    for mention in mentions.all:
        surname = sentence.folded[mention.last]
        if mention.candidate.kind == "person" and mention.last > mention.first and _is_surname(surname, parties):
            for party in parties.person(mention.head):
                context.learn_name(surname, party.code, party.sector)
    for mention, name in _titled(sentence, mentions, parties):
        if all(mentions.at(i) is None or mentions.at(i) is mention for i in name):
            for party in parties.all(mention.head)[:1]:
                if party.code != NO_STATE:
                    guessed = party.reason == "topic"
                    context.learn_name(sentence.folded[name[-1]], party.code, party.sector, guessed=guessed)


def _is_surname(word: str, parties: Parties) -> bool:
    """Whether the last word of a name may stand for whoever bears it: not Elizabeth II, not Theresa May."""
    return len(word) >= SHORTEST_SURNAME and word not in parties.speech.grammar.days


def find_offices(sentence: Sentence, mentions: Mentions, parties: Parties) -> Iterator[Fact]:
    """An office fact for each title that stands beside a personal name."""
    for mention, name in _titled(sentence, mentions, parties):
        role = parties.lexicon.roles[mention.candidate.key]
        if not role.office:
            continue
        owners = parties.owners(mention)
        holder = next(iter(owners or parties.person(name[-1]) or parties.all(mention.head)), None)
        if holder is None or holder.sector in PRIVATE:
            continue
        title = _title_words(sentence, mention, name)
        start, end = sentence.words_span([*title, *name])
        named = owners or holder.reason in ("named", "role")
        yield Fact(
            fact="office",
            slots={
                "person": person_name(sentence, name),
                "position": position_name(sentence, mention, parties),
                "of": holder.code
                if holder.sector in ("", *STATE_SECTORS, "ELI") or "." in holder.code
                else f"{holder.code}.{holder.sector}",
            },
            start=start,
            end=end,
            trigger=sentence.text_of(start, end),
            sentence=sentence.span,
            confidence=(0.85 if named else 0.7) * holder.sure,
            frame="title",
            evidence={
                "trigger": (start, end),
                "anchor": (sentence.starts[mention.head], sentence.ends[mention.head]),
                "person": sentence.words_span(name),
                "of": sentence.words_span(list(holder.words)) if holder.words else (start, end),
            },
            reasons=(
                Reason(f"role:{mention.candidate.key}", mention.candidate.word),
                Reason(f"party:{holder.reason}", holder.code),
            ),
        )


def _titled(sentence: Sentence, mentions: Mentions, parties: Parties) -> Iterator[tuple[Mention, list[int]]]:
    """(title, words of the name) for each role noun for persons that a name stands beside."""
    for mention in mentions.all:
        if mention.candidate.kind == "role" and parties.lexicon.roles[mention.candidate.key].kind == "person":
            name = [w for w in _name_beside(sentence, mentions, mention) if w not in mention.words()]
            if name:
                yield mention, name


def _name_beside(sentence: Sentence, mentions: Mentions, mention: Mention) -> list[int]:
    """The words of the personal name that hangs on a title, or on whose name the title hangs."""
    case = sentence.feats[mention.head].get("Case")
    below = [c for i in mention.words() for c in sentence.children[i] if sentence.deprels[c] in NAME_RELATIONS]
    below += [
        g
        for c in below
        if (m := mentions.at(c)) and m.candidate.kind == "state"
        for g in sentence.children[c]
        if sentence.deprels[g] in NAME_RELATIONS
    ]
    for child in below:
        owner = sentence.deprels[child] == "nmod" and case == "Gen"  # советника Эрдогана: whose, not who
        governed = any(sentence.deprels[c] == "case" for c in sentence.children[child])  # spokesman for Clinton
        if child > mention.last and not (owner or governed) and _is_personal(sentence, mentions, child):
            return name_words(sentence, child)
    if any(sentence.deprels[c] == "cop" for c in sentence.children[mention.head]):
        for child in sentence.children[mention.head]:  # Mullah Omar is leader of the Taliban
            if sentence.deprels[child] == "nsubj" and _is_personal(sentence, mentions, child):
                return name_words(sentence, child)
    if case is None and (before := _previous_name(sentence, mentions, mention)):
        return before
    beside = _next_name(sentence, mentions, mention)
    if beside:
        return beside
    head = sentence.heads[mention.head]
    if (
        head >= 0
        and sentence.deprels[mention.head] in ("appos", "parataxis", "nmod:desc", "compound")
        and _is_personal(sentence, mentions, head)
    ):
        return name_words(sentence, head)
    return []


def _previous_name(sentence: Sentence, mentions: Mentions, mention: Mention) -> list[int]:
    """The name before a comma and a title: James Baker, the secretary of state."""
    j = mention.first - 1
    while j > 0 and sentence.deprels[j] in ("det", "amod", "compound") and sentence.upos[j] != "PROPN":
        j -= 1
    if j < 1 or sentence.words[j] != "," or sentence.deprels[mention.head] not in ("appos", "conj", "parataxis"):
        return []
    return name_words(sentence, j - 1) if _is_personal(sentence, mentions, j - 1) else []


def _next_name(sentence: Sentence, mentions: Mentions, mention: Mention) -> list[int]:
    """The name that follows a title and its genitives in the same case, wherever the parser has hung it."""
    own = {w for i in mention.words() for w in sentence.subtree(i)}
    i = mention.last + 1
    while i < len(sentence) and i in own and not _is_personal(sentence, mentions, i):
        i += 1
    case = sentence.feats[mention.head].get("Case")
    if i == mention.last + 1 and i in own and sentence.deprels[i] == "nmod":
        return []  # сторонники президента: a genitive of its own, no name of the title
    if not case and i + 1 < len(sentence) and sentence.words[i] == "," and sentence.upos[i + 1] == "PROPN":
        i += 1  # Malaysia's prime minister, Najib Razak
        if i + 1 >= len(sentence) or sentence.upos[i + 1] != "PROPN":
            return []
    if (
        i >= len(sentence)
        or not _is_personal(sentence, mentions, i)
        or sentence.feats[i].get("Case") != case
        or (not case and not sentence.words[i].isascii())
    ):
        return []
    return name_words(sentence, i)


def _is_personal(sentence: Sentence, mentions: Mentions, i: int) -> bool:
    mention = mentions.at(i)
    if mention:
        return mention.candidate.kind == "person"
    if (
        sentence.upos[i] != "PROPN"
        or not sentence.words[i][:1].isupper()
        or (sentence.words[i].isupper() and len(sentence.words[i]) > 2)
    ):
        return False
    children = sentence.children[i]
    titles = [c for c in children if sentence.deprels[c] == "nmod:desc"]
    if any(sentence.deprels[c] == "case" and not any(c < title < i for title in titles) for c in children):
        return False
    return sentence.feats[i].get("Animacy") != "Inan" or any(
        sentence.deprels[c].startswith("flat") for c in sentence.children[i]
    )


def name_words(sentence: Sentence, i: int) -> list[int]:
    """A name's first word and what continues it, without gaps other than full stops of initials."""
    words = [i]
    for child in sentence.children[i]:
        if sentence.deprels[child].startswith("flat") or (
            sentence.deprels[child] == "appos" and sentence.upos[child] == "PROPN"
        ):
            words += [child, *(g for g in sentence.children[child] if sentence.deprels[g].startswith("flat"))]
    words = sorted(
        {
            w
            for w in words
            if sentence.upos[w] in ("PROPN", "X", "NOUN", "ADJ")
            and (sentence.words[w][:1].isupper() or sentence.words[w - 1] == "-")  # Lee Teng-hui
        }
    )
    if sentence.words[i].isascii() and "Case" not in sentence.feats[i]:
        words = _run_of_names(sentence, i)  # names in English follow each other, whatever the parser makes of them
    run = words[:1] or [i]
    for word in words[1:]:
        between = sentence.words[run[-1] + 1 : word]
        if all(w in (".", "-") for w in between):
            run.append(word)
    return run


def _run_of_names(sentence: Sentence, i: int) -> list[int]:
    """The capitalised names around word i, through hyphens and initials."""
    first = last = i
    while first > 0 and _continues_name(sentence, first - 1, i):
        first -= 1
    while last + 1 < len(sentence) and _continues_name(sentence, last + 1, i):
        last += 1
    return [w for w in range(first, last + 1) if sentence.words[w] != "-"]


def _continues_name(sentence: Sentence, j: int, i: int) -> bool:
    """Whether word j belongs to the name of word i: no title, no possessor, nothing else than a name."""
    if sentence.words[j] == "-":
        return 0 < j < len(sentence) - 1 and sentence.words[j - 1][:1].isupper()
    joined = sentence.words[j - 1] == "-" and j > 0
    name = sentence.upos[j] == "PROPN" and (sentence.words[j][:1].isupper() or joined)
    apart = (
        sentence.deprels[j] in ("amod", "nmod:desc", "nmod:poss", "conj", "obl:unmarked", "nmod:unmarked") and j != i
    )
    return name and not apart


def _title_words(sentence: Sentence, mention: Mention, name: list[int]) -> list[int]:
    """The title with its adjectives and genitives, without the name."""
    words = set(mention.words())
    for i in mention.words():
        for child in sentence.children[i]:
            if child not in name and sentence.deprels[child] in ("amod", "nmod", "det"):
                words |= set(sentence.subtree(child))
    near = [w for w in sorted(words) if w not in name]
    return near or list(mention.words())


def person_name(sentence: Sentence, words: list[int]) -> str:
    """A personal name in the nominative, as far as the dictionary knows it."""
    gender = next((sentence.feats[w].get("Gender") for w in words if sentence.feats[w].get("Gender")), None)
    parts = [
        sentence.words[w] if sentence.feats[w].get("Case") == "Nom" else nominative(sentence.words[w], gender)
        for w in words
    ]
    return _spaced(sentence, words, parts)


def position_name(sentence: Sentence, mention: Mention, parties: Parties) -> str:
    """The title in its dictionary form, with бывший where the text has it."""
    former = f"{parties.speech.grammar.titles['former']} " if parties.is_former(mention) else ""
    return former + fold(mention.candidate.word) if former else mention.candidate.word


def nominative_phrase(sentence: Sentence, head: int, words: list[int]) -> str:
    """Words of a noun phrase with its head and the adjectives before it in the nominative, the rest as it stands."""
    number = sentence.feats[head].get("Number", "Sing")
    gender = sentence.feats[head].get("Gender")
    parts = []
    for w in words:
        feats = sentence.feats[w]
        agrees = w == head or (w < head and sentence.heads[w] == head and sentence.upos[w] in ("ADJ", "DET", "VERB"))
        word = sentence.words[w]
        parts.append(to_nominative(word, number, gender) if agrees and feats.get("Case") not in ("Nom", None) else word)
    return _spaced(sentence, words, parts)


def _spaced(sentence: Sentence, words: list[int], parts: list[str]) -> str:
    """The parts with spaces where the text has them: Х.Рухани."""
    joined = ""
    for previous, w, part in zip((None, *words), words, parts, strict=False):
        if previous is not None:  # "Х.Рухани", "Н. Назарбаев": what stands between stays, but for line breaks
            between = sentence.text[sentence.ends[previous] - sentence.start : sentence.starts[w] - sentence.start]
            joined += between if len(between) <= 2 and not between.isalnum() and "\n" not in between else " "
        joined += part
    return joined
