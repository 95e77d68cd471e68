"""Public data sets beside the record: what they are, where they lie, and reading their tables.

A data folder holds the tables as `FOLDER/TABLE.parquet` or `FOLDER/TABLE.csv`, as `data/datasets.yaml` names them.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import IO, Any

import polars as pl
import yaml
from platformdirs import user_data_path

from multivector.errors import StopRun

ENVIRONMENT = "MULTIVECTOR_DATA"
KINDS: dict[str, Any] = {"int": pl.Int64, "float": pl.Float64, "text": pl.String, "date": pl.Date}
SAID = {"int": "a whole number", "float": "a number", "text": "a text", "date": "a date"}
NO_VALUE = ["", "NA", "NaN"]  # how published CSV files write what is not known


@dataclass(frozen=True)
class Table:
    """A table of a data set: its place in a data folder and its columns, name to kind."""

    name: str
    dataset: str
    folder: str
    columns: dict[str, str]
    optional: frozenset[str] = frozenset()
    published: dict[str, str] = field(default_factory=dict)
    address: str | None = None
    needs: str | None = None

    def fit(self, data: pl.DataFrame, where: str) -> pl.DataFrame:
        """The columns of this table out of `data`, in their kinds.

        Raises:
            StopRun: `data` has another layout; the message names what is missing or wrong.
        """
        data = data.rename({old: new for old, new in self.published.items() if old in data.columns})
        missing = [name for name in self.columns if name not in data.columns and name not in self.optional]
        if missing:
            raise StopRun(
                f"{where}: not the layout of {self.name}: no column {', '.join(missing)}; it has "
                f"{', '.join(data.columns[:8])}. `multivector data list` names the files that fit"
            )
        kinds = {name: kind for name, kind in self.columns.items() if name in data.columns}
        return data.select(_cast(data[name], kind, where) for name, kind in kinds.items())


@dataclass(frozen=True)
class DataSet:
    """A public data set."""

    name: str
    title: str
    home: str
    cite: str
    tables: tuple[Table, ...]


@cache
def catalogue() -> dict[str, DataSet]:
    """The data sets by name, as `data/datasets.yaml` describes them."""
    found: dict[str, DataSet] = {}
    for name, entry in knowledge("datasets.yaml").items():
        tables = tuple(_table(key, name, entry["folder"], value) for key, value in entry["tables"].items())
        found[name] = DataSet(name, entry["title"], entry["home"], entry["cite"], tables)
    return found


def knowledge(name: str) -> Any:
    """A YAML file of `analysis/data`."""
    return yaml.safe_load((files("multivector.analysis") / "data" / name).read_text(encoding="utf-8"))


def table(name: str) -> Table:
    """The table of that name, of whichever data set."""
    return next(one for dataset in catalogue().values() for one in dataset.tables if one.name == name)


def data_folder(given: Path | None = None) -> Path:
    """The folder of the data sets: `given`, else what MULTIVECTOR_DATA names, else the user's data folder."""
    named = given or os.environ.get(ENVIRONMENT)
    return Path(named) if named else user_data_path("multivector", appauthor=False)


def read_table(name: str, folder: Path | None = None) -> pl.DataFrame:
    """A table out of the data folder.

    Raises:
        StopRun: it is not there (the message says how to get it), can't be read or has another layout.
    """
    known, root = table(name), data_folder(folder)
    path = stored(known, root)
    if path is None:
        where = "there is no such folder" if not root.is_dir() else f"{known.folder}/{name}.parquet is not in it"
        raise StopRun(
            f"{root}: {where}: get the data with `multivector data add {known.dataset}`, "
            f"or name a folder that has them with --data or {ENVIRONMENT}"
        )
    return known.fit(read_file(path, str(path)), str(path))


def stored(known: Table, root: Path) -> Path | None:
    """The file of a table in a data folder, or None."""
    paths = (root / known.folder / f"{known.name}{ending}" for ending in (".parquet", ".csv"))
    return next((path for path in paths if path.is_file()), None)


def read_file(file: Path | IO[bytes], name: str) -> pl.DataFrame:
    """A CSV (also gzipped) or Parquet file, all of CSV as text; `name` is for the message.

    Raises:
        StopRun: it is neither, or damaged.
    """
    try:
        if isinstance(file, Path) and _is_parquet(file):
            return pl.read_parquet(file)
        return pl.read_csv(file, infer_schema=False, null_values=NO_VALUE, encoding="utf8-lossy")
    except (pl.exceptions.PolarsError, OSError) as error:  # OSError: a packed file that was cut off
        reason = str(error).splitlines()[0]
        raise StopRun(f"{name}: can't be read as CSV or Parquet ({reason}): is it whole, and one of them?") from error


def _is_parquet(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == b"PAR1"


def _cast(column: pl.Series, kind: str, where: str) -> pl.Series:
    if kind == "int" and column.dtype == pl.String:
        column = column.str.strip_suffix(".0")  # R writes whole numbers of double columns so
    is_date = kind == "date" and column.dtype == pl.String
    cast = column.str.to_date("%Y-%m-%d", strict=False) if is_date else column.cast(KINDS[kind], strict=False)
    wrong = column.filter(cast.is_null() & column.is_not_null())
    if len(wrong):
        raise StopRun(f"{where}: '{wrong[0]}' in column {column.name} is not {SAID[kind]}: is it another file?")
    return cast


def _table(name: str, dataset: str, folder: str, entry: dict[str, Any]) -> Table:
    return Table(
        name,
        dataset,
        folder,
        columns=entry["columns"],
        optional=frozenset(entry.get("optional", ())),
        published=entry.get("published", {}),
        address=entry.get("address"),
        needs=entry.get("needs"),
    )
