import pytest

import multivector as mv

EVENTS = [
    ("a", "CONSULT", "KAZ", "RUS", "2017-05-03"),
    ("b", "AID", "KAZ", "RUS", "2018-05-04"),
    ("c", "ACCUSE", "USA", "KAZ", "2018-05-05"),
    ("d", "CONSULT", "KAZ", "CHN", "2018-05-06"),
]


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("en", ["Kazakhstan, 2017–2018: 4 events with 3 partners.", "Main partners: Russia (50%), China (25%), and United States (25%).",
                "Cooperation makes up 75% of the events, conflict 25%.", "The effective number of partners is 2.8 (95% interval"]),
        ("ru", ["Казахстан, 2017–2018: 4 события с 3 партнёрами.", "Основные партнёры: Россия (50\xa0%), Китай (25\xa0%) и США (25\xa0%).",
                "Доля сотрудничества в событиях — 75\xa0%, конфликта — 25\xa0%.", "Эффективное число партнёров — 2,8 (95-процентный интервал от"]),
        ("kk", ["Қазақстан, 2017–2018: 3 серіктеспен 4 оқиға.", "Негізгі серіктестер: Ресей (50%)", "Серіктестердің тиімді саны — 2,8 (95"]),
    ],
)  # fmt: skip
def test_sentences(record_of, language, sentences):
    told = mv.summary(record_of(*EVENTS), "KAZ", language)
    assert [sentence for sentence in sentences if sentence not in told] == []


@pytest.mark.parametrize(
    ("count", "words"),
    [(1, "1 событие с 1 партнёром"), (2, "2 события"), (5, "5 событий"), (21, "21 событие с 1 партнёром")],
)
def test_russian_numbers_decline(record_of, count, words):
    record = record_of(*((f"{n:02}", "AID", "KAZ", "RUS", f"2017-01-{n + 1:02}") for n in range(count)))
    told = mv.summary(record, "KAZ", "ru")
    assert words in told
    assert "Партнёр один (Россия)" in told


def test_a_clear_change_is_told(record_of):
    partners = ["RUS", "CHN", "USA", "TUR"]
    then = [(f"a{n:02}", "AID", "KAZ", partners[n == 0], "2017-01") for n in range(30)]
    now = [(f"b{n:02}", "AID", "KAZ", partners[n % 4], "2019-01") for n in range(30)]
    assert "It rose: 1.2 (2017) → 4.0 (2019)." in mv.summary(record_of(*then, *now), "KAZ")


def test_groups_go_by_their_names(record_of):
    told = mv.summary(record_of(*EVENTS), "KAZ", "ru", partners={"east": mv_group()})
    assert "Восток (75" in told


def mv_group():
    from multivector.analysis.groups import Group, Member

    return Group("east", {"ru": "Восток"}, (Member("RUS"), Member("CHN")))


def test_another_language_is_refused(record_of):
    with pytest.raises(mv.StopRun, match="use ru, kk, en"):
        mv.summary(record_of(*EVENTS), "KAZ", "de")
