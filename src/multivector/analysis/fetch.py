"""Taking public data sets into the data folder: from a file or an address, checked, whole or not at all."""

from __future__ import annotations

import hashlib
import io
import json
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

import polars as pl

from multivector.analysis.datasets import DataSet, Table, catalogue, data_folder, read_file, stored
from multivector.analysis.memberships import counted, is_state_year
from multivector.errors import StopRun
from multivector.record.output import whole, writing

MANIFEST = "manifest.json"
BLOCK = 1 << 20
TIMEOUT = 60  # seconds without an answer
LISTING = {
    "data_set": pl.String,
    "table": pl.String,
    "rows": pl.Int64,
    "state": pl.String,
    "source": pl.String,
    "sha256": pl.String,
}


def add(
    name: str, sources: Sequence[str] = (), folder: Path | None = None, *, sha256: str | None = None
) -> pl.DataFrame:
    """Takes tables of a data set into the data folder, in the place of those that are there.

    Args:
        name: of the data set, as `datasets.catalogue` has it.
        sources: files (CSV, also gzipped or zipped, or Parquet) or addresses, each of them told apart by its
            columns; none takes the published addresses.
        folder: see `datasets.data_folder`.
        sha256: what the checksum of the only source must be.

    Returns:
        The rows of `listing` of this data set.

    Raises:
        StopRun: the data set is not known, a source can't be had, breaks off, has another checksum or another
            layout. The folder is then as it was.
    """
    dataset = catalogue().get(name)
    if dataset is None:
        raise StopRun(f"'{name}' is no data set: use one of {', '.join(catalogue())}")
    wanted = list(sources) or [one.address for one in dataset.tables if one.address]
    if not wanted:
        needs = "; ".join(str(one.needs) for one in dataset.tables)
        raise StopRun(f"{name} has no address to fetch from: get it at {dataset.home} and name the file: {needs}")
    if sha256 and len(wanted) > 1:
        raise StopRun("--sha256 is the checksum of one file: add the files one by one")
    root = data_folder(folder)
    found = [entry for source in wanted for entry in _tables(dataset, source, sha256)]
    for known, table, origin in found:
        _store(known, table, origin, root)
    return listing(root).filter(pl.col("data_set") == name)


def listing(folder: Path | None = None) -> pl.DataFrame:
    """What is in the data folder.

    Returns:
        A row a table: `data_set`, `table`, `rows`, `state` (`there`, `changed` since it was added, `not there`),
        `source` it came from (where it can be had, if it is not there) and the `sha256` of that source.
    """
    root = data_folder(folder)
    notes = _manifest(root)
    rows = [_listed(dataset, known, root, notes) for dataset in catalogue().values() for known in dataset.tables]
    return pl.DataFrame(rows, schema=LISTING, orient="row")


def _listed(dataset: DataSet, known: Table, root: Path, notes: dict[str, Any]) -> tuple[Any, ...]:
    path, note = stored(known, root), notes.get(known.name, {})
    if path is None:
        return dataset.name, known.name, None, "not there", known.address or f"{dataset.home} ({known.needs})", None
    changed = note and note["stored_sha256"] != _checksum(path)
    rows = note.get("rows") or read_file(path, str(path)).height
    state = "changed" if changed else "there"
    return dataset.name, known.name, rows, state, note.get("source"), note.get("sha256")


def _tables(dataset: DataSet, source: str, sha256: str | None) -> Iterator[tuple[Table, pl.DataFrame, dict[str, str]]]:
    """The tables in a source, with where each came from."""
    with _local(source) as path:
        checksum = _checksum(path)
        if sha256 and checksum != sha256.lower():
            raise StopRun(
                f"{source}: its checksum is {checksum}, not {sha256}: it is another file or damaged; nothing was kept"
            )
        origin = {"source": source, "sha256": checksum}
        for part, data in _parts(path, source):
            for known, table in _recognised(dataset, data, part):
                yield known, table, origin


def _recognised(dataset: DataSet, data: pl.DataFrame, where: str) -> list[tuple[Table, pl.DataFrame]]:
    """The tables of the data set for which the columns of `data` are those."""
    if is_state_year(data) and dataset.name == "memberships":
        data_by_name = counted(data)
        return [(one, one.fit(data_by_name[one.name], where)) for one in dataset.tables]
    names = {*data.columns}
    for one in dataset.tables:
        has = names | {new for old, new in one.published.items() if old in names}
        if {*one.columns} - one.optional <= has:
            return [(one, one.fit(data, where))]
    layouts = "; ".join(
        f"{one.name}: {', '.join(c for c in one.columns if c not in one.optional)}" for one in dataset.tables
    )
    raise StopRun(
        f"{where}: no table of {dataset.name}: it has the columns {', '.join(data.columns[:8])}; wanted are {layouts}"
    )


def _parts(path: Path, source: str) -> Iterator[tuple[str, pl.DataFrame]]:
    """The tables of a file; of a zip archive those of its CSV files."""
    if not zipfile.is_zipfile(path):
        yield source, read_file(path, source)
        return
    with _opened(path, source) as archive:
        names = [name for name in archive.namelist() if name.lower().endswith(".csv") and "__MACOSX" not in name]
        if not names:
            raise StopRun(f"{source}: there is no CSV file in the archive: add the tables one by one")
        for name in names:
            part = f"{source}: {name}"
            yield part, read_file(io.BytesIO(archive.read(name)), part)


@contextmanager
def _opened(path: Path, source: str) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise StopRun(f"{source}: a damaged or locked archive ({error}); nothing was kept") from error


@contextmanager
def _local(source: str) -> Iterator[Path]:
    """A file with the content of a source; what is fetched vanishes afterwards."""
    if not source.startswith(("http://", "https://")):
        path = Path(source)
        if not path.is_file():
            raise StopRun(f"{source}: there is no such file")
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="multivector-") as folder:
        path = Path(folder) / "fetched"
        _fetch(source, path)
        yield path


def _fetch(address: str, path: Path) -> None:
    again = "nothing was kept; run the same command again, or fetch it another way and name the file"
    try:
        with urlopen(Request(address, headers={"User-Agent": "multivector"}), timeout=TIMEOUT) as answer:
            expected = answer.headers.get("Content-Length")
            with path.open("wb") as file:
                while block := answer.read(BLOCK):
                    file.write(block)
    except (URLError, HTTPException, OSError) as error:
        reason = getattr(error, "reason", None) or error
        raise StopRun(f"{address}: can't be fetched ({reason}): {again}") from error
    got = path.stat().st_size
    if expected is not None and got != int(expected):
        raise StopRun(f"{address}: broke off after {got} of {expected} bytes: {again}")


def _store(known: Table, table: pl.DataFrame, origin: dict[str, str], root: Path) -> None:
    target = root / known.folder / f"{known.name}.parquet"
    with writing(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        with whole(target) as unfinished:
            table.write_parquet(unfinished)
        notes = _manifest(root)
        notes[known.name] = {**origin, "rows": table.height, "stored_sha256": _checksum(target)}
        with whole(root / MANIFEST) as unfinished:
            unfinished.write_text(json.dumps(notes, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def _manifest(root: Path) -> dict[str, Any]:
    path = root / MANIFEST
    if not path.is_file():
        return {}
    try:
        notes = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        notes = None
    if not isinstance(notes, dict):
        raise StopRun(f"{path}: not the list of added tables: remove it and add the data sets again")
    return notes


def _checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
