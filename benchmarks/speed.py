"""Speed and memory of the coder over the NEREL dev texts: one process, raw text to entries.

    python benchmarks/speed.py [--repeat N] [--json]

Prints seconds of loading, sentences a second of CPU time with the gate and without, the share of each stage, whether
the gate lost anything, and the peak memory. CPU time is of this process; quote ratios from one run on one machine.
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

from shared import lines, need


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeat", type=int, default=3, help="runs of which the fastest counts")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    figures = measure(arguments.repeat)
    if arguments.json:
        print(json.dumps(figures, ensure_ascii=False, indent=1))
        return
    for name, value in figures.items():
        print(f"{name:<34} {value}")


def measure(repeat: int) -> dict[str, Any]:
    wall, cpu = time.perf_counter(), time.process_time()
    from multivector.coder import Coder
    from multivector.language import parser_for
    from multivector.model import Document

    coder = Coder()
    coder.code("Россия и Китай подписали соглашение.", language="ru")
    loading = time.perf_counter() - wall, time.process_time() - cpu
    texts = [line for line in lines(need("data/nerel/nerel_train_dev.jsonl.zst")) if line["split"] == "dev"]
    documents = [Document(id=line["id"], text=line["text"], language="ru") for line in texts]
    sentences = sum(len(parser_for("ru").split(document.text)) for document in documents)
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
        "share of stages": stages(coder, documents),
        "peak memory, MB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


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


def stages(coder: Any, documents: list[Any]) -> dict[str, str]:
    """The share of CPU time that each stage takes, measured by wrapping its entry points."""
    import multivector.coder.coder as module
    from multivector.language import parser_for
    from multivector.language.russian import RussianParser

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

    index = coder.index("ru")
    patched = [
        (RussianParser, "split", "split"),
        (RussianParser, "parse", "parse"),
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
        parser_for("ru")
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
