"""Learns how sure the coder may be of its events, from gold documents.

    python training/confidence.py [--check]

Codes the gold documents with nothing left out, asks of each event whether the gold has it (type and parties), and fits
a logistic model over the features that the coder names as reasons. Writes `src/multivector/coder/data/confidence.tsv`;
with --check writes nothing. Prints cross-validated figures: five folds, no document in two of them.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import brier_score_loss, log_loss
from sklearn.model_selection import GroupKFold

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "benchmarks"))
from shared import lines, need

from multivector.coder import Coder
from multivector.coder.score import BIAS, weights
from multivector.evaluate import load_gold, matched_events
from multivector.intake import document

GOLD = ("en_dev", "ru_dev", "ru_headlines_dev")
WEIGHTS = ROOT / "src/multivector/coder/data/confidence.tsv"
FOLDS, SEED = 5, 0
STRENGTHS = (0.03, 0.06, 0.1, 0.2, 0.3, 1.0)  # of the weights (C); the one with the least cross-validated loss is taken
THRESHOLDS = (0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="only print the figures")
    arguments = parser.parse_args()
    rows, gold = examples()
    right = np.array([row["right"] for row in rows])
    vectorizer = DictVectorizer(sparse=False)
    matrix = vectorizer.fit_transform([dict.fromkeys(row["features"], 1.0) for row in rows])
    groups = [row["document"] for row in rows]
    losses = {c: log_loss(right, out_of_fold(matrix, right, groups, c)) for c in STRENGTHS}
    strength = min(losses, key=lambda c: losses[c])
    print(
        f"{len(rows)} events, {right.mean():.2f} right; loss by strength:", {c: round(v, 4) for c, v in losses.items()}
    )
    report(rows, gold, right, out_of_fold(matrix, right, groups, strength))
    if not arguments.check:
        write(model(matrix, right, strength), list(vectorizer.get_feature_names_out()), strength, len(rows))


def examples() -> tuple[list[dict[str, Any]], dict[str, int]]:
    """The features of each event of the gold documents and whether it is right; how many events each set has."""
    texts = {line["id"]: line for line in lines(need("gold/texts.jsonl"))}
    coder, rows, counts = Coder(min_confidence=0.0), [], {}
    for name in GOLD:
        gold = {str(g["doc"]): g for g in load_gold(need(f"gold/{name}.jsonl"))}
        known = [texts[id] for id in gold]
        documents = [document(t["text"], id=t["id"], language=t["language"], published=t["published"]) for t in known]
        for coded in coder.code_many(documents):
            events = coded.to_dict()["events"]
            found = matched_events(gold[coded.document.id]["events"], events)
            for i, event in enumerate(events):
                features = [r["id"].removeprefix("score:") for r in event["reasons"] if r["id"].startswith("score:")]
                rows.append({"set": name, "document": coded.document.id, "features": features, "right": i in found})
        counts[name] = sum(len(g["events"]) for g in gold.values())
    return rows, counts


def model(matrix: Any, right: Any, strength: float) -> Any:
    return LogisticRegression(C=strength, max_iter=2000, random_state=SEED).fit(matrix, right)


def out_of_fold(matrix: Any, right: Any, groups: list[str], strength: float) -> Any:
    probabilities = np.zeros(len(right))
    for train, test in GroupKFold(FOLDS).split(matrix, right, groups):
        probabilities[test] = model(matrix[train], right[train], strength).predict_proba(matrix[test])[:, 1]
    return probabilities


def report(rows: list[dict[str, Any]], gold: dict[str, int], right: Any, probabilities: Any) -> None:
    print(
        f"Brier {brier_score_loss(right, probabilities):.4f}, calibration error {calibration(right, probabilities):.4f}"
    )
    for name in GOLD:
        mine = np.array([row["set"] == name for row in rows])
        for threshold in THRESHOLDS:
            kept = mine & (probabilities >= threshold)
            found = right[kept].sum()
            precision, recall = found / max(1, kept.sum()), found / gold[name]
            f1 = 2 * found / (kept.sum() + gold[name])
            print(f"{name:<17} from {threshold:.2f}: P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}")


def calibration(right: Any, probabilities: Any, bins: int = 10) -> float:
    """Expected calibration error: how far the stated probability is from the share that is right, by tenths."""
    places = np.minimum((probabilities * bins).astype(int), bins - 1)
    gaps = [
        abs(right[places == b].mean() - probabilities[places == b].mean()) * (places == b).mean()
        for b in range(bins)
        if (places == b).any()
    ]
    return float(sum(gaps))


def write(fitted: Any, names: list[str], strength: float, count: int) -> None:
    learnt = dict(zip(names, fitted.coef_[0], strict=True))
    learnt[BIAS] = fitted.intercept_[0]
    with WEIGHTS.open("w", encoding="utf-8", newline="\n") as file:
        file.write(
            f"# made by training/confidence.py from {count} events of {', '.join(GOLD)}; strength {strength:g}\n"
        )
        file.write("# feature, weight (log odds), what it says\n")
        for feature, (_, text) in weights().items():
            file.write(f"{feature}\t{learnt.get(feature, 0.0):.3f}\t{text}\n")


if __name__ == "__main__":
    main()
