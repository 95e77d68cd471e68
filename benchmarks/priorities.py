"""How well acts are mapped to the priorities of the strategy of Kazakhstan, and how long a large record takes.

    python benchmarks/priorities.py [--misses] [--events N]

Without --events it codes the development documents and compares with tests/analysis/priorities_gold.tsv, whose labels
say which priorities an act of that kind serves, as if the state that acts were the strategy's. The rules were written
with half of the labelled documents in view (tune); the other half (test) was only labelled. With --events it fills a
record with N generated events, of which the state takes part in all, and prints time and memory.
"""

from __future__ import annotations

import argparse
import csv
import resource
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from shared import lines, need

STRATEGY = "kazakhstan_2020"
LABELS = Path(__file__).parents[1] / "tests" / "analysis" / "priorities_gold.tsv"
GOLD = ("seed", "ru_dev", "en_dev", "ru_headlines_dev")
Key = tuple[str, int, int, str, str]  # doc, start, end, type, state


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", action="store_true", help="list what differs in the half that was in view")
    parser.add_argument("--events", type=int, help="measure speed on so many generated events instead")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if arguments.events:
            speed(Path(folder) / "record", arguments.events)
        else:
            accuracy(Path(folder) / "record", arguments.misses)
    return 0


def accuracy(folder: Path, misses: bool) -> None:
    record, found = coded(folder), defaultdict(set)
    with LABELS.open(encoding="utf-8") as file:
        labels = list(csv.DictReader(file, delimiter="\t"))
    for state in sorted({row["state"] for row in labels}):
        for key, served in mapped(record, state):
            found[key] |= served
    halves: dict[str, list[int]] = {"tune": [0, 0, 0, 0], "test": [0, 0, 0, 0]}
    for row in labels:
        key = (row["doc"], int(row["start"]), int(row["end"]), row["type"], row["state"])
        gold, got = set(row["priorities"].split()), found.get(key)
        if got is None:
            print("no longer coded:", *key)
            continue
        sums = halves[row["half"]]
        for place, count in enumerate((len(gold & got), len(got - gold), len(gold - got), gold == got)):
            sums[place] += count
        if misses and gold != got and row["half"] == "tune":
            print(*key, "| labelled", *sorted(gold), "| found", *sorted(got))
    halves["both"] = [sum(pair) for pair in zip(halves["tune"], halves["test"], strict=True)]
    for half, (right, wrong, missed, same) in halves.items():
        precision, recall = right / (right + wrong or 1), right / (right + missed or 1)
        print(
            f"{half}: precision {precision:.3f} ({right} of {right + wrong}), "
            f"recall {recall:.3f} ({right} of {right + missed}), {same} acts exactly as labelled"
        )


def coded(folder: Path):  # type: ignore[no-untyped-def]
    """A record of the development documents."""
    from multivector import Coder, Record
    from multivector.intake import document
    from multivector.run import code_into

    texts = {line["id"]: line for line in lines(need("gold/texts.jsonl"))}
    with need("seed/article.ru.txt").open(encoding="utf-8", newline="") as file:
        texts["seed/article.ru.txt"] = {"id": "seed/article.ru.txt", "text": file.read(), "language": "ru"}
    ids = [line["doc"] for name in GOLD for line in lines(need(f"gold/{name}.jsonl"))]
    documents = (
        document(texts[id]["text"], id=id, language=texts[id]["language"], published=texts[id].get("published"))
        for id in ids
    )
    record = Record(folder, create=True)
    code_into(record, documents, Coder(), on_problem=print, on_written=lambda count: None)
    return record


def mapped(record, state: str) -> Iterator[tuple[Key, set[str]]]:  # type: ignore[no-untyped-def]
    """The acts of a state, each with the priorities that it serves."""
    import polars as pl

    from multivector.analysis.priorities import service
    from multivector.analysis.strategy import load_strategy

    served = service(record, state, load_strategy(STRATEGY))
    places = pl.concat([t.select("id", "start", "end").collect() for t in (record.events(), record.facts())])
    acts = served.acts.join(places, on="id")
    names = acts.join(served.served.group_by("row").agg("priority"), on="row", how="left")
    for row in names.iter_rows(named=True):
        yield (row["doc"], row["start"], row["end"], row["kind"], state), set(row["priority"] or ())


