"""The app's entry: what it shows on the page of an article."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "multivector.observatory.desk"

    def ready(self) -> None:
        """Plugs the way to the desk into the article page, for staff."""
        from multivector.observatory.core.plugs import plug
        from multivector.observatory.desk.on_article import way_to_desk

        plug("article", way_to_desk)
