"""The training of the scorer on rows made by hand; it needs the `train` extra."""

import io
import sys
from pathlib import Path

import pytest

from multivector.coder.pairfeatures import Features
from multivector.coder.scorer import write_weights
from multivector.model import Pair

pytest.importorskip("sklearn")
sys.path.insert(0, str(Path(__file__).parents[2] / "training"))
training = pytest.importorskip("scorer")
plv = pytest.importorskip("plv")

# words, what a frame says, label
ROWS = [
    ("help", "AID", "AID"),
    ("hit", "ASSAULT", "ASSAULT"),
    ("free", "CONCEDE", "YIELD"),
    ("leave", "RETREAT", "YIELD"),
]


def example(word, said, label, i=0):
    own = {"bias": 1.0, f"word:{word}": 1.0}
    return training.Example(
        plv.Row(Pair("a b", (0, 1), (2, 3)), label, f"{word}{i}"), Features(own, {(said, "trust:best"): 1.0}, said)
    )


EXAMPLES = [example(*row, i) for row in ROWS for i in range(6)]


def best(scorer, found):
    return scorer.relations(found)[0].type


def test_weights_are_learnt_and_yield_is_split_by_what_frames_say():
    scorer = training.fit(EXAMPLES, training.Settings())
    for word, said, _ in ROWS:
        assert best(scorer, example(word, said, said).features) == said
    assert scorer.own["word:free"]["CONCEDE"] > scorer.own["word:free"].get("RETREAT", 0)
    assert scorer.shared["trust:best"] > 0


def test_same_rows_same_bytes():
    files = [io.StringIO(), io.StringIO()]
    for file in files:
        write_weights(training.fit(EXAMPLES, training.Settings()), ["made by hand"], file)
    assert files[0].getvalue() == files[1].getvalue()


def test_every_row_is_judged_by_a_model_that_has_not_seen_it():
    validation = training.cross_validate(EXAMPLES, training.Settings())
    assert validation.truth == [e.row.label for e in EXAMPLES]
    assert validation.macro_f1 == 1.0
    assert validation.calibrated.sum(axis=1) == pytest.approx(1)


def test_plv_rows(tmp_path):
    import polars as pl

    rows = [("Iran met Iraq.", "Iran", "Iraq", "CONSULT"), ("They freed him.", "They", "a recipient", "YIELD"),
            ("Iraqi men fled.", "Iraqi men", "Iraqi", "YIELD")]  # fmt: skip
    pl.DataFrame(rows, schema=["sentence", "source", "target", "gold_root"], orient="row").write_parquet(
        tmp_path / "plv"
    )
    read = list(plv.plv_rows(tmp_path / "plv"))
    assert [row.pair.target for row in read] == [(9, 13), None, None]
    assert [row.types for row in read] == [("CONSULT",), ("CONCEDE", "RETREAT"), ("CONCEDE", "RETREAT")]
    assert plv.label_of("RETREAT") == "YIELD"
