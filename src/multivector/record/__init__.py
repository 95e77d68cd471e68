"""The record: a folder of Delta Lake tables that Polars, DuckDB, pandas, R and Spark read as it is.

    record/
      record.json     the version of the layout
      documents/      one row a document, with its text
      events/         one row a PLOVER event; `doc` names its document
      facts/          one row a fact; one column a slot
      actors/         one row an actor, with its names

`writer.py` says what a crash can and can't do; `schema.py` lists the columns.
"""

from __future__ import annotations

from multivector.record.find import Found, Query
from multivector.record.record import Record

__all__ = ["Found", "Query", "Record"]
