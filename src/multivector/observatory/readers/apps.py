"""The app's entry: what it shows on the page of an article and, for staff, in the header."""

from django.apps import AppConfig


class ReadersConfig(AppConfig):
    name = "multivector.observatory.readers"

    def ready(self) -> None:
        """Plugs rating and comments into the article page, the number of comments that wait into the header."""
        from multivector.observatory.core.lasting import provide
        from multivector.observatory.core.plugs import plug
        from multivector.observatory.readers import challenge, forms, in_header, section

        plug("article", section.on_article)
        plug("version", section.version)
        plug("navigation", in_header.waiting)
        provide("stamp", forms.stamp_now)
        provide("challenge", lambda doc: challenge.new(challenge.PICTURE, "").key)
