"""Trains the scorer of `relate` and writes its weights into the package: `python training/scorer.py PLV.parquet`.

One command; the same lexicon, parser and data give the same bytes. Figures in the files are cross-validated: five
folds, no sentence in two of them, weights rounded and pruned as they ship. docs/relate.md explains the features.

The model is a multinomial logistic regression with L2 penalties and two kinds of weights: one for each own feature and
type, and one for each shared feature, which counts for the type that it speaks for. A row of PLV's YIELD says that the
type is CONCEDE or RETREAT: the likelihood of both together is raised, and what the frames say decides which.
scikit-learn has no such model, so scipy's L-BFGS, on which its own rests, fits it; the folds are scikit-learn's.
"""

from __future__ import annotations

import os

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(name, "1")  # before numpy: one thread gives the same sums in the same order

import argparse
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from plv import Row, label_of, plv_rows
from scipy.optimize import minimize, minimize_scalar
from scipy.sparse import csr_matrix
from scipy.special import logsumexp
from sklearn.metrics import f1_score
from sklearn.model_selection import StratifiedGroupKFold

from multivector.coder import Coder
from multivector.coder.pairfeatures import Features
from multivector.coder.scorer import TYPES, Scorer, file_name, write_weights

FOLDS, SEED = 5, 0
Floats = NDArray[np.float64]
Matrix = Any  # scipy's sparse matrices are untyped


@dataclass(frozen=True)
class Settings:
    """What was chosen by cross-validation on PLV."""

    own_penalty: float = 0.5
    shared_penalty: float = 0.6
    # how freely a group of features may take weight, 1 where it is not named: values are multiplied by it in training
    trust: tuple[tuple[str, float], ...] = (("word", 4.0), ("between", 2.5), ("source", 0.7))
    rare_own: int = 2  # own features of fewer rows are left out
    rare_shared: int = 3
    balance: float = 0.0  # rows weigh (size of their class) ** -balance
    smallest: float = 0.05  # weights nearer to 0 are pruned
    digits: int = 3


@dataclass(frozen=True)
class Example:
    """A row with its features."""

    row: Row
    features: Features
    weight: float = 1.0


def examples(rows: Sequence[Row], coder: Coder, *, lexical: bool) -> list[Example]:
    """The features of English rows."""
    found = coder.relater("en").features((row.pair for row in rows), lexical=lexical)
    return [Example(row, features) for row, features in zip(rows, found, strict=True)]


class Layout:
    """Which feature stands in which column."""

    def __init__(self, rows: Sequence[Example], settings: Settings) -> None:
        own = Counter(name for e in rows for name in e.features.own)
        shared = Counter(name for e in rows for name in {name for _, name in e.features.shared})
        self.own = {n: i for i, n in enumerate(sorted(n for n, count in own.items() if count >= settings.rare_own))}
        self.shared = {
            n: i for i, n in enumerate(sorted(n for n, count in shared.items() if count >= settings.rare_shared))
        }
        freedom = dict(settings.trust)
        self.freedom = np.array([freedom.get(name.partition(":")[0], 1.0) for name in self.own])

    def matrices(self, rows: Sequence[Example]) -> tuple[Matrix, Matrix]:
        """Rows x own features, and (rows x types) x shared features."""
        own = [(i, self.own[n], v) for i, e in enumerate(rows) for n, v in e.features.own.items() if n in self.own]
        shared = [
            (i * len(TYPES) + TYPES.index(type), self.shared[name], value)
            for i, e in enumerate(rows)
            for (type, name), value in e.features.shared.items()
            if name in self.shared
        ]
        first = _sparse(own, (len(rows), len(self.own))).multiply(self.freedom).tocsr()
        return first, _sparse(shared, (len(rows) * len(TYPES), len(self.shared)))


def _sparse(cells: Sequence[tuple[int, int, float]], shape: tuple[int, int]) -> Matrix:
    i, j, values = zip(*sorted(cells), strict=True) if cells else ((), (), ())
    return csr_matrix((np.array(values, dtype=float), (i, j)), shape=shape)


