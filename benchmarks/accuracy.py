"""Accuracy on the development documents.

    python benchmarks/accuracy.py [--check]

Prints the figures of each gold set; with --check exits with 1 where one falls below the floor that has been reached.
"""

from __future__ import annotations

import argparse
import sys

from shared import lines, need

# figures that must not be lost again (F1)
FLOORS = {
    "seed": {"fact": 0.90},
    "ru_headlines_dev": {"event": 0.56, "dyad": 0.61},
    "ru_dev": {"event": 0.42, "dyad": 0.44, "fact": 0.73},
    "en_dev": {"event": 0.44, "dyad": 0.47, "fact": 0.62},
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="fail below the floors")
    arguments = parser.parse_args()
    from multivector.coder import Coder
    from multivector.evaluate import evaluate, load_gold
    from multivector.intake import document

    coder, failed = Coder(), False
    texts = {line["id"]: line for line in lines(need("gold/texts.jsonl"))}
    with need("seed/article.ru.txt").open(encoding="utf-8", newline="") as file:  # offsets count in the text as it is
        texts["seed/article.ru.txt"] = {
            "id": "seed/article.ru.txt",
            "text": file.read(),
            "language": "ru",
            "published": None,
        }
    for name, floors in FLOORS.items():
        gold = load_gold(need(f"gold/{name}.jsonl"))
        known = [texts[str(g["doc"])] for g in gold]
        documents = [document(t["text"], id=t["id"], language=t["language"], published=t["published"]) for t in known]
        scores = evaluate(gold, {c.document.id: c.to_dict() for c in coder.code_many(documents)})
        print(name, *(f"  {line}" for line in scores.lines()[:7]), sep="\n")
        for level, floor in floors.items():
            if scores.levels[level].f1 < floor:
                print(f"  {level} F1 {scores.levels[level].f1:.3f} is below {floor}")
                failed = True
    return 1 if failed and arguments.check else 0


if __name__ == "__main__":
    sys.exit(main())
