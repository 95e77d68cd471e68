"""The site's addresses, with blank pages for those of other apps to which the dossiers lead."""

from django.http import HttpResponse
from django.urls import path

from multivector.observatory import urls

handler404 = urls.handler404


def blank(request, **given):
    return HttpResponse()


urlpatterns = [
    *urls.urlpatterns,
    path("explore/", blank, name="explore"),
    path("articles/", blank, name="articles"),
    path("articles/<path:id>/", blank, name="article"),
]
