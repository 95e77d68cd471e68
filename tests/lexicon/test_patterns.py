import pytest

from multivector.lexicon import load_lexicon
from multivector.lexicon.inflection import inflection_of
from multivector.lexicon.patterns import compile_phrase, operator_words, trigger_patterns

PHRASES = [
    ("встретиться", "встретиться", "verb", []),
    ("переговоры", "переговоры", "noun", []),
    ("нанести удар", "нанести", "verb", [(None, "удар")]),
    ("подать в отставку", "подать", "verb", [("в", "отставка")]),
    ("привести в боевую готовность", "привести", "verb", [(None, "боевой"), ("в", "готовность")]),
    ("выйти из состава", "выйти", "verb", [("из", "состав")]),
    ("готов", "готовый", "adjective", []),
]


@pytest.mark.parametrize(("phrase", "head", "kind", "rest"), PHRASES, ids=[case[0] for case in PHRASES])
def test_phrases(phrase, head, kind, rest):
    (pattern,) = compile_phrase("frame", phrase, None, inflection_of("ru"))
    assert pattern.head_class == kind
    assert head in pattern.head
    assert [word.preposition for word in pattern.rest] == [preposition for preposition, _ in rest]
    assert all(lemma in word.lemmas for word, (_, lemma) in zip(pattern.rest, rest, strict=True))


def test_of_a_lexicon(small):
    lexicon = load_lexicon(small())
    assert [(p.owner, p.phrase) for p in trigger_patterns(lexicon, "ru")] == [("meet", "встретиться")]
    assert [(p.owner, p.phrase) for p in operator_words(lexicon, "ru")] == [("refuse", "отказаться")]
    assert [p.phrase for p in trigger_patterns(lexicon, "ru")] == ["встретиться"]
    assert trigger_patterns(lexicon, "kk") == []


def test_no_phrase_is_lost(lexicon):
    patterns = trigger_patterns(lexicon, "ru")
    assert all(p.head for p in patterns)
