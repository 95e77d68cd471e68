"""What all pages share: layout, language, theme, the reader's address, limits, logs, errors."""
