"""Speed and memory of questions to a large record, which is generated: the same for the same number of events.

    python benchmarks/analysis.py [--events N] [--record FOLDER] [--repeat N] [--only QUESTION] [--check] [--json]

Each question runs in a process of its own: once cold, then --repeat times warm, of which the median counts; CPU
seconds say more where others use the machine. Memory is the peak of that process. --check fails when a warm question
takes longer than 1 second or more than 2 GiB.
"""

from __future__ import annotations

import argparse
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

import generated
import numpy as np
import polars as pl
from generated import PER_DOCUMENT, STATE, hash_of

MOST_SECONDS, MOST_BYTES = 1.0, 2 * 2**30

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
    "priorities": lambda mv, record: mv.priorities(record, STATE),
    "priorities by year": lambda mv, record: mv.priorities(record, STATE, by="year"),
    "timeline": lambda mv, record: mv.timeline(record, STATE),
    "timeline of a year": lambda mv, record: mv.timeline(record, STATE, since="2017", until="2017"),
    "standing": lambda mv, record: mv.standing(record, STATE),
    "claims": lambda mv, record: mv.claims(record),
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
            generated.generate(folder, arguments.events, tables)
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


def tables(rng: np.random.Generator, first: int, count: int) -> dict[str, pl.DataFrame]:
    """The rows of a batch."""
    events = _events(rng, first, count)
    facts = _facts(rng, first // PER_DOCUMENT, count // PER_DOCUMENT)
    return {"events": events, "documents": _documents(events), "facts": facts}


def _events(rng: np.random.Generator, first: int, count: int) -> pl.DataFrame:
    numbers = np.arange(first, first + count)
    said = "says who did what to whom, where and when, in about so many words."
    columns = {
        **generated.frames_of(rng, count),
        **generated.sides(rng, count),
        **generated.times(rng, rng.integers(0, generated.all_days(), count)),
        **generated.judged(rng, count),
        "id": [hash_of(number, 16) for number in numbers],
        "doc": [f"archive/{number // PER_DOCUMENT}" for number in numbers],
        "trigger": ["did"] * count,
        "start": numbers % 997,
        "end": numbers % 997 + 3,
        "sentence_start": numbers % 997,
        "sentence_end": numbers % 997 + 80,
        "sentence": [f"Sentence {number} {said}" for number in numbers],
        "time_source": ["published"] * count,
        "evidence": [[{"slot": "source", "start": 0, "end": 3}]] * count,
        "ordinal": numbers % PER_DOCUMENT,
        "revision": [hash_of(number // PER_DOCUMENT, 26) for number in numbers],
    }
    return generated.typed("events", columns, time=generated.time())


def _facts(rng: np.random.Generator, first: int, count: int) -> pl.DataFrame:
    """One fact a document, of each kind as many; names and organisations occur again and again."""
    from multivector.analysis.register import load_register
    from multivector.record.schema import ACTOR_SLOTS, FACT_SLOTS, FACTS, LIST_SLOTS, SLOT_COLUMNS

    numbers = np.arange(first, first + count)
    others = generated.states()[1:]
    main = np.where(rng.random(count) < 0.28, STATE, rng.choice(others, count))
    when = generated.times(rng, rng.integers(0, generated.all_days(), count))
    words = {
        "of": rng.choice(list(load_register().bodies), count),
        "name": [f"agreement on subject number {number}" for number in rng.integers(0, 20_000, count)],
        "act": rng.choice(["signed", "adopted", "ratified"], count),
        "what": rng.choice(["talks", "summit", "meeting"], count),
        "about": rng.choice(others, count),
        "kind": rng.choice(["peacekeeping", "observer"], count),
        "place": rng.choice(others, count),
    }
    kinds = rng.choice(list(FACT_SLOTS), count)
    slots: list[dict[str, Any]] = []
    for row, kind in enumerate(kinds):
        first_slot = ACTOR_SLOTS[kind][0]
        values = {slot: str(words[slot][row]) for slot in FACT_SLOTS[kind] if slot in words}
        values[first_slot] = str(main[row])
        slots.append({slot: [value] if (kind, slot) in LIST_SLOTS else value for slot, value in values.items()})
        slots[-1]["place"] = [values["place"]] if "place" in values else None
    lists = pl.DataFrame(slots, schema={name: kind for name, kind in FACTS.items() if name in SLOT_COLUMNS})
    columns = {
        "id": [hash_of(number, 15) for number in numbers],
        "doc": [f"archive/{number}" for number in numbers],
        "fact": kinds,
        "actors": [[str(code)] for code in main],
        "trigger": ["joined"] * count,
        "start": [500] * count,
        "end": [506] * count,
        "sentence_start": [500] * count,
        "sentence_end": [580] * count,
        "sentence": [f"Sentence {number} says who was, chaired, signed or sent what." for number in numbers],
        **when,
        "time_source": ["sentence"] * count,
        **generated.judged(rng, count),
        "frame": ["chair"] * count,
        "evidence": [[{"slot": "source", "start": 0, "end": 3}]] * count,
        "reasons": [[{"id": "frame:chair", "text": "joined"}]] * count,
        "ordinal": [0] * count,
        "revision": [hash_of(number, 26) for number in numbers],
    }
    return generated.typed("facts", columns, time=generated.time(), **lists.to_dict())


def _documents(events: pl.DataFrame) -> pl.DataFrame:
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
    return generated.typed("documents", known.to_dict())


if __name__ == "__main__":
    main()
