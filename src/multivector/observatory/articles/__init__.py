"""The texts: their list, and each with what was drawn from it."""
