"""Speed and memory of the coder: one process, raw text to entries.

    python benchmarks/speed.py [--language ru|en] [--repeat N] [--json]

Russian: the NEREL dev texts; English: the EWT and GUM dev texts, the dev gold's and the PLV sentences.

Prints seconds of loading, sentences a second of CPU time with the gate and without, the share of each stage, whether
the gate lost anything, and the peak memory. CPU time is of this process; quote ratios from one run on one machine.
"""

from __future__ import annotations

import argparse
import json
import lzma
import resource
import time
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import polars
from shared import lines, need


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeat", type=int, default=3, help="runs of which the fastest counts")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--language", choices=sorted(TEXTS), default="ru")
    arguments = parser.parse_args()
    figures = measure(arguments.repeat, arguments.language)
    if arguments.json:
        print(json.dumps(figures, ensure_ascii=False, indent=1))
        return
    for name, value in figures.items():
        print(f"{name:<34} {value}")


def measure(repeat: int, language: str) -> dict[str, Any]:
    wall, cpu = time.perf_counter(), time.process_time()
    from multivector.coder import Coder
    from multivector.language import parser_for
    from multivector.model import Document

    coder = Coder()
    coder.code(FIRST[language], language=language)
    loading = time.perf_counter() - wall, time.process_time() - cpu
    documents = [Document(id=id, text=text, language=language) for id, text in TEXTS[language]()]
    sentences = sum(len(parser_for(language).split(document.text)) for document in documents)
    open_coder = Coder(coder.lexicon, gate=False)
    gated, coded = fastest(lambda: list(coder.code_many(documents)), repeat)
    ungated, coded_all = fastest(lambda: list(open_coder.code_many(documents)), 1)
    return {
        "loading, seconds (wall, CPU)": [round(seconds, 2) for seconds in loading],
        "documents": len(documents),
        "sentences": sentences,
        "events": sum(len(document.events) for document in coded),
        "facts": sum(len(document.facts) for document in coded),
        "sentences a CPU second, gate on": round(sentences / gated),
        "sentences a CPU second, gate off": round(sentences / ungated),
        "sentences that pass the gate": share(coder, documents, sentences),
        "gate loses nothing": [d.to_dict() for d in coded] == [d.to_dict() for d in coded_all],
        "share of stages": stages(coder, documents, language),
        "peak memory, MB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def russian() -> Iterator[tuple[str, str]]:
    """(id, text) of the NEREL dev documents."""
    for line in lines(need("data/nerel/nerel_train_dev.jsonl.zst")):
        if line["split"] == "dev":
            yield line["id"], line["text"]


def english() -> Iterator[tuple[str, str]]:
    """(id, text) of the documents of the EWT and GUM dev sets, and of the gold's and PLV's texts."""
    id, text = "", []
    with lzma.open(need("data/ud/english_dev.conllu.xz"), "rt", encoding="utf-8") as file:
        for line in file:
            if line.startswith("# newdoc id ="):
                yield id, "\n".join(text)
                id, text = line[13:].strip(), []
            elif line.startswith("# text ="):
                text.append(line[8:].strip())
    yield id, "\n".join(text)
    for known in lines(need("gold/texts.jsonl")):
        if known["language"] == "en":
            yield known["id"], known["text"]
    for number, sentence in enumerate(polars.read_parquet(need("data/plv/plv_train.parquet"))["sentence"]):
        yield f"plv/{number}", sentence


TEXTS: dict[str, Callable[[], Iterator[tuple[str, str]]]] = {"en": english, "ru": russian}
FIRST = {"en": "Russia and China signed an agreement.", "ru": "Россия и Китай подписали соглашение."}


def fastest(run: Callable[[], Any], repeat: int) -> tuple[float, Any]:
    """(CPU seconds, result) of the fastest run."""
    runs = []
    for _ in range(repeat):
        start = time.process_time()
        result = run()
        runs.append((time.process_time() - start, result))
    return min(runs, key=lambda timed: timed[0])


def share(coder: Any, documents: list[Any], sentences: int) -> str:
    passing = sum(len(coder._prepare(document).passing) for document in documents)
    return f"{passing} ({passing / sentences:.0%})"


def stages(coder: Any, documents: list[Any], language: str) -> dict[str, str]:
    """The share of CPU time that each stage takes, measured by wrapping its entry points."""
    import multivector.coder.coder as module
    from multivector.language import parser_for

    spent: Counter[str] = Counter()
    inside: list[str] = []

    def timed(stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def wrapper(*args: Any, **kwargs: Any) -> Any:
            start = time.process_time()
            inside.append(stage)
            try:
                return function(*args, **kwargs)
            finally:
                inside.pop()
                seconds = time.process_time() - start
                spent[stage] += seconds
                if inside:
                    spent[inside[-1]] -= seconds

        return wrapper

    index, parser = coder.index(language), type(parser_for(language))
    patched = [
        (parser, "split", "split"),
        (parser, "parse", "parse"),
        (type(index), "find", "gate"),
        (module, "find_mentions", "actors"),
        (module, "find_triggers", "triggers"),
        (module.EventFinder, "find", "events"),
        (module.FactFinder, "find", "facts"),
        (module.Times, "date", "times"),
    ]
    originals = [(owner, name, getattr(owner, name)) for owner, name, _ in patched]
    for owner, name, stage in patched:
        setattr(owner, name, timed(stage, getattr(owner, name)))
    try:
        start = time.process_time()
        list(coder.code_many(documents))
        total = time.process_time() - start
    finally:
        for owner, name, function in originals:
            setattr(owner, name, function)
    spent["rest"] = total - sum(spent.values())
    return {stage: f"{seconds / total:.0%}" for stage, seconds in spent.most_common()}


if __name__ == "__main__":
    main()
