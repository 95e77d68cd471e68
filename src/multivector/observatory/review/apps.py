"""The app's entry: what it shows on the page of an article and in tables."""

from django.apps import AppConfig


class ReviewConfig(AppConfig):
    name = "multivector.observatory.review"

    def ready(self) -> None:
        """Plugs the mark of reviewers into articles and tables, the link for disputes into articles."""
        from multivector.observatory.core.plugs import plug
        from multivector.observatory.explore.marks import provide
        from multivector.observatory.review import on_article

        plug("entry", on_article.entry)
        plug("version", on_article.version)
        plug("article", on_article.style)
        provide(on_article.table)
