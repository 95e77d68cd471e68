"""Addresses of `operations`."""

from django.urls import path

from multivector.observatory.operations import views

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("status/", views.status, name="status"),
]
