"""Addresses of `dossiers`."""

from django.urls import path

from multivector.observatory.dossiers import views

urlpatterns = [
    path("", views.home, name="home"),
    path("actors/", views.actors, name="actors"),
    path("actors/<str:code>/", views.actor, name="actor"),
    path("pairs/<str:one>/<str:other>/", views.pair, name="pair"),
    path("processes/", views.processes, name="processes"),
    path("processes/<slug:slug>/", views.process, name="process"),
    path("priorities/<str:code>/", views.priorities, name="priorities"),
    path("standing/<str:code>/", views.standing, name="standing"),
    path("map/", views.world_map, name="map"),
]
