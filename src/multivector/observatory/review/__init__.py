"""Disputes of readers and judgements of staff on entries; they flow back as gold lines."""
