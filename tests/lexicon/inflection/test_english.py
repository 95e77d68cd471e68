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
