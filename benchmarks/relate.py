"""How well `relate` finds the type of a given pair, on the train part of PLV: cross-validated figures only.

    python benchmarks/relate.py [--check] [--docs]

Five folds, no sentence in two of them. Three ways: the lexicon and operators alone, by hand-set points and without any
trained weight; the scorer without lemmas, which serves languages without weights of their own; the scorer of English.
Prints the tables of docs/relate.md; with --docs writes them there. Needs the `train` extra (scikit-learn, scipy).
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "training"))

from plv import label_of, plv_rows  # noqa: E402
from scorer import Example, Settings, Validation, cross_validate, examples  # noqa: E402
from shared import need  # noqa: E402

FLOORS = {"lexicon and operators alone": 0.65, "scorer without lemmas": 0.75, "scorer of English": 0.76}  # macro-F1
BINS = 10
OTHER_SPLITS = (10, 11, 12)  # seeds that were not used to choose settings
ALIKE = 0.5  # share of common words from which two sentences are called alike
BEGIN, END = "<!-- written by benchmarks/relate.py --docs -->", "<!-- end -->"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="fail below the floors")
    parser.add_argument("--docs", action="store_true", help="write the tables into docs/relate.md")
    arguments = parser.parse_args()
    from multivector.coder import Coder

    coder, rows = Coder(), list(plv_rows(need("data/plv/plv_train.parquet")))
    full, plain = (examples(rows, coder, lexical=lexical) for lexical in (True, False))
    truth = [row.label for row in rows]
    validation = cross_validate(full, Settings())
    chosen = {
        "lexicon and operators alone": by_rules(full),
        "scorer without lemmas": cross_validate(plain, Settings()).chosen,
        "scorer of English": validation.chosen,
    }
    tables = [*overall(truth, chosen), *stricter(full), "", *types(truth, chosen), "", *calibration(validation)]
    print("\n".join(tables))
    if arguments.docs:
        page = ROOT / "docs" / "relate.md"
        before, after = page.read_text(encoding="utf-8").split(BEGIN)[0], page.read_text(encoding="utf-8").split(END)[1]
        page.write_text("\n".join([before + BEGIN, *tables, END]) + after, encoding="utf-8")
    failed = any(macro_f1(truth, answers) < FLOORS[name] for name, answers in chosen.items())
    return 1 if failed and arguments.check else 0


def by_rules(rows: Sequence[Example]) -> list[str]:
    """The label of the reading with most points; none where no frame reads the pair."""
    return [label_of(row.features.choice) if row.features.choice else "none" for row in rows]


def accuracy(truth: Sequence[str], answers: Sequence[str]) -> float:
    return sum(a == b for a, b in zip(truth, answers, strict=True)) / len(truth)


def f1(truth: Sequence[str], answers: Sequence[str], label: str) -> float:
    right = sum(a == b == label for a, b in zip(truth, answers, strict=True))
    return 2 * right / (truth.count(label) + answers.count(label) or 1)


def macro_f1(truth: Sequence[str], answers: Sequence[str]) -> float:
    labels = set(truth)
    return sum(f1(truth, answers, label) for label in labels) / len(labels)


def overall(truth: Sequence[str], chosen: dict[str, list[str]]) -> Iterator[str]:
    """One line for each way."""
    yield "| way | macro-F1 | accuracy |\n|---|---|---|"
    for name, answers in chosen.items():
        yield f"| {name} | {macro_f1(truth, answers):.3f} | {accuracy(truth, answers):.3f} |"


def stricter(rows: Sequence[Example]) -> Iterator[str]:
    """The scorer of English on splits that chose nothing, and with sentences that are much alike in one fold."""
    others = [cross_validate(rows, Settings(), seed=seed) for seed in OTHER_SPLITS]
    yield _line("the same, mean of three other splits", others)
    groups = alike([example.row.pair.text for example in rows])
    grouped = [replace(e, row=replace(e.row, group=group)) for e, group in zip(rows, groups, strict=True)]
    yield _line("the same, sentences that are alike in one fold", [cross_validate(grouped, Settings())])


def _line(name: str, found: Sequence[Validation]) -> str:
    f1s, accuracies = [v.macro_f1 for v in found], [accuracy(v.truth, v.chosen) for v in found]
    return f"| {name} | {sum(f1s) / len(f1s):.3f} | {sum(accuracies) / len(accuracies):.3f} |"


def alike(texts: Sequence[str]) -> list[str]:
    """A name for each text, the same for those that share at least half of their words, also by way of others."""
    words = [frozenset(re.findall(r"\w+", text.lower())) for text in texts]
    leader = list(range(len(texts)))
    for i, mine in enumerate(words):
        for j in range(i):
            if len(mine & words[j]) >= ALIKE * len(mine | words[j]) and leader[i] != leader[j]:
                old, new = leader[i], leader[j]
                leader = [new if name == old else name for name in leader]
    return [str(name) for name in leader]


def types(truth: Sequence[str], chosen: dict[str, list[str]]) -> Iterator[str]:
    """F1 of each label."""
    yield "| F1 | rows | lexicon alone | without lemmas | English |\n|---|---|---|---|---|"
    for label in sorted(set(truth)):
        cells = (f"{f1(truth, answers, label):.3f}" for answers in chosen.values())
        yield f"| {label} | {truth.count(label)} | {' | '.join(cells)} |"


def calibration(validation: Validation) -> Iterator[str]:
    """Expected calibration error in ten equal bins of the highest probability, and Brier's score over all labels."""
    yield "| probabilities of the scorer of English | ECE | Brier |\n|---|---|---|"
    for name, table in (("as they come", validation.raw), ("by temperature", validation.calibrated)):
        best, right = table.max(axis=1), [validation.labels[i] for i in table.argmax(axis=1)]
        hits = [a == b for a, b in zip(validation.truth, right, strict=True)]
        bins = [[k for k, p in enumerate(best) if min(int(p * BINS), BINS - 1) == b] for b in range(BINS)]
        ece = sum(abs(sum(hits[k] - best[k] for k in inside)) for inside in bins) / len(hits)
        wanted = [[label == true for label in validation.labels] for true in validation.truth]
        brier = float(((table - wanted) ** 2).sum(axis=1).mean())
        yield f"| {name} | {ece:.3f} | {brier:.3f} |"


if __name__ == "__main__":
    sys.exit(main())
