import pytest

from multivector.lexicon.ontology import FACTS, MODES, QUADS
from multivector.observatory.core.labels import actor_label, css_class, kind_label, label, labels


def test_every_code_has_words_in_every_language():
    assert set(labels()["types"]) == set(MODES)
    assert set(labels()["facts"]) == set(FACTS)
    assert set(labels()["quads"]) == set(QUADS)
    for group in labels().values():
        assert all({"ru", "kk", "en"} <= set(words) for words in group.values())


def test_labels():
    assert kind_label("AGREE", "ru") == "соглашение"
    assert kind_label("office", "en") == "office"
    assert label("statuses", "unheard", "kk") == "unheard"
    assert css_class("ASSAULT") == "material-conflict"
    assert css_class("membership") == "fact"


@pytest.mark.parametrize(
    ("code", "language", "expected"),
    [
        ("KAZ", "ru", "Казахстан"),
        ("KAZ.OPP", "en", "Kazakhstan (opposition)"),
        ("---.REB", "kk", "көтерілісшілер"),
        ("XYZ", "en", "XYZ"),
    ],
)
def test_actors(archive, code, language, expected):
    assert actor_label(archive, code, language) == expected