def speed(folder: Path, events: int) -> None:
    """Time and memory of a record of generated events; the state takes part in all of them, the worst case."""
    from multivector.analysis.priorities import counts, entries, service
    from multivector.analysis.strategy import load_strategy

    strategy = load_strategy(STRATEGY)
    record = generated(folder, events, strategy)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    for _ in range(3):
        start, processor = time.perf_counter(), time.process_time()
        served = service(record, strategy.state, strategy)
        table = counts(served, by="year")
        taken = f"{time.perf_counter() - start:.2f} s, {time.process_time() - processor:.2f} s of processor"
        print(f"{events:,} events: {taken}; {table['events'].sum():,} times an act serves a priority")
    start = time.perf_counter()
    print(f"entries with reasons: {entries(served).height:,} in {time.perf_counter() - start:.2f} s")
    start, partner = time.perf_counter(), next(code for code in served.acts["partners"][0])
    few = service(record, partner, strategy)
    print(f"a state with {few.acts.height:,} acts among them: {time.perf_counter() - start:.2f} s")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"peak memory {peak} MB ({before} MB before the first answer)")


def generated(folder: Path, events: int, strategy):  # type: ignore[no-untyped-def]
    """A record of events with frames and partners of the lexicon and sentences in which words of the strategy occur."""
    import numpy as np
    import polars as pl

    from multivector import Record
    from multivector.lexicon import default_lexicon
    from multivector.lexicon.actors import actor_rows
    from multivector.record.schema import DOCUMENTS, EVENTS

    random, lexicon, record = np.random.default_rng(0), default_lexicon(), Record(folder, create=True)
    record.write_actors(actor_rows(lexicon))
    frames = [(name, frame) for name, frame in lexicon.frames.items() if frame.type]
    kinds = pl.DataFrame(
        {
            "frame": [name for name, _ in frames],
            "type": [frame.type for _, frame in frames],
            "mode": [frame.mode for _, frame in frames],
            "contexts": [list(frame.context or []) for _, frame in frames],
        }
    )
    documents = events // 10
    revisions = pl.DataFrame({"doc": [f"{n:032x}" for n in range(documents)]}).with_columns(revision="doc")
    append(folder / "documents", DOCUMENTS, revisions.select(pl.col("doc").alias("id"), "revision"))
    partners = pl.Series([code for code in lexicon.states if code != strategy.state])
    sentences = pl.Series(sentences_of(strategy, random))
    for start in range(0, events, 250_000):
        size = min(250_000, events - start)
        days = pl.Series(random.integers(3_000, 20_000, size)).cast(pl.Int32).cast(pl.Date)
        rows = kinds[random.integers(0, kinds.height, size)].with_columns(
            id=pl.int_range(start, start + size).cast(pl.String).str.zfill(16),
            source=pl.concat_list(pl.lit(strategy.state)),
            target=pl.concat_list(partners.gather(random.integers(0, len(partners), size))),
            sentence=sentences.gather(random.integers(0, len(sentences), size)),
            time_start=days,
            time_end=days,
            status=pl.lit("done"),
        )
        rows = pl.concat([rows, revisions[random.integers(0, documents, size)]], how="horizontal")
        append(folder / "events", EVENTS, rows)
    return record


def append(table: Path, schema, rows) -> None:  # type: ignore[no-untyped-def]
    """Adds rows that have only some of the columns."""
    import polars as pl

    from multivector.record.tables import Table

    Table(table).append(pl.concat([rows, schema.to_frame()], how="diagonal").select(schema.names()))


def sentences_of(strategy, random) -> list[str]:  # type: ignore[no-untyped-def]
    """Sentences of sixteen words; one in five holds a word of the strategy."""
    from multivector.analysis.serving import words_of

    known = [word.removesuffix("*") for word in words_of(strategy, list(strategy.words))]
    plain = ["".join(random.choice(list("абвгдежзиклмнопрстуя"), 7)) for _ in range(5000)]
    texts = []
    for _ in range(50_000):
        words = list(random.choice(plain, 16))
        if random.random() < 0.2:
            words[random.integers(16)] = str(random.choice(known))
        texts.append(" ".join(words).capitalize() + ".")
    return texts


if __name__ == "__main__":
    sys.exit(main())
