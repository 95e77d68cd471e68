"""Addresses of what all pages share."""

from django.urls import path

from multivector.observatory.core import views

urlpatterns = [
    path("theme/", views.theme, name="theme"),
]
