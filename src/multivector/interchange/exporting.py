"""A record in the forms of other systems. The same record gives the same bytes."""

from __future__ import annotations

from multivector.errors import StopRun
from multivector.interchange.forms import FORMS
from multivector.interchange.tally import Tally
from multivector.record import Record
from multivector.record.export import MEMORY, read_coded
from multivector.record.output import Out, opened, writing


def export_form(record: Record, form: str, out: Out) -> Tally:
    """Writes the events of `record` to a file or an open text stream; returns what was left out and why.

    A file appears under its name only when it is whole. Documents stream by: memory does not grow with the record.
    Raises StopRun when `out` can't be written or there is no such form.
    """
    if form not in FORMS:
        raise StopRun(f"there is no form {form!r}; forms are {', '.join(FORMS)}")
    layout, tally = FORMS[form], Tally()
    with writing(out), record.connection() as connection, opened(out) as stream:
        connection.execute(f"SET memory_limit = '{MEMORY}'")
        if layout.header:
            stream.write("\t".join(layout.columns) + "\n")
        for line in layout.write(read_coded(connection), tally):
            stream.write(line + "\n")
            tally.rows += 1
    return tally
