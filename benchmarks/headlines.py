"""Codes the 43,407 headlines in one go and looks at what comes out.

    python benchmarks/headlines.py [--pairs RUS-USA RUS-UKR ...]

Prints the seconds, the entries, the share of headlines with an actor but no trigger, the most frequent words there, and
events by year for pairs of states.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter

from shared import lines, need


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", nargs="*", default=["RUS-USA", "RUS-UKR", "RUS-GEO", "ISR-PSE", "RUS-CHN"])
    arguments = parser.parse_args()
    from multivector.coder import Coder
    from multivector.language import parser_for
    from multivector.language.russian_morphology import normal_forms
    from multivector.lexicon.ontology import SCORES
    from multivector.model import Document

    coder = Coder()
    documents = [
        Document(id=line["id"], text=line["text"], language="ru", published=line["published"])
        for line in lines(need("data/headlines/ru_headlines_odd_years.jsonl.zst"))
    ]
    coder.code("Прогрев.", language="ru")
    start, wall = time.process_time(), time.perf_counter()
    coded = list(coder.code_many(documents))
    seconds, wall = time.process_time() - start, time.perf_counter() - wall
    events = [(d.document, event) for d in coded for event in d.events]
    facts = sum(len(d.facts) for d in coded)
    print(f"{len(documents)} headlines: {seconds:.1f} s CPU, {wall:.1f} s wall; {len(events)} events, {facts} facts")

    index, silent, words = coder.index("ru"), 0, Counter[str]()
    for document in documents:
        kinds = {candidate.kind for hit in index.find(document.text) for candidate in hit.candidates}
        if kinds - {"trigger", "pronoun", "city"} and "trigger" not in kinds:
            silent += 1
            known = {w for hit in index.find(document.text) for w in document.text[hit.start : hit.end].lower().split()}
            for word in document.text.replace("«", " ").replace("»", " ").split():
                plain = word.strip('.,:;!?—-()"').lower()
                if len(plain) > 3 and plain not in known:
                    words[min(normal_forms(plain), key=lambda form: (len(form), form))] += 1
    print(f"an actor but no trigger: {silent} ({silent / len(documents):.0%})")
    print("most frequent words there:", ", ".join(f"{word} {count}" for word, count in words.most_common(50)))

    for pair in arguments.pairs:
        a, b = pair.split("-")
        years: dict[str, list[float]] = {}
        for document, event in events:
            source, target = ({code.partition(".")[0] for code in side} for side in (event.source, event.target))
            if {a, b} <= source | target:
                years.setdefault((document.published or "")[:4], []).append(SCORES[event.type])
        line = "  ".join(f"{year}: {len(s)} ({sum(s) / len(s):+.1f})" for year, s in sorted(years.items()))
        print(f"{pair}: events a year (mean PLOVER score)  {line}")
    parser_for("ru")


if __name__ == "__main__":
    main()
