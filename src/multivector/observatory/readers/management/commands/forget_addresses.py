"""`forget_addresses`: deletes shortened addresses that have been kept long enough; the site does it by itself too."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from multivector.observatory.readers.actions import forget_addresses


class Command(BaseCommand):
    help = "Deletes the shortened addresses of comments and complaints that have been kept long enough."

    def handle(self, *args: Any, **options: Any) -> None:
        """Says how many."""
        self.stdout.write(f"{forget_addresses()} address(es) forgotten.")
