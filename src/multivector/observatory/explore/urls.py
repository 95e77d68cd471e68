"""Addresses of `explore`."""

from django.urls import path

from multivector.observatory.explore import views

urlpatterns = [
    path("explore/", views.explore, name="explore"),
    path("explore/values/<slug:facet>/", views.values, name="explore_values"),
    path("explore/export.<slug:format>", views.export, name="explore_export"),
]
