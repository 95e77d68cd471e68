"""Speed and memory of questions to a large record, which is generated: the same for the same number of events.

    python benchmarks/analysis.py [--events N] [--record FOLDER] [--repeat N] [--only QUESTION] [--check] [--json]

Each question runs in a process of its own: once cold, then --repeat times warm, of which the median counts; CPU
seconds say more where others use the machine. Memory is the peak of that process. --check fails when a warm question
takes longer than 1 second or more than 2 GiB.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

STATE = "KAZ"  # takes part in every second event
MOST_SECONDS, MOST_BYTES = 1.0, 2 * 2**30
PER_DOCUMENT, PER_BATCH = 4, 100_000
DAYS = ("1992-01-01", "2025-12-31")

# Add a question here: its name and what answers it.
QUESTIONS: dict[str, Callable[[Any, Any], Any]] = {
    "vectors by year": lambda mv, record: mv.vectors(record, STATE, by="year"),
    "vectors by month": lambda mv, record: mv.vectors(record, STATE, by="month"),
    "vectors, all, economic": lambda mv, record: mv.vectors(record, STATE, by="all", domain="economic"),
    "vectors of groups": lambda mv, record: mv.vectors(record, STATE, by="year", partners=mv.load_groups()),
    "balance by year": lambda mv, record: mv.balance(record, STATE, by="year"),
    "balance by month": lambda mv, record: mv.balance(record, STATE, by="month"),
    "vectors by domain": lambda mv, record: mv.vectors_by_domain(record, STATE, by="year"),
    "coverage": lambda mv, record: mv.coverage(record, STATE, by="year"),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--record", type=Path, help="keep the record here and use it again; else it is made anew")
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--only", help="one question, by its name; measured in this process")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    folder = arguments.record or Path(tempfile.mkdtemp(prefix="multivector-")) / "record"
    try:
        if not (folder / "record.json").exists():
            generate(folder, arguments.events)
        if arguments.only:
            print(json.dumps(measure(folder, arguments.only, arguments.repeat)))
            return
        figures = {question: in_a_process(folder, question, arguments.repeat) for question in QUESTIONS}
    finally:
        if arguments.record is None:
            shutil.rmtree(folder.parent)
    report(figures, arguments.json)
    if arguments.check and any(
        f["warm, s"] > MOST_SECONDS or f["peak, MB"] * 2**20 > MOST_BYTES for f in figures.values()
    ):
        sys.exit(f"a question took longer than {MOST_SECONDS} s or more than {MOST_BYTES // 2**20} MB")


def in_a_process(folder: Path, question: str, repeat: int) -> dict[str, float]:
    command = [sys.executable, __file__, "--record", str(folder), "--only", question, "--repeat", str(repeat)]
    return dict(json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout))


def measure(folder: Path, question: str, repeat: int) -> dict[str, float]:
    import multivector as mv

    record = mv.Record(folder)
    runs, cpu = [], []
    for _ in range(repeat + 1):
        start, cpu_start = time.perf_counter(), time.process_time()
        answer = QUESTIONS[question](mv, record)
        runs.append(time.perf_counter() - start)
        cpu.append(time.process_time() - cpu_start)
    return {
        "rows": answer.height,
        "cold, s": round(runs[0], 2),
        "warm, s": round(statistics.median(runs[1:]), 2),
        "CPU, s": round(statistics.median(cpu[1:]), 2),
        "peak, MB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def report(figures: dict[str, dict[str, float]], as_json: bool) -> None:
    if as_json:
        print(json.dumps(figures, indent=1))
        return
    for question, figure in figures.items():
        print(f"{question:<26}", "  ".join(f"{name} {value}" for name, value in figure.items()))


def generate(folder: Path, events: int) -> None:
    """A record of so many events, written to its tables directly: through coded documents it would take minutes."""
    from multivector.lexicon import default_lexicon
    from multivector.lexicon.actors import actor_rows
    from multivector.record import Record
    from multivector.record.tables import Table

    record = Record(folder, create=True)
    record.write_actors(actor_rows(default_lexicon()))
    rng = np.random.default_rng(0)
    for first in range(0, events, PER_BATCH):
        batch = _events(rng, first, min(PER_BATCH, events - first))
        Table(folder / "events").append(batch)
        Table(folder / "documents").append(_documents(batch))
    record.compact()


def _events(rng: np.random.Generator, first: int, count: int) -> pl.DataFrame:
    from multivector.lexicon import default_lexicon
    from multivector.record.schema import EVENTS

    lexicon = default_lexicon()
    frames = {name: frame for name, frame in lexicon.frames.items() if frame.type}
    names = rng.choice(list(frames), count)
    numbers = np.arange(first, first + count)
    source, target = _sides(rng, count, list(lexicon.states))
    time_start, time_end = _times(rng, count)
    sentence = [
        f"Sentence {number} says who did what to whom, where and when, in about so many words." for number in numbers
    ]
    columns = {
        "id": [_hash(number, 16) for number in numbers],
        "doc": [f"archive/{number // PER_DOCUMENT}" for number in numbers],
        "type": [frames[name].type for name in names],
        "contexts": [list(frames[name].context) for name in names],
        "source": source,
        "target": target,
        "trigger": ["did"] * count,
        "start": numbers % 997,
        "end": numbers % 997 + 3,
        "sentence_start": numbers % 997,
        "sentence_end": numbers % 997 + 80,
        "sentence": sentence,
        "time_start": time_start,
        "time_end": time_end,
        "time_source": ["published"] * count,
        "status": rng.choice(["done", "ongoing", "planned", "denied"], count, p=[0.85, 0.09, 0.05, 0.01]),
        "confidence": rng.random(count).round(3),
        "frame": names,
        "evidence": [[{"slot": "source", "start": 0, "end": 3}]] * count,
        "reasons": [[{"id": f"frame:{name}", "text": "did"}] for name in names],
        "ordinal": numbers % PER_DOCUMENT,
        "revision": [_hash(number // PER_DOCUMENT, 26) for number in numbers],
    }
    frame = pl.DataFrame(columns).with_columns(time=pl.col("time_start").cast(pl.String), mode=None, place=None)
    return frame.select(EVENTS.names()).cast(dict(EVENTS))


def _hash(number: int, length: int) -> str:
    return hashlib.sha256(str(number).encode()).hexdigest()[:length]


def _sides(rng: np.random.Generator, count: int, states: list[str]) -> tuple[list[list[str]], list[list[str]]]:
    """Partners by a power law; one event in ten has three parties, one in twenty names no target."""
    others = [state for state in states if state != STATE]
    weights = 1 / np.arange(1, len(others) + 1)
    drawn = rng.choice(others, (count, 3), p=weights / weights.sum())
    kinds = rng.random((count, 3))
    source = [[STATE if kind < 0.5 else one] for (one, _, _), (kind, _, _) in zip(drawn, kinds, strict=True)]
    target = [
        [] if few < 0.05 else [two, three] if many < 0.1 else [two]
        for (_, two, three), (_, few, many) in zip(drawn, kinds, strict=True)
    ]
    return source, target


def _times(rng: np.random.Generator, count: int) -> tuple[Any, Any]:
    """Seven in ten are known to the day, two to the year, one not at all."""
    first, last = (np.datetime64(day) for day in DAYS)
    start = first + rng.integers(0, (last - first).astype(int), count).astype("timedelta64[D]")
    year = start.astype("datetime64[Y]")
    kind = rng.random(count)
    to_year = (kind >= 0.7) & (kind < 0.9)
    start, end = (
        np.where(to_year, year.astype(start.dtype), start),
        np.where(to_year, (year + 1).astype(start.dtype) - 1, start),
    )
    unknown = kind >= 0.9
    start[unknown] = end[unknown] = np.datetime64("NaT")
    return start, end


def _documents(events: pl.DataFrame) -> pl.DataFrame:
    from multivector.record.schema import DOCUMENTS

    languages = pl.Series(["ru", "en", "kk"])
    known = events.unique("doc", maintain_order=True).select(
        id="doc",
        text=pl.lit("The text of a document, of no use here. "),
        published=pl.col("time_start").fill_null(pl.date(2000, 1, 1)).cast(pl.String),
        source=pl.format("agency {}", pl.col("start") % 7),
        language=pl.col("start") % 3,
        input="revision",
        revision="revision",
    )
    known = known.with_columns(language=known["language"].replace_strict([0, 1, 2], languages))
    rest = {name: pl.lit(None, dtype=kind) for name, kind in DOCUMENTS.items() if name not in known.columns}
    return known.with_columns(**rest).select(DOCUMENTS.names()).cast(dict(DOCUMENTS))


if __name__ == "__main__":
    main()
