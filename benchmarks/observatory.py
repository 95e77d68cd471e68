"""Speed of the site over a large record, which is generated: the same for the same number of events.

    python benchmarks/observatory.py [--events N] [--record FOLDER] [--readers N] [--seconds N] [--workers N] [--check]

Starts `multivector serve` and lets so many readers ask over loopback, each the next page when the last has come. The
table gives requests a second and the time of half and of 99 in 100 requests. --check fails when the page of an article
that others read too takes longer than 100 ms, or any other longer than 500 ms, for the slowest one in 100.
"""

from __future__ import annotations

import argparse
import http.client
import itertools
import random
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import generated
import numpy as np
import polars as pl
from generated import PER_DOCUMENT, STATE, hash_of

WORDS_OF_A_SENTENCE, WORDS_OF_A_LANGUAGE = 12, 5000
SYLLABLES = {
    "ru": ["ба", "ве", "ги", "до", "жу", "за", "ик", "ло", "мы", "не", "па", "ре", "ста", "ту", "ши"],
    "en": ["ba", "ve", "ghi", "do", "ju", "za", "ick", "lo", "my", "ne", "pa", "re", "sta", "tu", "shi"],
    "kk": ["бә", "ве", "ғы", "до", "жұ", "за", "ік", "ло", "мы", "не", "қа", "ре", "ста", "тү", "шы"],
}
LIMITS = {"article": 100, "article: new": 500, "explore": 500}  # ms that 99 of 100 requests may take
HOT = 100  # articles that everybody reads; of the others most have not been asked for before
STARTED, WARM = 300, 5  # seconds to wait for the server; seconds that are not counted


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--record", type=Path, help="keep the record here and use it again; else it is made anew")
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--seconds", type=int, default=15, help="of each question")
    parser.add_argument("--workers", type=int, default=3)
    parser.add_argument("--only", help="one question, by the beginning of its name")
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    folder = arguments.record or Path(tempfile.mkdtemp(prefix="multivector-")) / "record"
    try:
        if not (folder / "record.json").exists():
            generated.generate(folder, arguments.events, tables)
        figures = served(folder, arguments)
    finally:
        if arguments.record is None:
            shutil.rmtree(folder.parent)
    for question, (rate, middle, slow, failed) in figures.items():
        print(f"{question:<40} {rate:7.0f} a second   p50 {middle:6.0f} ms   p99 {slow:6.0f} ms   failed {failed}")
    late = [name for name, (_, _, slow, failed) in figures.items() if failed or slow > limit(name)]
    if arguments.check and late:
        sys.exit(f"too slow: {', '.join(late)}")


def limit(question: str) -> int:
    """The milliseconds that 99 of 100 answers to a question may take."""
    return LIMITS.get(question) or LIMITS[question.partition(":")[0]]


