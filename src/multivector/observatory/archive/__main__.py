"""`python -m multivector.observatory.archive RECORD`: makes the index beside a running site."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import duckdb

from multivector.observatory.archive.keeping import make
from multivector.observatory.archive.reading import ArchiveUnavailable

os.nice(10)  # who reads goes first
try:
    make(Path(sys.argv[1]))
except (ArchiveUnavailable, OSError, duckdb.Error) as error:
    sys.exit(str(error))
