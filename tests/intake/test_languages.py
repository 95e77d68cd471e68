from __future__ import annotations

import pytest

from multivector.intake import languages

CASES = [
    ("ru", "Токаев прибыл в Пекин"),
    ("ru", "США ввели санкции против Ирана"),
    ("ru", "Подробности визита Е. Примакова в Ирак"),
    ("ru", "И́горь Ви́кторович встретился с послом в Витебске"),
    ("en", "Tokayev arrives in Beijing"),
    ("en", "US imposes sanctions on Iran"),
    ("en", "The case against Iran has a feeling of déjà vu."),
    ("kk", "Тоқаев Бейжіңге келді"),
    ("kk", "АҚШ Иранға қарсы санкция енгізді"),
    (None, "Президент України зустрівся з канцлером Німеччини в Києві."),
    (None, "Прэзідэнт Беларусі сустрэўся з прэзідэнтам Расіі ў Маскве і абмеркаваў супрацоўніцтва."),
    (None, "Президентът на България се срещна с президента на Сърбия в София."),
    (None, "Председник Србије се састао са председником Русије у Београду."),
    (None, "Кыргызстандын президенти Казакстандын президенти менен Бишкекте жолугушту."),
    (None, "Татарстан рәисе Казанда Төркия илчесе белән очрашты һәм хезмәттәшлек турында сөйләште."),
    (None, "Президенти Тоҷикистон бо президенти Русия дар Душанбе вохӯрд."),
    (None, "Der Bundeskanzler traf sich in Berlin mit dem kasachischen Präsidenten."),
    (None, "Le président français a rencontré son homologue kazakh à Paris."),
    (None, "El presidente de España se reunió con el presidente de Kazajistán en Madrid."),
    (None, "Türkiye Cumhurbaşkanı Kazakistan Cumhurbaşkanı ile Ankara'da bir araya geldi."),
    (None, "Azərbaycan prezidenti Bakıda Qazaxıstan prezidenti ilə görüşdü."),
    (None, "O'zbekiston prezidenti Qozog'iston prezidenti bilan Toshkentda uchrashdi."),
    (None, "哈萨克斯坦总统在北京会见了中国国家主席。"),
    (None, "التقى رئيس كازاخستان بالرئيس الصيني في بكين."),
    (None, "lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt ut labore et "
           "dolore magna aliqua ut enim ad minim veniam quis nostrud exercitation"),
    (None, "12 - 14 !"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text"), CASES)
def test_detect(language: str | None, text: str) -> None:
    assert languages.detect(text) == language


@pytest.mark.parametrize(
    ("given", "code"), [("ru", "ru"), ("RU", "ru"), ("kk-KZ", "kk"), ("en_GB", "en"), ("rus", "ru")]
)
def test_normalise(given: str, code: str) -> None:
    assert languages.normalise(given) == code


def test_an_unknown_code_is_refused() -> None:
    with pytest.raises(ValueError, match="known are ru, en, kk"):
        languages.normalise("de")
