"""The pages of `readers`."""
