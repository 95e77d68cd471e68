import csv
from pathlib import Path

import polars as pl
import pytest

import multivector as mv
from multivector.analysis.charts import svg
from multivector.analysis.names import Names
from multivector.analysis.priorities import counts, entries, gaps, notes, service, with_unserved
from multivector.analysis.prioritychart import chart
from multivector.errors import StopRun
from multivector.lexicon.actors import actor_rows
from multivector.model import CodedDocument, Document, Event, Fact
from multivector.record.schema import FACT_SLOTS

# sentence; event or fact; the priorities of Kazakhstan's strategy that it serves
CASES = [
    ("KAZ met RUS.", {"source": ("KAZ",), "target": ("RUS",)}, "partners"),
    ("RUS met KAZ.", {"source": ("RUS",), "target": ("KAZ",)}, "partners"),
    ("KAZ met UZB and JPN.", {"source": ("KAZ.GOV",), "target": ("UZB.LEG", "JPN")}, "central_asia world"),
    ("KAZ met the OSCE.", {"source": ("KAZ",), "target": ("OSCE",)}, "multilateral"),
    ("KAZ met rebels.", {"source": ("KAZ",), "target": ("SYR.REB",)}, ""),
    ("KAZ mediated.", {"source": ("KAZ",), "target": ("ARM",), "frame": "mediate", "mode": "third-party"}, "mediation world"),
    ("ARM mediated.", {"source": ("ARM",), "target": ("KAZ",), "frame": "mediate", "mode": "third-party"}, "world"),
    ("They discussed the peace process.", {"source": ("KAZ", "TUR"), "target": ()}, "mediation world"),
    ("RUS praised KAZ.", {"source": ("RUS",), "target": ("KAZ",), "type": "SUPPORT", "frame": "praise"}, None),
    ("KAZ and USA signed a nuclear treaty.", {"source": ("KAZ", "USA"), "type": "AGREE"}, "nuclear partners"),
    ("KAZ suspended its nuclear treaty.", {"source": ("KAZ",), "type": "AGREE"}, ""),
    ("Казахстан и Иран торгуют нефтью.", {"source": ("KAZ", "IRN"), "type": "COOPERATE", "frame": "trade"}, "trade energy world"),
    ("Нефтяной форум: ЯДЕРНОЕ.", {"source": ("KAZ", "IRN"), "type": "COOPERATE"}, "nuclear energy world"),
    ("Неядерное дело, бюрократия.", {"source": ("KAZ", "IRN"), "type": "COOPERATE"}, "world"),
    ("KAZ gave aid.", {"source": ("KAZ",), "target": ("AFG",), "type": "AID", "frame": "humanitarian_aid"}, "aid world"),
    ("KAZ was given aid.", {"source": ("AFG",), "target": ("KAZ",), "type": "AID", "frame": "humanitarian_aid"}, None),
    ("KAZ attacked.", {"source": ("KAZ",), "target": ("AFG",), "type": "ASSAULT"}, ""),
    ("KAZ met its party.", {"source": ("KAZ.GOV",), "target": ("KAZ.OPP",)}, None),
    ("KAZ may meet RUS.", {"source": ("KAZ",), "target": ("RUS",), "status": "planned"}, None),
    ("Member.", {"fact": "membership", "member": "KAZ", "of": "CSTO"}, "security multilateral"),
    ("Chair.", {"fact": "chairmanship", "chair": "KAZ", "of": "UNSC"}, "multilateral"),
    ("Peace talks.", {"fact": "hosting", "host": "KAZ", "what": "talks", "about": "SYR"}, "mediation"),
    ("Talks.", {"fact": "hosting", "host": "KAZ", "what": "talks", "about": "SYR", "frame": "gathering_held"}, "mediation"),
    ("Talks.", {"fact": "hosting", "host": "KAZ", "what": "talks", "about": "grain"}, ""),
    ("Mission.", {"fact": "mission", "actor": "KAZ", "kind": "peacekeeping", "place": ["LBN"], "under": "UN"}, "peacekeeping"),
    ("Mission.", {"fact": "mission", "actor": "KAZ", "kind": "military", "place": ["LBN"], "under": None}, ""),
    ("A treaty.", {"fact": "instrument", "parties": ["KAZ", "CHN"], "act": "signed", "kind": "treaty"}, "partners"),
    ("A treaty.", {"fact": "instrument", "parties": ["KAZ", "CHN"], "act": "denounced", "kind": "treaty"}, ""),
    ("A treaty.", {"fact": "instrument", "parties": ["CHN", "RUS"], "act": "signed", "kind": "treaty"}, None),
    ("JPN met USA.", {"source": ("JPN",), "target": ("USA",)}, None),
    ("President.", {"fact": "office", "person": "T", "position": "president", "of": "KAZ"}, None),
]  # fmt: skip


def entry(number, sentence, fields):
    fields = dict(fields)
    shared = {"frame": "meet", "trigger": sentence[:1], "start": 0, "end": 1, "sentence": (0, len(sentence))}
    shared |= {"time": f"{2018 + number % 4}"} | {key: fields.pop(key) for key in ("frame", "status") if key in fields}
    if "fact" not in fields:
        return Event(**{"type": "CONSULT"} | fields | shared)
    kind = fields.pop("fact")
    return Fact(fact=kind, slots=dict.fromkeys(FACT_SLOTS[kind]) | fields, **shared)


