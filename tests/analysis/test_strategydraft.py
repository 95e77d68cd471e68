import pytest

from multivector.analysis.strategy import load_strategy
from multivector.analysis.strategydraft import draft
from multivector.errors import StopRun

# text, and the tree of titles that it becomes
CASES = [
    ("# S\n## A\n- one;\n- two.\n## B\n1. three", {"A": ["one", "two"], "B": ["three"]}),
    ("S\n\nГлава 1. А\n1. раз\n2. два\nГлава 2\nБ\n1) три", {"А": ["раз", "два"], "Б": ["три"]}),
    ("S\n\n1-тарау. А\n1.1. бір\n1.2. екі\n2-тарау. Ә\n2.1 үш", {"А": ["бір", "екі"], "Ә": ["үш"]}),
    ("S\nI. A\n1. one\nII. B\n1. two", {"A": ["one"], "B": ["two"]}),
    ("S\n§ 1. A\na) one\nb) two\n§ 2. B\na) three", {"A": ["one", "two"], "B": ["three"]}),
    ("S\nSection 1: A\n• one\nSection II: B\n• two", {"A": ["one"], "B": ["two"]}),
    ("S\n\nPeace\n\n- one\n\nTrade\n\n- two", {"Peace": ["one"], "Trade": ["two"]}),
    ("S\n1. A\n1.1 one\n1.1.1 deep\n2. B", {"A": ["one"], "B": ["B"]}),
    ("S\n- one\n- two", {"S": ["one", "two"]}),
]


def tree(tmp_path, text, **options):
    file = tmp_path / "draft.yaml"
    file.write_text(draft(text, **options), encoding="utf-8")
    return load_strategy(file)


@pytest.mark.parametrize(("text", "expected"), CASES, ids=range(len(CASES)))
def test_headings_and_lists_become_a_tree(tmp_path, text, expected):
    strategy = tree(tmp_path, text)
    assert strategy.title == {"en": "S"}
    assert {a.title["en"]: [p.title["en"] for p in a.priorities] for a in strategy.areas} == expected


def test_what_is_deeper_and_plain_text_describe(tmp_path):
    (area,) = tree(tmp_path, "S\n1. A\n1.1 one\nSome words.\n- deep;").areas
    assert area.priorities[0].description == {"en": "Some words. deep;"}


def test_a_long_item_is_cut_between_words_and_kept_whole(tmp_path):
    item = "мир " * 60 + "конец"
    (area,) = tree(tmp_path, f"S\n# А\n- {item}", language="ru").areas
    assert area.priorities[0].title["ru"] == " ".join(["мир"] * 40) + "…"
    assert area.priorities[0].description == {"ru": item}


@pytest.mark.parametrize(
    ("title", "period"),
    [("Концепция на 2020 – 2030 годы", "2020/2030"), ("Strategy 2030-2020", None), ("Strategy", None)],
)
def test_the_period_stands_in_the_title(tmp_path, title, period):
    assert tree(tmp_path, f"{title}\n- one", state="NZL").period == period


def test_a_text_without_any_mark():
    with pytest.raises(StopRun, match="no headings and no lists"):
        draft("Only words. And more words.")
