"""The read-only REST interface."""
