from __future__ import annotations

import pytest

from multivector.coder.counts import find_count

CASES = [
    ("ru", "семь международных встреч", "7"),
    ("ru", "более 12 встреч", ">12"),
    ("ru", "более чем в 12 встречах", ">12"),
    ("ru", "более чем 12 встреч", ">12"),
    ("ru", "не менее 10", ">=10"),
    ("ru", "не менее чем десять встреч", ">=10"),
    ("ru", "по меньшей мере три раунда", ">=3"),
    ("ru", "около 20", "~20"),
    ("ru", "до 30", "<=30"),
    ("ru", "менее 5", "<5"),
    ("ru", "не более пяти встреч", "<=5"),
    ("ru", "свыше ста участников", ">100"),
    ("ru", "десятки", None),
    ("ru", "десятки тысяч человек", None),
    ("ru", "несколько встреч", None),
    ("ru", "двадцать пять встреч", "25"),
    ("ru", "сто двадцать три дипломата", "123"),
    ("ru", "двух раундов переговоров", "2"),
    ("ru", "5 тысяч военных", "5000"),
    ("ru", "1 500 солдат", "1500"),
    ("ru", "1,5 млн рублей", "1500000"),
    ("ru", "15 лет сотрудничества", None),
    ("ru", "за 5 лет семь встреч", "7"),
    ("ru", "вторая встреча", None),
    ("ru", "15-я встреча", None),
    ("ru", "70-летний президент", None),
    ("ru", "встречи 2015 года", None),
    ("ru", "переговоры в 2015", None),
    ("ru", "2015 встреч", "2015"),
    ("ru", "встреча 5 июня", None),
    ("ru", "20 % встреч", None),
    ("ru", "встреча", None),
    ("en", "seven meetings", "7"),
    ("en", "more than 12 meetings", ">12"),
    ("en", "at least ten rounds", ">=10"),
    ("en", "about 20 meetings", "~20"),
    ("en", "up to 30 observers", "<=30"),
    ("en", "fewer than five talks", "<5"),
    ("en", "twenty-five meetings", "25"),
    ("en", "two hundred and six soldiers", "206"),
    ("en", "1,500 troops", "1500"),
    ("en", "dozens of meetings", None),
    ("en", "the second meeting", None),
    ("en", "15 years of talks", None),
    ("kk", "жеті халықаралық кездесу", "7"),
    ("kk", "12 кездесу", "12"),
    ("kk", "12-ден астам кездесу", ">12"),
    ("kk", "он екіден астам кездесу", ">12"),
    ("kk", "кемінде 10 кездесу", ">=10"),
    ("kk", "шамамен 20 кездесу", "~20"),
    ("kk", "30-ға дейін бақылаушы", "<=30"),
    ("kk", "15 жыл", None),
    ("kk", "екінші кездесу", None),
]


@pytest.mark.parametrize(("language", "phrase", "count"), CASES)
def test_find_count(language: str, phrase: str, count: str | None) -> None:
    assert find_count(phrase, language) == count
