"""The app's entry: what it shows on the page of an article."""

from django.apps import AppConfig


class ReadersConfig(AppConfig):
    name = "multivector.observatory.readers"

    def ready(self) -> None:
        """Plugs rating and comments into the article page."""
        from multivector.observatory.core.plugs import plug
        from multivector.observatory.readers.section import on_article

        plug("article", on_article)
