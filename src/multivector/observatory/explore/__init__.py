"""All entries as a table that can be narrowed, searched, linked to and exported."""
