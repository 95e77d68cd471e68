"""The files of weights and the code that reads them belong together."""

import io
import math
import re
from importlib import resources
from pathlib import Path

import pytest

from multivector.coder.pairfeatures import LEXICAL, Features
from multivector.coder.scorer import TYPES, Scorer, file_name, read_weights, scorer_for, write_weights

FILES = [file_name(language) for language in ("en", "ru")]
# first parts of the names of features, as docs/relate.md lists them
GROUPS = {"bias", "frame", "reading", "best", "operator", "actor", "sectors", *LEXICAL}
SHARED = {"affinity", "loose", "trust"}


def data(name):
    return (resources.files("multivector.coder") / "data" / name).read_text(encoding="utf-8")


def group(feature):
    return feature.partition(":")[0]


@pytest.mark.parametrize("name", FILES)
def test_the_file_fits_the_code(name):
    scorer = read_weights(data(name).splitlines(keepends=True))
    assert {group(feature) for feature in scorer.own} <= GROUPS
    assert {group(feature) for feature in scorer.shared} == SHARED
    assert {type for weights in scorer.own.values() for type in weights} <= set(TYPES)
    assert 0.5 < scorer.temperature < 2


def test_frames_with_weights_are_in_the_lexicon(lexicon):
    frames = {
        name.removeprefix("frame:").removesuffix(":loose") for name in scorer_for("en").own if group(name) == "frame"
    }
    operators = {f"operator:{name}" for name in lexicon.operators}
    unknown = frames - lexicon.frames.keys() - operators
    assert len(unknown) < 0.05 * len(frames), unknown  # a renamed frame: train again


def test_every_group_of_features_is_documented():
    page = (Path(__file__).parents[2] / "docs" / "relate.md").read_text(encoding="utf-8")
    documented = re.findall(r"^\| `(\w+)` \| (?:shared|own)", page, re.MULTILINE)
    assert sorted(documented) == sorted(GROUPS | SHARED)


def test_other_languages_have_no_lemmas():
    assert {group(feature) for feature in scorer_for("ru").own}.isdisjoint(LEXICAL)
    assert scorer_for("ru") is not scorer_for("en")


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_written_as_it_was_read(name):
    text = data(name)
    comments = [line[2:] for line in text.splitlines() if line.startswith("# ") and "temperature" not in line]
    written = io.StringIO()
    write_weights(read_weights(text.splitlines(keepends=True)), comments, written)
    assert written.getvalue() == text


def test_probabilities_are_the_softmax_of_summed_weights():
    scorer = Scorer({"bias": {"AID": 1.0}}, {"trust:best": 0.5}, temperature=2.0)
    found = Features({"bias": 1.0, "unknown": 1.0}, {("AID", "trust:best"): 2.0, ("ACCUSE", "trust:best"): 1.0}, None)
    probability = {relation.type: relation.probability for relation in scorer.relations(found)}
    assert scorer.scores(found)["AID"] == 2.0
    assert probability["AID"] / probability["ACCUSE"] == pytest.approx(math.exp((2.0 - 0.5) / 2))
    assert [reason.id for reason in scorer.relations(found)[0].reasons] == ["feature:bias", "feature:trust:best"]
