"""Where the benchmarks find the shared data, and how they read it."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SHARED = Path(os.environ.get("MULTIVECTOR_SHARED") or Path(__file__).parents[2] / "shared")


def need(path: str) -> Path:
    """A file of the shared data; without it a benchmark has nothing to measure."""
    found = SHARED / path
    if not found.exists():
        sys.exit(f"{found} is not there: set MULTIVECTOR_SHARED to the folder of the shared data")
    return found


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSON lines file, also a compressed one."""
    if path.suffix == ".zst":
        import io

        import zstandard

        with path.open("rb") as file:
            stream = io.TextIOWrapper(zstandard.ZstdDecompressor().stream_reader(file), encoding="utf-8")
            yield from (json.loads(line) for line in stream if line.strip())
    else:
        with path.open(encoding="utf-8") as file:
            yield from (json.loads(line) for line in file if line.strip())
