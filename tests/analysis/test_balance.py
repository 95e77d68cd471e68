import numpy as np
import pytest

import multivector as mv
from multivector.analysis.balance import chart, concentration
from multivector.analysis.charts import svg

MEASURES = ("hhi", "hhi_normalised", "entropy", "evenness", "q1", "q2")


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((35, 40, 5, 10, 6, 4), (0.3002, 0.16024, 1.411559, 0.787806, 4.102345, 3.331113)),
        ((25, 25, 25, 25), (0.25, 0, 1.386294, 1, 4, 4)),
        ((97, 1, 1, 1), (0.9412, 0.9216, 0.167701, 0.12097, 1.182582, 1.062473)),
        ((97, 1, 0, 1, 1), (0.9412, 0.9216, 0.167701, 0.12097, 1.182582, 1.062473)),
    ],
)
def test_reference_values(counts, expected):
    found = concentration(np.array(counts))
    assert [float(found[name]) for name in MEASURES] == pytest.approx(expected, abs=5e-7)
    assert found["q0"] == np.count_nonzero(counts)


def events(*numbers):
    """So many one-event documents with each of the partners, in 2017."""
    partners = ["RUS", "CHN", "USA", "TUR", "UZB", "KGZ"]
    for partner, number in zip(partners, numbers, strict=False):
        for n in range(number):
            yield f"{partner}{n:03}", "AID", "KAZ", partner, "2017"


def test_the_columns_and_the_figures(record_of):
    table = mv.balance(record_of(*events(35, 40, 5, 10, 6, 4)), "KAZ", by="year")
    row = table.row(0, named=True)
    names = "period events reports documents partners hhi entropy evenness effective_partners low high"
    assert table.columns == names.split()
    assert [row[name] for name in names.split()[:5]] == ["2017", 100, 100, 100, 6]
    assert [row[name] for name in ("hhi", "entropy", "evenness", "effective_partners")] == pytest.approx(
        [0.3002, 1.411559, 0.787806, 4.102345], abs=1e-6
    )
    # The delta method gives a standard error of 0.30 for these counts.
    margin = 1.96 * 4.102345 * np.sqrt(entropy_variance([35, 40, 5, 10, 6, 4]))
    assert row["effective_partners"] - row["low"] == pytest.approx(margin, rel=0.2)
    assert row["high"] - row["effective_partners"] == pytest.approx(margin, rel=0.2)


def entropy_variance(counts):
    shares = np.array(counts) / sum(counts)
    entropy = -(shares * np.log(shares)).sum()
    return ((shares * np.log(shares) ** 2).sum() - entropy**2) / sum(counts)


def test_many_documents_are_drawn_in_parts(record_of):
    counts = (300, 200, 100, 100)
    row = mv.balance(record_of(*events(*counts)), "KAZ").row(0, named=True)
    margin = 1.96 * row["effective_partners"] * np.sqrt(entropy_variance(counts))
    assert row["high"] - row["effective_partners"] == pytest.approx(margin, rel=0.25)


def test_documents_with_many_events_widen_the_interval(record_of):
    together = [("abcdefgh"[n % 8], *event[1:], {"start": n}) for n, event in enumerate(events(20, 20))]
    record = record_of(*((doc, "AID", "KAZ", "RUS" if doc < "e" else "CHN", f"2017-01-{n:02}", extra)
                         for n, (doc, *_, extra) in enumerate(together[:24], 1)))  # fmt: skip
    few = mv.balance(record, "KAZ").row(0, named=True)
    assert few["effective_partners"] == 2
    assert few["documents"] == 8
    assert few["high"] - few["low"] > 0.3


def test_one_partner_has_no_balance(record_of):
    row = mv.balance(record_of(*events(3)), "KAZ").row(0, named=True)
    assert (row["partners"], row["events"]) == (1, 3)
    assert [row[name] for name in ("hhi", "entropy", "evenness", "effective_partners", "low", "high")] == [None] * 6


def test_one_document_has_no_interval(record_of):
    row = mv.balance(record_of(("a", "CONSULT", "KAZ RUS CHN", "", "2017")), "KAZ").row(0, named=True)
    assert (row["events"], row["partners"], row["effective_partners"]) == (1, 2, 2.0)
    assert (row["low"], row["high"]) == (None, None)


def test_every_measure_has_an_interval(record_of):
    table = mv.diversity(record_of(*events(9, 5, 3)), "KAZ")
    assert table["measure"].to_list() == ["hhi", "hhi_normalised", "entropy", "evenness", "q0", "q1", "q2"]
    assert (table["low"] <= table["value"]).all()
    assert (table["value"] <= table["high"]).all()


def test_the_same_record_gives_the_same_interval(record_of):
    record = record_of(*events(9, 5, 3))
    assert mv.balance(record, "KAZ").equals(mv.balance(record, "KAZ"))


def test_chart(record_of):
    assert "effective number of partners" in svg(chart(mv.balance(record_of(*events(9, 5, 3)), "KAZ")))
