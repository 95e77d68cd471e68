"""Health, status, accounts, backup."""
