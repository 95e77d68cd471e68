import pytest

from multivector.lexicon.inflection.english import EnglishInflection

ENGLISH = EnglishInflection()


@pytest.mark.parametrize("written", ["al-Zarqawi", "Al-Zarqawi", "al Zarqawi", "Al Zarqawi"])
def test_arabic_articles_are_spelled_in_every_way(written):
    spellings = {"al-Zarqawi", "Al-Zarqawi", "al Zarqawi", "Al Zarqawi"}
    assert ENGLISH.surname_forms(written) == spellings
    assert ENGLISH.name_forms(f"Abu Musab {written}") == {f"Abu Musab {spelling}" for spelling in spellings}


@pytest.mark.parametrize("name", ["Albright", "Hal Brands", "Israel Katz", "Al"])
def test_other_names_have_one_spelling(name):
    assert ENGLISH.name_forms(name) == ENGLISH.surname_forms(name) == {name}


@pytest.mark.parametrize("verb", ["found", "wound"])
def test_a_regular_verb_is_not_whose_past_it_looks_like(verb):
    assert ENGLISH.lemmas(verb, "verb") == {verb}


def test_lay_may_be_the_past_of_lie():
    assert ENGLISH.lemmas("lay", "verb") == {"lay", "lie"}


def test_spellings_of_a_verb_are_alike():
    assert ENGLISH.lemmas("lambast", "verb") == {"lambast", "lambaste"}
