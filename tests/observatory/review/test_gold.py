import json

import pytest

from multivector.observatory.review import actions
from multivector.observatory.review.gold import Tally, gold_lines

pytestmark = pytest.mark.django_db


@pytest.fixture
def command(monkeypatch, cli, sample_record, tmp_path):
    """`multivector review export` on the test's own database."""
    for name in ("MULTIVECTOR_RECORD", "MULTIVECTOR_SECRET_KEY"):
        monkeypatch.setenv(name, "x")
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'site.sqlite3'}")
    return lambda *options: cli("review", "export", sample_record, *options)


def test_judgements_come_back_as_gold_that_evaluate_takes(command, cli, people, archive, samples, tmp_path):
    rows = archive.rows("SELECT * FROM entries WHERE doc LIKE '%iran-deal.txt' ORDER BY start")
    event = next(row for row in rows if row["kind"] == "event" and row["type"] != "AID")
    wrong = next(row for row in rows if row["kind"] == "event" and row is not event)
    for row in rows:
        if row is event:
            actions.judge(people[0], row, "correct", correction={"type": "AID", "time": "1999"})
        else:
            actions.judge(people[0], row, "reject" if row is wrong else "accept")
    actions.judge(people[0], archive.row("SELECT * FROM entries WHERE doc LIKE '%astana-talks.txt' LIMIT 1"), "accept")
    result = command("--to", tmp_path / "gold.jsonl")
    assert result.status == 0
    assert f"1 document(s), {len(rows) - 1} entries" in result.err
    assert "1 document(s) left out" in result.err
    (line,) = map(json.loads, (tmp_path / "gold.jsonl").read_text().splitlines())
    assert (
        next(one for one in line["events"] if one["start"] == event["start"] and one["type"] == "AID")["time"] == "1999"
    )
    assert set(line["events"][0]) == {"type", "source", "target", "trigger", "start", "end", "time", "status"}
    scores = json.loads(cli("evaluate", tmp_path / "gold.jsonl", *samples, "--json").out)
    events = sum(row["kind"] == "event" for row in rows)
    assert scores["event"]["gold"] == events - 1
    assert scores["event"]["precision"] == pytest.approx((events - 2) / events)
    assert scores["fact"]["precision"] == scores["fact"]["recall"] == 1


def test_partial_and_open_ones(command, people, archive):
    rows = archive.rows("SELECT * FROM entries WHERE doc LIKE '%iran-deal.txt' ORDER BY start LIMIT 2")
    for row in rows:
        actions.judge(people[0], row, "accept")
    actions.judge(people[1], rows[1], "reject")  # reviewers disagree
    assert command().out == ""
    line = json.loads(command("--partial").out)
    assert len(line["events"]) + len(line["facts"]) == 1


def test_what_a_new_coding_no_longer_finds_stays_gold_while_its_sentence_stands(people, archive):
    row = archive.row("SELECT * FROM entries WHERE kind = 'event' ORDER BY row LIMIT 1")
    actions.judge(people[0], {**row, "id": "earlier", "type": "ASSAULT"}, "accept")
    actions.judge(people[0], {**row, "id": "moved", "sentence": "Other words."}, "accept")
    actions.judge(people[0], {**row, "id": "twin"}, "accept")
    actions.judge(people[0], row, "accept")
    actions.judge(people[0], {**row, "id": "lost", "doc": "nowhere"}, "accept")
    tally = Tally()
    (line,) = gold_lines(archive, tally, partial=True)
    assert sorted(event["type"] for event in line["events"]) == sorted(["ASSAULT", row["type"]])
    assert tally.gone == 2


def test_a_record_that_is_not_there(cli, tmp_path):
    result = cli("review", "export", tmp_path / "none")
    assert result.status == 2
    assert "there is no record here" in result.err
