"""Addresses of `desk`."""

from django.urls import path

from multivector.observatory.desk import views

urlpatterns = [
    path("desk/", views.desk, name="desk"),
    path("desk/queue/", views.queue, name="desk-queue"),
    path("desk/new/", views.write, name="desk-new"),
    path("desk/fetch/", views.fetch, name="desk-fetch"),
    path("desk/feed/", views.feed, name="desk-feed"),
    path("desk/open/<path:doc>/", views.open_record, name="desk-open"),
    path("desk/jobs/<int:pk>/again/", views.again, name="desk-again"),
    path("desk/jobs/<int:pk>/forget/", views.forget, name="desk-forget"),
    path("desk/<int:pk>/", views.article, name="desk-article"),
    path("desk/<int:pk>/edit/", views.edit, name="desk-edit"),
    path("desk/<int:pk>/versions/", views.versions, name="desk-versions"),
    path("desk/<int:pk>/withdraw/", views.withdraw, name="desk-withdraw"),
    path("desk/<int:pk>/<slug:what>/", views.act, name="desk-act"),
]
