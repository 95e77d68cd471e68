"""Addresses of `review`."""

from django.urls import path

from multivector.observatory.review import views

urlpatterns = [
    path("review/", views.review, name="review"),
    path("review/judge/<document:entry>/", views.judge, name="review-judge"),
    path("review/undo/", views.undo, name="review-undo"),
    path("review/agreement/", views.agree, name="review-agreement"),
    path("review/disputes/", views.disputes, name="review-disputes"),
    path("review/orphans/", views.orphans, name="review-orphans"),
    path("review/history/<document:entry>/", views.history, name="review-history"),
    path("dispute/<document:entry>/", views.dispute, name="dispute"),
]