@pytest.fixture(scope="module")
def record(tmp_path_factory, lexicon):
    record = mv.Record(tmp_path_factory.mktemp("priorities") / "record", create=True)
    record.write_actors(actor_rows(lexicon))
    coded = []
    for number, (sentence, fields, _) in enumerate(CASES):
        one = entry(number, sentence, fields)
        events, facts = ([one], []) if isinstance(one, Event) else ([], [one])
        coded.append(CodedDocument(Document(f"{number:03}", sentence), events, facts))
    record.write(coded)
    return record


@pytest.fixture(scope="module")
def served(record):
    return service(record, "KAZ", mv.load_strategy("kazakhstan_2020"))


@pytest.mark.parametrize(("number", "case"), list(enumerate(CASES)), ids=lambda value: str(value)[:30])
def test_acts_serve_priorities(served, number, case):
    (row,) = served.acts.filter(doc=f"{number:03}")["row"].to_list() or [None]
    found = None if row is None else set(served.served.filter(row=row)["priority"])
    assert found == (None if case[2] is None else set(case[2].split()))


def test_counts_by_year(record):
    table = mv.priorities(record, "KAZ", by="year", language="kk")
    assert table.columns == ["priority", "title", "period", "events", "facts", "documents"]
    assert table["period"].unique().sort().to_list() == ["2018", "2019", "2020", "2021"]
    assert table.filter(priority="trust")["events"].sum() == 0
    mediation = table.filter(priority="mediation", period="2019")
    assert mediation.rows() == [("mediation", "Превентивті дипломатия және медиация", "2019", 1, 1, 2)]


def test_all_and_years_agree(record):
    table = mv.priorities(record, "KAZ", by="year")
    years = table.group_by("priority", maintain_order=True).agg(pl.col("events", "facts").sum())
    whole = mv.priorities(record, "KAZ").select("priority", "events", "facts")
    assert years.rows() == whole.rows()


def test_only_one_partner(record):
    table = mv.priorities(record, "KAZ", partner="USA")
    assert table.filter(pl.col("events") > 0)["priority"].to_list() == ["nuclear", "partners"]


def test_reasons_name_rule_word_and_partner(served):
    reasons = {(row[0], row[1]): row[2] for row in entries(served).iter_rows()}
    ids = dict(served.acts.select("doc", "id").iter_rows())
    assert reasons["energy", ids["012"]] == "agrees, talks or works on energy: «Нефтяной» (IRN)"
    assert reasons["mediation", ids["005"]] == "mediates"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("ru", "договаривается, ведёт переговоры или сотрудничает, и речь об энергетике: «Нефтяной» (Iran)"),
        ("kk", "энергетика туралы келіседі, сөйлеседі немесе бірге жұмыс істейді: «Нефтяной» (Iran)"),
    ],
)
def test_reasons_in_other_languages_and_with_names(served, language, said):
    reasons = entries(served, language=language, known=Names(IRN="Iran"))["reason"]
    assert said in reasons.to_list()


def test_what_serves_nothing_is_listed_on_request(served):
    listed = entries(served, unserved=True)
    idle = listed.filter(listed["priority"].is_null())
    assert listed.columns == ["priority", "entry", "reason"]
    assert idle.height == sum(case[2] == "" for case in CASES)
    whole = with_unserved(served, counts(served))
    assert whole.rows()[-1] == (None, None, "all", *(sum(one) for one in zip(*idle_kinds(), strict=True)))


def idle_kinds():
    """Of each act that serves nothing: is it an event, a fact, a document."""
    return [("fact" not in case[1], "fact" in case[1], 1) for case in CASES if case[2] == ""]


def test_gaps(served):
    table = gaps(served)
    assert "trust" in table.filter(gap="no acts")["what"].to_list()
    undeclared = table.filter(gap="no priority")
    assert dict(undeclared.select("what", "events").iter_rows())["ASSAULT"] == 1
    assert undeclared["events"].sum() + undeclared["facts"].sum() == sum(case[2] == "" for case in CASES)
    assert any("Priorities without acts: Trust" in note for note in notes(served))


def test_another_state_another_strategy(record):
    table = mv.priorities(record, "JPN")
    assert table.filter(table["events"] > 0)["priority"].to_list() == ["ally"]
    with pytest.raises(StopRun, match="knows no actor"):
        mv.priorities(record, "XXX", strategy="japan_2022")


@pytest.mark.parametrize("by", ["all", "year", "month"])
def test_chart(record, by):
    picture = svg(chart(mv.priorities(record, "KAZ", by=by), declared="2020/2030"))
    assert "Peacekeeping" in picture


def test_labels_are_priorities():
    known = {priority.id for priority in mv.load_strategy("kazakhstan_2020").priorities()}
    with (Path(__file__).parent / "priorities_gold.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    assert {name for row in rows for name in row["priorities"].split()} <= known
    assert [sum(row["half"] == half for row in rows) for half in ("tune", "test")] == [100, 100]
