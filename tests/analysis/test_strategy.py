import pytest

from multivector.analysis.strategy import StrategyError, load_strategy, strategy_of, title
from multivector.errors import StopRun

SHIPPED = ("japan_2022", "kazakhstan_2020")
GOOD = """\
title: {en: Strategy of Nowhere}
state: NZL
period: 2020/..
groups: {near: [AUS, FJI]}
words: {sea: {en: [sea lane*], ru: [морск*]}}
areas:
  - id: ways
    title: {en: Ways, ru: Пути}
    priorities:
      - id: sea
        title: {en: The sea}
        serves:
          - why: talks about the sea
            types: CONSULT
            partners: near
            words: sea
"""


@pytest.fixture
def load(tmp_path):
    def load(text, **options):
        file = tmp_path / "own.yaml"
        file.write_text(text, encoding="utf-8")
        return load_strategy(str(file), **options)

    return load


def test_a_strategy_is_a_tree(load):
    strategy = load(GOOD)
    (priority,) = strategy.priorities()
    assert (priority.id, priority.serves[0].types) == ("sea", ["CONSULT"])
    assert strategy.members(["near", "CHN"]) == {"AUS", "FJI", "CHN"}
    assert title(strategy.areas[0].title, "ru") == "Пути"
    assert title(priority.title, "kk") == "The sea"


# what is replaced, by what; the line of the error and a word of it
BROKEN = [
    ("state: NZL", "state: Nowhere", 2, "code"),
    ("period: 2020/..", "period: 2020/2010", 3, "ends before"),
    ("[AUS, FJI]", "[AUS, Fiji]", 4, "code"),
    ("[sea lane*]", "[sea* lane]", 5, "only at the end"),
    ("areas:", "area:", 6, "no such key"),
    ("id: ways", "id: Ways", 7, "id"),
    ("{en: Ways, ru: Пути}", "{de: Wege}", 8, "'ru', 'en' or 'kk'"),
    ("types: CONSULT", "types: [CONSULT, MEET]", 14, "MEET"),
    ("types: CONSULT", "facts: [office]", 14, "office"),
    ("types: CONSULT", "frames: [meet]", 13, "types"),
    ("types: CONSULT", "facts: [hosting], slots: {act: [signed]}", 14, "not YAML"),
    ("partners: near", "partners: far", 15, "group"),
    ("partners: near", "modes: [swim]", 15, "swim"),
    ("partners: near", "slots: {what: [talks]}", 13, "needs 'facts'"),
    ("partners: near", "other_than: near", 13, "needs 'partners'"),
    ("words: sea", "words: sky", 16, "list of words"),
]


@pytest.mark.parametrize(("old", "new", "line", "said"), BROKEN)
def test_an_error_has_its_line(load, old, new, line, said):
    with pytest.raises(StrategyError) as caught:
        load(GOOD.replace(old, new))
    assert any(problem.line == line and said in problem.message for problem in caught.value.problems)


def test_all_errors_are_told_at_once(load):
    with pytest.raises(StrategyError, match="has 3 error"):
        load(GOOD.replace("NZL", "Nowhere").replace("CONSULT", "MEET").replace("id: sea", "id: Sea"))


def test_an_id_stands_once(load):
    twice = GOOD + "      - {id: sea, title: {en: Again}}\n"
    with pytest.raises(StrategyError, match="17: 'sea' stands here twice"):
        load(twice)


def test_a_slot_must_be_of_the_kind(load):
    facts = "facts: [hosting]\n            slots: {act: [signed]}"
    with pytest.raises(StrategyError, match="'act' is no slot of hosting: use one of about, what"):
        load(GOOD.replace("types: CONSULT", facts))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("FJI", "FJX", "4: 'FJX'"),
        ("NZL", "NZX", "2: 'NZX'"),
        ("words: sea", "frames: [swim]", "16: 'swim' is no frame"),
    ],
)
def test_the_lexicon_knows_codes_and_frames(load, lexicon, old, new, said):
    load(GOOD.replace(old, new))
    with pytest.raises(StrategyError, match=said):
        load(GOOD.replace(old, new), lexicon=lexicon)


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_strategies_hold_against_the_lexicon(lexicon, name):
    strategy = load_strategy(name, lexicon)
    assert all(priority.serves for priority in strategy.priorities())
    assert all({"ru", "en", "kk"} <= set(one.title) for one in (*strategy.areas, *strategy.priorities()))
    assert all(set(rule.why) == {"ru", "en", "kk"} for _, rule in strategy.rules())
    used = {name for _, rule in strategy.rules() for name in (*rule.words, *rule.unless)}
    assert used == set(strategy.words)


def test_the_strategy_of_a_state_is_found_by_its_data():
    assert [strategy_of(state).state for state in ("KAZ", "JPN")] == ["KAZ", "JPN"]
    with pytest.raises(StopRun, match="no strategy of FIN ships"):
        strategy_of("FIN")


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(StopRun, match="kazakhstan_2020"):
        load_strategy(tmp_path / "none.yaml")
