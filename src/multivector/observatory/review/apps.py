"""The app's entry: what it shows on the page of an article."""

from django.apps import AppConfig


class ReviewConfig(AppConfig):
    name = "multivector.observatory.review"

    def ready(self) -> None:
        """Plugs the mark of reviewers and the link for disputes into the entries of the article page."""
        from multivector.observatory.core.plugs import plug
        from multivector.observatory.review import on_article

        plug("entry", on_article.entry)
        plug("version", on_article.version)
        plug("article", on_article.style)
