"""Questions to a record: one module a question, a record in, a Polars table out, with `chart(table)` for a picture."""
