"""Interchange in the forms of other event data: PLOVER JSON lines, POLECAT, ICEWS, Phoenix and GDELT tables.

    export_form     a record as a file in one of these forms
    import_files    files in these forms into a record

A module a form; `data/` has what is known of other systems' codes; docs/interchange.md says what each column holds
and what was decided where the forms disagree with each other or with themselves.
"""

from __future__ import annotations

from multivector.interchange.exporting import export_form
from multivector.interchange.forms import FORMS
from multivector.interchange.importing import import_files
from multivector.interchange.tally import Tally

__all__ = ["FORMS", "Tally", "export_form", "import_files"]