def questions(events: int) -> dict[str, Callable[[random.Random], str]]:
    """What is asked: a name, and the next address. Those that are `new` differ each time: no cache answers them."""
    documents = max(1, events // PER_DOCUMENT)
    states = generated.states()[1:40]
    years = range(1992, 2026)
    words = [word for language in SYLLABLES for word in vocabulary(language)[:300]]

    def explore(**query: Any) -> str:
        return f"/en/explore/?{urlencode(query)}"

    def article(number: int) -> str:
        return f"/en/articles/{quote(f'archive/{number}')}/"

    return {
        "article": lambda r: article(r.randrange(min(HOT, documents))),
        "article: new": lambda r: article(r.randrange(documents)),
        "explore: all": lambda r: explore(),
        "explore: actor": lambda r: explore(actor=STATE),
        "explore: actor and partner": lambda r: explore(actor=STATE, partner=r.choice(states)),
        "explore: new, actor, confidence": lambda r: explore(actor=STATE, confidence=r.randrange(1, 1000) / 1000),
        "explore: new, pair, year, type": lambda r: explore(
            actor=STATE, partner=r.choice(states), year=r.choice(years), type=r.choice(["AGREE", "CONSULT", "ACCUSE"])
        ),
        "explore: new, one word": lambda r: explore(q=r.choice(words)),
        "explore: new, two words": lambda r: explore(q=f"{r.choice(words)} {r.choice(words)}"),
        "explore: new, page by confidence": lambda r: explore(sort="confidence", page=r.randrange(2, 200)),
    }


def served(folder: Path, arguments: argparse.Namespace) -> dict[str, tuple[float, float, float, int]]:
    """The figures of each question to a server of this record."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    program = "from multivector.cli import main; main()"
    options = ["--port", str(port), "--workers", str(arguments.workers)]
    command = [sys.executable, "-c", program, "serve", str(folder), *options]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        start = time.monotonic()
        _wait_for(port, server)
        print(f"the server answers after {time.monotonic() - start:.1f} s")
        events = pl.scan_delta(str(folder / "events")).select(pl.len()).collect().item()
        wanted = {name: ask for name, ask in questions(events).items() if name.startswith(arguments.only or "")}
        return {name: measure(port, ask, arguments.readers, arguments.seconds) for name, ask in wanted.items()}
    finally:
        server.terminate()
        server.wait(timeout=60)


def measure(
    port: int, ask: Callable[[random.Random], str], readers: int, seconds: float
) -> tuple[float, float, float, int]:
    """Requests a second, the middle time and that of the slowest of 100 (ms), and how many failed."""
    times: list[list[float]] = [[] for _ in range(readers)]
    failed = itertools.count()
    begin = time.monotonic() + WARM
    end = begin + seconds

    def read(number: int) -> None:
        choice = random.Random(number)
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        while (start := time.monotonic()) < end:
            if not _answered(connection, ask(choice)):
                next(failed)
            if start >= begin:
                times[number].append(1000 * (time.monotonic() - start))

    threads = [threading.Thread(target=read, args=[number]) for number in range(readers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    every = sorted(itertools.chain.from_iterable(times))
    slow = every[min(len(every) - 1, int(0.99 * len(every)))]
    return len(every) / seconds, statistics.median(every), slow, next(failed)


def _answered(connection: http.client.HTTPConnection, address: str) -> bool:
    """Asks once, and once more where the server had closed the connection meanwhile, as browsers do."""
    for _ in range(2):
        try:
            connection.request("GET", address)
            answer = connection.getresponse()
            answer.read()
            return answer.status == 200
        except OSError:
            connection.close()
    return False


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + STARTED
    while time.monotonic() < end and server.poll() is None:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            connection.request("GET", "/en/explore/")
            connection.getresponse().read()
            return
        except OSError:
            time.sleep(0.2)
    sys.exit("the server does not answer")


def vocabulary(language: str) -> list[str]:
    """Words that nobody has ever said; the first are the most frequent."""
    rng = random.Random(language)
    made = ("".join(rng.choices(SYLLABLES[language], k=rng.randint(2, 4))) for _ in itertools.count())
    return list(dict.fromkeys(itertools.islice(made, 2 * WORDS_OF_A_LANGUAGE)))[:WORDS_OF_A_LANGUAGE]


def _language(document: int) -> str:
    return list(SYLLABLES)[document % len(SYLLABLES)]


def _sentences(rng: np.random.Generator, documents: np.ndarray[Any, Any]) -> list[str]:
    words = {language: vocabulary(language) for language in SYLLABLES}
    weights = 1 / np.arange(1, WORDS_OF_A_LANGUAGE + 1)
    drawn = rng.choice(WORDS_OF_A_LANGUAGE, (len(documents), WORDS_OF_A_SENTENCE), p=weights / weights.sum())
    return [
        " ".join(words[_language(document)][word] for word in row).capitalize() + "."
        for document, row in zip(documents.tolist(), drawn.tolist(), strict=True)
    ]


def tables(rng: np.random.Generator, first: int, count: int) -> dict[str, pl.DataFrame]:
    """The rows of a batch."""
    events = _events(rng, first, count)
    return {"events": events, "documents": _documents(events)}


def _events(rng: np.random.Generator, first: int, count: int) -> pl.DataFrame:
    numbers = np.arange(first, first + count)
    columns = {
        **generated.frames_of(rng, count),
        **generated.sides(rng, count),
        **generated.times(rng, _days(rng, numbers // PER_DOCUMENT)),
    }
    sentences = _sentences(rng, numbers // PER_DOCUMENT)
    starts = [100 * int(number % PER_DOCUMENT) for number in numbers]
    columns |= {
        **generated.judged(rng, count),
        "id": [hash_of(number, 16) for number in numbers],
        "doc": [f"archive/{number // PER_DOCUMENT}" for number in numbers],
        "trigger": [sentence[:4] for sentence in sentences],
        "start": starts,
        "end": [start + 4 for start in starts],
        "sentence_start": starts,
        "sentence_end": [start + len(sentence) for start, sentence in zip(starts, sentences, strict=True)],
        "sentence": sentences,
        "time_source": ["published"] * count,
        "evidence": [[{"slot": "source", "start": start, "end": start + 3}] for start in starts],
        "ordinal": numbers % PER_DOCUMENT,
        "revision": [hash_of(number // PER_DOCUMENT, 26) for number in numbers],
    }
    return generated.typed("events", columns, time=generated.time())


def _days(rng: np.random.Generator, documents: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Some days at most before that of the document: a prime spreads the documents over all days."""
    return np.maximum(documents * 7919 % generated.all_days() - rng.integers(0, 10, len(documents)), 0)


def _documents(events: pl.DataFrame) -> pl.DataFrame:
    # sentences stand 100 characters apart, as the events say
    padded = pl.col("sentence").str.slice(0, 99).str.pad_end(100).str.join("")
    text = events.group_by("doc", maintain_order=True).agg(
        padded, pl.col("time_start").first(), pl.col("revision").first(), number=pl.col("doc").first().str.slice(8)
    )
    numbers = pl.col("number").cast(pl.Int64)
    languages = pl.Series(list(SYLLABLES))
    known = text.select(
        id="doc",
        text="sentence",
        title=pl.format("Document {}", "number"),
        published=pl.col("time_start").fill_null(pl.date(2000, 1, 1)).cast(pl.String),
        source=pl.format("agency {}", numbers % 7),
        language=(numbers % len(languages)).replace_strict(range(len(languages)), languages),
        input="revision",
        revision="revision",
    )
    return generated.typed("documents", known.to_dict())


if __name__ == "__main__":
    main()