def fit(rows: Sequence[Example], settings: Settings) -> Scorer:
    """The weights that fit the rows best under the penalties, rounded and pruned; temperature 1."""
    layout = Layout(rows, settings)
    own, shared = layout.matrices(rows)
    cells = len(layout.own) * len(TYPES)
    objective = _objective(own, shared, _allowed(rows), _row_weights(rows, settings), settings)
    start = np.zeros(cells + len(layout.shared))
    found = minimize(objective, start, jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    table = found[:cells].reshape(-1, len(TYPES)) * layout.freedom[:, None]
    return _pruned(layout, table, found[cells:], settings)


def _pruned(layout: Layout, table: Floats, shared: Floats, settings: Settings) -> Scorer:
    scorer = Scorer()
    for name, i in layout.own.items():
        weights = {t: round(float(w), settings.digits) for t, w in zip(TYPES, table[i], strict=True)}
        kept = {type: weight for type, weight in weights.items() if abs(weight) >= settings.smallest}
        if kept:
            scorer.own[name] = kept
    scorer.shared = {name: round(float(shared[i]), settings.digits) for name, i in layout.shared.items()}
    return scorer


def _allowed(rows: Sequence[Example]) -> NDArray[np.bool_]:
    return np.array([[type in example.row.types for type in TYPES] for example in rows])


def _row_weights(rows: Sequence[Example], settings: Settings) -> Floats:
    """Mean 1: rows of rare labels weigh more."""
    sizes = Counter(example.row.label for example in rows)
    weights = np.array([e.weight * sizes[e.row.label] ** -settings.balance for e in rows])
    return weights * len(rows) / weights.sum()


def _objective(
    own: Matrix, shared: Matrix, allowed: NDArray[np.bool_], weights: Floats, settings: Settings
) -> Callable[[Floats], tuple[float, Floats]]:
    """Penalised negative log-likelihood of the allowed types, and its gradient."""
    own_back, shared_back = own.T.tocsr(), shared.T.tocsr()
    cells = own.shape[1] * len(TYPES)

    def objective(parameters: Floats) -> tuple[float, Floats]:
        table, common = parameters[:cells].reshape(-1, len(TYPES)), parameters[cells:]
        scores = own @ table + (shared @ common).reshape(-1, len(TYPES))
        every, right = logsumexp(scores, axis=1), logsumexp(np.where(allowed, scores, -np.inf), axis=1)
        loss = float((weights * (every - right)).sum())
        loss += 0.5 * (settings.own_penalty * (table**2).sum() + settings.shared_penalty * (common**2).sum())
        meant = np.where(allowed, np.exp(scores - right[:, None]), 0.0)
        excess = weights[:, None] * (np.exp(scores - every[:, None]) - meant)
        slope = own_back @ excess + settings.own_penalty * table
        return loss, np.concatenate([slope.ravel(), shared_back @ excess.ravel() + settings.shared_penalty * common])

    return objective


# cross-validation


@dataclass(frozen=True)
class Validation:
    """What the folds gave, row by row; probabilities are over `labels`, PLV's own."""

    truth: list[str]
    labels: list[str]
    raw: Floats  # rows x labels, before calibration
    calibrated: Floats
    temperature: float  # of all rows together

    @property
    def chosen(self) -> list[str]:
        return [self.labels[i] for i in self.calibrated.argmax(axis=1)]

    @property
    def macro_f1(self) -> float:
        return float(f1_score(self.truth, self.chosen, average="macro"))


def cross_validate(
    rows: Sequence[Example], settings: Settings, extra: Sequence[Example] = (), seed: int = SEED
) -> Validation:
    """Five folds; `extra` rows only help to train. Each fold's temperature is that of the other folds."""
    truth = [example.row.label for example in rows]
    splitter = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=seed)
    scores = np.zeros((len(rows), len(TYPES)))
    folds = [test for _, test in splitter.split(rows, truth, [example.row.group for example in rows])]
    for test in folds:
        held = set(test.tolist())
        scorer = fit([*(e for i, e in enumerate(rows) if i not in held), *extra], settings)
        scores[test] = [type_scores(scorer, rows[i].features) for i in test]
    allowed = _allowed(rows)
    calibrated = np.zeros_like(scores)
    for test in folds:
        others = np.setdiff1d(np.arange(len(rows)), test)
        calibrated[test] = scores[test] / best_temperature(scores[others], allowed[others])
    labels = sorted(set(truth))
    return Validation(
        truth, labels, by_label(scores, labels), by_label(calibrated, labels), best_temperature(scores, allowed)
    )


def type_scores(scorer: Scorer, features: Features) -> list[float]:
    """The score of each type, before temperature and softmax."""
    scores = scorer.scores(features)
    return [scores[type] for type in TYPES]


def best_temperature(scores: Floats, allowed: NDArray[np.bool_]) -> float:
    """The temperature under which the right types are most probable."""

    def loss(log_temperature: float) -> float:
        scaled = scores / np.exp(log_temperature)
        return float((logsumexp(scaled, axis=1) - logsumexp(np.where(allowed, scaled, -np.inf), axis=1)).mean())

    return float(np.exp(minimize_scalar(loss, bounds=(-2, 2), method="bounded").x))


def by_label(scores: Floats, labels: Sequence[str]) -> Floats:
    """Probabilities of PLV's labels: those of CONCEDE and RETREAT are summed to YIELD."""
    probabilities = np.exp(scores - logsumexp(scores, axis=1)[:, None])
    return np.column_stack(
        [sum(probabilities[:, i] for i, type in enumerate(TYPES) if label_of(type) == label) for label in labels]
    )


# the files


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("plv", type=Path, help="plv_train.parquet")
    options.add_argument("--output", type=Path, help="folder of the files; the package's if not given")
    arguments = options.parse_args()
    import multivector.coder

    folder = arguments.output or Path(multivector.coder.__file__).parent / "data"
    folder.mkdir(exist_ok=True)
    coder, rows = Coder(), list(plv_rows(arguments.plv))
    for language in ("en", "any"):
        known = examples(rows, coder, lexical=language == "en")
        validation = cross_validate(known, Settings())
        scorer = fit(known, Settings())
        scorer.temperature = validation.temperature
        path = folder / file_name(language)
        with path.open("w", encoding="utf-8", newline="\n") as file:
            write_weights(scorer, _card(language, validation, len(rows)), file)
        print(f"{path.name}: macro-F1 {validation.macro_f1:.3f} (five folds), {path.stat().st_size:,} bytes")


def _card(language: str, validation: Validation, rows: int) -> list[str]:
    """The comment lines at the head of a file."""
    kind = "English, with its lemmas" if language == "en" else "any language: without lemmas"
    right = sum(a == b for a, b in zip(validation.truth, validation.chosen, strict=True)) / rows
    figures = f"macro-F1 {validation.macro_f1:.3f}, accuracy {right:.3f}"
    return [
        f"Weights of `relate` for {kind}; written by training/scorer.py, explained in docs/relate.md.",
        f"Trained on {rows} rows of the train part of PLV (Hu et al. 2024; no licence stated; its text is not here).",
        f"Five-fold cross-validated on them, folds split by sentence, 15 labels: {figures}.",
        "Licence of the weights: that of Multivector (MIT).",
    ]


if __name__ == "__main__":
    main()
