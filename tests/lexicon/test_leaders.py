from datetime import date, timedelta

LONGEST_OVERLAP = 60  # days, for handovers that sources date differently
# heads of state who truly held office side by side: collective heads, deputies for the ill or suspended, rival claims
TOGETHER = {
    "AND": "two princes",
    "AZE": "a president who had fled",
    "BIH": "three members of the presidency",
    "BRA": "suspended presidents",
    "CIV": "two presidents after the election of 2010",
    "CUB": "an ill president",
    "FIN": "an ill president",
    "GEO": "a military council",
    "KOR": "suspended presidents",
    "MDG": "two presidents after the election of 2001",
    "NGA": "an ill president",
    "NIC": "two presidents since 2025",
    "SMR": "two captains regent",
}


def day(text, *, last):
    """The first or last day of YYYY, YYYY-MM or YYYY-MM-DD."""
    if not text:
        return date.max if last else date.min
    year, month, *rest = [*map(int, text.split("-")), *([12 if last else 1] if len(text) == 4 else [])]
    if rest:
        return date(year, month, rest[0])
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(1) if last else date(year, month, 1)


def terms(leaders, office=None):
    return sorted(
        (day(term.from_, last=False), day(term.to, last=True), next(iter(leader.name.values())))
        for leader in leaders
        for term in leader.terms
        if office in (None, term.office)
    )


def test_a_term_begins_before_it_ends(lexicon):
    assert [term for leaders in lexicon.leaders.values() for term in terms(leaders) if term[0] > term[1]] == []


def test_every_term_has_a_beginning(lexicon):
    every = [term for leaders in lexicon.leaders.values() for leader in leaders for term in leader.terms]
    assert all(term.from_ for term in every)
    assert all((term.from_ or "") <= str(date.today()) for term in every)


def test_presidents_do_not_overlap(lexicon):
    overlaps = [
        (code, first, second)
        for code in lexicon.leaders.keys() & lexicon.states.keys() - TOGETHER.keys()
        for heads in [terms(lexicon.leaders[code], "head_of_state")]
        for i, first in enumerate(heads)
        for second in heads[i + 1 :]
        if (min(first[1], second[1]) - second[0]).days > LONGEST_OVERLAP
    ]
    assert overlaps == []


def test_presidents_of_kazakhstan(lexicon):
    heads = terms(lexicon.leaders["KAZ"], "head_of_state")
    assert [(start, name) for start, _, name in heads] == [
        (date(1990, 4, 24), "Нурсултан Назарбаев"),
        (date(2019, 3, 20), "Касым-Жомарт Токаев"),
    ]


def test_nobody_stands_twice(lexicon):
    for code, leaders in lexicon.leaders.items():
        names = [leader.name["ru"] for leader in leaders if "ru" in leader.name]
        assert len(names) == len(set(names)), code
