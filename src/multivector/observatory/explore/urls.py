"""Addresses of `explore`."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
