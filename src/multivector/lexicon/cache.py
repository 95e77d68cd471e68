"""Keeps compiled indexes between runs: compiling takes seconds, reading half a second."""

from __future__ import annotations

import hashlib
import os
import pickle
import sys
import tempfile
import time
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from typing import cast

from platformdirs import user_cache_dir

from multivector.lexicon.index import Index, build_index
from multivector.lexicon.lexicon import Lexicon
from multivector.lexicon.schema import Language

RULES = (
    "forms.py", "index.py", "patterns.py", "schema.py", "inflection/base.py", "inflection/english.py",
    "inflection/russian.py", "../language/english_morphology.py", "../language/russian_morphology.py",
    "../language/sentence.py",
)  # fmt: skip
# packages whose versions change what is compiled
PACKAGES = ("babel", "lemminflect", "pyahocorasick", "pymorphy3", "pymorphy3-dicts-ru")
KEEP_DAYS = 14  # unused indexes of other lexicons are removed after that time


def load_index(lexicon: Lexicon, language: str) -> Index:
    """The lexicon compiled for a language: from the user's cache if it was compiled before, else made and kept there.

    A cache that cannot be read or written costs some seconds and nothing else.
    """
    path = cache_path(lexicon, language)
    try:
        with path.open("rb") as file:
            cached = pickle.load(file)
        if isinstance(cached, Index):
            with suppress(OSError):
                path.touch()
            return cached
    except Exception:  # not there, half written, of other software: whatever an unpickler may say, it is made anew
        pass
    index = build_index(lexicon, cast(Language, language))
    with suppress(OSError):
        _keep(index, path)
    return index


def cache_path(lexicon: Lexicon, language: str) -> Path:
    """Where an index is kept: another lexicon, other rules of inflection or other software have another file."""
    rules = hashlib.sha256(sys.version.encode())
    for name in RULES:
        rules.update((Path(__file__).parent / name).read_bytes())
    for package in PACKAGES:
        rules.update(version(package).encode())
    folder = os.environ.get("MULTIVECTOR_CACHE") or user_cache_dir("multivector")
    return Path(folder) / f"index-{language}-{lexicon.fingerprint}-{rules.hexdigest()[:12]}.pickle"


def _keep(index: Index, path: Path) -> None:
    """Writes an index whole or not at all, and removes those that nobody has used for long."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".tmp", delete=False) as file:
        try:
            pickle.dump(index, file, protocol=5)
            file.close()
            os.replace(file.name, path)
        except BaseException:
            os.unlink(file.name)
            raise
    oldest = time.time() - KEEP_DAYS * 24 * 3600
    for other in path.parent.glob("index-*.pickle"):
        if other.stat().st_mtime < oldest:
            other.unlink(missing_ok=True)
